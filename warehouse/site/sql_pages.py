"""The page on method and limits, and the SQL of every figure as a page of its own, which charts and tables link to.

Here: metrics, and the views and functions of the warehouse that they read, as texts. Not here: running them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.coverage import session_words
from warehouse.metrics import METRICS_FOLDER, metric_names, metric_sql, metric_title
from warehouse.reading import rows_of
from warehouse.search import SEARCH_TABLES
from warehouse.site.holdings import Holdings
from warehouse.site.pages import Pages, sql_shown
from warehouse.statements import (
    FUNCTIONS_FOLDER,
    TABLE_FUNCTIONS_FOLDER,
    VIEWS_FOLDER,
    functions_called,
    published_functions,
    published_table_functions,
    published_views,
    tables_read,
)
from warehouse.tables import TABLES

GRAINS = {table.name: table.grain for table in (*TABLES.values(), *SEARCH_TABLES)}
COVERAGE = (
    "organ", "session", "session_kind", "language", "documents", "fictitious", "resolutions_held",
    "resolutions_adopted", "resolutions_indexed", "is_indexed", "missing_numbers", "coverage",
)  # fmt: skip
ABSENT = """
SELECT a.organ, a.language, a.session
FROM absent_sessions AS a
JOIN (SELECT organ, language, min(year) AS first, max(year) AS last FROM document_years GROUP BY ALL) AS y
    ON y.organ = a.organ AND y.language = a.language AND a.year BETWEEN y.first AND y.last
ORDER BY a.session LIKE 'S-%', try_cast(regexp_extract(a.session, '[0-9]+') AS INTEGER), a.session
"""
"""Those that organ_coverage counts."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of SQL: what it is, in one line, its file, and the names of what it reads and calls."""

    name: str
    kind: str
    title: str
    file: Path
    reads: tuple[str, ...]


def check_statements(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises duckdb.Error where the SQL of the pages does not run on the warehouse: it is of another version."""
    connection.execute("EXPLAIN SELECT * FROM search('a')")
    for sql in (*map(metric_sql, metric_names()), *(view.sql for view in published_views())):
        connection.execute(f"EXPLAIN {sql}")


def write_method(pages: Pages, connection: duckdb.DuckDBPyConnection, holdings: Holdings) -> None:
    """about.html, sql/NAME.html, and each SQL text itself beside it."""
    statements = {statement.name: statement for statement in _statements()}
    for name, statement in statements.items():
        text = statement.file.read_bytes()
        pages.page(
            f"sql/{name}.html",
            "sql.html",
            nav="",
            statement=statement,
            sql=sql_shown(text.decode("utf-8")),
            reads=[(read, statements.get(read), GRAINS.get(read, "")) for read in statement.reads],
        )
        pages.file(f"sql/{name}.sql", text)
    order = [
        (group.organ, session, group.language) for group in holdings.groups for session in group.sessions
    ]
    coverage = [{**holdings.coverage[key], "held": session_words(holdings.coverage[key])} for key in order]
    pages.page(
        "about.html",
        "about.html",
        nav="about",
        statements=statements.values(),
        behind=_behind(statements),
        languages=rows_of(connection, "FROM languages ORDER BY documents DESC, label"),
        coverage_rows=coverage,
        absent=_absent(connection, holdings),
        fictitious=sum(document.is_fictitious for document in holdings.documents.values()),
    )
    columns = (*COVERAGE, "held")
    pages.csv("data/coverage.csv", columns, [[row[column] for column in columns] for row in coverage])


def _absent(connection: duckdb.DuckDBPyConnection, holdings: Holdings) -> list[tuple[str, list[str]]]:
    """By the label of a group, the sessions of its years that are known to have met and of which nothing is held."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows_of(connection, ABSENT):
        found.setdefault((row["organ"], row["language"]), []).append(row["session"])
    return [(group.label, found[group.key]) for group in holdings.groups if group.key in found]


def _statements() -> list[Statement]:
    """All metrics, views and functions that are published."""
    metrics = {name: metric_sql(name) for name in metric_names()}
    reads = tables_read(metrics)
    found = [
        Statement(
            name, "metric", metric_title(name), METRICS_FOLDER / f"{name}.sql",
            (*sorted(reads[name]), *functions_called(sql)),
        )
        for name, sql in metrics.items()
    ]  # fmt: skip
    for view in published_views():
        calls = functions_called(view.sql)
        file = VIEWS_FOLDER / f"{view.name}.sql"
        found.append(Statement(view.name, "view", view.comment, file, (*sorted(view.reads), *calls)))
    for function in published_functions():
        calls = [name for name in functions_called(function.sql) if name != function.name]
        file = FUNCTIONS_FOLDER / f"{function.name}.sql"
        found.append(Statement(function.name, "function", function.comment, file, tuple(calls)))
    answers = {each.name: each.select for each in published_table_functions()}
    reads = tables_read(answers)
    for function in published_table_functions():
        calls = functions_called(answers[function.name])
        file = TABLE_FUNCTIONS_FOLDER / f"{function.name}.sql"
        names = (*sorted(reads[function.name]), *calls)
        found.append(Statement(function.name, "table function", function.comment, file, names))
    return found


def _behind(statements: Mapping[str, Statement]) -> dict[str, list[str]]:
    """The views and functions, apart: those that a figure reads, itself or through another, and the others."""
    behind: set[str] = set()
    waiting = [name for name, statement in statements.items() if statement.kind == "metric"]
    while waiting:
        new = {name for name in statements[waiting.pop()].reads if name in statements} - behind
        behind |= new
        waiting.extend(new)
    found: dict[str, list[str]] = {}
    for kind, read, other in (
        ("view", "Views that they read", "Other views, for BI tools and queries"),
        ("function", "Functions that they call", "Other functions, for queries"),
    ):
        names = [name for name, statement in statements.items() if statement.kind == kind]
        found[read] = [name for name in names if name in behind]
        found[other] = [name for name in names if name not in behind]
    asked = [name for name, statement in statements.items() if statement.kind == "table function"]
    return found | {"Functions that answer with rows, to ask the file with": asked}
