"""Site and feeds as assets: after the warehouse, not part of a build, written after a publication.

Not here: the pages (`test_site`), the files (`test_feeds`).
"""

from __future__ import annotations

import json
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.outputs import OUTPUT_SENSORS
from tests.build_fixtures import SampleBuild, sample_build
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
    home.mkdir()
    (home / "warehouse.duckdb").symlink_to(sample_build.home / "warehouse.duckdb")
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

        assert not tick(None).run_requests
        instance.report_runless_asset_event(dg.AssetMaterialization("warehouse"))
        published = tick(None)
        assert len(published.run_requests or []) == 1
        assert not tick(published.cursor).run_requests
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
