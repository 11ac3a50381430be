"""All that Dagster loads: assets, checks, the job, its schedule and sensor, the resources."""

import dagster as dg

from orchestration.assets import ASSETS
from orchestration.automation import build, daily_build, drop_folder
from orchestration.checks import expectations_hold
from orchestration.reporting import PlainReporter
from orchestration.resources import HomeResource, TablesIOManager

defs = dg.Definitions(
    assets=ASSETS,
    asset_checks=[expectations_hold],
    jobs=[build],
    schedules=[daily_build],
    sensors=[drop_folder],
    resources={
        "home": HomeResource(),
        "io_manager": TablesIOManager(),
        "reporter": PlainReporter(lambda line: dg.get_dagster_logger().info(line)),
    },
    executor=dg.in_process_executor,
)
