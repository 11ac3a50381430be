"""What is missing and what is blocked: told apart by asking for a document that came before.

Not here: other answers (`test_fetching`), kills while documents come (`test_fetching_killed`).
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orchestration.cli import cli
from tests.build_fixtures import HRCW, clean_environment
from tests.document_service import DocumentService
from tests.fetching_fixtures import FAST, held, ledger, outcomes, resolutions

AN_HOUR_LATER = {"HRCW_BLOCK_SECONDS": "0.5"}
"""How long a block may last, shorter than a run of the command takes."""


@pytest.fixture
def service() -> Iterator[DocumentService]:
    with DocumentService() as held:
        yield held


def fetch(service: DocumentService, home: Path, *arguments: str, **settings: str) -> Result:
    """Run `hrcw fetch` to its end, in this process."""
    settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url, "HRCW_HOME": str(home)} | settings
    return CliRunner().invoke(cli, ["fetch", "--rate", "3000", *arguments], env=settings)


def block(service: DocumentService, after: int) -> None:
    service.block_after, service.block_seconds, service.rest = after, 600, 600


def unblock(service: DocumentService) -> None:
    service.block_after, service.blocked_until = 10**9, 0


# ---- sessions that are truly empty


@pytest.mark.parametrize(
    ("arguments", "symbols"),
    [
        (["--organ", "GA", "--session", "75-78"], [f"A/RES/{s}/{n}" for s in (75, 78) for n in range(1, 5)]),
        (["--session", "30-33"], [*resolutions(30, 4), *resolutions(33, 4)]),
        (["--session", "30-38", "--kind", "presidential_statement"],
         ["A/HRC/PRST/30/1", "A/HRC/PRST/38/1"]),
    ],
)  # fmt: skip
def test_empty_sessions_stop_no_fetch_of_those_behind_them(
    service: DocumentService,
    tmp_path: Path,
    arguments: list[str],
    symbols: list[str],
) -> None:
    service.hold(*symbols)
    home = tmp_path / "home"
    run = fetch(service, home, *arguments)
    assert run.exit_code == 0, run.stdout
    assert held(home) == service.documents
    asked = len(service.log)
    assert fetch(service, home, *arguments).exit_code == 0
    assert len(service.log) == asked
    assert fetch(service, home, "--recheck").exit_code == 0


def test_an_empty_first_session_is_believed_when_asked_again_an_hour_later(
    service: DocumentService,
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    for _ in range(2):
        run = fetch(service, home, "--session", "63")
        assert run.exit_code == 3
        assert "no document ever came" in run.stdout
    assert len(service.log) == 30
    assert fetch(service, home, "--session", "63", **AN_HOUR_LATER).exit_code == 0
    assert len(service.log) == 45
    assert fetch(service, home, "--session", "63", **AN_HOUR_LATER).exit_code == 0
    assert len(service.log) == 45


def test_empty_sessions_before_anything_came_are_passed_row_by_row(
    service: DocumentService,
    tmp_path: Path,
) -> None:
    service.hold("A/RES/79/1")
    home = tmp_path / "home"
    codes = []
    for _ in range(4):
        run = fetch(service, home, "--organ", "GA", "--session", "75-79", **AN_HOUR_LATER)
        codes.append(run.exit_code)
    assert codes == [3, 3, 0, 0]
    assert held(home) == service.documents


# ---- a service that blocks


def test_a_block_shorter_than_a_row_is_noticed_at_the_end(
    service: DocumentService,
    tmp_path: Path,
) -> None:
    service.hold(*resolutions(30, 10))
    home = tmp_path / "home"
    block(service, 4)
    run = fetch(service, home, "--session", "30", "--kind", "resolution")
    assert run.exit_code == 3
    assert "5 documents are missing" in run.stdout
    assert "A/HRC/RES/30/4, which came before" in run.stdout
    assert outcomes(home, "A/HRC/RES/30/5") == ["unavailable", "doubted"]
    unblock(service)
    assert fetch(service, home, "--session", "30", "--kind", "resolution").exit_code == 0
    assert held(home) == service.documents


@pytest.mark.parametrize("limit", ["1", "8"])
def test_blocked_runs_that_end_at_their_limit_are_not_believed(
    service: DocumentService,
    tmp_path: Path,
    limit: str,
) -> None:
    service.hold(*resolutions(30, 10), *resolutions(31, 10))
    home = tmp_path / "home"
    block(service, 5)
    for _ in range(7):
        fetch(service, home, "--session", "30-31", "--limit", limit)
    unblock(service)
    assert fetch(service, home, "--session", "30-31").exit_code == 0
    assert held(home) == service.documents


def test_a_block_during_a_recheck_is_noticed(service: DocumentService, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for session in range(30, 36):
        service.hold(*resolutions(session, 2))
    assert fetch(service, home, "--session", "30-35").exit_code == 0
    service.hold("A/HRC/RES/30/3")
    block(service, 0)
    before = len(service.log)
    assert fetch(service, home, "--recheck").exit_code == 3
    assert len(service.log) == before + 21
    unblock(service)
    assert fetch(service, home, "--recheck").exit_code == 0
    assert held(home) == service.documents


def test_a_document_that_was_taken_away_does_not_pass_for_a_block_for_ever(
    service: DocumentService,
    tmp_path: Path,
) -> None:
    service.hold(*resolutions(30, 3))
    home = tmp_path / "home"
    fetch(service, home, "--session", "30", "--kind", "resolution")
    del service.documents["A/HRC/RES/30/3", "en"]
    assert fetch(service, home, "--symbol", "A/HRC/RES/40/1").exit_code == 3
    assert fetch(service, home, "--symbol", "A/HRC/RES/40/1").exit_code == 0


def test_a_fetch_killed_inside_a_block_loses_nothing(tmp_path: Path) -> None:
    """At every number of answers inside the block, up to the canary and the rows that withdraw."""
    for answers in (1, 5, 8, 11):
        home = tmp_path / str(answers)
        with DocumentService() as service:
            service.hold(*resolutions(30, 10), *resolutions(31, 10))
            block(service, 6)
            command = [str(HRCW), "fetch", "--session", "30-31", "--kind", "resolution", "--rate", "1200"]
            settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url}
            process = subprocess.Popen(
                command, env=clean_environment(home, **settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )  # fmt: skip
            while len(service.log) < 6 + answers and process.poll() is None:
                time.sleep(0.001)
            process.kill()
            process.wait()
            unblock(service)
            run = fetch(service, home, "--session", "30-31", "--kind", "resolution")
            assert run.exit_code == 0, (answers, run.stdout)
            assert held(home) == service.documents, answers


def test_what_a_killed_fetch_took_for_missing_is_not_proved_by_the_next(tmp_path: Path) -> None:
    """A document that comes in a later run says nothing of answers before it."""
    home = tmp_path / "home"
    with DocumentService() as service:
        service.hold(*resolutions(30, 3), "A/HRC/RES/31/1")
        fetch(service, home, "--symbol", "A/HRC/RES/30/1")
        journal = home / "raw" / "fetches.jsonl"
        row = journal.read_text().replace("30/1", "30/2").replace('"fetched"', '"unavailable"')
        with journal.open("a") as file:
            file.write(row)
        assert fetch(service, home, "--symbol", "A/HRC/RES/31/1").exit_code == 0
        assert outcomes(home, "A/HRC/RES/30/2") == ["unavailable", "doubted"]
        assert fetch(service, home, "--session", "30", "--kind", "resolution").exit_code == 0
        assert held(home) == service.documents
        assert ledger(home)[-1]["outcome"] == "unchanged"
