"""The page on method and limits, and the SQL of every figure as a page of its own, which the charts link to.

Here: metrics of the warehouse and the queries of this site as texts. Not here: running them.
"""

from __future__ import annotations

import duckdb

from warehouse.metrics import metric_names, metric_sql
from warehouse.reading import rows_of
from warehouse.site.holdings import SQL_FOLDER, Holdings, site_sql
from warehouse.site.pages import Pages, sql_shown


def write_method(pages: Pages, connection: duckdb.DuckDBPyConnection, holdings: Holdings) -> None:
    """about.html, sql/NAME.html, and each SQL text itself beside it."""
    texts = {name: metric_sql(name) for name in metric_names()}
    texts |= {path.stem: site_sql(path.stem) for path in sorted(SQL_FOLDER.glob("*.sql"))}
    titles = {name: _title(sql) for name, sql in texts.items()}
    for name, sql in texts.items():
        pages.page(f"sql/{name}.html", "sql.html", nav="", name=name, title=titles[name], sql=sql_shown(sql))
        pages.file(f"sql/{name}.sql", sql.encode())
    order = [
        (group.organ, session, group.language) for group in holdings.groups for session in group.sessions
    ]
    coverage = [holdings.coverage[key] for key in order if key in holdings.coverage]
    pages.page(
        "about.html",
        "about.html",
        nav="about",
        sql_titles=titles,
        languages=rows_of(connection, "FROM languages ORDER BY documents DESC, label"),
        coverage_rows=coverage,
        fictitious=sum(document.is_fictitious for document in holdings.documents.values()),
    )
    columns = list(coverage[0]) if coverage else []
    pages.csv("data/coverage.csv", columns, [list(row.values()) for row in coverage])


def _title(sql: str) -> str:
    """A metric's SQL opens with its title."""
    return sql.partition("\n")[0].removeprefix("-- Title:").strip()
