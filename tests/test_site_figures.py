"""The figures of the site: the parts of a theme's page, what marks a rate that is not of all, the SQL behind each.

Here: that all of it is the warehouse's. Not here: its other numbers (`test_site`), or a browser (`test_site_browser`).
"""

from __future__ import annotations

import csv
import html
import itertools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build_fixtures import SampleBuild, ask, resolution
from tests.site_fixtures import figures_site, sample_build, sample_site, site_of_texts
from warehouse.coverage import session_words
from warehouse.metrics import metric_names
from warehouse.site.charts import ACCENT, PAPER
from warehouse.site.naming import file_stem
from warehouse.site.pages import chance, points
from warehouse.statements import (
    functions_called,
    published_functions,
    published_table_functions,
    published_views,
    tables_read,
)

__all__ = ["figures_site", "sample_build", "sample_site"]

Row = dict[str, str]


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


HELD = {"5": "2 of 2 held", "48": "10 of 25 held", "60": "10 held, of how many is not known"}


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


def sessions_held(site: Path) -> dict[str, str]:
    """By language, how much of all sessions is held, in the words of the site."""
    absent = dict(ask(home_of(site), "SELECT language, sessions_absent FROM organ_coverage"))
    assert absent["en"] > absent["fr"] > 1
    return {
        "en": f"1 of 3 sessions held whole, nothing held of {absent['en']} others",
        "fr": f"1 of 1 session held whole, nothing held of {absent['fr']} others",
    }


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


# ---- the parts of a theme's page


PARTS = {
    "change": ("theme_change", ("year", "documents_with_theme", "change", "q_value", "coverage")),
    "wording": ("theme_wording", ("session", "paragraphs", "directive", "strong_share", "coverage")),
    "addressees": ("theme_addressees", ("actor_id", "paragraphs_addressing", "paragraph_share", "coverage")),
    "instruments": ("theme_instruments", ("instrument_id", "paragraphs_citing", "lift", "coverage")),
    "terms": ("term_first_use", ("rule", "first_paragraph_id", "documents_before", "mentions", "coverage")),
}


def comparable(rows: Iterable[Sequence[Any]], like: Sequence[Sequence[Any]]) -> list[tuple[str, ...]]:
    """Rows of a download or of the warehouse, in one order; figures to six digits, however small they are. Which columns
    are figures, `like` tells, the rows of the warehouse."""
    are_figures = [any(isinstance(value, float) for value in column) for column in zip(*like, strict=True)]
    return sorted(
        tuple(
            "" if value in (None, "") else f"{float(value):.5e}" if is_figure else str(value)
            for value, is_figure in zip(row, are_figures, strict=True)
        )
        for row in rows
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_download_has_all_rows_of_the_metric(
    sample_build: SampleBuild, sample_site: Path, part: str
) -> None:
    table, columns = PARTS[part]
    expected = ask(sample_build.home, f"SELECT theme_id, language, {', '.join(columns)} FROM {table}")
    assert expected
    shown = [
        tuple(row[column] for column in ("theme_id", "language", *columns))
        for file in (sample_site / "data" / "themes").glob(f"*-{part}.csv")
        for row in read_csv(file)
    ]
    assert comparable(shown, expected) == comparable(expected, expected)


def test_a_pair_of_themes_stands_on_the_pages_of_both(sample_build: SampleBuild, sample_site: Path) -> None:
    expected = ask(
        sample_build.home,
        "SELECT theme_id, other_theme_id, documents_with_theme, documents_with_other, paragraph_lift FROM theme_cooccurrence",
    )
    both = [*expected, *((other, theme, k, n, lift) for theme, other, n, k, lift in expected)]
    shown = [
        (
            row["theme_id"], row["other_theme_id"], row["documents_with_theme"], row["documents_with_other"],
            row["paragraph_lift"],
        )
        for file in (sample_site / "data" / "themes").glob("*-beside.csv")
        for row in read_csv(file)
    ]  # fmt: skip
    assert comparable(shown, both) == comparable(both, both)


def test_a_change_beyond_chance_is_said_and_no_other(figures_site: Path) -> None:
    rows = ask(
        home_of(figures_site),
        "SELECT year_before, year, documents_with_theme_before, documents_before, documents_with_theme, documents,"
        " change, change_low, change_high, q_value FROM theme_change"
        " WHERE theme_id = 'migration' AND language = 'en' ORDER BY year",
    )
    shown = [
        [plain(cell) for cell in row]
        for row in cells(group_of(page_of(figures_site, "migration"), "en"), "Share of documents that name")
    ]
    assert [row[-1] for row in rows] == [pytest.approx(1), pytest.approx(0.000373, abs=1e-6)]
    assert shown == [
        [
            f"{before} → {year}", f"{k1} of {n1}", f"{k2} of {n2}", points(change),
            f"{points(low)} to {points(high)}", chance(q), "told apart from chance" if q < 0.05 else "–",
            "not all held",
        ]
        for before, year, k1, n1, k2, n2, change, low, high, q in rows
    ]  # fmt: skip


def test_the_words_of_a_part_lead_where_they_should(figures_site: Path) -> None:
    page = group_of(page_of(figures_site, "migration"), "en")
    addressed = cells(page, "Of 24 operative paragraphs and items")
    assert [[plain(cell) for cell in row] for row in addressed] == [
        ["States", "12", "50%", "31–69%", "12"],
        ["United Nations High Commissioner for Human Rights", "12", "50%", "31–69%", "12"],
    ]
    assert f'href="../actors/{file_stem("states")}.html"' in addressed[0][0]
    [cited] = cells(page, "Of 48 preambular and operative paragraphs")
    assert [plain(cell) for cell in cited] == [
        "Convention on the Rights of the Child",
        "12",
        "25%",
        "15–39%",
        "1.2",
        "12",
    ]
    assert f'href="../instruments/{file_stem("CRC")}.html"' in cited[0]
    [beside] = cells(page, "Of 22 documents and")
    assert [plain(cell) for cell in beside] == ["Rights of the child", "1.2", "24", "1.0", "12"]
    [term] = cells(page, "Terms of the vocabulary that found")
    assert [plain(cell) for cell in term][:4] == ["migrants", "2007-06-18", "A/HRC/RES/5/1, pp2", "0"]
    assert f'href="../resolutions/{file_stem("A/HRC/RES/5/1@en")}.html#pp2"' in term[2]


def test_themes_that_few_documents_name_together_are_not_shown(figures_site: Path) -> None:
    page = group_of(page_of(figures_site, "children"), "en")
    assert [plain(row[0]) for row in cells(page, "Of 22 documents and")] == [
        "Environment and climate change",
        "Migrants and migration",
    ]


def test_every_part_has_its_denominator_its_sql_and_its_download(figures_site: Path) -> None:
    page = group_of(page_of(figures_site, "migration"), "en")
    parts = re.split(r'<h3 id="', page)[1:]
    names = [part.partition("-")[0] for part in parts]
    assert names == [
        "change",
        "wording",
        "addressees",
        "instruments",
        "beside",
        "terms",
        "documents",
        "paragraphs",
    ]
    for name, part in list(zip(names, parts, strict=True))[:6]:
        assert re.search(r'href="\.\./sql/\w+\.html"', part), name
        assert f'href="../data/themes/{file_stem("migration")}-{name}.csv" download' in part, name
        assert re.search(r"Denominator|<caption>Of \d|so many did not use", part), name


@pytest.mark.parametrize(
    ("kind", "key", "table", "column", "counted"),
    [
        ("actors", "states", "actor_frequency", "actor_id", "documents_addressing"),
        ("instruments", "CRC", "instrument_frequency", "instrument_id", "documents_citing"),
    ],
)
def test_the_sessions_of_a_page_can_be_downloaded_with_those_that_have_none(
    figures_site: Path, kind: str, key: str, table: str, column: str, counted: str
) -> None:
    stem = f"{kind}/{file_stem(key)}"
    page = (figures_site / f"{stem}.html").read_text(encoding="utf-8")
    assert f'href="../data/{stem}-hrc-en.csv" download' in page
    rows = read_csv(figures_site / "data" / f"{stem}-hrc-en.csv")
    known = ask(
        home_of(figures_site),
        f"SELECT session, {counted} FROM {table} WHERE {column} = '{key}' AND organ = 'HRC' AND language = 'en'",
    )
    every = ask(
        home_of(figures_site), "SELECT session FROM session_coverage WHERE organ = 'HRC' AND language = 'en'"
    )
    assert known
    assert {row["session"]: int(row[counted]) for row in rows} == {session: 0 for (session,) in every} | dict(
        known
    )
    assert all(row["held"] for row in rows)


def test_what_an_annex_alone_names_has_a_page_and_counts_nothing(tmp_path: Path) -> None:
    annex = "\nAnnex\n\nGuidelines\n\nStates should ratify the Convention on the Rights of the Child and heed the World Health Organization.\n"
    site = site_of_texts(tmp_path / "home", {"annex.txt": resolution("48/1", "Migrants") + annex})
    for kind, key, table, column in (
        ("instruments", "CRC", "paragraph_instruments", "texts_citing"),
        ("actors", "WHO", "paragraph_actors", "texts_naming"),
    ):
        [(paragraph_kind,)] = ask(
            home_of(site),
            f"SELECT kind FROM {table} JOIN paragraphs USING (paragraph_id) WHERE {kind[:-1]}_id = '{key}'",
        )
        assert paragraph_kind == "annex"
        page = (site / kind / f"{file_stem(key)}.html").read_text(encoding="utf-8")
        assert '<section class="group"' not in page
        [row] = [row for row in read_csv(site / "data" / f"{kind}.csv") if row[f"{kind[:-1]}_id"] == key]
        assert row[column] == "0"
        [resolved] = (site / "resolutions").glob("*.html")
        assert f'href="../{kind}/{file_stem(key)}.html"' in resolved.read_text(encoding="utf-8")


@pytest.mark.parametrize(("change", "shown"), [(0.061, "+6"), (-0.5, "−50"), (0, "0"), (0.004, "+0.4")])
def test_a_change_has_its_sign(change: float, shown: str) -> None:
    assert points(change) == shown


# ---- the paragraphs


@pytest.mark.parametrize("kind", ["sample_site", "figures_site"])
def test_the_paragraphs_of_every_theme_are_those_of_the_view(
    kind: str, request: pytest.FixtureRequest
) -> None:
    """The pages ask for them theme by theme (`theme_pages.PARAGRAPHS`), the metrics by the view theme_paragraphs."""
    site: Path = request.getfixturevalue(kind)
    every = ask(
        home_of(site),
        "SELECT theme_id, organ, language, paragraph_id, kind, mentions FROM theme_paragraphs",
    )
    expected: dict[str, set[tuple[str, str, int]]] = {}
    for theme_id, organ, language, paragraph_id, kind_of, mentions in every:
        file_name = f"{file_stem(theme_id)}-{organ.lower()}-{language}-paragraphs.csv"
        expected.setdefault(file_name, set()).add((paragraph_id, kind_of, mentions))
    shown = {
        file.name: {
            (row["paragraph_id"], row["kind"], row["words"].count("; ") + 1) for row in read_csv(file)
        }
        for file in (site / "data" / "themes").glob("*-paragraphs.csv")
    }
    assert len(expected) > 3
    assert shown == expected


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
