"""The command search: the table function `search` without SQL.

Here: arguments and exit codes. Not here: how paragraphs are found (`warehouse/table_functions/search.sql`).
"""

import sys
from pathlib import Path

import click

from orchestration.cli_options import errors_for_people, home_option

FOR_A_SCREEN = "score, paragraph_id, text"
QUESTION = """
SELECT {columns} FROM search(
    $query, organ := $organ, language := $language, session := $session, kind := $kind, theme := $theme,
    all_words := $all_words
) LIMIT $limit
"""


@click.command()
@click.argument("query")
@home_option
@click.option("--organ", help="Only texts of this organ: HRC, GA, SC, ECOSOC, CHR.")
@click.option("--language", help="Only texts in this language: en, fr, es.")
@click.option("--session", help="Only texts of this session: 30, S-35.")
@click.option("--kind", help="Only paragraphs of this kind: preambular, operative, …")
@click.option("--theme", help="Only paragraphs that name this theme, or a narrower one: its theme_id.")
@click.option("--any", "any_words", is_flag=True, help="Paragraphs that have any of the words, not all.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to write the paragraphs; csv and json have more columns.",
)  # fmt: skip
def search(query: str, home: Path, any_words: bool, limit: int, form: str, **filters: str | None) -> None:
    """The paragraphs that have the words of QUERY, best first (BM25).

    \b
    hrcw search "right to water" --organ HRC
    hrcw search "droit à l'eau" --language fr --format csv
    """
    from orchestration.home import Home
    from warehouse.answers import write_result
    from warehouse.reading import QueryResult, open_warehouse, plain_errors

    warehouse = Home(home).warehouse
    asked = {"query": query, "all_words": not any_words, "limit": limit, **filters}
    with (
        errors_for_people(None),
        open_warehouse(warehouse) as connection,
        plain_errors(f"{warehouse} is not of this version of the program; build it anew: "),
    ):
        columns = FOR_A_SCREEN if form == "table" else "*"
        connection.execute(QUESTION.format(columns=columns), asked)
        write_result(QueryResult(connection), form, sys.stdout, limit=limit)  # type: ignore[arg-type]
