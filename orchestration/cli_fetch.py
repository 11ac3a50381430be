"""The command `hrcw fetch`.

Here: its arguments and exit codes. Not here: the work (`fetching`), imported when the command runs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from orchestration.cli_options import home_option

COMPLETE, UNANSWERED, STOPPED_BY_SERVICE, INTERRUPTED = 0, 1, 3, 130
ENDED = {"complete": COMPLETE, "limit": COMPLETE, "stopped": STOPPED_BY_SERVICE, "interrupted": INTERRUPTED}

OF_DOCUMENTS = ("organ", "sessions", "symbols", "languages", "kinds", "recheck", "refresh", "gap")
OF_RECORDS = ("set_name", "since")


@click.command()
@home_option
@click.option("--organ", type=click.Choice(["HRC", "GA"]), show_default="HRC")
@click.option(
    "--session", "sessions", multiple=True, metavar="SESSIONS", help="30, 30-35, 12,15, S-17, current."
)
@click.option("--symbol", "symbols", multiple=True, help="A document by its symbol; may be repeated.")
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(["ar", "en", "es", "fr", "ru", "zh"]),
    show_default="en", help="May be repeated.",
)  # fmt: skip
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(["resolution", "decision", "presidential_statement"]),
    help="May be repeated. All kinds without.",
)  # fmt: skip
@click.option("--recheck", is_flag=True, help="Ask again for documents that were missing before.")
@click.option("--refresh", is_flag=True, help="Ask whether documents fetched before have changed.")
@click.option("--records", is_flag=True, help="Harvest catalogue records of the UN Digital Library instead.")
@click.option(
    "--set", "set_name", metavar="NAME", help="Records of one set; all without, which are very many."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Records changed from this day on; without, since the last harvest.",
)  # fmt: skip
@click.option(
    "--gap",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="So many missing in a row end a series.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0.1, 6000),
    default=20,
    show_default=True,
    help="Requests a minute, at most.",
)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many requests.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked for; ask nothing.")
@click.pass_context
def fetch(
    context: click.Context,
    home: Path,
    organ: str | None,
    sessions: tuple[str, ...],
    symbols: tuple[str, ...],
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    recheck: bool,
    refresh: bool,
    records: bool,
    set_name: str | None,
    since: datetime | None,
    gap: int,
    rate: float,
    limit: int | None,
    dry_run: bool,
) -> None:
    """Fetch documents from the UN document service into the raw store; `hrcw build` then reads them.

    Numbers of a session are asked for until several in a row are missing. Every attempt is noted, and
    what is known is not asked for again: stop it at any moment, and run it again to go on.
    Without --session and --symbol, --recheck and --refresh mean all that was asked for before, and a plain
    fetch what sources.yml in the home names; --organ, --language and --kind choose among that.
    Of current sessions, what was missing is asked for again.
    With --records, catalogue records: what changed since the last harvest, at first all of them. The library
    is large, so name a --set or say --since when.

    \b
    hrcw fetch --session 30-35 --language en
    hrcw fetch --symbol A/HRC/RES/30/21
    hrcw fetch --recheck
    hrcw fetch --records --since 2024-01-01

    \b
    Exit code 0  every document asked for is answered (or --limit was reached)
              1  some gave no answer; run it again
              2  wrong arguments or settings, or another fetch is running
              3  stopped: the service throttles, fails or seems to block; run it again later
            130  stopped by Ctrl+C; run it again to go on
    """
    given = _given(context, OF_RECORDS if not records else OF_DOCUMENTS)
    if given and records:
        raise click.UsageError(f"--records fetches records, not documents: leave out {', '.join(given)}.")
    if given:
        raise click.UsageError(f"{', '.join(given)} is about catalogue records: add --records.")

    with _interrupted():
        from orchestration.fetching.result import Result
        from orchestration.fetching.running import FetchBusy, Order, orders_of, run_orders
        from orchestration.fetching.scope import ScopeError
        from orchestration.fetching.summary import show_harvest, show_result
        from orchestration.home import Home
        from orchestration.reporting import reporter_for_stderr
        from orchestration.settings import SettingError
        from orchestration.workers import WorkerFailed

        place = Home(home)

        def run() -> Result | None:
            if records:
                from orchestration.fetching.harvest import HarvestOrder, run_harvest

                since_day = since.date().isoformat() if since else ""
                wanted = HarvestOrder(set_name or "", since_day, rate, limit or 0, dry_run)
                return run_harvest(place, wanted, reporter_for_stderr())
            order = Order(
                organ or "",
                sessions,
                symbols,
                languages,
                kinds,
                recheck,
                refresh,
                gap,
                rate,
                limit or 0,
                dry_run,
            )
            return run_orders(place, orders_of(place, order), reporter_for_stderr())

        try:
            result = run()
        except (ScopeError, SettingError, FetchBusy) as error:
            raise click.UsageError(str(error)) from error
        except WorkerFailed as error:
            raise click.ClickException(
                f"{error} Run the same command again; it goes on from here."
            ) from error
        except OSError as error:
            raise click.UsageError(
                f"Cannot write to {place.folder}: {error.strerror}. Name another --home."
            ) from error
    if result is None:
        return
    show = show_harvest if records else show_result
    show(result, place, click.echo)
    code = ENDED[result.ended]
    sys.exit(UNANSWERED if code == COMPLETE and result.unanswered else code)


@contextmanager
def _interrupted() -> Iterator[None]:
    """Ctrl+C before the first request or after the last ends as one in between does."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped; the same command goes on from here.")
        sys.exit(INTERRUPTED)


def _given(context: click.Context, names: tuple[str, ...]) -> list[str]:
    """The options of these that a person wrote, as they are written."""
    options = {each.name: each.opts[0] for each in context.command.params}
    written = [name for name in names if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    return [options[name] for name in written]
