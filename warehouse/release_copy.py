"""The warehouse as a release has it: published anew, without the folders of the machine that read the texts.

Here: the copy. Not here: what else a release holds (`warehouse.release`).
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb

from warehouse.contract import quoted
from warehouse.feeds.rows import open_marts
from warehouse.files import NotWritten
from warehouse.publish import PublishError, publish
from warehouse.tables import TABLES

FILES = "file://"
BEFORE = r"\1"
"""What stood before the name of a file, in the words of DuckDB's regexp_replace."""


def copy_without_folders(warehouse: Path, target: Path) -> None:
    """The same rows, but that `file:///home/someone/texts/30/a.txt` is `file:30/a.txt`: what all files have in common is
    left out. Published from the rows, so that no byte of the old file is in the new one.

    Rows lie beside `target` meanwhile. Raises NotWritten where they or the copy cannot be written, QueryError where the
    warehouse is of another version.
    """
    with (
        tempfile.TemporaryDirectory(prefix=".rows-", dir=target.parent) as folder,
        open_marts(warehouse) as connection,
    ):
        common = _common_folder(connection)
        tables = {}
        for table in TABLES.values():
            tables[table.name] = Path(folder) / f"{table.name}.parquet"
            columns = ", ".join(_shortened(name, common) for name in table.names)
            copying = f'COPY (SELECT {columns} FROM "{table.name}") TO {quoted(str(tables[table.name]))} (FORMAT parquet)'
            try:
                connection.execute(copying)
            except duckdb.IOException as error:
                raise NotWritten(f"Cannot write {target}: {error}") from error
        try:
            publish(tables, target)
        except PublishError as error:
            raise NotWritten(f"Cannot write {target}: {error}") from error
    target.with_name(f".{target.name}.lock").unlink(missing_ok=True)


def _common_folder(connection: duckdb.DuckDBPyConnection) -> str:
    """The folder that all files were below, as it begins their addresses: "/" at least, "" where there are no files."""
    uris = connection.execute(f"SELECT source_uri FROM sources WHERE source_uri LIKE '{FILES}%'").fetchall()
    folders = {os.path.dirname(uri.removeprefix(FILES).partition("!")[0]) for (uri,) in uris}
    return os.path.commonpath(folders).rstrip("/") + "/" if folders else ""


def _shortened(column: str, common: str) -> str:
    """A column in SQL; where it may name a file, without the common folder, where the name begins with it."""
    if not common or column not in ("source_uri", "detail"):
        return f'"{column}"'
    short, plain = f'"{column}"', unquote(urlsplit(FILES + common).path)
    for folder, left in ((FILES + common, "file:"), *([(plain, "")] if plain != "/" else [])):
        begins = rf"(^|[\s\"'(“‘«]){re.escape(folder)}"
        short = f"regexp_replace({short}, {quoted(begins)}, {quoted(BEFORE + left)}, 'g')"
    return f'{short} AS "{column}"'
