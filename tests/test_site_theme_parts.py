"""The parts of a theme's page, and their downloads: change, wording, addressees, instruments, neighbours, terms.

Here: that all of it is the warehouse's. Not here: what is marked, and other pages (`test_site_figures`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build_fixtures import SampleBuild, ask, resolution
from tests.site_fixtures import figures_site, sample_build, sample_site, site_of_texts
from tests.site_reading import cells, group_of, home_of, page_of, plain, read_csv
from warehouse.site.naming import file_stem
from warehouse.site.pages import chance, points

__all__ = ["figures_site", "sample_build", "sample_site"]


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
