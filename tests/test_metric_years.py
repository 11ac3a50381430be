"""Change from year to year and first uses of terms, counted by hand.

Not here: the functions of interval and test (`test_metric_functions`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.metric_tables import adopted, computed, document, only, terms

IN_2015 = date(2015, 10, 1)
IN_2016 = date(2016, 7, 1)
SESSIONS = [
    {"organ": "GA", "session": "70", "starts_on": date(2015, 9, 15)},
    {"organ": "GA", "session": "71", "starts_on": date(2016, 9, 13)},
    {"organ": "GA", "session": "ES-6"},
    {"organ": "HRC", "session": "30", "starts_on": date(2015, 9, 14)},
    {"organ": "HRC", "session": "31", "starts_on": date(2016, 2, 29)},
    {"organ": "HRC", "session": "38", "starts_on": date(2018, 6, 18)},
    {"organ": "HRC", "session": "39"},
    {"organ": "SC", "session": "39", "starts_on": date(2015, 1, 1)},
]
THEMES = ("air", "rest", "sport", "water")

DOCUMENTS = [
    # The Council: 2015: four, dated; 2016: four without a date, in a session that began in 2016; 2018: one; one has no year.
    *(document(f"A{n}", "30", f"{n}", adopted_on=IN_2015) for n in (1, 2, 3, 4)),
    *(document(f"B{n}", "31", f"{n}") for n in (1, 2, 3, 4)),
    document("C1", "38", "1"),
    document("X1", "39", "1"),
    # Another organ's session of the same number tells nothing of it.
    document("Y1", "39", "1", organ="SC", adopted_on=IN_2015),
    # In French three of the first four, and the second four.
    *(document(f"AF{n}", "30", f"{n}", language="fr", adopted_on=IN_2015) for n in (1, 2, 3)),
    *(document(f"BF{n}", "31", f"{n}", language="fr") for n in (1, 2, 3, 4)),
    # The Assembly: 2015: three of session 70, one of them adopted in 2016, and two of a session whose first day is not known,
    # one adopted in 2015 and one in 2016; 2016: four.
    *(document(f"G{n}", "70", f"{n}", organ="GA", adopted_on=day) for n, day in ((1, IN_2015), (2, IN_2015), (3, IN_2016))),
    document("E1", "ES-6", "1", organ="GA", session_kind="emergency_special", adopted_on=IN_2016),
    document("E2", "ES-6", "2", organ="GA", session_kind="emergency_special", adopted_on=IN_2015),
    *(document(f"H{n}", "71", f"{n}", organ="GA", adopted_on=date(2017, 6, n)) for n in (1, 2, 3, 4)),
]  # fmt: skip

# Documents that name the theme, of the Council in English (2015, 2016, 2018), in French and of the Assembly (2015, 2016).
NAMING = {
    "air": (
        "A1",
        "B1",
        "B2",
        "B3",
        "BF1",
        "BF2",
        "BF3",
        "BF4",
    ),  # 1 of 4, 3 of 4, 0 of 1; 0 of 3, 4 of 4; none
    "rest": (
        "B1",
        "B2",
        "B3",
        "B4",
        "X1",
        "H1",
        "H2",
        "H3",
        "H4",
    ),  # 0 of 4, 4 of 4, 0 of 1; none; 0 of 5, 4 of 4
    "sport": (
        "A1",
        "A2",
        "B1",
        "B2",
        "BF1",
        "BF2",
        "BF3",
        "BF4",
    ),  # 2 of 4, 2 of 4, 0 of 1; 0 of 3, 4 of 4; none
    "water": (
        "A4",
        "B2",
        "B3",
        "B4",
        "C1",
        "H1",
        "H2",
        "H3",
        "H4",
    ),  # 1 of 4, 3 of 4, 1 of 1; none; 0 of 5, 4 of 4
}


def rows_of_change(*absent: dict[str, Any]) -> dict[str, Any]:
    """The example; `absent` are sessions that the index knows besides."""
    return {
        "themes": [{"theme_id": theme, "label": theme, "definition": "d"} for theme in THEMES],
        "vocabulary": [*terms(*THEMES), *terms(*THEMES, language="fr")],
        "resolutions": DOCUMENTS,
        "sessions": SESSIONS,
        # The index knows that sessions 30, 31 and 71 are held whole (but 30 in French), and nothing of the others.
        "adopted_resolutions": [
            adopted("30", 4), adopted("31", 4, year=2016), adopted("71", 4, "GA", year=2016), *absent,
        ],
        "paragraphs": [
            {"paragraph_id": f"{text['document_id']}#op1", "document_id": text["document_id"], "kind": "operative", "word_count": 9}
            for text in DOCUMENTS
        ],
        "paragraph_themes": [
            {"paragraph_id": f"{text}#op1", "theme_id": theme, "start_char": 0, "end_char": 5}
            for theme, texts in NAMING.items() for text in texts
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    return computed("theme_change", rows_of_change(), tmp_path_factory.mktemp("change"))


# Two sessions of 2016 that are not held: of one nobody knows what it adopted. Nothing is known to be whole of 2018 anyway.
@pytest.mark.parametrize(
    ("resolutions", "in_2016", "in_2018"), [((33,), "partial", "partial"), ((None,), "unknown", "unknown"), ((None, 33), "partial", "partial")]
)  # fmt: skip
def test_a_year_with_a_session_that_is_not_held_is_not_whole(
    resolutions: tuple[int | None, ...], in_2016: str, in_2018: str, tmp_path: Path
) -> None:
    absent = [adopted(f"3{n}", count, year=2016) for n, count in enumerate(resolutions, 2)]
    found = computed("theme_change", rows_of_change(*absent), tmp_path).filter(organ="HRC", language="en")
    assert set(found.select("year", "coverage").rows()) == {(2016, in_2016), (2018, in_2018)}


def test_a_q_value_is_never_below_its_p_value_though_rounding_would_have_it_so(tmp_path: Path) -> None:
    """Eleven themes with the same p-value, whose eleventh part times eleven is less than it."""
    themes = [f"t{n:02}" for n in range(11)]
    texts = [document(f"A{n}", "30", f"{n}", adopted_on=IN_2015) for n in range(7)]
    texts.append(document("B0", "31", "0", adopted_on=date(2016, 3, 1)))
    rows = {
        "themes": [{"theme_id": theme, "label": theme, "definition": "d"} for theme in themes],
        "vocabulary": terms(*themes),
        "resolutions": texts,
        "paragraphs": [
            {"paragraph_id": f"{text['document_id']}#op1", "document_id": text["document_id"], "kind": "operative", "word_count": 9}
            for text in texts
        ],
        "paragraph_themes": [
            {"paragraph_id": f"{text}#op1", "theme_id": theme, "start_char": 0, "end_char": 5}
            for theme in themes for text in ("A0", "A1", "A2", "A3", "B0")
        ],
    }  # fmt: skip
    found = computed("theme_change", rows, tmp_path)
    assert found.height == 11
    assert found.filter(pl.col("q_value") < pl.col("p_value")).is_empty()


def test_a_year_is_compared_with_the_last_before_it_that_has_documents(change: pl.DataFrame) -> None:
    compared = change.select(
        "organ", "language", "year", "documents", "year_before", "documents_before", "coverage"
    ).unique()
    # The Assembly's 2016 is whole; of its 2015 nobody knows.
    assert sorted(compared.rows()) == [
        ("GA", "en", 2016, 4, 2015, 5, "unknown"),
        ("HRC", "en", 2016, 4, 2015, 4, "whole"),
        ("HRC", "en", 2018, 1, 2016, 4, "unknown"),
        ("HRC", "fr", 2016, 4, 2015, 3, "partial"),
    ]
    assert change.height == 4 * len(THEMES)


# Fisher: 0 of 3 and 4 of 4 is one way of 35 to draw 3 of 7, 0 of 5 and 4 of 4 one of 126 to draw 5 of 9. Two themes of four
# have it: p × 4 tests / place 2. The others: 0 and 0, p = 1.
@pytest.mark.parametrize(
    ("organ", "language", "found", "before", "p"),
    [("HRC", "fr", ("air", "sport"), 3, 1 / 35), ("GA", "en", ("rest", "water"), 5, 1 / 126)],
)
def test_each_organ_and_language_is_compared_with_itself_and_tested_by_itself(
    change: pl.DataFrame, organ: str, language: str, found: tuple[str, ...], before: int, p: float
) -> None:
    for theme in THEMES:
        row = only(change, organ=organ, language=language, theme_id=theme, year=2016)
        assert (row["documents_with_theme_before"], row["documents_before"]) == (0, before)
        assert (row["documents_with_theme"], row["documents"]) == (4 if theme in found else 0, 4)
        expected = (p, p * 4 / 2) if theme in found else (1.0, 1.0)
        assert (row["p_value"], row["q_value"]) == pytest.approx(expected)


# Fisher: 1 of 4 and 3 of 4 is the tea taster's table, 34/70; 0 of 4 and 4 of 4 is 2/70.
# Benjamini and Hochberg: p × 4 tests / place, and no larger than that of a later place.
#   rest 2/70 × 4/1; air and water, second and third, 34/70 × 4/3; sport 1 × 4/4.
@pytest.mark.parametrize(
    ("theme", "before", "after", "p", "q"),
    [
        ("air", 1, 3, 34 / 70, 34 / 70 * 4 / 3),
        ("rest", 0, 4, 2 / 70, 8 / 70),
        ("sport", 2, 2, 1.0, 1.0),
        ("water", 1, 3, 34 / 70, 34 / 70 * 4 / 3),
    ],
)
def test_the_change_from_2015_to_2016(
    change: pl.DataFrame, theme: str, before: int, after: int, p: float, q: float
) -> None:
    row = only(change, organ="HRC", language="en", theme_id=theme, year=2016)
    assert (row["documents_with_theme_before"], row["documents_with_theme"]) == (before, after)
    assert row["document_share_before"] == before / 4
    assert row["document_share"] == after / 4
    assert row["change"] == pytest.approx((after - before) / 4)
    assert row["change_low"] <= row["change"] <= row["change_high"]
    assert (row["p_value"], row["q_value"]) == pytest.approx((p, q))


def test_the_interval_of_a_change(change: pl.DataFrame) -> None:
    # 1 of 4 is 0.0456 to 0.6994 and 3 of 4 is 0.3006 to 0.9544 (Wilson), so by Newcombe's method
    # 0.5 - √((0.75 - 0.3006)² + (0.6994 - 0.25)²) = -0.1355 and 0.5 + √((0.9544 - 0.75)² + (0.25 - 0.0456)²) = 0.7891
    row = only(change, organ="HRC", language="en", theme_id="water", year=2016)
    assert (row["change_low"], row["change_high"]) == pytest.approx((-0.1355, 0.7891), abs=0.0001)


def test_a_year_with_one_document_proves_nothing(change: pl.DataFrame) -> None:
    row = only(change, theme_id="rest", year=2018)
    # 4 of 4 and 0 of 1: the one document could be any of five.
    assert row["p_value"] == pytest.approx(1 / 5)
    assert row["change"] == -1.0


# Term "water": A of 2015 and B of 2016 use it; of the two of one day the one with the lower number is first.
FIRST: list[dict[str, Any]] = [
    document("old", "29", "1", adopted_on=date(2015, 7, 3)),
    document("second", "30", "10", adopted_on=IN_2015),
    document("first", "30", "2", adopted_on=IN_2015),
    document("last", "31", "1"),  # dated by its session
    document("undated", "39", "1"),
    document("french", "30", "2", adopted_on=IN_2015, language="fr"),
    *(document(f"general{n}", "68", f"{n}", organ="GA", adopted_on=date(2014, 7, n)) for n in (1, 2, 3)),
]
USES = [
    ("second#op1", "water", "term:water"), ("first#op2", "water", "term:water"), ("first#op1", "water", "term:water"),
    ("last#op1", "water", "term:water"), ("undated#op1", "water", "term:water"), ("undated#op1", "rest", "term:rest"),
    ("old#an1", "water", "term:water"), ("french#op1", "water", "terme:eau"), ("general3#op1", "water", "term:water"),
]  # fmt: skip


@pytest.fixture(scope="module")
def first_uses(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    names = sorted({name for name, _, _ in USES})
    rows = {
        "themes": [{"theme_id": theme, "label": theme, "definition": "d"} for theme in THEMES],
        "vocabulary": terms("water", "rest", "sport"),
        "resolutions": FIRST,
        "sessions": SESSIONS,
        "paragraphs": [
            {
                "paragraph_id": name, "document_id": name.split("#")[0], "position": int(name[-1]),
                "kind": "annex" if "an" in name else "operative", "word_count": 9,
            }
            for name in names
        ],
        "paragraph_themes": [
            {"paragraph_id": name, "theme_id": theme, "rule": rule, "surface": f"{theme} of {name}", "start_char": 0, "end_char": 5}
            for name, theme, rule in USES
        ],
    }  # fmt: skip
    return computed("term_first_use", rows, tmp_path_factory.mktemp("first"))


def test_the_first_use_of_a_term(first_uses: pl.DataFrame) -> None:
    row = only(first_uses, organ="HRC", rule="term:water")
    # An annex does not count, so the text of July 2015 did not use it: 1 document before.
    assert (row["first_on"], row["first_document_id"]) == (IN_2015, "first")
    assert (row["first_paragraph_id"], row["first_surface"]) == ("first#op1", "water of first#op1")
    assert (row["documents_before"], row["last_on"]) == (1, date(2016, 2, 29))
    assert (row["documents"], row["mentions"]) == (4, 5)
    assert (row["term"], row["theme_id"], row["coverage"]) == ("water", "water", "partial")


def test_a_term_of_undated_texts_alone_has_no_first_day(first_uses: pl.DataFrame) -> None:
    row = only(first_uses, rule="term:rest")
    assert (row["first_on"], row["last_on"], row["documents_before"]) == (None, None, None)
    assert (row["first_document_id"], row["documents"]) == ("undated", 1)


def test_a_term_is_followed_in_each_organ_and_language_and_only_where_it_was_used(
    first_uses: pl.DataFrame,
) -> None:
    assert first_uses.select("organ", "language", "rule", "theme_id", "documents_before", "documents").rows() == [
        ("GA", "en", "term:water", "water", 2, 1), ("HRC", "en", "term:rest", "rest", None, 1),
        ("HRC", "en", "term:water", "water", 1, 4), ("HRC", "fr", "terme:eau", "water", 0, 1),
    ]  # fmt: skip
