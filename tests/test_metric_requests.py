"""How often texts ask for outputs, counted by hand in the corpus of `metric_corpus` with these requests.

Not here: how requests are read (`transforms.requests`), the views over them (`test_request_views`).

| document, session | paragraph | asks for                                                                  |
|-------------------|-----------|---------------------------------------------------------------------------|
| A, 30             | op1       | a report, for the Council's session 33 and the Assembly's 71; a report    |
|                   | op1(a)    | a report                                                                  |
|                   | an1 annex | a study, an oral update                                                   |
| B, 30             | op1       | a panel discussion                                                        |
|                   | op2       | a report                                                                  |
| C and D, 31       |           |                                                                           |
| F, 30 in French   | op1       | a report                                                                  |
| G, 75, of the GA  | op1       | an oral update                                                            |
|                   | op1(b)    | a report                                                                  |
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.metric_corpus import ASSEMBLY, COUNCIL, IN_FRENCH, OF_ONE_OF_ONE, OF_TWO_OF_TWO, ROWS, near
from tests.metric_tables import computed, only
from warehouse.tables import TABLES

Row = dict[str, Any]


def asked(paragraph: str, deliverable: str, start: int = 0, **due: Any) -> Row:
    return {"paragraph_id": paragraph, "deliverable": deliverable, "start_char": start, "end_char": start + 6, **due}  # fmt: skip


ASKED = [
    asked("A#op1", "report", recipient="HRC", due_session="33"),
    asked("A#op1", "report", recipient="GA", due_session="71"),
    asked("A#op1", "report", 40, recipient="HRC"), asked("A#op1(a)", "report"),
    asked("A#an1", "study"), asked("A#an1", "oral_update"),
    asked("B#op1", "panel_discussion"), asked("B#op2", "report"),
    asked("F#op1", "report"),
    asked("G#op1", "oral_update"), asked("G#op1(b)", "report"),
]  # fmt: skip
IN_ENGLISH = ("oral_update", "panel_discussion", "report", "study")


def word(deliverable: str, language: str = "en", **more: Any) -> Row:
    rule = f"request_words.csv:{language}:{deliverable}"
    return {"rule": rule, "family": "request_word", "target": deliverable, "language": language, "polarity": "include", **more}  # fmt: skip


WORDS = [
    *map(word, IN_ENGLISH), word("report", rule="another word for it"), word("report", "fr"), word("report", "es"),
]  # fmt: skip
LANGUAGES = [
    {"language": "en", "finds_requests": True},
    {"language": "fr", "finds_requests": True},
    {"language": "es", "finds_requests": False},
]


def frequency(folder: Path, **tables: list[Row]) -> pl.DataFrame:
    requests = [
        {"request_id": f"{row['paragraph_id']}/r{at}", **row}
        for at, row in enumerate(tables.pop("report_requests", ASKED))
    ]
    given = {**ROWS, "vocabulary": [*ROWS["vocabulary"], *WORDS], "languages": LANGUAGES, "report_requests": requests}  # fmt: skip
    return computed("request_frequency", {**given, **tables}, folder)


COUNTS = (
    "session_id", "deliverable", "documents", "documents_with_any_request", "documents_with_request", "document_share",
    "outputs", "requests", "coverage",
)  # fmt: skip


def rows_of(found: pl.DataFrame, of: tuple[str, str]) -> list[tuple[Any, ...]]:
    return found.filter(organ=of[0], language=of[1]).select(COUNTS).rows()


def test_counts_of_the_example(tmp_path: Path) -> None:
    found = frequency(tmp_path)
    # Reports of session 30: two in A op1, one of them for two organs, one in its item, one in B. No annex counts.
    assert rows_of(found, COUNCIL) == [
        ("HRC/30", "oral_update", 2, 2, 0, 0.0, 0, 0, "whole"),
        ("HRC/30", "panel_discussion", 2, 2, 1, 0.5, 1, 1, "whole"),
        ("HRC/30", "report", 2, 2, 2, 1.0, 4, 5, "whole"),
        ("HRC/30", "study", 2, 2, 0, 0.0, 0, 0, "whole"),
        *(("HRC/31", deliverable, 2, 0, 0, 0.0, 0, 0, "partial") for deliverable in IN_ENGLISH),
    ]
    assert rows_of(found, IN_FRENCH) == [("HRC/30", "report", 1, 1, 1, 1.0, 1, 1, "partial")]
    assert rows_of(found, ASSEMBLY) == [
        ("GA/75", "oral_update", 1, 1, 1, 1.0, 1, 1, "unknown"),
        ("GA/75", "panel_discussion", 1, 1, 0, 0.0, 0, 0, "unknown"),
        ("GA/75", "report", 1, 1, 1, 1.0, 1, 1, "unknown"),
        ("GA/75", "study", 1, 1, 0, 0.0, 0, 0, "unknown"),
    ]
    assert found.height == 8 + 1 + 4


def test_the_interval_is_wilsons(tmp_path: Path) -> None:
    found = frequency(tmp_path)
    for of, deliverable, interval in [
        (COUNCIL, "report", OF_TWO_OF_TWO),
        (COUNCIL, "panel_discussion", (0.0945, 0.9055)),
        (COUNCIL, "study", (0.0, 0.6576)),
        (IN_FRENCH, "report", OF_ONE_OF_ONE),
    ]:
        row = only(found.filter(session="30"), organ=of[0], language=of[1], deliverable=deliverable)
        assert (row["document_share_low"], row["document_share_high"]) == near(interval)


def test_the_result_has_the_contracts_columns_and_is_sorted_by_its_key(tmp_path: Path) -> None:
    table, found = TABLES["request_frequency"], frequency(tmp_path)
    assert found.schema == pl.Schema(table.schema)
    assert found.null_count().sum_horizontal().item() == 0
    assert found.equals(found.sort(table.key))
    assert not found.select(pl.struct(table.key).is_duplicated().any()).item()


def test_a_language_that_finds_no_requests_has_no_rows(tmp_path: Path) -> None:
    in_spanish = [{**row, "language": "es" if row["language"] == "fr" else row["language"]} for row in ROWS["resolutions"]]  # fmt: skip
    assert set(frequency(tmp_path, resolutions=in_spanish)["language"]) == {"en"}


def test_sessions_of_two_organs_with_one_number_are_not_mixed(tmp_path: Path) -> None:
    """The Assembly's text as if it were of its 30th session: the figures of the Council's stay what they are."""
    (tmp_path / "moved").mkdir()
    moved = [{**row, "session": "30", "session_number": 30} if row["organ"] == "GA" else row for row in ROWS["resolutions"]]  # fmt: skip
    found = frequency(tmp_path / "moved", resolutions=moved)
    assert rows_of(found, COUNCIL) == rows_of(frequency(tmp_path), COUNCIL)
    assert [row[3:8] for row in rows_of(found, ASSEMBLY)] == [
        (1, 1, 1.0, 1, 1), (1, 0, 0.0, 0, 0), (1, 1, 1.0, 1, 1), (1, 0, 0.0, 0, 0),
    ]  # fmt: skip
    assert found.height == 8 + 1 + 4


def test_words_that_prevent_or_find_other_things_make_no_kind_of_output(tmp_path: Path) -> None:
    others = [
        *(row for row in WORDS if row["target"] != "study"),
        word("study", polarity="exclude"),
        word("summary", family="actor_word"),
    ]
    found = frequency(tmp_path, vocabulary=others)
    assert set(found["deliverable"]) == {"oral_update", "panel_discussion", "report"}


@pytest.mark.parametrize(
    ("more", "outputs", "requests"),
    [
        (asked("A#op1", "report", recipient="HRC", due_session="36"), 4, 6),  # due once more
        (asked("A#op1", "report", 80), 5, 6),
        (asked("B#op1", "report"), 5, 6),
        (asked("A#an1", "report"), 4, 5),
        (asked("A#pp1", "report"), 4, 5),
        (asked("F#op2", "report"), 4, 5),
        (asked("G#op1", "report"), 4, 5),
    ],
)
def test_an_output_counts_once_and_in_its_own_organ_and_language(
    tmp_path: Path, more: Row, outputs: int, requests: int
) -> None:
    found = frequency(tmp_path, report_requests=[*ASKED, more])
    row = only(found, organ="HRC", language="en", session="30", deliverable="report")
    assert (row["documents_with_request"], row["outputs"], row["requests"]) == (2, outputs, requests)


def test_requests_add_up_to_those_of_operative_paragraphs(tmp_path: Path) -> None:
    operative = [row for row in ASKED if "#op" in row["paragraph_id"]]
    assert frequency(tmp_path)["requests"].sum() == len(operative) == 9


def test_without_documents_there_are_no_rows(tmp_path: Path) -> None:
    found = frequency(tmp_path, resolutions=[], paragraphs=[], report_requests=[])
    assert found.is_empty()
