"""The warehouse as a release has it: published anew, without the folders of the machine that read the texts.

Here: the copy. Not here: what else a release holds (`warehouse.release`).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb

from warehouse.contract import quoted
from warehouse.feeds.rows import open_marts
from warehouse.publish import publish
from warehouse.tables import TABLES

FILES = "file://"


def copy_without_folders(warehouse: Path, target: Path) -> None:
    """The same rows, but that `file:///home/someone/texts/30/a.txt` is `file:30/a.txt`: what all files have in common is
    left out. Published from the rows, so that no byte of the old file is in the new one."""
    with (
        tempfile.TemporaryDirectory(prefix="hrcw-release-") as folder,
        open_marts(warehouse) as connection,
    ):
        common = _common_folder(connection)
        tables = {}
        for table in TABLES.values():
            tables[table.name] = Path(folder) / f"{table.name}.parquet"
            columns = ", ".join(_shortened(name, common) for name in table.names)
            connection.execute(
                f'COPY (SELECT {columns} FROM "{table.name}") TO {quoted(str(tables[table.name]))} (FORMAT parquet)'
            )
        publish(tables, target)
    target.with_name(f".{target.name}.lock").unlink(missing_ok=True)


def _common_folder(connection: duckdb.DuckDBPyConnection) -> str:
    """The folder that all files were below, as it begins their addresses; "" where there are no files."""
    uris = connection.execute(f"SELECT source_uri FROM sources WHERE source_uri LIKE '{FILES}%'").fetchall()
    folders = {os.path.dirname(uri.removeprefix(FILES).partition("!")[0]) for (uri,) in uris}
    return os.path.commonpath(folders).rstrip("/") + "/" if folders else ""


def _shortened(column: str, common: str) -> str:
    """A column in SQL; where it may name a file, without the common folder."""
    if not common or column not in ("source_uri", "detail"):
        return f'"{column}"'
    plain = unquote(urlsplit(FILES + common).path)
    short = f"replace(\"{column}\", {quoted(FILES + common)}, 'file:')"
    return f"replace({short}, {quoted(plain)}, '') AS \"{column}\""
