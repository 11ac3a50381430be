"""What texts ask for, in headless Chromium: filters, keyboard, download, the way to the words, hostile titles.

Not here: the rows and marks as files (`test_site_requests`).
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.build_fixtures import SampleBuild, ask
from tests.site_fixtures import (
    HOSTILE_TITLE,
    Opened,
    browser,
    chromium,
    expect,
    hostile_site,
    sample_build,
    sample_site,
    tab_to,
)
from tests.site_reading import read_csv
from warehouse.site.naming import file_stem

__all__ = ["browser", "chromium", "hostile_site", "sample_build", "sample_site"]


def test_requests_are_filtered_by_organ_session_kind_and_words(
    browser: Opened, sample_build: SampleBuild, sample_site: Path
) -> None:
    with browser.page(sample_site / "requests.html") as page:
        rows = page.locator("#requests tbody tr:visible")

        def counted(where: str) -> int:
            [(count,)] = ask(sample_build.home, f"SELECT count(*) FROM report_requests WHERE {where}")
            return int(count)

        assert rows.count() == counted("true")
        page.get_by_label("Due", exact=True).select_option(label="session 31 (2)")
        assert rows.count() == counted("recipient = 'HRC' AND due_session = '31'") == 2
        assert all("session 31" in text for text in rows.all_inner_texts())
        page.get_by_label("What", exact=True).select_option("panel_discussion")
        assert rows.count() == 1
        expect(page.locator("[data-told]:not(:empty)")).to_have_text(f"Showing 1 of {counted('true')}")
        page.get_by_label("Due", exact=True).select_option("")
        assert rows.count() == counted("deliverable = 'panel_discussion'") > 1
        page.get_by_label("What", exact=True).select_option("")
        page.get_by_label("Words of").fill("rapporteur education")
        assert rows.count() == counted("requested_of = 'special-rapporteur-on-the-right-to-education'") == 1
        page.get_by_label("Words of").fill("")
        rows.first.evaluate("(row) => { row.dataset.recipient = 'GA' }")  # the sample has the Council alone
        page.get_by_label("For", exact=True).select_option("HRC")
        assert rows.count() == counted("recipient = 'HRC'") - 1
        page.get_by_role("button", name="For, and due").click()
        sessions = [
            int(found)
            for text in rows.locator("th").all_inner_texts()
            for found in re.findall(r"session (\d+)", text)
        ]
        assert sessions == sorted(sessions)
        assert len(sessions) > 8
    assert browser.errors == []


def test_requests_are_filtered_by_keyboard_and_downloaded(
    browser: Opened, sample_site: Path, tmp_path: Path
) -> None:
    with browser.page(sample_site / "requests.html") as page:
        tab_to(page, "filter-deliverable")
        page.keyboard.type("study")
        rows = page.locator("#requests tbody tr:visible")
        assert rows.count() == 2
        assert all("study" in text for text in rows.all_inner_texts())
        with page.expect_download() as download:
            page.get_by_role("link", name="Download (CSV)").click()
        download.value.save_as(tmp_path / "requests.csv")
    assert read_csv(tmp_path / "requests.csv") == read_csv(sample_site / "data" / "requests.csv")
    assert browser.errors == []


def test_a_request_leads_to_its_paragraph_where_its_words_are_seen(
    browser: Opened, sample_site: Path
) -> None:
    with browser.page(sample_site / "requests.html") as page:
        page.get_by_role("link", name="A/HRC/RES/30/21, op9").click()
        paragraph = page.locator("#op9")
        expect(paragraph).to_be_in_viewport()
        assert paragraph.locator("mark.request").all_inner_texts() == ["report"]
        assert paragraph.locator("mark.due").all_inner_texts() == ["thirty-first session"]
        looks = [
            paragraph.locator(mark).first.evaluate(
                "(mark) => { const s = getComputedStyle(mark); return s.backgroundColor + s.textDecorationStyle }"
            )
            for mark in ("mark.request", "mark.due", "mark.theme", "mark.actor")
        ]
        assert len(set(looks)) == len(looks)
    assert browser.errors == []


def test_hostile_titles_and_words_of_requests_do_nothing(browser: Opened, hostile_site: Path) -> None:
    assert any(
        row["title"].startswith("</title><script>")
        for row in read_csv(hostile_site / "data" / "requests.csv")
    )
    page_of_actor = hostile_site / "actors" / f"{file_stem('HCHR')}.html"
    for file in (hostile_site / "requests.html", page_of_actor):
        with browser.page(file) as page:
            shown = page.locator("main").text_content()
            assert HOSTILE_TITLE.partition("\u202e")[0] in shown
            assert "⟨U+202E⟩gnitseT" in shown
            assert page.evaluate("document.documentElement.dataset.hostile") is None
            assert page.locator("main script, main img, main [onerror], [href^='javascript']").count() == 0
            assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", page.content())
    assert browser.errors == []
