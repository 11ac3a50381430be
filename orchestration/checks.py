"""The expectations as Dagster shows them: one asset check each.

Here: turning rows of `expectation_results` into check results. Not here: what is expected
(`expectations`), or the gate before publication (`publication`).
"""

import re
from collections.abc import Iterator

import dagster as dg
import polars as pl

from expectations.validate import Planned, planned

SEVERITIES = {"critical": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}


def check_name(expectation: str) -> str:
    """The sentence as a name that Dagster accepts."""
    return re.sub(r"\W+", "_", expectation).strip("_").lower()


def _spec(each: Planned) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check_name(each.expectation),
        asset=each.table_name,
        description=f"{each.expectation} ({each.severity})",
        additional_deps=["expectation_results"],
    )


@dg.multi_asset_check(specs=[_spec(each) for each in planned()], can_subset=True)
def expectations_hold(
    context: dg.AssetCheckExecutionContext, expectation_results: pl.LazyFrame
) -> Iterator[dg.AssetCheckResult]:
    """Each expectation as it was found in the run's results."""
    wanted = {(key.asset_key.path[-1], key.name) for key in context.selected_asset_check_keys}
    for row in expectation_results.collect().to_dicts():
        name = check_name(row["expectation"])
        if (row["table_name"], name) in wanted:
            yield dg.AssetCheckResult(
                asset_key=row["table_name"],
                check_name=name,
                passed=row["success"],
                severity=SEVERITIES[row["severity"]],
                metadata={
                    "observed": row["observed"] or "as expected",
                    "unexpected_count": row["unexpected_count"],
                },
            )
