"""Reading sources in processes of their own, so that no source can hang, crash or exhaust a build.

Here: handing out batches, watching the time of each source, and what happens when a process dies. Not
here: parsing (`parsing`), or keeping what it gives (`readings`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

START_SECONDS = 300
"""For a process to begin: it loads libraries and vocabularies, on a machine that may be busy."""
MEMORY_BYTES = 8 << 30
"""Address space of one process, where the system can limit it; far more than any real text needs."""


class WorkerFailed(RuntimeError):
    """A process failed for a reason that no source gives, such as a full disk."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that is not read, with the reason and the sentence of its reject."""

    sha256: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources (SHA-256) that are read and kept together, with those of them that are refused."""

    sources: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()

    @property
    def wanted(self) -> list[str]:
        """The sources that are to be read."""
        refused = {each.sha256 for each in self.refused}
        return [each for each in self.sources if each not in refused]

    def without(self, at: str, reason: str, detail: str) -> list[Batch]:
        """What is to be read again once a process was lost at a source, or ("") when all were read and it
        looked at what they hold: then each is tried alone, until one is alone at fault.

        Raises WorkerFailed where no source is left that could be at fault.
        """
        if not at and not self.wanted:
            raise WorkerFailed(
                f"A process was lost ({reason}) while it kept what was read, with no text left to blame. "
                "Is the machine overloaded, or HRCW_MAX_SECONDS very low? Build again."
            )
        if at or len(self.wanted) == 1:
            refusal = Refusal(at or self.wanted[0], reason, detail)
            return [Batch(self.sources, (*self.refused, refusal))]
        alone = [Batch((each,)) for each in self.wanted]
        kept = tuple(each for each in self.sources if each not in self.wanted)
        return [Batch(kept, self.refused), *alone] if kept else alone


Note = Callable[[str], None]
ReadBatch = Callable[[Batch, Note], None]
"""Reads a batch and keeps what it gives. It calls the note with each source before it is read, and with ""
once all are read and what they hold is looked at."""


def read_batches(
    batches: Sequence[Sequence[str]],
    make: Callable[..., ReadBatch],
    arguments: tuple[Any, ...],
    seconds: float,
) -> Iterator[int]:
    """Read every batch; yields how many sources were read and kept, batch by batch.

    `make(*arguments)` is called in each process and gives the function that reads. A source that takes more
    than `seconds` is refused as too_slow, one at which its process dies as parser_error; the others of
    its batch are read again without it. Raises WorkerFailed for what is no source's fault.
    """
    waiting = deque(Batch(tuple(batch)) for batch in batches)
    busy: list[_Worker] = []
    idle: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < (os.cpu_count() or 1):
                worker = idle.pop() if idle else _Worker(make, arguments, seconds)
                worker.give(waiting.popleft())
                busy.append(worker)
            for worker in _awake(busy):
                lost = worker.listen()
                if lost:
                    worker.stop()
                    waiting.extendleft(lost)
                elif not worker.is_done:
                    continue
                else:
                    idle.append(worker)
                    yield len(worker.batch.sources)
                busy.remove(worker)
    finally:
        for worker in [*busy, *idle]:
            worker.stop()


class _Worker:
    """One process, seen from outside."""

    batch: Batch
    is_done = True

    def __init__(self, make: Callable[..., ReadBatch], arguments: tuple[Any, ...], seconds: float) -> None:
        context = multiprocessing.get_context("spawn")  # Polars does not survive a fork
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, make, arguments), daemon=True)
        self.process.start()
        theirs.close()
        self.seconds = seconds
        self.started = False

    def give(self, batch: Batch) -> None:
        self.batch, self.at, self.is_done = batch, None, False
        self.deadline = monotonic() + (self.seconds if self.started else START_SECONDS)
        with suppress(OSError):  # a process that died is met when it is listened to
            self.connection.send(batch)

    def listen(self) -> list[Batch]:
        """Take what the process says; the batches that are to be read anew where it is lost."""
        if monotonic() > self.deadline and not self.connection.poll():
            if self.at is None:
                raise WorkerFailed(f"A process that reads texts did not start within {START_SECONDS} s.")
            detail = f"It took more than {self.seconds:.0f} s to read (HRCW_MAX_SECONDS). Is it a text of the United Nations?"
            return self.batch.without(self.at, "too_slow", detail)
        try:
            kind, said = self.connection.recv()
        except (EOFError, OSError):
            return self._lost()
        if kind == "failed":
            raise WorkerFailed(said)
        self.is_done = kind == "kept"
        self.at, self.started = said, True
        self.deadline = monotonic() + self.seconds
        return []

    def _lost(self) -> list[Batch]:
        self.process.join(10)
        code = self.process.exitcode
        if self.at is None:
            raise WorkerFailed(f"A process that reads texts ended before it read any (exit code {code}).")
        detail = f"The process that read it ended (exit code {code}). Please report it, with the file."
        return self.batch.without(self.at, "parser_error", detail)

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def _awake(workers: list[_Worker]) -> list[_Worker]:
    """Those that said something or died, or are past their time; waits for the first."""
    patience = max(0.0, min(worker.deadline for worker in workers) - monotonic())
    heard = set(wait([worker.connection for worker in workers], timeout=patience))
    now = monotonic()
    return [worker for worker in workers if worker.connection in heard or worker.deadline < now]


def _work(connection: Connection, make: Callable[..., ReadBatch], arguments: tuple[Any, ...]) -> None:
    """What a process does: read batches until nobody sends any more."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # a person's Ctrl+C is for the build, which stops its processes
    limit_memory()
    try:
        read = make(*arguments)
        while True:
            batch = connection.recv()
            read(batch, lambda source: connection.send(("reading", source)))
            connection.send(("kept", None))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        with suppress(OSError):
            connection.send(("failed", f"{type(error).__name__}: {error}"))


def limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
