"""The expectation engine: checks become Great Expectations suites, and suites become outcomes.

Here: the only code that builds and runs suites. Not here: what is expected (`expectations.rules`)
or the pages about it (`expectations.data_docs`). Great Expectations and pandas take seconds to
import, so they are imported inside the functions that need them.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.checks import HOLDS, Check, Tables
from expectations.derived import column_labels
from warehouse.contract import Table
from warehouse.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

SOURCE, FRAMES, ROWS, COLUMNS = "warehouse", "frames", "rows", "columns"
"""The engine's names for where data come from; every table is handed over as a frame in its turn."""

SHOWN_ROWS = 10
SHOWN_CHARACTERS = 80
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
"""Failing rows are read from the Polars query, with their keys; the engine need not list values."""


class ExpectationError(RuntimeError):
    """An expectation that could not be judged, which is a fault of the rule and not of the data."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found. `observed` is None where it held."""

    check: Check
    success: bool
    observed: str | None
    unexpected_count: int


def new_context() -> Any:
    """An ephemeral Great Expectations context: nothing on disk, no progress bars, no analytics."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frames = context.data_sources.add_pandas(SOURCE).add_dataframe_asset(FRAMES)
    for batch in (ROWS, COLUMNS):
        frames.add_batch_definition_whole_dataframe(batch)
    return context


def _batch_definition(context: Any, name: str) -> Any:
    return context.data_sources.get(SOURCE).get_asset(FRAMES).get_batch_definition(name)


def run_checks(
    checks: Iterable[Check], tables: Tables, context: Any, run_id: str, checked_at: datetime
) -> Iterator[Outcome]:
    """The outcome of each check in the order given; the checks of one table stand together.

    One validation for each table; its result, with the failing rows in words, stays in the
    context's store for the pages. Raises ExpectationError for a check that cannot be judged.
    """
    rows = {name: conformed(TABLES[name], frame) for name, frame in tables.items()}
    for name, group in groupby(checks, key=lambda check: check.table):
        of_table = list(group)
        found = column_labels(dict(tables[name].collect_schema()))
        yield from _validate_table(name, of_table, rows, found, context, run_id, checked_at)


def conformed(table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with the contract's columns, so that rules can be asked of a frame that lacks some.

    A missing column is null, and so is a value that does not fit the type. That the columns
    differ is an expectation of its own.
    """
    found = rows.collect_schema()
    if dict(found) == table.schema:
        return rows
    return rows.select(
        pl.col(name).cast(dtype, strict=False)
        if name in found and not found[name].is_nested()
        else pl.lit(None, dtype).alias(name)
        for name, dtype in table.schema.items()
    )


def _validate_table(
    name: str,
    checks: list[Check],
    rows: Tables,
    found: list[str],
    context: Any,
    run_id: str,
    checked_at: datetime,
) -> list[Outcome]:
    import great_expectations as gx

    about_rows = [check for check in checks if check.kind != "columns"]
    expected = [_expectation(check) for check in about_rows]
    suite = context.suites.add_or_update(gx.ExpectationSuite(name=name, expectations=expected))
    definition = context.validation_definitions.add_or_update(
        gx.ValidationDefinition(name=name, data=_batch_definition(context, ROWS), suite=suite)
    )
    validation = definition.run(
        batch_parameters={"dataframe": _frame(name, about_rows, rows)},
        result_format=COUNTS_ONLY,
        run_id=gx.RunIdentifier(run_name=run_id, run_time=checked_at.replace(tzinfo=UTC)),
    )
    for check in checks:
        if check.kind == "columns":
            validation.results.insert(0, _columns_result(check, found, context))
            suite.add_expectation(_expectation(check))

    results = {result.expectation_config.meta["expectation"]: result for result in validation.results}
    outcomes = []
    for check in checks:
        outcome = _outcome(check, results[check.sentence], rows)
        outcomes.append(outcome)
        # the pages show these words as they stand, so markup in the data is made harmless here
        results[check.sentence].result["observed_value"] = html.escape(outcome.observed or "as expected")
    _keep(validation, context)
    return outcomes


def _columns_result(check: Check, found: list[str], context: Any) -> Any:
    """The engine's verdict on names, types and order, from a frame of headings without rows.

    It is a batch of its own because the rows are validated with the named columns only.
    """
    import pandas as pd

    batch = _batch_definition(context, COLUMNS).get_batch({"dataframe": pd.DataFrame(columns=found)})
    return batch.validate(_expectation(check))


def _expectation(check: Check) -> Any:
    """The engine's own expectation for a check."""
    import great_expectations.expectations as gxe

    words = " ".join(filter(None, (f"{check.sentence} ({check.severity}).", check.why)))
    about: dict[str, Any] = {
        "severity": check.severity,
        "description": html.escape(words),
        "meta": {"expectation": check.sentence},
    }
    match check.kind:
        case "columns":
            return gxe.ExpectTableColumnsToMatchOrderedList(column_list=list(check.columns), **about)
        case "unique" if len(check.columns) == 1:
            return gxe.ExpectColumnValuesToBeUnique(column=check.columns[0], **about)
        case "unique":
            return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(check.columns), **about)
        case "not_null":
            return gxe.ExpectColumnValuesToNotBeNull(column=check.columns[0], **about)
        case "in_set":
            return gxe.ExpectColumnValuesToBeInSet(
                column=check.columns[0], value_set=list(check.values), **about
            )
        case "rule":
            return gxe.ExpectColumnValuesToBeInSet(column=check.sentence, value_set=[True], **about)


def _frame(name: str, checks: list[Check], rows: Tables) -> pd.DataFrame:
    """Only what the suite names: the columns it looks at, and one Boolean column for each rule."""
    import pandas as pd

    named = dict.fromkeys(column for check in checks if check.kind != "rule" for column in check.columns)
    frame = rows[name].select(*named).collect().to_pandas() if named else pd.DataFrame()
    for check in checks:
        if check.kind == "rule":
            frame[check.sentence] = _holds(check, rows).to_numpy()
    return frame


def _holds(check: Check, rows: Tables) -> pl.Series:
    try:
        return check.query(rows).select(pl.col(HOLDS).fill_null(False)).collect().to_series()
    except pl.exceptions.PolarsError as error:
        raise ExpectationError(
            f"{check.table}: {check.sentence!r} cannot be computed ({error}); mend the rule in expectations/"
        ) from error


def _outcome(check: Check, result: Any, rows: Tables) -> Outcome:
    raised = result.exception_info or {}
    counted = check.kind == "columns" or "unexpected_count" in result.result
    if raised.get("raised_exception") or not counted:
        raise ExpectationError(
            f"{check.table}: {check.sentence!r} could not be judged by Great Expectations: "
            f"{raised.get('exception_message') or raised or 'no count of failing rows came back'}"
        )
    if result.success:
        return Outcome(check, True, None, 0)
    if check.kind == "columns":
        mismatched = result.result["details"]["mismatched"]
        return Outcome(check, False, _mismatches(mismatched), len(mismatched))
    count = int(result.result["unexpected_count"])
    return Outcome(check, False, _failing_rows(check, rows, count), count)


def _mismatches(mismatched: list[dict[str, Any]]) -> str:
    listed = [
        f"column {column['Expected Column Position'] + 1}: "
        f"{column['Expected'] or 'none'} expected, {column['Found'] or 'none'} found"
        for column in mismatched[:SHOWN_ROWS]
    ]
    return _with_remainder(listed, len(mismatched))


def _failing_rows(check: Check, rows: Tables, count: int) -> str:
    failing = check.query(rows).filter(~pl.col(HOLDS).fill_null(False)).select(check.shows).head(SHOWN_ROWS)
    listed = [
        ", ".join(f"{name} {_shown(value)}" for name, value in row.items())
        for row in failing.collect().iter_rows(named=True)
    ]
    return _with_remainder(listed, count)


def _with_remainder(listed: list[str], count: int) -> str:
    text = "; ".join(listed)
    return text if count <= len(listed) else f"{text}; and {count - len(listed)} more"


def _shown(value: Any) -> str:
    """A value in a sentence; quoted where it is text, with what is invisible made visible."""
    if value is None:
        return "null"
    if not isinstance(value, str):
        return str(value)
    return repr(value if len(value) <= SHOWN_CHARACTERS else value[: SHOWN_CHARACTERS - 1] + "…")


def _keep(validation: Any, context: Any) -> None:
    """Put the completed result over the one that the engine stored when it ran."""
    held = sum(result.success for result in validation.results)
    evaluated = len(validation.results)
    validation.success = held == evaluated
    validation.statistics = {
        "evaluated_expectations": evaluated,
        "successful_expectations": held,
        "unsuccessful_expectations": evaluated - held,
        "success_percent": 100 * held / evaluated if evaluated else None,
    }
    store = context.validation_results_store
    [key] = [k for k in store.list_keys() if k.expectation_suite_identifier.name == validation.suite_name]
    store.set(key, validation)
