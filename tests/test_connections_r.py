"""R on the CSV feed and on Parquet, without any package, as docs/connections.md says to use it.

Not here: R through PostgreSQL (`test_connections_postgres`), what the Parquet files hold (`test_connections_files`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build_fixtures import ask
from tests.connections_fixtures import (
    Figures,
    as_csv_in_r,
    block,
    connected_home,
    figures,
    from_csv,
    in_its_folder,
    run,
    same,
    sample_build,
)

__all__ = ["connected_home", "figures", "in_its_folder", "sample_build"]

pytestmark = pytest.mark.skipif(
    not shutil.which("Rscript"),
    reason="No R here: nothing is read by it. Debian: apt-get install r-base-core",
)


def test_r_reads_the_figures(in_its_folder: Path, figures: Figures) -> None:
    printed = run(["Rscript", "--vanilla", "-"], block("R", "r") + as_csv_in_r("migration"))
    assert same(from_csv(printed), figures)


def test_r_reads_parquet_by_way_of_duckdb(in_its_folder: Path, figures: Figures) -> None:
    printed = run(["Rscript", "--vanilla", "-"], block("R, through Parquet", "r") + as_csv_in_r("migration"))
    assert same(from_csv(printed), figures)


def test_r_reads_words_as_they_are(in_its_folder: Path, connected_home: Path) -> None:
    """Quotes, line ends and letters of every script; length in characters is told by R itself."""
    printed = run(
        ["Rscript", "--vanilla", "-"],
        'p <- read.csv("hrcw-home/feeds/latest/csv/fact_paragraph.csv", fileEncoding = "UTF-8-BOM", na.strings = "")\n'
        'cat(nrow(p), sum(nchar(p$text, "chars")), sum(is.na(p$action)), length(unique(p$paragraph_id)))',
        {"LC_ALL": "C.UTF-8"},
    )
    [expected] = ask(
        connected_home,
        "SELECT count(*), sum(length(text)) + count(*) FILTER (regexp_matches(text, '^''*[=+@\\t\\r-]')),"
        " count(*) FILTER (action IS NULL), count(DISTINCT paragraph_id) FROM fact_paragraph",
    )
    assert tuple(map(int, printed.split())) == expected
