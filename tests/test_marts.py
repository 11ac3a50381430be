"""The marts: every view of the star and every metric is one, keys and references hold, nothing of a run is in them.

Not here: the files they are written to (`test_feeds`).
"""

from __future__ import annotations

import pytest

from tests.build_fixtures import SampleBuild, ask, sample_build
from warehouse.contract import DUCKDB_TYPES
from warehouse.marts import Mart, marts
from warehouse.statements import published_views
from warehouse.tables import METRICS

__all__ = ["sample_build"]
OF_A_RUN = {"run_id", "ingested_at", "published_at", "first_seen_at", "checked_at", "parser_version", "vocabulary_version"}  # fmt: skip


def test_every_view_of_the_star_and_every_metric_is_a_mart() -> None:
    star = {view.name for view in published_views() if view.name.startswith(("dim_", "fact_"))}
    others = {"theme_ancestors", "absent_sessions", "organ_coverage", "request_calendar"}
    assert {mart.name for mart in marts()} == star | others | {table.name for table in METRICS}


def test_a_mart_comes_after_those_it_references() -> None:
    seen: set[str] = set()
    for mart in marts():
        referenced = {column.references[0] for column in mart.columns if column.references}
        assert referenced - {mart.name} <= seen, mart.name
        seen.add(mart.name)


def test_marts_hold_nothing_of_a_run_and_types_that_every_format_has() -> None:
    for mart in marts():
        assert not OF_A_RUN & set(mart.names), mart.name
        assert {column.duckdb_type for column in mart.columns} <= set(DUCKDB_TYPES.values()), mart.name
        assert all(column.comment for column in mart.columns)


@pytest.mark.parametrize("mart", [mart for mart in marts() if mart.key], ids=lambda mart: mart.name)
def test_keys_tell_rows_apart(mart: Mart, sample_build: SampleBuild) -> None:
    key = ", ".join(mart.key)
    assert not ask(sample_build.home, f"SELECT {key} FROM {mart.name} GROUP BY ALL HAVING count(*) > 1")
    for name in mart.key:
        assert not ask(sample_build.home, f"SELECT 1 FROM {mart.name} WHERE {name} IS NULL")


def test_references_hold(sample_build: SampleBuild) -> None:
    checked = 0
    for mart in marts():
        for column in (each for each in mart.columns if each.references):
            target, key = column.references or ("", "")
            lost = f"SELECT {column.name} FROM {mart.name} WHERE {column.name} NOT IN (SELECT {key} FROM {target})"
            assert ask(sample_build.home, lost) == [], (mart.name, column.name)
            checked += 1
    assert checked > 50
