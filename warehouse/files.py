"""Files and folders on the disk, as all that is written whole needs them.

Here: having them on the disk, and errors that say what was not written. Not here: what is written (`publish`, `feeds`,
`site`, `release`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.reading import NoWarehouse


class NotWritten(OSError):
    """Something could not be written; the message says why and what to do. What was there is as it was."""

    def __str__(self) -> str:
        return str(self.args[0])


@contextmanager
def errors_as(kind: type[NotWritten], place: Path) -> Iterator[None]:
    """The system's errors in writing `place`, in words. What is in words already goes on as it is."""
    try:
        yield
    except (NotWritten, NoWarehouse):
        raise
    except OSError as error:
        raise kind(f"Cannot write {place}: {reason(error)}.") from error


def reason(error: OSError) -> str:
    """What the system says; copying a folder has a list of it, of which the first is told."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def sha256_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Has the system write a file's bytes, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Has the system write all files and folders below a folder, and itself, to the disk."""
    for path in folder.rglob("*"):
        flush(path)
    flush(folder)
