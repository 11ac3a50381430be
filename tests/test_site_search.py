"""The search of the site, in headless Chromium from disk: what it finds, in which order, and how fast.

Not here: the other pages (`test_site_browser`).
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import statistics
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from tests.build_fixtures import SampleBuild, ask
from tests.site_fixtures import Opened, browser, chromium, expect, hostile_site, sample_build, sample_site
from warehouse.cells import safe_text
from warehouse.lexicon import load_words
from warehouse.showing import visible
from warehouse.site.pages import Pages
from warehouse.site.search_index import DIGITS, Index, packed, words_of

__all__ = ["browser", "chromium", "hostile_site", "sample_build", "sample_site"]

MANY = 100_000
QUICK = 0.1
"""Seconds in which a question over MANY paragraphs is to be answered."""


@pytest.fixture
def clean(browser: Opened) -> Iterator[Opened]:
    yield browser
    assert browser.errors == []
    assert [url for url in browser.requests if not url.startswith(("file://", "blob:"))] == []


def asked(page: Any, question: str) -> list[str]:
    """The paragraphs found (A/HRC/RES/30/21, op1), in their order; those of the first screen."""
    page.locator("#found").evaluate("element => { element.textContent = '' }")
    page.get_by_label("Words").fill(question)
    expect(page.locator("#found")).not_to_be_empty()
    return list(page.locator("#results .from a").all_inner_texts())


def number_found(page: Any) -> int:
    return int(page.locator("#found").inner_text().split()[0].replace(",", ""))


# ---- the index


def test_words_are_cut_without_accents_and_capitals() -> None:
    assert words_of("Les RÉFUGIÉS d’où? op4(a), 2030; naïve_été") == [
        "les",
        "refugies",
        "d",
        "ou",
        "op4",
        "a",
        "2030",
        "naive",
        "ete",
    ]


def test_numbers_are_packed_in_few_characters() -> None:
    assert len(set(DIGITS)) == 92
    assert (
        packed([0, 45, 46, 46 * 46])
        == DIGITS[0] + DIGITS[45] + DIGITS[46] + DIGITS[1] + DIGITS[46] * 2 + DIGITS[1]
    )


# ---- what is found


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("migrant children ", r"regexp_matches(lower(text), '\bmigrant\b') AND regexp_matches(lower(text), '\bchildren\b')"),
        ("migra", r"regexp_matches(lower(text), '\bmigra')"),
        ("MIGRANTS ", r"regexp_matches(lower(text), '\bmigrants\b')"),
        ("“human rights of migrants”", "contains(lower(text), 'human rights of migrants')"),
        ('"high commissioner" report ', r"contains(lower(text), 'high commissioner') AND regexp_matches(lower(text), '\breport\b')"),
        ("the", r"regexp_matches(lower(text), '\bthe')"),
    ],
)  # fmt: skip
def test_it_finds_what_the_warehouse_holds(
    clean: Opened, sample_build: SampleBuild, sample_site: Path, question: str, condition: str
) -> None:
    [(expected,)] = ask(sample_build.home, f"SELECT count(*) FROM paragraphs WHERE {condition}")
    with clean.page(sample_site / "search.html") as page:
        found = asked(page, question)
        assert number_found(page) == expected > 0
        assert 1 <= len(found) <= 10
        assert page.locator("#results mark").count() > 0


def test_the_best_come_first(clean: Opened, sample_site: Path) -> None:
    """A short paragraph that has the rare word twice is before a long one that has it once."""
    with clean.page(sample_site / "search.html") as page:
        first = asked(page, "migrant children ")[0]
        assert "A/HRC/RES/32/901, op2" in first  # "… of migrant children and of families with children"


def test_the_words_asked_for_are_marked_and_phrases_as_one(
    clean: Opened, sample_site: Path, tmp_path: Path
) -> None:
    site = indexed(
        sample_site, tmp_path, ["The rights of Élie and of the child: the Rights, of the Child’s family"]
    )
    with clean.page(site / "search.html") as page:
        for question, marks in {
            '"rights of the child"': ["Rights, of the Child"],
            '"of the child" rights elie ': ["rights", "Élie", "of the child", "Rights", "of the Child"],
            "the fam": ["The", "the", "the", "the", "family"],
        }.items():
            asked(page, question)
            assert page.locator("#results mark").all_inner_texts() == marks


def test_nothing_found_is_said(clean: Opened, sample_site: Path) -> None:
    with clean.page(sample_site / "search.html") as page:
        assert asked(page, "xyzzy ") == []
        assert page.locator("#found").inner_text() == "No paragraph has all of these words."


def test_words_that_stand_apart_are_told_from_words_that_are_missing(
    clean: Opened, sample_build: SampleBuild, sample_site: Path
) -> None:
    words = ("rights", "children", "human")
    condition = " AND ".join(rf"regexp_matches(lower(text), '\b{word}\b')" for word in words)
    [(apart,)] = ask(sample_build.home, f"SELECT count(*) FROM paragraphs WHERE {condition}")
    assert apart > 1
    with clean.page(sample_site / "search.html") as page:
        assert asked(page, f'"{" ".join(words)}"') == []
        told = page.locator("#found").inner_text()
    assert told == f"None has these words together; {apart} have them apart."


def test_the_address_holds_the_question(clean: Opened, hostile_site: Path) -> None:
    with clean.page(hostile_site / "search.html", place="?q=protect+migrants&organ=NONE&language=en") as page:
        expect(page.locator("#results li")).to_have_count(1)
        assert page.get_by_label("Words").input_value() == "protect migrants"
        assert page.get_by_label("Organ", exact=True).input_value() == ""
        page.get_by_label("Words").fill("États & 100%")
        page.get_by_label("Language", exact=True).select_option("fr")
        address = page.url
        assert address.endswith("search.html?q=%C3%89tats+%26+100%25&language=fr")
        page.get_by_label("Words").fill("")
        page.get_by_label("Language", exact=True).select_option("")
        assert page.url.endswith("search.html")
        page.goto(address)
        assert page.get_by_label("Words").input_value() == "États & 100%"
        assert page.get_by_label("Language", exact=True).input_value() == "fr"


@pytest.mark.parametrize(
    "question", ["constructor ", "__proto__ ", "toString", '""', "“", "((", "%", "\u202e"]
)
def test_no_question_breaks_it(clean: Opened, sample_site: Path, question: str) -> None:
    with clean.page(sample_site / "search.html") as page:
        expect(page.locator("#search[data-ready]")).to_be_attached()
        page.get_by_label("Words").fill(question)
        page.get_by_label("Words").press("Enter")
        expect(page.locator("#found")).not_to_contain_text("stopped")
        assert asked(page, "migrants ") != []


def test_it_is_filtered_by_language_and_finds_words_without_their_accents(
    clean: Opened, hostile_site: Path
) -> None:
    with clean.page(hostile_site / "search.html") as page:
        assert len(asked(page, "migrants ")) == 2
        page.get_by_label("Language", exact=True).select_option("fr")
        expect(page.locator("#results li")).to_have_count(1)
        assert asked(page, "PROTEGER ETATS ") == ["A/HRC/RES/48/3, op1"]
        assert page.locator("#results .text").get_attribute("lang") == "fr"


def test_hostile_words_found_do_nothing(clean: Opened, hostile_site: Path) -> None:
    with clean.page(hostile_site / "search.html") as page:
        assert asked(page, "quotes script ")
        assert page.evaluate("document.documentElement.dataset.hostile") is None
        assert page.locator("#results script, #results img").count() == 0
        assert "</script><script>" in page.locator("#results").inner_text()


def test_a_result_leads_to_its_paragraph_and_all_can_be_reached_by_keyboard(
    clean: Opened, sample_site: Path
) -> None:
    with clean.page(sample_site / "search.html", place="#enforced") as page:
        expect(page.locator("#results li")).not_to_have_count(0)
        page.get_by_label("Words").focus()
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/resolutions/*")
        assert page.locator(".para:target").count() == 1


def downloaded(page: Any, file: Path) -> list[list[str]]:
    """The rows of the download of what is found, the head first."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_what_is_found_is_downloaded(clean: Opened, sample_site: Path, tmp_path: Path) -> None:
    with clean.page(sample_site / "search.html") as page:
        seen = asked(page, "the ")
        number = number_found(page)
        expect(page.locator("#save")).to_have_text(f"Download these {number} (CSV)")
        head, *rows = downloaded(page, tmp_path / "found.csv")
    assert head == ["symbol", "language", "session", "paragraph", "is_fictitious", "text"]
    assert len(rows) == number > 10
    assert [f"{row[0]}, {row[3]}" for row in rows[:10]] == seen


def test_a_download_holds_nothing_that_a_spreadsheet_would_run(
    clean: Opened, sample_site: Path, tmp_path: Path
) -> None:
    hostile = ["=1+1 word", "'=1+1 word", "@word", "-1 word", "+1 word", 'a "word", so', "two\nlines of word"]
    site = indexed(sample_site, tmp_path / "site", hostile)
    with clean.page(site / "search.html") as page:
        asked(page, "word ")
        texts = {row[-1] for row in downloaded(page, tmp_path / "found.csv")[1:]}
    assert texts == {safe_text(visible(text)) for text in hostile}
    assert not any(text.startswith(("=", "@", "-", "+")) for text in texts)


def test_signs_for_one_letter_are_one(clean: Opened, sample_site: Path, tmp_path: Path) -> None:
    texts = ["la mise en œuvre", "La Mise En Oeuvre", "the ﬁnancial dæmon", "l’eau et l'air"]
    site = indexed(sample_site, tmp_path, texts)
    with clean.page(site / "search.html") as page:
        for question, number in {
            "oeuvre ": 2,
            "ŒUVRE ": 2,
            "financial ": 1,
            "daemon ": 1,
            "l'eau ": 1,
        }.items():
            asked(page, question)
            assert number_found(page) == number, question
            assert page.locator("#results mark").count() > 0


def test_the_beginning_of_a_word_finds_every_word_that_begins_so(
    clean: Opened, sample_site: Path, tmp_path: Path
) -> None:
    words = [f"co{number}" for number in range(200)]
    site = indexed(sample_site, tmp_path, [*words, "a cow", "an ox"])
    with clean.page(site / "search.html") as page:
        asked(page, "co")
        assert number_found(page) == 201


def test_a_page_left_open_while_the_site_is_written_anew_says_so(
    clean: Opened, sample_site: Path, hostile_site: Path, tmp_path: Path
) -> None:
    """It never gives one resolution the words of another."""
    site = tmp_path / "site"
    shutil.copytree(hostile_site, site)
    with clean.page(site / "search.html") as page:
        expect(page.locator("#search[data-ready]")).to_be_attached()
        shutil.rmtree(site)
        shutil.copytree(sample_site, site)
        page.get_by_label("Words").fill("migrants ")
        expect(page.locator("#found")).to_contain_text(
            "written anew since this page was opened. Reload the page."
        )
        assert page.locator("#results li").count() == 0


@pytest.mark.parametrize("button", ["Show more", "Download"])
def test_what_is_left_to_show_of_an_older_site_is_not_made_up(
    button: str, clean: Opened, sample_site: Path, tmp_path: Path
) -> None:
    site = indexed(sample_site, tmp_path / "site", [f"word number {number}" for number in range(600)])
    with clean.page(site / "search.html") as page:
        asked(page, "word ")
        for part in (site / "search").glob("texts-*.js"):
            part.write_text(part.read_text().replace(version_of(site), "0badc0de"))
        page.get_by_role("button", name=button).click()
        if button == "Show more":  # those of the same part are known already
            for _ in range(6):
                page.get_by_role("button", name=button).click()
        expect(page.locator("#found")).to_contain_text("Reload the page.")
        shown = page.locator("#results .text").all_inner_texts()
        assert 10 <= len(shown) < 600
        assert shown == [f"word number {number}" for number in range(len(shown))]


# ---- how fast


def version_of(site: Path) -> str:
    [version] = re.findall(
        r'data-version="([0-9a-f]{8})"', (site / "search.html").read_text(encoding="utf-8")
    )
    return str(version)


def indexed(sample_site: Path, site: Path, texts: Iterable[str]) -> Path:
    """The search page of the sample over other paragraphs, forty to a document."""
    shutil.copytree(sample_site / "assets", site / "assets")
    shutil.copy(sample_site / "search.html", site)
    index = Index(Pages(site, {}), version_of(site))
    documents = []
    for number, text in enumerate(texts):
        if number % 40 == 0:
            session, place = divmod(number // 40, 50)
            symbol = f"A/HRC/RES/{session}/{place}"
            documents.append([number, symbol, "en", "HRC", str(session), "A title", "x.html", 0])
        index.add(f"op{number % 40}", text)
    index.finish(documents)
    return site


def test_phrases_are_found_wherever_they_stand(clean: Opened, sample_site: Path, tmp_path: Path) -> None:
    """Few words that come again and again, against the texts themselves; one paragraph is longer than any digit."""
    chance = random.Random(11)
    texts = [" ".join(chance.choices("abc", k=chance.randint(0, 9))) for _ in range(400)]
    texts.append("x " * 3000 + "b, a. (A)")
    site = indexed(sample_site, tmp_path, texts)
    with clean.page(site / "search.html") as page:
        for question in ("a b", "a a", "c b c", "a b a b", "b a a", "x x b", "c c c c c c c"):
            expected = sum(f" {question} " in f" {' '.join(words_of(text))} " for text in texts)
            asked(page, f'"{question}"')
            told = page.locator("#found").inner_text()
            assert (0 if told.startswith("None") else number_found(page)) == expected, question
        both = sum("a b" in text and "b c" in text for text in texts)
        asked(page, '"a b" "b c"')
        assert number_found(page) == both > 0


@pytest.fixture(scope="module")
def large_site(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page over 100,000 paragraphs of some forty words, drawn as words of texts are: few are frequent."""
    chance = random.Random(7)
    lexicon = [
        *("the", "of", "and", "to", "rights", "human", "in"),
        *(word for word in load_words("en") if len(word) > 3),
    ]
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(lexicon))))
    texts = (
        " ".join(chance.choices(lexicon, cum_weights=weights, k=chance.randint(5, 75))) for _ in range(MANY)
    )
    return indexed(sample_site, tmp_path_factory.mktemp("large"), texts)


QUESTIONS = [
    "human rights",
    "the rights of the human",
    "right",
    "water sanitation ",
    '"human rights" children',
    '"the rights of the human"',
    "child",
    "in",
    "co",
    "the of and to in",
    "abolish ",
]


@pytest.mark.bench
def test_a_question_over_100_000_paragraphs_is_answered_in_a_tenth_of_a_second(
    clean: Opened, large_site: Path
) -> None:
    """Each question in a page of its own, so that nothing it needs has been read by a question before it; the median
    of five."""
    taken: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    for question in QUESTIONS * 5:
        with clean.page(large_site / "search.html") as page:
            expect(page.locator("#search[data-ready]")).to_be_attached()
            asked(page, question)
            expect(page.locator("#search[data-milliseconds]")).to_be_attached()
            taken[question].append(float(page.locator("#search").get_attribute("data-milliseconds")) / 1000)
    seconds = {question: statistics.median(times) for question, times in taken.items()}
    print(seconds)
    assert max(seconds.values()) < QUICK, seconds
