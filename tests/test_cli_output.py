"""Files that hrcw writes: what they are, that they are whole, and what is said of them.

Not here: the formats themselves (`test_reading`).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from orchestration.cli import cli
from tests.build_fixtures import SampleBuild, ask, sample_build

__all__ = ["sample_build"]

LINES = "SELECT * FROM source_lines ORDER BY ALL"


def run(home: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments), "--home", str(home)])


def rows_in(path: Path) -> int:
    readers: dict[str, Any] = {
        ".csv": lambda: len(list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))) - 1,
        ".json": lambda: len(json.loads(path.read_text(encoding="utf-8"))),
        ".parquet": lambda: pl.read_parquet(path).height,
    }
    return int(readers[path.suffix.lower()]())


@pytest.mark.parametrize("name", ["lines.csv", "lines.json", "lines.parquet", "LINES.CSV"])
def test_the_suffix_names_the_format_and_every_row_is_written(
    sample_build: SampleBuild, tmp_path: Path, name: str
) -> None:
    [(count,)] = ask(sample_build.home, "SELECT count(*) FROM source_lines")
    result = run(sample_build.home, "query", LINES, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote {tmp_path / name}: {count} rows\n"
    assert rows_in(tmp_path / name) == count > 50


def test_a_file_of_drawn_tables_is_whole_too(sample_build: SampleBuild, tmp_path: Path) -> None:
    result = run(
        sample_build.home, "query", "SELECT line_number FROM source_lines", "-o", tmp_path / "lines.txt"
    )
    assert result.exit_code == 0
    assert "more row" not in (tmp_path / "lines.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.csv", "--format", "json"], "x.csv is named as csv, but --format is json."),
        (["-o", "x.parquet", "--format", "table"], "x.parquet is named as parquet, but --format is table."),
        (
            ["-o", "x.xlsx"],
            "no format has the suffix .xlsx. Name it .csv, .json, .parquet, or give --format.",
        ),
        (["-o", "absent/x.csv"], "Cannot write absent/x.csv: No such file or directory."),
    ],
)
def test_a_file_that_cannot_be_what_it_is_named_is_refused(
    sample_build: SampleBuild,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(sample_build.home, "query", LINES, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_cut_says_how_to_see_the_rest(sample_build: SampleBuild) -> None:
    [(count,)] = ask(sample_build.home, "SELECT count(*) FROM source_lines")
    shown = run(sample_build.home, "query", "SELECT line_number FROM source_lines").stdout
    assert shown.endswith(f"… and {count - 50:,} more rows; -o FILE.csv has them all\n")


def test_an_export_says_what_it_wrote(sample_build: SampleBuild, tmp_path: Path) -> None:
    result = run(sample_build.home, "export", "30/21", "-o", tmp_path / "30-21.xml")
    assert (result.stdout, result.stderr) == ("", f"Wrote {tmp_path / '30-21.xml'}\n")
