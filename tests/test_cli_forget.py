"""A folder named by mistake: the build says that it holds no resolution, and how to take it back.

Not here: what is known of a source (`test_scan`).
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from orchestration.cli import cli
from tests.build_fixtures import ask, sample_build, sample_copy, write_texts
from tests.test_cli import LETTER

__all__ = ["sample_build", "sample_copy"]


def test_a_source_without_a_resolution_is_said_and_can_be_taken_back(
    sample_copy: Path, tmp_path: Path
) -> None:
    letters = str(write_texts(tmp_path / "letters", {"letter.txt": LETTER}))
    mistaken = CliRunner().invoke(cli, ["build", letters, "--home", str(sample_copy)])
    assert mistaken.exit_code == 0
    assert mistaken.stdout.startswith("Nothing in these sources is a resolution.")
    assert "letter.txt: not_a_resolution: " in mistaken.stdout
    assert "hrcw build --forget PATH" in mistaken.stdout
    back = CliRunner().invoke(cli, ["build", "--forget", letters, "--home", str(sample_copy)])
    assert back.exit_code == 0
    assert back.stdout.startswith("11 documents")
    assert ask(sample_copy, "SELECT count(*) FROM rejects") == [(0,)]
