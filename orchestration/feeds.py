"""The feeds as Dagster shows them: an asset after the warehouse, written after every publication.

Here: a thin asset, its job, and what starts it. Not here: the files (`warehouse.feeds`), the command (`cli_feeds`).
"""

import dagster as dg

from orchestration.reporting import Reporter
from orchestration.resources import SharedHome
from orchestration.settings import feed_generations, feeds_to

GROUP = "feeds"


@dg.asset(group_name=GROUP, deps=["warehouse"])
def feeds(shared_home: SharedHome, reporter: dg.ResourceParam[Reporter]) -> dg.MaterializeResult:
    """The marts as Parquet, CSV, JSON and Arrow, written where data changed; in PostgreSQL too, where HRCW_FEEDS_TO is set."""
    from warehouse.feeds.postgres import load_postgres
    from warehouse.feeds.writing import write_feeds

    place = shared_home.home
    with place.locked(reporter.say):
        written = write_feeds(place.warehouse, place.feeds, feed_generations(), reporter)
    reporter.say(written.summary)
    if url := feeds_to():
        reporter.say(load_postgres(place.warehouse, url, reporter=reporter).summary)
    return dg.MaterializeResult(
        metadata={
            "path": str(written.latest), "generation": written.generation, "is_new": written.is_new,
            "tables": written.marts, "rows": written.rows, "bytes": written.bytes,
        }
    )  # fmt: skip


write_feeds_job = dg.define_asset_job(
    "write_feeds",
    selection=dg.AssetSelection.groups(GROUP),
    description="Write the feeds from the published warehouse.",
    executor_def=dg.in_process_executor,
)


@dg.asset_sensor(
    asset_key=dg.AssetKey("warehouse"),
    job=write_feeds_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Writes the feeds after every publication.",
)
def feeds_after_publication(
    context: dg.SensorEvaluationContext, asset_event: dg.EventLogEntry
) -> dg.RunRequest:
    return dg.RunRequest(run_key=asset_event.run_id)
