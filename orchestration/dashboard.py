"""The site as Dagster shows it: an asset after the warehouse, written anew after every publication.

Here: a thin asset, its job, and what starts it. Not here: the pages (`warehouse.site`), the command (`cli_site`).
"""

import dagster as dg

from orchestration.reporting import Reporter
from orchestration.resources import HomeResource

GROUP = "dashboard"


@dg.asset(group_name=GROUP, deps=["warehouse"])
def site(home: HomeResource, reporter: dg.ResourceParam[Reporter]) -> dg.MaterializeResult:
    """The published warehouse as pages that open from disk, put in the old ones' place once all are written."""
    from warehouse.site.building import write_site

    written = write_site(home.home.warehouse, home.home.site, reporter)
    reporter.say(f"Wrote {written.index}")
    return dg.MaterializeResult(metadata={"path": str(written.index), "files": written.files})


write_pages = dg.define_asset_job(
    "write_site",
    selection=dg.AssetSelection.groups(GROUP),
    description="Write the site from the published warehouse.",
    executor_def=dg.in_process_executor,
)


@dg.asset_sensor(
    asset_key=dg.AssetKey("warehouse"),
    job=write_pages,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Writes the site after every publication.",
)
def after_publication(context: dg.SensorEvaluationContext, asset_event: dg.EventLogEntry) -> dg.RunRequest:
    return dg.RunRequest(run_key=asset_event.run_id)
