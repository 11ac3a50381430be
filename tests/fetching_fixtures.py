"""Running `hrcw fetch` against the stand-in for the document service, and reading what it left.

Here: settings on the scale of a test, the command, the ledger and the raw store. Not here: any test, the stand-in
(`document_service`).
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from tests.build_fixtures import hrcw
from tests.document_service import DocumentService

FAST = {
    "HRCW_CONTACT": "tests@example.org",
    "HRCW_REST_SECONDS": "1.2",
    "HRCW_BACKOFF_SECONDS": "0.05",
    "HRCW_PATIENCE_SECONDS": "5",
    "HRCW_READ_TIMEOUT_SECONDS": "1",
    "HRCW_DEADLINE_SECONDS": "2",
    "HRCW_MAX_BYTES": "2000000",
}
"""Everything that takes time, on the scale of a test."""
RATE = 3000
SLOWER = 900
"""A rate that requests without pauses would exceed."""


@pytest.fixture
def service() -> Iterator[DocumentService]:
    with DocumentService() as held:
        yield held


def fetch(
    service: DocumentService, home: Path, *arguments: str, rate: float = RATE, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `hrcw fetch` to its end."""
    settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url} | settings
    return hrcw("fetch", "--rate", str(rate), *arguments, home=home, **settings)


def ledger(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home / "raw" / "fetches.jsonl").read_text().splitlines()]


def outcomes(home: Path, symbol: str | None = None) -> list[str]:
    return [row["outcome"] for row in ledger(home) if symbol in (None, row["symbol"])]


def held(home: Path) -> dict[tuple[str, str], bytes]:
    """What the raw store has from the service, by symbol and language."""
    store = Home(home).raw
    found = {}
    for uri, sighting in store.current().items():
        language, _, symbol = uri.removeprefix("https://docs.un.org/").partition("/")
        found[symbol, language] = store.read(sighting.sha256)
    return found


def is_asked_once(service: DocumentService, home: Path) -> bool:
    """Whether each document was fetched once, and served again only as the canary that its rows tell of."""
    rows = [row for row in ledger(home) if row["outcome"] in ("fetched", "unreadable", "unchanged")]
    noted = Counter((row["symbol"], row["language"]) for row in rows)
    fetched = Counter((row["symbol"], row["language"]) for row in rows if row["outcome"] != "unchanged")
    return set(fetched.values()) == {1} and service.times_asked("document") == noted


def resolutions(session: int | str, count: int, kind: str = "RES", first: int = 1) -> list[str]:
    return [f"A/HRC/{kind}/{session}/{number}" for number in range(first, first + count)]
