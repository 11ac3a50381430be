"""When sessions are held, against what is known of them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date, datetime

import pytest

from transforms.calendar import current_sessions, expected_dates, sessions_until, silent_sessions


@pytest.mark.parametrize(
    ("organ", "session", "within"),
    [
        ("HRC", "4", date(2007, 3, 30)),
        ("HRC", "17", date(2011, 6, 17)),
        ("HRC", "30", date(2015, 10, 2)),
        ("HRC", "58", date(2025, 4, 4)),
        ("GA", "78", date(2023, 12, 19)),
        ("ECOSOC", "2019", date(2019, 7, 23)),
    ],
)
def test_a_session_lies_between_its_days(organ, session, within):
    first, last = expected_dates(organ, session)
    assert first <= within <= last


@pytest.mark.parametrize(
    ("organ", "session"),
    [("HRC", "3"), ("HRC", "S-35"), ("HRC", "OS/12"), ("HRC", "99999"), ("SC", "2020"), ("GA", "57"), ("CHR", "2005"), ("HRC", "٣٠")],
)  # fmt: skip
def test_no_rule_no_dates(organ, session):
    assert expected_dates(organ, session) is None


@pytest.mark.parametrize(
    ("organ", "today", "sessions"),
    [
        ("HRC", date(2024, 3, 20), ["55"]),
        ("HRC", date(2024, 6, 25), ["55", "56"]),
        ("HRC", date(2024, 12, 1), ["57"]),
        ("HRC", date(2025, 1, 15), ["57"]),
        ("GA", date(2023, 10, 1), ["77", "78"]),
        ("GA", date(2024, 5, 1), ["78"]),
        ("ECOSOC", date(2024, 2, 1), ["2023", "2024"]),
        ("CHR", date(2024, 2, 1), []),
        ("SC", date(2024, 2, 1), []),
    ],
)
def test_the_sessions_whose_documents_are_appearing(organ, today, sessions):
    assert current_sessions(organ, today) == sessions


def test_every_session_of_the_index_was_held_when_the_rule_says(shared):
    """All but the 43rd, which was interrupted in March and ended in June 2020."""
    adopted: dict[str, Counter[date]] = defaultdict(Counter)
    with (shared / "reference" / "council_texts_2006_2022.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = re.match(r"(\d+)/\d+", row["Adopted text"].strip())
            printed = re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}", row["Action taken"])
            if number and printed:
                adopted[number[1]][datetime.strptime(printed[0], "%d %B %Y").date()] += 1
    assert len(adopted) > 25
    outside = []
    for session, dates in adopted.items():
        (day, _), *_ = dates.most_common(1)
        expected = expected_dates("HRC", session)
        if expected and not expected[0] <= day <= expected[1]:
            outside.append(session)
    assert outside == ["43"]


@pytest.mark.parametrize(
    ("organ", "held", "today", "silent"),
    [
        ("HRC", ["28", "29", "30"], date(2015, 12, 1), []),
        ("HRC", ["28", "29"], date(2015, 12, 1), ["30"]),
        ("HRC", ["28", "29"], date(2015, 11, 10), []),  # three weeks after it: no surprise yet
        ("HRC", [], date(2015, 12, 1), ["28", "29", "30"]),
        ("GA", [], date(2015, 12, 1), ["69"]),
        ("GA", ["69"], date(2015, 12, 1), []),
        ("GA", [], date(2016, 1, 20), []),
        ("GA", [], date(2016, 2, 15), ["70"]),  # its main part ended in December
        ("CHR", [], date(2015, 12, 1), []),
    ],
)
def test_a_session_of_which_nothing_is_held_is_silent_once_it_is_a_month_over(
    organ: str, held: list[str], today: date, silent: list[str]
) -> None:
    assert list(silent_sessions(organ, held, today)) == silent


@pytest.mark.parametrize(
    ("organ", "year", "first", "last"),
    [("HRC", 2015, "1", "30"), ("HRC", 2026, "1", "63"), ("GA", 2026, "1", "81"), ("CHR", 2026, None, None)],
)
def test_the_sessions_until_a_year(organ: str, year: int, first: str | None, last: str | None) -> None:
    found = sessions_until(organ, year)
    assert (found[:1], found[-1:]) == ([first] if first else [], [last] if last else [])
