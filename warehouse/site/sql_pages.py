"""The SQL of every figure as a page of its own, which the charts link to.

Here: metrics of the warehouse and the queries of this site. Not here: running them.
"""

from __future__ import annotations

from warehouse.metrics import metric_names, metric_sql
from warehouse.site.holdings import SQL_FOLDER, site_sql
from warehouse.site.pages import Pages, sql_shown


def write_sql_pages(pages: Pages) -> None:
    """sql/NAME.html, and the text itself beside it."""
    names = {name: metric_sql(name) for name in metric_names()}
    names |= {path.stem: site_sql(path.stem) for path in sorted(SQL_FOLDER.glob("*.sql"))}
    for name, sql in names.items():
        title = sql.partition("\n")[0].removeprefix("-- Title:").strip()
        pages.page(f"sql/{name}.html", "sql.html", nav="about", name=name, title=title, sql=sql_shown(sql))
        pages.file(f"sql/{name}.sql", sql.encode())
