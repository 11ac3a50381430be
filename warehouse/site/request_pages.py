"""The page of what is asked for and when it is due: all requests of all texts, with filters.

Here: which rows it shows and what they can be filtered by. Not here: a request (`requests`), what pages of
resolutions and actors show of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from warehouse.enumerations import DELIVERABLES
from warehouse.showing import deliverable_in_words
from warehouse.site.pages import Pages
from warehouse.site.requests import Request, Requests, write_requests

MOST = 5_000
"""Rows that a page may have; of more, those of the latest texts, since of these something is still to come."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its value in the rows, its words, and how many rows have it."""

    value: str
    label: str
    rows: int


def write_request_pages(pages: Pages, requests: Requests) -> None:
    """requests.html, and all of it as CSV."""
    shown = latest(requests.listed)
    recipients = [
        (Choice(of[0].recipient_key, of[0].organ or "no organ named", len(of)), _dues(of))
        for of in (list(rows) for _, rows in groupby(shown, key=attrgetter("recipient_key")))
    ]
    kinds = Counter(request.deliverable for request in shown)
    pages.page(
        "requests.html",
        "requests.html",
        nav="requests",
        requests=requests,
        shown=shown,
        recipients=recipients,
        deliverables=[
            Choice(kind, deliverable_in_words(kind), kinds[kind]) for kind in DELIVERABLES if kinds[kind]
        ],
        asking=len({request.document.symbol for request in requests.listed}),
        fictitious=sum(request.document.is_fictitious for request in requests.listed),
        csv=write_requests(pages, "data/requests.csv", requests.listed),
    )


def latest(requests: Sequence[Request], most: int = MOST) -> Sequence[Request]:
    """As many as a page may have, those of the texts adopted last, in the order they came in."""
    if len(requests) <= most:
        return requests
    by_age = sorted(requests, key=lambda request: request.document.adopted_on or date.min, reverse=True)
    kept = {request.request_id for request in by_age[:most]}
    return [request for request in requests if request.request_id in kept]


def _dues(requests: Sequence[Request]) -> list[Choice]:
    return [
        Choice(value, of[0].due or "no session or year", len(of))
        for value, of in ((value, list(rows)) for value, rows in groupby(requests, key=attrgetter("due_key")))
    ]
