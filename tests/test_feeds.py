"""The feeds hold what the warehouse holds, in four formats, and are described so that others' programs read them.

Not here: that they are there whole or not at all (`test_feeds_generations`), databases (`test_feeds_postgres`).
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.build_fixtures import ask
from tests.feeds_fixtures import HOSTILE, hostile_home, sample_build
from warehouse.cells import RUNS, safe_text
from warehouse.marts import Mart, marts

__all__ = ["hostile_home", "sample_build"]

ORDERS = {
    "fact_instrument_citation": "document_id, paragraph_id, footnote, start_char, end_char, instrument_id",
    "request_calendar": "recipient, due_session_number, due_year, symbol, language, request_id",
}
"""The order of marts that are not in that of their key."""
BY_NAME = pytest.mark.parametrize("mart", marts(), ids=lambda mart: mart.name)


def latest(home: Path) -> Path:
    return home / "feeds" / "latest"


def published(home: Path, mart: Mart) -> list[tuple[Any, ...]]:
    """The rows of a mart as the warehouse has them."""
    columns = ", ".join(f'"{name}"' for name in mart.names)
    order = ORDERS.get(mart.name) or ", ".join(mart.key)
    return ask(home, f"SELECT {columns} FROM {mart.name} ORDER BY {order}")


# ---- four formats


@BY_NAME
def test_parquet_has_the_rows_with_types_and_meanings(mart: Mart, hostile_home: Path) -> None:
    path = latest(hostile_home) / "parquet" / f"{mart.name}.parquet"
    rows = published(hostile_home, mart)
    assert rows
    assert pl.read_parquet(path).rows() == rows
    schema = pq.read_schema(path)
    assert schema.names == mart.names
    assert [(schema.field(c.name).metadata or {})[b"description"].decode() for c in mart.columns] == [
        column.comment for column in mart.columns
    ]


@BY_NAME
def test_arrow_has_the_rows_and_maps_into_memory(mart: Mart, hostile_home: Path) -> None:
    with pa.memory_map(str(latest(hostile_home) / "arrow" / f"{mart.name}.arrow")) as file:
        table = pa.ipc.open_file(file).read_all()
        assert [tuple(row.values()) for row in table.to_pylist()] == published(hostile_home, mart)


@BY_NAME
def test_json_has_the_rows_as_an_array_with_one_object_a_line(mart: Mart, hostile_home: Path) -> None:
    text = (latest(hostile_home) / "json" / f"{mart.name}.json").read_text(encoding="utf-8")
    rows = json.loads(text)
    dates = {column.name for column in mart.columns if column.duckdb_type == "DATE"}
    read = [tuple(date.fromisoformat(v) if v and k in dates else v for k, v in row.items()) for row in rows]
    assert read == published(hostile_home, mart)
    assert [json.loads(line.removesuffix(",")) for line in text.split("\n")[1:-2]] == rows


@BY_NAME
def test_csv_has_the_rows_and_is_made_safe_and_back(mart: Mart, hostile_home: Path) -> None:
    path = latest(hostile_home) / "csv" / f"{mart.name}.csv"
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == mart.names
    read = [
        tuple(_value(cell, c.duckdb_type) for cell, c in zip(row, mart.columns, strict=True)) for row in rows
    ]
    assert read == [tuple(None if v == "" else v for v in row) for row in published(hostile_home, mart)]
    texts = [at for at, column in enumerate(mart.columns) if column.duckdb_type == "VARCHAR"]
    assert not [
        row[at] for row in rows for at in texts if row[at].startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


def plain_text(cell: str) -> str:
    """The words of a cell that `safe_text` made, as the README of the feeds tells their readers."""
    return cell[1:] if cell.startswith("'") and RUNS.match(cell) else cell


def _value(cell: str, kind: str) -> Any:
    """A cell as its column's type."""
    if cell == "":
        return None
    read = {
        "VARCHAR": plain_text,
        "INTEGER": int,
        "DOUBLE": float,
        "BOOLEAN": {"true": True, "false": False}.__getitem__,
        "DATE": date.fromisoformat,
    }
    return read[kind](cell)


@pytest.mark.parametrize("text", [*HOSTILE, "=", "'", "'a", "'''-", "x=1"])
def test_a_cell_is_safe_and_gives_its_text_back(text: str) -> None:
    assert not safe_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_text(safe_text(text)) == text


def test_no_words_are_changed_that_a_spreadsheet_would_not_run() -> None:
    assert [safe_text(text) for text in ("a=b", "'quoted'", "", " =x")] == ["a=b", "'quoted'", "", " =x"]
    assert safe_text("=1+1") == "'=1+1"


def test_the_hostile_words_are_in_the_feeds(hostile_home: Path) -> None:
    def found(mart: str, column: str) -> set[str]:
        return set(pl.read_parquet(latest(hostile_home) / "parquet" / f"{mart}.parquet")[column])

    for mart, column in (
        ("fact_paragraph", "text"), ("fact_actor_mention", "surface"), ("fact_theme_mention", "surface"),
        ("fact_instrument_citation", "surface"),
    ):  # fmt: skip
        assert found(mart, column) == set(HOSTILE)
    titles = found("dim_document", "title")
    assert len(titles) > 1
    assert titles <= set(HOSTILE)


def test_polars_and_pandas_read_csv_and_json_as_they_are(hostile_home: Path) -> None:
    import pandas as pd

    rows = published(hostile_home, next(mart for mart in marts() if mart.name == "fact_vote"))
    folder = latest(hostile_home)
    assert pl.read_csv(folder / "csv" / "fact_vote.csv", try_parse_dates=True).rows() == rows
    assert pl.read_json(folder / "json" / "fact_vote.json").height == len(rows)
    frame = pd.read_csv(folder / "csv" / "fact_vote.csv", keep_default_na=False, na_values=[""])
    assert frame.columns[0] == "document_id"
    assert len(pd.read_json(folder / "json" / "fact_vote.json")) == len(frame) == len(rows)


# ---- descriptions


def test_the_manifest_has_every_file_with_its_size_and_checksum(hostile_home: Path) -> None:
    folder = latest(hostile_home)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {file["path"] for file in manifest["files"]} == {
        str(path.relative_to(folder)) for path in folder.glob("*/*")
    }
    assert len(manifest["files"]) == 4 * len(marts())
    for file in manifest["files"]:
        data = (folder / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"]), file["path"]
        [(rows,)] = ask(hostile_home, f"SELECT count(*) FROM {file['mart']}")
        assert rows == file["rows"]
    assert folder.resolve().name == manifest["generation"]


def test_frictionless_finds_every_table_valid_with_keys_and_references(hostile_home: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = frictionless.Package(str(latest(hostile_home) / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "type", "message"])[:5]
    assert len(report.tasks) == len(marts())
    assert [task.stats.get("rows") for task in report.tasks] == [
        len(published(hostile_home, mart)) for mart in marts()
    ]
    schema = package.get_resource("fact_theme_mention").schema
    assert schema.primary_key == ["paragraph_id", "theme_id", "start_char", "end_char"]
    assert {"dim_theme", "dim_document", "fact_paragraph"} <= {
        key["reference"]["resource"] for key in schema.foreign_keys
    }


def test_frictionless_would_find_a_changed_byte_and_a_lost_reference(
    hostile_home: Path, tmp_path: Path
) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    folder = Path(shutil.copytree(latest(hostile_home), tmp_path / "copy"))
    path = folder / "csv" / "fact_vote.csv"
    path.write_bytes(path.read_bytes().replace(b",ALB,", b",ZZZ,", 1))
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert {"hash-count", "foreign-key"} <= {error[0] for error in report.flatten(["type"])}


def test_croissant_is_valid_and_loads_the_records(hostile_home: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")
    dataset = mlcroissant.Dataset(str(latest(hostile_home) / "croissant.json"))
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    assert {records.name for records in dataset.metadata.record_sets} == {mart.name for mart in marts()}
    assert len(dataset.metadata.distribution) == 4 * len(marts())
    paragraphs = {
        (row["fact_paragraph/paragraph_id"].decode(), row["fact_paragraph/text"].decode())
        for row in dataset.records("fact_paragraph")
    }
    assert paragraphs == set(ask(hostile_home, "SELECT paragraph_id, text FROM fact_paragraph"))


def test_the_descriptions_say_whose_the_words_are(hostile_home: Path) -> None:
    folder = latest(hostile_home)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    for words in (
        package["description"],
        croissant["description"],
        (folder / "README.txt").read_text("utf-8"),
    ):
        assert "the official text is the one published by the United Nations" in words
    assert package["licenses"][0]["name"] == "Apache-2.0"
    assert "apache.org" in croissant["license"]
