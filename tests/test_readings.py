"""Readings, which save parsing a source twice, and builds that are killed or run at once on one home.

Not here: what a reading holds (the tests of the parser), builds that end by themselves (`test_build`).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import polars as pl
import pytest

from orchestration.home import Home
from orchestration.parsing import parser_in_force
from orchestration.readings import BATCH_SOURCES, Frames, Readings, batches
from orchestration.settings import DEFAULT_MAX_SECONDS
from orchestration.workers import Refusal
from tests.build_fixtures import (
    BUILD_SECONDS,
    HRCW,
    SampleBuild,
    ask,
    build_here,
    clean_environment,
    digest,
    resolution,
    rows_of_texts,
    sample_build,
    sample_copy,
    write_texts,
)

__all__ = ["sample_build", "sample_copy"]


FRAMES: Frames = {"paragraphs": pl.DataFrame({"text": ["Recalling"], "source_sha256": ["a1"]})}
LONGEST_DELAY = 15.0
"""Seconds after which a kill still finds a build at work on a slow machine."""


@pytest.fixture
def readings(tmp_path: Path) -> Readings:
    return Readings(tmp_path / "parsed", "parser-vocabulary")


def test_nothing_is_known_at_first(readings: Readings) -> None:
    assert readings.known() == set()
    assert readings.is_empty


def test_what_was_added_is_known_and_can_be_scanned(readings: Readings) -> None:
    readings.add(["a1", "b2"], FRAMES)
    readings.add(["c3"], FRAMES)
    assert readings.known() == {"a1", "b2", "c3"}
    assert readings.scan("paragraphs").collect()["text"].to_list() == ["Recalling", "Recalling"]


def test_a_batch_without_sources_gives_tables_without_rows(readings: Readings) -> None:
    readings.add([], {"paragraphs": FRAMES["paragraphs"].clear()})
    readings.add(["a1"], FRAMES)
    assert readings.known() == {"a1"}
    assert readings.scan("paragraphs").collect().height == 1


def test_a_batch_added_again_is_not_counted_twice(readings: Readings) -> None:
    readings.add(["a1"], FRAMES)
    readings.add(["a1"], FRAMES)
    assert readings.scan("paragraphs").collect().height == 1


def test_what_a_crash_left_half_written_is_not_read(readings: Readings) -> None:
    readings.add(["a1"], FRAMES)
    half = readings.folder / ".0123456789abcdef.4321"
    half.mkdir()
    FRAMES["paragraphs"].write_parquet(half / "paragraphs.parquet")
    (half / "sources_read.parquet").write_bytes(b"PAR1")
    assert readings.known() == {"a1"}
    assert readings.scan("paragraphs").collect().height == 1
    readings.drop_others()
    assert not half.exists()


def test_readings_by_another_parser_are_not_known_here(readings: Readings) -> None:
    readings.add(["a1"], FRAMES)
    assert Readings(readings.root, "newer-vocabulary").known() == set()


def test_readings_by_other_parsers_are_dropped_and_stray_files_do_no_harm(readings: Readings) -> None:
    Readings(readings.root, "older").add(["a1"], FRAMES)
    readings.add(["b2"], FRAMES)
    for place in (readings.root, readings.folder):
        (place / ".DS_Store").write_text("x")
        (place / "Thumbs.db").write_text("x")
    readings.drop_others()
    assert [path.name for path in readings.root.iterdir() if path.is_dir()] == ["parser-vocabulary"]
    assert readings.known() == {"b2"}


@pytest.mark.parametrize("left", [0, 4, 100])
def test_a_damaged_shard_is_dropped_and_its_sources_are_new_again(readings: Readings, left: int) -> None:
    readings.add(["a1"], FRAMES)
    readings.add(["b2"], FRAMES)
    shard = next(path for path in readings.folder.iterdir() if "a1" in sources_of(path))
    table = shard / "paragraphs.parquet"
    table.write_bytes(table.read_bytes()[:left])
    assert readings.drop_damaged() == [shard]
    assert readings.known() == {"b2"}
    assert readings.drop_damaged() == []


@pytest.mark.parametrize(
    ("seconds", "below", "known"),
    [
        (60, 60, {"a1", "b2"}), (60, 30, {"a1", "b2"}), (60, 61, {"b2"}), (0, 1, {"b2"}),
        (60, None, {"b2"}),
    ],
)  # fmt: skip
def test_sources_that_took_too_long_are_new_again_once_they_are_allowed_longer(
    readings: Readings, seconds: int, below: int | None, known: set[str]
) -> None:
    rejects = pl.DataFrame({"reason": ["too_slow"]})
    readings.add(["a1"], FRAMES | {"rejects": rejects}, seconds)
    readings.add(["b2"], FRAMES | {"rejects": rejects.clear()}, seconds)
    readings.drop_refused("too_slow", below)
    assert readings.known() == known


def sources_of(shard: Path) -> list[str]:
    return pl.read_parquet(shard / "sources_read.parquet")["source_sha256"].to_list()


def test_texts_that_were_refused_are_read_once_they_are_allowed_longer_or_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    texts = write_texts(tmp_path / "texts", {f"{n}.txt": resolution(f"48/{n}", f"Text {n}") for n in (1, 2)})
    parser = parser_in_force()
    kept = Readings(home.parsed, parser.versions.readings)
    for path, reason in zip(sorted(texts.iterdir()), ("too_slow", "parser_error"), strict=True):
        refusal = Refusal(digest(path), reason, "…")
        kept.add([refusal.sha256], parser.read([], [refusal]), DEFAULT_MAX_SECONDS)

    def refused(force: bool = False) -> list[str]:
        assert build_here(home.folder, texts, force=force).ended == "published"
        return [reason for (reason,) in ask(home.folder, "SELECT reason FROM rejects ORDER BY ALL")]

    assert refused() == ["parser_error", "too_slow"]
    monkeypatch.setenv("HRCW_MAX_SECONDS", str(DEFAULT_MAX_SECONDS + 60))
    assert refused() == ["parser_error"]
    assert refused(force=True) == []


def test_batches_hold_every_source_once_in_order() -> None:
    sources = [f"{number:064x}" for number in range(2 * BATCH_SOURCES + 1)]
    made = list(batches(sources, lambda _: 1))
    assert [source for batch in made for source in batch] == sources
    assert [len(batch) for batch in made] == [BATCH_SOURCES, BATCH_SOURCES, 1]


def test_large_sources_make_small_batches_and_one_that_is_too_large_goes_alone() -> None:
    sizes = {"a": 10_000_000, "b": 6_000_000, "c": 1, "d": 50_000_000, "e": 1}
    assert list(batches(list(sizes), sizes.__getitem__)) == [["a", "b"], ["c"], ["d"], ["e"]]
    assert list(batches([], sizes.__getitem__)) == []


@pytest.fixture(scope="module")
def after_kills(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    """A home in which builds of the sample were killed at random moments, with these moments."""
    home = tmp_path_factory.mktemp("killed") / "home"
    delays = [random.uniform(1.0, 4.0), random.uniform(4.0, LONGEST_DELAY)]
    for delay in delays:
        process = start_build(home)
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate(timeout=BUILD_SECONDS)
    return home, delays


def start_build(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(HRCW), "build"],
        env=clean_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_after_builds_were_killed_two_at_once_end_well_and_publish_what_one_would_have(
    after_kills: tuple[Path, list[float]], sample_build: SampleBuild
) -> None:
    home, delays = after_kills
    ledger = home / "raw" / "ledger.jsonl"
    if ledger.exists():
        with ledger.open("ab") as file:
            file.write(b'{"source_uri": "sample:A_HRC')
    builds = [start_build(home)]
    time.sleep(0.2)
    builds.append(start_build(home))
    ended = [build.communicate(timeout=BUILD_SECONDS) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], (delays, ended)
    published = [f"Published {home / 'warehouse.duckdb'}" in said for _, said in ended]
    assert sum(published) <= 1, (delays, ended)
    assert any("Nothing is new" in printed for printed, _ in ended), (delays, ended)
    assert rows_of_texts(home) == rows_of_texts(sample_build.home), delays
    assert ask(home, "SELECT count(*) FROM sources WHERE NOT is_missing") == [(11,)]
    assert not [path.name for path in home.rglob("*.building*")]


@pytest.mark.parametrize("place", ["tables", "raw/objects/ab", "raw/archives", "."])
def test_what_killed_builds_left_half_written_is_removed_once_no_writer_can_be_at_it(
    sample_copy: Path, place: str
) -> None:
    old, young = sample_copy / place / ".old.4321.partial", sample_copy / place / ".young.4321.partial"
    for path in (old, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    assert build_here(sample_copy).ended == "unchanged"
    assert (old.exists(), young.exists()) == (False, True)
