"""The files of the feeds in pandas, Polars and Arrow, and that their Parquet is plain enough for any other reader.

Not here: what the files hold (`test_feeds`), R (`test_connections_r`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.build_fixtures import ask
from tests.connections_fixtures import (
    COLUMNS,
    Figures,
    block,
    connected_home,
    figures,
    in_its_folder,
    same,
    sample_build,
)
from warehouse.marts import Mart, marts

__all__ = ["connected_home", "figures", "in_its_folder", "sample_build"]

ENCODINGS = {"PLAIN", "RLE", "RLE_DICTIONARY", "PLAIN_DICTIONARY"}
"""Those of the first version of the format."""


def typed_in(heading: str) -> dict[str, Any]:
    """The names that a reader has who typed the Python below a heading of the page."""
    names: dict[str, Any] = {}
    exec(block(heading, "python"), names)
    return names


def test_pandas_reads_parquet(in_its_folder: Path, figures: Figures) -> None:
    assert same(typed_in("pandas")["migration"][list(COLUMNS)].itertuples(index=False), figures)


def test_polars_scans_parquet_and_asks_the_warehouse(in_its_folder: Path, figures: Figures) -> None:
    names = typed_in("Polars")
    assert names["from_file"].select(COLUMNS).rows() == figures
    assert names["from_warehouse"].select(COLUMNS).rows() == figures


def test_arrow_is_mapped_into_memory_and_not_copied(in_its_folder: Path, figures: Figures) -> None:
    before = pa.total_allocated_bytes()
    names = typed_in("Arrow")
    table = names["frequency"]
    assert table.nbytes > 30_000
    assert pa.total_allocated_bytes() - before < 1_000
    migration = names["mapped"].filter(organ="HRC", language="en").sort("session_number")
    assert migration.select(COLUMNS).rows() == figures
    assert pl.DataFrame(table).filter(theme_id="migration").equals(names["mapped"])


def parquet(home: Path, mart: Mart) -> Path:
    return home / "feeds" / "latest" / "parquet" / f"{mart.name}.parquet"


@pytest.mark.parametrize("mart", marts(), ids=lambda mart: mart.name)
def test_parquet_has_only_what_every_reader_knows(mart: Mart, connected_home: Path) -> None:
    """Old readers, and those of other languages, fail on 96-bit times, young encodings, and types without a name."""
    file = pq.ParquetFile(parquet(connected_home, mart))
    for column in (file.schema.column(at) for at in range(len(file.schema))):
        assert column.physical_type in {"INT32", "INT64", "DOUBLE", "BOOLEAN", "BYTE_ARRAY"}, column
        assert column.logical_type.type in {"NONE", "INT", "DATE", "STRING"}, column
        assert (column.physical_type == "BYTE_ARRAY") == (column.logical_type.type == "STRING"), column
        assert (column.max_definition_level, column.max_repetition_level) == (1, 0), column
    groups = [file.metadata.row_group(at) for at in range(file.num_row_groups)]
    chunks = [group.column(at) for group in groups for at in range(group.num_columns)]
    assert {encoding for chunk in chunks for encoding in chunk.encodings} <= ENCODINGS
    assert {chunk.compression for chunk in chunks} == {"ZSTD"}


@pytest.mark.parametrize("mart", marts(), ids=lambda mart: mart.name)
def test_four_readers_of_parquet_read_the_same(mart: Mart, connected_home: Path) -> None:
    """Arrow's in C++, which pandas and R's arrow use, Polars' in Rust, and DuckDB's own."""
    path, order = parquet(connected_home, mart), list(mart.names)
    by_arrow = pl.DataFrame(pl.from_arrow(pq.read_table(path))).select(order)
    by_polars = pl.read_parquet(path).select(order)
    by_pandas = pl.from_pandas(pd.read_parquet(path, dtype_backend="pyarrow")).select(order)
    rows = duckdb.sql(f"SELECT {', '.join(order)} FROM '{path}'").fetchall()
    assert by_arrow.equals(by_polars)
    assert by_pandas.equals(by_polars)
    assert by_polars.rows() == rows
    columns = ", ".join(f'"{name}"' for name in order)
    assert sorted(map(repr, rows)) == sorted(
        map(repr, ask(connected_home, f'SELECT {columns} FROM "{mart.name}"'))
    )
