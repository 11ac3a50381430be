"""Taking sources into the raw store, and telling whether anything is new.

Here: scan, store, compare with what is published. Not here: parsing, Dagster.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from orchestration.home import Home
from orchestration.office import find_soffice
from orchestration.publication import published_fingerprint, published_refuses
from orchestration.raw_store import Sighting, read_failures, sources_frame
from orchestration.readings import Readings
from orchestration.scan import scan
from orchestration.settings import max_archive_bytes, max_bytes, max_seconds
from orchestration.versions import Versions

TRIED_AGAIN = ("too_slow", "parser_error")
"""Reasons of rejects that may lie in the machine, not in the text."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """What taking in found: the current sources, and what changed."""

    sources: pl.DataFrame
    new: list[Sighting]
    missing: list[str]
    pruned: bool
    left_sample: bool
    is_sample: bool
    is_published: bool

    def lines(self) -> list[str]:
        """What a person should know, a line each."""
        count = self.sources.height
        lines = [f"{count} source{'s' * (count != 1)}, {len(self.new)} new or changed"]
        if self.is_sample:
            lines.append(
                "No source was named: this is the embedded sample (one real text, ten fictitious ones)."
            )
        if self.left_sample:
            lines.append("The embedded sample leaves the warehouse, now that it has sources of its own.")
        for uri in self.missing:
            kept = "dropped" if self.pruned else "kept; `hrcw build --prune` drops it"
            lines.append(f"No longer there: {uri} ({kept})")
        return lines


def take_in(home: Home, paths: list[Path], prune: bool, versions: Versions, force: bool = False) -> Ingest:
    """Store what the paths hold; see `scan` for what no path means, and for NoSource. `force`: texts that took
    too long or ended the process that read them are tried again."""
    if force:
        for reason in TRIED_AGAIN:
            Readings(home.parsed, versions.readings).drop_refused(reason)
    home.drop_abandoned()
    found = scan(home, paths)
    new = home.raw.add(found.files, max_bytes(), max_archive_bytes())
    missing = sorted({*found.missing, *home.raw.absent()})
    home.raw.forget(found.left + (missing if prune else []))
    if paths:
        home.record_sources(found.roots)
    sources = sources_frame(home.raw.current(), missing)
    return Ingest(
        sources,
        new,
        missing,
        pruned=prune,
        left_sample=bool(found.left),
        is_sample=found.is_sample,
        is_published=fingerprint(home, sources, versions) == published_fingerprint(home)
        and not _waits_for_office(home),
    )


def _waits_for_office(home: Home) -> bool:
    """Whether sources were refused for want of LibreOffice, which is there now."""
    return find_soffice() is not None and published_refuses(home, "needs_libreoffice")


def fingerprint(home: Home, sources: pl.DataFrame, versions: Versions) -> str:
    """A hash of all that decides the rows: the sources, why some are not in the store, what reads them, and how
    long it may take. Equal means equal rows."""
    read_by = (versions.program, versions.parser, versions.vocabulary, max_seconds())
    digest = hashlib.sha256("".join(f"{each}\n" for each in read_by).encode())
    columns = ("source_uri", "source_sha256", "is_missing")
    failures = read_failures(home.raw.current())
    for frame in (sources.select(columns), failures):
        for row in frame.sort("source_uri").iter_rows():
            digest.update(f"{row}\n".encode())
    return digest.hexdigest()
