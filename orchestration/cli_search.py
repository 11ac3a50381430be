"""The command search: the table function `search` without SQL.

Here: arguments, exit codes, what is said beside the answer. Not here: how paragraphs are found
(`warehouse/table_functions/search.sql`), which filters there are (`search_filters`).
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orchestration.cli_options import errors_for_people, home_option
from orchestration.cli_output import form_of_rows, output_option, rows_option, say_written
from warehouse.enumerations import ORGANS, PARAGRAPH_KINDS

if TYPE_CHECKING:
    import duckdb

FOR_A_SCREEN, ROWS_ON_A_SCREEN = "score, paragraph_id, text", 20
ASKED = """
FROM search(
    $query, organ := $organ, language := $language, session := $session, kind := $kind, theme := $theme,
    all_words := $all_words
)
"""
QUOTES = set('"“”„«»')


@click.command()
@click.argument("query")
@home_option
@click.option("--organ", type=click.Choice(ORGANS, case_sensitive=False), help="Only texts of this organ.")
@click.option("--language", help="Only texts in this language: en, fr, es.")
@click.option("--session", help="Only texts of this session: 30, S-35.")
@click.option(
    "--kind", type=click.Choice(PARAGRAPH_KINDS, case_sensitive=False), help="Only paragraphs of this kind."
)
@click.option("--theme", help="Only paragraphs that name this theme, or a narrower one: its theme_id.")
@click.option("--any", "any_words", is_flag=True, help="Paragraphs that have any of the words, not all.")
@click.option(
    "--limit", type=click.IntRange(min=1),
    help=f"How many at most.  [default: {ROWS_ON_A_SCREEN} in a table on the screen, else all]",
)  # fmt: skip
@rows_option
@output_option
def search(
    query: str, home: Path, any_words: bool, limit: int | None, form: str | None, output: Path | None,
    **filters: str | None,
) -> None:  # fmt: skip
    """The paragraphs that have the words of QUERY, best first (BM25).

    Files, csv and json have more columns than the table.

    \b
    hrcw search "right to water" --organ HRC
    hrcw search "guardian" --language en --theme migrant_children -o guardians.csv
    """
    form = form_of_rows(form, output)
    from orchestration.home import Home
    from warehouse.answers import write_result
    from warehouse.reading import QueryResult, execute, open_warehouse, plain_errors

    warehouse = Home(home).warehouse
    with (
        errors_for_people(output),
        open_warehouse(warehouse) as connection,
        plain_errors(f"{warehouse} is not of this version of the program; build it anew: "),
    ):
        asked = {"query": query, "all_words": not any_words, **_checked(connection, query, filters)}
        (found,) = execute(connection, f"SELECT count(*) {ASKED}", **asked).fetchone() or (0,)
        if limit is None and form == "table" and output is None:
            limit = ROWS_ON_A_SCREEN
        _say(query, found, limit, any(filters.values()))
        if not found and form == "table" and output is None:
            return
        columns = FOR_A_SCREEN if form == "table" else "*"
        execute(connection, f"SELECT {columns} {ASKED} LIMIT $limit", limit=limit, **asked)
        rows = write_result(QueryResult(connection), form, output or sys.stdout, limit=None)  # type: ignore[arg-type]
    if output:
        say_written(output, rows)


def _checked(
    connection: "duckdb.DuckDBPyConnection", query: str, filters: dict[str, str | None]
) -> dict[str, str | None]:
    """The filters as the warehouse writes them.

    Raises click.UsageError for a question without words, and for a filter that no text can meet.
    """
    from orchestration.search_filters import KNOWN, NoSuchValue, known_value
    from warehouse.reading import execute

    if execute(connection, "SELECT len(search_words(?))", query).fetchone() == (0,):
        raise click.UsageError('QUERY has no words. Give some, such as: hrcw search "right to water"')
    try:
        return {
            name: known_value(connection, name, typed) if typed is not None and name in KNOWN else typed
            for name, typed in filters.items()
        }
    except NoSuchValue as error:
        raise click.UsageError(str(error)) from error


def _say(query: str, found: int, limit: int | None, has_filters: bool) -> None:
    """On standard error: what the rows do not tell."""
    if QUOTES & set(query):
        click.echo(
            "Quotation marks mean nothing here: the words may stand anywhere in a paragraph.", err=True
        )
    if not found:
        click.echo(
            f"No paragraph has these words{' and meets the filters' if has_filters else ''}.", err=True
        )
    if limit is not None and limit < found:
        click.echo(f"{limit:,} of {found:,}; --limit {found} shows all.", err=True)
