"""The two questions others ask of the expectations: what will be checked, and what came of it.

Here: `planned` and `validate`. Not here: what is expected (`expectations.rules`), how it is judged
(`expectations.suites`) or shown (`expectations.data_docs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from expectations.checks import CHECKED_TABLES, Planned
from expectations.rules import all_checks
from warehouse.contract import ContractError
from warehouse.tables import EXPECTATION_RESULTS

__all__ = ["Planned", "planned", "validate"]


def planned() -> list[Planned]:
    """Every expectation that a run checks: table, sentence, severity; unique by table and sentence."""
    return [check.planned for check in all_checks()]


def validate(
    tables: Mapping[str, pl.LazyFrame], run_id: str, checked_at: datetime, data_docs: Path | None = None
) -> pl.DataFrame:
    """Judge the tables; one row of `expectation_results` for each planned expectation, in its order.

    `tables` has a frame for every table but expectation_results and publication. `checked_at` is
    UTC. Where `data_docs` is given, the pages there are replaced as a whole once all is judged.
    Raises ContractError when a table is missing, ExpectationError when a rule cannot be computed.
    """
    from expectations.data_docs import write_data_docs
    from expectations.suites import new_context, run_checks

    if missing := [name for name in CHECKED_TABLES if name not in tables]:
        raise ContractError(f"to validate the warehouse, give frames for {', '.join(missing)} too")
    if checked_at.tzinfo is not None:
        checked_at = checked_at.astimezone(UTC).replace(tzinfo=None)
    context = new_context()
    outcomes = list(run_checks(all_checks(), tables, context, run_id, checked_at))
    if data_docs is not None:
        write_data_docs(context, outcomes, run_id, checked_at, data_docs)
    return EXPECTATION_RESULTS.frame(
        {
            "run_id": run_id,
            "table_name": outcome.check.table,
            "expectation": outcome.check.sentence,
            "severity": outcome.check.severity,
            "success": outcome.success,
            "observed": outcome.observed,
            "unexpected_count": outcome.unexpected_count,
            "checked_at": checked_at,
        }
        for outcome in outcomes
    )
