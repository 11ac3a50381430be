"""Which sessions are due, and which are silent, by what sources.yml, the calendar and the ledger say.

Not here: the schedule that asks for them, the check that warns of them (`test_fetched`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.fetching.freshness import due, silent
from orchestration.fetching.ledger import Attempt, FetchLedger
from orchestration.home import Home
from tests.fetching_fixtures import resolutions

TODAY = datetime.now(UTC).date()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HRCW_SOURCES", raising=False)
    return tmp_path


def order(home: Path, text: str) -> None:
    (home / "sources.yml").write_text(text, encoding="utf-8")


def row(symbol: str, outcome: str, days_ago: int = 0, language: str = "en") -> Attempt:
    asked_at = (datetime.now(UTC) - timedelta(days=days_ago)).replace(tzinfo=None).isoformat()
    return Attempt(symbol, language, "", asked_at, outcome)


ENDS = [
    row(symbol, "unavailable")
    for symbol in (
        *resolutions(33, 5, first=3),
        *resolutions(33, 5, "DEC", first=101),
        *resolutions(33, 5, "PRST"),
    )
]
HAD = [row(symbol, "fetched") for symbol in resolutions(33, 2)]
PROOF = row("A/HRC/RES/33/1", "unchanged")
"""The document that came before, asked for once more: it proves that what was missing is."""
DONE = [*HAD, *ENDS, PROOF]


@pytest.mark.parametrize(
    ("session", "language", "rows", "is_due"),
    [
        ("33", "en", [], True),
        ("33", "en", DONE, False),
        ("33", "en", [*HAD, *ENDS], True),  # stopped before it was proved that the service did not block
        ("33", "en", HAD, True),  # killed before its end
        ("33", "en", [*DONE, row("A/HRC/RES/33/2", "failed")], False),  # it was had before
        ("33", "en", [*DONE, row("A/HRC/RES/33/4", "failed")], True),
        ("33", "en", [*DONE, row("A/HRC/RES/33/4", "doubted")], True),
        ("33", "en", [*DONE, row("A/HRC/RES/33/4", "unavailable", 31), PROOF], True),
        ("33", "en", [*DONE, row("A/HRC/RES/33/4", "unavailable", 20), PROOF], False),
        (
            "33",
            "en",
            [row("A/HRC/RES/33/1", "unavailable"), row("A/HRC/RES/33/2", "unavailable"), *ENDS],
            True,
        ),
        ("33", "fr", DONE, True),  # a language more than before
        ("2", "en", [row("A/HRC/2/9", "fetched")], True),
        ("2", "en", [row("A/HRC/2/9", "fetched"), row("A/62/53", "fetched")], False),
    ],
)
def test_a_session_is_due_until_it_is_fetched_to_its_end(
    home: Path, session: str, language: str, rows: list[Attempt], is_due: bool
) -> None:
    order(home, f"organs:\n  HRC:\n    languages: {language}\n    sessions: [{session}]\n")
    FetchLedger(home / "raw").add(rows)
    assert due("HRC", Home(home), TODAY) == ([session] if is_due else [])


@pytest.mark.parametrize(
    ("sessions", "expected"), [("current", {"29", "30"}), ("30", {"30"}), ("S-17", set()), ("12-20", set())]
)
def test_only_sessions_that_sources_yml_means_are_silent(
    home: Path, sessions: str, expected: set[str]
) -> None:
    FetchLedger(home / "raw").add([row("A/HRC/RES/28/1", "fetched")])
    assert silent("HRC", Home(home), date(2015, 12, 1)) is None
    order(home, f"organs:\n  HRC:\n    sessions: [{sessions}]\n")
    assert set(silent("HRC", Home(home), date(2015, 12, 1)) or {}) == expected
