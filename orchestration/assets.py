"""The asset graph: sources, what parsing makes of them, dimensions, metrics, results, warehouse.

Here: thin assets that load, call and report; an asset has the name of its table. Not here: any
rule about texts (`transforms`), checks (`checks`), when assets run (`automation`).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import polars as pl
from pydantic import Field

from orchestration.fetched import asset_name
from orchestration.fetching.questions import KINDS
from orchestration.ingest import fingerprint, take_in
from orchestration.parsing import (
    BY_DOCUMENT,
    COMPLETED,
    IN_FOOTNOTES,
    MENTIONS,
    NAMED,
    gather,
    parser_in_force,
    read_new,
)
from orchestration.publication import publish_home
from orchestration.readings import Readings
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource
from transforms.dimensions import (
    complete_actors,
    complete_instruments,
    complete_vocabulary,
    list_languages,
    list_sessions,
)
from warehouse.metrics import compute_metric, metric_names, metric_reads
from warehouse.reference import read_adopted_resolutions
from warehouse.tables import TABLES

PARSED = (
    *COMPLETED,
    *BY_DOCUMENT,
    *MENTIONS,
    IN_FOOTNOTES,
    "rejects",
    *(f"named_{name}" for name in NAMED),
)
INTERNAL = {
    "named_actors": "Actors that only an open pattern knows, such as a Special Rapporteur on a subject.",
    "named_instruments": "UN symbols cited: resolutions, decisions, documents.",
}
UPSTREAM = {
    "records": ["sources", "record_deletions"],
    "resolutions": ["sources", "records"],
    "votes": ["resolutions", "record_votes"],
    "record_subjects": ["records"],
    "record_votes": ["records"],
    "completions": ["resolutions", "votes"],
    "paragraphs": ["resolutions"],
    "footnotes": ["paragraphs"],
    "source_lines": ["paragraphs"],
    "paragraph_actors": ["paragraphs"],
    "paragraph_instruments": ["paragraphs"],
    "paragraph_themes": ["paragraphs"],
    "report_requests": ["paragraph_actors"],
    "footnote_instruments": ["footnotes"],
    "named_actors": ["paragraph_actors"],
    "named_instruments": ["paragraph_instruments", "footnote_instruments"],
}
CHECKED = [name for name in TABLES if name not in ("expectation_results", "publication")]


class SourcesConfig(dg.Config):
    """What a run reads: files or folders; none means those of earlier builds, or the sample."""

    paths: list[str] = Field(default_factory=list)
    prune: bool = False
    force: bool = False


def _about(name: str) -> str:
    return TABLES[name].description if name in TABLES else INTERNAL[name]


def _columns(name: str) -> dict[str, dg.TableSchema]:
    if name not in TABLES:
        return {}
    columns = [dg.TableColumn(c.name, c.duckdb_type, c.comment) for c in TABLES[name].columns]
    return {"dagster/column_schema": dg.TableSchema(columns)}


def _key(name: str) -> dg.AssetKey:
    return dg.AssetKey(name)


@dg.multi_asset(
    name="sources",
    outs={
        "sources": dg.AssetOut(
            group_name="sources",
            is_required=False,
            description=_about("sources"),
            metadata=_columns("sources"),
        )
    },
    deps=[asset_name(organ) for organ in KINDS],
)
def sources(
    context: dg.AssetExecutionContext,
    config: SourcesConfig,
    home: HomeResource,
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.Output]:
    """Files seen now and before, their bytes kept in the raw store. Ends the run when nothing is new."""
    paths, versions = [Path(path) for path in config.paths], parser_in_force().versions
    taken = take_in(home.home, paths, config.prune, versions, config.force)
    for line in taken.lines():
        reporter.say(line)
    if taken.is_published and not config.force:
        context.log.info("Nothing is new: the published warehouse is up to date.")
        return
    yield dg.Output(
        taken.sources, output_name="sources", metadata={"new": len(taken.new), "missing": len(taken.missing)}
    )


@dg.multi_asset(
    name="parse",
    ins={"sources": dg.AssetIn()},
    outs={
        name: dg.AssetOut(group_name="core", description=_about(name), metadata=_columns(name))
        for name in PARSED
    },
    internal_asset_deps={
        name: {_key(up) for up in UPSTREAM[name]} if name in UPSTREAM else {_key("sources")}
        for name in PARSED
    },
)
def parse(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    reporter: dg.ResourceParam[Reporter],
    sources: pl.LazyFrame,
) -> Iterator[dg.Output]:
    """Read what is new, then gather the tables of what there is."""
    current = sources.collect()
    parser = parser_in_force()
    count = read_new(home.home, current, parser, reporter)
    context.log.info(f"{count} sources parsed, {current.height - count} known")
    tables = gather(home.home, current, parser)
    for name in PARSED:
        yield dg.Output(tables[name], output_name=name)


@dg.asset(group_name="dimensions", description=_about("actors"), metadata=_columns("actors"))
def actors(named_actors: pl.LazyFrame) -> pl.DataFrame:
    return complete_actors(parser_in_force().vocabularies.actors, named_actors.collect())


@dg.asset(group_name="dimensions", description=_about("instruments"), metadata=_columns("instruments"))
def instruments(named_instruments: pl.LazyFrame, resolutions: pl.LazyFrame) -> pl.DataFrame:
    vocabulary = parser_in_force().vocabularies.instruments
    return complete_instruments(vocabulary, named_instruments.collect(), resolutions.collect())


@dg.asset(
    group_name="dimensions", deps=["sources"], description=_about("themes"), metadata=_columns("themes")
)
def themes() -> pl.DataFrame:
    return parser_in_force().vocabularies.themes


@dg.asset(
    group_name="dimensions",
    deps=["sources"],
    description=_about("vocabulary"),
    metadata=_columns("vocabulary"),
)
def vocabulary() -> pl.DataFrame:
    return complete_vocabulary(parser_in_force().vocabularies)


@dg.asset(group_name="dimensions", description=_about("languages"), metadata=_columns("languages"))
def languages(resolutions: pl.LazyFrame) -> pl.DataFrame:
    parser = parser_in_force()
    names = {code: language.name for code, language in parser.languages.items()}
    return list_languages(names, parser.vocabularies, resolutions.collect())


@dg.asset(group_name="dimensions", description=_about("sessions"), metadata=_columns("sessions"))
def sessions(home: HomeResource, resolutions: pl.LazyFrame) -> pl.DataFrame:
    parser = parser_in_force()
    printed = Readings(home.home.parsed, parser.versions.readings).scan("resolutions")
    dated = resolutions.join(
        printed.select("document_id", "source_sha256", "session_starts_on", "session_ends_on"),
        on=["document_id", "source_sha256"],
    )
    return list_sessions(dated.collect(), parser.languages["en"].ordinals)


@dg.asset(
    group_name="dimensions",
    deps=["sources"],
    description=_about("adopted_resolutions"),
    metadata=_columns("adopted_resolutions"),
)
def adopted_resolutions() -> pl.DataFrame:
    return read_adopted_resolutions()


def _metric(name: str) -> dg.AssetsDefinition:
    """The asset of one metric, downstream of every table that it is computed from."""
    reads = metric_reads(name)

    @dg.asset(name=name, group_name="metrics", deps=reads, description=_about(name), metadata=_columns(name))
    def metric(home: HomeResource) -> pl.DataFrame:
        return compute_metric(name, {table: home.home.table(table) for table in reads})

    return metric


@dg.asset(
    group_name="expectations",
    deps=CHECKED,
    description=_about("expectation_results"),
    metadata=_columns("expectation_results"),
)
def expectation_results(
    context: dg.AssetExecutionContext, home: HomeResource, reporter: dg.ResourceParam[Reporter]
) -> pl.DataFrame:
    from expectations.validate import validate

    reporter.say("Checking what is expected of every table")
    tables = {name: pl.scan_parquet(home.home.table(name)) for name in CHECKED}
    return validate(tables, context.run.run_id, datetime.now(UTC), home.home.data_docs)


@dg.asset(
    group_name="publish", deps=[*(name for name in CHECKED if name != "sources"), "expectation_results"]
)
def warehouse(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    reporter: dg.ResourceParam[Reporter],
    sources: pl.LazyFrame,
) -> dg.MaterializeResult:
    """The published DuckDB file, put in the old one's place once no critical expectation failed."""
    versions = parser_in_force().versions
    counts = publish_home(
        home.home, context.run.run_id, fingerprint(home.home, sources.collect(), versions), versions
    )
    reporter.say(f"Published {home.home.warehouse}")
    return dg.MaterializeResult(metadata={"path": str(home.home.warehouse), **counts})


ASSETS = [
    sources, parse, actors, instruments, themes, vocabulary, languages, sessions, adopted_resolutions,
    *(_metric(name) for name in metric_names()), expectation_results, warehouse,
]  # fmt: skip
