"""The gate before publication: only what was checked in this run, and held, goes through.

Not here: writing the file (test_publish), a whole build that is refused (test_build).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.publication import CriticalExpectationFailed, NotChecked, publish_home
from orchestration.versions import Versions
from warehouse.tables import EXPECTATION_RESULTS

VERSIONS = Versions("0.1.0+a", "0.1.0+b", "c")


def home_with_result(folder: Path, run_id: str, success: bool) -> Home:
    home = Home(folder)
    home.tables.mkdir(parents=True)
    result = {
        "run_id": run_id, "table_name": "paragraphs", "expectation": "paragraph_id is unique", "severity": "critical",
        "success": success, "unexpected_count": int(not success), "checked_at": datetime(2026, 1, 5),
    }  # fmt: skip
    EXPECTATION_RESULTS.frame([result]).write_parquet(home.table("expectation_results"))
    return home


def test_results_of_another_run_open_no_gate(tmp_path: Path) -> None:
    home = home_with_result(tmp_path, "run-1", success=True)
    with pytest.raises(NotChecked, match="materialize expectation_results in the same run"):
        publish_home(home, "run-2", "fingerprint", VERSIONS)
    assert not home.warehouse.exists()


def test_a_critical_failure_is_named_and_publishes_nothing(tmp_path: Path) -> None:
    home = home_with_result(tmp_path, "run-1", success=False)
    with pytest.raises(CriticalExpectationFailed, match="paragraphs: paragraph_id is unique"):
        publish_home(home, "run-1", "fingerprint", VERSIONS)
    assert not home.warehouse.exists()
