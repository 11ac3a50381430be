"""The feeds are there whole or not at all, change only when data change, and old ones are kept by a setting.

Not here: what is in them (`test_feeds`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.build_fixtures import REPOSITORY, SampleBuild, clean_environment, hrcw, sample_build
from tests.feeds_fixtures import change, feeds_home, write
from warehouse.feeds.generations import FeedsNotWritten
from warehouse.marts import marts
from warehouse.reading import open_warehouse

__all__ = ["feeds_home", "sample_build"]

NEW_TITLE = "UPDATE resolutions SET title = title || ' {}' WHERE document_id = (SELECT min(document_id) FROM resolutions)"


def names(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too."""
    return sorted(os.listdir(folder))


def assert_latest_is_whole(home: Path) -> str:
    """Every file of the manifest is there with its checksum; the generation."""
    latest = home / "feeds" / "latest"
    manifest = json.loads((latest / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        assert hashlib.sha256((latest / file["path"]).read_bytes()).hexdigest() == file["sha256"], file[
            "path"
        ]
    assert {"datapackage.json", "croissant.json", "README.txt"} < set(names(latest))
    assert latest.resolve().name == manifest["generation"]
    return str(manifest["generation"])


# ---- only what changed


def test_a_second_run_writes_nothing_though_the_warehouse_was_published_again(feeds_home: Path) -> None:
    first = write(feeds_home)
    before = {path: path.stat().st_mtime_ns for path in first.latest.resolve().rglob("*")}
    change(
        feeds_home, "UPDATE publication SET run_id = 'another', published_at = published_at + INTERVAL 1 DAY"
    )
    again = write(feeds_home)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.generation == first.generation
    assert {path: path.stat().st_mtime_ns for path in first.latest.resolve().rglob("*")} == before
    assert names(feeds_home / "feeds") == ["generations", "latest"]
    assert names(feeds_home / "feeds" / "generations") == [first.generation]


def test_changed_data_are_a_new_generation_and_the_old_one_stays(feeds_home: Path) -> None:
    first = write(feeds_home)
    with (first.latest / "csv" / "dim_document.csv").open("rb") as opened:
        change(feeds_home, NEW_TITLE.format("A"))
        second = write(feeds_home)
        assert second.is_new
        assert second.generation != first.generation
        assert assert_latest_is_whole(feeds_home) == second.generation
        old = opened.read()
    assert (
        old
        == (feeds_home / "feeds" / "generations" / first.generation / "csv" / "dim_document.csv").read_bytes()
    )
    assert b" A" in (second.latest / "csv" / "dim_document.csv").read_bytes()


def test_the_same_data_give_the_same_bytes_in_another_home(
    feeds_home: Path, sample_build: SampleBuild, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(sample_build.home / "warehouse.duckdb", other)
    one, two = write(feeds_home).latest.resolve(), write(other).latest.resolve()
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert [file for file in files if (one / file).read_bytes() != (two / file).read_bytes()] == []


def test_data_that_come_back_make_their_generation_the_latest_again(feeds_home: Path) -> None:
    published = (feeds_home / "warehouse.duckdb").read_bytes()
    first = write(feeds_home)
    change(feeds_home, NEW_TITLE.format("A"))
    write(feeds_home)
    (feeds_home / "warehouse.duckdb").write_bytes(published)
    again = write(feeds_home)
    assert again.is_new
    assert assert_latest_is_whole(feeds_home) == first.generation
    assert len(names(feeds_home / "feeds" / "generations")) == 2


@pytest.mark.parametrize(
    "path", ["parquet/dim_theme.parquet", "csv/dim_theme.csv", "manifest.json", "datapackage.json", "croissant.json", "README.txt"]
)  # fmt: skip
@pytest.mark.parametrize("damage", ["a byte", "lost"])
def test_a_damaged_generation_is_written_anew_beside_it(feeds_home: Path, path: str, damage: str) -> None:
    first = write(feeds_home)
    file = first.latest / path
    content = bytearray(file.read_bytes())
    file.unlink()
    if damage == "a byte":
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    again = write(feeds_home)
    assert (again.is_new, again.generation) == (True, f"{first.generation}-2")
    assert assert_latest_is_whole(feeds_home) == again.generation
    assert names(feeds_home / "feeds" / "generations") == [again.generation]
    assert not write(feeds_home).is_new


def test_changed_meanings_are_a_new_generation(feeds_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(feeds_home).generation
    *others, last = marts()
    without = tuple(replace(column, references=None) for column in last.columns)
    assert without != last.columns
    for changed in (
        replace(last, comment="Another meaning"),
        replace(last, columns=(replace(last.columns[0], comment="Another meaning"), *last.columns[1:])),
        replace(last, columns=without),
    ):
        for module in ("writing", "describing", "croissant"):
            monkeypatch.setattr(f"warehouse.feeds.{module}.marts", lambda changed=changed: (*others, changed))
        again = write(feeds_home)
        assert again.is_new
        assert assert_latest_is_whole(feeds_home) != first
    monkeypatch.setattr("warehouse.feeds.croissant.LICENCE", "https://example.org/licence")
    assert write(feeds_home).is_new


def test_all_of_a_generation_is_on_the_disk_before_latest_leads_to_it(
    feeds_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: set[int] = set()
    flushed_before: set[int] = set()
    fsync, move = os.fsync, Path.replace

    def noting(descriptor: int) -> None:
        fsync(descriptor)
        flushed.add(os.fstat(descriptor).st_ino)

    def moving(self: Path, target: Path) -> Path:
        flushed_before.update(flushed)
        flushed.clear()
        return move(self, target)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Path, "replace", moving)
    generation = write(feeds_home).latest.resolve()
    missing = [
        path for path in (generation, *generation.rglob("*")) if path.stat().st_ino not in flushed_before
    ]
    assert missing == []
    assert generation.parent.stat().st_ino in flushed_before
    assert (feeds_home / "feeds").stat().st_ino in flushed


# ---- generations


def test_as_many_generations_are_kept_as_the_setting_says(feeds_home: Path) -> None:
    made = []
    for turn in "ABCD":
        change(feeds_home, NEW_TITLE.format(turn))
        made.append(write(feeds_home, keep=3).generation)
    assert names(feeds_home / "feeds" / "generations") == sorted(made[1:])
    assert not write(feeds_home, keep=1).is_new
    assert names(feeds_home / "feeds" / "generations") == made[-1:]
    assert assert_latest_is_whole(feeds_home) == made[-1]


def test_files_of_others_are_left_alone(feeds_home: Path) -> None:
    write(feeds_home)
    generations = feeds_home / "feeds" / "generations"
    mine = [generations / name for name in ("mine", ".mine", ".mine.old")]
    for each in mine:
        each.mkdir()
    change(feeds_home, NEW_TITLE.format("A"))
    write(feeds_home, keep=1)
    assert [each for each in mine if not each.exists()] == []


@pytest.mark.parametrize("linked", ["feeds", "feeds/generations"])
def test_the_folder_may_be_a_link_to_another_disk(feeds_home: Path, tmp_path: Path, linked: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (feeds_home / linked).parent.mkdir(exist_ok=True)
    (feeds_home / linked).symlink_to(tmp_path / "elsewhere")
    first = write(feeds_home).generation
    assert assert_latest_is_whole(feeds_home) == first
    change(feeds_home, NEW_TITLE.format("A"))
    second = write(feeds_home, keep=1).generation
    assert assert_latest_is_whole(feeds_home) == second != first
    assert names(feeds_home / "feeds" / "generations") == [second]


def test_a_folder_called_latest_is_not_replaced(feeds_home: Path) -> None:
    (feeds_home / "feeds" / "latest").mkdir(parents=True)
    with pytest.raises(FeedsNotWritten, match=r"was not written by this program\. Move it away"):
        write(feeds_home)


# ---- killed

KILLED = """
import os, signal, sys
from pathlib import Path

def dying(function, at, after):
    calls = 0
    def wrapped(*arguments, **named):
        nonlocal calls
        calls += 1
        if calls == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return wrapped

import warehouse.feeds.writing as writing
from orchestration.reporting import PlainReporter
owner, name, at, when = sys.argv[2:]
owner = {"writing": writing, "Path": Path, "os": os, "shutil": __import__("shutil")}[owner]
setattr(owner, name, dying(getattr(owner, name), int(at), when == "after"))
home = Path(sys.argv[1])
writing.write_feeds(home / "warehouse.duckdb", home / "feeds", 1, PlainReporter(lambda line: None))
"""

MOMENTS = [
    ("writing", "write_mart", 1, "before"), ("writing", "write_mart", 12, "after"),
    ("writing", "croissant", 1, "after"), ("Path", "rename", 1, "after"),
    ("Path", "symlink_to", 1, "after"), ("Path", "replace", 1, "after"), ("Path", "rename", 2, "after"),
]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(map(str, moment)))
def test_a_killed_run_leaves_the_latest_whole_and_the_next_one_clears_up(
    feeds_home: Path, moment: tuple[str, str, int, str]
) -> None:
    first = write(feeds_home).generation
    change(feeds_home, NEW_TITLE.format("A"))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(feeds_home), *map(str, moment)],
        cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    swapped = moment in (("Path", "replace", 1, "after"), ("Path", "rename", 2, "after"))
    assert (assert_latest_is_whole(feeds_home) == first) is not swapped
    after = write(feeds_home, keep=1)
    assert after.is_new is not swapped
    assert assert_latest_is_whole(feeds_home) == after.generation != first
    assert names(feeds_home / "feeds") == ["generations", "latest"]
    assert names(feeds_home / "feeds" / "generations") == [after.generation]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(map(str, moment)))
def test_a_killed_mending_leaves_something_that_latest_leads_to(
    feeds_home: Path, moment: tuple[str, str, int, str]
) -> None:
    first = write(feeds_home)
    (first.latest / "README.txt").write_text("damaged")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(feeds_home), *map(str, moment)],
        cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (first.latest / "csv" / "dim_theme.csv").exists()
    after = write(feeds_home, keep=1)
    assert assert_latest_is_whole(feeds_home) == after.generation
    assert names(feeds_home / "feeds" / "generations") == [after.generation]


def test_what_fails_midway_leaves_the_latest(feeds_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(feeds_home).generation
    change(feeds_home, NEW_TITLE.format("A"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.feeds.writing.croissant", full)
    with pytest.raises(FeedsNotWritten, match=r"Cannot write .*feeds: No space left on device"):
        write(feeds_home)
    assert assert_latest_is_whole(feeds_home) == first
    assert names(feeds_home / "feeds" / "generations") == [first]


# ---- the command, and Dagster


def test_the_command_says_what_it_wrote_and_when_nothing_changed(feeds_home: Path) -> None:
    first, again = hrcw("feeds", home=feeds_home), hrcw("feeds", home=feeds_home)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout.startswith(f"Wrote {len(marts())} tables, ")
    assert first.stdout.endswith(f"Look into {feeds_home / 'feeds' / 'latest'}\n")
    assert again.stdout.startswith("No data changed; the feeds are as they were.")


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_a_setting_that_cannot_be_used_is_named(feeds_home: Path, value: str) -> None:
    run = hrcw("feeds", home=feeds_home, HRCW_FEED_GENERATIONS=value)
    assert run.returncode == 2
    assert f"HRCW_FEED_GENERATIONS is {value!r}; it must be how many to keep, 1 or more." in run.stderr
    assert not (feeds_home / "feeds").exists()


def test_without_a_warehouse_the_command_says_what_to_do(tmp_path: Path) -> None:
    run = hrcw("feeds", home=tmp_path / "none")
    assert run.returncode == 2
    assert "Make one with: hrcw build" in run.stderr
    assert not (tmp_path / "none").exists()


def test_the_warehouse_may_be_open_in_the_same_process(feeds_home: Path) -> None:
    with open_warehouse(feeds_home / "warehouse.duckdb") as connection:
        assert write(feeds_home).is_new
        assert connection.execute("SELECT count(*) > 0 FROM resolutions").fetchone() == (True,)
