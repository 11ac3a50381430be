"""Documents set as PDF pages in many layouts read as the paragraphs that they are.

Not here: what single rows and pages give (`test_pdf_pages`), files that cannot be read (`test_pdf_hostile`).
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import read_frames
from tests.pages_pdf import Layout, render_pdf
from transforms.formats.pdf import read_pdf

SAMPLE = Path(__file__).parents[1] / "warehouse" / "samples" / "A_HRC_RES_30_21.txt"
LAYOUTS = {
    "one column": Layout(),
    "two columns": Layout(columns=2, invented_notes=True),
    "ragged, without indents": Layout(justified=False, indent=0.0),
    "words parted by their places alone": Layout(spaced=True, invented_notes=True),
    "letters set apart": Layout(letters=0.8, spaced=True),
    "small and dense": Layout(size=8.0, leading=9.0, gap=4.0, columns=2),
    "without white between paragraphs": Layout(gap=0.0, invented_notes=True),
}


def gold_of_sample() -> dict[str, Any]:
    """The project's own sample as a gold document, as its text is read."""
    frames = read_frames(SAMPLE.read_bytes())
    resolution = frames["resolutions"].row(0, named=True)
    blocks = [
        {"type": row["kind"], "marker": row["marker"], "depth": row["depth"], "text": row["text"], "lead": row["lead_phrase"]}
        for row in frames["paragraphs"].iter_rows(named=True)
    ]  # fmt: skip
    front = ["Human Rights Council", "Thirtieth session", "Agenda item 10", "Resolution adopted by the Human Rights Council on 2 October 2015"]  # fmt: skip
    back = ["42nd meeting", "2 October 2015", "[Adopted without a vote.]"]
    return {"symbol": resolution["symbol"], "lang": "en", "title": resolution["title"], "front": front, "back": back, "notes": [], "blocks": blocks}  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2011", "-")).replace("- ", "-")


def paragraphs(frames: Mapping[str, Any]) -> list[tuple[str, str | None, str]]:
    kinds = ("preambular", "operative")
    return [
        (row["kind"], row["marker"], squeezed(row["text"]))
        for row in frames["paragraphs"].iter_rows(named=True)
        if row["kind"] in kinds
    ]


def gold_paragraphs(gold: Mapping[str, Any]) -> list[tuple[str, str | None, str]]:
    return [
        (block["type"], block["marker"], squeezed(block["text"]))
        for block in gold["blocks"]
        if block["type"] in ("preambular", "operative")
    ]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_sample_gives_the_same_paragraphs_in_every_layout(layout: Layout) -> None:
    gold = gold_of_sample()
    frames = read_frames(render_pdf(gold, layout))
    assert frames["rejects"].is_empty(), frames["rejects"]["detail"].to_list()
    assert paragraphs(frames) == gold_paragraphs(gold)
    (resolution,) = frames["resolutions"].iter_rows(named=True)
    assert (resolution["symbol"], resolution["title"], resolution["source_format"]) == (gold["symbol"], gold["title"], "pdf")  # fmt: skip
    assert (str(resolution["adopted_on"]), resolution["meeting"]) == ("2015-10-02", 42)
    clauses = [row for row in frames["paragraphs"].iter_rows(named=True) if row["kind"] != "opening"]
    assert [row["lead_phrase"] for row in clauses] == [block["lead"] for block in gold["blocks"][1:]]


def corpus(shared: Path, name: str, symbols: tuple[str, ...]) -> list[dict[str, Any]]:
    with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document for document in documents if document["symbol"] in symbols]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    ("name", "symbols"),
    [
        ("hrc_en", ("A/HRC/RES/16/28", "A/HRC/RES/32/31", "A/HRC/RES/42/15")),
        ("ga_en", ("A/RES/75/104", "A/RES/75/277", "A/RES/76/187")),
        ("ga_fr", ("A/RES/75/104", "A/RES/75/100")),
    ],
)
def test_documents_of_the_corpora_give_the_paragraphs_of_their_gold(
    shared: Path, name: str, symbols: tuple[str, ...], columns: int
) -> None:
    for gold in corpus(shared, name, symbols):
        frames = read_frames(render_pdf(gold, Layout(columns=columns)))
        assert paragraphs(frames) == gold_paragraphs(gold), gold["symbol"]
        texts = {squeezed(note["text"]) for note in gold["notes"]}
        notes = list(frames["footnotes"].iter_rows(named=True))
        assert all(squeezed(note["text"]) in texts and note["paragraph_id"] for note in notes), notes
        assert len(notes) >= 0.9 * len(gold["notes"])


def test_a_file_of_the_united_nations_gives_the_paragraphs_of_its_gold(shared: Path) -> None:
    data = (shared / "corpus" / "pdf" / "A_RES_73_6-EN.pdf").read_bytes()
    gold = json.loads((shared / "corpus" / "pdf" / "A_RES_73_6.gold.jsonl").read_text(encoding="utf-8"))
    frames = read_frames(data)
    words = [
        re.sub(r"(?<=[a-z,])\d(?= )", "", text) for _, _, text in gold_paragraphs(gold)
    ]  # calls left in the gold
    assert [text for _, _, text in paragraphs(frames)] == words
    assert frames["footnotes"]["marker"].to_list() == ["1", "2", "3", "4", "5", "6"]
    assert frames["footnotes"]["paragraph_id"].null_count() == 0
    text = " ".join(line.text for line in read_pdf(data)[0].lines)
    assert "Confere nce" not in text
    assert "cooperat ion" not in text
