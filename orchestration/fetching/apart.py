"""Reading fetched files in a process of its own, so that no file can hang, crash or exhaust a fetch.

Here: that process, and what its loss means. Not here: what is found in a file (`identity`).
"""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from orchestration.fetching.identity import Verdict
from orchestration.workers import START_SECONDS, WorkerFailed, limit_memory


class Judge:
    """Asks a process for verdicts; a file may take `seconds`. Use it as a context manager."""

    connection: Connection
    process: BaseProcess
    ready: bool

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def judge(self, data: bytes, symbol: str, language: str) -> Verdict:
        """The verdict on a file; "unreadable" for one that takes too long or ends the process."""
        if not self.ready:
            self._listen(START_SECONDS)
            self.ready = True
        try:
            self.connection.send((data, symbol, language))
            if self.connection.poll(self.seconds):
                verdict: Verdict = self.connection.recv()
                return verdict
            detail = f"too_slow: It took more than {self.seconds:.0f} s to read (HRCW_MAX_SECONDS)."
        except (EOFError, OSError):
            detail = "parser_error: The process that read it ended."
        self._stop()
        self._start()
        return Verdict("unreadable", detail)

    def _listen(self, seconds: float) -> None:
        try:
            if self.connection.poll(seconds):
                self.connection.recv()
                return
        except (EOFError, OSError):
            pass
        raise WorkerFailed("The process that reads files did not start.")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # Polars does not survive a fork
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False

    def _stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def _work(connection: Connection) -> None:
    """Give verdicts until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's Ctrl+C is for the fetch
    limit_memory()
    from orchestration.fetching.identity import judge
    from orchestration.office import convert
    from warehouse.languages import load_languages

    languages = load_languages()
    with suppress(EOFError, OSError):
        connection.send("ready")
        while True:
            data, symbol, language = connection.recv()
            try:
                verdict = judge(data, symbol, language, languages, convert)
            except Exception as error:  # a defect of the parser costs one file, not the fetch
                verdict = Verdict("unreadable", f"parser_error: {type(error).__name__}: {error}")
            connection.send(verdict)
