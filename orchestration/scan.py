"""Which files a build reads: what it was given, what it was given before, or the sample.

Here: listing files and naming them by URI. Not here: reading them (`raw_store`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from orchestration.home import Home
from orchestration.raw_store import SAMPLE_SCHEME, Sighting


class NoSource(ValueError):
    """Nothing to read; the message says which path, and what would do."""


@dataclass(slots=True)
class Scan:
    """What one look at the sources found. `missing` are known sources that are no longer there."""

    roots: list[Path]
    files: list[tuple[str, Path]]
    is_sample: bool
    missing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def scan(home: Home, given: list[Path]) -> Scan:
    """List the files of the given paths; with none given, those of earlier builds and the drop
    folder; in a new home, the embedded sample.

    Raises NoSource for a path that is not there or holds no file.
    """
    known = home.raw.current()
    roots = [path.absolute() for path in given]
    for path in roots:
        if not os.path.lexists(path):
            raise NoSource(_absent(path, known))
    listed = [(path, list_files(path)) for path in roots]
    for path, found in listed:
        if not found and not _below(path, known):
            raise NoSource(
                f"{path} holds no file to read. Put resolution texts there, or name another folder."
            )
    if not given:
        roots = [path for path in home.recorded_sources() if path.exists()]
        if home.drop.is_dir() and home.drop not in roots:
            roots.append(home.drop)
        listed = [(path, list_files(path)) for path in roots]
    found_files = {path.as_uri(): path for _, found in listed for path in found}
    real = {uri for uri in known if not uri.startswith(SAMPLE_SCHEME)}
    if not given and not found_files and not real:
        return Scan([], list(sample_files()), is_sample=True)
    missing = [
        uri for uri, seen in known.items() if uri in real and uri not in found_files and not _there(uri)
    ]
    left = [uri for uri in known if uri.startswith(SAMPLE_SCHEME)]
    return Scan(roots, sorted(found_files.items()), is_sample=False, missing=missing, left=left)


def list_files(path: Path) -> list[Path]:
    """The files below a folder, without hidden ones; a file is a list of itself."""
    if not path.is_dir():
        return [path]
    found = []
    for folder, names, file_names in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith("."))
        found += [Path(folder, name) for name in sorted(file_names) if not name.startswith(".")]
    return found


def sample_files() -> Iterable[tuple[str, Path]]:
    """The embedded sample: the seed text and the fictitious resolutions."""
    folder = Path(str(files("warehouse"))) / "samples"
    return [(f"{SAMPLE_SCHEME}{path.name}", path) for path in sorted(folder.glob("*.txt"))]


def _there(uri: str) -> bool:
    return os.path.lexists(path_of(uri))


def path_of(uri: str) -> Path:
    """The path of a file URI."""
    from urllib.parse import unquote_to_bytes, urlsplit

    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path)))


def _below(path: Path, known: dict[str, Sighting]) -> bool:
    prefix = path.as_uri().rstrip("/") + "/"
    return any(uri.startswith(prefix) for uri in known)


def _absent(path: Path, known: dict[str, Sighting]) -> str:
    if path.as_uri() in known or _below(path, known):
        return (
            f"{path} is no longer there. The warehouse still holds what was read from it; "
            "`hrcw build --prune` drops it."
        )
    return f"{path} does not exist. Name a file or a folder of resolution texts."
