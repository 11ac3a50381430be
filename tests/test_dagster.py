"""Dagster's side: the asset graph, its checks, the schedule and the sensor, run on a real instance.

Not here: what the job makes of sources (`test_build`); the job is the one that the command runs.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._utils.tags import TagConcurrencyLimitsCounter

from expectations.validate import planned
from orchestration.automation import daily_build, drop_folder
from orchestration.checks import check_name
from orchestration.definitions import defs
from tests.build_fixtures import REPOSITORY, ask, clean_environment, resolution, write_texts
from warehouse.tables import TABLES

ASSETS = {name for name in TABLES if name != "publication"} | {"warehouse"}
FETCHED = {"fetched_hrc", "fetched_ga"}
CAME = "something_came_of_every_session_that_ended"


def spec(name: str) -> dg.AssetSpec:
    return next(each for each in defs.resolve_all_asset_specs() if each.key == dg.AssetKey(name))


def upstream(name: str) -> set[str]:
    return {dependency.asset_key.path[-1] for dependency in spec(name).deps}


# ---- what Dagster shows


def test_every_table_is_an_asset_of_its_name_and_so_is_the_warehouse() -> None:
    found = {each.key.to_user_string() for each in defs.resolve_all_asset_specs()}
    assert found >= ASSETS
    assert found - ASSETS == {"named_actors", "named_instruments", "site", "feeds"} | FETCHED


@pytest.mark.parametrize("name", sorted(ASSETS))
def test_every_asset_says_what_a_row_is(name: str) -> None:
    description = spec(name).description or ""
    if name == "warehouse":
        assert "DuckDB" in description
        return
    assert description == TABLES[name].description


@pytest.mark.parametrize("name", sorted(ASSETS - {"warehouse"}))
def test_every_asset_has_the_columns_of_its_table(name: str) -> None:
    schema = spec(name).metadata["dagster/column_schema"]
    assert isinstance(schema, dg.TableSchema)
    assert [(column.name, column.type, column.description) for column in schema.columns] == [
        (column.name, column.duckdb_type, column.comment) for column in TABLES[name].columns
    ]


@pytest.mark.parametrize(
    ("name", "made_from"),
    [
        ("sources", FETCHED),
        ("resolutions", {"sources", "records"}),
        ("record_deletions", {"sources"}),
        ("records", {"sources", "record_deletions"}),
        ("record_votes", {"records"}),
        ("votes", {"resolutions", "record_votes"}),
        ("completions", {"resolutions", "votes"}),
        ("paragraphs", {"resolutions"}),
        ("footnotes", {"paragraphs"}),
        ("source_lines", {"paragraphs"}),
        ("rejects", {"sources"}),
        ("paragraph_actors", {"paragraphs"}),
        ("paragraph_instruments", {"paragraphs"}),
        ("paragraph_themes", {"paragraphs"}),
        ("report_requests", {"paragraph_actors"}),
        ("footnote_instruments", {"footnotes"}),
        ("actors", {"named_actors"}),
        ("instruments", {"named_instruments", "resolutions"}),
        ("sessions", {"resolutions"}),
        (
            "theme_frequency",
            {"resolutions", "paragraphs", "paragraph_themes", "themes", "vocabulary", "session_coverage"},
        ),
        (
            "request_frequency",
            {"resolutions", "paragraphs", "report_requests", "languages", "vocabulary", "session_coverage"},
        ),
        ("session_coverage", {"resolutions", "adopted_resolutions"}),
        (
            "theme_totals",
            {"theme_frequency", "session_coverage", "adopted_resolutions", "resolutions", "sessions"},
        ),
        ("expectation_results", ASSETS - {"expectation_results", "warehouse"}),
        ("warehouse", ASSETS - {"warehouse"}),
    ],
)
def test_the_graph_shows_what_each_table_is_made_from(name: str, made_from: set[str]) -> None:
    assert upstream(name) == made_from


def test_every_expectation_is_a_check_on_its_table_and_what_is_fetched_has_one_of_freshness() -> None:
    checks = {key for each in defs.asset_checks or [] for key in each.check_keys}
    expected = {
        dg.AssetCheckKey(dg.AssetKey(each.table_name), check_name(each.expectation)) for each in planned()
    }
    assert checks == expected | {dg.AssetCheckKey(dg.AssetKey(name), CAME) for name in FETCHED}
    assert len(expected) == len(planned())


def test_the_loading_path_of_dagster_dev_finds_the_definitions(tmp_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("dagster"), "definitions", "validate"],
        cwd=REPOSITORY,
        env=clean_environment(tmp_path / "home", DAGSTER_HOME=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Validation successful for code location orchestration.definitions" in run.stdout + run.stderr


def test_a_fetch_keeps_no_build_waiting_but_jobs_of_one_kind_queue(tmp_path: Path) -> None:
    (tmp_path / "dagster.yaml").write_bytes((REPOSITORY / "dagster.yaml").read_bytes())
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        queue = instance.get_concurrency_config().run_queue_config
        assert queue is not None
        counter = TagConcurrencyLimitsCounter(queue.tag_concurrency_limits, [])
        jobs = {name: run_of(name) for name in ("build", "fetch_hrc", "fetch_ga")}
        counter.update_counters_with_launched_item(jobs["fetch_hrc"])
        assert {name: counter.is_blocked(run) for name, run in jobs.items()} == {
            "build": False, "fetch_hrc": True, "fetch_ga": True,
        }  # fmt: skip


def run_of(job: str) -> dg.DagsterRun:
    return dg.DagsterRun(job_name=job, tags=dict(defs.resolve_job_def(job).tags))


# ---- runs on a real instance


@dataclass
class Dropped:
    """A home whose drop folder was watched: the ticks, and the run that the sensor asked for."""

    home: Path
    instance: dg.DagsterInstance
    without_folder: dg.SensorExecutionData
    hollow: dg.SensorExecutionData
    asked: dg.SensorExecutionData
    repeated: dg.SensorExecutionData
    run: dg.ExecuteInProcessResult
    after_another: dg.SensorExecutionData
    after_dangling_link: dg.SensorExecutionData


def tick(instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorExecutionData:
    context = dg.build_sensor_context(
        instance=instance, cursor=cursor, repository_def=defs.get_repository_def()
    )
    return drop_folder.evaluate_tick(context)


def execute(instance: dg.DagsterInstance, request: dg.RunRequest) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def("build").execute_in_process(
        run_config=request.run_config, instance=instance, tags=request.tags
    )


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dropped]:
    home = tmp_path_factory.mktemp("dagster") / "home"
    with pytest.MonkeyPatch.context() as patch, dg.DagsterInstance.ephemeral() as instance:
        patch.setenv("HRCW_HOME", str(home))
        patch.delenv("HRCW_MAX_BYTES", raising=False)
        without_folder = tick(instance, None)
        drop = write_texts(home / "drop", {})
        hollow = tick(instance, without_folder.cursor)
        write_texts(drop, {"first.txt": resolution("48/851", "First")})
        asked = tick(instance, hollow.cursor)
        repeated = tick(instance, asked.cursor)
        run = execute(instance, (asked.run_requests or [])[0])
        write_texts(drop, {"second.txt": resolution("48/852", "Second", who="women")})
        after_another = tick(instance, repeated.cursor or asked.cursor)
        (drop / "link.txt").symlink_to("nowhere")
        after_dangling_link = tick(instance, after_another.cursor)
        (drop / "link.txt").unlink()
        yield Dropped(
            home, instance, without_folder, hollow, asked, repeated, run, after_another, after_dangling_link
        )


def symbols(home: Path) -> list[str]:
    return [row[0] for row in ask(home, "SELECT symbol FROM resolutions ORDER BY ALL")]


def test_without_a_drop_folder_or_files_the_sensor_skips_and_says_why(dropped: Dropped) -> None:
    assert not dropped.without_folder.run_requests
    assert "There is no folder" in (dropped.without_folder.skip_message or "")
    assert str(dropped.home / "drop") in (dropped.without_folder.skip_message or "")
    assert not dropped.hollow.run_requests
    assert "is empty" in (dropped.hollow.skip_message or "")


def test_a_file_in_the_drop_folder_asks_for_one_run(dropped: Dropped) -> None:
    assert len(dropped.asked.run_requests or []) == 1


def test_the_same_files_ask_for_no_second_run(dropped: Dropped) -> None:
    assert not dropped.repeated.run_requests
    assert "none new" in (dropped.repeated.skip_message or "")


def test_another_file_asks_for_another_run(dropped: Dropped) -> None:
    assert len(dropped.after_another.run_requests or []) == 1


def test_a_dangling_link_in_the_drop_folder_does_not_stop_the_sensor(dropped: Dropped) -> None:
    assert dropped.after_dangling_link.run_requests or dropped.after_dangling_link.skip_message


def test_the_run_that_the_sensor_asked_for_publishes_the_dropped_text(dropped: Dropped) -> None:
    assert dropped.run.success
    materialized = {event.asset_key.path[-1] for event in materializations(dropped.run)}
    assert materialized == ASSETS | {"named_actors", "named_instruments"}


def materializations(run: dg.ExecuteInProcessResult) -> list[dg.AssetMaterialization]:
    events = run.filter_events(lambda event: event.is_step_materialization)
    return [event.materialization for event in events]


def test_materializations_carry_the_number_of_rows(dropped: Dropped) -> None:
    rows = {
        each.asset_key.path[-1]: each.metadata["dagster/row_count"].value
        for each in materializations(dropped.run)
        if "dagster/row_count" in each.metadata
    }
    assert rows.keys() == (ASSETS | {"named_actors", "named_instruments"}) - {"warehouse"}
    assert (rows["sources"], rows["resolutions"], rows["rejects"]) == (1, 1, 0)
    assert rows["paragraphs"] == 5
    assert rows["expectation_results"] == len(planned())
    [published] = [each for each in materializations(dropped.run) if each.asset_key.path[-1] == "warehouse"]
    assert published.metadata["path"].value == str(dropped.home / "warehouse.duckdb")
    assert published.metadata["resolutions"].value == 1


def test_every_expectation_is_evaluated_as_a_check_of_its_severity(dropped: Dropped) -> None:
    evaluations = dropped.run.get_asset_check_evaluations()
    severities = {"critical": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}
    found = {(each.asset_key.path[-1], each.check_name): each.severity for each in evaluations}
    expected = {
        (each.table_name, check_name(each.expectation)): severities[each.severity] for each in planned()
    }
    assert {key: found[key] for key in found if key[0] not in FETCHED} == expected
    assert {key for key in found if key[0] in FETCHED} == {(name, CAME) for name in FETCHED}
    assert [each.check_name for each in evaluations if not each.passed] == []


def test_the_schedule_asks_for_a_run_that_ingests_a_new_file_and_then_has_nothing_to_do(
    dropped: Dropped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_HOME", str(dropped.home))
    assert daily_build.cron_schedule == "0 5 * * *"
    context = dg.build_schedule_context(
        instance=dropped.instance,
        scheduled_execution_time=datetime(2024, 5, 17, 5, 0, tzinfo=UTC),
        repository_def=defs.get_repository_def(),
    )
    [request] = daily_build.evaluate_tick(context).run_requests or []
    assert symbols(dropped.home) == ["A/HRC/RES/48/851"]
    assert execute(dropped.instance, request).success
    assert symbols(dropped.home) == ["A/HRC/RES/48/851", "A/HRC/RES/48/852"]

    again = execute(dropped.instance, request)
    assert again.success
    remade = {each.asset_key.path[-1] for each in materializations(again)}
    assert remade <= {"themes"}  # it comes from the vocabulary, so no source can make it skip
    assert symbols(dropped.home) == ["A/HRC/RES/48/851", "A/HRC/RES/48/852"]
