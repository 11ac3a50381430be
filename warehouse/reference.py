"""Facts from elsewhere that figures are measured against: the CSV files of `warehouse/reference`.

Here: reading them as the tables they are. Not here: vocabularies (`warehouse.vocabularies`).
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from warehouse.tables import ADOPTED_RESOLUTIONS

REFERENCE_FOLDER = Path(__file__).parent / "reference"


def read_adopted_resolutions() -> pl.DataFrame:
    """How many resolutions each session adopted, by the index that the rows name."""
    table = ADOPTED_RESOLUTIONS
    return pl.read_csv(REFERENCE_FOLDER / f"{table.name}.csv", schema=table.schema).sort(table.key)
