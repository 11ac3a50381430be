"""The functions of the published file against values that the literature prints.

Wilson's interval is tested with `theme_frequency` (tests/test_metrics.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pytest

from warehouse.statements import create_functions, published_functions


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_functions(connection, published_functions())
        yield connection


def value(database: duckdb.DuckDBPyConnection, sql: str) -> float | None:
    [(found,)] = database.execute(f"SELECT {sql}").fetchall()
    assert found is None or isinstance(found, float)
    return found


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10
        ("56, 70", "48, 80", 0.0524, 0.3339),
        ("9, 10", "3, 10", 0.1705, 0.8090),
        ("6, 7", "2, 7", 0.0582, 0.8062),
        ("5, 56", "0, 29", -0.0381, 0.1926),
        ("0, 10", "0, 20", -0.1611, 0.2775),
        ("0, 10", "0, 10", -0.2775, 0.2775),
        ("10, 10", "0, 20", 0.6791, 1.0),
        ("10, 10", "0, 10", 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_change_is_newcombes(
    database: duckdb.DuckDBPyConnection, after: str, before: str, low: float, high: float
) -> None:
    assert value(database, f"change_low({before}, {after})") == pytest.approx(low, abs=0.00005)
    assert value(database, f"change_high({before}, {after})") == pytest.approx(high, abs=0.00005)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ("3, 4, 1, 4", 0.4857),  # R. A. Fisher, The Design of Experiments (1935): the lady tasting tea, 34/70
        ("4, 4, 0, 4", 2 / 70),
        ("10, 13, 2, 17", 0.0005367),  # Fisher (1962): convictions of twins of criminals
        ("2, 4, 2, 4", 1.0),
        ("0, 4, 0, 9", 1.0),
        ("4, 4, 9, 9", 1.0),
        ("1, 2, 0, 0", 1.0),  # nothing to compare with
    ],
)
def test_the_test_of_a_change_is_fishers(database: duckdb.DuckDBPyConnection, counts: str, p: float) -> None:
    assert value(database, f"fisher_p({counts})") == pytest.approx(p, rel=0.0001)


def test_the_test_is_exact_for_large_counts_too(database: duckdb.DuckDBPyConnection) -> None:
    # 1 of n against 0 of n: under the hypothesis each side has the one with probability 1/2.
    assert value(database, "fisher_p(1, 50000, 0, 50000)") == pytest.approx(1.0)
    # 2 of n against 0 of n: both on one side has the probability (n - 1) / (2n - 1).
    assert value(database, "fisher_p(2, 50000, 0, 50000)") == pytest.approx(49999 / 99999, rel=1e-8)
    # Symmetric, whichever is called the first.
    one, other = (
        value(database, f"fisher_p({c})") for c in ("9000, 50000, 9300, 50000", "9300, 50000, 9000, 50000")
    )
    assert one == pytest.approx(other, rel=1e-8)
    assert one is not None
    assert 0.01 < one < 0.03  # the normal approximation gives 0.0139


def sums(y: Sequence[int], n: Sequence[int]) -> str:
    """The arguments of effective_number: y of n items in each cluster."""
    pairs = list(zip(y, n, strict=True))
    squares = (sum(a * a for a in y), sum(a * b for a, b in pairs), sum(b * b for b in n))
    return ", ".join(str(value) for value in (len(pairs), sum(y), sum(n), *squares))


@pytest.mark.parametrize(
    ("y", "n", "effective"),
    [
        # A share of 1/2; in clusters y - n/2 is 1 and -1. Design effect 2/1 × (1 + 1) / (8 × 1/2 × 1/2) = 2, and 8 / 2 = 4.
        ([3, 1], [4, 4], 4.0),
        # 0, -1 and 1: 3/2 × 2 / (10 × 1/4) = 1.2, and 10 / 1.2.
        ([3, 0, 2], [6, 2, 2], 10 / 1.2),
        # A share of 1/4: -1/2, 1/2, 1/2, -1/2: 4/3 × 1 / (12 × 1/4 × 3/4) = 16/27.
        ([0, 1, 2, 0], [2, 2, 6, 2], 12.0),  # never more than there are
        # All or none in each: 5, 5, -5, -5: 4/3 × 100 / (40 × 1/4) = 40/3.
        ([10, 10, 0, 0], [10] * 4, 3.0),
        ([5] * 4, [10] * 4, 40.0),
        ([3], [4], 1.0),  # one cluster
        ([0, 0, 0], [4, 5, 6], 3.0),  # none has it
        ([4, 5], [4, 5], 2.0),  # all have it
    ],
)
def test_items_of_clusters_count_as_fewer(
    database: duckdb.DuckDBPyConnection, y: list[int], n: list[int], effective: float
) -> None:
    assert value(database, f"effective_number({sums(y, n)})") == pytest.approx(effective)


def test_the_design_effect_is_that_of_the_variances(database: duckdb.DuckDBPyConnection) -> None:
    """Against the residuals of each cluster, which the function never sees."""
    chance = np.random.default_rng(1)
    effects = []
    for clusters in (2, 3, 10, 100, 1000):
        n = chance.integers(1, 60, clusters)
        y = chance.binomial(n, chance.beta(1, 2, clusters))
        share = y.sum() / n.sum()
        variance = clusters * np.var(y - share * n, ddof=1) / n.sum() ** 2
        effects.append(variance / (share * (1 - share) / n.sum()))
        found = value(database, f"effective_number({sums(y.tolist(), n.tolist())})")
        assert found == pytest.approx(n.sum() / max(1, effects[-1]))
    assert max(effects) > 5


@pytest.mark.parametrize("sql_type", ["TINYINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE"])
def test_counts_may_be_of_any_type(database: duckdb.DuckDBPyConnection, sql_type: str) -> None:
    k, n = f"3::{sql_type}", f"4::{sql_type}"
    assert value(database, f"fisher_p({k}, {n}, 1::{sql_type}, {n})") == pytest.approx(34 / 70)
    squares = (f"{square}::{sql_type}" for square in (10, 16, 32))
    assert value(database, f"effective_number(2::{sql_type}, {n}, 8::{sql_type}, {', '.join(squares)})") == 4
    assert value(database, f"wilson_low({k}, {n})") == pytest.approx(0.30064, abs=0.00005)
    assert value(database, f"wilson_high({k}, {n})") == pytest.approx(0.95441, abs=0.00005)


def test_large_counts_do_not_overflow(database: duckdb.DuckDBPyConnection) -> None:
    assert value(database, "wilson_low(1000000::INTEGER, 2000000::INTEGER)") == pytest.approx(
        0.4993, abs=0.0001
    )
    # Ten documents of 200,000, five of which have it throughout and five not at all.
    counts = "10, 1000000::INTEGER, 2000000::INTEGER"
    squares = "200000000000::BIGINT, 200000000000::BIGINT, 400000000000::BIGINT"
    assert value(database, f"effective_number({counts}, {squares})") == pytest.approx(9.0)


@pytest.mark.parametrize(
    "call",
    [
        "wilson_low(0, 0)", "wilson_high(0, 0)", "wilson_low(NULL, 4)", "wilson_high(3, NULL)",
        "wilson_low(5, 4)", "wilson_high(-1, 4)", "change_low(1, 2, 0, 0)", "change_high(NULL, 2, 1, 2)",
        "effective_number(0, 0, 0, 0, 0, 0)", "effective_number(1, NULL, 4, 9, 12, 16)",
        "effective_number(1, 5, 4, 25, 20, 16)", "fisher_p(NULL, 4, 1, 4)", "fisher_p(3, 4, 1, NULL)", "fisher_p(5, 4, 1, 4)", "fisher_p(1, 4, -1, 4)",
    ],
)  # fmt: skip
def test_what_is_no_count_has_no_value(database: duckdb.DuckDBPyConnection, call: str) -> None:
    assert value(database, call) is None
