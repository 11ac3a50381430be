"""Apache Superset on the published file and on PostgreSQL: database, dataset and chart, over its REST interface.

Here: proofs that need Superset, which `make connections` installs. Not here: other servers (`test_connections_streamlit`).
"""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.build_fixtures import ask, hrcw, resolution, sample_build, sample_copy, write_texts
from tests.connections_fixtures import COLUMNS, FIGURES, SECONDS, block, connected_home, free_port, same
from tests.postgres_server import PASSWORD, Postgres, postgres

__all__ = ["connected_home", "postgres", "sample_build", "sample_copy"]

PROGRAM = os.environ.get("HRCW_SUPERSET", "")
INSTALLED = Path(__file__).with_name("superset.txt")
START_SECONDS = 300
CONFIGURATION = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Superset with nothing in it, and who may do everything."""
    if not PROGRAM:
        pytest.skip("No Superset here. `make connections` installs it into a venv of its own and runs this")
    folder, port, secret = tmp_path_factory.mktemp("superset"), free_port(), secrets.token_hex()
    (folder / "superset_config.py").write_text(CONFIGURATION.format(secret=secret, folder=folder))
    settings = {
        **os.environ,
        "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"),
        "SUPERSET_HOME": str(folder),
    }
    log = folder / "log"
    with log.open("wb") as said:

        def superset_command(*arguments: str) -> subprocess.Popen[bytes]:
            command = [PROGRAM, *arguments]
            return subprocess.Popen(command, env=settings, cwd=folder, stdout=said, stderr=said)

        admin = (
            "fab create-admin --username admin --firstname A --lastname B --email a@example.org --password"
        )
        for arguments in (["db", "upgrade"], [*admin.split(), secret], ["init"]):
            assert superset_command(*arguments).wait(START_SECONDS) == 0, log.read_text()
        server = superset_command("run", "--port", str(port))
        try:
            yield signed_in(f"http://127.0.0.1:{port}", secret, server, log)
        finally:
            server.terminate()
            server.wait(SECONDS)


def signed_in(address: str, secret: str, server: subprocess.Popen[bytes], log: Path) -> httpx.Client:
    client, until = (
        httpx.Client(base_url=f"{address}/api/v1/", timeout=SECONDS),
        time.monotonic() + START_SECONDS,
    )
    while True:
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        try:
            who = {"username": "admin", "password": secret, "provider": "db"}
            token = posted(client, "security/login", who)["access_token"]
        except httpx.TransportError:
            time.sleep(0.5)
            continue
        client.headers["Authorization"] = f"Bearer {token}"
        return client


def posted(client: httpx.Client, path: str, what: dict[str, Any]) -> Any:
    answer = client.post(path, json=what)
    assert answer.is_success, f"{path}: {answer.text}"
    return answer.json()


@contextmanager
def dataset(client: httpx.Client, url: str, schema: str) -> Iterator[int]:
    """The metric as a dataset of a new database; removed afterwards, since SQLite lets a name stand but once."""
    database = posted(client, "database/", {"database_name": schema, "sqlalchemy_uri": url})["id"]
    table = {"database": database, "schema": schema, "table_name": "theme_frequency"}
    made = int(posted(client, "dataset/", table)["id"])
    yield made
    client.delete(f"dataset/{made}").raise_for_status()


def charted(client: httpx.Client, of: int) -> list[list[Any]]:
    """The rows that a chart of migration over sessions is drawn from; asked anew, not from Superset's cache."""
    chosen = {"organ": "HRC", "language": "en", "theme_id": "migration"}
    query = {
        "columns": list(COLUMNS), "orderby": [["session_number", True]], "row_limit": 1000,
        "filters": [{"col": column, "op": "==", "val": value} for column, value in chosen.items()],
    }  # fmt: skip
    chart = {"datasource": {"id": of, "type": "table"}, "queries": [query], "force": True}
    [result] = posted(client, "chart/data", chart)["result"]
    return [[row[column] for column in COLUMNS] for row in result["data"]]


@pytest.mark.bench
def test_a_chart_on_postgresql_has_the_warehouse_s_figures(
    superset: httpx.Client, postgres: Postgres, connected_home: Path
) -> None:
    load = hrcw("feeds", "--to", postgres.url(), home=connected_home)
    assert load.returncode == 0, load.stderr
    with dataset(superset, postgres.url().replace("postgresql:", "postgresql+psycopg2:"), "hrcw") as made:
        assert same(charted(superset, made), ask(connected_home, FIGURES))
        columns = superset.get(f"dataset/{made}").json()["result"]["columns"]
        assert {column["column_name"]: column["description"] for column in columns}["theme_id"]
    assert PASSWORD not in superset.get("database/").text


@pytest.mark.bench
def test_a_chart_on_the_file_follows_a_publication(
    superset: httpx.Client, sample_copy: Path, tmp_path: Path
) -> None:
    url = f"duckdb:///{sample_copy}/warehouse.duckdb?access_mode=read_only"
    with dataset(superset, url, "main") as made:
        before = ask(sample_copy, FIGURES)
        assert same(charted(superset, made), before)
        texts = write_texts(tmp_path / "texts", {"48-1.txt": resolution("48/1", "Rights of migrants")})
        build = hrcw("build", texts, home=sample_copy)
        assert build.returncode == 0, build.stderr
        after = ask(sample_copy, FIGURES)
        assert after != before
        assert same(charted(superset, made), after)


def test_the_page_names_the_versions_that_were_run() -> None:
    lines = INSTALLED.read_text().splitlines(keepends=True)
    assert block("Apache Superset", "text") == "".join(line for line in lines if not line.startswith("#"))
