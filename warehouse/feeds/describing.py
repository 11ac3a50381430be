"""What goes with the files of a generation: manifest, Frictionless data package, a page to read first.

Here: their content. Not here: Croissant (`croissant`), the files described (`formats`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warehouse.citation import RIGHTS
from warehouse.feeds.formats import File
from warehouse.marts import Mart, MartColumn, marts

NAME = "hrc-warehouse"
TITLE = "Resolutions of the United Nations Human Rights Council as data"
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
UNITED_NATIONS = "https://docs.un.org"
DESCRIPTION = (
    "Paragraphs of resolutions with the actors, instruments and themes they name, as a star of dimensions and facts, and "
    "metrics computed from them. Rules and vocabularies make the rows; no model does. "
    f"{RIGHTS} Texts with is_fictitious set are invented."
)
TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP": "datetime",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that the data were first seen in, and what made it."""

    published_at: datetime
    hrcw_version: str
    parser_version: str
    vocabulary_version: str


def manifest(files: list[File], name: str, publication: Publication) -> dict[str, Any]:
    """Every data file with its size and SHA-256. It is written only when data changed."""
    return {
        "generation": name,
        "published_at": f"{publication.published_at.isoformat(timespec='seconds')}Z",
        "hrcw_version": publication.hrcw_version,
        "parser_version": publication.parser_version,
        "vocabulary_version": publication.vocabulary_version,
        "files": [
            {"path": f.path, "mart": f.mart, "format": f.format, "rows": f.rows, "bytes": f.bytes, "sha256": f.sha256}
            for f in files
        ],
    }  # fmt: skip


def first_seen(said: dict[str, Any]) -> Publication | None:
    """The publication that a manifest names; None where it does not."""
    try:
        at = datetime.fromisoformat(said["published_at"]).replace(tzinfo=None)
        versions = (said["hrcw_version"], said["parser_version"], said["vocabulary_version"])
    except (KeyError, TypeError, ValueError):
        return None
    return Publication(at, *versions)


def data_package(files: list[File], name: str, publication: Publication) -> dict[str, Any]:
    """The CSV files as a Frictionless tabular data package, with keys and references."""
    of_mart = {file.mart: file for file in files if file.format == "csv"}
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": name,
        "created": f"{publication.published_at.isoformat(timespec='seconds')}Z",
        "licenses": [{"name": "Apache-2.0", "path": LICENCE, "title": "Apache License 2.0, for the vocabularies"}],
        "sources": [{"title": "United Nations", "path": UNITED_NATIONS}],
        "resources": [_resource(mart, of_mart[mart.name]) for mart in marts()],
    }  # fmt: skip


def _resource(mart: Mart, file: File) -> dict[str, Any]:
    return {
        "name": mart.name,
        "profile": "tabular-data-resource",
        "path": file.path,
        "description": mart.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": _schema(mart),
    }  # fmt: skip


def _schema(mart: Mart) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in mart.columns], "missingValues": [""]}
    if mart.key:
        schema["primaryKey"] = list(mart.key)
    references = [(c.name, *c.references) for c in mart.columns if c.references]
    if references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": "" if to == mart.name else to, "fields": [key]}}
            for column, to, key in references
        ]
    return schema


def _field(column: MartColumn) -> dict[str, Any]:
    field = {"name": column.name, "type": TYPES[column.duckdb_type], "description": column.comment}
    return field | ({"constraints": {"required": True}} if column.required else {})


def read_me(name: str, publication: Publication) -> str:
    """The page to read first."""
    rows = "\n".join(f"  {mart.name:26}{mart.comment}" for mart in marts())
    return f"""{TITLE}
Generation {name}, of the warehouse published at {publication.published_at:%Y-%m-%d %H:%M} UTC.

{DESCRIPTION}

  parquet/, arrow/   typed, with the meaning of every column in the schema
  csv/               UTF-8 with a byte order mark, RFC 4180. A cell whose words begin with = + - @, a tab or a carriage
                     return has an apostrophe in front, so that no spreadsheet runs it. Undo it where a cell begins with
                     apostrophes and then one of these: drop the first. Empty is null.
  json/              an array of objects, one a line
  datapackage.json   the CSV files for Frictionless: types, keys, references
  croissant.json     the Parquet files for Croissant
  manifest.json      every file with its rows, bytes and SHA-256

"latest" is a link to a generation. A program that reads several files should resolve it once, so that all are of one
generation; a copy or ZIP should follow it (cp -rL, zip -r).

{rows}
"""
