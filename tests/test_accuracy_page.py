"""docs/accuracy.md as `make accuracy` writes it.

Here: that the page was not edited by hand where this can be told. Not here: the figures (`test_corpora`).
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.accuracy import CORPORA, DEFECTS, STYLES
from tests.pages import FORMS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its first two lines."""
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in part.splitlines()
        if line.startswith("|")
    ][2:]


def test_every_corpus_is_scored_in_every_style_and_every_figure_is_one() -> None:
    scored = [row[:4] for row in rows("Structure")]
    assert [row[:3] for row in scored if row[3] == "standard"] == [
        [corpus, corpus[-2:], style] for corpus in CORPORA for style in STYLES
    ]
    assert {(row[0], row[2]) for row in scored if row[3] == "all"} >= {
        (corpus, "plain") for corpus in CORPORA
    }
    figures = [cell for row in rows("Structure") for cell in row[6:12]]
    assert all(re.fullmatch(r"–|[01]\.\d{4}", cell) for cell in figures)


def test_every_corpus_is_scored_in_every_format() -> None:
    scored = rows("Formats")
    assert [row[:2] for row in scored] == [[corpus, form] for corpus in CORPORA for form in ("text", *FORMS)]
    assert all(re.fullmatch(r"–|[01]\.\d{4}", cell) for row in scored for cell in row[4:8])
    assert all(re.fullmatch(r"–|\d+ of \d+", row[8]) for row in scored)


def test_the_defects_of_the_gold_are_those_of_the_file() -> None:
    with DEFECTS.open(encoding="utf-8", newline="") as file:
        expected = [[row["corpus"], row["symbol"], row["what"]] for row in csv.DictReader(file)]
    assert rows("Where the gold is wrong") == expected
