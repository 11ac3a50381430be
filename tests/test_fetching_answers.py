"""What a document service may answer, and what `hrcw fetch` makes of it.

Not here: whole fetches (`test_fetching`).
"""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.document_service import DocumentService, text_of
from tests.fetching_fixtures import (
    fetch,
    held,
    is_asked_once,
    ledger,
    outcomes,
    resolutions,
    service,
)

__all__ = ["service"]


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
