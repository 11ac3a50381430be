"""Reading the pages of the site: the part of a language, the cells of a table, a download.

Here: helpers for tests. Not here: any test.
"""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

from tests.build_fixtures import ask
from warehouse.site.naming import file_stem

Row = dict[str, str]

HELD = {"5": "2 of 2 held", "48": "10 of 25 held", "60": "10 held, of how many is not known"}
"""What the site says of the sessions of `figures_site`, in English."""


def page_of(site: Path, theme_id: str) -> str:
    return (site / "themes" / f"{file_stem(theme_id)}.html").read_text(encoding="utf-8")


def group_of(page: str, language: str) -> str:
    """The part of a page that is about one language."""
    return re.split(r'<section class="group"', page.split(f'data-language="{language}"', 1)[1])[0]


def cells(page: str, caption: str) -> list[list[str]]:
    """The cells, as HTML, of the table whose caption begins so."""
    [table] = re.findall(rf"<caption>{re.escape(caption)}.*?<tbody>(.*?)</tbody>", page, re.S)
    return [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)]


def plain(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def read_csv(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def home_of(site: Path) -> Path:
    return site.parent


def sessions_held(site: Path) -> dict[str, str]:
    """By language, how much of all sessions is held, in the words of the site."""
    absent = dict(ask(home_of(site), "SELECT language, sessions_absent FROM organ_coverage"))
    assert absent["en"] > absent["fr"] > 1
    return {
        "en": f"1 of 3 sessions held whole, nothing held of {absent['en']} others",
        "fr": f"1 of 1 session held whole, nothing held of {absent['fr']} others",
    }
