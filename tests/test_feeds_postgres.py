"""The marts in a real PostgreSQL: the same rows, in one transaction.

Not here: what users built on them (`test_feeds_postgres_users`), the files (`test_feeds`).
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.reporting import PlainReporter
from tests.build_fixtures import REPOSITORY, clean_environment, hrcw, sample_build
from tests.build_fixtures import ask as ask_warehouse
from tests.feeds_fixtures import QUIET, change, feeds_home, hostile_home
from tests.feeds_loading import TITLE, as_set, count, load, rows_of
from tests.postgres_server import ENCODED, PASSWORD, Postgres, ask, postgres
from warehouse.feeds.postgres import load_postgres
from warehouse.feeds.postgres_tables import NotASchema
from warehouse.feeds.postgres_url import Address, FeedsNotLoaded, NotAnAddress
from warehouse.marts import Mart, marts

__all__ = ["feeds_home", "hostile_home", "postgres", "sample_build"]

NUL = "UPDATE paragraphs SET text = 'a' || chr(0) || 'b' WHERE paragraph_id = (SELECT min(paragraph_id) FROM paragraphs)"


# ---- rows


@pytest.fixture(scope="module")
def loaded(postgres: Postgres, hostile_home: Path) -> str:
    """The schema that the hostile words are loaded into."""
    load(hostile_home, postgres, "hostile")
    return "hostile"


@pytest.mark.parametrize("mart", marts(), ids=lambda mart: mart.name)
def test_a_table_has_the_rows_of_its_mart(
    mart: Mart, loaded: str, postgres: Postgres, hostile_home: Path
) -> None:
    found = postgres.ask(rows_of(mart, f"{loaded}."))
    assert found
    assert as_set(found) == as_set(ask_warehouse(hostile_home, rows_of(mart)))


def test_tables_have_types_keys_indices_and_meanings(loaded: str, postgres: Postgres) -> None:
    columns = postgres.ask(
        "SELECT column_name::text, data_type::text, is_nullable = 'NO' FROM information_schema.columns "
        f"WHERE table_schema = '{loaded}' AND table_name = 'theme_frequency' ORDER BY ordinal_position"
    )
    assert ("theme_id", "text", True) in columns
    assert ("documents", "integer", True) in columns
    assert ("document_share", "double precision", True) in columns
    [(comment, meaning)] = postgres.ask(
        f"SELECT obj_description(t, 'pg_class'), col_description(t, 1) FROM (SELECT '{loaded}.dim_theme'::regclass AS t) s"
    )
    assert comment.startswith("One row is one theme. Written by hrcw feeds as dim_theme, ")
    assert meaning == "Short name of the theme"
    indices = [
        row[0] for row in postgres.ask(f"SELECT indexdef FROM pg_indexes WHERE schemaname = '{loaded}'")
    ]
    assert any("UNIQUE INDEX dim_theme_pkey" in each and "(theme_id)" in each for each in indices)
    assert any("ON hostile.fact_theme_mention USING btree (theme_id)" in each for each in indices)


def test_a_nul_which_postgresql_refuses_becomes_the_sign_of_a_lost_character(
    feeds_home: Path, postgres: Postgres
) -> None:
    change(feeds_home, NUL)
    load(feeds_home, postgres, "with_nul")
    assert postgres.ask("SELECT text FROM with_nul.fact_paragraph WHERE text LIKE 'a_b'") == [("a\ufffdb",)]


def test_words_that_a_database_cannot_hold_are_refused_and_not_garbled(
    feeds_home: Path, postgres: Postgres
) -> None:
    postgres.run("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with pytest.raises(FeedsNotLoaded, match='in encoding "UTF8" has no equivalent in encoding "LATIN1"'):
        load(feeds_home, postgres, "hrcw", database="latin")
    assert postgres.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'hrcw'", database="latin") == []


# ---- one transaction


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """A load that stops before its last table: an event that it is there, and one that lets it go on."""
    arrived, go_on = threading.Event(), threading.Event()
    import warehouse.feeds.postgres as module

    batches = module.batches

    def waiting(connection: Any, mart: Mart, columns: str) -> Any:
        if mart is marts()[-1]:
            arrived.set()
            assert go_on.wait(60)
        return batches(connection, mart, columns)

    monkeypatch.setattr(module, "batches", waiting)
    yield arrived, go_on
    go_on.set()


def test_readers_see_the_old_rows_until_all_new_ones_are_there(
    feeds_home: Path, postgres: Postgres, slow: tuple[threading.Event, threading.Event]
) -> None:
    arrived, go_on = slow
    go_on.set()
    load(feeds_home, postgres, "whole")
    arrived.clear()
    go_on.clear()
    change(feeds_home, TITLE, "DELETE FROM theme_frequency")
    titles = "SELECT count(*) FILTER (WHERE title = 'Changed'), count(*) FROM whole.dim_document"
    frequencies = "SELECT count(*) FROM whole.theme_frequency"
    with postgres.connected() as reader:
        before = ask(reader, titles), ask(reader, frequencies)
        assert before[0][0][0] == 0
        assert before[1][0][0] > 0
        loading = threading.Thread(target=load, args=(feeds_home, postgres, "whole"))
        loading.start()
        assert arrived.wait(60)
        assert (ask(reader, titles), ask(reader, frequencies)) == before
        go_on.set()
        loading.join(60)
        [(changed, all_documents)] = ask(reader, titles)
        assert changed == all_documents == before[0][0][1]
        assert ask(reader, frequencies) == [(0,)]


def test_loads_of_one_schema_take_turns(
    feeds_home: Path, postgres: Postgres, slow: tuple[threading.Event, threading.Event]
) -> None:
    arrived, go_on = slow
    go_on.set()
    load(feeds_home, postgres, "turns")
    arrived.clear()
    go_on.clear()
    first = threading.Thread(target=load, args=(feeds_home, postgres, "turns"))
    first.start()
    assert arrived.wait(60)
    second = threading.Thread(target=load, args=(feeds_home, postgres, "turns"))
    second.start()
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    until = time.monotonic() + 30
    while postgres.ask(waiting) != [(1,)]:
        assert time.monotonic() < until
        time.sleep(0.05)
    go_on.set()
    first.join(60)
    second.join(60)
    [(rows,)] = ask_warehouse(feeds_home, "SELECT count(*) FROM fact_instrument_citation")
    assert postgres.ask("SELECT count(*) FROM turns.fact_instrument_citation") == [(rows,)]


def test_a_load_that_fails_midway_leaves_everything_as_it_was(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "failed")
    everything = {mart.name: as_set(postgres.ask(rows_of(mart, "failed."))) for mart in marts()}
    change(feeds_home, TITLE, "INSERT INTO instrument_frequency SELECT * FROM instrument_frequency LIMIT 1")
    with pytest.raises(
        FeedsNotLoaded, match=r"cannot load failed\.instrument_frequency: duplicate key value"
    ):
        load(feeds_home, postgres, "failed")
    assert {mart.name: as_set(postgres.ask(rows_of(mart, "failed."))) for mart in marts()} == everything
    with pytest.raises(FeedsNotLoaded):
        load(feeds_home, postgres, "never")
    assert postgres.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'never'") == []


KILLED = """
import os, signal, sys
from pathlib import Path
import warehouse.feeds.postgres as module
from orchestration.reporting import PlainReporter
from warehouse.marts import marts
batches = module.batches
def dying(connection, mart, columns):
    if mart is marts()[-1]:
        os.kill(os.getpid(), signal.SIGKILL)
    return batches(connection, mart, columns)
module.batches = dying
module.load_postgres(Path(sys.argv[1]), sys.argv[2], sys.argv[3], reporter=PlainReporter(print))
"""


def test_a_load_that_is_killed_leaves_the_old_rows_and_holds_up_no_other(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "killed")
    change(feeds_home, TITLE)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, feeds_home / "warehouse.duckdb", postgres.url(), "killed"],
        cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    changed = "SELECT count(*) FROM killed.dim_document WHERE title = 'Changed'"
    assert postgres.ask(changed) == [(0,)]
    load(feeds_home, postgres, "killed")
    assert postgres.ask(changed) != [(0,)]


# ---- the name of the schema


def test_a_schema_may_have_any_name(feeds_home: Path, postgres: Postgres) -> None:
    for _ in range(2):
        load(feeds_home, postgres, 'Drop "it"; \'--')
    assert postgres.ask('SELECT count(*) > 0 FROM "Drop ""it""; \'--".dim_theme') == [(True,)]


@pytest.mark.parametrize("name", ["", "s" * 64, "é" * 32, "a\0b", "a\udcffb"])
def test_a_name_that_no_schema_can_have_is_refused_before_anything_is_written(
    name: str, feeds_home: Path
) -> None:
    with pytest.raises(NotASchema, match=r"its name must be 1 to 63 bytes of UTF-8, without NUL"):
        load_postgres(feeds_home / "warehouse.duckdb", "postgresql://h/d", name, reporter=QUIET)
    if "\0" not in name:  # which no command line can have
        run = hrcw("feeds", "--to", "postgresql://h/d", "--schema", name, home=feeds_home)
        assert (run.returncode, "Traceback" in run.stderr) == (2, False)
        assert "its name must be 1 to 63 bytes of UTF-8" in " ".join(run.stderr.split())
        assert not (feeds_home / "feeds").exists()


def test_the_longest_name_is_found_again(feeds_home: Path, postgres: Postgres) -> None:
    for _ in range(2):
        load(feeds_home, postgres, "s" * 63)
    assert count(postgres, f"{'s' * 63}.dim_theme") > 0


# ---- errors, and the password


def test_the_command_loads_and_shows_no_password(feeds_home: Path, postgres: Postgres) -> None:
    run = hrcw("feeds", "--to", postgres.url(), "--schema", "by_command", home=feeds_home)
    assert run.returncode == 0, run.stderr
    assert f"into the schema by_command of postgresql://127.0.0.1:{postgres.port}/postgres\n" in run.stdout
    assert (feeds_home / "feeds" / "latest" / "manifest.json").exists()
    assert postgres.ask("SELECT count(*) > 0 FROM by_command.fact_paragraph") == [(True,)]
    by_setting = hrcw("feeds", "--to", postgres.url(), home=feeds_home, HRCW_FEEDS_SCHEMA="by_setting")
    assert "into the schema by_setting of" in by_setting.stdout
    for secret in (PASSWORD, ENCODED):
        assert secret not in run.stdout + run.stderr


def test_dagster_loads_where_a_setting_says(
    feeds_home: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_HOME", str(feeds_home))
    monkeypatch.setenv("HRCW_FEEDS_TO", postgres.url())
    monkeypatch.setenv("HRCW_FEEDS_SCHEMA", "by_dagster")
    said: list[str] = []
    with dg.DagsterInstance.ephemeral() as instance:
        run = defs.resolve_job_def("write_feeds").execute_in_process(
            instance=instance, resources={"reporter": PlainReporter(said.append)}
        )
    assert run.success
    assert said[-1].endswith(f"the schema by_dagster of postgresql://127.0.0.1:{postgres.port}/postgres")
    assert postgres.ask("SELECT count(*) > 0 FROM by_dagster.fact_paragraph") == [(True,)]


def test_what_postgresql_refuses_is_said_in_plain_words(feeds_home: Path, postgres: Postgres) -> None:
    postgres.run(f"CREATE ROLE stranger LOGIN PASSWORD '{PASSWORD}'")
    for url, words in (
        (postgres.url(password="wr%40ng"), 'cannot connect: connection to server at "127.0.0.1", port '),
        (postgres.url(password="wr%40ng"), 'password authentication failed for user "owner"'),
        (postgres.url(database="nowhere"), 'database "nowhere" does not exist'),
        ("postgresql://u:wr%40ng@127.0.0.1:1/d", "Connection refused"),
        (postgres.url("stranger"), "permission denied for database postgres"),
        (postgres.url("stranger"), "GRANT CREATE ON DATABASE"),
    ):
        with pytest.raises(FeedsNotLoaded) as error:
            load_postgres(feeds_home / "warehouse.duckdb", url, "refused", reporter=QUIET)
        assert words in str(error.value)
        assert error.value.__cause__ is None
        for secret in ("wr@ng", "wr%40ng", PASSWORD, ENCODED):
            assert secret not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:s3cret@h/d", "postgresql://u:s3cret@x@h/d", "postgresql://u:s3cret/x@h/d", "postgresql://u:s3cret#x@h/d",
        "postgresql://u:s3cret@h:port/d", "host=h password=s3cret", "", "postgresql://[s3cret/d",
        "postgresql://u:12/s3cret@h/d", "postgresql://u:1234?s3cret@h", "postgresql://u:1234?s3cret=1@h", "postgresql://u:12#s3cret@h/d",
        "postgresql://u:12/s3cret/d", "postgresql://h/d?s3cret", "postgresql://u:12%s3cret@h/d", "postgresql://u:12 s3cret@h/d",
        "postgresql://u:12\ns3cret@h/d", "postgresql:u:s3cret@h/d", "postgresql:/d?password=s3cret", "postgresql://h/d?user=u@s3cret",
    ],
)  # fmt: skip
def test_an_address_that_is_not_understood_is_not_repeated(url: str, feeds_home: Path) -> None:
    with pytest.raises(NotAnAddress, match="Expected postgresql://user@host:5432/database") as error:
        Address(url)
    assert "s3cret" not in str(error.value)
    run = hrcw("feeds", "--to", url, home=feeds_home)
    assert (run.returncode, "s3cret" in run.stdout + run.stderr) == (2, False)
    assert "Traceback" not in run.stderr


def test_the_password_is_hidden_however_it_is_written() -> None:
    address = Address("postgresql://u:p%40ss@h/d?sslpassword=other")
    assert str(address) == "postgresql://h/d"
    assert address.hide("p%40ss p@ss other") == "*** *** ***"
    assert address.for_driver() == "postgresql://u:p%40ss@h/d?sslpassword=other&connect_timeout=15"


@pytest.mark.parametrize("password", ["12/secret", "1234?hunter2", "1#x", "1@2", "1:2", "9%", "p@ss:w/rd"])
def test_an_encoded_password_of_any_signs_is_passed_on_and_not_shown(password: str) -> None:
    url = f"postgresql://u:{quote(password, safe='')}@h:5432/d"
    address = Address(url)
    assert address.for_driver() == f"{url}?connect_timeout=15"
    assert str(address) == "postgresql://h:5432/d"


@pytest.mark.parametrize(
    ("url", "passed_on"),
    [
        ("postgresql:///d", "postgresql:///d?connect_timeout=15"),
        ("postgresql:///d?host=/run/postgresql", "postgresql:///d?host=/run/postgresql&connect_timeout=15"),
        ("postgresql://", "postgresql://?connect_timeout=15"),
        ("postgresql://[::1]:5432/d?", "postgresql://[::1]:5432/d?connect_timeout=15"),
        ("postgresql://h/d?connect_timeout=2", "postgresql://h/d?connect_timeout=2"),
    ],
)
def test_an_address_is_passed_on_as_it_is_written(
    url: str, passed_on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGCONNECT_TIMEOUT", raising=False)
    assert Address(url).for_driver() == passed_on


def test_a_database_of_this_machine_is_reached_by_its_socket(
    feeds_home: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGUSER", "owner")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.setenv("PGPORT", str(postgres.port))
    by_setting = f"postgresql:///postgres?host={postgres.socket}"
    loaded = load_postgres(feeds_home / "warehouse.duckdb", by_setting, "by_socket", reporter=QUIET)
    assert loaded.summary.endswith("into the schema by_socket of postgresql:///postgres")
    monkeypatch.setenv("PGHOST", postgres.socket)
    load_postgres(feeds_home / "warehouse.duckdb", "postgresql:///postgres", "by_socket", reporter=QUIET)
    assert postgres.ask("SELECT count(*) > 0 FROM by_socket.dim_theme") == [(True,)]
