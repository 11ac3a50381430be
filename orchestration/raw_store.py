"""The raw store: every source ever read, byte for byte, and a ledger of when and where it was seen.

Here: objects named by their SHA-256, never changed, an append-only ledger, and what each archive was found
to hold. Not here: walking through archives (`archives`), what the bytes mean (`transforms`).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from orchestration.archives import TITLES, Limits, kind_of, unpack
from orchestration.journal import Journal, Place, now
from orchestration.settings import DEFAULT_MAX_ARCHIVE_BYTES
from orchestration.writing import drop_abandoned, partial_of, write_whole

if TYPE_CHECKING:
    import polars as pl

SAMPLE_SCHEME = "sample:"
Row = list[Any]
NO_BYTES = hashlib.sha256(b"").hexdigest()
"""The SHA-256 of a source of which no byte could be read."""
WITHIN = "!/"
"""What parts the URI of an archive from the address of a member; a "!" in the name of a file is percent-encoded."""
WRITTEN_AT_ONCE = 1000
LISTING_VERSION = 1
"""Raised where archives are read otherwise than before: they are then looked into again."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line of the ledger: what a source was when it was seen, or that it is gone.

    `problem` says why the bytes are not in the store: "too_large", "unreadable", or "" if they are. Of an
    archive, its members are the sources; it is one itself only where it has a problem.
    """

    source_uri: str
    sha256: str
    bytes: int
    seen_at: str
    problem: str = ""
    detail: str = ""
    gone: bool = False
    archive: bool = False


class RawStore:
    """A folder with `objects/ab/ab…`, `ledger.jsonl`, and for each archive the list of what it holds,
    `archives/ab…`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects, self.ledger = folder / "objects", folder / "ledger.jsonl"
        self.archives = folder / "archives"
        self._place, self._state = Place(), dict[str, Sighting]()

    def read(self, sha256: str) -> bytes:
        return self._object(sha256).read_bytes()

    def holds(self, sha256: str) -> bool:
        return self._object(sha256).exists()

    def current(self) -> dict[str, Sighting]:
        """The last sighting of each source that is not gone, by URI, in order of URI."""
        state = self._last()
        return {uri: state[uri] for uri in sorted(state) if state[uri].problem or not state[uri].archive}

    def absent(self) -> list[str]:
        """The current sources whose archive, as it was last seen, does not hold them any more."""
        state = self._last()
        held: dict[str, set[str]] = {}
        for uri, sighting in state.items():
            if sighting.archive and (listed := self._listed(sighting.sha256)):
                held[uri] = {f"{uri}{WITHIN}{row[0]}" for row in listed[1:]}
        members = sorted(uri for uri in state if WITHIN in uri)
        return [uri for uri in members if uri not in held.get(uri.partition(WITHIN)[0], ())]

    def add(
        self, files: Iterable[tuple[str, Path]], limit: int, archive_limit: int = DEFAULT_MAX_ARCHIVE_BYTES
    ) -> list[Sighting]:
        """Store the files (URI, path), and what archives among them hold; note the sources that are new or
        changed, and return these. The limits are bytes of a document and of an archive."""
        drop_abandoned(self.archives, *self.objects.glob("*"))
        known = self._last()
        noted, news = [], []
        for uri, path in files:
            for sighting in self._look(uri, path, Limits(limit, archive_limit)):
                before = known.get(sighting.source_uri)
                if before is None or _essence(before) != _essence(sighting):
                    noted.append(sighting)
                    news += [sighting] if sighting.problem or not sighting.archive else []
        self._append(noted)
        return news

    def put(self, uri: str, data: bytes) -> Sighting:
        """Store bytes that came from elsewhere than a file, such as a server, under the address they
        came from; noted in the ledger where they are new there."""
        before = self._last().get(uri)
        sighting = Sighting(uri, hashlib.sha256(data).hexdigest(), len(data), now())
        self._store(sighting.sha256, data)
        if before is None or (before.sha256, before.problem) != (sighting.sha256, ""):
            self._append([sighting])
        return sighting

    def forget(self, uris: Iterable[str]) -> None:
        """Note that the sources are gone. Their bytes stay."""
        at = now()
        self._append([Sighting(uri, NO_BYTES, 0, at, gone=True) for uri in uris])

    def _look(self, uri: str, path: Path, limits: Limits) -> Iterator[Sighting]:
        """What a file is; where it is an archive, that and each member."""
        try:
            if not path.is_file():
                yield Sighting(uri, NO_BYTES, 0, now(), "unreadable", _no_file(path))
                return
            with path.open("rb") as file:
                yield from self._look_into(uri, file, limits)
        except OSError as error:
            detail = f"The file cannot be read: {error.strerror or error}."
            yield Sighting(uri, NO_BYTES, 0, now(), "unreadable", detail)

    def _look_into(self, uri: str, file: IO[bytes], limits: Limits) -> Iterator[Sighting]:
        kind, size = kind_of(file, limits.document), os.fstat(file.fileno()).st_size
        limit, setting = (
            (limits.archive, "HRCW_MAX_ARCHIVE_BYTES") if kind else (limits.document, "HRCW_MAX_BYTES")
        )
        if size > limit:
            named = f"archive ({TITLES[kind]})" if kind else "file"
            detail = f"The {named} has {size:,} bytes; the limit is {limit:,} ({setting})."
            yield Sighting(uri, _digest(file), size, now(), "too_large", detail)
        elif kind:
            yield from self._look_into_archive(uri, file, kind, limits)
        else:
            data = file.read()
            sha256 = hashlib.sha256(data).hexdigest()
            self._store(sha256, data)
            yield Sighting(uri, sha256, len(data), now())

    def _look_into_archive(self, uri: str, file: IO[bytes], kind: str, limits: Limits) -> Iterator[Sighting]:
        """The archive and its members; one whose bytes were seen before is not unpacked again."""
        before = os.fstat(file.fileno())
        sha256, at = _digest(file), now()
        read_as = [LISTING_VERSION, limits.document, limits.archive]
        listed = self._listed(sha256)
        if listed is None or listed[0] != read_as:
            listed = [read_as, *self._unpacked(file, kind, before.st_size, limits)]
            after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise OSError(errno.EBUSY, "it changed while it was read; build again")
            write_whole(self.archives / sha256, "".join(json.dumps(row) + "\n" for row in listed).encode())
        problem, detail = next(((row[3], row[4]) for row in listed[1:] if row[0] is None), ("", ""))
        yield Sighting(uri, sha256, before.st_size, at, problem, detail, archive=True)
        for address, digest, size, problem, detail in listed[1:]:
            if address is not None:
                yield Sighting(f"{uri}{WITHIN}{address}", digest, size, at, problem, detail)

    def _unpacked(self, file: IO[bytes], kind: str, size: int, limits: Limits) -> Iterator[Row]:
        """Store the members of an archive; gives address, SHA-256, bytes, problem and detail of each."""
        waiting: dict[str, Path] = {}
        for member in unpack(file, kind, size, limits):
            digest = NO_BYTES
            if not member.problem:
                digest = hashlib.sha256(member.data).hexdigest()
                if digest not in waiting and not self.holds(digest):
                    waiting[digest] = partial_of(self._object(digest))
                    waiting[digest].write_bytes(member.data)
            yield [member.address, digest, len(member.data), member.problem, member.detail]
            if len(waiting) == WRITTEN_AT_ONCE:
                self._put_in_place(waiting)
        self._put_in_place(waiting)

    def _put_in_place(self, waiting: dict[str, Path]) -> None:
        """Give objects their names once the disk has them: for thousands of members at once, since a disk takes
        long to confirm each."""
        os.sync()
        for digest, partial in waiting.items():
            partial.replace(self._object(digest))
        waiting.clear()

    def _listed(self, sha256: str) -> list[Row] | None:
        """What an archive was found to hold, below how it was read; None where it was never looked into."""
        try:
            with (self.archives / sha256).open("rb") as file:
                return [json.loads(line) for line in file]
        except FileNotFoundError:
            return None

    def _store(self, sha256: str, data: bytes) -> None:
        if not self.holds(sha256):
            write_whole(self._object(sha256), data)

    def _object(self, sha256: str) -> Path:
        return self.objects / sha256[:2] / sha256

    def _last(self) -> Mapping[str, Sighting]:
        """The last sighting of each source and each archive that is not gone, by URI. Of the ledger only what was
        added since the last look is read."""
        if self._place.byte and (not self.ledger.exists() or self.ledger.stat().st_size < self._place.byte):
            self._place, self._state = Place(), {}  # the file was put back or taken away
        for sighting in Journal(self.ledger).rows_as(Sighting, self._place):
            if sighting.gone:
                self._state.pop(sighting.source_uri, None)
            else:
                self._state[sighting.source_uri] = sighting
        return self._state

    def _append(self, sightings: list[Sighting]) -> None:
        Journal(self.ledger).append(asdict(sighting) for sighting in sightings)


def sources_frame(current: Mapping[str, Sighting], missing: Collection[str]) -> pl.DataFrame:
    """The current sightings as the SOURCES contract; `missing` are URIs no longer there."""
    from warehouse.tables import SOURCES

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
    import polars as pl

    schema = {name: pl.String() for name in ("source_uri", "stage", "reason", "detail")}
    rows = [(s.source_uri, "read", s.problem, s.detail) for s in current.values() if s.problem]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "It is a link to a folder. Name that folder to have it read."
    if path.is_symlink():
        return "It is a link to something that is not there."
    return "It is not a regular file but a pipe, a socket or a device."


def _essence(sighting: Sighting) -> tuple[str, str, str, bool]:
    """What makes a sighting another one than the last."""
    return sighting.sha256, sighting.problem, sighting.detail, sighting.archive


def _digest(file: IO[bytes]) -> str:
    """The SHA-256 of an open file, which is then at its beginning again."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest
