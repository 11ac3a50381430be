"""`hrcw fetch` against a stand-in for the document service: complete, polite, and nothing asked for twice.

Not here: the modules by themselves (`test_fetching_parts`), killing it (`test_fetching_killed`).
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from tests.build_fixtures import HRCW, ask, clean_environment, hrcw
from tests.document_service import DocumentService, text_of

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


# ---- what a service may answer

SYMBOL = "A/HRC/RES/30/1"
ANSWERS = [
    (["throttled"], ["throttled", "fetched"]),
    (["throttled_until"], ["throttled", "fetched"]),
    (["forbidden"], ["throttled", "fetched"]),
    (["unavailable", "unavailable"], ["failed", "failed", "fetched"]),
    (["moved_elsewhere"], ["failed"]),
    (["reset"], ["failed", "fetched"]),
    (["truncated"], ["failed", "fetched"]),
    (["drip"], ["failed", "fetched"]),
    (["drip_headers"], ["failed", "fetched"]),
    (["moved_around"] * 9, ["failed"]),
    (["silent"], ["failed", "fetched"]),
    (["empty"], ["failed", "fetched"]),
    (["compressed"], ["fetched"]),
    (["compressed_in_two"], ["fetched"]),
    (["compressed_half"], ["failed", "fetched"]),
    (["undelimited", "undelimited"], ["fetched"]),
    (["undelimited_half"], ["failed", "fetched"]),
    (["held_though_given"], ["fetched"]),
    (["latin_tag"], ["fetched"]),
    (["wrong_type"], ["fetched"]),
    (["moved"], ["fetched"]),
    (["refused"], ["failed"]),
    (["gone"], ["unavailable"]),
    (["missing"], ["unavailable"]),
    (["wrong"], ["wrong_document"]),
    (["other_language"], ["wrong_document"]),
    (["letter"], ["unavailable"]),
    (["announced_huge"], ["too_large"]),
    (["endless"], ["too_large"]),
    (["bomb"], ["too_large"]),
    (["document"], ["fetched"]),
]
"""What happens to requests for one document, one after the other, and what the ledger says of them."""


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A home after a fetch of one document for each row of ANSWERS, and the run."""
    home = tmp_path_factory.mktemp("answers") / "home"
    with DocumentService() as service:
        symbols = resolutions(30, len(ANSWERS))
        service.hold(*symbols)
        for symbol, (faults, _) in zip(symbols, ANSWERS, strict=True):
            service.faults[symbol] = list(faults)
        run = fetch(service, home, *(part for symbol in symbols for part in ("--symbol", symbol)))
    return home, run


@pytest.mark.parametrize(
    ("number", "faults", "expected"),
    [pytest.param(n, *row, id="-".join(sorted(set(row[0])))) for n, row in enumerate(ANSWERS, 1)],
)
def test_every_answer_has_its_outcome(
    answered: tuple[Path, subprocess.CompletedProcess[str]],
    number: int,
    faults: list[str],
    expected: list[str],
) -> None:
    home, symbol = answered[0], f"A/HRC/RES/30/{number}"
    assert outcomes(home, symbol) == expected, faults
    kept = {symbol: data for (symbol, _), data in held(home).items()}
    assert kept.get(symbol) == (text_of(symbol) if expected[-1] == "fetched" else None)
    rows = [row for row in ledger(home) if row["symbol"] == symbol]
    assert all(row["detail"] for row in rows if row["outcome"] != "fetched")


def test_answers_that_failed_for_good_are_told(
    answered: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    run = answered[1]
    assert run.returncode == 1, run.stderr
    assert "3 documents gave no answer; the same command asks again." in run.stdout


def test_the_same_notice_for_every_number_is_no_document(service: DocumentService, tmp_path: Path) -> None:
    """A file that we cannot read may be the document; the same under a second symbol is not."""
    service.hold(*resolutions(30, 3))
    notice = b"\xffWPC" + bytes(range(256)) * 20
    service.documents |= {(symbol, "en"): notice for symbol in resolutions(30, 40, first=4)}
    home = tmp_path / "home"
    assert fetch(service, home, "--session", "30", "--kind", "resolution").returncode == 0
    assert outcomes(home) == ["fetched"] * 3 + ["unreadable"] + ["wrong_document"] * 5 + ["unchanged"]
    assert len(held(home)) == 4


def test_the_same_notice_alone_proves_nothing(service: DocumentService, tmp_path: Path) -> None:
    notice = b"\xffWPC" + bytes(range(256)) * 20
    service.documents |= {(symbol, "en"): notice for symbol in resolutions(30, 40)}
    assert fetch(service, tmp_path / "home", "--session", "30", "--kind", "resolution").returncode == 3


def test_retry_after_is_waited_for(service: DocumentService, tmp_path: Path) -> None:
    service.hold(SYMBOL)
    service.faults[SYMBOL] = ["throttled", "throttled_until"]
    fetch(service, tmp_path / "home", "--symbol", SYMBOL)
    first, second, third = (each.at for each in service.log)
    assert second - first >= 1
    assert third - second >= 1


def test_waits_grow_while_a_service_fails(service: DocumentService, tmp_path: Path) -> None:
    service.hold(SYMBOL)
    service.always[SYMBOL] = "unavailable"
    run = fetch(service, tmp_path / "home", "--symbol", SYMBOL, HRCW_BACKOFF_SECONDS="0.2")
    times = [each.at for each in service.log]
    waits = [after - before for before, after in pairwise(times)]
    assert len(times) == 5
    assert all(wait >= 0.2 * 2**number for number, wait in enumerate(waits))
    assert run.returncode == 1
    assert "1 document gave no answer" in run.stdout


def test_a_long_retry_after_ends_the_fetch_and_binds_the_next(
    service: DocumentService, tmp_path: Path
) -> None:
    service.hold(*resolutions(30, 3))
    service.faults["A/HRC/RES/30/2"] = ["throttled_long"]
    for _ in range(2):
        run = fetch(service, tmp_path / "home", "--session", "30")
        assert run.returncode == 3
        assert "The service is to be left alone until" in run.stdout
    assert [each.symbol for each in service.log] == ["A/HRC/RES/30/1", "A/HRC/RES/30/2"]


def test_a_service_that_only_fails_is_left_alone_and_gone_on_with_later(
    service: DocumentService, tmp_path: Path
) -> None:
    symbols = resolutions(30, 12)
    service.hold(*symbols)
    for symbol in symbols[4:]:
        service.always[symbol] = "unavailable"
    run = fetch(service, tmp_path / "home", "--session", "30")
    assert run.returncode == 3
    assert "3 documents in a row gave no answer; the last: The service answered 503." in run.stdout
    assert len(service.log) == 4 + 3 * 5
    service.always.clear()
    assert fetch(service, tmp_path / "home", "--session", "30").returncode == 0
    assert held(tmp_path / "home") == service.documents
    assert is_asked_once(service, tmp_path / "home")


# ---- blocks that look like missing documents


def test_a_long_row_of_missing_documents_is_doubted_and_asked_for_again_by_the_next_fetch(
    service: DocumentService, tmp_path: Path
) -> None:
    for session in range(30, 34):
        service.hold(*resolutions(session, 10))
    service.block_after, service.block_seconds = 13, 600
    run = fetch(service, tmp_path / "home", "--session", "30-33")
    assert run.returncode == 3
    assert "20 documents are missing (A/HRC/RES/30/11 to A/HRC/RES/31/5)" in run.stdout
    assert "A/HRC/RES/30/10, which came before, did not come either" in run.stdout
    assert "the service seems to block" in run.stdout
    assert outcomes(tmp_path / "home").count("doubted") == 21
    service.block_after, service.blocked_until = 10**9, 0
    assert fetch(service, tmp_path / "home", "--session", "30-33").returncode == 0
    assert held(tmp_path / "home") == service.documents
    assert is_asked_once(service, tmp_path / "home")


def test_a_short_block_does_not_end_a_session_for_good(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 30))
    for number in range(11, 17):
        service.faults[f"A/HRC/RES/30/{number}"] = ["missing"]
    home = tmp_path / "home"
    assert fetch(service, home, "--session", "30", "--kind", "resolution").returncode == 0
    assert len(held(home)) == 10
    assert fetch(service, home, "--recheck").returncode == 0
    assert len(held(home)) == 29
    assert fetch(service, home, "--recheck").returncode == 0
    assert held(home) == service.documents


def test_a_recheck_asks_once_for_what_was_missing_alone(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 4))
    service.faults["A/HRC/RES/30/2"] = ["missing"]
    home = tmp_path / "home"
    fetch(service, home, "--session", "30", "--symbol", "A/HRC/RES/40/1")
    before = len(service.log)
    assert fetch(service, home, "--recheck").returncode == 0
    asked = Counter(each.symbol for each in service.log[before:])
    trailing = [*resolutions(30, 5, first=5), *resolutions(30, 5, "DEC", 101), *resolutions(30, 5, "PRST")]
    assert asked == Counter(["A/HRC/RES/40/1", "A/HRC/RES/30/2", *trailing, "A/HRC/RES/30/2"])
    assert held(home) == service.documents


def test_a_recheck_that_was_cut_short_does_not_begin_again(service: DocumentService, tmp_path: Path) -> None:
    service.hold(*resolutions(30, 4))
    home = tmp_path / "home"
    fetch(service, home, "--session", "30")
    before = len(service.log)
    for _ in range(5):
        fetch(service, home, "--recheck", "--limit", "4")
    asked = Counter(each.symbol for each in service.log[before:])
    assert asked.pop("A/HRC/RES/30/4") == 5
    assert Counter(asked.values()) == {1: 15}


# ---- documents fetched before


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
