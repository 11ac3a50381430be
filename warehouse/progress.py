"""Where long work tells its progress, such as the building of the site and the writing of feeds.

Here: what is asked of a reporter. Not here: any reporter.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Progress(Protocol):
    """Where progress is told."""

    def say(self, line: str) -> None: ...

    def progress(self, label: str, total: int) -> AbstractContextManager[Callable[[int], None]]: ...
