"""Sources that hang, crash or exhaust the process that reads them cost themselves alone.

Here: real processes that read what stands for sources. Not here: real sources (`test_build`).
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from orchestration.workers import Batch, Note, ReadBatch, Refusal, WorkerFailed, read_batches


def reader_of_names(folder: Path) -> ReadBatch:
    """Does what the name of a source says, and writes the names it kept, one file for each batch."""

    def read(batch: Batch, note: Note) -> None:
        for source in batch.wanted:
            note(source)
            if source.startswith("hang"):
                time.sleep(60)
            if source.startswith("crash"):
                os.kill(os.getpid(), signal.SIGSEGV)
            if source == "full":
                raise OSError("No space left on device")
        note("")
        if any(source.startswith("strange") for source in batch.wanted):
            os.kill(os.getpid(), signal.SIGKILL)
        refused = {each.sha256: each.reason for each in batch.refused}
        lines = [f"{source} {refused.get(source, 'read')}" for source in batch.sources]
        (folder / f"{batch.sources[0]}-{len(batch.sources)}").write_text("\n".join(lines))

    return read


def broken() -> ReadBatch:
    os._exit(3)


def outcome(folder: Path, *batches: list[str], seconds: float = 1) -> tuple[int, dict[str, str]]:
    """How many sources were counted as kept, and what became of each."""
    count = sum(read_batches(batches, reader_of_names, (folder,), seconds))
    lines = [line.split() for path in folder.iterdir() for line in path.read_text().splitlines()]
    assert len(lines) == count, "a source was kept twice"
    return count, dict(lines)


def test_every_source_of_every_batch_is_read_once(tmp_path):
    batches = [[f"{batch}-{source}" for source in range(3)] for batch in range(7)]
    count, kept = outcome(tmp_path, *batches)
    assert count == 21
    assert kept == {source: "read" for batch in batches for source in batch}


@pytest.mark.parametrize(
    ("source", "reason"), [("hang", "too_slow"), ("crash", "parser_error"), ("strange", "parser_error")]
)
def test_a_source_at_fault_is_refused_alone(tmp_path, source, reason):
    _, kept = outcome(tmp_path, ["a", source, "b"], ["c", "d"])
    assert kept == {"a": "read", source: reason, "b": "read", "c": "read", "d": "read"}


def test_several_at_fault_in_one_batch(tmp_path):
    _, kept = outcome(tmp_path, ["crash1", "a", "hang", "crash2", "strange", "b"])
    assert kept == {
        "crash1": "parser_error", "a": "read", "hang": "too_slow", "crash2": "parser_error",
        "strange": "parser_error", "b": "read",
    }  # fmt: skip


def test_what_no_source_causes_ends_the_build(tmp_path):
    with pytest.raises(WorkerFailed, match="No space left"):
        list(read_batches([["full"]], reader_of_names, (tmp_path,), 5))
    with pytest.raises(WorkerFailed, match="exit code 3"):
        list(read_batches([["a"]], broken, (), 5))


def test_no_process_outlives_the_reading(tmp_path):
    reading = read_batches([["a"], ["b"], ["hang"]], reader_of_names, (tmp_path,), 30)
    next(reading)
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not mine.exists():
        pytest.skip("This system does not list the children of a process.")
    assert mine.read_text().split()
    reading.close()
    spawned = [
        pid for pid in mine.read_text().split() if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()
    ]
    assert spawned == []


def test_a_batch_is_tried_source_by_source_when_none_can_be_blamed():
    batch = Batch(("a", "b", "c"), (Refusal("a", "too_slow", "…"),))
    assert batch.without("", "parser_error", "…") == [
        Batch(("a",), batch.refused),
        Batch(("b",)),
        Batch(("c",)),
    ]


@pytest.mark.parametrize("reason", ["too_slow", "parser_error"])
def test_where_no_source_is_left_to_blame_the_build_ends(reason: str) -> None:
    batch = Batch(("a",), (Refusal("a", "too_slow", "…"),))
    with pytest.raises(WorkerFailed, match="no text left to blame"):
        batch.without("", reason, "…")


def slow_to_keep(folder: Path) -> ReadBatch:
    def read(batch: Batch, note: Note) -> None:
        note("")
        time.sleep(60)

    return read


def test_a_build_that_can_keep_nothing_in_time_ends(tmp_path: Path) -> None:
    with pytest.raises(WorkerFailed, match="HRCW_MAX_SECONDS"):
        list(read_batches([["a", "b"]], slow_to_keep, (tmp_path,), 0.5))
