"""What the tests of connections share: a home with feeds, the figures each tool must give, the page's own blocks.

Here: fixtures, and what reads docs/connections.md. Not here: any test.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.build_fixtures import SampleBuild, ask, sample_build
from tests.feeds_fixtures import shared_place, write

__all__ = [
    "Figures",
    "block",
    "connected_home",
    "figures",
    "from_csv",
    "in_its_folder",
    "run",
    "same",
    "sample_build",
    "tried",
]

PAGE = Path(__file__).resolve().parents[1] / "docs" / "connections.md"
COLUMNS = (
    "session",
    "documents",
    "documents_with_theme",
    "document_share_low",
    "document_share_high",
    "coverage",
)
FIGURES = (
    f"SELECT {', '.join(COLUMNS)} FROM theme_frequency"
    " WHERE organ = 'HRC' AND language = 'en' AND theme_id = 'migration' ORDER BY session_number"
)
SECONDS = 60
"""After which a tool is taken for hung, also on a busy machine."""

Figures = list[tuple[Any, ...]]


def block(heading: str, language: str) -> str:
    """The code that the page shows in a language below a heading: what a reader would type."""
    [part] = re.findall(
        rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    [code] = re.findall(rf"^```{language}\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    return str(code)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def connected_home(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, called as on the page, with the sample and its feeds. Not to be changed."""
    home = shared_place(tmp_path_factory, "connections") / "hrcw-home"
    home.parent.mkdir(exist_ok=True)
    with FileLock(f"{home}.lock"):
        if not (home / "feeds" / "latest").exists():
            home.mkdir(exist_ok=True)
            shutil.copy(sample_build.home / "warehouse.duckdb", home / "warehouse.duckdb")
            write(home)
    return home


@pytest.fixture
def figures(connected_home: Path) -> Figures:
    """Migration over sessions, as the warehouse has it."""
    rows = ask(connected_home, FIGURES)
    assert len(rows) > 5
    return rows


@pytest.fixture
def in_its_folder(connected_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a reader of the page is in."""
    monkeypatch.chdir(connected_home.parent)
    return connected_home.parent


def tried(
    command: Sequence[str | Path], typed: str = "", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A program run to its end, in the folder one is in; the programs of this environment come first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        list(map(str, command)), input=typed, env={**os.environ, "PATH": path, **(settings or {})},
        capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip


def run(command: Sequence[str | Path], typed: str = "", settings: Mapping[str, str] | None = None) -> str:
    """What a program prints that ends well."""
    done = tried(command, typed, settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def as_csv_in_r(name: str) -> str:
    """What prints the figures in a data frame of R as CSV, to the last digit."""
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    return f"""
options(digits = 17)
write.csv({name}[, c({columns})], stdout(), row.names = FALSE, quote = TRUE)
"""


def from_csv(text: str) -> Figures:
    """Rows of a CSV text below its head, typed as the figures are."""
    rows = csv.reader(io.StringIO(text))
    assert tuple(next(rows)) == COLUMNS
    return [typed(row) for row in rows]


def typed(row: Iterable[Any]) -> tuple[Any, ...]:
    session, documents, with_theme, low, high, coverage = row
    return str(session), int(documents), int(with_theme), float(low), float(high), str(coverage)


def same(found: Iterable[Iterable[Any]], figures: Figures) -> bool:
    """Whether a tool's rows are the warehouse's; of the interval, to what fifteen digits keep."""
    close = [
        tuple(pytest.approx(v, rel=1e-12) if isinstance(v, float) else v for v in row) for row in figures
    ]
    return [typed(row) for row in found] == close
