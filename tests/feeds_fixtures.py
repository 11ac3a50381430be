"""What the tests of feeds share: the sample and hostile texts, published, and as feeds.

Here: fixtures. Not here: any test.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from orchestration.reporting import PlainReporter
from tests.build_fixtures import SampleBuild, sample_build, shared_place
from warehouse.feeds.writing import WrittenFeeds, write_feeds

__all__ = ["QUIET", "change", "feeds_home", "hostile_home", "sample_build", "write"]

QUIET = PlainReporter(lambda line: None)
HOSTILE = [
    "=HYPERLINK(\"http://example.org\")", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=x", "''+x", "'quoted'", "''", "a,b",
    'say "so"', "two\nlines", "two\r\nlines", " lead and trail ", "", "😀 é \u202eevil\u202c \u2028", "null", "NaN", "\\N",
    "\\", "007", "1e5", "2020-01-01", "true", "$1 ${1}", "<script>", "\ufeffmark",
]  # fmt: skip
"""Words that one format or another, or a spreadsheet, could take for something else."""

TURNED = [
    ("resolutions", "title"), ("paragraphs", "text"), ("paragraph_actors", "surface"), ("paragraph_themes", "surface"),
    ("paragraph_instruments", "surface"), ("footnote_instruments", "surface"),
    ("report_requests", "surface"),
]  # fmt: skip
"""The columns that are turned into them."""


def write(home: Path, keep: int = 3) -> WrittenFeeds:
    """The feeds of a home, written in this process."""
    return write_feeds(home / "warehouse.duckdb", home / "feeds", keep, QUIET)


def change(home: Path, *statements: str, values: list[Any] | None = None) -> None:
    """Changes the published file, as another publication would, by a copy that takes its place."""
    warehouse, building = home / "warehouse.duckdb", home / "changed.duckdb"
    shutil.copy(warehouse, building)
    with duckdb.connect(str(building)) as connection:
        for statement in statements:
            connection.execute(statement, values) if values else connection.execute(statement)
    building.replace(warehouse)


@pytest.fixture(scope="session")
def hostile_home(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose titles, paragraphs and surfaces are hostile words, with its feeds written. Not to be changed."""
    home = shared_place(tmp_path_factory, "hostile-feeds")
    with FileLock(f"{home}.lock"):
        if not (home / "feeds" / "latest").exists():
            home.mkdir(exist_ok=True)
            shutil.copy(sample_build.home / "warehouse.duckdb", home / "warehouse.duckdb")
            turned = [
                f"UPDATE {table} SET {column} = ?[1 + (rowid % ?)::INTEGER]" for table, column in TURNED
            ]
            change(home, *turned, values=[HOSTILE, len(HOSTILE)])
            write(home)
    return home


@pytest.fixture
def feeds_home(sample_build: SampleBuild, tmp_path: Path) -> Path:
    """A home with the sample published, free to change."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(sample_build.home / "warehouse.duckdb", home / "warehouse.duckdb")
    return home
