"""One build, as the command line runs it: the same job that Dagster shows.

Here: running the job in this process and telling how it ended. Not here: the assets, words for a
terminal (`summary`).
"""

import logging
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.definitions import defs
from orchestration.home import Home
from orchestration.publication import CriticalExpectationFailed
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource, SharedHome, TablesIOManager
from orchestration.settings import SettingError

INTERRUPTIONS = {"DagsterExecutionInterruptedError", "KeyboardInterrupt"}


@dataclass(slots=True)
class Outcome:
    """How a build ended: "published", "unchanged", "refused" (a critical expectation), "stopped"
    (by a person) or "failed"."""

    ended: str
    run_id: str
    problems: list[str] = field(default_factory=list)


def run_build(
    home: Home, paths: list[Path], reporter: Reporter, *, prune: bool = False, force: bool = False
) -> Outcome:
    """Run the build job on a home; nothing is raised for what a build may meet."""
    job = defs.resolve_job_def("build")
    folder = str(home.folder)
    config = {"paths": [str(path) for path in paths], "prune": prune, "force": force}
    with _instance() as instance:
        result = job.execute_in_process(
            run_config={
                "ops": {"sources": {"config": config}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            instance=instance,
            resources={
                "home": HomeResource(folder=folder),
                "shared_home": SharedHome(folder=folder),
                "io_manager": TablesIOManager(folder=folder),
                "reporter": reporter,
            },
            raise_on_error=False,
        )
    outcome = _outcome(result)
    ended_at = datetime.now(UTC).isoformat(timespec="seconds")
    home.record_run(
        {"ended": outcome.ended, "run_id": outcome.run_id, "ended_at": ended_at, "problems": outcome.problems}
    )
    return outcome


def _instance() -> dg.DagsterInstance:
    """The instance of DAGSTER_HOME, so that its pages show the run too; else one that is forgotten."""
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    if os.environ.get("DAGSTER_HOME"):
        try:
            return dg.DagsterInstance.get()
        except dg.DagsterInvariantViolationError as error:
            raise SettingError(f"DAGSTER_HOME cannot be used: {str(error).splitlines()[0]}") from error
    return dg.DagsterInstance.ephemeral()


def _outcome(result: dg.ExecuteInProcessResult) -> Outcome:
    if result.success:
        published = any(key.path[-1] == "warehouse" for key in _materialized(result))
        return Outcome("published" if published else "unchanged", result.run_id)
    causes = [(event.step_key, _cause(event)) for event in result.all_events if event.is_failure]
    problems = [
        f"{step}: {error.cls_name}: {_message(error)}" if step else _message(error)
        for step, error in causes
        if error
    ]
    names = {error.cls_name for _, error in causes if error}
    if names & INTERRUPTIONS:
        return Outcome("stopped", result.run_id, ["Stopped."])
    refused = CriticalExpectationFailed.__name__ in names
    return Outcome("refused" if refused else "failed", result.run_id, problems or ["The run did not start."])


def _cause(event: dg.DagsterEvent) -> Any:
    """The error at the root of a failure event; None where the failure is that of a step already told."""
    error = getattr(event.event_specific_data, "error", None)
    while error and error.cause:
        error = error.cause
    return error


def _message(error: Any) -> str:
    return str(error.message).strip().split(": ", 1)[-1]


def _materialized(result: dg.ExecuteInProcessResult) -> list[dg.AssetKey]:
    events = result.filter_events(lambda event: event.is_step_materialization)
    return [event.asset_key for event in events if event.asset_key]
