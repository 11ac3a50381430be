"""Reading the published file: what a query may do, what it may not, and every form its answer can take."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse.answers import write_result
from warehouse.reading import NoWarehouse, QueryError, open_warehouse, run_query

EVERYTHING = """
SELECT * FROM (VALUES
    (1, 'plain', DATE '2015-10-02', TIMESTAMP '2015-10-02 12:30:00', 1.50::DECIMAL(5, 2), ['a', NULL], true, 0.25),
    (2, 'a "quoted", comma' || chr(10) || 'and line', NULL, NULL, NULL, NULL, NULL, NULL),
    (3, 'مجلس حقوق الإنسان 人权理事会', NULL, NULL, 2.00::DECIMAL(5, 2), [], false, 'nan'::DOUBLE)
) AS t (number, text, adopted_on, seen_at, amount, list, flag, share) ORDER BY number
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "hrc.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE resolutions AS SELECT 'A/HRC/RES/30/21' AS symbol, 42 AS meeting")
    return path


def written(warehouse: Path, sql: str, form: str, **options: int | None) -> str:
    out = io.StringIO(newline="")
    with run_query(warehouse, sql) as result:
        write_result(result, form, out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_without_a_warehouse_the_path_and_the_command_that_makes_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(
        NoWarehouse, match=r"There is no warehouse at .*none\.duckdb\. Make one with: hrcw build"
    ):
        run_query(tmp_path / "none.duckdb", "SELECT 1")
    assert not (tmp_path / "none.duckdb").exists()


def test_a_file_that_is_no_warehouse_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.duckdb").write_text("not a database " * 1000)
    with pytest.raises(
        QueryError, match=r"notes\.duckdb cannot be read as a warehouse: .*not a valid DuckDB"
    ):
        open_warehouse(tmp_path / "notes.duckdb")


@pytest.mark.parametrize(
    "statement",
    [
        "COPY resolutions TO '{outside}'",
        "COPY resolutions TO '{warehouse}' (FORMAT csv, USE_TMP_FILE false)",
        "COPY resolutions TO '{warehouse}.wal' (FORMAT csv, USE_TMP_FILE false)",
        "EXPORT DATABASE '{outside}'",
        "INSTALL fts",
        "LOAD fts",
        "ATTACH '{outside}'",
        "ATTACH '/tmp/x'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "FROM '/etc/passwd'",
        "INSERT INTO resolutions VALUES ('x', 1)",
        "CREATE TABLE mine (a INTEGER)",
        "DROP TABLE resolutions",
        "SET enable_external_access = true",
        "SET disabled_filesystems = ''",
        "RESET lock_configuration",
        "SELECT 1; SET lock_configuration = false",
        "FROM a_frame_of_this_program",
    ],
)
def test_a_query_reaches_nothing_but_the_warehouse(warehouse: Path, tmp_path: Path, statement: str) -> None:
    a_frame_of_this_program = pl.DataFrame({"secret": [1]})
    before = warehouse.read_bytes()
    with pytest.raises(QueryError):
        run_query(warehouse, statement.format(outside=tmp_path / "outside", warehouse=warehouse)).frame()
    assert warehouse.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["hrc.duckdb"]
    assert a_frame_of_this_program.height == 1


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELEC symbol", 'Parser Error: syntax error at or near "SELEC"'),
        ("SELECT simbol FROM resolutions", 'Binder Error: Referenced column "simbol" not found in FROM clause!\nCandidate bindings: "symbol"'),
        ("SELECT 1 FROM resolution", "Catalog Error: Table with name resolution does not exist!\nDid you mean \"resolutions\"?"),
        ("SELECT error('midway') FROM resolutions", "Invalid Input Error: midway"),
        ("", "The query is empty. Try: SELECT symbol, title FROM resolutions"),
        ("  -- nothing", "The query is empty. Try: SELECT symbol, title FROM resolutions"),
    ],
)  # fmt: skip
def test_an_error_is_duckdbs_own_in_at_most_two_lines(warehouse: Path, sql: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        list(run_query(warehouse, sql))
    assert str(caught.value) == message


def test_a_result_has_columns_rows_and_a_frame(warehouse: Path) -> None:
    with run_query(warehouse, "SELECT symbol, meeting FROM resolutions") as result:
        assert result.columns == ["symbol", "meeting"]
        assert list(result) == [("A/HRC/RES/30/21", 42)]
    frame = run_query(warehouse, EVERYTHING).frame()
    assert frame.schema["adopted_on"] == pl.Date
    assert frame.schema["list"] == pl.List(pl.String)
    assert frame["number"].to_list() == [1, 2, 3]


def test_columns_of_one_name_are_told_apart(warehouse: Path) -> None:
    assert run_query(warehouse, "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a").frame().to_dicts() == [
        {"a": 1, "a_2": 2, "a_2_2": 3, "a_3": 4}
    ]


def test_csv_is_rfc_4180_with_iso_dates_and_empty_nulls(warehouse: Path) -> None:
    text = written(warehouse, EVERYTHING, "csv")
    assert text.split("\r\n")[0] == "number,text,adopted_on,seen_at,amount,list,flag,share"
    assert '2,"a ""quoted"", comma\nand line",,,,,,\r\n' in text
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [
        ["1", "plain", "2015-10-02", "2015-10-02T12:30:00", "1.50", '["a", null]', "true", "0.25"],
        ["2", 'a "quoted", comma\nand line', "", "", "", "", "", ""],
        ["3", "مجلس حقوق الإنسان 人权理事会", "", "", "2.00", "[]", "false", ""],
    ]


def test_json_is_an_array_of_objects_with_iso_dates(warehouse: Path) -> None:
    first, second, third = json.loads(written(warehouse, EVERYTHING, "json"))
    assert first == {
        "number": 1, "text": "plain", "adopted_on": "2015-10-02", "seen_at": "2015-10-02T12:30:00",
        "amount": 1.5, "list": ["a", None], "flag": True, "share": 0.25,
    }  # fmt: skip
    assert second["text"] == 'a "quoted", comma\nand line'
    assert second["adopted_on"] is None
    assert (third["text"], third["amount"], third["list"]) == ("مجلس حقوق الإنسان 人权理事会", 2, [])
    assert third["share"] is None, "JSON has no word for what is not a number"


def test_parquet_keeps_the_types(warehouse: Path, tmp_path: Path) -> None:
    with run_query(warehouse, EVERYTHING) as result:
        write_result(result, "parquet", tmp_path / "out.parquet")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.equals(run_query(warehouse, EVERYTHING).frame(), null_equal=True)
    assert frame.schema["amount"] == pl.Decimal(5, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hrc.duckdb", "out.parquet"]


@pytest.mark.parametrize(
    ("form", "expected"), [("csv", b"symbol\r\n"), ("json", b"[]\n"), ("table", None), ("parquet", None)]
)
def test_an_empty_result_still_has_its_columns(warehouse: Path, form: str, expected: bytes | None) -> None:
    out = io.BytesIO()
    with run_query(warehouse, "SELECT symbol FROM resolutions WHERE false") as result:
        write_result(result, form, out)  # type: ignore[arg-type]
    if form == "parquet":
        assert pl.read_parquet(out.getvalue()).columns == ["symbol"]
    elif form == "table":
        assert "symbol" in out.getvalue().decode()
        assert "more row" not in out.getvalue().decode()
    else:
        assert out.getvalue() == expected


@pytest.mark.parametrize(
    ("form", "expected"), [("csv", "word\r\nété\r\n"), ("json", '[\n{"word": "été"}\n]\n'), ("table", "été")]
)
def test_standard_output_gets_utf_8_and_stays_open(warehouse: Path, form: str, expected: str) -> None:
    beneath = io.BytesIO()
    stdout = io.TextIOWrapper(beneath, encoding="utf-8" if form == "table" else "ascii", write_through=True)
    with run_query(warehouse, "SELECT 'été' AS word") as result:
        write_result(result, form, stdout)  # type: ignore[arg-type]
    stdout.write("still open")
    assert expected in beneath.getvalue().decode()
    assert beneath.getvalue().endswith(b"still open")


def test_parquet_can_go_to_standard_output(warehouse: Path) -> None:
    beneath = io.BytesIO()
    with run_query(warehouse, "SELECT 'été' AS word") as result:
        stdout = io.TextIOWrapper(beneath, encoding="ascii")
        write_result(result, "parquet", stdout)
    assert pl.read_parquet(beneath.getvalue()).to_dicts() == [{"word": "été"}]
    assert not stdout.closed


def test_parquet_to_a_stream_of_text_is_refused(warehouse: Path) -> None:
    with pytest.raises(ValueError, match="Parquet is not text"):
        written(warehouse, "SELECT 1", "parquet")
    with pytest.raises(ValueError, match="unknown format 'xml'; expected one of table, csv, json, parquet"):
        written(warehouse, "SELECT 1", "xml")


def test_a_query_that_fails_midway_leaves_the_old_file(warehouse: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    sql = "SELECT CASE WHEN i > 90000 THEN error('midway') ELSE i END FROM range(100000) AS t (i)"
    with pytest.raises(QueryError, match="midway"), run_query(warehouse, sql) as result:
        write_result(result, "csv", out)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hrc.duckdb", "out.csv"]


def test_a_table_says_how_many_rows_it_leaves_out(warehouse: Path) -> None:
    sql = "SELECT i AS number FROM range(1, 1052) AS t (i)"
    shown = written(warehouse, sql, "table", width=80)
    assert "50" in shown
    assert " 51 " not in shown
    assert shown.endswith("… and 1,001 more rows\n")
    assert "more row" not in written(warehouse, sql, "table", limit=None)
    assert written(warehouse, sql, "table", limit=1050).endswith("… and 1 more row\n")


def test_a_table_wraps_long_text_and_shows_all_of_it(warehouse: Path) -> None:
    shown = written(warehouse, f"SELECT '{'paragraph ' * 30}' AS text, NULL AS nothing", "table", width=40)
    assert max(map(len, shown.splitlines())) <= 40
    assert shown.count("paragraph") == 30
    assert "None" not in shown


def test_text_cannot_steer_the_terminal_or_be_taken_for_markup(warehouse: Path) -> None:
    shown = written(
        warehouse, "SELECT '[bold]Adopted[/bold] ' || chr(27) || '[2Jgone' AS text", "table", width=80
    )
    assert "[bold]Adopted[/bold] ␛[2Jgone" in shown
    assert "\x1b" not in shown


def test_a_table_for_people_has_four_digits_of_a_fraction_and_files_have_all(warehouse: Path) -> None:
    sql = "SELECT 0.123456789::DOUBLE AS share, 1234567.89::DOUBLE AS sum, 0.00001234567::DOUBLE AS p, 0.0::DOUBLE AS z"
    shown = written(warehouse, sql, "table", width=80)
    for number in (" 0.1235 ", " 1234567.9 ", " 1.235e-05 ", " 0.0 "):
        assert number in shown
    assert "0.123456789,1234567.89,1.234567e-05,0.0" in written(warehouse, sql, "csv")


def test_columns_that_do_not_fit_the_screen_are_lines(warehouse: Path) -> None:
    columns = ", ".join(f"'value {i} of the row' AS a_long_name_{i}" for i in range(19))
    shown = written(warehouse, f"SELECT {columns} FROM range(3)", "table", width=80)
    assert max(map(len, shown.splitlines())) <= 80
    assert "a_long_name_7   value 7 of the row" in shown
    assert [line.split()[:2] for line in shown.splitlines() if line.startswith("row")] == [
        ["row", "1"], ["row", "2"], ["row", "3"],
    ]  # fmt: skip
    assert "No rows. Columns: a_long_name_0," in written(
        warehouse, f"SELECT {columns} LIMIT 0", "table", width=80
    )


def test_columns_that_fit_are_a_table_whose_words_can_be_read(warehouse: Path) -> None:
    columns = ", ".join(f"'{'word ' * 9}' AS name_{i}" for i in range(5))
    shown = written(warehouse, f"SELECT {columns}", "table", width=80)
    assert "│" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.count("word") == 45, "no word is folded"


def test_a_file_gets_every_row_of_a_table(warehouse: Path, tmp_path: Path) -> None:
    with run_query(warehouse, "SELECT i FROM range(300) AS t (i)") as result:
        assert write_result(result, "table", tmp_path / "out.txt") == 300
    assert " 299 " in (tmp_path / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_the_rows_that_were_written_are_counted(warehouse: Path, form: str) -> None:
    for rows in (0, 3):
        with run_query(warehouse, f"SELECT i FROM range({rows}) AS t (i)") as result:
            assert write_result(result, form, io.BytesIO()) == rows  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sql", ["SELECT 1; SELECT 2", "SELECT 1;SELECT 1", "SELECT 1; PIVOT resolutions ON symbol"]
)
def test_two_statements_are_refused(warehouse: Path, sql: str) -> None:
    with pytest.raises(QueryError, match="One statement at a time; these are 2"):
        run_query(warehouse, sql)


@pytest.mark.parametrize("sql", ["SELECT 1; -- done", "PIVOT resolutions ON symbol USING sum(meeting)"])
def test_one_statement_is_one_however_it_is_run(warehouse: Path, sql: str) -> None:
    assert len(list(run_query(warehouse, sql))) == 1


HOLDER = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_program_that_has_the_file_open_for_writing_is_named(warehouse: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(QueryError) as caught:
            open_warehouse(warehouse)
        assert str(caught.value).endswith(
            f"Another program has it open for writing (PID {holder.pid}): close it, or open it there with "
            "read_only=True."
        )
        holder.communicate()
    open_warehouse(warehouse).close()
