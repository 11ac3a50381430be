"""How well whole corpora are read, in every layout: floors below which no change may fall.

Here: structure and the facts of the front, scored against the reference corpora. Not here: mentions.
"""

from __future__ import annotations

import importlib.util
import json
import lzma
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from tests.conftest import read_frames

STYLES = ("plain", "wrapped", "lined", "pdf")
EVERY = {"hrc_en": 5, "ga_en": 8}
"""Each how many-th text is scored, taken evenly over the sessions."""
FLOORS = {
    ("hrc_en", "plain"): 0.998, ("hrc_en", "wrapped"): 0.997, ("hrc_en", "lined"): 0.995, ("hrc_en", "pdf"): 0.994,
    ("ga_en", "plain"): 0.995, ("ga_en", "wrapped"): 0.993, ("ga_en", "lined"): 0.99, ("ga_en", "pdf"): 0.98,
}  # fmt: skip


FACTS = {
    "hrc_en": {"title": 0.995, "session": 0.995},
    "ga_en": {"title": 0.995, "session": 0.995, "adopted": 0.995, "lead_phrase": 0.992},
}
"""The gold of the Council's texts has neither dates of adoption nor lead phrases."""


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def renderer(shared: Path) -> ModuleType:
    return load(shared / "tools" / "render.py")


def sample(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """Every n-th document that has a symbol, a title and the standard structure."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        documents = (json.loads(line) for line in lines)
        fit = [each for each in documents if each["standard"] and each.get("symbol") and each.get("title")]
    yield from fit[::every]


@pytest.mark.parametrize(("corpus", "style"), FLOORS)
def test_structure_is_read_as_the_gold_has_it(
    shared: Path, renderer: ModuleType, tmp_path: Path, corpus: str, style: str
) -> None:
    gold = list(sample(shared / "corpus" / f"{corpus}.jsonl.xz", EVERY[corpus]))
    assert len(gold) >= 40
    frames = read_frames(*(renderer.STYLES[style](document) for document in gold))
    assert frames["rejects"].select("reason", "detail").rows() == []
    figures = score(shared, gold, frames, tmp_path)
    assert figures["documents_missing"] == 0
    assert figures["typed_numbered"]["f1"] >= FLOORS[corpus, style], figures
    for fact, floor in FACTS[corpus].items():
        assert figures[f"{fact}_accuracy"] >= floor, fact


def score(shared: Path, gold: list[dict[str, Any]], frames: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The figures of the scorer, for a throwaway warehouse of the frames."""
    (folder / "gold.jsonl").write_text("\n".join(json.dumps(each) for each in gold), encoding="utf-8")
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        for name, frame in frames.items():
            connection.register("rows", frame.to_arrow())
            connection.execute(f"create table {name} as select * from rows")
            connection.unregister("rows")
    scored = subprocess.run(
        [
            sys.executable, str(shared / "tools" / "score.py"), "structure",
            str(folder / "warehouse.duckdb"), str(folder / "gold.jsonl"), "--json",
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(scored.stdout[scored.stdout.index("{") :])
    return figures
