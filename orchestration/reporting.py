"""What a build says while it works: a progress bar on a terminal, plain lines in a log.

Here: saying it. Not here: what is said when a build has ended (`summary`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

STEP_OF_LOG = 10


class Reporter(Protocol):
    """Where progress goes."""

    def say(self, line: str) -> None: ...

    def progress(self, label: str, total: int) -> AbstractContextManager[Callable[[int], None]]: ...


class PlainReporter:
    """Lines through a function: a logger's, or print's."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write

    def say(self, line: str) -> None:
        self.write(line)

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        done = 0
        said = 0

        def advance(count: int) -> None:
            nonlocal done, said
            done += count
            if done == total or (done - said) * STEP_OF_LOG >= total:
                self.write(f"{label}: {done} of {total}")
                said = done

        yield advance


class TerminalReporter:
    """A bar that goes when the work is done."""

    def say(self, line: str) -> None:
        print(line, file=sys.stderr)

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if total == 0:
            yield lambda count: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=total)
            yield lambda count: bar.advance(task, count)


def reporter_for_stderr() -> Reporter:
    """A bar where standard error is a terminal, else plain lines."""
    if sys.stderr.isatty():
        return TerminalReporter()
    return PlainReporter(lambda line: print(line, file=sys.stderr, flush=True))
