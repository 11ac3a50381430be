"""When builds and fetches run by themselves: schedules, and a sensor on the drop folder.

Here: the jobs and what starts them. Not here: what the jobs do (`assets`, `fetched`).
"""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration import outputs
from orchestration.fetched import FRESHNESS, GROUP, asset_name, partitions
from orchestration.fetching.freshness import due
from orchestration.fetching.questions import KINDS
from orchestration.home import Home
from orchestration.scan import list_files
from orchestration.settings import SettingError, cron, fetch_cron, home_folder

ONE_AT_A_TIME = "hrcw/one_at_a_time"
"""The tag by which dagster.yaml lets jobs with the same value queue."""

build = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups(GROUP, outputs.GROUP)
    | dg.AssetSelection.checks(*FRESHNESS),
    description="Ingest what is new, check it, publish it.",
    tags={ONE_AT_A_TIME: "build"},
    executor_def=dg.in_process_executor,
)


def _requests(organ: str, context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    sessions = due(organ, Home(home_folder()), context.scheduled_execution_time.date())
    if sessions is None:
        yield dg.SkipReason(f"sources.yml does not name {organ} below organs.")
        return
    known = set(partitions(organ))
    if unknown := [session for session in sessions if session not in known]:
        said = f"Not asked for, as no such session of {organ} is known: {', '.join(unknown)}."
        context.log.warning(said)
        if len(unknown) == len(sessions):
            yield dg.SkipReason(said)
    if not sessions:
        yield dg.SkipReason(f"Every session of {organ} in sources.yml is fetched, and none is current.")
    for session in sessions:
        if session not in known:
            continue
        yield dg.RunRequest(
            f"{session} {context.scheduled_execution_time.isoformat()}", partition_key=session
        )


fetch_jobs = {
    organ: dg.define_asset_job(
        f"fetch_{organ.lower()}",
        selection=dg.AssetSelection.assets(asset_name(organ)),
        description=f"Ask for the texts of one session of {organ}.",
        tags={ONE_AT_A_TIME: "fetch"},
        executor_def=dg.in_process_executor,
    )
    for organ in KINDS
}


def _schedule(setting: str, expression: str, **given: Any) -> dg.ScheduleDefinition:
    try:
        return dg.ScheduleDefinition(
            cron_schedule=expression, default_status=dg.DefaultScheduleStatus.RUNNING, **given
        )
    except dg.DagsterInvalidDefinitionError as error:
        raise SettingError(
            f"{setting} is {expression!r}; it must be five fields of cron, such as 0 5 * * *"
        ) from error


daily_build = _schedule(
    "HRCW_SCHEDULE",
    cron(),
    name="daily_build",
    job=build,
    description="Reads the sources of earlier builds and the drop folder again; ends early when nothing is new.",
)
fetch_schedules = [
    _schedule(
        "HRCW_FETCH_SCHEDULE",
        fetch_cron(),
        name=f"new_of_{organ.lower()}",
        job=job,
        execution_fn=partial(_requests, organ),
        description=(
            f"Where sources.yml names {organ}: looks for new texts of the current sessions, and goes on with its "
            "other sessions until each is fetched."
        ),
    )
    for organ, job in fetch_jobs.items()
]


@dg.sensor(
    job=build,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Builds when the files in the home's drop folder change.",
)
def drop_folder(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    home = Home(home_folder())
    folder = home.drop
    if not folder.is_dir():
        return dg.SkipReason(f"There is no folder {folder}. Make it and put texts there.")
    listing = sorted(filter(None, map(_state, list_files(folder, home))))
    if not listing:
        return dg.SkipReason(f"{folder} is empty.")
    seen = hashlib.sha256("\n".join(listing).encode("utf-8", "surrogateescape")).hexdigest()
    if seen == context.cursor:
        return dg.SkipReason(f"{len(listing)} files in {folder}, none new.")
    context.update_cursor(seen)
    config = {"ops": {"sources": {"config": {"paths": [str(folder)]}}}}
    return dg.RunRequest(run_config=config)


def _state(path: Path) -> str | None:
    """A file's name, size and time; None where it went while it was looked at."""
    try:
        stat = path.lstat()
    except OSError:
        return None
    return f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}"
