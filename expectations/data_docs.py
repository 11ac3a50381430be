"""Data Docs: the pages about a validation, in one folder that opens from disk without a network.

Here: having the engine write its pages, freeing them of everything remote, a front page of our
own, and the swap that replaces the old site whole. Not here: how the pages look
(`expectations.data_docs_style`) or what they report (`expectations.suites`).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from expectations.data_docs_style import SCRIPT, STYLESHEET
from expectations.suites import Outcome
from warehouse.tables import TABLES

SITE = "warehouse"

REMOTE_OR_REPLACED = re.compile(
    r"""
      <script\b .*? </script\s*>      # the engine's scripts all lean on libraries from a CDN
    | <style\b .*? </style\s*>        # its stylesheet draws a logo from the network
    | <link\b [^>]* >                 # stylesheets and fonts of a CDN, and the icon of a folder we drop
    | <img\b [^>]* >                  # the logo
    | <footer\b .*? </footer\s*>      # a newsletter
    | Data\ asset:\ None\s*<br>       # it has no name for a frame, and the suite above it has
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
TITLES = re.compile(r"<title\b.*?</title\s*>", re.DOTALL | re.IGNORECASE)
INLINE_HANDLER = re.compile(r"""\s on\w+ = (?: "[^"]*" | '[^']*' )""", re.VERBOSE | re.IGNORECASE)
HOME_LINK = re.compile(r'(<a\s+href="[^"]*index\.html"\s*>)\s*(</a>)')


def write_data_docs(
    context: Any, outcomes: Sequence[Outcome], run_id: str, checked_at: datetime, directory: Path
) -> None:
    """Write the site of this validation to `directory`, replacing what is there as a whole.

    The new site is built beside the old one, which stays as it is when building fails.
    """
    directory = directory.absolute()
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as beside:
        site = Path(beside) / "new"
        _write_engine_pages(context, site)
        for page in sorted(site.rglob("*.html")):
            page.write_text(offline(page.read_text("utf-8"), page.relative_to(site)), "utf-8")
        static = site / "static"
        shutil.rmtree(static, ignore_errors=True)
        static.mkdir()
        (static / "data_docs.css").write_text(STYLESHEET, "utf-8")
        (static / "data_docs.js").write_text(SCRIPT, "utf-8")
        (site / "index.html").write_text(front_page(outcomes, run_id, checked_at, site), "utf-8")
        _swap(site, directory, Path(beside) / "old")


def offline(page: str, place: Path) -> str:
    """A page of the engine without anything that a browser would fetch; `place` is its path in the site."""
    up = "../" * (len(place.parts) - 1)
    page = REMOTE_OR_REPLACED.sub("", page)
    page = INLINE_HANDLER.sub("", page)
    page = TITLES.sub("", page)
    page = HOME_LINK.sub(r"\1Expectations\2", page)
    return HEAD_END.sub(_head(_title(place), up) + "</head>", page, count=1)


def front_page(outcomes: Sequence[Outcome], run_id: str, checked_at: datetime, site: Path) -> str:
    """index.html: every table with its verdict and links, then every expectation that failed."""
    tables = [(name, list(group)) for name, group in groupby(outcomes, key=lambda o: o.check.table)]
    failed = [outcome for outcome in outcomes if not outcome.success]
    critical = [outcome for outcome in failed if outcome.check.severity == "critical"]
    verdict = (
        "Every expectation held."
        if not failed
        else f"{len(failed)} of {len(outcomes)} expectations failed, {len(critical)} of them critical."
    )
    alert = "alert-danger" if critical else "alert-warning" if failed else "alert-success"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
{_head("Expectations of the warehouse", "")}</head>
<body>
<main class="front">
<h1>Expectations of the warehouse</h1>
<p>Run {escape(run_id)}, checked on {checked_at:%Y-%m-%d at %H:%M:%S} UTC. A critical expectation that
fails keeps the warehouse from being published; a warning is for a reader to judge.</p>
<p class="alert {alert}">{verdict}</p>
<h2>Tables</h2>
<table class="table">
<thead><tr><th>Status</th><th>Table</th><th>One row is</th><th class="number">Expectations</th>
<th class="number">Critical failures</th><th class="number">Warnings</th><th>Rules</th></tr></thead>
<tbody>
{"".join(_table_row(name, of_table, site) for name, of_table in tables)}</tbody>
</table>
<h2>What failed</h2>
{_failures(failed)}
</main>
</body>
</html>
"""


def _table_row(name: str, outcomes: list[Outcome], site: Path) -> str:
    failed = [outcome.check.severity for outcome in outcomes if not outcome.success]
    critical, warnings = failed.count("critical"), failed.count("warning")
    [page] = (site / "validations" / name).rglob("*.html")
    result = quote(page.relative_to(site).as_posix())
    return (
        f'<tr><td class="name">{_mark(critical, warnings)}</td>'
        f'<td class="name"><a href="{result}">{escape(name)}</a></td><td>{escape(TABLES[name].grain)}</td>'
        f'<td class="number">{len(outcomes)}</td><td class="number">{critical}</td>'
        f'<td class="number">{warnings}</td><td><a href="expectations/{quote(name)}.html">rules</a></td></tr>\n'
    )


def _mark(critical: int, warnings: int) -> str:
    if critical:
        return '<span class="text-danger">✗ failed</span>'
    if warnings:
        return '<span class="text-warning">! warning</span>'
    return '<span class="text-success">✓ held</span>'


def _failures(failed: list[Outcome]) -> str:
    if not failed:
        return "<p>Nothing.</p>"
    rows = "".join(
        f'<tr><td>{escape(outcome.check.severity)}</td><td class="name">{escape(outcome.check.table)}</td>'
        f'<td>{escape(outcome.check.sentence)}</td><td class="number">{outcome.unexpected_count}</td>'
        f"<td>{escape(outcome.observed or '')}</td></tr>\n"
        for outcome in sorted(failed, key=lambda o: o.check.severity)
    )
    return (
        '<table class="table"><thead><tr><th>Severity</th><th>Table</th><th>Expectation</th>'
        f'<th class="number">Rows</th><th>Observed</th></tr></thead>\n<tbody>\n{rows}</tbody></table>'
    )


def _title(place: Path) -> str:
    return f"{place.parts[1]}: results" if place.parts[0] == "validations" else f"{place.stem}: rules"


def _head(title: str, up: str) -> str:
    return (
        f"<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" href="{up}static/data_docs.css">\n'
        f'<script src="{up}static/data_docs.js" defer></script>\n'
    )


def _write_engine_pages(context: Any, site: Path) -> None:
    """Have Great Expectations write the pages of all suites and results that the context holds."""
    context.add_data_docs_site(
        SITE,
        {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(site),
            },
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
        },
    )
    context.build_data_docs(site_names=[SITE])
    (site / "index.html").unlink(missing_ok=True)


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Rename the new site into place; the old one goes aside, and comes back if that fails."""
    if place.exists():
        place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise
