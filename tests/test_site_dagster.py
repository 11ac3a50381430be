"""The site as an asset: after the warehouse, not part of a build, written after a publication.

Not here: the pages (`test_site`).
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from orchestration.dashboard import after_publication
from orchestration.definitions import defs
from tests.build_fixtures import SampleBuild, sample_build

__all__ = ["sample_build"]


def test_the_site_comes_after_the_warehouse_and_a_build_does_not_wait_for_it() -> None:
    [spec] = [each for each in defs.resolve_all_asset_specs() if each.key == dg.AssetKey("site")]
    assert {dependency.asset_key.path[-1] for dependency in spec.deps} == {"warehouse"}
    assert "pages" in (spec.description or "")
    assert dg.AssetKey("site") not in defs.resolve_job_def("build").asset_layer.selected_asset_keys


def test_a_publication_asks_for_the_site_once_and_it_is_written(
    sample_build: SampleBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "warehouse.duckdb").symlink_to(sample_build.home / "warehouse.duckdb")
    monkeypatch.setenv("HRCW_HOME", str(home))
    with dg.DagsterInstance.ephemeral() as instance:

        def tick(cursor: str | None) -> dg.SensorExecutionData:
            context = dg.build_sensor_context(
                instance=instance, cursor=cursor, repository_def=defs.get_repository_def()
            )
            return after_publication.evaluate_tick(context)

        assert not tick(None).run_requests
        instance.report_runless_asset_event(dg.AssetMaterialization("warehouse"))
        published = tick(None)
        assert len(published.run_requests or []) == 1
        assert not tick(published.cursor).run_requests
        run = defs.resolve_job_def("write_site").execute_in_process(instance=instance)
    assert run.success
    [event] = run.filter_events(lambda event: event.is_step_materialization)
    metadata = event.materialization.metadata
    assert metadata["path"].value == str(home / "site" / "index.html")
    assert metadata["files"].value == sum(path.is_file() for path in (home / "site").rglob("*"))
