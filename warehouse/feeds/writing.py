"""Writing the feeds: every mart in four formats with descriptions, whole or not at all, and only where data changed.

Here: the order of the work. Not here: formats (`formats`), descriptions (`describing`, `croissant`), the folder
(`generations`), databases (`postgres`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.feeds.croissant import croissant
from warehouse.feeds.describing import Publication, data_package, first_seen, manifest, read_me
from warehouse.feeds.formats import File, write_mart
from warehouse.feeds.generations import MANIFEST, FeedsNotWritten, Generations
from warehouse.feeds.rows import batches, open_marts
from warehouse.files import errors_as
from warehouse.marts import marts
from warehouse.progress import Progress

NOT_PUBLISHED = Publication(datetime.min, "", "", "")


@dataclass(frozen=True, slots=True)
class WrittenFeeds:
    """The generation that `latest` leads to, and whether it is new."""

    generation: str
    latest: Path
    is_new: bool
    marts: int
    rows: int
    bytes: int

    @property
    def summary(self) -> str:
        """What was done, for people."""
        if not self.is_new:
            return f"No data changed; the feeds are as they were. Look into {self.latest}"
        return f"Wrote {self.marts} tables, {self.rows:,} rows, {self.bytes:,} bytes. Look into {self.latest}"


def write_feeds(warehouse: Path, folder: Path, keep: int, reporter: Progress) -> WrittenFeeds:
    """The marts of the published warehouse as files; `keep` generations are left, the latest among them.

    One caller at a time for a folder. Raises NoWarehouse or QueryError where there is no warehouse to read,
    FeedsNotWritten where the folder cannot be written.
    """
    generations = Generations(folder)
    generations.check()
    with open_marts(warehouse) as connection, errors_as(FeedsNotWritten, folder):
        try:
            files = _write_marts(connection, generations.begin(), reporter)
            name, is_new = _finish(generations, files, _publication(connection))
            generations.keep(keep)
        finally:
            generations.remove_leftovers()
    tables = [file for file in files if file.format == "csv"]
    total = sum(file.bytes for file in files)
    return WrittenFeeds(
        name, generations.latest, is_new, len(tables), sum(file.rows for file in tables), total
    )


def _write_marts(connection: duckdb.DuckDBPyConnection, building: Path, reporter: Progress) -> list[File]:
    files: list[File] = []
    with reporter.progress("Marts", len(marts())) as advance:
        for mart in marts():
            files += write_mart(mart, batches(connection, mart), building)
            advance(1)
    return files


def _finish(generations: Generations, files: list[File], publication: Publication) -> tuple[str, bool]:
    """Has `latest` lead to the files that were written, or to the same ones of before; its name, and whether it is new.

    A generation that is there already says in which publication its data were first seen.
    """

    def described(name: str) -> dict[str, bytes]:
        return _descriptions(files, name, first_seen(generations.manifest(name)) or publication)

    def expected(name: str) -> dict[str, str]:
        descriptions = {
            path: hashlib.sha256(content).hexdigest() for path, content in described(name).items()
        }
        return {file.path: file.sha256 for file in files} | descriptions

    name = generations.place_for(_content(files), expected)
    is_new = not generations.is_latest(name)
    if is_new:
        for path, content in described(name).items():
            (generations.building / path).write_bytes(content)
        generations.put_in_place(name)
    return name, is_new


def _content(files: list[File]) -> str:
    """What names a generation: its files and what describes them, but no time and no version of a run."""
    digests = [file.sha256 for file in files]
    words = [content.decode() for content in _descriptions(files, "", NOT_PUBLISHED).values()]
    return hashlib.sha256(json.dumps([digests, words]).encode()).hexdigest()[:16]


def _publication(connection: duckdb.DuckDBPyConnection) -> Publication:
    sql = "SELECT published_at, hrcw_version, parser_version, vocabulary_version FROM publication"
    row = connection.execute(sql).fetchone()
    assert row is not None
    return Publication(*row)


def _descriptions(files: list[File], name: str, publication: Publication) -> dict[str, bytes]:
    """What goes with the files, by its path."""
    of_json = {
        "datapackage.json": data_package(files, name, publication),
        "croissant.json": croissant(files, name, publication),
        MANIFEST: manifest(files, name, publication),
    }
    written = {
        path: json.dumps(content, indent=1, ensure_ascii=False) + "\n" for path, content in of_json.items()
    }
    written["README.txt"] = read_me(name, publication)
    return {path: content.encode() for path, content in written.items()}
