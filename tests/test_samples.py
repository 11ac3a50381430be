"""The fictitious samples: plainly marked, numbered as no Council text is, and right in what they print."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "warehouse" / "samples"
SEED = FOLDER / "A_HRC_RES_30_21.txt"
FICTITIOUS = sorted(path for path in FOLDER.glob("*.txt") if path != SEED)
MARKER = "FICTITIOUS SAMPLE: written for hrc-warehouse, not a text of the United Nations"

each_sample = pytest.mark.parametrize("path", FICTITIOUS, ids=lambda path: path.stem)


def one_line(path: Path) -> str:
    """The text on one line, whatever its layout."""
    return " ".join(path.read_text(encoding="utf-8").split())


def day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()


def test_there_are_ten_over_at_least_eight_sessions() -> None:
    assert len(FICTITIOUS) == 10
    assert len({path.stem.split("_")[3] for path in FICTITIOUS}) >= 8


@each_sample
def test_the_first_line_alone_is_the_marker(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == MARKER
    assert text.upper().count("FICTITIOUS") == 1


@each_sample
def test_the_number_is_one_no_council_resolution_has_and_agrees_with_the_file_name(path: Path) -> None:
    session, number = path.stem.removeprefix("A_HRC_RES_").split("_")
    assert int(number) >= 901
    assert f" {session}/{number}. " in one_line(path)
    printed = set(re.findall(r"\b\d{1,2}/\d{3,}\b(?=\.)|A/HRC/RES/(\d+/\d+)", one_line(path)))
    assert printed <= {"", f"{session}/{number}"}


def test_the_real_text_among_them_is_not_marked() -> None:
    assert "FICTITIOUS" not in SEED.read_text(encoding="utf-8").upper()
    assert "30/21. Enhancement of technical cooperation" in one_line(SEED)


@each_sample
def test_it_was_adopted_while_its_session_met(path: Path) -> None:
    text = one_line(path)
    met = re.search(r"session (\d+)( \w+)?–(\d+)( \w+) (\d{4}) Agenda item", text)
    assert met
    first, first_month, last, last_month, year = met.groups()
    adopted = re.search(r"Resolution adopted by the Human Rights Council on (\d+ \w+ \d{4})", text)
    assert adopted
    starts_on = day(f"{first}{first_month or last_month} {year}")
    assert starts_on <= day(adopted[1]) <= day(f"{last}{last_month} {year}")
    assert re.search(rf"\d+(st|nd|rd|th) meeting {adopted[1]} \[Adopted", text), "the closing date is another"


@each_sample
def test_it_has_four_to_eight_preambular_and_three_to_eight_operative_paragraphs(path: Path) -> None:
    body = one_line(path).split("The Human Rights Council, ")[1]
    preamble = body.split(" 1. ")[0]
    numbers = [int(number) for number in re.findall(r"(?<=[;.,:] )(\d)\. (?=[A-Z])", body)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 3 <= len(numbers) <= 8
    assert 4 <= len(re.findall(r",\d? (?=[A-Z][a-z]+(?:ing|ed|d|ful|ious|re)\b)|,\d?$", preamble)) <= 8


def test_two_have_a_recorded_vote_whose_lists_have_as_many_states_as_it_says() -> None:
    voted = [path for path in FICTITIOUS if "recorded vote" in one_line(path)]
    assert len(voted) == 2
    for path in voted:
        text = one_line(path)
        counts = re.search(r"\[Adopted by a recorded vote of (\d+) to (\d+), with (\d+) abstentions\.", text)
        lists = re.search(r"In favour: (.+) Against: (.+) Abstaining: (.+)\]$", text)
        assert counts
        assert lists
        states = [group.split(", ") for group in lists.groups()]
        assert [len(group) for group in states] == [int(count) for count in counts.groups()]
        together = [state for group in states for state in group]
        assert len(set(together)) == len(together) <= 47, "a State has one vote, the Council 47 members"


def layout(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    if any(re.match(r"GE\.\d\d-\d{5}\(E\)", line) for line in lines):
        return "pages"
    if all(not line for line in lines[1::2]):
        return "a blank line after every line" if max(map(len, lines)) < 100 else "a paragraph a line"
    return "wrapped"


def test_the_layouts_in_which_such_texts_arrive_are_all_there() -> None:
    assert {layout(path) for path in FICTITIOUS} == {
        "pages", "a blank line after every line", "a paragraph a line", "wrapped",
    }  # fmt: skip


def test_the_page_layout_has_header_footnotes_and_page_number() -> None:
    (path,) = (path for path in FICTITIOUS if layout(path) == "pages")
    text = path.read_text(encoding="utf-8")
    assert text.count("\n__________________\n") == 2
    assert "executions,1\n" in text
    assert "\n1 A/72/335.\n" in text
    assert "\nUnited Nations A/HRC/RES/41/901\n" in text
    assert "\fA/HRC/RES/41/901\n" in text
    assert text.endswith("\n2\n")
