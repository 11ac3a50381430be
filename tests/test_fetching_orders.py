"""Orders of `hrcw fetch`: refreshing, single documents, limits; stopping it; orders that are refused.

Not here: sessions fetched for the first time (`test_fetching`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.build_fixtures import HRCW, clean_environment
from tests.document_service import DocumentService, text_of
from tests.fetching_fixtures import (
    FAST,
    fetch,
    held,
    ledger,
    outcomes,
    resolutions,
    service,
)

__all__ = ["service"]


# ---- documents fetched before


SYMBOL = "A/HRC/RES/30/1"


def test_a_refresh_asks_whether_documents_changed(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 3))
    home = tmp_path / "home"
    fetch(service, home, "--session", "30", "--kind", "resolution")
    service.documents["A/HRC/RES/30/2", "en"] = text_of("A/HRC/RES/30/2").replace(b"matter", b"the matter")
    before = len(service.log)
    assert fetch(service, home, "--refresh").returncode == 0
    asked = service.log[before:]
    assert [each.symbol for each in asked] == resolutions(30, 3)
    assert all(each.headers["if-none-match"] for each in asked)
    assert outcomes(home)[-3:] == ["unchanged", "fetched", "unchanged"]
    assert held(home) == service.documents


def test_a_document_that_a_refresh_does_not_find_is_kept(service: DocumentService, tmp_path: Path) -> None:
    service.hold(SYMBOL)
    home = tmp_path / "home"
    fetch(service, home, "--symbol", SYMBOL)
    service.faults[SYMBOL] = ["missing"]
    fetch(service, home, "--refresh")
    assert outcomes(home) == ["fetched", "unavailable", "unchanged"]
    assert held(home) == service.documents


# ---- other documents


def test_sessions_without_files_of_their_own_are_fetched_as_reports(
    service: DocumentService, tmp_path: Path
) -> None:
    report = b"United Nations A/HRC/2/9\n\nReport of the Human Rights Council on its second session\n\nI. Resolutions\n"
    service.documents["A/HRC/2/9", "en"] = report
    service.documents["A/62/53", "en"] = b"Report of the Human Rights Council\n\nA/61/53\n"
    fetch(service, tmp_path / "home", "--session", "2")
    assert [(row["symbol"], row["outcome"]) for row in ledger(tmp_path / "home")] == [
        ("A/HRC/2/9", "fetched"),
        ("A/62/53", "wrong_document"),
        ("A/HRC/2/9", "unchanged"),
    ]
    assert held(tmp_path / "home") == {("A/HRC/2/9", "en"): report}


def test_resolutions_of_the_assembly(service: DocumentService, tmp_path: Path) -> None:
    service.hold("A/RES/75/1", "A/RES/75/2")
    run = fetch(service, tmp_path / "home", "--organ", "GA", "--session", "75")
    assert (run.returncode, held(tmp_path / "home")) == (0, service.documents)


def test_the_limit_is_that_of_all_orders_together(service: DocumentService, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "sources.yml").write_text("organs:\n  GA: {sessions: [75]}\n  HRC: {sessions: [30]}\n")
    service.hold("A/RES/75/1", *resolutions(30, 9))
    run = fetch(service, home, "--limit", "9")
    assert (run.returncode, len(service.log)) == (0, 9)
    assert {each.symbol.split("/")[1] for each in service.log} == {"RES", "HRC"}
    assert "Stopped at the limit of requests." in run.stdout


def test_a_wrong_order_is_refused_before_the_one_before_it_is_run(
    service: DocumentService, tmp_path: Path
) -> None:
    run = fetch(service, tmp_path / "home", "--session", "30,current", "--symbol", "thirty/21")
    assert (run.returncode, service.log) == (2, [])


# ---- stopping, and two at once


def test_ctrl_c_stops_cleanly_and_the_next_fetch_goes_on(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 30))
    home = tmp_path / "home"
    settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url}
    command = [str(HRCW), "fetch", "--session", "30", "--kind", "resolution", "--rate", "600"]
    process = subprocess.Popen(
        command,
        env=clean_environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(service.log) < 5:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    printed, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Stopped; the same command goes on from here." in printed
    assert "Traceback" not in errors
    assert fetch(service, home, "--session", "30", "--kind", "resolution").returncode == 0
    assert held(home) == service.documents
    assert sum(count - 1 for count in service.times_asked("document").values()) <= 2


def test_ctrl_c_before_the_first_request_stops_as_cleanly(service: DocumentService, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url}
    process = subprocess.Popen(
        [str(HRCW), "fetch", "--session", "30"],
        env=clean_environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (home / "raw" / ".fetch.lock").exists():
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGINT)
    printed, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    assert "Stopped; the same command goes on from here." in printed
    assert "Traceback" not in errors


def test_one_fetch_at_a_time(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 20))
    home = tmp_path / "home"
    settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url}
    command = [str(HRCW), "fetch", "--session", "30", "--rate", "60"]
    process = subprocess.Popen(command, env=clean_environment(home, **settings), stderr=subprocess.DEVNULL)
    try:
        while not service.log:
            time.sleep(0.01)
        run = fetch(service, home, "--session", "31")
        assert run.returncode == 2
        assert "Another fetch is running" in run.stderr
        assert {each.symbol.split("/")[3] for each in service.log} == {"30"}
    finally:
        process.kill()
        process.wait()


# ---- before anything is asked


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["--session", "30"], {"HRCW_CONTACT": ""}, "Set HRCW_CONTACT to your e-mail address"),
        (["--session", "30"], {"HRCW_CONTACT": "me) evil\r\nX: y"}, "must be an e-mail address or a web page"),
        (["--session", "30"], {"HRCW_DOCUMENT_SERVICE": "http://example.org"}, "it must be an address such as https://"),
        (["--session", "30"], {"HRCW_REST_SECONDS": "soon"}, "HRCW_REST_SECONDS is 'soon'; it must be a number"),
        (["--session", "thirty"], {}, "'thirty' names no session"),
        (["--session", "35-30"], {}, "'35-30' runs backwards"),
        (["--organ", "GA", "--session", "3"], {}, "begins before session 31"),
        (["--organ", "GA", "--session", "75", "--kind", "decision"], {}, "there are no files of that kind"),
        (["--symbol", "thirty/21"], {}, "is no document symbol"),
        ([], {}, "Say what to fetch: --session 30-35"),
    ],
)  # fmt: skip
def test_a_wrong_order_is_refused_before_anything_is_written(
    service: DocumentService, tmp_path: Path, arguments: list[str], settings: dict[str, str], said: str
) -> None:
    run = fetch(service, tmp_path / "home", *arguments, **settings)
    assert run.returncode == 2
    assert said in " ".join(run.stderr.split())
    assert (service.log, (tmp_path / "home").exists()) == ([], False)


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(
    service: DocumentService, tmp_path: Path
) -> None:
    run = fetch(service, tmp_path / "home", "--session", "5,30", "--dry-run")
    assert run.returncode == 0
    assert "A/HRC/5/21 (en)" in run.stderr
    assert "A/HRC/RES/30/1 onwards (en), until 5 in a row are missing; 0 answered before" in run.stderr
    assert (service.log, (tmp_path / "home").exists()) == ([], False)
