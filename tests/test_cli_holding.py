"""Commands that write from the published warehouse hold the home, or their part of it: one at a time, with the exit codes
they document.

Not here: what they write (`test_site`, `test_feeds`, `test_release`).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import click
import pytest
from filelock import FileLock

from orchestration.cli_options import holding
from orchestration.home import Home
from orchestration.reporting import PlainReporter
from tests.build_fixtures import HRCW, clean_environment, hrcw
from tests.feeds_fixtures import feeds_home, sample_build

__all__ = ["feeds_home", "sample_build"]

COMMANDS = pytest.mark.parametrize(
    "command", [("site",), ("feeds",), ("release", "1.0.0")], ids=lambda c: c[0]
)


def lock_of(home: Path, command: str) -> Path:
    """What the command holds: the site alone, so that no build waits for pages, or all of the home."""
    return home / (".site.lock" if command == "site" else ".lock")


@COMMANDS
def test_a_home_that_cannot_be_written_is_named(command: tuple[str, ...], feeds_home: Path) -> None:
    lock_of(feeds_home, command[0]).mkdir()  # root may write to a folder that is read-only
    run = hrcw(*command, home=feeds_home)
    assert run.returncode == 2
    said = " ".join(run.stderr.split())
    assert f"Cannot write {feeds_home}: Is a directory." in said
    assert "Traceback" not in said


@COMMANDS
def test_a_file_in_the_place_of_the_folder_is_named(command: tuple[str, ...], feeds_home: Path) -> None:
    for name in ("site", "feeds", "releases"):
        (feeds_home / name).write_text("a file where the folder should be")
    run = hrcw(*command, home=feeds_home)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


@COMMANDS
def test_it_waits_for_another_process_and_says_so(command: tuple[str, ...], feeds_home: Path) -> None:
    with FileLock(lock_of(feeds_home, command[0])):
        waiting = subprocess.Popen(
            [str(HRCW), *command], env=clean_environment(feeds_home), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert waiting.stderr is not None
        said = ""
        while "waiting" not in said:
            line = waiting.stderr.readline()
            assert line, said
            said += line
    out, rest = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, out + rest
    held = feeds_home / "site" if command[0] == "site" else feeds_home
    assert f"Another process is writing to {held}; waiting for it to end" in said
    assert "build" not in said


def test_a_home_that_is_held_too_long_ends_with_1(feeds_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Home(feeds_home)
    impatient = place.locked
    monkeypatch.setattr(place, "locked", lambda notify, part: impatient(notify, seconds=0.1, part=part))
    with (
        FileLock(feeds_home / ".lock"),
        pytest.raises(click.ClickException, match=r"Another process has held .* Stop it or wait") as error,
        holding(place, PlainReporter(lambda line: None)),
    ):
        pytest.fail("the home was held by two")
    assert error.value.exit_code == 1


@COMMANDS
def test_nothing_is_made_where_nothing_is_published(command: tuple[str, ...], tmp_path: Path) -> None:
    run = hrcw(*command, home=tmp_path / "none")
    assert run.returncode == 2
    assert "Make one with: hrcw build" in run.stderr
    assert not (tmp_path / "none").exists()
