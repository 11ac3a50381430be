"""`hrcw release`: warehouse, feeds, codebook and checksums frozen under a version, whole or not at all, and once.

Not here: what the feeds hold (`test_feeds`), what the codebook says (`test_codebook`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from ruamel.yaml import YAML

from tests.build_fixtures import (
    HRCW,
    SampleBuild,
    ask,
    hrcw,
    resolution,
    sample_build,
    sample_copy,
    write_texts,
)
from tests.feeds_fixtures import write
from warehouse.citation import citation, citation_of_release
from warehouse.codebook import codebook
from warehouse.metrics import metric_names, metric_sql
from warehouse.reading import NoWarehouse
from warehouse.release import NotReleased, check_version, write_release

__all__ = ["sample_build", "sample_copy"]

ROOT = Path(__file__).resolve().parents[1]
FOUND = "SELECT score, paragraph_id FROM search('water') ORDER BY ALL"


@pytest.fixture(scope="module")
def released(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(shutil.copytree(sample_build.home, tmp_path_factory.mktemp("released") / "home"))
    run = hrcw("release", "1.0.0", home=home)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Released {home / 'releases' / '1.0.0'}" in run.stdout
    assert "10 of its documents are invented samples" in run.stdout
    return home


def test_a_release_holds_the_warehouse_its_feeds_and_what_they_mean(released: Path) -> None:
    folder = released / "releases" / "1.0.0"
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT document_id FROM resolutions ORDER BY ALL").fetchall()
    assert rows == ask(released, "SELECT document_id FROM resolutions ORDER BY ALL")
    documents = pl.read_parquet(folder / "feeds" / "parquet" / "dim_document.parquet")
    assert sorted(documents["document_id"]) == [row[0] for row in rows]
    assert not (folder / "feeds").is_symlink()
    assert (folder / "codebook.md").read_text(encoding="utf-8") == codebook()
    for name in metric_names():
        assert (folder / "sql" / "metrics" / f"{name}.sql").read_text(encoding="utf-8") == metric_sql(name)


def test_a_release_says_what_it_is_made_from_and_how_to_cite_it(released: Path) -> None:
    folder = released / "releases" / "1.0.0"
    [(fingerprint, run)] = ask(released, "SELECT input_fingerprint, run_id FROM publication")
    facts = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert (facts["version"], facts["input_fingerprint"], facts["run_id"]) == ("1.0.0", fingerprint, run)
    assert (facts["documents"], facts["fictitious"]) == (11, 10)
    cited = YAML(typ="safe").load(folder / "CITATION.cff")
    assert (cited["version"], cited["type"]) == ("1.0.0", "dataset")
    assert cited["date-released"] == datetime.fromisoformat(facts["released_at"]).date()
    manifest = json.loads((folder / "feeds" / "manifest.json").read_text(encoding="utf-8"))
    assert cited["identifiers"][0]["value"] == facts["generation"] == manifest["generation"]
    assert datetime.fromisoformat(facts["published_at"]).tzinfo == UTC
    assert cited["license"] == "Apache-2.0"
    for file in ("README.txt", "CITATION.cff"):
        said = " ".join((folder / file).read_text(encoding="utf-8").split())
        assert "The words of resolutions are the United Nations'" in said.replace("''", "'")
    assert "Release 1.0.0 of" in (folder / "README.txt").read_text(encoding="utf-8")
    assert datetime.now(UTC) > datetime.fromisoformat(facts["released_at"])


NAMES = ("unwörtlich".encode(), b"unw%C3%B6rtlich")
"""Of a folder, as a path and as an address has it; a word of no vocabulary."""


def test_no_folder_of_the_machine_is_released(tmp_path: Path) -> None:
    texts = tmp_path / "of someone" / "unwörtlich project"
    write_texts(
        texts / "a", {"one.txt": resolution("48/1", "Rights of the child", "protect children", "children")}
    )
    write_texts(
        texts / "b", {"two.txt": resolution("48/2", "Water", "protect water", "water"), "no.bin": b"\0\1"}
    )
    home = tmp_path / "home"
    assert hrcw("build", texts, home=home).returncode == 0
    assert hrcw("release", "1.0.0", home=home).returncode == 0
    folder = home / "releases" / "1.0.0"
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        sources = connection.execute("SELECT source_uri FROM sources ORDER BY ALL").fetchall()
        assert sources == [("file:a/one.txt",), ("file:b/no.bin",), ("file:b/two.txt",)]
        read = connection.execute("SELECT source_uri FROM resolutions ORDER BY ALL").fetchall()
        assert read == [("file:a/one.txt",), ("file:b/two.txt",)]
        found = connection.execute(FOUND).fetchall()
    assert found == ask(home, FOUND)
    assert found
    for file in folder.rglob("*"):
        assert file.is_dir() or not any(name in file.read_bytes() for name in NAMES), file
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize(
    ("addresses", "told", "kept"),
    [
        (
            {
                "file:///srv/a/30/1.txt": "file:srv/a/30/1.txt",
                "file:///data/3/01.txt": "file:data/3/01.txt",
                "https://example.org/data/1.txt": "https://example.org/data/1.txt",
            },
            "The same text as file:///data/3/01.txt, or (/data/3/01.txt) / both; see https://example.org/data/1.txt",
            "The same text as file:data/3/01.txt, or (/data/3/01.txt) / both; see https://example.org/data/1.txt",
        ),
        (
            {
                "file:///data/a%20b/1.txt": "file:1.txt",
                "file:///data/a%20b/c.zip!data/a%20b/2.txt": "file:c.zip!data/a%20b/2.txt",
                "https://example.org/data/a%20b/1.txt": "https://example.org/data/a%20b/1.txt",
            },
            "As file:///data/a%20b/1.txt, that is '/data/a b/1.txt', not https://example.org/data/a b/1.txt",
            "As file:1.txt, that is '1.txt', not https://example.org/data/a b/1.txt",
        ),
    ],
    ids=["no common folder", "a common folder"],
)
def test_names_lose_the_common_folder_where_they_begin_with_it_and_nothing_else(
    sample_copy: Path, addresses: dict[str, str], told: str, kept: str
) -> None:
    assert released_names(sample_copy, addresses, told) == (sorted(addresses.values()), kept)


def released_names(home: Path, addresses: Iterable[str], told: str) -> tuple[list[str], str]:
    """The addresses of sources that a release has, and the detail of its one reject, where the warehouse has these."""
    source = "INSERT INTO sources BY NAME SELECT * REPLACE (? AS source_uri) FROM spare"
    sample = "CREATE TEMP TABLE spare AS FROM sources LIMIT 1"
    reject = """
        INSERT INTO rejects BY NAME
        SELECT source_uri, source_sha256, 'read' AS stage, 'r' AS reason, ? AS detail, now() AS rejected_at FROM spare
    """
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute(sample)
        connection.execute("DELETE FROM sources")
        connection.executemany(source, [[address] for address in addresses])
        connection.execute(reject, [told])
    folder = write_release(home / "warehouse.duckdb", write(home).latest, home / "releases", "1").folder
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        sources = connection.execute("SELECT source_uri FROM sources ORDER BY ALL").fetchall()
        [(detail,)] = connection.execute("SELECT detail FROM rejects").fetchall()
    return [address for (address,) in sources], detail


@pytest.mark.parametrize("kilobytes", [600, 3000])
def test_a_disk_that_is_full_is_told_from_a_warehouse_of_another_version(
    kilobytes: int, sample_copy: Path
) -> None:
    """No file may grow beyond a limit: the rows do not fit, or the warehouse does not. The feeds are written before."""
    assert hrcw("feeds", home=sample_copy).returncode == 0
    limited = [
        "prlimit",
        f"--fsize={kilobytes * 1024}",
        str(HRCW),
        "release",
        "1",
        "--home",
        str(sample_copy),
    ]
    run = subprocess.run(limited, check=False, capture_output=True, text=True)
    said = " ".join(run.stderr.replace("│", "").split())
    assert run.returncode == 2, said
    assert "Cannot write" in said
    assert "File too large" in said
    assert "Traceback" not in said
    assert "another version" not in said
    assert list((sample_copy / "releases").iterdir()) == []


def test_the_checksums_cover_every_file_and_notice_a_change(released: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(released / "releases" / "1.0.0", tmp_path / "copy"))
    check = ["sha256sum", "--quiet", "--check", "SHA256SUMS"]
    assert subprocess.run(check, cwd=copy, check=False).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (copy / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert listed == there - {"SHA256SUMS"}
    changed = copy / "feeds" / "csv" / "dim_theme.csv"
    changed.chmod(0o644)
    changed.write_bytes(changed.read_bytes().replace(b"Migra", b"migra", 1))
    run = subprocess.run(check, cwd=copy, check=False, capture_output=True, text=True)
    assert run.returncode != 0
    assert "feeds/csv/dim_theme.csv: FAILED" in run.stdout


def test_a_release_is_made_once_and_cannot_be_written_to(released: Path) -> None:
    folder = released / "releases" / "1.0.0"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    run = hrcw("release", "1.0.0", home=released)
    assert run.returncode == 2
    assert "was released before, and a release is not changed" in " ".join(run.stderr.split())
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert all(not path.stat().st_mode & 0o222 for path in folder.rglob("*") if path.is_file())


def test_what_a_killed_release_left_is_no_release(sample_copy: Path) -> None:
    left = sample_copy / "releases" / ".0.9.0.building"
    left.mkdir(parents=True)
    (left / "warehouse.duckdb").write_bytes(b"half")
    assert hrcw("release", "1.0.0", home=sample_copy).returncode == 0
    assert [path.name for path in (sample_copy / "releases").iterdir()] == ["1.0.0"]


def test_a_folder_that_cannot_be_written_is_named(sample_copy: Path) -> None:
    (sample_copy / "releases").write_text("a file where the folder should be")
    run = hrcw("release", "1.0.0", home=sample_copy)
    assert run.returncode == 2
    assert "Cannot write" in run.stderr


def test_what_cannot_be_copied_is_named(sample_copy: Path) -> None:
    assert hrcw("feeds", home=sample_copy).returncode == 0
    (sample_copy / "feeds" / "latest" / "mine.csv").symlink_to("nowhere")
    run = hrcw("release", "1.0.0", home=sample_copy)
    assert run.returncode == 2
    said = " ".join(run.stderr.replace("│", "").split())
    assert "No such file or directory" in said
    assert "None" not in said
    assert list((sample_copy / "releases").iterdir()) == []


def test_without_a_warehouse_it_says_so(sample_copy: Path, tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse, match="Make one with: hrcw build"):
        write_release(tmp_path / "none.duckdb", tmp_path, tmp_path / "releases", "1.0.0")


@pytest.mark.parametrize("path", ["parquet/dim_theme.parquet", "manifest.json"])
def test_damaged_feeds_are_not_released(path: str, sample_copy: Path) -> None:
    warehouse, releases = sample_copy / "warehouse.duckdb", sample_copy / "releases"
    latest = write(sample_copy).latest
    content = bytearray((latest / path).read_bytes())
    content[0] ^= 1
    (latest / path).write_bytes(content)
    with pytest.raises(NotReleased, match=f"The feeds are damaged: {path}. Write them anew with: hrcw feeds"):
        write_release(warehouse, latest, releases, "1.0.0")
    assert list(releases.iterdir()) == []
    assert hrcw("release", "1.0.0", home=sample_copy).returncode == 0  # which mends them first
    assert pl.read_parquet(releases / "1.0.0" / "feeds" / "parquet" / "dim_theme.parquet").height > 0


def test_all_of_a_release_is_on_the_disk_before_it_has_its_name(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = write(sample_copy).latest
    flushed: set[int] = set()
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        fsync(descriptor)
        flushed.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", noting)
    releases = sample_copy / "releases"
    folder = write_release(sample_copy / "warehouse.duckdb", feeds, releases, "1.0.0").folder
    missing = [path for path in (releases, folder, *folder.rglob("*")) if path.stat().st_ino not in flushed]
    assert missing == []


@pytest.mark.parametrize("version", ["on", "1.0", "1_000", "1e5", "2026-01-01", "null", "0x1F"])
def test_the_version_of_a_citation_is_words_for_every_reader_of_yaml(version: str) -> None:
    text = citation_of_release(version, date(2026, 1, 1), "f" * 64)
    assert f'\nversion: "{version}"\n' in text
    for yaml_version in ("1.1", "1.2"):
        reader = YAML(typ="safe", pure=True)
        reader.version = yaml_version
        assert reader.load(text)["version"] == version


@pytest.mark.parametrize(
    "version", ["", ".", "..", "../1", "1/2", "-1", "a" * 65, "1 0", "1\n", "v1..2", "é"]
)
def test_what_cannot_name_a_release_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(NotReleased, match="cannot name a release"):
        check_version(tmp_path, version)


def test_nothing_is_released_before_anything_is_published(tmp_path: Path) -> None:
    run = hrcw("release", "1.0.0", home=tmp_path / "home")
    assert run.returncode == 2
    assert "Make one with: hrcw build" in run.stderr
    assert not (tmp_path / "home" / "releases").exists()


def test_the_citation_of_the_program_is_up_to_date() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert text == citation(), "run `make docs` and commit it"
    assert YAML(typ="safe").load(text)["type"] == "software"
