"""The figures of the site: what marks a rate that is not of all, lists and pages of actors and instruments, the SQL behind each.

Here: that all of it is the warehouse's. Not here: the parts of a theme's page (`test_site_theme_parts`), other numbers
(`test_site`), or a browser (`test_site_browser`).
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from tests.build_fixtures import ask
from tests.site_fixtures import figures_site, sample_build, sample_site
from tests.site_reading import HELD, cells, group_of, home_of, page_of, plain, read_csv, sessions_held
from warehouse.coverage import session_words
from warehouse.metrics import metric_names
from warehouse.site.charts import ACCENT, PAPER
from warehouse.site.naming import file_stem
from warehouse.statements import (
    functions_called,
    published_functions,
    published_table_functions,
    published_views,
    tables_read,
)

__all__ = ["figures_site", "sample_build", "sample_site"]


# ---- what is not whole is marked


@pytest.mark.parametrize(
    ("coverage", "held", "adopted", "indexed", "fictitious", "words"),
    [
        ("whole", 29, 29, 29, 0, "29 of 29 held"),
        ("partial", 12, 29, 29, 0, "12 of 29 held"),
        ("partial", 12, 29, None, 0, "12 of at least 29 held"),
        ("partial", 0, 26, 26, 1, "0 of 26 held; 1 fictitious"),
        ("unknown", 43, 43, None, 0, "43 held, of how many is not known"),
        ("unknown", 4, None, None, 0, "4 held, of how many is not known"),
    ],
)
def test_coverage_has_words(
    coverage: str, held: int, adopted: int | None, indexed: int | None, fictitious: int, words: str
) -> None:
    row = {
        "coverage": coverage, "resolutions_held": held, "resolutions_adopted": adopted,
        "resolutions_indexed": indexed, "fictitious": fictitious,
    }  # fmt: skip
    assert session_words(row) == words


def test_a_share_is_marked_unless_its_session_is_whole(figures_site: Path) -> None:
    page = group_of(page_of(figures_site, "migration"), "en")
    rows = cells(page, "Migrants and migration by session")
    assert {plain(row[0]): plain(row[-1]) for row in rows} == HELD
    assert {plain(row[0]): "part" in row[3].split(">")[0] for row in rows} == {
        "5": False,
        "48": True,
        "60": True,
    }


def test_a_point_is_hollow_unless_its_session_is_whole(figures_site: Path) -> None:
    page = group_of(page_of(figures_site, "migration"), "en")
    [chart] = re.findall(r'<svg class="chart".*?</svg>', page, re.S)[:1]
    fills = re.findall(r'aria-label="session: (\w+); share[^>]* fill="(#\w+)"', chart)
    assert fills == [("5", ACCENT), ("48", PAPER), ("60", PAPER)]


def test_downloads_say_how_much_is_held(figures_site: Path) -> None:
    data = figures_site / "data"
    for file in (
        f"themes/{file_stem('migration')}.csv",
        f"themes/{file_stem('migration')}-wording.csv",
        "coverage.csv",
    ):
        rows = [row for row in read_csv(data / file) if row["language"] == "en"]
        assert rows
        assert all(row["held"] == HELD[row["session"]] for row in rows), file
        assert {row["session"]: row["coverage"] for row in rows}["48"] == "partial", file
    totals = {row["language"]: row["held"] for row in read_csv(data / "themes.csv")}
    assert totals == sessions_held(figures_site)


def test_totals_are_marked_though_a_session_is_whole_since_others_of_its_year_are_absent(
    figures_site: Path,
) -> None:
    page = (figures_site / "themes.html").read_text(encoding="utf-8")
    overview = (figures_site / "index.html").read_text(encoding="utf-8")
    told = dict(ask(home_of(figures_site), "SELECT language, coverage FROM organ_coverage"))
    assert told == {"en": "partial", "fr": "partial"}
    for language in told:
        rows = cells(group_of(page, language), "Of ")
        assert rows
        assert all("part" in row[2].split(">")[0] for row in rows)
        assert "○" in group_of(page, language)
        assert 'class="part"' in group_of(overview, language)
    assert sessions_held(figures_site)["en"] in overview
    about = (figures_site / "about.html").read_text(encoding="utf-8")
    assert (
        "Human Rights Council, in French: nothing is held of 4, 6, S-5, which met in the same years." in about
    )


def test_actors_and_instruments_are_marked_alike(figures_site: Path) -> None:
    for file, caption in (
        (f"actors/{file_stem('states')}.html", "Documents that address"),
        (
            f"instruments/{file_stem('CRC')}.html",
            "Documents that cite Convention on the Rights of the Child:",
        ),
    ):
        page = group_of((figures_site / file).read_text(encoding="utf-8"), "en")
        rows = cells(page, caption)
        assert {plain(row[0]): plain(row[-1]) for row in rows} == HELD, file
        assert [plain(row[0]) for row in rows if "part" not in row[3].split(">")[0]] == ["5"], file


# ---- actors and instruments: nothing is summed over languages


def texts_by_symbol(rows: list[tuple[Any, ...]]) -> dict[str, int]:
    """Identifiers with how many symbols have them, from rows of (identifier, symbol@language)."""
    found: dict[str, set[str]] = {}
    for key, document_id in rows:
        found.setdefault(key, set()).add(document_id.partition("@")[0])
    return {key: len(symbols) for key, symbols in found.items()}


COUNTED = "p.kind IN ('preambular', 'operative')"
NAMED = (
    "SELECT m.actor_id, p.document_id FROM paragraph_actors AS m JOIN paragraphs AS p USING (paragraph_id)"
    f" WHERE {COUNTED}"
)
ADDRESSED = f"{NAMED} AND m.role = 'addressee'"
CITED = (
    "SELECT m.instrument_id, p.document_id FROM paragraph_instruments AS m JOIN paragraphs AS p USING (paragraph_id)"
    f" WHERE {COUNTED} UNION ALL SELECT instrument_id, document_id FROM footnote_instruments"
)


def test_a_text_held_in_two_languages_counts_once_in_lists(figures_site: Path) -> None:
    """2 + 10 + 10 texts in English, two of them in French too: 22 texts in 24 documents, each with a call upon States
    and a recital of the Universal Declaration."""
    actors = read_csv(figures_site / "data" / "actors.csv")
    instruments = read_csv(figures_site / "data" / "instruments.csv")
    [states] = [row for row in actors if row["actor_id"] == "states"]
    [declaration] = [row for row in instruments if row["instrument_id"] == "UDHR"]
    assert (states["texts_addressing"], states["texts_naming"], declaration["texts_citing"]) == (
        "22",
        "22",
        "22",
    )
    for rows, column, sql in (
        (actors, "texts_naming", NAMED),
        (actors, "texts_addressing", ADDRESSED),
        (instruments, "texts_citing", CITED),
    ):
        counts = {next(iter(row.values())): int(row[column]) for row in rows}
        assert {key: texts for key, texts in counts.items() if texts} == texts_by_symbol(
            ask(home_of(figures_site), sql)
        )
    for file, rows in (("actors.html", actors), ("instruments.html", instruments)):
        page = (figures_site / file).read_text(encoding="utf-8")
        assert "a text held in several languages counts once" in page
        shown = [[plain(cell) for cell in row] for row in cells(page, "How many texts")]
        numbers = [name for name in rows[0] if name.startswith("texts")]
        assert [row[1 : 1 + len(numbers)] for row in shown] == [
            [row[name] for name in numbers] for row in rows
        ]


def test_what_an_actor_is_asked_is_counted_by_language(figures_site: Path) -> None:
    page = (figures_site / "actors" / f"{file_stem('states')}.html").read_text(encoding="utf-8")
    for (language, held), documents in zip(sessions_held(figures_site).items(), (22, 2), strict=True):
        [(naming, addressing)] = ask(
            home_of(figures_site),
            "SELECT sum(documents_naming), sum(documents_addressing) FROM actor_frequency"
            f" WHERE actor_id = 'states' AND language = '{language}'",
        )
        [told] = re.findall(r"<p>(Of .*?)</p>", group_of(page, language))
        assert plain(told).startswith(
            f"Of {documents} documents held, {naming} name it and {addressing} address it; {held}."
        )
        assert re.findall(r'class="part"[^>]*>([^<]*)<', told) == [
            f"{naming} name it and {addressing} address it"
        ]
        assert "○" in told
    assert not re.search(r"\d", plain(page.split('<div class="lede">')[1].split("</div>")[0]))


def test_what_cites_an_instrument_is_counted_once_or_by_language(figures_site: Path) -> None:
    page = (figures_site / "instruments" / f"{file_stem('UDHR')}.html").read_text(encoding="utf-8")
    lede = plain(page.split('<div class="lede">')[1].split("</div>")[0])
    assert "cited by 22 texts held here; a text held in several languages counts once" in lede
    for language, documents in (("en", 22), ("fr", 2)):
        assert f"Who cites it: {documents} documents" in group_of(page, language)


# ---- the codebook


def test_the_codebook_has_every_function_with_its_parameters(sample_site: Path) -> None:
    page = (sample_site / "codebook.html").read_text(encoding="utf-8")
    rows = read_csv(sample_site / "data" / "codebook.csv")
    for function in (*published_functions(), *published_table_functions()):
        [section] = re.findall(rf'<h2 id="{function.name}">.*?</section>', page, re.S)
        tables = re.findall(r"<table>.*?</table>", section, re.S)
        names = [re.findall(r'<th scope="row"><code>(\w+)</code>', table) for table in tables]
        assert names == [list(each) for each in (function.parameters, function.columns) if each]
        assert f'href="sql/{function.name}.html"' in section
        assert f'href="#{function.name}"' in page
        assert plain(section.split("<p>")[1]).startswith(function.comment)
        assert [row["column"] for row in rows if row["name"] == function.name] == [*itertools.chain(*names)]


# ---- the SQL


def test_every_metric_view_and_function_has_a_page_that_says_what_it_reads(sample_site: Path) -> None:
    views = {view.name: view.sql for view in published_views()}
    answers = {each.name: each for each in published_table_functions()}
    functions = {function.name for function in published_functions()}
    pages = {file.stem: file.read_text(encoding="utf-8") for file in (sample_site / "sql").glob("*.html")}
    assert set(pages) == {*metric_names(), *views, *functions, *answers}
    about = (sample_site / "about.html").read_text(encoding="utf-8")
    for name, page in pages.items():
        assert f'href="sql/{name}.html"' in about
        sql = (sample_site / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        read = set(functions_called(sql)) - {name}
        if name not in functions:
            read |= tables_read({name: answers[name].select if name in answers else sql})[name]
        assert set(re.findall(r"<li>(?:<a[^>]*>)?<code>(\w+)</code>", page)) == read, name


def test_functions_are_known_by_their_calls() -> None:
    assert functions_called("-- wilson_low(1, 2)\nSELECT wilson_high(k, n), my_change_low(1) FROM t") == [
        "wilson_high"
    ]
    assert functions_called("SELECT CHANGE_LOW (1, 2, 3, 4)") == ["change_low"]
