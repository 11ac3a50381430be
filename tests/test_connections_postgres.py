"""Other programs on the PostgreSQL that `hrcw feeds --to` loaded: Java's driver as DBeaver uses it, and R.

Not here: the loading itself (`test_feeds_postgres`), Superset (`test_connections_superset`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.connections_fixtures import (
    FIGURES,
    Figures,
    as_csv_in_r,
    block,
    connected_home,
    figures,
    from_csv,
    in_its_folder,
    run,
    same,
    sample_build,
    tried,
)
from tests.postgres_server import PASSWORD, Postgres, postgres
from warehouse.marts import marts

__all__ = ["connected_home", "figures", "in_its_folder", "postgres", "sample_build"]

DRIVER = Path("/usr/share/java/postgresql.jar")
SOURCE = Path(__file__).with_name("java") / "AskPostgres.java"


@pytest.fixture
def place(postgres: Postgres, in_its_folder: Path) -> dict[str, str]:
    """Where the server is, in the variables that the page names; the feeds are loaded."""
    settings = {"PGHOST": "127.0.0.1", "PGPORT": str(postgres.port), "PGPASSWORD": PASSWORD}
    if not postgres.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'hrcw'"):
        load = block("PostgreSQL", "sh").strip()
        run(["sh", "-c", f"{load} --home hrcw-home"], settings=settings)
    return settings


def test_r_asks_postgresql(place: dict[str, str], figures: Figures) -> None:
    has = 'quit(status = !requireNamespace("RPostgreSQL", quietly = TRUE))'
    if not (shutil.which("Rscript") and tried(["Rscript", "--vanilla", "-e", has]).returncode == 0):
        pytest.skip("No R with RPostgreSQL here. Debian: apt-get install r-base-core r-cran-rpostgresql")
    printed = run(
        ["Rscript", "--vanilla", "-"], block("PostgreSQL", "r") + as_csv_in_r("migration"), settings=place
    )
    assert same(from_csv(printed), figures)


@pytest.fixture
def answers(place: dict[str, str]) -> list[list[str]]:
    """What the program in Java printed, cell by cell."""
    if not (shutil.which("javac") and DRIVER.exists()):
        pytest.skip(
            "No JDK, or no driver: nothing goes over JDBC. Debian: apt-get install default-jdk-headless libpostgresql-jdbc-java"
        )
    url = f"jdbc:postgresql://{place['PGHOST']}:{place['PGPORT']}/postgres"
    query = FIGURES.replace("FROM ", "FROM hrcw.")
    printed = run(["java", "-cp", DRIVER, SOURCE, url, "hrcw", query], settings=place)
    return [line.split("\t") for line in printed.splitlines()]


def test_jdbc_lists_tables_columns_and_their_meaning(answers: list[list[str]], figures: Figures) -> None:
    of = {
        kind: [cells for first, *cells in answers if first == kind]
        for kind in ("table", "column", "key", "row")
    }
    assert {name for name, _ in of["table"]} == {mart.name for mart in marts()}
    meaning = dict(of["table"])
    columns = {(table, column): (kind, remark) for table, column, kind, remark in of["column"]}
    for mart in marts():
        assert meaning[mart.name].startswith(mart.comment.partition(".")[0])
        for column in mart.columns:
            assert columns[mart.name, column.name][1] == column.comment
    assert columns["theme_frequency", "document_share"][0] == "float8"
    assert columns["dim_date", "date"][0] == "date"
    assert of["key"] == [["theme_id"]]
    assert same(of["row"], figures)
