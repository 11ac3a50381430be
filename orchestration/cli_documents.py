"""The commands about one document: inspect, explain, export.

Here: arguments and exit codes. Not here: the work; each command imports it.
"""

import sys
from pathlib import Path

import click

from orchestration.cli_options import errors_for_people, home_option
from orchestration.cli_output import check_output, output_option, say_written


@click.command()
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
    """The paragraphs of one document, and what they ask for, beside the source lines they were read from.

    On the embedded sample:

    \b
    hrcw inspect A/HRC/RES/30/21
    hrcw inspect 30/21 | less
    hrcw inspect 30/21@en --html 30-21.html
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


@click.command()
@click.argument("paragraph_id")
@home_option
@click.option("--language", help="Language of the text, where there are several: en, fr, es.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text for people, json for programs: one object.",
)  # fmt: skip
def explain(paragraph_id: str, home: Path, language: str | None, form: str) -> None:
    """Every mention and request in a paragraph, and for each the rule and the term that made it.

    PARAGRAPH_ID may leave out what is clear without it: the language, the beginning of the symbol.
    A symbol alone explains all paragraphs of the document. On the embedded sample:

    \b
    hrcw explain "A/HRC/RES/29/901@en#op3(c)"
    hrcw explain 30/21#op4
    hrcw explain 30/21 | less
    """
    from orchestration.home import Home
    from warehouse.explaining import explain as explain_rows
    from warehouse.finding import find_paragraph
    from warehouse.reading import open_warehouse, plain_errors

    place = Home(home)
    with (
        errors_for_people(None),
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


@click.command()
@click.argument("symbol")
@home_option
@click.option(
    "--format", "form", type=click.Choice(["akn"]), default="akn", show_default=True,
    help="akn: Akoma Ntoso XML as the United Nations write it (AKN4UN).",
)  # fmt: skip
@click.option("--language", help="Language of the text, where there are several: en, fr, es.")
@output_option
def export(symbol: str, home: Path, form: str, language: str | None, output: Path | None) -> None:
    """Write a document of the warehouse, named by its SYMBOL, in a format of others.

    On the embedded sample:

    \b
    hrcw export A/HRC/RES/30/21 -o 30-21.xml
    hrcw export 30/21@en | less
    """
    check_output(output)
    from orchestration.export import export_akn, write_export
    from orchestration.home import Home

    with errors_for_people(output):
        data = export_akn(Home(home).warehouse, symbol, language)
        if output:
            write_export(data, output)
            say_written(output)
        else:
            sys.stdout.buffer.write(data)
