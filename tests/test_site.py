"""The site as files: numbers are the warehouse's, words are inert, links lead somewhere.

Not here: how it is written (`test_site_building`), what a browser makes of it (`test_site_browser`).
"""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest

from tests.build_fixtures import SampleBuild, ask
from tests.site_fixtures import hostile_site, sample_build, sample_site
from warehouse.site.charts import axis_of
from warehouse.site.marks import Mark, marked
from warehouse.site.naming import file_stem, fragment, source_name
from warehouse.site.pages import percent, ranges
from warehouse.site.spreadsheets import safe_cell, write_csv

__all__ = ["hostile_site", "sample_build", "sample_site"]


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


# ---- names, cells, marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A/HRC/RES/30/21@en", "A/HRC/RES/30/21@fr"),
        ("states", "STATES"),
        ("a/b", "a-b"),
        ("é", "e"),
        ("../x", "x"),
        ("", " "),
    ],
)
def test_files_have_safe_names_that_tell_identifiers_apart(one: str, other: str) -> None:
    stems = file_stem(one), file_stem(other)
    assert stems[0].lower() != stems[1].lower()
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", stem) and len(stem) < 80 for stem in stems)


def test_long_and_odd_identifiers_have_short_names() -> None:
    assert len(file_stem("special-rapporteur-" * 40)) < 80
    assert fragment("op4(a)") == "#op4%28a%29"
    assert fragment('op1"><b>') == "#op1%22%3E%3Cb%3E"


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("file:///home/ada/My%20texts/A_RES_1.txt", "A_RES_1.txt"),
        ("file:///C:/Users/ada/r%C3%A9s.pdf", "rés.pdf"),
        ("file:///home/ada/texts.zip!/fr/a%20b.txt", "texts.zip!/fr/a b.txt"),
        ("file:///home/ada/texts.zip!/in.tar!/a.txt", "texts.zip!/in.tar!/a.txt"),
        ("https://docs.un.org/en/A/RES/60/251", "https://docs.un.org/en/A/RES/60/251"),
        ("sample:A_HRC_RES_30_21.txt", "sample:A_HRC_RES_30_21.txt"),
    ],
)
def test_of_a_file_its_name_is_shown_and_no_folder(uri: str, shown: str) -> None:
    assert source_name(uri) == shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_cells_are_what_they_are_otherwise(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["a", "b"], [[-3, 'x "y", z'], [None, "a\nb"], [True, 0.25]])
    data = (tmp_path / "a.csv").read_bytes()
    assert data == b'\xef\xbb\xbfa,b\r\n-3,"x ""y"", z"\r\n,"a\nb"\r\ntrue,0.25\r\n'


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "&lt;b&gt; rights"),
        ([Mark(4, 10, "theme")], '&lt;b&gt; <mark class="theme">rights</mark>'),
        ([Mark(0, 3, "theme")], '<mark class="theme">&lt;b&gt;</mark> rights'),
        (
            [Mark(0, 6, "theme"), Mark(4, 10, "actor")],
            '<mark class="theme">&lt;b&gt; </mark><mark class="actor theme">ri</mark><mark class="actor">ghts</mark>',
        ),
        (
            [Mark(4, 10, "actor", 'a "b"', "x.html")],
            '&lt;b&gt; <a class="m" href="x.html" title="a &quot;b&quot;"><mark class="actor">rights</mark></a>',
        ),
        ([Mark(4, 99, "theme"), Mark(5, 5, "theme")], "&lt;b&gt; rights"),
    ],
)  # fmt: skip
def test_words_are_marked_by_their_offsets(marks: list[Mark], expected: str) -> None:
    assert marked("<b> rights", marks) == expected


def test_what_steers_is_shown() -> None:
    assert marked("a\u202eb", [Mark(0, 3, "theme")]) == '<mark class="theme">a⟨U+202E⟩b</mark>'


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.004, "0.4%"),
        (0.996, "99.6%"),
        (0.0001, "0.1%"),
        (0.9999, "99.9%"),
        (0.618, "62%"),
        (None, "–"),
    ],
)
def test_a_share_is_never_shown_as_nothing_or_all_when_it_is_not(share: float | None, shown: str) -> None:
    assert percent(share) == shown


def test_gaps_between_sessions_are_seen() -> None:
    assert axis_of(["25", "28", "S-3"]) == ["25", "26", "27", "28", "S-3"]
    assert ranges(["25", "26", "28", "S-3"]) == "25–26, 28, S-3"


# ---- numbers


def test_every_figure_of_a_theme_is_the_metric_s(sample_build: SampleBuild, sample_site: Path) -> None:
    rows = ask(
        sample_build.home,
        "SELECT session, documents, documents_with_theme, paragraphs_with_theme, mentions_per_1000_words"
        " FROM theme_frequency WHERE theme_id = 'migration' ORDER BY session_number",
    )
    page = (sample_site / "themes" / f"{file_stem('migration')}.html").read_text(encoding="utf-8")
    [table] = re.findall(r"<caption>Migrants and migration by session.*?<tbody>(.*?)</tbody>", page, re.S)
    shown = [
        [text_of(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
    ]
    assert len(rows) == 10
    assert [(row[0], int(row[1]), int(row[2]), int(row[5]), row[6]) for row in shown] == [
        (session, documents, naming, paragraphs, f"{rate:.2f}")
        for session, documents, naming, paragraphs, rate in rows
    ]


def test_the_paragraphs_of_a_theme_are_those_that_the_metric_counts(
    sample_build: SampleBuild, sample_site: Path
) -> None:
    counted = dict(
        ask(sample_build.home, "SELECT theme_id, sum(paragraphs_with_theme) FROM theme_frequency GROUP BY 1")
    )
    for theme_id, paragraphs in counted.items():
        listed = 0
        for file in (sample_site / "data" / "themes").glob(f"{file_stem(theme_id)}-*-paragraphs.csv"):
            with file.open(encoding="utf-8-sig", newline="") as stream:
                listed += len(list(csv.DictReader(stream)))
        assert listed == paragraphs, theme_id


def test_marked_words_are_the_words_that_count(sample_build: SampleBuild, sample_site: Path) -> None:
    page = (sample_site / "themes" / f"{file_stem('migrant_children')}.html").read_text(encoding="utf-8")
    marks = {html.unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", page)}
    surfaces = {
        words
        for (words,) in ask(
            sample_build.home, "SELECT surface FROM paragraph_themes WHERE theme_id = 'migrant_children'"
        )
    }
    assert marks
    assert marks <= surfaces


def test_fictitious_samples_are_marked_wherever_they_are_named(sample_site: Path) -> None:
    named = 0
    for file in pages_of(sample_site):
        for item in re.findall(r"<li>\s*<p class=\"from\">.*?</li>", file.read_text(encoding="utf-8"), re.S):
            if "/901" in item or "/902" in item:
                named += 1
                assert "fictitious sample" in item, file
    assert named > 50
    assert "10 of these documents are fictitious" in (sample_site / "index.html").read_text(encoding="utf-8")


def test_votes_are_those_of_the_warehouse(sample_build: SampleBuild, sample_site: Path) -> None:
    votes = ask(
        sample_build.home,
        "SELECT document_id, vote, count(*) FROM votes GROUP BY ALL ORDER BY ALL",
    )
    assert votes
    for document_id, vote, states in votes:
        page = (sample_site / "resolutions" / f"{file_stem(document_id)}.html").read_text(encoding="utf-8")
        assert f"<h3>{vote.replace('_', ' ').capitalize()}: {states}</h3>" in page
    [(actor_id, documents)] = ask(
        sample_build.home,
        "SELECT actor_id, count(*) FROM votes WHERE vote = 'against' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )
    page = text_of((sample_site / "actors" / f"{file_stem(actor_id)}.html").read_text(encoding="utf-8"))
    assert f"{documents} against" in page
    assert "on fictitious samples" in page


def test_the_views_that_figures_read_are_told_from_the_others(sample_site: Path) -> None:
    about = (sample_site / "about.html").read_text(encoding="utf-8")
    lists = {
        what: re.findall(r"<code>(\w+)</code>", names)
        for what, names in re.findall(r"<p>([A-Z][^:<]*): (<a href=\"sql/.*?)</p>", about, re.S)
    }
    read, others = lists["Views that they read"], lists["Other views, for BI tools and queries"]
    assert {"theme_paragraphs", "item_chapeaus"} <= set(read)  # the second by way of another view
    assert {"dim_actor", "dim_date"} <= set(others)
    assert not set(read) & set(others)
    assert "wilson_low" in lists["Functions that they call"]
    assert "search_words" in lists["Other functions, for queries"]


# ---- every page


def test_every_page_has_the_policy_one_heading_and_no_inline_script_or_style(sample_site: Path) -> None:
    assert len(pages_of(sample_site)) > 70
    for file in pages_of(sample_site):
        page = file.read_text(encoding="utf-8")
        assert page.count("<h1") == page.count("<main") == page.count("Content-Security-Policy") == 1, file
        [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        assert html.unescape(policy).split("; ") == [
            *("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'none'"),
            *("trusted-types hrcw", "require-trusted-types-for 'script'"),
        ], file  # fmt: skip
        assert not re.search(
            r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|https?://(?!www\.w3\.org/)",
            re.sub(r">[^<]*", ">", re.sub(r"<a [^>]*>", "", page)),
        ), file
        assert len(re.findall(r"<table", page)) == len(re.findall(r"<caption>", page)), file


def test_no_file_tells_where_the_texts_lay(hostile_site: Path) -> None:
    assert "hostile.txt (text)" in "".join(
        file.read_text(encoding="utf-8") for file in pages_of(hostile_site)
    )
    for file in hostile_site.rglob("*.*"):
        assert "home-texts" not in file.read_text(encoding="utf-8"), file


def test_every_link_leads_to_a_file_of_the_site(sample_site: Path, hostile_site: Path) -> None:
    for site in (sample_site, hostile_site):
        ids = {}
        for file in pages_of(site):
            page = file.read_text(encoding="utf-8")
            ids[file.resolve()] = set(map(html.unescape, re.findall(r'\sid="([^"]*)"', page)))
        for file in ids:
            for link in set(re.findall(r'(?:href|src)="([^"]*)"', file.read_text(encoding="utf-8"))):
                path, _, place = html.unescape(link).partition("#")
                if re.match(r"https://", path):
                    continue
                target = (file.parent / path.partition("?")[0]).resolve() if path else file
                assert target.is_file(), (file, link)
                assert target.is_relative_to(site.resolve())
                if place:
                    from urllib.parse import unquote

                    assert unquote(place) in ids[target], (file, link)
