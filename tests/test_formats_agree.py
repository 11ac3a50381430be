"""The same resolution read from text, HTML, Markdown, DOCX and PDF gives the same paragraphs.

Not here: what each format has of its own (`test_pdf`, `test_docx`, `test_html` …).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import read_frames
from tests.pages import formats_of
from tests.reference_tools import load_tool, read_gold

LEAST = 0.99
"""The F1 that any two formats must reach, over all the documents of a collection."""
SAMPLES = sorted(path.name for path in (Path(str(files("warehouse"))) / "samples").glob("*.txt"))
Gold = dict[str, Any]
Paragraphs = Counter[tuple[Any, ...]]


def read(data: bytes, expected_format: str) -> Mapping[str, pl.DataFrame]:
    frames = read_frames(data)
    assert frames["resolutions"]["source_format"].to_list() == [expected_format], frames["rejects"].rows()
    return frames


def paragraphs_of(frames: Mapping[str, pl.DataFrame]) -> Paragraphs:
    """The paragraphs as they count: kind, number, depth, lead phrase and the text but for its spaces."""
    rows = frames["paragraphs"].select("kind", "number", "depth", "lead_phrase", "text").iter_rows()
    return Counter((*row[:4], " ".join(row[4].split())) for row in rows)


def f1(one: Paragraphs, other: Paragraphs) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def gold_of(frames: Mapping[str, pl.DataFrame]) -> Gold:
    """What a text was read as, as the reference corpora have their documents."""
    [resolution] = frames["resolutions"].to_dicts()
    called = dict(frames["footnotes"].group_by("paragraph_id").agg(pl.col("marker").str.join("")).iter_rows())
    lines = frames["source_lines"]
    closing = lines.filter(pl.col("role").is_in(["closing", "vote"]))["text"].to_list()
    return {
        "symbol": resolution["symbol"],
        "lang": resolution["language"],
        "title": resolution["title"],
        "front": lines.filter(role="front")["text"].to_list(),
        "back": closing,
        "blocks": [
            {
                "type": row["kind"], "marker": row["marker"], "depth": row["depth"], "text": row["text"],
                "lead": row["lead_phrase"], "marked": row["text"] + called.get(row["paragraph_id"], ""),
            }
            for row in frames["paragraphs"].to_dicts()
        ],
        "notes": frames["footnotes"].select("marker", "text").to_dicts(),
    }  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_the_same_in_every_format(name: str) -> None:
    text = (Path(str(files("warehouse"))) / "samples" / name).read_bytes()
    frames = read(text, "text")
    expected = paragraphs_of(frames)
    for form, data in formats_of(gold_of(frames)).items():
        again = read(data, form.partition(",")[0])
        assert paragraphs_of(again) == expected, form
        assert again["footnotes"].drop("source_sha256").equals(frames["footnotes"].drop("source_sha256")), (
            form
        )
        facts = ("symbol", "title", "adopted_on", "adoption", "votes_in_favour", "session", "meeting")
        assert again["resolutions"].select(facts).equals(frames["resolutions"].select(facts)), form


@pytest.mark.parametrize(("corpus", "every"), [("hrc_en", 15), ("ga_en", 40), ("ga_fr", 40), ("ga_es", 40)])
def test_reference_documents_are_the_same_in_every_two_formats(shared: Path, corpus: str, every: int) -> None:
    """Those without annex or table: other tests look at these format by format."""
    renderer = load_tool("render", shared)
    found: dict[str, Paragraphs] = {}
    held = read_gold(corpus, True, shared)[::every]
    for number, gold in enumerate(held):
        sources = [("text", renderer.pdf(gold).encode()), *formats_of(gold).items()]
        for form, data in sources:
            alone = paragraphs_of(read(data, form.partition(",")[0]))
            found.setdefault(form, Counter()).update({(number, *key): count for key, count in alone.items()})
    assert len(held) >= 12
    scores = {(one, other): f1(found[one], found[other]) for one, other in itertools.combinations(found, 2)}
    assert min(scores.values()) >= LEAST, scores
