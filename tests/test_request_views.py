"""Requests as the star and the calendar show them: every one once, at the session of its recipient, with its words.

Not here: the figure (`test_metric_requests`), keys of the star (`test_star`, `test_marts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.build_fixtures import SampleBuild, ask, sample_build
from tests.metric_tables import document
from warehouse.statements import create_everything
from warehouse.tables import TABLES

__all__ = ["sample_build"]


def session(organ: str, name: str, kind: str, starts_on: date | None) -> dict[str, Any]:
    number = int(name.rpartition("-")[2])
    return {"organ": organ, "session": name, "session_kind": kind, "session_number": number, "starts_on": starts_on}  # fmt: skip


def text(document_id: str, name: str, organ: str = "HRC", **more: Any) -> dict[str, Any]:
    symbol, language = document_id.split("@")
    return document(document_id, name, "1", symbol=symbol, organ=organ, **{"language": language, **more})


COUNCIL, IN_FRENCH, ASSEMBLY = "A/HRC/RES/30/1@en", "A/HRC/RES/30/1@fr", "A/RES/70/1@en"
ROWS: dict[str, list[dict[str, Any]]] = {
    "resolutions": [
        text(COUNCIL, "30", title="Migrants"), text(IN_FRENCH, "30", title="Migrants"),
        text(ASSEMBLY, "70", "GA", is_fictitious=True),
    ],
    "sessions": [
        session("HRC", "30", "regular", None), session("HRC", "33", "regular", date(2016, 9, 13)),
        session("HRC", "S-33", "special", date(2021, 11, 5)), session("GA", "33", "regular", date(1978, 9, 19)),
        session("GA", "70", "regular", date(2015, 9, 15)), session("ECOSOC", "33", "special", date(2000, 1, 1)),
    ],
    "paragraphs": [
        {"paragraph_id": f"{name}#op1", "document_id": name, "kind": "operative", "number": "1", "text": "Requests …"}
        for name in (COUNCIL, IN_FRENCH, ASSEMBLY)
    ],
    "actors": [{"actor_id": "OHCHR", "label": "Office of the High Commissioner", "kind": "un_entity"}],
}  # fmt: skip
DUE: list[tuple[str, str | None, str | None, str | None]] = [
    (COUNCIL, "HRC", "33", "OHCHR"),
    (COUNCIL, "GA", "33", "OHCHR"),
    (COUNCIL, "HRC", "9", None),
    (COUNCIL, "HRC", None, "OHCHR"),
    (COUNCIL, None, None, "nobody known"),
    (COUNCIL, "ECOSOC", "33", None),  # held as a special session alone
    (COUNCIL, "other", "33", None),
    (IN_FRENCH, "HRC", "33", "OHCHR"),
    (ASSEMBLY, "HRC", "33", None),
]


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    requests = [
        {
            "request_id": f"{name}#op1/r{at}", "paragraph_id": f"{name}#op1", "recipient": recipient, "due_session": due,
            "requested_of": of, "deliverable": "report", "is_recurring": False, "start_char": at, "end_char": at + 6,
        }
        for at, (name, recipient, due, of) in enumerate(DUE)
    ]  # fmt: skip
    with duckdb.connect() as connection:
        create_everything(connection)
        for name, rows in {**ROWS, "report_requests": requests}.items():
            connection.register("given", TABLES[name].frame(rows))
            connection.execute(f"DROP TABLE {name}")
            connection.execute(f"CREATE TABLE {name} AS FROM given")
            connection.unregister("given")
        yield connection


def test_a_request_is_due_at_the_session_of_its_recipient_that_is_held(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute(
        "SELECT document_id, recipient, due_session, due_session_id FROM fact_report_request ORDER BY start_char"
    ).fetchall()
    held = ["HRC/33", "GA/33", None, None, None, None, None, "HRC/33", "HRC/33"]
    assert rows == [(name, to, due, at) for (name, to, due, _), at in zip(DUE, held, strict=True)]


def test_the_session_that_asks_is_not_the_one_it_is_due_at(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(
        "SELECT DISTINCT document_id, session_id, language FROM fact_report_request ORDER BY document_id"
    ).fetchall()
    assert rows == [
        (COUNCIL, "HRC/30", "en"), (IN_FRENCH, "HRC/30", "fr"), (ASSEMBLY, "GA/70", "en"),
    ]  # fmt: skip


def test_the_calendar_has_each_request_once_by_recipient_and_session(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute(
        """
        SELECT recipient, due_session_number, due_starts_on, requested_of, requested_of_label, organ, session, symbol, language
        FROM request_calendar
        """
    ).fetchall()
    office, council = ("OHCHR", "Office of the High Commissioner"), ("HRC", "30", "A/HRC/RES/30/1")
    autumn = date(2016, 9, 13)
    assert rows == [
        ("ECOSOC", 33, None, None, None, *council, "en"),
        ("GA", 33, date(1978, 9, 19), *office, *council, "en"),
        ("HRC", 9, None, None, None, *council, "en"),
        ("HRC", 33, autumn, *office, *council, "en"),
        ("HRC", 33, autumn, *office, *council, "fr"),
        ("HRC", 33, autumn, None, None, "GA", "70", "A/RES/70/1", "en"),
        ("HRC", None, None, *office, *council, "en"),
        ("other", 33, None, None, None, *council, "en"),
        (None, None, None, "nobody known", None, *council, "en"),
    ]


def test_the_calendar_says_where_it_is_asked_and_marks_what_is_invented(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute(
        "SELECT DISTINCT paragraph_id, paragraph_number, title, text, is_fictitious, url FROM request_calendar ORDER BY ALL"
    ).fetchall()
    page = "https://docs.un.org/{}/A/HRC/RES/30/1"
    assert rows == [
        (f"{COUNCIL}#op1", "1", "Migrants", "Requests …", False, page.format("en")),
        (f"{IN_FRENCH}#op1", "1", "Migrants", "Requests …", False, page.format("fr")),
        (f"{ASSEMBLY}#op1", "1", None, "Requests …", True, None),
    ]


def test_the_sample_has_its_requests_in_the_calendar(sample_build: SampleBuild) -> None:
    """Op9 of resolution 30/21, the real one, and op3 of 29/902, whose session 35 is held."""
    assert ask(
        sample_build.home,
        """
        SELECT paragraph_id, deliverable, requested_of, recipient, due_session, due_starts_on, url
        FROM request_calendar
        WHERE paragraph_id IN ('A/HRC/RES/30/21@en#op9', 'A/HRC/RES/29/902@en#op3')
        ORDER BY due_session_number
        """,
    ) == [
        ("A/HRC/RES/30/21@en#op9", "report", "OHCHR", "HRC", "31", None, "https://docs.un.org/en/A/HRC/RES/30/21"),
        ("A/HRC/RES/29/902@en#op3", "report", "special-rapporteur-on-the-right-to-education", "HRC", "35", date(2017, 6, 6), None),
    ]  # fmt: skip
    counted = "SELECT (SELECT count(*) FROM report_requests), (SELECT count(*) FROM request_calendar), (SELECT sum(requests) FROM request_frequency)"
    [(requests, calendar, figure)] = ask(sample_build.home, counted)
    assert requests == calendar == figure > 10
    wrong = (
        "SELECT 1 FROM request_calendar WHERE NOT contains(text, surface) OR NOT contains(text, due_surface)"
    )
    assert not ask(sample_build.home, wrong)
