"""`hrcw fetch` against a stand-in for the document service: complete, polite, and nothing asked for twice.

Not here: single answers (`test_fetching_answers`), other orders, stopping (`test_fetching_orders`), the modules by themselves
(`test_fetching_parts`), killing it (`test_fetching_killed`).
"""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.build_fixtures import ask, hrcw
from tests.document_service import DocumentService, text_of
from tests.fetching_fixtures import (
    SLOWER,
    fetch,
    held,
    is_asked_once,
    ledger,
    outcomes,
    resolutions,
    service,
)

__all__ = ["service"]


# ---- one session, and a build of it


def test_a_session_is_fetched_and_then_built_without_naming_a_source(
    service: DocumentService, tmp_path: Path
) -> None:
    """One file is of a kind that we cannot read: it is kept, and its reject is in the build."""
    service.hold(*resolutions(30, 7), *resolutions(30, 2, "DEC", 101), "A/HRC/PRST/30/1")
    service.hold(*resolutions(30, 7), language="fr")
    texts = set(service.documents)
    service.documents["A/HRC/PRST/30/2", "en"] = b"\xffWPC" + bytes(range(256)) * 20
    home = tmp_path / "home"
    run = fetch(service, home, "--session", "30", "--language", "en", "--language", "fr")
    assert run.returncode == 0, run.stderr
    assert held(home) == service.documents
    assert Counter(outcomes(home)) == {"fetched": 17, "unreadable": 1, "unavailable": 6 * 5, "unchanged": 1}
    assert [each for each, count in service.times_asked().items() if count > 1] == [("A/HRC/RES/30/7", "fr")]
    assert is_asked_once(service, home)
    assert "17 fetched" in run.stdout
    assert "1 kept, but not readable yet" in run.stdout
    assert "hrcw build" in run.stdout
    build = hrcw("build", home=home)
    assert build.returncode == 0, build.stdout + build.stderr
    assert "Nothing to read" not in build.stdout + build.stderr
    published = ask(home, "SELECT symbol, language, source_uri FROM resolutions")
    assert {row[:2] for row in published} == texts
    assert ("A/HRC/RES/30/7", "fr", "https://docs.un.org/fr/A/HRC/RES/30/7") in published
    assert ask(home, "SELECT source_uri FROM rejects") == [("https://docs.un.org/en/A/HRC/PRST/30/2",)]
    status = hrcw("status", home=home).stdout
    assert "Fetched: 18 documents (11 en, 7 fr)" in status
    assert re.search(r"From 18 sources \([\d,]+ bytes\): 18 fetched\n", status)
    assert "30 were missing or not taken: hrcw fetch --recheck" in status


def test_what_is_known_is_not_asked_for_again(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 3))
    assert fetch(service, tmp_path / "home", "--session", "30").returncode == 0
    asked, rows = len(service.log), ledger(tmp_path / "home")
    again = fetch(service, tmp_path / "home", "--session", "30")
    assert (again.returncode, len(service.log), ledger(tmp_path / "home")) == (0, asked, rows)


def test_every_request_says_who_asks(service: DocumentService, tmp_path: Path) -> None:
    service.hold("A/HRC/RES/30/1")
    fetch(service, tmp_path / "home", "--symbol", "A/HRC/RES/30/1")
    assert [each.headers["user-agent"] for each in service.log] == [
        "hrc-warehouse/0.1.0 (+tests@example.org)"
    ]


def test_every_attempt_is_a_row_with_all_that_is_known_of_it(
    service: DocumentService, tmp_path: Path
) -> None:
    service.hold("A/HRC/RES/30/1")
    fetch(service, tmp_path / "home", "--symbol", "A/HRC/RES/30/1", "--symbol", "A/HRC/RES/30/2")
    first, second, canary = ledger(tmp_path / "home")
    [sighting] = Home(tmp_path / "home").raw.current().values()
    assert first["url"] == f"{service.url}/api/symbol/access?s=A/HRC/RES/30/1&l=en&t=docx"
    assert (first["outcome"], first["status"], first["language"]) == ("fetched", 200, "en")
    assert (first["sha256"], first["bytes"]) == (sighting.sha256, len(text_of("A/HRC/RES/30/1")))
    assert first["etag"] == f'"{sighting.sha256[:16]}"'
    assert first["asked_at"] < sighting.seen_at
    assert (second["outcome"], second["status"]) == ("unavailable", 200)
    assert (canary["symbol"], canary["outcome"], canary["sha256"]) == (
        first["symbol"], "unchanged", first["sha256"]
    )  # fmt: skip


# ---- 400 documents


def test_400_documents_come_through_all_that_a_service_does(service: DocumentService, tmp_path: Path) -> None:
    """The first fetch never rests, is blocked, and takes some documents for missing; rechecks find them."""
    home = tmp_path / "home"
    for session in range(30, 38):
        service.hold(
            *resolutions(session, 47), *resolutions(session, 2, "DEC", 101), f"A/HRC/PRST/{session}/1"
        )
    assert len(service.documents) == 400
    service.block_after, service.rest, service.block_seconds = 150, 0.6, 0.5
    faults = ["throttled", "throttled_until", "unavailable", "forbidden", "reset", "truncated", "silent"]
    for number, fault in enumerate(faults):
        service.faults[f"A/HRC/RES/31/{number + 3}"] = [fault]
        service.faults[f"A/HRC/RES/34/{number + 9}"] = [fault, "missing"]
    service.faults["A/HRC/RES/35/7"] = ["wrong"]
    command = ("--session", "30-37")
    codes = []
    for _ in range(40):
        codes.append(fetch(service, home, *command, rate=SLOWER, HRCW_REST_AFTER="1000").returncode)
        if codes[-1] == 0:
            break
        time.sleep(0.6)
    assert codes[-1] == 0, codes
    for _ in range(10):
        if held(home) == service.documents:
            break
        time.sleep(0.6)
        codes.append(fetch(service, home, "--recheck", rate=SLOWER, HRCW_REST_AFTER="100").returncode)
    assert held(home) == service.documents
    assert "blocked" in {each.answer for each in service.log}
    assert is_asked_once(service, home)
    assert service.least_gap() >= 60 / SLOWER
    assert outcomes(home, "A/HRC/RES/35/7")[:2] == ["wrong_document", "fetched"]
    assert not list((home / "raw").rglob("*.partial"))


@pytest.mark.parametrize("rate", [300, 600])
def test_the_rate_is_never_exceeded_also_from_one_run_to_the_next(
    service: DocumentService, tmp_path: Path, rate: int
) -> None:
    service.hold(*resolutions(30, 40))
    for _ in range(3):
        fetch(
            service, tmp_path / "home", "--session", "30", "--kind", "resolution", "--limit", "12", rate=rate
        )
    assert len(service.log) == 36
    assert service.least_gap() >= 60 / rate


def test_rests_keep_a_service_from_blocking(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 60))
    service.block_after, service.rest = 25, 0.9
    run = fetch(service, tmp_path / "home", "--session", "30", HRCW_REST_AFTER="20", HRCW_REST_SECONDS="1")
    assert (run.returncode, len(held(tmp_path / "home"))) == (0, 60)
    assert "blocked" not in {each.answer for each in service.log}
    assert "Resting for 1 s after 20 requests" in run.stderr


def test_a_rest_is_due_also_when_the_requests_were_made_by_several_runs(
    service: DocumentService, tmp_path: Path
) -> None:
    service.hold(*resolutions(30, 60))
    service.block_after, service.rest = 25, 2.4
    for _ in range(3):
        fetch(
            service, tmp_path / "home", "--session", "30", "--limit", "15",
            HRCW_REST_AFTER="20", HRCW_REST_SECONDS="2.5",
        )  # fmt: skip
    assert len(held(tmp_path / "home")) == 45
    assert "blocked" not in {each.answer for each in service.log}
