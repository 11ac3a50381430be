"""All that Dagster loads: assets, checks, the job, its schedule and sensor, the resources."""

import dagster as dg

from orchestration.assets import ASSETS
from orchestration.automation import build, daily_build, drop_folder, fetch_jobs, fetch_schedules
from orchestration.checks import expectations_hold
from orchestration.dashboard import after_publication, site, write_pages
from orchestration.feeds import feeds, feeds_after_publication, write_feeds_job
from orchestration.fetched import FETCHED, FRESHNESS
from orchestration.reporting import PlainReporter
from orchestration.resources import HomeResource, SharedHome, TablesIOManager

defs = dg.Definitions(
    assets=[*FETCHED, *ASSETS, site, feeds],
    asset_checks=[expectations_hold, *FRESHNESS],
    jobs=[build, *fetch_jobs.values(), write_pages, write_feeds_job],
    schedules=[daily_build, *fetch_schedules],
    sensors=[drop_folder, after_publication, feeds_after_publication],
    resources={
        "home": HomeResource(),
        "shared_home": SharedHome(),
        "io_manager": TablesIOManager(),
        "reporter": PlainReporter(lambda line: dg.get_dagster_logger().info(line)),
    },
    executor=dg.in_process_executor,
)
