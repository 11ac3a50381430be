"""A home: the folder that holds one warehouse and all it is made from.

    warehouse.duckdb   the published file          raw/      every source, byte for byte
    data-docs/         what was checked            parsed/   readings, by parser and vocabulary
    tables/            the tables of the last run  drop/     files put here are ingested
    site/              the same as pages           feeds/    the same as files for BI tools
    releases/          frozen under a version      sources.json  what builds read
    last_run.json      how the last build ended

Here: the paths, the lock, small state files. Not here: what is done with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orchestration.raw_store import RawStore
from orchestration.settings import SettingError
from orchestration.writing import drop_abandoned, write_whole

LOCK_SECONDS = 3600


class HomeBusy(RuntimeError):
    """Another process holds the home."""


class Home:
    """The paths of one home. Nothing is created before it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.warehouse = self.folder / "warehouse.duckdb"
        self.data_docs = self.folder / "data-docs"
        self.site = self.folder / "site"
        self.feeds = self.folder / "feeds"
        self.releases = self.folder / "releases"
        self.tables = self.folder / "tables"
        self.parsed = self.folder / "parsed"
        self.drop = self.folder / "drop"
        self.raw = RawStore(self.folder / "raw")

    def table(self, name: str) -> Path:
        return self.tables / f"{name}.parquet"

    @contextmanager
    def locked(
        self, notify: Callable[[str], object], seconds: float = LOCK_SECONDS, part: str = ""
    ) -> Iterator[None]:
        """Hold the home, or one part of it (site), so that one process at a time writes to it; says so and waits where
        another does.

        Raises HomeBusy after `seconds`, OSError where nothing can be written to the home.
        """
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        held = self.folder / part
        lock = FileLock(self.folder / (f".{part}.lock" if part else ".lock"))
        try:
            lock.acquire(blocking=False)
        except Timeout:
            notify(f"Another process is writing to {held}; waiting for it to end")
            try:
                lock.acquire(timeout=seconds)
            except Timeout as error:
                raise HomeBusy(
                    f"Another process has held {held} for {seconds:.0f} s. Stop it or wait, then try again."
                ) from error
        try:
            yield
        finally:
            lock.release()

    def drop_abandoned(self) -> None:
        """Remove what builds that were killed left half written."""
        drop_abandoned(self.folder, self.tables)

    # ---- what builds read

    def recorded_sources(self) -> list[Path]:
        """The files and folders that earlier builds were given."""
        return [Path(path) for path in self._read("sources.json", [])]

    def record_sources(self, paths: list[Path]) -> None:
        self._write("sources.json", sorted({str(path) for path in [*self.recorded_sources(), *paths]}))

    def drop_sources(self, paths: list[Path]) -> None:
        self._write(
            "sources.json", sorted({str(p) for p in self.recorded_sources()} - {str(p) for p in paths})
        )

    # ---- how the last build ended

    def last_run(self) -> dict[str, Any]:
        return dict(self._read("last_run.json", {}))

    def record_run(self, outcome: dict[str, Any]) -> None:
        self._write("last_run.json", outcome)

    def _read(self, name: str, default: Any) -> Any:
        path = self.folder / name
        try:
            return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default
        except ValueError as error:
            raise SettingError(f"{path} is damaged ({error}). Delete it; it is written anew.") from error

    def _write(self, name: str, content: Any) -> None:
        write_whole(self.folder / name, json.dumps(content, indent=1, ensure_ascii=False).encode())
