"""What paragraphs that name a theme do, whom they address and what they cite, in the corpus of `metric_corpus`.

Not here: how often a theme is named (`test_metrics`, `test_metric_themes`), the function that counts paragraphs of one
document as fewer (`test_metric_functions`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metric_corpus import (
    ASSEMBLY,
    COUNCIL,
    IN_FRENCH,
    OF_ONE_HALF_OF_ONE,
    OF_ONE_OF_ONE,
    OF_TWO_OF_TWO,
    ROWS,
    SPAN,
    interval_of,
    near,
    rows_of,
)
from tests.metric_tables import computed, document, only


def test_the_wording_of_operative_paragraphs() -> None:
    rows = rows_of(
        "theme_wording",
        "session_id", "theme_id", "paragraphs", "deciding", "directive", "evaluative", "reinforcing", "observing", "unclassified", "strong_share", "coverage",
    )  # fmt: skip
    # A op1(a) has no words of its own that do anything; it requests, as its chapeau does. B op2 is no item of B op1.
    # G op1(a) notes, whatever its chapeau does.
    assert rows == {
        COUNCIL: [
            ("HRC/30", "migration", 2, 1, 1, 0, 0, 0, 0, 1.0, "whole"),
            ("HRC/30", "water", 4, 1, 1, 0, 0, 1, 1, 2 / 3, "whole"),
            ("HRC/30", "workers", 2, 1, 1, 0, 0, 0, 0, 1.0, "whole"),
            ("HRC/31", "migration", 1, 0, 0, 0, 0, 0, 1, None, "partial"),
            ("HRC/31", "water", 1, 0, 0, 1, 0, 0, 0, 0.0, "partial"),
            ("HRC/31", "workers", 1, 0, 0, 0, 0, 0, 1, None, "partial"),
        ],
        IN_FRENCH: [
            ("HRC/30", "migration", 1, 0, 0, 0, 0, 1, 0, 0.0, "partial"),
            ("HRC/30", "water", 2, 0, 1, 0, 0, 1, 0, 0.5, "partial"),
            ("HRC/30", "workers", 1, 0, 0, 0, 0, 1, 0, 0.0, "partial"),
        ],
        ASSEMBLY: [
            ("GA/75", "migration", 1, 0, 0, 0, 0, 1, 0, 0.0, "unknown"),
            ("GA/75", "water", 2, 0, 2, 0, 0, 0, 0, 1.0, "unknown"),
            ("GA/75", "workers", 1, 0, 0, 0, 0, 1, 0, 0.0, "unknown"),
        ],
    }


@pytest.mark.parametrize(
    ("of", "session", "theme", "interval"),
    [
        # A 1 of 2, B 1 of 1: the design effect is 2/1 × (1/9 + 1/9) / (3 × 2/3 × 1/3) = 2/3, so the 3 count as 3.
        (COUNCIL, "30", "water", (0.2077, 0.9385)),
        (COUNCIL, "30", "workers", OF_TWO_OF_TWO),
        # The paragraphs of one document, two here, say as much as one.
        (IN_FRENCH, "30", "water", OF_ONE_HALF_OF_ONE),
        (ASSEMBLY, "75", "water", OF_ONE_OF_ONE),
    ],
)
def test_the_interval_of_strong_wording(
    of: tuple[str, str], session: str, theme: str, interval: tuple[float, float]
) -> None:
    assert interval_of("theme_wording", "strong_share", of, session=session, theme_id=theme) == near(interval)


def test_where_no_action_is_known_there_is_no_share() -> None:
    found = interval_of("theme_wording", "strong_share", COUNCIL, session="31", theme_id="workers")
    assert found == (None, None)


def test_a_document_whose_actions_are_not_known_adds_nothing_to_the_interval(tmp_path: Path) -> None:
    unknown = {
        "paragraph_id": "D#op1",
        "document_id": "D",
        "kind": "operative",
        "number": "1",
        "word_count": 10,
    }
    about = {"paragraph_id": "D#op1", "theme_id": "water", **SPAN}
    rows = {
        **ROWS,
        "paragraphs": [*ROWS["paragraphs"], unknown],
        "paragraph_themes": [*ROWS["paragraph_themes"], about],
    }
    found = only(computed("theme_wording", rows, tmp_path), session="31", theme_id="water")
    # 0 of 1, the paragraph of C.
    assert (found["paragraphs"], found["strong_share_low"]) == (2, 0.0)
    assert found["strong_share_high"] == pytest.approx(0.7935, abs=0.00005)


def test_what_a_paragraph_quotes_does_not_do_what_the_paragraph_does(tmp_path: Path) -> None:
    quoted = {"document_id": "B", "kind": "operative", "word_count": 10}
    paragraphs = [
        *ROWS["paragraphs"],
        {**quoted, "paragraph_id": "B#op1.opening", "kind": "opening", "parent_id": "B#op1"},
        {**quoted, "paragraph_id": "B#op1.op1", "number": "1", "parent_id": "B#op1"},
        {**quoted, "paragraph_id": "B#op1.p1", "parent_id": "B#op1"},
    ]
    about = [{"paragraph_id": name, "theme_id": "sport", **SPAN} for name in ("B#op1.op1", "B#op1.p1")]
    rows = computed("theme_wording", {**ROWS, "paragraphs": paragraphs, "paragraph_themes": about}, tmp_path)
    found = only(rows, theme_id="sport")
    assert (found["paragraphs"], found["unclassified"], found["deciding"]) == (2, 2, 0)


def test_who_is_addressed_about_what() -> None:
    rows = rows_of(
        "theme_addressees",
        "theme_id", "actor_id", "paragraphs", "paragraphs_addressing", "documents_addressing", "paragraph_share", "coverage",
    )  # fmt: skip
    # Water: A op1 and B op1 address someone. Workers: A op1(a), by its chapeau, and B op1; the annex does not count.
    # G op1(a) has an addressee of its own and so takes over none.
    assert rows == {
        COUNCIL: [
            ("migration", "OHCHR", 2, 1, 1, 0.5, "partial"),
            ("migration", "states", 2, 2, 2, 1.0, "partial"),
            ("water", "OHCHR", 2, 1, 1, 0.5, "partial"),
            ("water", "states", 2, 2, 2, 1.0, "partial"),
            ("workers", "OHCHR", 2, 1, 1, 0.5, "partial"),
            ("workers", "states", 2, 2, 2, 1.0, "partial"),
        ],
        IN_FRENCH: [("water", "states", 1, 1, 1, 1.0, "partial")],
        ASSEMBLY: [
            ("migration", "WHO", 1, 1, 1, 1.0, "unknown"),
            ("water", "OHCHR", 2, 2, 1, 1.0, "unknown"),
            ("workers", "WHO", 1, 1, 1, 1.0, "unknown"),
        ],
    }


@pytest.mark.parametrize(
    ("of", "theme", "actor", "interval"),
    [
        # One paragraph of each of two documents: 2/1 × (1/4 + 1/4) / (2 × 1/2 × 1/2) = 2, so the 2 count as 1.
        (COUNCIL, "water", "OHCHR", OF_ONE_HALF_OF_ONE),
        (COUNCIL, "water", "states", OF_TWO_OF_TWO),
        (ASSEMBLY, "water", "OHCHR", OF_ONE_OF_ONE),
    ],
)
def test_the_interval_of_an_addressee(
    of: tuple[str, str], theme: str, actor: str, interval: tuple[float, float]
) -> None:
    found = interval_of("theme_addressees", "paragraph_share", of, theme_id=theme, actor_id=actor)
    assert found == near(interval)


def test_a_preambular_paragraph_addresses_nobody(tmp_path: Path) -> None:
    addressee = {"paragraph_id": "B#pp1", "actor_id": "WHO", "role": "addressee", **SPAN}
    rows = computed(
        "theme_addressees", {**ROWS, "paragraph_actors": [*ROWS["paragraph_actors"], addressee]}, tmp_path
    )
    assert set(rows.filter(organ="HRC")["actor_id"]) == {"OHCHR", "states"}


def test_instruments_cited_where_a_theme_is_named() -> None:
    rows = rows_of(
        "theme_instruments",
        "theme_id", "instrument_id", "paragraphs", "paragraphs_citing", "documents_citing", "paragraph_share", "lift", "coverage",
    )  # fmt: skip
    # A op2 cites the ICCPR itself and in a footnote that it calls: one paragraph. No paragraph calls the footnote of C.
    # Of the 10 paragraphs of the Council 1 cites the CRC, 1 the UDHR, 2 the ICCPR; of the 3 in French 1 the CRC; of
    # the Assembly's 4 one the ICCPR.
    assert rows == {
        COUNCIL: [
            ("migration", "CRC", 4, 1, 1, 1 / 4, (1 / 4) / (1 / 10), "partial"),
            ("migration", "UDHR", 4, 1, 1, 1 / 4, (1 / 4) / (1 / 10), "partial"),
            ("water", "ICCPR", 6, 2, 2, 2 / 6, (2 / 6) / (2 / 10), "partial"),
            ("workers", "UDHR", 3, 1, 1, 1 / 3, (1 / 3) / (1 / 10), "partial"),
        ],
        IN_FRENCH: [
            ("migration", "CRC", 2, 1, 1, 1 / 2, (1 / 2) / (1 / 3), "partial"),
            ("workers", "CRC", 2, 1, 1, 1 / 2, (1 / 2) / (1 / 3), "partial"),
        ],
        ASSEMBLY: [
            ("migration", "ICCPR", 1, 1, 1, 1.0, 4.0, "unknown"),
            ("workers", "ICCPR", 1, 1, 1, 1.0, 4.0, "unknown"),
        ],
    }


@pytest.mark.parametrize(
    ("of", "theme", "instrument", "interval"),
    [
        # A 1 of 2, B and C 0 of 1: 3/2 × (1/4 + 1/16 + 1/16) / (4 × 1/4 × 3/4) = 3/4, so the 4 count as 4.
        (COUNCIL, "migration", "CRC", (0.0456, 0.6994)),
        (IN_FRENCH, "workers", "CRC", OF_ONE_HALF_OF_ONE),
        (ASSEMBLY, "workers", "ICCPR", OF_ONE_OF_ONE),
    ],
)  # fmt: skip
def test_the_interval_of_an_instrument(
    of: tuple[str, str], theme: str, instrument: str, interval: tuple[float, float]
) -> None:
    found = interval_of("theme_instruments", "paragraph_share", of, theme_id=theme, instrument_id=instrument)
    assert found == near(interval)


@pytest.mark.parametrize(
    ("metric", "share", "values"),
    [
        ("theme_wording", "strong_share", {}),
        ("theme_addressees", "paragraph_share", {"actor_id": "states"}),
        ("theme_instruments", "paragraph_share", {"instrument_id": "CRC"}),
    ],
)
def test_paragraphs_of_few_documents_say_less_than_as_many_of_many(
    tmp_path: Path, metric: str, share: str, values: dict[str, str]
) -> None:
    # 3 of 6 paragraphs, 0 of 2 and 2 of 2: with a share of 1/2 the documents differ from it by 0, -1 and 1 paragraphs.
    # Design effect 3/2 × (1 + 1) / (10 × 1/4) = 1.2; the 10 count as 8 1/3, the 5 as 4 1/6. Wilson's interval of those:
    # (4.1667 + 1.9207 ± 1.96 × √(4.1667 × 4.1667 / 8.3333 + 0.9604)) / (8.3333 + 3.8415).
    strong = {"A": (3, 6), "B": (0, 2), "C": (2, 2)}
    names = [(f"{text}#op{n}", n < with_it) for text, (with_it, all_) in strong.items() for n in range(all_)]
    rows = {
        **ROWS,
        "paragraphs": [
            {
                "paragraph_id": name, "document_id": name[0], "kind": "operative", "number": "1", "word_count": 10,
                "action": "directive" if is_strong else "observing",
            }
            for name, is_strong in names
        ],
        "resolutions": [document(text, "30", str(n)) for n, text in enumerate(strong, 1)],
        "paragraph_themes": [{"paragraph_id": name, "theme_id": "sport", **SPAN} for name, _ in names],
        "paragraph_actors": [
            {"paragraph_id": name, "actor_id": "states" if is_strong else "WHO", "role": "addressee", **SPAN}
            for name, is_strong in names
        ],
        "paragraph_instruments": [
            {"paragraph_id": name, "instrument_id": "CRC", **SPAN} for name, is_strong in names if is_strong
        ],
        "footnote_instruments": [],
    }  # fmt: skip
    row = only(computed(metric, rows, tmp_path), theme_id="sport", **values)
    assert row[share] == 0.5
    assert (row[f"{share}_low"], row[f"{share}_high"]) == near((0.2191, 0.7809))
