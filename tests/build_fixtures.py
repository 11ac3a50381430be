"""What the tests of builds share: texts, the command as a process, builds in this process, rows.

Here: functions and fixtures that drive the real parts. Not here: any test.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from orchestration.home import Home
from orchestration.pipeline import Outcome, run_build
from orchestration.reporting import PlainReporter

HRCW = Path(sys.executable).with_name("hrcw")
REPOSITORY = Path(__file__).resolve().parents[1]
BUILD_SECONDS = 200
"""After which a build is taken for hung, also on a busy machine; alone it needs a tenth of that."""

OF_ONE_RUN = {
    "sources": ("source_uri", "first_seen_at"),
    "resolutions": ("source_uri", "ingested_at"),
    "rejects": ("source_uri", "detail", "rejected_at"),
    **dict.fromkeys(
        ("votes", "records", "record_subjects", "record_votes", "record_deletions", "completions"),
        ("source_uri",),
    ),
    "expectation_results": ("run_id", "checked_at"),
    "publication": ("run_id", "published_at", "input_fingerprint"),
}
"""What may differ between two builds of the same texts: times, run ids, paths (also those in words)."""


def resolution(number: str, title: str, aim: str = "protect migrants", who: str = "workers") -> str:
    """A short resolution of the Council's forty-eighth session, with two operative paragraphs."""
    return (
        "Human Rights Council\nForty-eighth session\n13 September–11 October 2021\nAgenda item 3\n"
        "Resolution adopted by the Human Rights Council on 8 October 2021\n"
        f"{number}. {title}\n\n"
        "The Human Rights Council,\n\n"
        "Recalling the Universal Declaration of Human Rights,\n\n"
        f"Recognizing that the rights of migrant {who} are at stake in Côte d'Ivoire,\n\n"
        f"1. Calls upon States to {aim};\n\n"
        "2. Requests the High Commissioner to report to the Council at its fiftieth session.\n"
    )


def write_texts(folder: Path, texts: Mapping[str, str | bytes]) -> Path:
    """The folder, with one file for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in texts.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def clean_environment(home: Path | None = None, **settings: str) -> dict[str, str]:
    """This process's environment without the settings of any home, then those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HRCW_", "DAGSTER_"))}
    return kept | ({"HRCW_HOME": str(home)} if home else {}) | settings


def hrcw(
    *arguments: str | Path, home: Path | None = None, cwd: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command to its end, its output as text."""
    return subprocess.run(
        [str(HRCW), *map(str, arguments)],
        env=clean_environment(home, **settings),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=BUILD_SECONDS,
        check=False,
    )


@dataclass(frozen=True)
class Built:
    """A build that ended: how, and what it said."""

    outcome: Outcome
    said: list[str]

    @property
    def ended(self) -> str:
        return self.outcome.ended


def build_here(home: Path, *paths: Path, prune: bool = False, force: bool = False) -> Built:
    """Build in this process, through the entry that the command itself calls."""
    said: list[str] = []
    outcome = run_build(Home(home), list(paths), PlainReporter(said.append), prune=prune, force=force)
    return Built(outcome, said)


def ask(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows that the published warehouse answers with."""
    with duckdb.connect(str(Home(home).warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def rows_of_texts(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every published table in order, without what may differ between two builds of the same texts."""
    rows = {}
    for schema, name in ask(home, "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL"):
        without = ", ".join(OF_ONE_RUN.get(name, ()))
        kept = f"* EXCLUDE ({without})" if without else "*"
        rows[name] = ask(home, f'SELECT {kept} FROM "{schema}"."{name}" ORDER BY ALL')
    return rows


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True)
class SampleBuild:
    """The first `hrcw build` of an empty home: where it is, and what the command printed."""

    home: Path
    exit_code: int
    printed: str
    progress: str


def shared_place(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all test processes share."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> SampleBuild:
    """The embedded sample, built once for all test processes. Copy the home before changing it."""
    place = shared_place(tmp_path_factory, "sample-build")
    with FileLock(f"{place}.lock"):
        if not (place / "exit_code").exists():
            place.mkdir()
            run = hrcw("build", home=place / "home")
            (place / "printed").write_text(run.stdout, encoding="utf-8")
            (place / "progress").write_text(run.stderr, encoding="utf-8")
            (place / "exit_code").write_text(str(run.returncode))
    return SampleBuild(
        place / "home",
        int((place / "exit_code").read_text()),
        (place / "printed").read_text(encoding="utf-8"),
        (place / "progress").read_text(encoding="utf-8"),
    )


@pytest.fixture
def sample_copy(sample_build: SampleBuild, tmp_path: Path) -> Path:
    """A home with the sample published, free to change."""
    return Path(shutil.copytree(sample_build.home, tmp_path / "sample-home"))
