"""Publishing: all tables or none, the old file until the last moment, and readers never disturbed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from warehouse.contract import Table
from warehouse.publish import PublishError, publish
from warehouse.statements import StatementError, View, create_views, published_views
from warehouse.tables import TABLES

HOSTILE = {
    "quotes": """He said 'it''s "quoted"'; DROP TABLE resolutions; --""",
    "backslashes": r"C:\new\table %s {0} $1 \' \x00",
    "right to left": "\u202bمجلس حقوق الإنسان\u202c \u200fאב\u200e",
    "combining": "Cafe\u0301 \u1e9b\u0323 👩‍👩‍👧‍👦 \U0010ffff \ufeff",
    "control": "bell\x07 escape\x1b[31m tab\t line\nfeed\r\n",
    "empty": "",
    "very long": "The Human Rights Council, " * 40_000,
}

PUBLISH = """
import sys
from pathlib import Path
from warehouse.publish import publish
folder, target = Path(sys.argv[1]), Path(sys.argv[2])
publish({path.stem: path for path in folder.glob("*.parquet")}, target)
"""

READ_TWICE = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read_only")
for _ in range(2):
    print(connection.execute("SELECT title FROM resolutions").fetchone()[0], flush=True)
    sys.stdin.readline()
"""


def any_value(dtype: Any) -> Any:
    values: dict[Any, Any] = {
        pl.String: "x", pl.Int32: 1, pl.Int64: 1, pl.Float64: 0.5, pl.Boolean: True,
        pl.Date: date(2015, 10, 2), pl.Datetime: datetime(2015, 10, 2, 12, 30, 0, 123456),
    }  # fmt: skip
    return values[dtype.base_type()]


def row(table: Table, **values: Any) -> dict[str, Any]:
    """A row with a value in every required column, and those given."""
    return {name: any_value(table[name].dtype) for name in table.required} | values


def write_tables(folder: Path, **rows: list[dict[str, Any]]) -> dict[str, Path]:
    """One Parquet file for every table: the rows given, or one row of anything."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, table in TABLES.items():
        paths[name] = folder / f"{name}.parquet"
        table.frame(rows.get(name, [row(table)])).write_parquet(paths[name])
    return paths


def with_title(folder: Path, title: str) -> dict[str, Path]:
    return write_tables(folder, resolutions=[row(TABLES["resolutions"], title=title)])


def ask(target: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(target), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def title_of(target: Path) -> Any:
    return ask(target, "SELECT title FROM resolutions")[0][0]


def beside(target: Path) -> list[str]:
    """What a publication left beside its target, other than the lock that the next one takes."""
    return sorted(
        p.name for p in target.parent.iterdir() if p.name not in (target.name, f".{target.name}.lock")
    )


@pytest.fixture(scope="module")
def old_publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    publish(with_title(folder, "old"), folder / "hrc.duckdb")
    return folder / "hrc.duckdb"


@pytest.fixture
def target(tmp_path: Path, old_publication: Path) -> Path:
    """The path of a published file whose one resolution is called "old"."""
    path = tmp_path / "published" / "hrc.duckdb"
    path.parent.mkdir()
    shutil.copy(old_publication, path)
    return path


def test_every_table_is_published_with_its_columns_in_order(target: Path) -> None:
    for name, table in TABLES.items():
        described = ask(target, f'DESCRIBE "{name}"')
        assert [(column[0], column[1]) for column in described] == [
            (c.name, c.duckdb_type) for c in table.columns
        ]
        assert [column[0] for column in described if column[2] == "NO"] == [
            c.name for c in table.columns if c.name in table.required
        ]


def test_nothing_published_lacks_a_comment(target: Path) -> None:
    """Tables, views, and every column of both."""
    without = ask(
        target,
        """SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''
           UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
           UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
                     WHERE NOT internal AND coalesce(comment, '') = ''""",
    )
    assert without == []
    counted = ask(
        target,
        "SELECT count(DISTINCT table_name) FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'",
    )
    assert counted == [(len(TABLES) + len(published_views()),)]


def test_comments_are_those_of_the_contract(target: Path) -> None:
    comments = dict(
        ask(target, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'themes'")
    )
    assert comments == {column.name: column.comment for column in TABLES["themes"].columns}


def test_hostile_text_survives_the_round_trip(tmp_path: Path) -> None:
    rows = [row(TABLES["resolutions"], document_id=kind, title=text) for kind, text in HOSTILE.items()]
    publish(write_tables(tmp_path / "parquet", resolutions=rows), tmp_path / "w.duckdb")
    published = dict(ask(tmp_path / "w.duckdb", "SELECT document_id, title FROM resolutions"))
    assert published == HOSTILE


def test_dates_times_and_nulls_survive_the_round_trip(tmp_path: Path) -> None:
    seen = datetime(2026, 1, 2, 3, 4, 5, 678901)
    resolution = row(TABLES["resolutions"], adopted_on=date(2015, 10, 2), ingested_at=seen, meeting=None)
    publish(write_tables(tmp_path / "parquet", resolutions=[resolution]), tmp_path / "w.duckdb")
    assert ask(tmp_path / "w.duckdb", "SELECT adopted_on, ingested_at, meeting FROM resolutions") == [
        (date(2015, 10, 2), seen, None)
    ]


def test_rows_stand_in_the_order_of_the_key(tmp_path: Path) -> None:
    """More rows than DuckDB keeps in one group, given in no order."""
    paths = write_tables(tmp_path / "parquet")
    numbers = pl.Series("line_number", range(1, 150_001), dtype=pl.Int32).shuffle(seed=7)
    lines = pl.DataFrame({"line_number": numbers}).with_columns(
        document_id=pl.lit("A/HRC/RES/30/21@en"), text=pl.lit("line"), role=pl.lit("paragraph"),
        paragraph_id=pl.lit(None, pl.String), page=pl.lit(1), italic=pl.lit(None, pl.String), is_bold=pl.lit(False),
    )  # fmt: skip
    TABLES["source_lines"].conform(lines).write_parquet(paths["source_lines"])
    publish(paths, tmp_path / "w.duckdb")
    out_of_place = "SELECT count(*) FROM source_lines WHERE line_number <> rowid + 1"
    assert ask(tmp_path / "w.duckdb", out_of_place) == [(0,)]
    assert ask(tmp_path / "w.duckdb", "SELECT count(*) FROM source_lines") == [(150_000,)]


def test_a_publication_replaces_the_one_before_and_leaves_nothing_beside_it(
    target: Path, tmp_path: Path
) -> None:
    publish(with_title(tmp_path / "new", "new"), target)
    assert title_of(target) == "new"
    assert beside(target) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda paths: paths.pop("themes"), "no Parquet file is given for themes"),
        (lambda paths: paths.update(theme=paths["themes"]), "warehouse.tables declares no theme"),
        (lambda paths: paths["themes"].unlink(), "themes: .*themes.parquet is not there"),
        (
            lambda paths: paths["themes"].write_bytes(b"not Parquet"),
            "themes: .*themes.parquet cannot be read",
        ),
    ],
)
def test_a_wrong_set_of_files_is_refused(
    target: Path, tmp_path: Path, change: Callable[[dict[str, Path]], object], message: str
) -> None:
    paths = with_title(tmp_path / "new", "new")
    change(paths)
    with pytest.raises(PublishError, match=message):
        publish(paths, target)
    assert title_of(target) == "old"
    assert beside(target) == []


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"label": pl.lit(None, pl.String)},
            "themes: .*themes.parquet cannot be loaded: .*NOT NULL.*themes.label",
        ),
        ({"label": pl.lit(7)}, "label is INTEGER, expected VARCHAR"),
        ({"weight": pl.lit(7)}, "weight is not a column of themes"),
    ],
)
def test_a_file_that_breaks_the_contract_leaves_the_old_publication(
    target: Path, tmp_path: Path, columns: Mapping[str, pl.Expr], message: str
) -> None:
    paths = with_title(tmp_path / "new", "new")
    pl.read_parquet(paths["themes"]).with_columns(**columns).write_parquet(paths["themes"])
    with pytest.raises(PublishError, match=message):
        publish(paths, target)
    assert title_of(target) == "old"
    assert beside(target) == []


def test_a_column_that_is_missing_is_named(target: Path, tmp_path: Path) -> None:
    paths = with_title(tmp_path / "new", "new")
    pl.read_parquet(paths["themes"]).drop("definition").write_parquet(paths["themes"])
    with pytest.raises(PublishError, match="definition is missing, expected VARCHAR"):
        publish(paths, target)


def test_a_killed_publication_leaves_the_old_file_and_the_next_one_cleans_up(
    target: Path, tmp_path: Path
) -> None:
    paths = with_title(tmp_path / "new", "new")
    many = pl.DataFrame({"line_number": pl.Series(range(2_000_000, 0, -1), dtype=pl.Int32)}).with_columns(
        document_id=pl.lit("A/HRC/RES/30/21@en"), text=pl.format("line {}", "line_number"),
        role=pl.lit("paragraph"), paragraph_id=pl.lit(None, pl.String), page=pl.lit(1),
        italic=pl.lit(None, pl.String), is_bold=pl.lit(False),
    )  # fmt: skip
    TABLES["source_lines"].conform(many).write_parquet(paths["source_lines"])

    process = subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path / "new"), str(target)])
    deadline = time.monotonic() + 30
    while not beside(target) and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was over before it could be killed"

    assert beside(target)[0] == f".hrc.duckdb.{process.pid}.building"
    assert title_of(target) == "old"
    publish(with_title(tmp_path / "next", "next"), target)
    assert title_of(target) == "next"
    assert beside(target) == []


@pytest.mark.parametrize("mode", ["read_only", "read_write"])
def test_a_reader_keeps_the_old_rows_and_does_not_hold_up_the_publication(
    target: Path, tmp_path: Path, mode: str
) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READ_TWICE, str(target), mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stdout.readline() == "old\n"
    publish(with_title(tmp_path / "new", "new"), target)
    assert title_of(target) == "new"
    reader.stdin.write("\n")
    reader.stdin.flush()
    assert reader.stdout.readline() == "old\n"
    reader.communicate("\n")
    assert reader.returncode == 0
    assert title_of(target) == "new"


def test_two_publications_at_once_take_turns(tmp_path: Path) -> None:
    published = tmp_path / "w.duckdb"
    for name in ("one", "two"):
        with_title(tmp_path / name, name)
    both = [
        subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path / name), str(published)])
        for name in ("one", "two")
    ]
    assert [process.wait() for process in both] == [0, 0]
    assert title_of(published) in ("one", "two")
    assert not list(tmp_path.glob("*.building*")) + list(tmp_path.glob(".*.building*"))


def test_the_log_of_another_writer_is_not_replayed_onto_the_new_file(target: Path, tmp_path: Path) -> None:
    """A program that changed the published file and was killed leaves a write-ahead log beside it."""
    change = "import os, sys, duckdb; c = duckdb.connect(sys.argv[1]); c.execute('CREATE TABLE mine (a INT)'); os._exit(0)"
    subprocess.run([sys.executable, "-c", change, str(target)], check=True)
    assert beside(target) == ["hrc.duckdb.wal"]
    publish(with_title(tmp_path / "new", "new"), target)
    assert title_of(target) == "new"
    assert ask(target, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'") == [(0,)]
    assert beside(target) == []


def test_a_file_name_with_pattern_characters_is_taken_literally(tmp_path: Path) -> None:
    other = tmp_path / ".a.duckdb.1.building"
    other.write_bytes(b"of another target")
    publish(with_title(tmp_path / "parquet", "new"), tmp_path / "[a]*.duckdb")
    assert title_of(tmp_path / "[a]*.duckdb") == "new"
    assert other.exists()


def test_the_file_can_be_read_by_others_as_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(with_title(tmp_path / "parquet", "new"), tmp_path / "w.duckdb")
    finally:
        os.umask(before)
    assert (tmp_path / "w.duckdb").stat().st_mode & 0o777 == 0o644


def test_the_migration_trend_lists_migration_and_its_children_by_session(tmp_path: Path) -> None:
    themes = [
        {"theme_id": "migration", "label": "Migrants and migration", "definition": "d"},
        {"theme_id": "border_governance", "parent_id": "migration", "label": "Borders", "definition": "d"},
        {"theme_id": "water", "label": "Water", "definition": "d"},
    ]
    frequency = [
        row(TABLES["theme_frequency"], organ="HRC", language="en", session=session, session_number=int(session), theme_id=theme["theme_id"])
        for session in ("9", "30") for theme in themes
    ]  # fmt: skip
    publish(write_tables(tmp_path / "p", themes=themes, theme_frequency=frequency), tmp_path / "w.duckdb")
    assert ask(tmp_path / "w.duckdb", "SELECT session, theme FROM migrant_theme_trend") == [
        ("9", "Migrants and migration"), ("9", "Borders"), ("30", "Migrants and migration"), ("30", "Borders"),
    ]  # fmt: skip


def test_a_view_file_must_describe_its_columns(tmp_path: Path) -> None:
    (tmp_path / "bare.sql").write_text("SELECT 1 AS a\n")
    with pytest.raises(StatementError, match=r"bare\.sql: expected a first line"):
        published_views(tmp_path)
    with (
        duckdb.connect() as connection,
        pytest.raises(StatementError, match=r"describe \['b'\], its columns are \['a'\]"),
    ):
        create_views(connection, [View("v", "One row is one.", {"b": "A number"}, "SELECT 1 AS a")])
