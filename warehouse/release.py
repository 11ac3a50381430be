"""A release: the published warehouse, its feeds and codebook, frozen under a version with checksums.

    releases/1.0.0/warehouse.duckdb, feeds/, codebook.md, codebook.csv, entities.md, sql/, CITATION.cff, README.txt,
    release.json, SHA256SUMS

Here: writing the folder, whole or not at all, and never twice. Not here: feeds (`warehouse.feeds`), the command
(`cli_release`).
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.citation import RIGHTS, TITLE, citation_of_release
from warehouse.codebook import codebook, codebook_csv
from warehouse.entities import entities
from warehouse.feeds.generations import MANIFEST
from warehouse.files import NotWritten, errors_as, flush, flush_tree, sha256_of
from warehouse.metrics import METRICS_FOLDER
from warehouse.reading import MAKE_COMMAND, NoWarehouse, open_warehouse, plain_errors, rows_of
from warehouse.release_copy import copy_without_folders
from warehouse.statements import FUNCTIONS_FOLDER, TABLE_FUNCTIONS_FOLDER, VIEWS_FOLDER

VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,62}[0-9A-Za-z])?")
CHECKSUMS = "SHA256SUMS"
SQL_FOLDERS = (METRICS_FOLDER, VIEWS_FOLDER, FUNCTIONS_FOLDER, TABLE_FUNCTIONS_FOLDER)
FACTS = """
SELECT
    count(*) AS documents, count(*) FILTER (is_fictitious) AS fictitious, (SELECT count(*) FROM paragraphs) AS paragraphs,
    (SELECT count(*) FROM rejects) AS rejects, min(adopted_on)::VARCHAR AS first, max(adopted_on)::VARCHAR AS last
FROM resolutions
"""


class NotReleased(NotWritten):
    """Nothing was released; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was released: where, how many files and bytes, and how many of its documents are invented samples."""

    folder: Path
    files: int
    bytes: int
    fictitious: int


def check_version(folder: Path, version: str) -> Path:
    """The folder of the release. Raises NotReleased for a version that cannot name one, or that was released."""
    if not VERSION.fullmatch(version) or ".." in version:
        raise NotReleased(f"{version!r} cannot name a release. Use digits, letters, dots and hyphens: 1.0.0")
    target = folder / version
    if target.exists():
        raise NotReleased(
            f"{target} was released before, and a release is not changed. Choose another version."
        )
    return target


def write_release(warehouse: Path, feeds: Path, folder: Path, version: str) -> Release:
    """Freezes the warehouse and its feeds, which are those of the same publication, as `folder`/`version`.

    One caller at a time for a folder. Raises NotReleased, and NoWarehouse or QueryError where there is no warehouse to
    read; then there is no such release.
    """
    target = check_version(folder, version)
    if not warehouse.is_file():
        raise NoWarehouse(f"There is no warehouse at {warehouse}. Make one with: {MAKE_COMMAND}")
    building = folder / f".{version}.building"
    with errors_as(NotReleased, target):
        try:
            _remove_leftovers(folder)
            building.mkdir(parents=True)
            copy_without_folders(warehouse, building / "warehouse.duckdb")
            shutil.copytree(feeds.resolve(), building / "feeds")
            facts = _facts(building / "warehouse.duckdb")
            _check_feeds(building / "feeds")
            _describe(building, version, facts)
            digests = _digests(building)
            total = _seal(building, digests)
            building.rename(target)
            for changed in (folder, folder.parent):
                flush(changed)
        finally:
            _remove_leftovers(folder)
    return Release(target, len(digests) + 1, total, facts["fictitious"])


def _facts(warehouse: Path) -> dict[str, Any]:
    """What the release says of itself, from the copy that it has."""
    with (
        open_warehouse(warehouse) as connection,
        plain_errors(f"{warehouse} is not of this version of the program; build it anew: "),
    ):
        (publication,) = rows_of(connection, "FROM publication")
        (facts,) = rows_of(connection, FACTS)
    return {**publication, **facts}


def _describe(folder: Path, version: str, facts: dict[str, Any]) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    name = json.loads((folder / "feeds" / MANIFEST).read_text(encoding="utf-8"))["generation"]
    generation = name.partition("-")[0]  # the rest counts damaged ones, see Generations.place_for
    manifest = {"version": version, "released_at": now.isoformat(), "generation": generation, **facts}
    manifest["published_at"] = facts["published_at"].replace(tzinfo=UTC, microsecond=0).isoformat()
    (folder / "release.json").write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (folder / "CITATION.cff").write_text(
        citation_of_release(version, now.date(), generation), encoding="utf-8"
    )
    (folder / "README.txt").write_text(read_me(version, manifest), encoding="utf-8")
    (folder / "codebook.md").write_text(codebook(), encoding="utf-8")
    (folder / "codebook.csv").write_text(codebook_csv(), encoding="utf-8", newline="")
    (folder / "entities.md").write_text(entities(), encoding="utf-8")
    for statements in SQL_FOLDERS:
        shutil.copytree(statements, folder / "sql" / statements.name)


def read_me(version: str, facts: dict[str, Any]) -> str:
    """The page to read first."""
    samples = f", {facts['fictitious']:,} of them invented samples" if facts["fictitious"] else ""
    return f"""{TITLE}
Release {version} of {facts["released_at"][:10]}: {facts["documents"]:,} documents{samples}, {facts["paragraphs"]:,} paragraphs.

  warehouse.duckdb   all tables, figures and the search, for any DuckDB client of version 1.5 or later
  feeds/             dimensions, facts and figures as Parquet, CSV, JSON and Arrow; see its README.txt
  codebook.md, .csv  what every table and column means; entities.md draws what refers to what
  sql/               how every figure is counted: grain, denominator, caveats
  CITATION.cff       how to cite this release
  release.json       when and by which program it was made
  SHA256SUMS         verify with: sha256sum -c SHA256SUMS

Generation {facts["generation"]}: releases with the same generation have the same feeds, file for file.
A file that was read is named without the folder that all files had in common.

{RIGHTS}
"""


def _digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file, by its path below the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}


def _check_feeds(folder: Path) -> None:
    """Raises NotReleased where the copy of the feeds is not what its manifest says."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        changed = [f["path"] for f in manifest["files"] if sha256_of(folder / f["path"]) != f["sha256"]]
    except (ValueError, KeyError, TypeError, FileNotFoundError):
        changed = [MANIFEST]
    if changed:
        raise NotReleased(f"The feeds are damaged: {', '.join(changed)}. Write them anew with: hrcw feeds")


def _seal(folder: Path, digests: dict[str, str]) -> int:
    """Writes the checksums (as `sha256sum -c` reads them), makes every file read-only, and has all of it on the disk;
    the number of bytes."""
    lines = [f"{digest}  {path}\n" for path, digest in digests.items()]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    for path in (*digests, CHECKSUMS):
        (folder / path).chmod(0o444)
    flush_tree(folder)
    return sum((folder / path).stat().st_size for path in digests)


def _remove_leftovers(folder: Path) -> None:
    """What this or an earlier, killed release left behind."""
    for left in folder.glob(".*.building"):
        shutil.rmtree(left, ignore_errors=True)
