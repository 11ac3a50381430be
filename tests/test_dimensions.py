"""Sessions, actors and instruments: what the documents add to what the vocabularies know."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from transforms.calendar import assembly_opening
from transforms.dimensions import complete_actors, complete_instruments, list_sessions
from warehouse.languages import Language
from warehouse.tables import ACTORS, INSTRUMENTS, RESOLUTIONS


def document(symbol: str, language: str = "en", **facts: Any) -> dict[str, Any]:
    """A row of RESOLUTIONS with two columns more, of a Council resolution unless the facts say otherwise."""
    return {
        "document_id": f"{symbol}@{language}", "symbol": symbol, "language": language, "organ": "HRC",
        "session": "30", "session_kind": "regular", "session_number": 30,
        "session_starts_on": None, "session_ends_on": None, "title": None, "adopted_on": None, **facts,
    }  # fmt: skip


def held(*documents: dict[str, Any]) -> pl.DataFrame:
    schema = RESOLUTIONS.schema | {"session_starts_on": pl.Date(), "session_ends_on": pl.Date()}
    return pl.DataFrame({name: [d.get(name) for d in documents] for name in schema}, schema=schema)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2015, 15), (2017, 12), (2018, 18), (2019, 17), (2020, 15), (2021, 14), (2022, 13), (2023, 5), (2024, 10), (2025, 9),
    ],
)  # fmt: skip
def test_the_assembly_opens_on_the_tuesday_of_the_third_week(year: int, day: int) -> None:
    assert assembly_opening(year).weekday() == 1
    assert assembly_opening(year) == date(year, 9, day)


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({}, "Thirtieth session"),
        ({"session": "S-35", "session_kind": "special", "session_number": 35}, "Thirty-fifth special session"),
        ({"session": "OS/12", "session_kind": "organizational", "session_number": 12}, "Organizational session of the twelfth cycle"),
        ({"organ": "GA", "session": "ES-11", "session_kind": "emergency_special", "session_number": 11}, "Eleventh emergency special session"),
        ({"organ": "SC", "session": "2000", "session_number": 2000}, "Session of 2000"),
        ({"organ": "GA", "session": "101", "session_number": 101}, "101st session"),
        ({"organ": "GA", "session": "111", "session_number": 111}, "111th session"),
    ],
)  # fmt: skip
def test_a_session_has_a_label(english: Language, facts: dict[str, Any], label: str) -> None:
    assert list_sessions(held(document("X", **facts)), english.ordinals)["label"].to_list() == [label]


def test_the_rule_of_the_assembly_serves_where_no_day_is_printed(english: Language) -> None:
    sessions = list_sessions(
        held(
            document("A/HRC/RES/30/1"),
            document("A/HRC/RES/30/2", session_starts_on=date(2015, 9, 14), session_ends_on=date(2015, 10, 2)),
            document("A/RES/75/1", organ="GA", session="75", session_number=75),
            document("A/RES/57/1", organ="GA", session="57", session_number=57),
            document("A/RES/76/1", organ="GA", session="76", session_number=76, session_starts_on=date(2021, 9, 15)),
        ),
        english.ordinals,
    )  # fmt: skip
    assert sessions.select("organ", "session", "starts_on", "ends_on", "documents").rows() == [
        ("GA", "57", None, None, 1),
        ("GA", "75", date(2020, 9, 15), date(2021, 9, 13), 1),
        ("GA", "76", date(2021, 9, 15), None, 1),
        ("HRC", "30", date(2015, 9, 14), date(2015, 10, 2), 2),
    ]


def test_two_languages_of_a_text_are_two_documents_of_one_session(english: Language) -> None:
    sessions = list_sessions(held(document("A/RES/1/1"), document("A/RES/1/1", "fr")), english.ordinals)
    assert sessions["documents"].to_list() == [2]


def test_no_documents_no_sessions(english: Language) -> None:
    assert list_sessions(held(), english.ordinals).is_empty()


def test_an_instrument_points_to_the_english_text_that_is_held() -> None:
    cited = INSTRUMENTS.frame(
        [
            {"instrument_id": "A/HRC/RES/30/21", "title": "Resolution 30/21", "kind": "resolution"},
            {"instrument_id": "A/HRC/RES/5/1", "title": "Resolution 5/1", "kind": "resolution"},
            {"instrument_id": "A/RES/70/1", "title": "Resolution 70/1", "kind": "resolution"},
        ]
    )
    found = complete_instruments(
        INSTRUMENTS.frame([{"instrument_id": "CRC", "title": "The Convention", "kind": "treaty"}]),
        cited,
        held(
            document("A/HRC/RES/30/21", "fr", title="Le repos", adopted_on=date(2015, 10, 2)),
            document("A/HRC/RES/30/21", "en", title="Rest", adopted_on=date(2015, 10, 2)),
            document("A/HRC/RES/30/21", "ar"),
            document("A/RES/70/1", "fr", title="Transformer notre monde"),
        ),
    )
    assert found.select("instrument_id", "document_id", "title", "adopted_on").rows() == [
        ("A/HRC/RES/30/21", "A/HRC/RES/30/21@en", "Rest", date(2015, 10, 2)),
        ("A/HRC/RES/5/1", None, "Resolution 5/1", None),
        ("A/RES/70/1", "A/RES/70/1@fr", "Transformer notre monde", None),
        ("CRC", None, "The Convention", None),
    ]


def test_an_actor_known_to_the_vocabulary_keeps_its_label() -> None:
    known = ACTORS.frame([{"actor_id": "OHCHR", "label": "The Office", "kind": "un_entity"}])
    named = ACTORS.frame(
        [
            {"actor_id": "OHCHR", "label": "another name", "kind": "un_entity"},
            {"actor_id": "special-rapporteur-on-rest", "label": "b", "kind": "special_procedure"},
            {"actor_id": "special-rapporteur-on-rest", "label": "a", "kind": "special_procedure"},
        ]
    )
    expected = [("OHCHR", "The Office"), ("special-rapporteur-on-rest", "a")]
    assert complete_actors(known, named).select("actor_id", "label").rows() == expected
    assert complete_actors(known, named.reverse()).select("actor_id", "label").rows() == expected
