"""Files that are there whole or not at all.

Here: writing beside a file, then putting it in its place in one step. Not here: what is written (`home`,
`raw_store`, `resources`), lines added to a file (`journal`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".partial"


def partial_of(target: Path) -> Path:
    """Where this process writes a file before it has its name; the folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}{PARTIAL}")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to, whose file then takes the place of the target."""
    partial = partial_of(target)
    yield partial
    partial.replace(target)


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, on the disk when this returns."""
    with replacing(target) as partial, partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
