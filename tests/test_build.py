"""Builds of one home over time: what is new is read, what changed supersedes, what fails is not published.

Not here: odd sources (`test_hostile_sources`), kills and builds at once (`test_readings`), words and
exit codes of the command (`test_cli`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.home import Home
from orchestration.parsing import parser_in_force
from orchestration.readings import Readings
from tests.build_fixtures import (
    REPOSITORY,
    Built,
    SampleBuild,
    ask,
    build_here,
    digest,
    hrcw,
    resolution,
    rows_of_texts,
    sample_build,
    sample_copy,
    write_texts,
)
from warehouse.tables import TABLES

__all__ = ["sample_build", "sample_copy"]

FIRST = resolution("48/801", "First", aim="protect migrants")
FIRST_CHANGED = resolution("48/801", "First", aim="release detained children")
SECOND = resolution("48/802", "Second", who="women")
THIRD = resolution("48/803", "Third", who="farmers")

READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(connection.execute("SELECT count(*) FROM resolutions").fetchone()[0],
          connection.execute("SELECT count(*) FROM paragraphs WHERE text LIKE '%migra%'").fetchone()[0], flush=True)
"""


class Reader:
    """Another process that opened the warehouse before the builds and keeps it open."""

    def __init__(self, warehouse: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER, str(warehouse)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("count\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        self.process.communicate(timeout=20)


@dataclass
class Step:
    """One build of the home's life: how it ended, and the warehouse as it then was, in a folder."""

    built: Built
    home: Path
    sha256: str
    modified: int
    read: str


@dataclass
class Life:
    """A home that began with the sample, then got sources; `texts` and `more` are its folders."""

    home: Path
    texts: Path
    more: Path
    read_before: str
    steps: dict[str, Step]


@pytest.fixture(scope="module")
def life(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    place = tmp_path_factory.mktemp("life")
    home = Path(shutil.copytree(sample_build.home, place / "home"))
    texts = write_texts(place / "texts", {"first.txt": FIRST, "second.txt": SECOND})
    more = write_texts(place / "more", {"third.txt": THIRD})
    reader = Reader(home / "warehouse.duckdb")
    life = Life(home, texts, more, reader.ask(), {})

    def step(name: str, *paths: Path, prune: bool = False) -> None:
        built = build_here(home, *paths, prune=prune)
        kept = place / name
        kept.mkdir()
        warehouse = home / "warehouse.duckdb"
        shutil.copy2(warehouse, kept)
        life.steps[name] = Step(built, kept, digest(warehouse), warehouse.stat().st_mtime_ns, reader.ask())

    step("first folder", texts)
    (texts / "first.txt").touch()
    step("touched")
    step("second folder", more)
    write_texts(texts, {"first.txt": FIRST_CHANGED})
    (texts / "second.txt").unlink()
    step("changed and removed")
    step("pruned", prune=True)
    yield life
    reader.close()


def symbols(home: Path) -> list[str]:
    return [row[0] for row in ask(home, "SELECT symbol FROM resolutions ORDER BY ALL")]


def test_a_build_of_the_sample_publishes_every_table_of_the_contract(sample_build: SampleBuild) -> None:
    published = ask(
        sample_build.home, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY ALL"
    )
    assert [name for (name,) in published] == sorted(TABLES)
    assert ask(sample_build.home, "SELECT count(*) FROM resolutions") == [(11,)]
    without = "SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''"
    assert ask(sample_build.home, without) == []
    without = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''"
    assert ask(sample_build.home, without) == []


def test_one_sample_is_real_and_ten_say_that_they_are_not(sample_build: SampleBuild) -> None:
    real = "SELECT symbol FROM resolutions WHERE NOT is_fictitious"
    assert ask(sample_build.home, real) == [("A/HRC/RES/30/21",)]


def test_the_structure_of_the_sample_is_that_of_the_gold(sample_build: SampleBuild) -> None:
    shared = REPOSITORY.parent / "shared"
    if not shared.is_dir():
        pytest.skip("needs ../shared with the gold of the seed text and score.py")
    scored = subprocess.run(
        [
            sys.executable,
            shared / "tools" / "score.py",
            "structure",
            sample_build.home / "warehouse.duckdb",
            shared / "corpus" / "seed" / "gold.jsonl",
            "--json",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    [line] = [line for line in scored.stdout.splitlines() if line.startswith("{")]
    figures = json.loads(line)
    assert (figures["documents"], figures["documents_missing"], figures["documents_exact"]) == (1, 0, 1.0)
    assert figures["boundaries"]["f1"] == figures["typed"]["f1"] == figures["typed_numbered"]["f1"] == 1.0
    assert figures["title_accuracy"] == figures["session_accuracy"] == 1.0


def test_a_second_build_finds_nothing_new_and_leaves_the_warehouse_as_it_was(sample_copy: Path) -> None:
    warehouse = sample_copy / "warehouse.duckdb"
    before, parsed = (digest(warehouse), warehouse.stat().st_mtime_ns), listing(sample_copy / "parsed")
    run = hrcw("build", home=sample_copy)
    assert run.returncode == 0, run.stderr
    assert "Nothing is new" in run.stdout
    assert "11 documents" in run.stdout
    assert "11 sources, 0 new or changed" in run.stderr
    assert "Reading" not in run.stderr
    assert (digest(warehouse), warehouse.stat().st_mtime_ns) == before
    assert listing(sample_copy / "parsed") == parsed


def listing(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def test_real_sources_make_the_sample_leave_and_the_build_says_so(life: Life) -> None:
    step = life.steps["first folder"]
    assert step.built.ended == "published"
    assert symbols(step.home) == ["A/HRC/RES/48/801", "A/HRC/RES/48/802"]
    assert any("sample leaves the warehouse" in line for line in step.built.said)
    assert ask(step.home, "SELECT count(*) FROM sources WHERE source_uri LIKE 'sample:%'") == [(0,)]
    assert "Reading: 2 of 2" in step.built.said


def test_a_touched_file_is_not_new(life: Life) -> None:
    before, step = life.steps["first folder"], life.steps["touched"]
    assert step.built.ended == "unchanged"
    assert "2 sources, 0 new or changed" in step.built.said
    assert not [line for line in step.built.said if line.startswith("Reading")]
    assert (step.sha256, step.modified) == (before.sha256, before.modified)


def test_a_second_folder_joins_the_first_and_only_its_text_is_read(life: Life) -> None:
    step = life.steps["second folder"]
    assert symbols(step.home) == ["A/HRC/RES/48/801", "A/HRC/RES/48/802", "A/HRC/RES/48/803"]
    assert "3 sources, 1 new or changed" in step.built.said
    assert "Reading: 1 of 1" in step.built.said
    assert Home(life.home).recorded_sources() == sorted([life.texts, life.more])


def test_a_changed_text_supersedes_the_old_one_without_naming_its_folder_again(life: Life) -> None:
    before, step = life.steps["second folder"], life.steps["changed and removed"]
    first = "FROM paragraphs WHERE paragraph_id = 'A/HRC/RES/48/801@en#op1'"
    assert ask(before.home, f"SELECT text {first}") == [("Calls upon States to protect migrants;",)]
    assert ask(step.home, f"SELECT text {first}") == [("Calls upon States to release detained children;",)]
    assert ask(step.home, "SELECT count(*) FROM resolutions WHERE symbol = 'A/HRC/RES/48/801'") == [(1,)]
    assert "Reading: 1 of 1" in step.built.said


def test_the_superseded_bytes_stay_in_the_raw_store(life: Life) -> None:
    [(old,)] = ask(
        life.steps["second folder"].home,
        "SELECT source_sha256 FROM resolutions WHERE symbol = 'A/HRC/RES/48/801'",
    )
    assert Home(life.home).raw.read(old) == FIRST.encode()


def test_a_removed_file_is_reported_and_its_document_kept(life: Life) -> None:
    step = life.steps["changed and removed"]
    gone = (life.texts / "second.txt").as_uri()
    assert f"No longer there: {gone} (kept; `hrcw build --prune` drops it)" in step.built.said
    assert "A/HRC/RES/48/802" in symbols(step.home)
    assert ask(step.home, "SELECT source_uri FROM sources WHERE is_missing") == [(gone,)]


def test_pruning_drops_its_rows_from_every_table_and_keeps_its_bytes(life: Life) -> None:
    before, step = life.steps["changed and removed"], life.steps["pruned"]
    gone = (life.texts / "second.txt").as_uri()
    assert f"No longer there: {gone} (dropped)" in step.built.said
    assert left_of(before.home, gone)
    assert left_of(step.home, gone) == {}
    [(sha256,)] = ask(before.home, f"SELECT source_sha256 FROM sources WHERE source_uri = '{gone}'")
    assert Home(life.home).raw.read(sha256) == SECOND.encode()
    assert symbols(step.home) == ["A/HRC/RES/48/801", "A/HRC/RES/48/803"]


def left_of(home: Path, gone: str) -> dict[str, int]:
    """Rows by table.column that still speak of the document 48/802 or its source."""
    places = ask(
        home,
        "SELECT schema_name || '.' || table_name, column_name "
        "FROM duckdb_columns() JOIN duckdb_tables() USING (schema_name, table_name) "
        "WHERE column_name IN ('document_id', 'paragraph_id', 'source_uri', 'symbol')",
    )
    counts = {
        f"{table}.{column}": ask(
            home,
            f"SELECT count(*) FROM {table} WHERE \"{column}\" LIKE 'A/HRC/RES/48/802%' OR \"{column}\" = '{gone}'",
        )[0][0]
        for table, column in places
    }
    return {place: count for place, count in counts.items() if count}


def test_a_reader_that_had_the_warehouse_open_reads_on_through_every_publication(life: Life) -> None:
    assert life.read_before.startswith("11 ")
    assert {step.read for step in life.steps.values()} == {life.read_before}
    assert symbols(life.home) == ["A/HRC/RES/48/801", "A/HRC/RES/48/803"]


def test_the_same_texts_give_the_same_rows_in_another_home_order_and_place(
    life: Life, tmp_path: Path
) -> None:
    texts = write_texts(tmp_path / "z", {"1.txt": THIRD, "9.txt": FIRST, "5.txt": SECOND})
    built = build_here(tmp_path / "home", texts / "9.txt", texts / "1.txt", texts / "5.txt")
    assert built.ended == "published"
    one_by_one, at_once = rows_of_texts(life.steps["second folder"].home), rows_of_texts(tmp_path / "home")
    assert one_by_one.keys() == at_once.keys()
    assert [name for name in one_by_one if one_by_one[name] != at_once[name]] == []
    assert len(at_once["resolutions"]) == 3


@dataclass
class Refusal:
    """A home whose readings were falsified, before and after a build of it, and after its mending."""

    home: Path
    before: str
    after: str
    run: subprocess.CompletedProcess[str]
    status: subprocess.CompletedProcess[str]
    mended: Built
    status_when_mended: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def refusal(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    """Every actor is moved one character to the right, so that no surface is the text at its offsets."""
    home = Home(Path(shutil.copytree(sample_build.home, tmp_path_factory.mktemp("refused") / "home")))
    readings = Readings(home.parsed, parser_in_force().versions.readings)
    known = readings.known()
    table = next(
        path for path in readings.folder.glob("*/paragraph_actors.parquet") if pl.read_parquet(path).height
    )
    moved = pl.read_parquet(table).with_columns(pl.col("start_char", "end_char") + 1)
    moved.write_parquet(table)
    before = digest(home.warehouse)
    run = hrcw("build", "--force", home=home.folder)
    after = digest(home.warehouse)
    status = hrcw("status", home=home.folder)
    shutil.rmtree(table.parent)
    assert readings.known() < known
    mended = build_here(home.folder, force=True)
    return Refusal(home.folder, before, after, run, status, mended, hrcw("status", home=home.folder))


def test_a_failed_critical_expectation_publishes_nothing(refusal: Refusal) -> None:
    assert refusal.run.returncode == 1
    assert refusal.after == refusal.before


def test_the_refusal_names_the_expectation_and_where_to_look(refusal: Refusal) -> None:
    said = refusal.run.stdout + refusal.run.stderr
    assert "Nothing was published; the old warehouse is as it was." in said
    assert "paragraph_actors: surface equals the text at its offsets" in said
    assert str(refusal.home / "data-docs" / "index.html") in said
    assert "Traceback" not in said


def test_the_status_tells_of_the_refusal_until_a_build_is_published(refusal: Refusal) -> None:
    assert refusal.status.returncode == refusal.status_when_mended.returncode == 0
    assert "did not publish" in refusal.status.stdout
    assert "surface equals the text at its offsets" in refusal.status.stdout
    assert "did not publish" not in refusal.status_when_mended.stdout


def test_the_next_good_build_publishes(refusal: Refusal, sample_build: SampleBuild) -> None:
    assert refusal.mended.ended == "published"
    assert digest(refusal.home / "warehouse.duckdb") != refusal.before
    assert rows_of_texts(refusal.home) == rows_of_texts(sample_build.home)


def test_a_damaged_warehouse_is_built_anew(sample_copy: Path) -> None:
    (sample_copy / "warehouse.duckdb").write_bytes(b"not a database")
    with pytest.raises(duckdb.Error):
        ask(sample_copy, "SELECT 1")
    assert build_here(sample_copy).ended == "published"
    assert ask(sample_copy, "SELECT count(*) FROM resolutions") == [(11,)]


def test_a_limit_that_is_raised_lets_in_what_it_kept_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    text = resolution("48/851", "First")
    texts = write_texts(
        tmp_path / "texts", {"a.txt": text, "b.txt": resolution("48/852", "Second", "rest " * 99)}
    )
    monkeypatch.setenv("HRCW_MAX_BYTES", str(len(text.encode())))
    assert build_here(home, texts).ended == "published"
    assert symbols(home) == ["A/HRC/RES/48/851"]
    monkeypatch.delenv("HRCW_MAX_BYTES")
    assert build_here(home).ended == "published"
    assert symbols(home) == ["A/HRC/RES/48/851", "A/HRC/RES/48/852"]
