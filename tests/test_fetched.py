"""Fetching as sources.yml and Dagster order it, against a stand-in for the document service.

Not here: what fetching does with what it is ordered (`test_fetching`), which sessions are due (`test_freshness`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from orchestration.automation import fetch_schedules
from orchestration.definitions import defs
from orchestration.fetched import partitions
from orchestration.fetching.freshness import silent
from orchestration.fetching.scope import read_sessions
from orchestration.home import Home
from tests.build_fixtures import build_here, hrcw
from tests.document_service import DocumentService
from tests.fetching_fixtures import FAST, RATE, held, resolutions
from transforms.calendar import current_sessions, silent_sessions

TODAY = datetime.now(UTC).date()


@pytest.fixture
def service() -> Iterator[DocumentService]:
    with DocumentService() as held:
        yield held


@pytest.fixture
def home(tmp_path: Path, service: DocumentService, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, the settings of this process being those for the stand-in."""
    for name, value in {
        **FAST,
        "HRCW_HOME": str(tmp_path / "home"),
        "HRCW_DOCUMENT_SERVICE": service.url,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HRCW_CONTACT")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def order(home: Path, text: str) -> None:
    (home / "sources.yml").write_text(text, encoding="utf-8")


def run(home: Path, service: DocumentService, *arguments: str) -> tuple[int, str]:
    settings = {**FAST, "HRCW_CONTACT": "", "HRCW_DOCUMENT_SERVICE": service.url}
    done = hrcw("fetch", "--rate", str(RATE), *arguments, home=home, **settings)
    return done.returncode, done.stdout + done.stderr


# ---- sources.yml


def test_without_an_order_what_sources_yml_names_is_fetched(home: Path, service: DocumentService) -> None:
    service.hold(*resolutions(30, 2), *resolutions(31, 1), "A/RES/75/1")
    order(
        home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [30-31]\n  GA:\n    sessions: [75]\n"
    )
    code, said = run(home, service)
    assert code == 0, said
    assert held(home) == service.documents
    assert all("desk@example.org" in each.headers["user-agent"] for each in service.log)


def test_current_sessions_of_sources_yml_are_looked_at_anew_and_others_once(
    home: Path, service: DocumentService
) -> None:
    [*_, session] = current_sessions("HRC", TODAY) or pytest.skip(
        "Between sessions: no session is current today."
    )
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [current, 30]\n")
    service.hold(*resolutions(30, 1), *resolutions(session, 1))
    assert run(home, service)[0] == 0
    service.hold(*resolutions(session, 2), *resolutions(30, 2))
    before = len(service.log)
    assert run(home, service)[0] == 0
    assert {each.symbol.split("/")[3] for each in service.log[before:]} <= set(current_sessions("HRC", TODAY))
    assert (f"A/HRC/RES/{session}/2", "en") in held(home)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("organs:\n  HRC:\n    sesions: [30]\n", "line 3: 'sesions' is no setting. Write sessions"),
        ("organs:\n  HRC:\n    sessions: [30]\n", "Set HRCW_CONTACT to your e-mail address"),
        ("contact: desk@example.org\n", "or name organs in sources.yml"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_at_the_start(
    home: Path, service: DocumentService, text: str, words: str
) -> None:
    order(home, text)
    code, said = run(home, service)
    assert code == 2
    assert words in " ".join(said.split())
    assert service.log == []
    assert not (home / "raw").exists()


def test_a_build_refuses_a_bad_sources_yml_at_the_start(home: Path) -> None:
    order(home, "folders: [absent]\n")
    done = hrcw("build", home=home)
    assert done.returncode == 2
    assert "sources.yml, line 1: " in done.stderr
    assert [path.name for path in home.iterdir()] == ["sources.yml"]


@pytest.mark.parametrize(
    ("name", "text"), [("raw/fetches.jsonl", "garbage\n"), ("sources.yml", "folder: x\n")]
)
def test_a_build_reads_nothing_of_another_home(tmp_path: Path, name: str, text: str) -> None:
    other = tmp_path / "hrcw-home" / name
    other.parent.mkdir(parents=True)
    other.write_text(text)
    done = hrcw("build", "--home", tmp_path / "home", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Published" in done.stdout + done.stderr
    assert "Nothing was published" not in done.stdout + done.stderr


def test_a_build_is_published_though_nobody_can_tell_what_was_fetched(home: Path) -> None:
    (home / "raw").mkdir()
    (home / "raw" / "fetches.jsonl").write_text("garbage\n")
    found = build_here(home)
    assert found.ended == "published", found.outcome.problems


def test_the_state_of_fetching_is_shown_before_anything_is_published(
    home: Path, service: DocumentService
) -> None:
    service.hold("A/HRC/RES/30/21")
    settings = {**FAST, "HRCW_DOCUMENT_SERVICE": service.url}
    hrcw("fetch", "--rate", str(RATE), "--symbol", "A/HRC/RES/30/21", home=home, **settings)
    status = hrcw("status", home=home)
    assert "Fetched: 1 documents (1 en)" in status.stdout
    assert "hrcw build" in status.stderr


@pytest.mark.parametrize("command", [["status"], ["fetch", "--symbol", "A/HRC/RES/30/21"]])
def test_a_damaged_ledger_is_named_with_the_line_and_the_fix(home: Path, command: list[str]) -> None:
    (home / "raw").mkdir()
    (home / "raw" / "fetches.jsonl").write_text("garbage\n")
    done = hrcw(*command, home=home, **FAST)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert "fetches.jsonl, line 1: this is no JSON object" in said
    assert "Traceback" not in said


# ---- Dagster


def materialize(organ: str, session: str) -> dg.ExecuteInProcessResult:
    name = f"fetched_{organ.lower()}"
    with dg.DagsterInstance.ephemeral() as instance:
        return defs.resolve_job_def(f"fetch_{organ.lower()}").execute_in_process(
            run_config={"ops": {name: {"config": {"rate": RATE}}}},
            partition_key=session,
            instance=instance,
            raise_on_error=False,
        )


def test_a_session_is_a_partition_whose_run_fetches_it(
    home: Path, service: DocumentService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_CONTACT", "desk@example.org")
    order(home, "organs:\n  HRC:\n")
    service.hold(*resolutions(30, 3), *resolutions(31, 1))
    found = materialize("HRC", "30")
    assert found.success
    assert set(held(home)) == {(symbol, "en") for symbol in resolutions(30, 3)}
    [event] = found.get_asset_materialization_events()
    assert event.asset_key == dg.AssetKey("fetched_hrc")
    assert event.partition == "30"
    assert event.materialization.metadata["fetched"].value == 3
    [check] = found.get_asset_check_evaluations()
    assert not check.passed
    assert check.severity == dg.AssetCheckSeverity.WARN
    for session in silent_sessions("HRC", [], TODAY):
        assert f"session {session} of HRC, which ended by " in str(check.metadata["observed"].value)


def test_a_run_that_the_service_stops_fails_with_the_reason(
    home: Path, service: DocumentService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_CONTACT", "desk@example.org")
    service.hold(*resolutions(30, 3))
    service.always = dict.fromkeys(resolutions(30, 9), "unavailable")
    found = materialize("HRC", "30")
    assert not found.success
    [failure] = [event for event in found.all_events if event.is_step_failure]
    assert "3 documents in a row gave no answer" in str(failure.event_specific_data)
    assert "the next run goes on from here" in str(failure.event_specific_data)


def test_a_run_in_which_one_document_gave_no_answer_fails_with_the_reason(
    home: Path, service: DocumentService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_CONTACT", "desk@example.org")
    service.hold(*resolutions(30, 3))
    service.always = {"A/HRC/RES/30/2": "unavailable"}
    found = materialize("HRC", "30")
    assert not found.success
    [failure] = [event for event in found.all_events if event.is_step_failure]
    assert "1 of the documents gave no answer" in str(failure.event_specific_data)


@pytest.mark.parametrize(
    ("organ", "first", "others"),
    [("HRC", "1", {"S-1", "S-40", "30"}), ("GA", "31", {"ES-10", "S-32", "75"})],
)
def test_what_can_be_fetched_is_a_partition(organ: str, first: str, others: set[str]) -> None:
    found = partitions(organ)
    assert found[0] == first
    assert others <= set(found)
    assert read_sessions(organ, found, TODAY) == found


def ticked(organ: str) -> dg.ScheduleExecutionData:
    [schedule] = [each for each in fetch_schedules if each.name == f"new_of_{organ.lower()}"]
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=datetime.now(UTC),
            repository_def=defs.get_repository_def(),
        )
        return schedule.evaluate_tick(context)


def asked_by_schedule(organ: str = "HRC") -> list[str | None]:
    return [request.partition_key for request in ticked(organ).run_requests or []]


def test_the_schedule_asks_for_current_sessions_and_for_others_once(
    home: Path, service: DocumentService
) -> None:
    assert "sources.yml does not name GA" in str(ticked("GA").skip_message)
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [current, 30]\n")
    current = current_sessions("HRC", TODAY)
    assert asked_by_schedule() == [*current, "30"]
    service.hold(*resolutions(30, 1))
    run(home, service, "--session", "30")
    assert asked_by_schedule() == current


def test_the_schedule_passes_over_sessions_that_have_not_begun_or_do_not_exist(home: Path) -> None:
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [S-17, S-900, 200-210]\n")
    assert asked_by_schedule() == ["S-17"]
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [S-900]\n")
    assert "no such session of HRC is known: S-900" in str(ticked("HRC").skip_message)
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n    sessions: [200]\n")
    assert "none is current" in str(ticked("HRC").skip_message)


def test_a_session_that_ended_without_a_document_is_silent(home: Path, service: DocumentService) -> None:
    assert silent("HRC", Home(home), TODAY) is None
    order(home, "contact: desk@example.org\norgans:\n  HRC:\n")
    expected = silent_sessions("HRC", [], TODAY)
    assert silent("HRC", Home(home), TODAY) == expected
    first, *others = expected
    service.hold(*resolutions(first, 1))
    run(home, service, "--session", first)
    assert list(silent("HRC", Home(home), TODAY) or []) == others
    said = hrcw("build", home=home).stdout + hrcw("status", home=home).stdout
    assert [f"session {session} of HRC" in said for session in expected] == [False, *(True for _ in others)]
