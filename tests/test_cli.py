"""The command hrcw as a person meets it: what it prints, how fast it starts, how it ends.

Not here: what a build makes of sources (`test_build`, `test_hostile_sources`).
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tests.build_fixtures import (
    BUILD_SECONDS,
    HRCW,
    REPOSITORY,
    SampleBuild,
    ask,
    clean_environment,
    hrcw,
    resolution,
    sample_build,
    sample_copy,
    write_texts,
)

__all__ = ["sample_build", "sample_copy"]

STARTS_WITHIN = 1.0
LETTER = "Dear Madam,\n\nThank you for your letter of 3 May 2020.\n\nYours sincerely,\nA. Person\n"
FIRST_TWO = "SELECT symbol, session_number, agenda_item FROM resolutions ORDER BY symbol LIMIT 2"


def on_a_terminal(*arguments: str, home: Path) -> tuple[int, str]:
    """Run the command with a terminal for output and errors; its exit code and all it wrote."""
    controller, terminal = pty.openpty()
    environment = clean_environment(home, TERM="xterm-256color", COLUMNS="100", LINES="40")
    process = subprocess.Popen(
        [str(HRCW), *arguments], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            chunk = os.read(controller, 65536)
        except OSError:  # how Linux tells that the other end of a terminal was closed
            break
        if not chunk:
            break
        written += chunk
    os.close(controller)
    return process.wait(timeout=BUILD_SECONDS), written.decode()


# ---- help


def test_help_starts_at_once(tmp_path: Path) -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        assert hrcw("--help", cwd=tmp_path).returncode == 0
        took.append(time.perf_counter() - start)
    assert min(took) < STARTS_WITHIN, took


def test_help_tells_what_it_is_and_what_to_type_first(tmp_path: Path) -> None:
    text = hrcw("--help", cwd=tmp_path).stdout
    assert "Resolutions of the UN Human Rights Council" in text
    for command in ("hrcw build ", "hrcw build FOLDER", "hrcw status", "hrcw query", "hrcw explain"):
        assert command in text
    assert "warehouse.duckdb" in text
    assert max(map(len, text.splitlines())) <= 100
    assert hrcw("-h", cwd=tmp_path).stdout == text


@pytest.mark.parametrize("command", ["build", "explain", "export", "fetch", "inspect", "query", "status"])
def test_every_command_explains_its_options(command: str, tmp_path: Path) -> None:
    run = hrcw(command, "--help", cwd=tmp_path)
    assert run.returncode == 0
    options = re.findall(r"^  (?:-\w, )?(--[a-z]+)(?: [A-Z\[].*?)?(?:  +(.*))?$", run.stdout, re.M)
    assert {"--home", "--help"} <= {name for name, _ in options}
    assert "HRCW_HOME" in run.stdout


def test_the_help_of_build_lists_the_exit_codes(tmp_path: Path) -> None:
    text = hrcw("build", "--help", cwd=tmp_path).stdout
    assert re.search(r"Exit code 0 .*\n\s+1 .*\n\s+2 ", text)
    assert {"--strict", "--prune", "--force"} <= set(text.split())


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    for arguments in (["--help"], ["--version"], ["status"], ["query", "SELECT 1"], ["build", "absent"]):
        hrcw(*arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---- build


def test_the_first_build_tells_what_it_read_found_and_what_to_do_next(sample_build: SampleBuild) -> None:
    assert sample_build.exit_code == 0
    printed = sample_build.printed
    [counts] = ask(
        sample_build.home,
        "SELECT (SELECT count(*) FROM paragraphs), (SELECT count(*) FROM paragraph_actors), "
        "(SELECT count(*) FROM paragraph_instruments), (SELECT count(*) FROM paragraph_themes), "
        "(SELECT count(*) FROM report_requests)",
    )
    paragraphs, actors, instruments, themes, requests = (f"{count:,}" for count in counts)
    assert (
        f"11 documents, {paragraphs} paragraphs; mentions: "
        f"{actors} of actors, {instruments} of instruments, {themes} of themes; "
        f"{requests} requests for reports, updates, studies or panels." in printed
    )
    assert "Nothing was rejected." in printed
    assert f"Warehouse: {sample_build.home / 'warehouse.duckdb'}" in printed
    assert f"Data Docs: {sample_build.home / 'data-docs' / 'index.html'}" in printed
    assert (sample_build.home / "data-docs" / "index.html").is_file()


def test_the_trend_table_has_a_line_for_each_session(sample_build: SampleBuild) -> None:
    printed = sample_build.printed
    assert "Migrants and migration, by session" in printed
    trend = ask(
        sample_build.home,
        "SELECT session, documents_with_theme, documents, document_share, resolutions_held, resolutions_adopted "
        "FROM theme_frequency JOIN session_coverage USING (organ, session, language, documents, session_number) "
        "WHERE theme_id = 'migration' ORDER BY session_number",
    )
    assert len(trend) == 10
    for session, named, documents, share, held, adopted in trend:
        row = rf"HRC {session} \(en\)\s+{named} of {documents}\s+{share:.0%}\s.*\s{held} of {adopted}\s"
        assert re.search(row, printed)


def test_the_next_command_that_it_names_can_be_pasted(sample_build: SampleBuild) -> None:
    [line] = [line for line in sample_build.printed.splitlines() if line.strip().startswith("hrcw query")]
    pasted = line.strip().replace("hrcw ", f"{HRCW} ", 1)
    run = subprocess.run(
        pasted, shell=True, capture_output=True, text=True, timeout=60, env=clean_environment()
    )
    assert run.returncode == 0, run.stderr
    assert "│" in run.stdout


def test_in_a_log_progress_is_plain_lines(sample_build: SampleBuild) -> None:
    said = sample_build.progress
    assert "this is the embedded sample" in said
    assert "11 sources, 11 new or changed" in said
    assert "Reading: 11 of 11\n" in said
    assert "\x1b" not in said + sample_build.printed
    assert "\r" not in said
    assert "dagster" not in said.casefold()


def test_on_a_terminal_a_bar_shows_progress_and_strict_makes_a_reject_an_error(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "texts", {"good.txt": resolution("48/840", "Good"), "letter.txt": LETTER})
    exit_code, written = on_a_terminal("build", str(texts), "--strict", home=tmp_path / "home")
    assert exit_code == 1
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written)
    assert re.search(r"Reading ━+ [012]/2", shown)
    assert re.search(r"^1 documents?, 5 paragraphs", shown, re.M)
    assert "letter.txt: not_a_resolution: " in shown.replace("\r\n", "")  # long lines are folded
    assert ask(tmp_path / "home", "SELECT symbol FROM resolutions") == [("A/HRC/RES/48/840",)]
    assert hrcw("build", home=tmp_path / "home").returncode == 0
    assert hrcw("build", "--strict", home=tmp_path / "home").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (["absent"], {}, "/absent does not exist. Name a file or a folder of resolution texts."),
        (["hollow"], {}, "/hollow holds no file to read."),
        (["texts", "absent"], {}, "/absent does not exist."),
        (["--no-such-option"], {}, "No such option"),
        (["texts", "--home", "texts/a.txt"], {}, "is a file"),
        (["texts", "--home", "texts/a.txt/home"], {}, "Cannot write to "),
        (["texts"], {"HRCW_MAX_BYTES": "much"}, "HRCW_MAX_BYTES is 'much'; it must be a number of bytes"),
        (["texts"], {"HRCW_MAX_BYTES": "0"}, "HRCW_MAX_BYTES is '0'"),
        (["texts"], {"HRCW_MAX_BYTES": "-5"}, "HRCW_MAX_BYTES is '-5'"),
        (["texts"], {"HRCW_MAX_BYTES": "²"}, "HRCW_MAX_BYTES is '²'"),
        (
            ["texts"],
            {"HRCW_MAX_ARCHIVE_BYTES": "5G"},
            "HRCW_MAX_ARCHIVE_BYTES is '5G'; it must be a number of bytes",
        ),
        (["texts"], {"HRCW_SCHEDULE": "daily"}, "HRCW_SCHEDULE is 'daily'; it must be five fields of cron"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], message: str
) -> None:
    (tmp_path / "hollow").mkdir()
    write_texts(tmp_path / "texts", {"a.txt": "x"})
    run = hrcw("build", *arguments, cwd=tmp_path, **settings)
    assert run.returncode == 2, run.stderr
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


# ---- query


def test_a_query_shows_a_table(sample_build: SampleBuild) -> None:
    run = hrcw("query", FIRST_TWO, home=sample_build.home)
    assert run.returncode == 0
    lines = run.stdout.splitlines()
    assert "symbol" in lines[1]
    assert ["A/HRC/RES/23/901" in lines[3], "A/HRC/RES/26/901" in lines[4]] == [True, True]


def test_a_query_as_csv(sample_build: SampleBuild) -> None:
    run = hrcw("query", FIRST_TWO, "--format", "csv", home=sample_build.home)
    rows = list(csv.reader(io.StringIO(run.stdout)))
    assert rows[0] == ["symbol", "session_number", "agenda_item"]
    assert rows[1:] == [[str(cell) for cell in row] for row in ask(sample_build.home, FIRST_TWO)]


def test_a_query_as_json(sample_build: SampleBuild) -> None:
    run = hrcw("query", FIRST_TWO, "--format", "json", home=sample_build.home)
    records = json.loads(run.stdout)
    assert [tuple(record.values()) for record in records] == ask(sample_build.home, FIRST_TWO)
    assert isinstance(records[0]["session_number"], int)


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "table"])
def test_a_query_writes_a_file_and_nothing_to_the_screen(
    sample_build: SampleBuild, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"answer.{form}"
    run = hrcw("query", FIRST_TWO, "--format", form, "-o", out, home=sample_build.home)
    assert (run.returncode, run.stdout) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    if form == "parquet":
        assert pl.read_parquet(out).rows() == ask(sample_build.home, FIRST_TWO)
    else:
        assert "A/HRC/RES/26/901" in out.read_text(encoding="utf-8")


def test_a_query_that_fails_leaves_the_old_file(sample_build: SampleBuild, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    out.write_text("kept")
    run = hrcw("query", "SELECT nothing FROM resolutions", "-o", out, home=sample_build.home)
    assert run.returncode == 1
    assert out.read_text() == "kept"


def test_parquet_is_not_written_to_a_terminal(sample_build: SampleBuild) -> None:
    exit_code, written = on_a_terminal("query", "SELECT 1", "--format", "parquet", home=sample_build.home)
    assert exit_code == 2
    assert "Add --output FILE" in written


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELEC symbol FROM resolutions", 'syntax error at or near "SELEC"'),
        ("SELECT * FROM resolution", "Did you mean"),
        ("SELECT simbol FROM resolutions", '"simbol" not found'),
        ("", "The query is empty. Try: SELECT symbol, title FROM resolutions"),
        ("DROP TABLE resolutions", "read-only"),
        ("COPY resolutions TO 'stolen.csv'", "disabled"),
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled"),
    ],
)
def test_sql_that_fails_ends_with_1_and_says_why(
    sample_build: SampleBuild, tmp_path: Path, sql: str, message: str
) -> None:
    run = hrcw("query", sql, home=sample_build.home, cwd=tmp_path)
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["query", "SELECT 1"], ["status"], ["inspect", "30/21"], ["explain", "30/21"]]
)
def test_without_a_warehouse_they_end_with_2_and_say_how_to_make_one(
    tmp_path: Path, arguments: list[str]
) -> None:
    run = hrcw(*arguments, home=tmp_path / "home")
    assert run.returncode == 2
    assert f"There is no warehouse at {tmp_path / 'home' / 'warehouse.duckdb'}" in run.stderr
    assert "hrcw build" in run.stderr


@pytest.mark.parametrize(
    "arguments", [["query"], ["query", "SELECT 1", "--format", "xml"], ["ask"], ["status", "x"]]
)
def test_other_wrong_use_ends_with_2(tmp_path: Path, arguments: list[str]) -> None:
    run = hrcw(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert "Error" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_reader_of_the_output_that_leaves_early_hears_nothing(sample_build: SampleBuild) -> None:
    """As `hrcw query … | head -1` in a shell."""
    process = subprocess.Popen(
        [str(HRCW), "query", "SELECT a.* FROM source_lines a, range(200)", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(sample_build.home),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"document_id,")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=60)


# ---- status


def test_the_status_names_time_sources_versions_rows_and_expectations(sample_build: SampleBuild) -> None:
    run = hrcw("status", home=sample_build.home)
    assert run.returncode == 0
    [(published, run_id, parser, vocabulary)] = ask(
        sample_build.home,
        "SELECT published_at, run_id, parser_version, vocabulary_version FROM publication",
    )
    assert f"Published {published:%Y-%m-%d %H:%M} UTC by run {run_id}" in run.stdout
    assert re.search(r"From 11 sources \([\d,]+ bytes\): the embedded sample", run.stdout)
    assert f"Parser {parser}, vocabularies {vocabulary}" in run.stdout
    for table, rows in ask(
        sample_build.home, "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main'"
    ):
        assert re.search(rf"^\s*{table}\s+{rows:,}\s*$", run.stdout, re.M)
    for severity, held, total in ask(
        sample_build.home,
        "SELECT severity, count(*) FILTER (success), count(*) FROM expectation_results GROUP BY ALL",
    ):
        assert f"Expectations, {severity}: {held} of {total} hold" in run.stdout


def test_the_home_may_be_an_option_or_the_environment_or_a_folder_here(
    sample_build: SampleBuild, sample_copy: Path
) -> None:
    by_environment = hrcw("status", home=sample_build.home).stdout
    assert hrcw("status", "--home", sample_build.home).stdout == by_environment
    sample_copy.rename(sample_copy.parent / "hrcw-home")
    assert "11 sources" in hrcw("status", cwd=sample_copy.parent).stdout


# ---- time


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "30/21"],
        ["explain", "30/21#op4"],
        ["inspect", "30/21"],
        ["search", "water"],
        ["query", "SELECT 1"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_asking_loads_nothing_that_takes_longer_than_the_answer(
    sample_build: SampleBuild, arguments: list[str]
) -> None:
    script = "import sys; from orchestration.cli import cli; cli(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=clean_environment(sample_build.home), cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(run.stdout.splitlines()[-1].split())
    assert "duckdb" in loaded
    assert loaded.isdisjoint({"pandas", "pyarrow", "numpy", "dagster"})
