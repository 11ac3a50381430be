"""What `hrcw status` says of views, site and feeds.

Not here: the rest of it (`test_cli`).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from click.testing import CliRunner

from orchestration.cli import cli
from tests.build_fixtures import sample_build, sample_copy
from warehouse.statements import published_views

__all__ = ["sample_build", "sample_copy"]


def status(home: Path) -> str:
    run = CliRunner().invoke(cli, ["status", "--home", str(home)])
    assert run.exit_code == 0, run.output
    return run.stdout


def test_the_status_names_the_views(sample_copy: Path) -> None:
    [line] = [line for line in status(sample_copy).splitlines() if line.startswith("Views: ")]
    assert line.removeprefix("Views: ").split(", ") == sorted(view.name for view in published_views())


def test_the_status_tells_whether_site_and_feeds_are_of_the_publication(sample_copy: Path) -> None:
    for written in ("site", "feeds"):  # the sample that all tests share may have them by now
        shutil.rmtree(sample_copy / written, ignore_errors=True)
    assert "Site: none; write with: hrcw site\nFeeds: none; write with: hrcw feeds\n" in status(sample_copy)
    index, manifest = sample_copy / "site" / "index.html", sample_copy / "feeds" / "latest" / "manifest.json"
    for file in (index, manifest):
        file.parent.mkdir(parents=True)
        file.write_text("")
    now = status(sample_copy)
    assert f"Site: {index.parent}, of this publication" in now
    assert f"Feeds: {manifest.parent}, of this publication" in now
    for file in (index, manifest):
        os.utime(file, (1e9, 1e9))
    later = status(sample_copy)
    assert f"Site: {index.parent}, older than this publication; anew with: hrcw site" in later
    assert f"Feeds: {manifest.parent}, of an earlier publication" in later
