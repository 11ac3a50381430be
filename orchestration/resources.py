"""What the assets need from outside: the home, and Parquet files for the tables of a run.

Here: Dagster resources. Not here: the home's own layout (`home`), DuckDB (`warehouse.publish`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import polars as pl

from orchestration.home import Home
from orchestration.settings import home_folder
from orchestration.writing import replacing
from warehouse.tables import TABLES


class SharedHome(dg.ConfigurableResource):
    """The home of the warehouse, for what may work while a build does."""

    folder: str = ""

    @property
    def home(self) -> Home:
        return _home(self.folder)


class HomeResource(dg.ConfigurableResource):
    """The home of the warehouse, held by one run at a time."""

    folder: str = ""

    @property
    def home(self) -> Home:
        return _home(self.folder)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["HomeResource"]:
        with self.home.locked(lambda line: print(line, file=sys.stderr, flush=True)):
            yield self


class TablesIOManager(dg.ConfigurableIOManager):
    """One Parquet file for each table of the contract, replaced whole; loaded as a lazy frame."""

    folder: str = ""

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame | pl.LazyFrame) -> None:
        name = context.asset_key.path[-1]
        frame = obj.lazy().collect()
        if name in TABLES:
            frame = TABLES[name].conform(frame)
        path = _home(self.folder).table(name)
        with replacing(path) as partial:
            frame.write_parquet(partial)
        context.add_output_metadata({"dagster/row_count": frame.height, "path": str(path)})

    def load_input(self, context: dg.InputContext) -> pl.LazyFrame:
        return pl.scan_parquet(_home(self.folder).table(context.asset_key.path[-1]))


def _home(folder: str) -> Home:
    return Home(Path(folder) if folder else home_folder())
