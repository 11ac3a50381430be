"""The command hrcw: its group, and the commands that build and ask.

Here: arguments and exit codes. Not here: the work; it is imported by the command that needs it, so
that every command starts at once.
"""

import os
import sys
from pathlib import Path

import click

from orchestration.cli_documents import explain, export, inspect
from orchestration.cli_feeds import feeds
from orchestration.cli_fetch import fetch
from orchestration.cli_options import (
    FAILED,
    NOT_PUBLISHED,
    PUBLISHED,
    errors_for_people,
    home_option,
    vocabulary_option,
)
from orchestration.cli_output import form_of_rows, output_option, rows_option, say_written
from orchestration.cli_release import release
from orchestration.cli_search import search
from orchestration.cli_site import site
from orchestration.cli_vocabulary import vocabulary


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hrc-warehouse", prog_name="hrcw")
def cli() -> None:
    """Resolutions of the UN Human Rights Council as a warehouse you can query.

    \b
    hrcw build                 try it on the embedded sample
    hrcw build FOLDER          read your own texts
    hrcw fetch --session 30    get texts from the United Nations, then: hrcw build
    hrcw status                what is published, and how far to trust it
    hrcw query "SELECT …"      ask in SQL
    hrcw search "WORDS"        paragraphs that have these words, best first
    hrcw site                  the same as pages for a browser, offline
    hrcw feeds                 the same as files for BI tools, or in PostgreSQL
    hrcw release VERSION       warehouse, feeds and codebook frozen with checksums
    hrcw inspect SYMBOL        one document beside its source lines
    hrcw explain PARAGRAPH_ID  why a paragraph counts: each mention, and the term that made it
    hrcw export SYMBOL         one document as Akoma Ntoso XML
    hrcw vocabulary            the words by which mentions are found, and what a change would do

    The warehouse is one DuckDB file, hrcw-home/warehouse.duckdb, that any BI tool can open.
    """


@cli.command()
@click.argument("source", nargs=-1, type=click.Path(path_type=Path))
@home_option
@click.option("--strict", is_flag=True, help="Exit with 1 when any source was rejected.")
@click.option("--prune", is_flag=True, help="Drop documents whose source is no longer there.")
@click.option("--force", is_flag=True, help="Check and publish again even when nothing is new.")
@vocabulary_option
def build(
    source: tuple[Path, ...], home: Path, strict: bool, prune: bool, force: bool, vocabulary: Path | None
) -> None:
    """Read SOURCEs (files or folders), check everything, publish the warehouse.

    Without SOURCE: those of earlier builds, or the embedded sample in a new home. Only what is new
    is read. Rejected files do not fail a build; they are rows of the table `rejects`.

    \b
    Exit code 0  published, or nothing new
              1  nothing published: a critical expectation failed (or --strict and a reject)
              2  wrong arguments, or nothing to read
    """
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.scan import NoSource, scan
    from orchestration.settings import SettingError, max_archive_bytes, max_bytes, max_seconds
    from warehouse.vocabularies import VocabularyError

    if vocabulary is not None:  # the steps of a build run by their settings
        os.environ["HRCW_VOCABULARY"] = str(vocabulary)
    place = Home(home)
    console = Console(soft_wrap=not sys.stdout.isatty())
    reporter = reporter_for_stderr()
    try:
        max_bytes()
        max_archive_bytes()
        max_seconds()
        scan(place, list(source))
        place.folder.mkdir(parents=True, exist_ok=True)
        reporter.say("Starting")
        from orchestration.parsing import parser_in_force
        from orchestration.pipeline import run_build

        parser_in_force()
        outcome = run_build(place, list(source), reporter, prune=prune, force=force)
    except (NoSource, SettingError) as error:
        raise click.UsageError(str(error)) from error
    except VocabularyError as error:
        raise click.UsageError(
            "The vocabulary cannot be used; hrcw vocabulary check names all that is wrong.\n" + str(error)
        ) from error
    except OSError as error:
        raise click.UsageError(
            f"Cannot write to {place.folder}: {error.strerror}. Name another --home."
        ) from error

    from orchestration.summary import show_build, show_next, show_problems

    if outcome.ended in NOT_PUBLISHED:
        show_problems(outcome.problems, place, outcome.ended == "refused", console)
        sys.exit(NOT_PUBLISHED[outcome.ended])
    if outcome.ended == "unchanged":
        console.print("Nothing is new; the published warehouse is as it was.")
    rejects = show_build(place, console)
    show_next(place, console)
    sys.exit(FAILED if strict and rejects else PUBLISHED)


@cli.command()
@click.argument("sql")
@home_option
@rows_option
@output_option
def query(sql: str, home: Path, form: str | None, output: Path | None) -> None:
    """Run one SQL statement on the published warehouse, reading only.

    A table on the screen shows 50 rows at most; a file and the other formats have them all. Where columns do not fit
    the screen, each row is printed as lines. Fractions are rounded in tables alone.

    \b
    hrcw query "SELECT symbol, title FROM resolutions"
    hrcw query "FROM theme_frequency" -o theme_frequency.csv
    """
    form = form_of_rows(form, output)
    from orchestration.home import Home
    from warehouse.answers import write_result
    from warehouse.reading import run_query

    with errors_for_people(output), run_query(Home(home).warehouse, sql) as result:
        rows = write_result(result, form, output or sys.stdout, for_the_rest="-o FILE.csv has them all")  # type: ignore[arg-type]
    if output:
        say_written(output, rows)


@cli.command()
@home_option
def status(home: Path) -> None:
    """What is published, when, from what, and how its expectations held."""
    from rich.console import Console

    from orchestration.fetching.summary import show_fetching
    from orchestration.home import Home
    from orchestration.settings import SettingError
    from orchestration.summary import show_status
    from warehouse.reading import NoWarehouse, QueryError, plain_errors

    place = Home(home)
    try:
        try:
            with plain_errors(f"{place.warehouse} is no warehouse of this program: "):
                show_status(place, Console(soft_wrap=not sys.stdout.isatty()))
        finally:  # files may be fetched though nothing is published yet
            show_fetching(place, click.echo)
    except (NoWarehouse, SettingError) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error


for command in (fetch, search, site, feeds, release, inspect, explain, export, vocabulary):
    cli.add_command(command)


def main() -> None:
    """Entry point of the installed command."""
    cli()


if __name__ == "__main__":
    main()
