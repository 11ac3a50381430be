"""A real PostgreSQL for the tests: Debian's, started on a free port in a folder of its own.

Here: starting and stopping it, asking it. Not here: any test.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "p@ss:w/rd"
ENCODED = "p%40ss%3Aw%2Frd"
START_SECONDS = 60


@dataclass(frozen=True)
class Postgres:
    """A running server. Its superuser is `owner`, who has a password."""

    port: int
    socket: str
    """The folder of its socket, for clients of this machine."""

    def url(self, user: str = "owner", password: str = ENCODED, database: str = "postgres") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def connected(self, user: str = "owner", database: str = "postgres") -> Iterator[Any]:
        """A connection as any other client has one, each statement a transaction."""
        from adbc_driver_postgresql import dbapi

        with dbapi.connect(self.url(user, database=database), autocommit=True) as connection:
            yield connection

    def ask(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        with self.connected(database=database) as connection:
            return ask(connection, sql)

    def run(self, *statements: str, database: str = "postgres") -> None:
        with self.connected(database=database) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def ask(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _program(name: str) -> str:
    """A program of PostgreSQL: on PATH, else where Debian puts it."""
    found = shutil.which(name) or next(
        iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None
    )
    if found is None:
        pytest.skip("No PostgreSQL here: nothing is loaded into one. Debian: apt-get install postgresql")
    return str(found)


def _as_server(command: Sequence[str], user: str | None) -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as the user that Debian made for it, or as nobody."""
    return ["runuser", "-u", user, "--", *command] if user else list(command)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """One server for a file of tests."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    user, port = _user(), _free_port()
    with tempfile.TemporaryDirectory(prefix="hrcw-pg-") as folder:
        place = Path(folder)
        (place / "password").write_text(PASSWORD)
        if user:
            for path in (place, place / "password"):
                shutil.chown(path, user)

        def run(*command: str) -> None:
            done = subprocess.run(
                _as_server(command, user), cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                timeout=START_SECONDS * 2, check=False, env={**os.environ, "LC_ALL": "C"},
            )  # fmt: skip
            assert done.returncode == 0, done.stdout

        data = str(place / "data")
        run(
            initdb,
            "-D",
            data,
            "-U",
            "owner",
            "-A",
            "scram-sha-256",
            f"--pwfile={place / 'password'}",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB"
        run(
            pg_ctl,
            "-D",
            data,
            "-w",
            "-t",
            str(START_SECONDS),
            "-l",
            str(place / "log"),
            "-o",
            options,
            "start",
        )
        try:
            yield Postgres(port, folder)
        finally:
            run(pg_ctl, "-D", data, "-m", "immediate", "stop")
