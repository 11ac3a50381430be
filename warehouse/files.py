"""Files and folders on the disk, as all that is written whole needs them.

Here: having them on the disk, and errors that say what was not written. Not here: what is written (`publish`, `feeds`,
`site`, `release`).
"""

from __future__ import annotations

import os
from pathlib import Path


class NotWritten(OSError):
    """Something could not be written; the message says why and what to do. What was there is as it was."""

    def __str__(self) -> str:
        return str(self.args[0])


def flush(path: Path) -> None:
    """Has the system write a file's bytes, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
