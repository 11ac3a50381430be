"""How well whole corpora are read, in every layout: floors below which no change may fall.

Here: structure and the facts of the front, scored against the reference corpora. Not here: mentions.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import read_frames
from tests.reference_tools import load_tool, read_gold, score

EVERY = {"hrc_en": 5, "ga_en": 8, "ga_fr": 10, "ga_es": 10}
"""Each how many-th text is scored, taken evenly over the sessions."""
FLOORS = {
    ("hrc_en", "plain"): 0.998, ("hrc_en", "wrapped"): 0.997, ("hrc_en", "lined"): 0.995, ("hrc_en", "pdf"): 0.994,
    ("ga_en", "plain"): 0.997, ("ga_en", "wrapped"): 0.996, ("ga_en", "lined"): 0.996, ("ga_en", "pdf"): 0.995,
    ("ga_fr", "plain"): 0.997, ("ga_fr", "lined"): 0.996, ("ga_fr", "pdf"): 0.995,
    ("ga_es", "plain"): 0.995, ("ga_es", "lined"): 0.994, ("ga_es", "pdf"): 0.993,
}  # fmt: skip


FACTS = {
    "hrc_en": {"title": 0.995, "session": 0.995},
    "ga_en": {"title": 0.98, "session": 1.0, "adopted": 1.0, "lead_phrase": 0.992},
    "ga_fr": {"title": 0.995, "session": 1.0, "adopted": 1.0, "lead_phrase": 0.985},
    "ga_es": {"title": 0.98, "session": 1.0, "adopted": 1.0, "lead_phrase": 0.985},
}
"""The gold of the Council's texts has neither dates of adoption nor lead phrases."""


def sample(shared: Path, corpus: str) -> list[dict[str, Any]]:
    """Documents of the standard structure, evenly over the sessions."""
    return read_gold(corpus, only_standard=True, shared=shared)[:: EVERY[corpus]]


@pytest.mark.parametrize(("corpus", "style"), FLOORS)
def test_structure_is_read_as_the_gold_has_it(shared: Path, corpus: str, style: str) -> None:
    gold = sample(shared, corpus)
    assert len(gold) >= 40
    frames = read_frames(*(load_tool("render", shared).STYLES[style](document) for document in gold))
    assert frames["rejects"].select("reason", "detail").rows() == []
    figures = score(frames, gold, shared=shared)
    assert figures["documents_missing"] == 0
    assert figures["typed_numbered"]["f1"] >= FLOORS[corpus, style], figures
    for fact, floor in FACTS[corpus].items():
        assert figures[f"{fact}_accuracy"] >= floor, fact


@pytest.mark.parametrize("style", ["plain", "lined", "pdf"])
@pytest.mark.parametrize("corpus", ["hrc_en", "ga_en"])
def test_texts_that_share_a_file_are_read_as_well_as_alone(shared: Path, corpus: str, style: str) -> None:
    gold = sample(shared, corpus)
    texts = [load_tool("render", shared).STYLES[style](document) for document in gold]
    frames = read_frames(*("\n".join(texts[at : at + 20]) for at in range(0, len(texts), 20)))
    figures = score(frames, gold, shared=shared)
    assert figures["documents_missing"] == 0
    assert figures["typed_numbered"]["f1"] >= FLOORS[corpus, style], figures
    assert figures["title_accuracy"] >= 0.995


def test_french_council_texts_of_a_pdf_extractor_are_whole(shared: Path) -> None:
    """The corpus has no gold, so its texts are asked whether they agree with themselves: nearly all have the
    symbol they are filed under, numbers without gaps, and a lead phrase in every paragraph."""
    with lzma.open(shared / "corpus" / "hrc_fr.jsonl.xz", "rt", encoding="utf-8") as lines:
        filed = [json.loads(line) for line in lines][::3]
    frames = read_frames(*(each["text"] for each in filed))
    symbols = set(frames["resolutions"]["symbol"])
    assert len([each for each in filed if each["symbol"] not in symbols]) <= 3
    top = frames["paragraphs"].filter(pl.col("depth") == 0)
    operative = top.filter(pl.col("kind") == "operative").with_columns(
        place=pl.int_range(1, pl.len() + 1).over("document_id").cast(pl.String)
    )
    gaps = operative.filter(pl.col("number").ne_missing(pl.col("place")))["document_id"].n_unique()
    assert gaps <= 2
    clauses = top.filter(pl.col("kind").is_in(["preambular", "operative"]))
    assert clauses["lead_phrase"].null_count() <= 0.002 * clauses.height
