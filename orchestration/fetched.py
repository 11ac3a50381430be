"""Fetching as Dagster shows it: an asset for each organ, its sessions as partitions, and a check.

Here: thin assets that order, call and report. Not here: fetching itself (`fetching`), when
it runs (`automation`), what builds do with the files (`assets`).
"""

import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime

import dagster as dg
from pydantic import Field

from orchestration.fetching.freshness import silent, told
from orchestration.fetching.questions import FIRST_SESSION_WITH_FILES, KINDS
from orchestration.fetching.running import FetchBusy, Order, run_fetch
from orchestration.fetching.settings import DEFAULT_RATE
from orchestration.reporting import Reporter
from orchestration.resources import SharedHome
from orchestration.sources_file import OrganSources, load_sources
from transforms.calendar import sessions_until

GROUP = "fetched"
BUSY_SECONDS, BUSY_TIMES = 60, 60
SPECIAL = {"HRC": {"S-": 99, "OS/": 40}, "GA": {"S-": 60, "ES-": 20}}
"""Up to which number each organ's special, emergency and organizational sessions are partitions: far beyond those held,
since a partition added while Dagster runs is not known to it."""
WITHOUT_FILE = OrganSources(languages=("en",), sessions=("current",))


class FetchConfig(dg.Config):
    """How a run asks: in which languages (those of sources.yml, or English), whether again for what was
    missing before, and how often a minute at most."""

    languages: list[str] = Field(default_factory=list)
    recheck: bool = True
    rate: float = DEFAULT_RATE


def _today() -> date:
    return datetime.now(UTC).date()


def asset_name(organ: str) -> str:
    return f"fetched_{organ.lower()}"


def partitions(organ: str) -> list[str]:
    """Every regular session with texts until the end of next year, and special sessions enough for decades."""
    regular = sessions_until(organ, _today().year + 1)
    first = FIRST_SESSION_WITH_FILES[organ] if organ == "GA" else 1
    return [*regular[first - 1 :], *_special(organ)]


def _special(organ: str) -> Iterator[str]:
    for kind, last in SPECIAL[organ].items():
        yield from (f"{kind}{number}" for number in range(1, last + 1))


def _asset(organ: str) -> dg.AssetsDefinition:
    @dg.asset(
        name=asset_name(organ),
        group_name=GROUP,
        partitions_def=dg.StaticPartitionsDefinition(partitions(organ)),
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=(
            f"Files of the United Nations document service: texts of {organ}, a partition for each session. "
            "They go to the raw store, with a row of raw/fetches.jsonl for every attempt; the next build reads them."
        ),
    )
    def fetched(
        context: dg.AssetExecutionContext,
        config: FetchConfig,
        shared_home: SharedHome,
        reporter: dg.ResourceParam[Reporter],
    ) -> dg.MaterializeResult:
        home = shared_home.home
        sources = load_sources(home.folder)
        order = Order(
            organ,
            sessions=tuple(context.partition_keys),
            languages=tuple(config.languages) or sources.organs.get(organ, WITHOUT_FILE).languages,
            recheck=config.recheck,
            rate=config.rate,
            contact=sources.contact,
        )
        try:
            result = run_fetch(home, order, reporter)
        except FetchBusy as busy:
            raise dg.RetryRequested(BUSY_TIMES, BUSY_SECONDS) from busy
        assert result is not None
        counts = {outcome: dg.MetadataValue.int(count) for outcome, count in result.answers.items()}
        if result.ended != "complete" or result.unanswered:
            said = result.sentence or f"{result.unanswered} of the documents gave no answer."
            raise dg.Failure(f"{said} What came is kept; the next run goes on from here.", counts, False)
        return dg.MaterializeResult(metadata={"requests": result.requests, **counts})

    return fetched


def _check(organ: str) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=asset_name(organ),
        name="something_came_of_every_session_that_ended",
        description=(
            "Warns when a session that sources.yml names, or the main part of the Assembly's, ended more than a month ago "
            "and no document of it was fetched."
        ),
    )
    def something_came(shared_home: SharedHome) -> dg.AssetCheckResult:
        try:
            found = silent(organ, shared_home.home, _today())
        except Exception as error:  # a build is not to fail by what was fetched
            return _warning(f"Not known: {error}")
        if found is None:
            return dg.AssetCheckResult(passed=True, metadata={"observed": f"{organ} is not fetched here"})
        if not found:
            return dg.AssetCheckResult(passed=True, metadata={"observed": "as expected"})
        said = "; ".join(told(organ, session, day) for session, day in found.items())
        return _warning(f"Nothing came of {said}")

    return something_came


def _warning(observed: str) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=False, severity=dg.AssetCheckSeverity.WARN, metadata={"observed": observed}
    )


with warnings.catch_warnings():  # of Dagster, that policies for backfills are new
    warnings.simplefilter("ignore", dg.BetaWarning)
    FETCHED = [_asset(organ) for organ in KINDS]
FRESHNESS = [_check(organ) for organ in KINDS]
