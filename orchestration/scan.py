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
from orchestration.raw_store import SAMPLE_SCHEME, WITHIN, Sighting
from orchestration.sources_file import load_sources


class NoSource(ValueError):
    """Nothing to read; the message says which path, and what would do."""


@dataclass(slots=True)
class Scan:
    """What one look at the sources found. `missing` are known sources that are no longer there,
    `left` those of the sample, which real sources drive out."""

    roots: list[Path]
    files: list[tuple[str, Path]]
    is_sample: bool
    missing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def scan(home: Home, given: list[Path]) -> Scan:
    """List the files of the given paths; with none given, those of earlier builds, of sources.yml and of
    the drop folder; in a home that never had any, the embedded sample.

    Raises NoSource for a path that is not there or holds no file, SettingError for a bad sources.yml.
    """
    known = home.raw.current()
    real = {uri for uri in known if not uri.startswith(SAMPLE_SCHEME)}
    earlier = [*home.recorded_sources(), *load_sources(home.folder).folders]
    if given:
        roots = [Path(os.path.realpath(path)) for path in given]
        listed = [_listed(path, home, known) for path in roots]
    else:
        roots = [path for path in dict.fromkeys([*earlier, home.drop]) if path.exists()]
        listed = [list_files(path, home) for path in roots]
    found = {path.as_uri(): path for paths in listed for path in paths}
    if not found and not real:
        if earlier:
            places = ", ".join(str(path) for path in earlier)
            raise NoSource(
                f"Nothing to read in {places}, which earlier builds or sources.yml name. "
                "Name a folder of resolution texts."
            )
        return Scan([], list(sample_files()), is_sample=True)
    missing = [uri for uri in sorted(real) if uri not in found and _is_gone(uri)]
    left = [uri for uri in known if uri.startswith(SAMPLE_SCHEME)]
    return Scan(roots, sorted(found.items()), is_sample=False, missing=missing, left=left)


def take_back(home: Home, path: Path) -> None:
    """Undo that a path was named: later builds do not read it, and what came of it leaves the warehouse.

    Raises NoSource for a path of which nothing is known, and for one that would be read again.
    """
    path = Path(os.path.realpath(path))
    recorded = [each for each in home.recorded_sources() if each == path or path in each.parents]
    uris = _known_below(path, home.raw.current())
    if not recorded and not uris:
        named = ", ".join(map(str, home.recorded_sources())) or "nothing"
        raise NoSource(f"{path} was not read here. What earlier builds were given: {named}.")
    kept = [each for each in home.recorded_sources() if each not in recorded]
    for other in [*kept, *load_sources(home.folder).folders, home.drop]:
        if other == path:
            raise NoSource(f"{path} would be read again: sources.yml names it. Remove it there first.")
        if other in path.parents:
            raise NoSource(
                f"{path} would be read again, as a part of {other}. Move it away, then: hrcw build --prune"
            )
    home.drop_sources(recorded)
    home.raw.forget(uris)


def _listed(path: Path, home: Home, known: dict[str, Sighting]) -> list[Path]:
    if not os.path.lexists(path):
        raise NoSource(_absent(path, known))
    found = list_files(path, home)
    if not found and not _below(path, known):
        raise NoSource(f"{path} holds no file to read. Put resolution texts there, or name another folder.")
    return found


def list_files(path: Path, home: Home) -> list[Path]:
    """The files below a folder, without hidden ones and without the home's own (its drop folder
    is read); a file is a list of itself. A link to a folder is listed, not followed."""
    if not path.is_dir():
        return [path]
    own = home.folder
    found = []
    for folder, names, file_names in os.walk(path):
        place = Path(folder)
        names[:] = sorted(
            name for name in names if not name.startswith(".") and _is_read(place / name, own, home)
        )
        file_names += [name for name in names if (place / name).is_symlink()]
        found += [place / name for name in sorted(file_names) if not name.startswith(".") and place != own]
    return found


def _is_read(folder: Path, own: Path, home: Home) -> bool:
    """Of the home itself, the way down to its drop folder alone."""
    return folder == own or own not in folder.parents or folder == home.drop or home.drop in folder.parents


def sample_files() -> Iterable[tuple[str, Path]]:
    """The embedded sample: the seed text and the fictitious resolutions."""
    folder = Path(str(files("warehouse"))) / "samples"
    return [(f"{SAMPLE_SCHEME}{path.name}", path) for path in sorted(folder.glob("*.txt"))]


def path_of(uri: str) -> Path:
    """The path of a file URI; of a member of an archive, that of the archive."""
    from urllib.parse import unquote_to_bytes, urlsplit

    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri.partition(WITHIN)[0]).path)))


def _is_gone(uri: str) -> bool:
    """Whether a file is no longer there; what was fetched from a server is never gone."""
    return uri.startswith("file:") and not os.path.lexists(path_of(uri))


def _below(path: Path, known: dict[str, Sighting]) -> bool:
    """Whether sources are known in a folder, or in an archive."""
    return any(uri != path.as_uri() for uri in _known_below(path, known))


def _known_below(path: Path, known: dict[str, Sighting]) -> list[str]:
    """The known sources that are a file, in a folder, or in an archive."""
    uri = path.as_uri().rstrip("/")
    return [each for each in known if each == uri or each.startswith((f"{uri}/", f"{uri}{WITHIN}"))]


def _absent(path: Path, known: dict[str, Sighting]) -> str:
    if path.as_uri() in known or _below(path, known):
        return (
            f"{path} is no longer there. The warehouse still holds what was read from it; "
            "`hrcw build --prune` drops it."
        )
    return f"{path} does not exist. Name a file or a folder of resolution texts."
