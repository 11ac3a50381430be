"""The parts of fetching that a table shows best: sessions, symbols, waits, rounds.

Not here: fetching itself (`test_fetching`), verdicts on files (`test_fetched_identity`).
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from orchestration.fetching.circuit import Stopped
from orchestration.fetching.client import Answer, Client
from orchestration.fetching.ledger import OUTCOMES, Attempt, FetchLedger
from orchestration.fetching.pacing import Pacer, retry_after
from orchestration.fetching.questions import REPORTS, Question, Series, plan_session, plan_symbols
from orchestration.fetching.running import Order, orders_of
from orchestration.fetching.scope import ScopeError, read_sessions
from orchestration.fetching.settings import Pace
from orchestration.fetching.state import Again, Round, plan_again
from orchestration.home import Home
from orchestration.journal import Journal, JournalDamaged, now

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("organ", "written", "sessions"),
    [
        ("HRC", ["30"], ["30"]),
        ("HRC", ["30-33"], ["30", "31", "32", "33"]),
        ("HRC", ["30–31", "30"], ["30", "31"]),
        ("HRC", ["12, 15,S-17"], ["12", "15", "S-17"]),
        ("HRC", ["s-12-s-14"], ["S-12", "S-13", "S-14"]),
        ("HRC", ["S-12-14"], ["S-12", "S-13", "S-14"]),
        ("HRC", ["current"], ["63"]),
        ("GA", ["current"], ["80", "81"]),
        ("GA", ["ES-11"], ["ES-11"]),
    ],
)
def test_sessions_are_read_as_people_write_them(organ: str, written: list[str], sessions: list[str]) -> None:
    assert read_sessions(organ, written, TODAY) == sessions


@pytest.mark.parametrize("written", ["x", "0", "30-S-31", "S-14-ES-15", "3 0", "1000", "31-30", "-", "30-"])
def test_what_is_no_session_is_named(written: str) -> None:
    with pytest.raises(ScopeError, match="'"):
        read_sessions("HRC", [written], TODAY)


@pytest.mark.parametrize(
    ("organ", "session", "first"),
    [
        ("HRC", "30", ["A/HRC/RES/30/1", "A/HRC/DEC/30/101", "A/HRC/PRST/30/1"]),
        ("HRC", "S-17", ["A/HRC/RES/S-17/1", "A/HRC/DEC/S-17/101", "A/HRC/PRST/S-17/1"]),
        ("GA", "75", ["A/RES/75/1"]),
        ("HRC", "2", ["A/HRC/2/9", "A/62/53"]),
        ("HRC", "S-1", ["A/61/53"]),
        ("HRC", "11", ["A/HRC/11/37", "A/64/53"]),
    ],
)
def test_what_is_asked_for_in_a_session(organ: str, session: str, first: list[str]) -> None:
    kinds = ["resolution", "decision", "presidential_statement"] if organ == "HRC" else ["resolution"]
    plan = plan_session(organ, session, ["en"], kinds)
    assert [next(iter(each)).symbol if isinstance(each, Series) else each.symbol for each in plan] == first


def test_every_session_of_the_council_without_files_stands_in_a_report() -> None:
    covered = {session for sessions in REPORTS.values() for session in sessions}
    assert covered == {*map(str, range(1, 12)), *(f"S-{number}" for number in range(1, 12))}


@pytest.mark.parametrize(
    ("symbol", "uri", "query"),
    [
        ("A/HRC/RES/30/21", "https://docs.un.org/en/A/HRC/RES/30/21", "s=A/HRC/RES/30/21&l=en"),
        ("a/res/217 (III)", "https://docs.un.org/en/A/RES/217(III)", "s=A/RES/217(III)&l=en"),
        ("A/63/53/Add.1", "https://docs.un.org/en/A/63/53/Add.1", "s=A/63/53/Add.1&l=en"),
    ],
)
def test_addresses_of_a_document(symbol: str, uri: str, query: str) -> None:
    [question] = plan_symbols([symbol], ["en"])
    assert isinstance(question, Question)
    assert question.uri == uri
    assert query in question.url("https://documents.un.org")
    assert Question.of_uri(uri) == question


@pytest.mark.parametrize(
    "uri", ["file:///a/b.txt", "https://docs.un.org/xx/A/1", "https://docs.un.org/en/", "sample:a"]
)
def test_a_source_from_elsewhere_answers_no_question(uri: str) -> None:
    assert Question.of_uri(uri) is None


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        (None, 0, 0),
        ("", 0, 0),
        ("120", 120, 120),
        ("soon", 0, 0),
        ("-5", 0, 0),
        ("9" * 4000, 86_400, 86_400),
        ("1800000000", 86_400, 86_400),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 86_400, 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400, 86_400),
        ("Fri, 31 Dec 99999999999999999999 23:59:59 GMT", 0, 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header: str | None, least: float, most: float) -> None:
    assert least <= retry_after(header) <= most


def test_retry_after_names_a_time_to_come() -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert 3500 <= retry_after(in_an_hour) <= 3600


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"asked_at": 1}', b'{"other": 1}', b"\xff"])
def test_a_damaged_state_of_the_pace_stops_nothing(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "pace.json"
    file.write_bytes(damaged)
    pacer = Pacer(file, Pace(rate=6000, patience=5), lambda line: None)
    pacer.wait()
    assert Pacer(file, Pace(), lambda line: None).state.in_a_row == 1


def test_a_clock_that_was_set_back_makes_no_endless_wait(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    file.write_text('{"asked_at": 9e9, "in_a_row": 5, "not_before": 0}')
    pacer = Pacer(file, Pace(rate=6000, patience=5), lambda line: None)
    pacer.wait()
    assert pacer.state.in_a_row == 1


def test_no_state_binds_for_longer_than_a_day(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    file.write_text('{"asked_at": 0, "in_a_row": 5, "not_before": 1e300}')
    with pytest.raises(Stopped, match="is to be left alone until"):
        Pacer(file, Pace(rate=6000, patience=5), lambda line: None).wait()


@pytest.mark.parametrize(
    ("service", "location", "is_followed"),
    [
        ("https://documents.un.org", "https://documents.un.org:443/x", True),
        ("https://documents.un.org:443", "/x", True),
        ("https://documents.un.org", "http://documents.un.org/x", False),
        ("https://documents.un.org", "https://documents.un.org:8443/x", False),
        ("https://documents.un.org", "https://documents.un.org.example/x", False),
        ("http://localhost:8000", "http://localhost/x", False),
    ],
)
def test_redirects_are_followed_within_the_service(service: str, location: str, is_followed: bool) -> None:
    client = Client(service, "tests@example.org", 1000, 1, 1)
    answer = client._redirect(Answer(302, headers=httpx.Headers({"Location": location})), service + "/api")
    assert bool(answer.location) is is_followed
    assert bool(answer.problem) is not is_followed


def row(symbol: str, outcome: str, series: str = "", asked_at: str = "2026-01-01T00:00:00") -> Attempt:
    return Attempt(symbol, "en", "http://x", asked_at, outcome, series=series)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_is_asked_for_again(tmp_path: Path, outcome: str) -> None:
    ledger = FetchLedger(tmp_path)
    ledger.add([row("A/1", outcome), row("A/2", "fetched")])
    standing = FetchLedger(tmp_path).standing(Question("A/1", "en"))
    had, unanswered = (
        outcome in ("fetched", "unchanged", "unreadable"),
        outcome in ("throttled", "failed", "doubted"),
    )
    assert Again().is_due(standing) is unanswered
    assert Again(recheck=True).is_due(standing) is not had
    assert Again(refresh=True).is_due(standing) is (had or unanswered)
    assert Again(recheck=True, refresh=True, since="2025-12-31").is_due(standing) is unanswered
    assert Again(recheck=True, refresh=True, since="2026-01-02").is_due(standing) is True


MISSED, CAME, READ_NOT, WITHDRAWN = "unavailable", "fetched", "unreadable", "doubted"


@pytest.mark.parametrize(
    ("rows", "is_open"),
    [
        ([("A/1", MISSED, 0), ("A/2", CAME, 1)], False),
        ([("A/2", CAME, 0), ("A/1", MISSED, 1)], True),
        ([("A/2", CAME, 0), ("A/1", MISSED, 1), ("A/2", "unchanged", 2)], False),
        ([("A/2", READ_NOT, 0), ("A/1", MISSED, 1), ("A/2", "unchanged", 2)], True),
        ([("A/1", MISSED, 0), ("A/2", READ_NOT, 1)], True),
        ([("A/1", MISSED, 0), ("A/1", WITHDRAWN, 1), ("A/2", CAME, 2)], True),
        ([("A/1", MISSED, 0), ("A/1", MISSED, 59)], True),
        ([("A/1", MISSED, 0), ("A/1", WITHDRAWN, 1), ("A/1", MISSED, 61)], False),
        ([("A/1", MISSED, 0), ("A/1", MISSED, 30), ("A/1", MISSED, 61)], False),
        ([("A/2", CAME, 0), ("A/1", MISSED, 1), ("A/1", MISSED, 99)], True),
    ],
)
def test_what_proves_that_a_document_is_missing(
    tmp_path: Path, rows: list[tuple[str, str, int]], is_open: bool
) -> None:
    """Rows of symbol, outcome and minute; A/1 is what is asked about."""
    began = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    FetchLedger(tmp_path).add(
        row(symbol, outcome, asked_at=(began + timedelta(minutes=minute)).isoformat())
        for symbol, outcome, minute in rows
    )
    ledger = FetchLedger(tmp_path)
    assert Again().is_due(ledger.standing(Question("A/1", "en"))) is is_open
    ledger.withdraw()
    ledger.add([row("A/3", CAME, asked_at="2026-01-02T00:00:00")])
    assert Again().is_due(FetchLedger(tmp_path).standing(Question("A/1", "en"))) is is_open


def test_all_that_was_asked_for_is_planned_again_as_series_and_single_documents(tmp_path: Path) -> None:
    ledger = FetchLedger(tmp_path)
    ledger.add([row(f"A/HRC/DEC/30/{number}", "unavailable", "A/HRC/DEC/30/") for number in range(101, 106)])
    ledger.add([row("A/62/53", "fetched")])
    assert plan_again(ledger) == [Series("A/HRC/DEC/30/", "en", 101), Question("A/62/53", "en")]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["A/HRC/RES/30/", "A/HRC/PRST/30/", "A/RES/75/", "A/62/53", "A/C.3/75/L.1"]),
        ({"organ": "HRC"}, ["A/HRC/RES/30/", "A/HRC/PRST/30/", "A/62/53"]),
        ({"organ": "GA"}, ["A/RES/75/"]),
        ({"languages": ["fr"]}, ["A/HRC/PRST/30/"]),
        ({"organ": "HRC", "kinds": ["resolution"]}, ["A/HRC/RES/30/", "A/62/53"]),
    ],
)
def test_what_is_asked_for_again_can_be_chosen(
    tmp_path: Path, chosen: dict[str, Any], expected: list[str]
) -> None:
    ledger = FetchLedger(tmp_path)
    ledger.add(row(f"{prefix}1", "fetched", prefix) for prefix in ("A/HRC/RES/30/", "A/RES/75/"))
    ledger.add([replace(row("A/HRC/PRST/30/1", "fetched", "A/HRC/PRST/30/"), language="fr")])
    ledger.add([row("A/62/53", "fetched"), row("A/C.3/75/L.1", "fetched")])
    plan = plan_again(ledger, **chosen)
    assert sorted(each.prefix if isinstance(each, Series) else each.symbol for each in plan) == sorted(
        expected
    )


def test_a_round_goes_on_until_it_is_ended_or_half_a_day_old(tmp_path: Path) -> None:
    file = tmp_path / "raw" / "rounds.json"
    began = Round(file, "recheck HRC 63").begin()
    assert Round(file, "recheck HRC 63").begin() == began
    assert Round(file, "recheck HRC 62").begin() > began
    old = (datetime.fromisoformat(now()) - timedelta(hours=12)).isoformat()
    file.write_text(f'{{"recheck HRC 63": "{old}"}}')
    began = Round(file, "recheck HRC 63").begin()
    assert began > old
    Round(file, "recheck HRC 63").end()
    assert Round(file, "recheck HRC 63").begin() > began


@pytest.mark.parametrize("damaged", [b"", b"[1]", b'{"recheck all": 1}', b"\xff"])
def test_a_damaged_state_of_the_rounds_stops_nothing(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "rounds.json").write_bytes(damaged)
    began = Round(tmp_path / "rounds.json", "recheck all").begin()
    assert Round(tmp_path / "rounds.json", "recheck all").begin() == began


SOURCES = "organs:\n  HRC: {languages: [en, fr], sessions: ['Current, 30']}\n  GA: {sessions: [75]}\n"


@pytest.mark.parametrize(
    ("given", "orders"),
    [
        ({"sessions": ("current",)}, [("", ("current",), (), True)]),
        ({"sessions": ("Current, 30",)}, [("", ("30",), (), False), ("", ("current",), (), True)]),
        ({"sessions": ("30-35",), "languages": ("fr",)}, [("", ("30-35",), ("fr",), False)]),
        ({}, [("HRC", ("30",), ("en", "fr"), False), ("HRC", ("current",), ("en", "fr"), True),
              ("GA", ("75",), ("en",), False)]),
        ({"organ": "GA", "languages": ("ru",)}, [("GA", ("75",), ("ru",), False)]),
        ({"kinds": ("decision",)}, [("HRC", ("30",), ("en", "fr"), False), ("HRC", ("current",), ("en", "fr"), True)]),
        ({"recheck": True}, [("", (), (), True)]),
    ],
)  # fmt: skip
def test_orders_are_what_a_person_said_of_what_sources_yml_names(
    tmp_path: Path, given: dict[str, Any], orders: list[tuple[Any, ...]]
) -> None:
    (tmp_path / "sources.yml").write_text(SOURCES)
    found = orders_of(Home(tmp_path), Order(**given))
    assert [(each.organ, each.sessions, each.languages, each.recheck) for each in found] == orders


def test_an_order_that_sources_yml_says_nothing_of_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text("organs:\n  GA: {sessions: [75]}\n")
    with pytest.raises(ScopeError, match="names nothing of that organ and kind"):
        orders_of(Home(tmp_path), Order(kinds=("decision",)))


def test_several_writers_of_a_journal_tear_no_line(tmp_path: Path) -> None:
    """A build and a fetch write to the same ledger."""
    path = tmp_path / "ledger.jsonl"

    def write(writer: int) -> None:
        for number in range(50):
            Journal(path).append([{"writer": writer, "number": number, "text": "x" * 500}])

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted((line["writer"], line["number"]) for line in Journal(path)) == [
        (writer, number) for writer in range(4) for number in range(50)
    ]


@pytest.mark.parametrize(
    "line", ["{}", '{"symbol": "A/HRC/RES/30/1", "colour": "red"}', "[]", "null", "garbage"]
)
def test_a_damaged_ledger_names_its_line_and_what_to_do(tmp_path: Path, line: str) -> None:
    FetchLedger(tmp_path).add([row("A/HRC/RES/30/1", "fetched")])
    with (tmp_path / "fetches.jsonl").open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(JournalDamaged, match=r"fetches\.jsonl, line 2: .*take this line out"):
        FetchLedger(tmp_path)
