"""What is written after every publication, as Dagster shows it: the site and the feeds, each an asset after the warehouse.

Here: thin assets, a job for each, and the sensors that start them; one that fails does not keep the other from being
written. Not here: pages (`warehouse.site`), files (`warehouse.feeds`), the commands (`cli_site`, `cli_feeds`).
"""

import dagster as dg

from orchestration.home import Home
from orchestration.publication import published_run
from orchestration.reporting import Reporter
from orchestration.resources import SharedHome
from orchestration.settings import feed_generations, feeds_schema, feeds_to, home_folder

GROUP = "outputs"


@dg.asset(group_name=GROUP, deps=["warehouse"])
def site(shared_home: SharedHome, reporter: dg.ResourceParam[Reporter]) -> dg.MaterializeResult:
    """The published warehouse as pages that open from disk, put in the old ones' place once all are written."""
    from warehouse.site.building import write_site

    place = shared_home.home
    with place.locked(reporter.say, part="site"):
        written = write_site(place.warehouse, place.site, reporter)
    reporter.say(f"Wrote {written.index}")
    return dg.MaterializeResult(metadata={"path": str(written.index), "files": written.files})


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
        reporter.say(load_postgres(place.warehouse, url, feeds_schema(), reporter=reporter).summary)
    return dg.MaterializeResult(
        metadata={
            "path": str(written.latest), "generation": written.generation, "is_new": written.is_new,
            "tables": written.marts, "rows": written.rows, "bytes": written.bytes,
        }
    )  # fmt: skip


def _written_after_publication(asset: dg.AssetsDefinition) -> dg.SensorDefinition:
    """The sensor that starts the job of one asset, write_site or write_feeds, once for each publication.

    It looks at the published file, not at Dagster's events: `hrcw build` publishes without leaving any.
    """
    name = asset.key.path[-1]

    @dg.sensor(
        name=f"write_{name}_after_publication",
        job=dg.define_asset_job(
            f"write_{name}",
            selection=dg.AssetSelection.assets(asset),
            description=f"Write the {name} from the published warehouse.",
            executor_def=dg.in_process_executor,
        ),
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Runs after every publication, whoever made it.",
    )
    def sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        home = Home(home_folder())
        published = published_run(home)
        if published is None:
            return dg.SkipReason(f"There is no {home.warehouse} that can be read.")
        if published == context.cursor:
            return dg.SkipReason(f"Nothing was published since run {published}.")
        context.update_cursor(published)
        return dg.RunRequest()

    return sensor


OUTPUTS = (site, feeds)
OUTPUT_SENSORS = tuple(_written_after_publication(asset) for asset in OUTPUTS)
