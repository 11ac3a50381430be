"""The command hrcw.

Here: arguments and exit codes. Not here: the work; it is imported by the command that needs it, so
that every command starts at once.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from orchestration.cli_site import site_command

PUBLISHED, FAILED, STOPPED = 0, 1, 130
NOT_PUBLISHED = {"refused": FAILED, "failed": FAILED, "stopped": STOPPED}

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="HRCW_HOME",
    default=Path("hrcw-home"),
    show_default=True,
    show_envvar=True,
    help="Folder of the warehouse and all it is made from.",
)


vocabulary_option = click.option(
    "--vocabulary",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="HRCW_VOCABULARY",
    show_envvar=True,
    help="Folder of vocabularies to use instead of the program's own.",
)


@contextmanager
def _errors_for_people(output: Path | None) -> Iterator[None]:
    """Errors of reading the warehouse and of writing `output` as click says them."""
    from warehouse.finding import NoSuchDocument
    from warehouse.reading import NoWarehouse, QueryError

    try:
        yield
    except (NoWarehouse, NoSuchDocument) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if output is None:
            raise  # a closed pipe: whoever read it has seen enough
        raise click.UsageError(f"Cannot write {output}: {error.strerror}.") from error


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hrc-warehouse", prog_name="hrcw")
def cli() -> None:
    """Resolutions of the UN Human Rights Council as a warehouse you can query.

    \b
    hrcw build                 try it on the embedded sample
    hrcw build FOLDER          read your own texts
    hrcw status                what is published, and how far to trust it
    hrcw query "SELECT …"      ask in SQL
    hrcw inspect SYMBOL        one document beside its source lines
    hrcw explain PARAGRAPH_ID  why a paragraph counts: each mention, and the term that made it
    hrcw export SYMBOL         one document as Akoma Ntoso XML
    hrcw site                  the same as pages for a browser, offline
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
    from orchestration.settings import SettingError, max_bytes, max_seconds
    from warehouse.vocabularies import VocabularyError

    if vocabulary is not None:  # the steps of a build run by their settings
        os.environ["HRCW_VOCABULARY"] = str(vocabulary)
    place = Home(home)
    console = Console(soft_wrap=not sys.stdout.isatty())
    reporter = reporter_for_stderr()
    try:
        max_bytes()
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
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "parquet"]), default="table", show_default=True,
    help="How to write the rows.",
)  # fmt: skip
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to, instead of the screen.",
)
def query(sql: str, home: Path, form: str, output: Path | None) -> None:
    """Run SQL on the published warehouse, reading only.

    \b
    hrcw query "SELECT symbol, title FROM resolutions"
    hrcw query "SELECT * FROM migrant_theme_trend" --format csv -o trend.csv
    """
    from orchestration.home import Home
    from warehouse.reading import run_query, write_result

    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a screen. Add --output FILE.")
    with _errors_for_people(output), run_query(Home(home).warehouse, sql) as result:
        write_result(result, form, output if output else sys.stdout)  # type: ignore[arg-type]


@cli.command()
@click.argument("symbol")
@home_option
@click.option("--language", help="Language of the text, where there are several: en, fr, es.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one page for a browser, instead of to the screen.",
)
def inspect(symbol: str, home: Path, language: str | None, html: Path | None) -> None:
    """The paragraphs of one document beside the source lines they were read from.

    \b
    hrcw inspect A/HRC/RES/30/21
    hrcw inspect 30/21 | less
    hrcw inspect 30/21@fr --html 30-21.html
    """
    from orchestration.home import Home
    from warehouse.finding import NoSuchDocument, find_document
    from warehouse.inspection import inspect_document
    from warehouse.reading import NoWarehouse, QueryError, open_warehouse, plain_errors

    place = Home(home)
    try:
        with (
            open_warehouse(place.warehouse) as connection,
            plain_errors(f"{place.warehouse} is no warehouse of this program: "),
        ):
            inspection = inspect_document(connection, find_document(connection, symbol, language))
    except (NoWarehouse, NoSuchDocument) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    if html is None:
        from rich.console import Console

        from orchestration.inspect_terminal import show_inspection

        show_inspection(inspection, Console(highlight=False))
        return
    from orchestration.inspect_page import PageNotWritten, write_page

    try:
        write_page(inspection, html)
    except PageNotWritten as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Wrote {html}")


@cli.command()
@click.argument("paragraph_id")
@home_option
@click.option("--language", help="Language of the text, where there are several: en, fr, es.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text for people, json for programs: one object.",
)  # fmt: skip
def explain(paragraph_id: str, home: Path, language: str | None, form: str) -> None:
    """Every mention in a paragraph, and for each the rule and the term that made it.

    PARAGRAPH_ID may leave out what is clear without it: the language, the beginning of the symbol.
    A symbol alone explains all paragraphs of the document.

    \b
    hrcw explain "A/HRC/RES/30/21@en#op4(a)"
    hrcw explain 30/21#op4
    hrcw explain 30/21 | less
    """
    from orchestration.home import Home
    from warehouse.explaining import explain as explain_rows
    from warehouse.finding import find_paragraph
    from warehouse.reading import open_warehouse, plain_errors

    place = Home(home)
    with (
        _errors_for_people(None),
        open_warehouse(place.warehouse) as connection,
        plain_errors(f"{place.warehouse} is not of this version of the program; build it anew: "),
    ):
        explanation = explain_rows(connection, *find_paragraph(connection, paragraph_id, language))
    if form == "json":
        from orchestration.explain_json import explanation_as_json

        sys.stdout.buffer.write(explanation_as_json(explanation).encode())
        return
    from rich.console import Console

    from orchestration.explain_terminal import show_explanation

    show_explanation(explanation, Console(highlight=False))


@cli.command()
@click.argument("symbol")
@home_option
@click.option(
    "--format", "form", type=click.Choice(["akn"]), default="akn", show_default=True,
    help="akn: Akoma Ntoso XML as the United Nations write it (AKN4UN).",
)  # fmt: skip
@click.option("--language", help="Language of the text, where there are several: en, fr, es.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to, instead of the screen.",
)
def export(symbol: str, home: Path, form: str, language: str | None, output: Path | None) -> None:
    """Write a document of the warehouse, named by its SYMBOL, in a format of others.

    \b
    hrcw export A/HRC/RES/30/21 -o 30-21.xml
    hrcw export 30/21@fr | less
    """
    from orchestration.export import export_akn, write_export
    from orchestration.home import Home

    with _errors_for_people(output):
        data = export_akn(Home(home).warehouse, symbol, language)
        if output:
            write_export(data, output)
        else:
            sys.stdout.buffer.write(data)


@cli.command()
@home_option
def status(home: Path) -> None:
    """What is published, when, from what, and how its expectations held."""
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.settings import SettingError
    from orchestration.summary import show_status
    from warehouse.reading import NoWarehouse, QueryError, plain_errors

    place = Home(home)
    try:
        with plain_errors(f"{place.warehouse} is no warehouse of this program: "):
            show_status(place, Console(soft_wrap=not sys.stdout.isatty()))
    except (NoWarehouse, SettingError) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error


@cli.group()
def vocabulary() -> None:
    """The words by which actors, instruments and themes are found: CSV files for any spreadsheet.

    \b
    hrcw vocabulary copy words        1. the program's own, to edit
    hrcw vocabulary check words       2. errors, words claimed twice, dead terms
    hrcw vocabulary diff words        3. which paragraphs would gain or lose a label
    hrcw build --vocabulary words     4. publish with them
    """


@vocabulary.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def copy(folder: Path) -> None:
    """Copy the program's vocabularies into FOLDER, which must be new or empty."""
    from orchestration.vocabulary import FolderInUse, copy_vocabulary

    try:
        count = copy_vocabulary(folder)
    except FolderInUse as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"Cannot write {folder}: {error.strerror}.") from error
    click.echo(f"Wrote {count} files to {folder}. Edit them, then: hrcw vocabulary check {folder}")


@vocabulary.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option("--all", "everything", is_flag=True, help="List everything, not the first of each kind.")
def check(folder: Path | None, home: Path, everything: bool) -> None:
    """Errors, words claimed twice and dead terms of the vocabularies in FOLDER (the program's own without).

    An error is a row that cannot be used, or whose example it does not match. Dead terms are those that
    no text of the published warehouse has; without a warehouse they are not looked for.

    \b
    Exit code 0  no error      1  errors
    """
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.vocabulary import check_vocabulary
    from orchestration.vocabulary_terminal import show_check

    with _errors_for_people(None):
        found = check_vocabulary(folder, Home(home).warehouse, reporter_for_stderr())
    show_check(found, Console(soft_wrap=True, highlight=False), everything)
    sys.exit(FAILED if found.errors else PUBLISHED)


@vocabulary.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV file to write every change to.",
)
def diff(folder: Path, home: Path, output: Path | None) -> None:
    """Which paragraphs of the published warehouse would gain or lose a label with the vocabularies in FOLDER.

    Nothing is published.
    """
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.vocabulary import diff_vocabulary
    from orchestration.vocabulary_terminal import show_diff
    from warehouse.vocabularies import VocabularyError

    try:
        with _errors_for_people(output):
            changes = diff_vocabulary(folder, Home(home).warehouse, reporter_for_stderr())
            if output:
                changes.rows.write_csv(output)
    except VocabularyError as error:
        raise click.UsageError("\n".join(error.problems)) from error
    show_diff(changes, Console(soft_wrap=True, highlight=False))
    if output:
        click.echo(f"Wrote {output}")


cli.add_command(site_command(home_option))


def main() -> None:
    """Entry point of the installed command."""
    cli()


if __name__ == "__main__":
    main()
