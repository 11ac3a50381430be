"""The language files: every one complete, and a mistake in one named with its file and entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from warehouse.enumerations import ACTIONS, ORGANS
from warehouse.languages import FOLDER, Language, LanguageError, load_languages

ENGLISH = (FOLDER / "en.toml").read_text(encoding="utf-8")


def broken(folder: Path, old: str, new: str) -> Path:
    """A folder whose English file has one entry changed."""
    assert old in ENGLISH
    (folder / "en.toml").write_text(ENGLISH.replace(old, new, 1), encoding="utf-8")
    return folder


MISTAKES = [
    ("no code", 'code = "en"', "", ["en.toml", "code"]),
    ("no months", "months = [", "moons = [", ["en.toml", "months"]),
    ("no organs", "[organs]", "[organisms]", ["en.toml", "organs"]),
    ("no opening", "opening = ", "beginning = ", ["en.toml", "opening"]),
    ("no front", "[front]", "[back]", ["en.toml", "front"]),
    ("no closing", "[closing]", "[end]", ["en.toml", "closing"]),
    ("no date", "date = '", "day = '", ["en.toml", "date"]),
    ("no furniture", "furniture = [", "tables = [", ["en.toml", "furniture"]),
    ("no leads", "[[lead]]\nlemma = ", "[[lead]]\nword = ", ["en.toml", "lemma"]),
    ("a pattern of the front", "masthead = '^", "masthead = '(^", ["en.toml", "front.masthead", "compile"]),
    ("a pattern of the closing", "annex = '^", "annex = '[^", ["en.toml", "closing.annex", "compile"]),
    ("a pattern of furniture", "furniture = [\n", "furniture = [\n'(',\n", ["en.toml", "front.furniture", "compile"]),
    ("a pattern of the opening", "opening = '^", "opening = '(^", ["en.toml", "organs.opening", "compile"]),
    ("a tail", "tails = ['", "tails = ['(", ["en.toml", "compile"]),
    ("a pattern that is missing", "masthead = '^", "mast = '^", ["en.toml", "masthead"]),
    ("a closing that is missing", "without_vote = ", "with_no_vote = ", ["en.toml", "without_vote"]),
    ("no TOML", "[organs]", "[organs", ["en.toml"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "words"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_names_the_file_and_the_entry(
    tmp_path: Path, what: str, old: str, new: str, words: list[str]
) -> None:
    with pytest.raises(LanguageError) as refused:
        load_languages(broken(tmp_path, old, new))
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_a_sound_copy_loads(tmp_path: Path) -> None:
    assert list(load_languages(broken(tmp_path, 'name = "English"', 'name = "The English language"'))) == [
        "en"
    ]


def test_every_language_file_is_whole(languages: Mapping[str, Language]) -> None:
    assert "en" in languages
    for code, language in languages.items():
        assert language.code == code
        assert set(language.months.values()) == set(range(1, 13))
        assert set(language.organs.values()) == set(ORGANS)
        assert {verb.action for verb in language.leads.verbs.values()} <= set(ACTIONS)
        assert all(pattern.flags & re.IGNORECASE for pattern in language.patterns.values())


def test_every_month_and_every_ordinal_is_read(english: Language) -> None:
    for month, number in english.months.items():
        assert english.read_date(f"2 {month.title()} 2015") == date(2015, number, 2)
    assert [english.ordinals[word] for word in ("first", "thirtieth", "fifty-eighth")] == [1, 30, 58]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 October 2015", date(2015, 10, 2)), (" 29 February 2016 ", date(2016, 2, 29)), ("2 OCTOBER 2015", date(2015, 10, 2)),
        ("29 February 2015", None), ("0 May 2015", None), ("2 Octember 2015", None), ("2 October 0000", None),
        ("2 October 2015,", None), ("", None),
    ],
)  # fmt: skip
def test_a_date_is_a_day_that_exists(english: Language, text: str, day: date | None) -> None:
    assert english.read_date(text) == day


def test_a_date_is_found_within_a_sentence(english: Language) -> None:
    assert english.find_date("At its 42nd meeting, held on 2 October 2015, the") == date(2015, 10, 2)
    assert english.find_date("At its 42nd meeting") is None


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("The Human Rights Council,", True), ("The General Assembly,", True), ("“The Human Rights Council,", True),
        ("The Security Council", True), ("The Human Rights Council welcomes", False), ("the report of the Human Rights Council,", False),
    ],
)  # fmt: skip
def test_the_formula_that_opens_a_text(english: Language, line: str, opens: bool) -> None:
    assert bool(english.patterns["opening"].match(line)) == opens
