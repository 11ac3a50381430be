"""Writing the feeds: every mart in four formats with descriptions, whole or not at all, and only where data changed.

Here: the order of the work. Not here: formats (`formats`), descriptions (`describing`, `croissant`), the folder
(`generations`), databases (`postgres`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.feeds.croissant import croissant
from warehouse.feeds.describing import Publication, data_package, manifest, read_me
from warehouse.feeds.formats import File, write_mart
from warehouse.feeds.generations import MANIFEST, FeedsNotWritten, Generations
from warehouse.feeds.rows import batches, open_marts
from warehouse.marts import marts
from warehouse.site.progress import Progress

LAYOUT = 1
"""To be raised when the files change though the data do not, so that they are written anew."""


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
    with open_marts(warehouse) as connection:
        try:
            building = generations.begin()
            files = _write_marts(connection, building, reporter)
            name = _generation(files)
            is_new = not generations.is_latest(name)
            if is_new:
                _write_descriptions(building, name, files, _publication(connection))
                generations.put_in_place(name)
            generations.keep(keep)
        except OSError as error:
            raise FeedsNotWritten(f"Cannot write {folder}: {error.strerror}.") from error
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


def _generation(files: list[File]) -> str:
    """The name of the data: the same rows and columns have the same, whatever else a run differs in."""
    columns = {mart.name: [(c.name, c.duckdb_type) for c in mart.columns] for mart in marts()}
    rows = {file.mart: file.sha256 for file in files if file.format == "json"}
    return hashlib.sha256(json.dumps([LAYOUT, columns, rows], sort_keys=True).encode()).hexdigest()[:16]


def _publication(connection: duckdb.DuckDBPyConnection) -> Publication:
    sql = "SELECT published_at, hrcw_version, parser_version, vocabulary_version FROM publication"
    row = connection.execute(sql).fetchone()
    assert row is not None
    return Publication(*row)


def _write_descriptions(folder: Path, name: str, files: list[File], publication: Publication) -> None:
    _write_json(folder / "datapackage.json", data_package(files, name, publication))
    _write_json(folder / "croissant.json", croissant(files, name, publication))
    (folder / "README.txt").write_text(read_me(name, publication), encoding="utf-8")
    _write_json(folder / MANIFEST, manifest(files, name, publication))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
