"""All that Dagster loads: assets, checks, the job, its schedule and sensor, the resources."""

import dagster as dg

from orchestration.assets import ASSETS
from orchestration.automation import build, daily_build, drop_folder, fetch_jobs, fetch_schedules
from orchestration.checks import expectations_hold
from orchestration.fetched import FETCHED, FRESHNESS
from orchestration.outputs import OUTPUT_SENSORS, OUTPUTS
from orchestration.reporting import PlainReporter
from orchestration.resources import HomeResource, SharedHome, TablesIOManager

defs = dg.Definitions(
    assets=[*FETCHED, *ASSETS, *OUTPUTS],
    asset_checks=[expectations_hold, *FRESHNESS],
    jobs=[build, *fetch_jobs.values()],
    schedules=[daily_build, *fetch_schedules],
    sensors=[drop_folder, *OUTPUT_SENSORS],
    resources={
        "home": HomeResource(),
        "shared_home": SharedHome(),
        "io_manager": TablesIOManager(),
        "reporter": PlainReporter(lambda line: dg.get_dagster_logger().info(line)),
    },
    executor=dg.in_process_executor,
)
