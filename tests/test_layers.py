"""Who may import whom, and what must not be loaded before it is needed.

Not here: what the modules do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.build_fixtures import REPOSITORY, clean_environment

HEAVY = ("dagster", "duckdb", "polars", "great_expectations", "pandas", "rich", "lxml")


def loaded_after(statement: str) -> set[str]:
    """Top-level packages in a fresh interpreter after the statement."""
    program = f"{statement}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(run.stdout.split())


def test_the_import_rules_are_kept(tmp_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--cache-dir", tmp_path],
        cwd=REPOSITORY,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout
    assert "0 kept" not in run.stdout


def test_the_command_starts_without_loading_what_a_build_needs() -> None:
    loaded = loaded_after("import orchestration.cli")
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("module", ["expectations.validate", "expectations.suites"])
def test_the_expectations_are_planned_without_loading_their_engine(module: str) -> None:
    loaded = loaded_after(f"import {module} as module\ngetattr(module, 'planned', list)()")
    assert "polars" in loaded
    assert loaded.isdisjoint({"great_expectations", "pandas", "dagster"})


def test_dagster_loads_the_definitions_without_the_expectation_engine() -> None:
    loaded = loaded_after("import orchestration.definitions")
    assert "dagster" in loaded
    assert loaded.isdisjoint({"great_expectations", "pandas"})


def test_the_parser_loads_no_database_and_no_orchestrator() -> None:
    loaded = loaded_after("import transforms.parse, transforms.settle, transforms.mentions")
    assert "transforms" in loaded
    assert loaded.isdisjoint({"duckdb", "dagster", "great_expectations", "orchestration", "expectations"})
