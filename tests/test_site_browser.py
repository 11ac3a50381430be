"""The site in headless Chromium, opened from disk: no error, no request, filters, keyboard, phone, dark mode.

Not here: the pages as files (`test_site`), the search (`test_site_search`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.build_fixtures import SampleBuild, ask
from tests.site_fixtures import (
    Opened,
    browser,
    chromium,
    expect,
    figures_site,
    hostile_site,
    sample_build,
    sample_site,
    tab_to,
)
from warehouse.site.naming import file_stem

__all__ = ["browser", "chromium", "figures_site", "hostile_site", "sample_build", "sample_site"]

SEED = "A/HRC/RES/30/21@en"
KINDS = [
    "index.html", "themes.html", f"themes/{file_stem('migration')}.html", "resolutions.html",
    f"resolutions/{file_stem(SEED)}.html", "actors.html", f"actors/{file_stem('states')}.html", "instruments.html",
    f"instruments/{file_stem('UDHR')}.html", "sql/theme_frequency.html",
    "sql/theme_paragraphs.html", "sql/wilson_low.html", "sql/search.html", "codebook.html", "about.html", "requests.html",
    f"actors/{file_stem('OHCHR')}.html",
]  # fmt: skip
"""A page of each kind."""


EDGES = """
(width) => [...document.querySelectorAll("main svg.chart, main pre")].filter((part) => part.checkVisibility())
  .map((part) => part.getBoundingClientRect()).filter((box) => box.left < 0 || box.right > width).length
"""
LETTERS = """
() => [...document.querySelectorAll(".trend svg text")].filter((text) => text.checkVisibility())
  .map((text) => text.getBoundingClientRect()).map((box) => [box.left, box.right, box.top, box.height])
"""


@pytest.fixture
def clean(browser: Opened) -> Iterator[Opened]:
    """A browser in which, at the end, nothing has gone wrong and nothing has left the disk."""
    yield browser
    assert browser.errors == []
    assert browser.requests
    assert [url for url in browser.requests if not url.startswith("file://")] == []


WIDER = """
() => [...document.querySelectorAll("pre, td, th")].filter((box) => box.checkVisibility())
  .filter((box) => box.getBoundingClientRect().right > innerWidth + 1 || (box.matches("pre") && box.scrollWidth > box.clientWidth + 1))
  .map((box) => box.textContent.trim().slice(0, 60))
"""
"""What stands beyond the edge of the paper."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_and_is_seen_on_a_desk_and_a_phone(clean: Opened, sample_site: Path, kind: str) -> None:
    for width in (1280, 400, 320):
        with clean.page(sample_site / kind, width) as page:
            assert page.locator("h1").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 253, 249)"


@pytest.mark.parametrize("width", [320, 390])
def test_charts_and_sql_are_seen_whole_on_a_phone_and_can_be_read(
    clean: Opened, sample_site: Path, width: int
) -> None:
    for kind in (KINDS[0], KINDS[2], KINDS[9]):
        with clean.page(sample_site / kind, width) as page:
            assert page.locator("main svg.chart, main pre").count() > 0
            assert page.evaluate(EDGES, width) == 0, kind
    with clean.page(sample_site / KINDS[2], width) as page:
        letters = page.evaluate(LETTERS)
        box = page.locator(".trend svg").first.bounding_box()
    assert len(letters) > 10
    assert min(height for *_, height in letters) >= 9
    assert all(left >= box["x"] - 1 and right <= width for left, right, *_ in letters)
    rows: dict[int, list[tuple[float, float]]] = {}
    for left, right, top, _ in letters:
        rows.setdefault(round(top), []).append((left, right))
    for row in map(sorted, rows.values()):
        assert all(one[1] < other[0] for one, other in pairwise(row)), row


def test_a_table_wider_than_the_screen_shows_on_which_side_there_is_more(
    clean: Opened, sample_site: Path
) -> None:
    with clean.page(sample_site / "instruments.html", 390) as page:
        table = page.locator(".scroll").first
        box = table.bounding_box()

        def edges() -> list[bytes]:
            """Two pixels at the left and at the right, above the words of the caption."""
            sides = (box["x"] + 1, box["x"] + box["width"] - 3)
            return [
                page.screenshot(clip={"x": x, "y": box["y"] + 1, "width": 2, "height": 2}, full_page=True)
                for x in sides
            ]

        left, right = edges()
        assert left != right  # paper at the left, a shadow at the right
        table.evaluate("(box) => { box.scrollLeft = box.scrollWidth }")
        shadow, paper = edges()
        assert paper == left
        assert shadow != left


def test_every_chart_names_its_axis(clean: Opened, sample_site: Path) -> None:
    for kind in (KINDS[0], KINDS[2]):
        with clean.page(sample_site / kind) as page:
            charts = page.locator("svg.chart")
            assert charts.count() > 0
            assert charts.locator("text").get_by_text("Session", exact=True).count() == charts.count()


def test_a_vote_stands_on_one_line_and_is_explained(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "resolutions.html", 390) as page:
        votes = page.locator(".vote")
        assert votes.count() > 0
        assert all(votes.nth(at).bounding_box()["height"] < 24 for at in range(votes.count()))
        assert all(votes.nth(at).bounding_box()["x"] < 390 for at in range(votes.count()))
        assert "in favour–against–abstaining" in page.locator("caption").first.inner_text()


def test_the_numbers_shown_are_the_warehouse_s(
    clean: Opened, sample_build: SampleBuild, sample_site: Path
) -> None:
    [(documents, paragraphs)] = ask(
        sample_build.home, "SELECT (SELECT count(*) FROM resolutions), (SELECT count(*) FROM paragraphs)"
    )
    with clean.page(sample_site / "index.html") as page:
        assert (
            f"{documents} documents from 10 sessions, {paragraphs} paragraphs"
            in page.locator(".lede").inner_text()
        )
    shares = ask(
        sample_build.home,
        "SELECT session, document_share, document_share_low, document_share_high FROM theme_frequency"
        " WHERE theme_id = 'migration' ORDER BY session_number",
    )
    with clean.page(sample_site / KINDS[2]) as page:
        shown = [row.split("\t") for row in page.locator("details table").first.inner_text().splitlines()[1:]]
    found = {cells[0]: (cells[3], cells[4]) for cells in shown if len(cells) == 8 and cells[0].isdecimal()}
    assert found == {
        session: (f"{share:.0%}", f"{low * 100:.0f}–{high:.0%}") for session, share, low, high in shares
    }


def test_a_chart_has_the_points_of_the_metric(
    clean: Opened, sample_build: SampleBuild, sample_site: Path
) -> None:
    [(sessions, named)] = ask(
        sample_build.home,
        "SELECT count(*), count(*) FILTER (document_share = 1) FROM theme_frequency WHERE theme_id = 'migration'",
    )
    [(worded,)] = ask(
        sample_build.home,
        "SELECT count(*) FROM theme_wording WHERE theme_id = 'migration' AND strong_share IS NOT NULL",
    )
    with clean.page(sample_site / KINDS[2]) as page:
        charts = page.locator(".trend")
        points = charts.first.locator("svg .mark-symbol path")
        wording = charts.last.locator("svg .mark-symbol path").count()
        heights = [points.nth(at).bounding_box()["y"] for at in range(points.count())]
    assert len(heights) == sessions
    assert wording == worded
    assert sum(abs(height - min(heights)) < 1 for height in heights) == named


def test_a_filter_shows_one_language(clean: Opened, hostile_site: Path) -> None:
    with clean.page(hostile_site / "index.html") as page:
        groups = page.locator(".group:visible")
        assert groups.count() == 2
        page.get_by_label("Language", exact=True).select_option("fr")
        assert groups.locator("h3").all_inner_texts() == ["Human Rights Council, in French"]
        assert page.get_by_role("status").inner_text() == "Showing 1 of 2"
        page.get_by_label("Language", exact=True).select_option("")
        assert groups.count() == 2


def test_filters_of_one_table_count_together(clean: Opened, hostile_site: Path) -> None:
    with clean.page(hostile_site / "resolutions.html") as page:
        rows, told = page.locator("#documents tbody tr:visible"), page.locator("[data-told]:not(:empty)")
        assert rows.count() == 3
        page.get_by_label("Language", exact=True).select_option("en")
        assert (rows.count(), told.all_inner_texts()) == (2, ["Showing 2 of 3"])
        page.get_by_label("Words of the symbol or title").fill("rights")
        assert (rows.count(), told.all_inner_texts()) == (1, ["Showing 1 of 3"])
        page.get_by_label("Language", exact=True).select_option("")
        page.get_by_label("Words of the symbol or title").fill("droits de l'homme")
        assert (rows.count(), told.all_inner_texts()) == (1, ["Showing 1 of 3"])
        page.get_by_label("Words of the symbol or title").fill("xyzzy")
        assert (rows.count(), told.all_inner_texts()) == (0, ["None of these has the words."])


def test_a_filter_works_by_keyboard(clean: Opened, hostile_site: Path) -> None:
    with clean.page(hostile_site / "index.html") as page:
        tab_to(page, "filter-language")
        page.keyboard.press("F")
        assert page.locator(".group:visible").count() == 1
        page.keyboard.press("ArrowUp")
        assert page.locator(".group:visible h3").all_inner_texts() == ["Human Rights Council, in English"]


def test_a_table_is_sorted_by_its_heads(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "themes.html") as page:
        table = page.locator("table").first
        table.get_by_role("button", name="Mentions").click()
        mentions = [int(text) for text in table.locator("tbody td:last-child").all_inner_texts()]
        assert mentions == sorted(mentions, reverse=True)
        assert mentions[0] > mentions[-1]
        assert table.locator("th[aria-sort]").inner_text() == "Mentions"


def test_empty_cells_stand_last_whichever_way_a_table_is_sorted(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "resolutions.html") as page:
        cells = page.locator("#documents tbody td:nth-child(3)")
        for at, nothing in ((0, ""), (4, "–")):
            cells.nth(at).evaluate("(cell, nothing) => { cell.textContent = nothing }", nothing)
        empty = [text in ("", "–") for text in cells.all_inner_texts()]
        assert 2 <= sum(empty) < len(empty)
        for _ in range(2):
            page.get_by_role("button", name="How adopted").click()
            assert [text in ("", "–") for text in cells.all_inner_texts()] == sorted(empty)


def test_the_parts_of_a_theme_are_reached_and_read_on_a_phone(clean: Opened, figures_site: Path) -> None:
    with clean.page(figures_site / KINDS[2], 320) as page:
        english = page.locator(".group[data-language=en]")
        english.get_by_role("link", name="Themes that stand beside it").click()
        part = english.get_by_role("heading", name="Themes that stand beside it")
        expect(part).to_be_in_viewport()
        captions = english.locator("details[open] caption")
        edges = [captions.nth(at).bounding_box() for at in range(captions.count())]
        assert len(edges) > 5
        assert all(edge["x"] + edge["width"] <= 320 for edge in edges)
        assert english.get_by_text("told apart from chance", exact=True).count() == 1
        marks = english.locator("td.part").evaluate_all(
            "(cells) => cells.map((cell) => getComputedStyle(cell, '::after').content.includes('○'))"
        )
        assert len(marks) > 5
        assert all(marks)


def test_hostile_words_are_shown_and_do_nothing(browser: Opened, hostile_site: Path) -> None:
    files = [hostile_site / "index.html", hostile_site / "resolutions.html", hostile_site / "search.html"]
    for file in [
        *files,
        *sorted(hostile_site.glob("resolutions/*.html")),
        *sorted(hostile_site.glob("themes/migra*.html")),
    ]:
        with browser.page(file) as page:
            assert page.evaluate("document.documentElement.dataset.hostile") is None
            assert page.locator("main script, main img, main [onerror], [href^='javascript']").count() == 0
    with browser.page(hostile_site / f"resolutions/{file_stem('A/HRC/RES/48/1@en')}.html") as page:
        assert page.locator("h1").inner_text().startswith("</title><script>")
        assert "{{ 7*7 }} ⟨U+202E⟩gnitseT" in page.locator("h1").inner_text()
    with browser.page(hostile_site / KINDS[2]) as page:
        assert "protect migrants </script><script>document" in page.locator("main").inner_text()
        assert "{{ 7*7 }}" in page.locator("main").inner_text()
        assert "evil" in page.locator("main").inner_text()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", page.content())
    assert browser.errors == []


def test_the_policy_stops_what_should_not_run(browser: Opened, sample_site: Path) -> None:
    """Were a text ever written unescaped, the browser would not run it."""
    with browser.page(sample_site / "index.html") as page:
        page.evaluate(
            "for (const [tag, set] of [['script', 'textContent'], ['style', 'textContent']]) {"
            " const made = document.createElement(tag);"
            " try { made[set] = tag === 'script' ? 'document.body.dataset.ran = 1' : 'body { color: red }'; document.body.append(made); }"
            " catch {} }"
            " try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.body.dataset.ran = 1\">') } catch {}"
        )
        page.wait_for_timeout(100)
        assert page.evaluate("document.body.dataset.ran") is None
        assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert len(browser.errors) >= 2


# ---- for every reader


def test_the_first_stop_of_the_keyboard_skips_to_the_content(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "index.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"
        assert page.locator(".skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"]


def luminance(colour: str) -> float:
    """Relative luminance of rgb(…), as WCAG 2 defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PALETTE = """
() => { const box = document.createElement("p"); document.body.append(box);
  const colour = (name) => { box.style.color = `var(--${name})`; return getComputedStyle(box).color; };
  return Object.fromEntries(["paper", "raised", "ink", "quiet", "accent", "theme", "actor", "instrument", "request", "warn", "warn-paper"].map((name) => [name, colour(name)])); }
"""
READ_ON = [
    ("ink", "paper"), ("ink", "raised"), ("quiet", "paper"), ("quiet", "raised"), ("accent", "paper"), ("accent", "raised"),
    ("ink", "theme"), ("ink", "actor"), ("ink", "instrument"), ("ink", "request"), ("warn", "warn-paper"), ("warn", "paper"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(clean: Opened, sample_site: Path, scheme: str) -> None:
    with clean.page(sample_site / "index.html", scheme=scheme) as page:
        palette: dict[str, Any] = page.evaluate(PALETTE)
        point = page.locator(".multiples svg .mark-symbol path").first
        stroke = point.evaluate("(path) => getComputedStyle(path).stroke")
        label = page.locator(".multiples svg text").first.evaluate("(text) => getComputedStyle(text).fill")
    assert [pair for pair in READ_ON if contrast(palette[pair[0]], palette[pair[1]]) < 4.5] == []
    assert (luminance(palette["paper"]) < 0.05) == (scheme == "dark")
    assert (stroke, label) == (palette["accent"], palette["quiet"])


def test_a_table_is_downloaded(
    clean: Opened, sample_build: SampleBuild, sample_site: Path, tmp_path: Path
) -> None:
    with clean.page(sample_site / "themes.html") as page:
        with page.expect_download() as download:
            page.get_by_role("link", name="Download (CSV)").click()
        download.value.save_as(tmp_path / "themes.csv")
    lines = (tmp_path / "themes.csv").read_text(encoding="utf-8-sig").splitlines()
    [(themes,)] = ask(sample_build.home, "SELECT count(DISTINCT theme_id) FROM theme_frequency")
    assert len(lines) == themes + 1


def test_a_page_prints_without_what_only_a_screen_needs(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "themes.html", scheme="dark") as page:
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator(".top nav").is_hidden()
        assert page.locator("h1").is_visible()


def test_all_that_a_page_holds_is_on_its_paper(clean: Opened, sample_site: Path) -> None:
    """Folded tables are unfolded, long lines broken, and a search is printed with its question."""
    with clean.page(sample_site / KINDS[2], width=700) as page:
        page.locator("details").first.evaluate("(details) => { details.open = false }")
        folded = page.locator("details:not([open])").count()
        assert folded > 0
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open])").count() == 0
        assert page.evaluate(WIDER) == []
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details:not([open])").count() == folded
    for file in ("about.html", "sql/theme_frequency.html", "requests.html"):
        with clean.page(sample_site / file, width=700) as page:
            page.emulate_media(media="print")
            assert page.evaluate(WIDER) == [], file
    with clean.page(sample_site / "search.html", place="?q=migrants") as page:
        page.emulate_media(media="print")
        assert page.get_by_label("Words").is_visible()
