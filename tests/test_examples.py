"""What --help and the README say to type works on the sample as it is printed.

Here: commands that read the warehouse. Not here: those that build or fetch, the cookbook (`test_documentation`).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from orchestration.cli import cli
from tests.build_fixtures import SampleBuild, sample_build

__all__ = ["sample_build"]

README = Path(__file__).resolve().parents[1] / "README.md"
READING = ("query", "search", "inspect", "explain", "export", "status")
PLACEHOLDER = re.compile(r"…|\b[A-Z]+_ID\b|\b(SYMBOL|FOLDER|FILE|PATH|WORDS)\b")
TYPED = re.compile(r"hrcw (?:" + "|".join(READING) + r")\b[^`\n]*")


def examples() -> Iterator[str]:
    """The commands to type, each once, without what is left to the reader and without what other programs do."""
    texts = [README.read_text(encoding="utf-8")]
    for name in READING:
        command = cli.commands[name]
        texts.append(command.get_help(click.Context(command, info_name=f"hrcw {name}")))
    found = [re.split(r"\s+[#|] |   +", typed)[0].strip() for text in texts for typed in TYPED.findall(text)]
    yield from dict.fromkeys(
        each for each in found if not PLACEHOLDER.search(each) and "[" not in each and " " in each[5:]
    )


def test_there_are_examples_of_every_command_that_takes_something() -> None:
    assert {each.split()[1] for each in examples()} == set(READING) - {"status"}


@pytest.mark.parametrize("typed", list(examples()))
def test_an_example_works_as_it_is_printed(
    typed: str, sample_build: SampleBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HRCW_HOME", str(sample_build.home))
    run = CliRunner().invoke(cli, shlex.split(typed)[1:])
    assert run.exit_code == 0, run.output
    written = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(run.stdout) > 20 or written > [20], "the answer is empty"
