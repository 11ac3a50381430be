"""Site and feeds as assets: after the warehouse, not part of a build, written after a publication.

Not here: the pages (`test_site`), the files (`test_feeds`).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.outputs import OUTPUT_SENSORS
from tests.build_fixtures import SampleBuild, hrcw, resolution, sample_build
from warehouse.marts import marts

__all__ = ["sample_build"]

OUTPUTS = ("site", "feeds")


@pytest.mark.parametrize("name", OUTPUTS)
def test_it_comes_after_the_warehouse_and_a_build_does_not_wait_for_it(name: str) -> None:
    [spec] = [each for each in defs.resolve_all_asset_specs() if each.key == dg.AssetKey(name)]
    assert {dependency.asset_key.path[-1] for dependency in spec.deps} == {"warehouse"}
    assert spec.description
    assert dg.AssetKey(name) not in defs.resolve_job_def("build").asset_layer.selected_asset_keys
    assert defs.resolve_job_def(f"write_{name}").asset_layer.selected_asset_keys == {dg.AssetKey(name)}


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_publication_asks_for_it_once_and_it_is_written(
    name: str, sample_build: SampleBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HRCW_HOME", str(home))
    monkeypatch.delenv("HRCW_FEEDS_TO", raising=False)
    [sensor] = [each for each in OUTPUT_SENSORS if each.name == f"write_{name}_after_publication"]
    assert sensor.job_name == f"write_{name}"
    with dg.DagsterInstance.ephemeral() as instance:

        def tick(cursor: str | None) -> dg.SensorExecutionData:
            context = dg.build_sensor_context(
                instance=instance, cursor=cursor, repository_def=defs.get_repository_def()
            )
            return sensor.evaluate_tick(context)

        nothing = tick(None)
        assert not nothing.run_requests
        assert f"There is no {home / 'warehouse.duckdb'}" in (nothing.skip_message or "")
        home.mkdir()
        shutil.copy(sample_build.home / "warehouse.duckdb", home / "warehouse.duckdb")
        published = tick(nothing.cursor)
        assert len(published.run_requests or []) == 1
        again = tick(published.cursor)
        assert not again.run_requests
        assert "Nothing was published since run " in (again.skip_message or "")
        run = defs.resolve_job_def(f"write_{name}").execute_in_process(instance=instance)
    assert run.success
    [event] = run.filter_events(lambda event: event.is_step_materialization)
    metadata = event.materialization.metadata
    if name == "site":
        assert metadata["path"].value == str(home / "site" / "index.html")
        assert metadata["files"].value == sum(path.is_file() for path in (home / "site").rglob("*"))
    else:
        manifest = json.loads((home / "feeds" / "latest" / "manifest.json").read_text(encoding="utf-8"))
        assert metadata["generation"].value == manifest["generation"]
        assert metadata["tables"].value == len(marts())


def test_a_build_in_another_terminal_is_followed_and_so_is_one_that_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, earlier = tmp_path / "home", tmp_path / "earlier.duckdb"
    monkeypatch.setenv("HRCW_HOME", str(home))
    [sensor] = [each for each in OUTPUT_SENSORS if each.name == "write_feeds_after_publication"]
    asked = []
    with dg.DagsterInstance.ephemeral() as instance:
        cursor = None

        def tick() -> None:
            nonlocal cursor
            context = dg.build_sensor_context(
                instance=instance, cursor=cursor, repository_def=defs.get_repository_def()
            )
            answer = sensor.evaluate_tick(context)
            cursor = answer.cursor
            asked.append(len(answer.run_requests or []))

        for symbol in ("48/1", "48/2"):
            text = tmp_path / f"{symbol[-1]}.txt"
            text.write_text(resolution(symbol, "Migrants"), encoding="utf-8")
            built = hrcw("build", str(text), home=home)
            assert built.returncode == 0, built.stdout + built.stderr
            if symbol == "48/1":
                shutil.copy(home / "warehouse.duckdb", earlier)
            tick()
            tick()
        earlier.replace(home / "warehouse.duckdb")
        tick()
    assert asked == [1, 0, 1, 0, 1]
