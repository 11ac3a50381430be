"""DuckDB's command line and Python module on the published file, as docs/connections.md says to use them.

Not here: the files of the feeds (`test_connections_files`), a publication meanwhile (`test_connections_streamlit`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.build_fixtures import ask
from tests.connections_fixtures import (
    COLUMNS,
    Figures,
    block,
    connected_home,
    figures,
    in_its_folder,
    run,
    same,
    sample_build,
    tried,
)
from tests.feeds_fixtures import change, feeds_home

__all__ = ["connected_home", "feeds_home", "figures", "in_its_folder", "sample_build"]

WITHOUT_EXTENSIONS = "SET autoload_known_extensions = false;\nSET autoinstall_known_extensions = false;\n"


@pytest.fixture(scope="module")
def command_line() -> Path:
    package = pytest.importorskip("duckdb_cli", reason="No DuckDB command line here. pip install duckdb-cli")
    return Path(str(package.__file__)).parent


def test_the_command_line_answers_what_the_page_asks(
    command_line: Path, in_its_folder: Path, connected_home: Path, figures: Figures
) -> None:
    sql = block("DuckDB command line", "sql")
    printed = run(
        ["sh", "-c", block("DuckDB command line", "sh")], f"{WITHOUT_EXTENSIONS}.mode jsonlines\n{sql}"
    )
    rows = iter([tuple(json.loads(line).values()) for line in printed.splitlines()])
    _, star, found = (statement for statement in sql.split(";") if statement.strip())
    assert same([next(rows) for _ in figures], figures)
    assert [next(rows) for _ in range(5)] == ask(connected_home, star)
    assert list(rows) == [(pytest.approx(score), name) for score, name in ask(connected_home, found)]
    assert ask(connected_home, found)


def test_the_command_line_cannot_change_the_file(command_line: Path, in_its_folder: Path) -> None:
    refused = tried(["sh", "-c", block("DuckDB command line", "sh")], "DELETE FROM theme_frequency;")
    assert "read-only" in refused.stderr


def test_python_gives_rows_and_frames(in_its_folder: Path, figures: Figures) -> None:
    found: dict[str, Any] = {}
    exec(block("Python with DuckDB", "python"), found)
    assert found["rows"] == figures
    assert list(found["for_pandas"].columns) == list(COLUMNS)
    assert same(found["for_pandas"].itertuples(index=False), figures)
    assert found["for_polars"].rows() == figures


def test_many_readers_have_the_file_open_at_once(
    command_line: Path, in_its_folder: Path, figures: Figures
) -> None:
    with duckdb.connect("hrcw-home/warehouse.duckdb", read_only=True) as reader:
        sql = block("DuckDB command line", "sql").split(";")[0]
        printed = run(["sh", "-c", block("DuckDB command line", "sh")], f".mode jsonlines\n{sql};")
        assert len(printed.splitlines()) == len(figures)
        assert reader.sql(sql).fetchall() == figures


def test_a_process_sees_what_was_published_once_it_has_closed_the_old(feeds_home: Path) -> None:
    """As the page warns: DuckDB keeps one open file for each path in a process."""
    place, titles = (
        str(feeds_home / "warehouse.duckdb"),
        "SELECT count(*) FROM resolutions WHERE title = 'Changed'",
    )
    with duckdb.connect(place, read_only=True) as first:
        change(feeds_home, "UPDATE resolutions SET title = 'Changed'")
        assert first.sql(titles).fetchall() == [(0,)]
        with duckdb.connect(place, read_only=True) as second:
            assert second.sql(titles).fetchall() == [(0,)]
    assert ask(feeds_home, titles) == ask(feeds_home, "SELECT count(*) FROM resolutions")
