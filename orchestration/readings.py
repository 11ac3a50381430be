"""What parsing made of each source, kept so that no source is parsed twice.

Readings lie in `parsed/<parser>-<vocabulary>/<shard>/<table>.parquet`; a shard holds the sources of
one batch and is never changed. Here: adding shards and scanning them. Not here: parsing itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

BATCH_SOURCES = 100
BATCH_BYTES = 16_000_000
SOURCES_READ = "sources_read"
LIMIT = "max_seconds"
"""The file of a shard that says how many seconds the reading of one source was allowed to take."""

Frames = dict[str, pl.DataFrame]


class Readings:
    """The readings of one parser version and one vocabulary."""

    def __init__(self, folder: Path, name: str) -> None:
        self.root, self.folder = folder, folder / name

    def known(self) -> set[str]:
        """SHA-256 of every source that was read."""
        if self.is_empty:
            return set()
        return set(self.scan(SOURCES_READ).collect().get_column("source_sha256"))

    @property
    def is_empty(self) -> bool:
        return not self._shards(SOURCES_READ)

    def scan(self, table: str) -> pl.LazyFrame:
        """The rows of a table over all shards, with the internal columns of parsing."""
        return pl.scan_parquet(self._shards(table))

    def add(self, sources: Sequence[str], frames: Frames, seconds: int = 0) -> None:
        """Keep the readings of a batch, each made within so many seconds; whole or not at all."""
        name = hashlib.sha256("\n".join(sources).encode()).hexdigest()[:16]
        partial = self.folder / f".{name}.{os.getpid()}"
        partial.mkdir(parents=True, exist_ok=True)
        frames = frames | {
            SOURCES_READ: pl.DataFrame(
                {"source_sha256": list(sources)}, schema={"source_sha256": pl.String()}
            )
        }
        for table, frame in frames.items():
            frame.write_parquet(partial / f"{table}.parquet")
        (partial / LIMIT).write_text(str(seconds))
        target = self.folder / name
        if target.exists():
            shutil.rmtree(partial)
        else:
            partial.rename(target)

    def drop_damaged(self) -> list[Path]:
        """Remove shards that cannot be read; their sources are then new again. Returns their folders."""
        damaged = [shard for shard in self.folder.glob("[0-9a-f]*") if not _is_whole(shard)]
        for shard in damaged:
            shutil.rmtree(shard)
        return damaged

    def drop_refused(self, reason: str, below: int | None = None) -> None:
        """Remove shards with a source refused for a reason that may hold no longer, of those that were allowed
        less than so many seconds; their sources are then new again."""
        for shard in self.folder.glob("[0-9a-f]*"):
            if below is not None and _limit(shard) >= below:
                continue
            with suppress(OSError, pl.exceptions.PolarsError):  # a damaged shard: see drop_damaged
                reasons = pl.read_parquet(shard / "rejects.parquet", columns=["reason"])
                if reason in reasons.get_column("reason"):
                    shutil.rmtree(shard)

    def drop_others(self) -> None:
        """Remove readings by other parsers and vocabularies, and what a crash left behind; what
        cannot be removed does no harm and stays."""
        others = [folder for folder in self.root.glob("*") if folder != self.folder]
        for folder in [*others, *self.folder.glob(".*")]:
            if folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)

    def _shards(self, table: str) -> list[Path]:
        return sorted(self.folder.glob(f"[0-9a-f]*/{table}.parquet"))


def _is_whole(shard: Path) -> bool:
    """Whether every table of a shard has its end, where Parquet keeps what the file holds."""
    try:
        for path in shard.glob("*.parquet"):
            pl.read_parquet_schema(path)
    except (OSError, pl.exceptions.PolarsError):
        return False
    return (shard / f"{SOURCES_READ}.parquet").exists()


def _limit(shard: Path) -> int:
    """How many seconds one source of the shard was allowed; 0 where it does not say."""
    try:
        return int((shard / LIMIT).read_text())
    except (OSError, ValueError):
        return 0


def batches(sources: Sequence[str], size: Callable[[str], int]) -> Iterator[list[str]]:
    """The sources in batches small enough to hold in memory."""
    batch: list[str] = []
    total = 0
    for source in sources:
        amount = size(source)
        if batch and (len(batch) >= BATCH_SOURCES or total + amount > BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(source)
        total += amount
    if batch:
        yield batch
