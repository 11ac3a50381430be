"""Files that are there whole or not at all.

Here: writing beside a file, then putting it in its place in one step. Not here: what is written (`home`,
`raw_store`, `resources`), lines added to a file (`journal`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PARTIAL = ".partial"
ABANDONED_SECONDS = 86_400
"""So old a file half written belongs to no process at work."""


def partial_of(target: Path) -> Path:
    """Where this process writes a file before it has its name; the folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}{PARTIAL}")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to, whose file then takes the place of the target; nothing is left of one that failed."""
    partial = partial_of(target)
    try:
        yield partial
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, on the disk when this returns."""
    with replacing(target) as partial, partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def drop_abandoned(*folders: Path) -> None:
    """Remove what writers that were killed left half written in the folders; a writer at work is far younger."""
    for folder in folders:
        for partial in folder.glob(f"*{PARTIAL}"):
            with suppress(OSError):
                if time.time() - partial.stat().st_mtime > ABANDONED_SECONDS:
                    partial.unlink()
