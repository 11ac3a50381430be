"""When builds run by themselves: a schedule, and a sensor on the drop folder.

Here: the job and what starts it. Not here: what it does (`assets`).
"""

import hashlib
from pathlib import Path

import dagster as dg

from orchestration.home import Home
from orchestration.scan import list_files
from orchestration.settings import SettingError, cron, home_folder

build = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all(),
    description="Ingest what is new, check it, publish it.",
    executor_def=dg.in_process_executor,
)


def _schedule() -> dg.ScheduleDefinition:
    try:
        return dg.ScheduleDefinition(
            name="daily_build",
            job=build,
            cron_schedule=cron(),
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description="Reads the sources of earlier builds and the drop folder again; ends early when nothing is new.",
        )
    except dg.DagsterInvalidDefinitionError as error:
        raise SettingError(
            f"HRCW_SCHEDULE is {cron()!r}; it must be five fields of cron, such as 0 5 * * *"
        ) from error


daily_build = _schedule()


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
