"""The reference corpora and their tools: gold, rendered texts read, the figures of the reference scorer.

Here: what tests and the accuracy page share. Not here: the page (`accuracy`), floors (`test_corpora`, `test_labelled`).
"""

from __future__ import annotations

import importlib.util
import json
import lzma
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl

from tests import parallel

SHARED = Path(__file__).resolve().parents[2] / "shared"
PARSED = (
    "resolutions",
    "paragraphs",
    "footnotes",
    "rejects",
    "paragraph_actors",
    "paragraph_instruments",
    "paragraph_themes",
    "report_requests",
    "actors",
)
BATCH = 40

Gold = list[dict[str, Any]]
Frames = dict[str, pl.DataFrame]


def load_tool(name: str, shared: Path = SHARED) -> ModuleType:
    """A script of the reference tools as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(corpus: str, only_standard: bool, shared: Path = SHARED) -> Gold:
    """The documents of a corpus that have a symbol and a title."""
    with lzma.open(shared / "corpus" / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [
        each
        for each in documents
        if each.get("symbol") and each.get("title") and (each["standard"] or not only_standard)
    ]


def read_texts(texts: Sequence[str | bytes]) -> Frames:
    """Every table that parsing fills, for the texts or files; `actors` with those of the vocabulary."""
    from orchestration.parsing import parser_in_force

    frames = dict(parallel.read_texts(texts))
    known = parser_in_force().vocabularies.actors.select("actor_id", "kind")
    named = frames["actors"].select("actor_id", "kind").join(known, on="actor_id", how="anti")
    return frames | {"actors": pl.concat([known, named]).unique("actor_id")}


def read_all(texts: Sequence[str | bytes]) -> Frames:
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    with ProcessPoolExecutor(
        2, mp_context=get_context("spawn")
    ) as pool:  # a fork would inherit Polars' locks
        read = list(pool.map(read_texts, batches))
    frames = {name: pl.concat([each[name] for each in read]) for name in PARSED}
    return frames | {"actors": frames["actors"].unique("actor_id")}


def score(
    frames: Frames, gold: Gold, *arguments: str, what: str = "structure", shared: Path = SHARED
) -> dict[str, Any]:
    """The figures of the reference scorer for a throwaway warehouse of the frames."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse, lines = Path(folder) / "w.duckdb", Path(folder) / "gold.jsonl"
        lines.write_text("\n".join(json.dumps(each) for each in gold), encoding="utf-8")
        with duckdb.connect(str(warehouse)) as connection:
            for name, frame in frames.items():
                connection.register("rows", frame.to_arrow())
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows")
                connection.unregister("rows")
        command = [sys.executable, str(shared / "tools" / "score.py"), what, str(warehouse), str(lines)]
        done = subprocess.run(
            [*command, *arguments, "--json"], capture_output=True, text=True, check=True, timeout=300
        )
    figures: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return figures
