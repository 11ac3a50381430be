"""The raw store: every source ever read, byte for byte, and a ledger of when and where it was seen.

Here: objects named by their SHA-256, never changed, and an append-only ledger. Not here: reading
what the bytes mean (`transforms`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from orchestration.journal import Journal
from warehouse.tables import SOURCES

SAMPLE_SCHEME = "sample:"
CHUNK = 1 << 20
NO_BYTES = hashlib.sha256(b"").hexdigest()
"""The SHA-256 of a source of which no byte could be read."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line of the ledger: what a source was when it was seen, or that it is gone.

    `problem` says why the bytes are not in the store: "too_large", "unreadable", or "" if they are.
    """

    source_uri: str
    sha256: str
    bytes: int
    seen_at: str
    problem: str = ""
    detail: str = ""
    gone: bool = False


class RawStore:
    """A folder with `objects/ab/ab…` and `ledger.jsonl`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects, self.ledger = folder / "objects", folder / "ledger.jsonl"

    def read(self, sha256: str) -> bytes:
        return self._object(sha256).read_bytes()

    def holds(self, sha256: str) -> bool:
        return self._object(sha256).exists()

    def current(self) -> dict[str, Sighting]:
        """The last sighting of each source that is not gone, by URI, in order of URI."""
        state: dict[str, Sighting] = {}
        for sighting in self._history():
            if sighting.gone:
                state.pop(sighting.source_uri, None)
            else:
                state[sighting.source_uri] = sighting
        return dict(sorted(state.items()))

    def add(self, files: Iterable[tuple[str, Path]], limit: int) -> list[Sighting]:
        """Store the files (URI, path) and note those that are new or changed; returns these."""
        known = self.current()
        news = []
        for uri, path in files:
            sighting = self._look(uri, path, limit)
            before = known.get(uri)
            if before is None or (before.sha256, before.problem) != (sighting.sha256, sighting.problem):
                news.append(sighting)
        self._append(news)
        return news

    def put(self, uri: str, data: bytes) -> Sighting:
        """Store bytes that came from elsewhere than a file, such as a server, under the address they
        came from; noted in the ledger where they are new there."""
        before = self.current().get(uri)
        sighting = Sighting(uri, hashlib.sha256(data).hexdigest(), len(data), _now())
        self._store(sighting.sha256, data)
        if before is None or (before.sha256, before.problem) != (sighting.sha256, ""):
            self._append([sighting])
        return sighting

    def forget(self, uris: Iterable[str]) -> None:
        """Note that the sources are gone. Their bytes stay."""
        now = _now()
        self._append([Sighting(uri, NO_BYTES, 0, now, gone=True) for uri in uris])

    def _look(self, uri: str, path: Path, limit: int) -> Sighting:
        try:
            if not path.is_file():
                return Sighting(uri, NO_BYTES, 0, _now(), "unreadable", _no_file(path))
            size = path.stat().st_size
            if size > limit:
                detail = f"The file has {size:,} bytes; the limit is {limit:,} (HRCW_MAX_BYTES)."
                return Sighting(uri, _digest(path), size, _now(), "too_large", detail)
            data = path.read_bytes()
        except OSError as error:
            detail = f"The file cannot be read: {error.strerror or error}."
            return Sighting(uri, NO_BYTES, 0, _now(), "unreadable", detail)
        sha256 = hashlib.sha256(data).hexdigest()
        self._store(sha256, data)
        return Sighting(uri, sha256, len(data), _now())

    def _store(self, sha256: str, data: bytes) -> None:
        target = self._object(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)

    def _object(self, sha256: str) -> Path:
        return self.objects / sha256[:2] / sha256

    def _history(self) -> Iterator[Sighting]:
        for line in Journal(self.ledger):
            yield Sighting(**line)

    def _append(self, sightings: list[Sighting]) -> None:
        Journal(self.ledger).append(asdict(sighting) for sighting in sightings)


def sources_frame(current: Mapping[str, Sighting], missing: Collection[str]) -> pl.DataFrame:
    """The current sightings as the SOURCES contract; `missing` are URIs no longer there."""
    return SOURCES.frame(
        {
            "source_uri": sighting.source_uri,
            "source_sha256": sighting.sha256,
            "bytes": sighting.bytes,
            "first_seen_at": datetime.fromisoformat(sighting.seen_at),
            "is_missing": sighting.source_uri in missing,
        }
        for sighting in current.values()
    )


def read_failures(current: Mapping[str, Sighting]) -> pl.DataFrame:
    """Sources whose bytes are not in the store: source_uri, stage, reason, detail."""
    schema = {name: pl.String() for name in ("source_uri", "stage", "reason", "detail")}
    rows = [(s.source_uri, "read", s.problem, s.detail) for s in current.values() if s.problem]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "It is a link to a folder. Name that folder to have it read."
    if path.is_symlink():
        return "It is a link to something that is not there."
    return "It is not a regular file but a pipe, a socket or a device."


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
