"""What an inspection holds: every line once, in order, beside its paragraph; and what is doubtful.

Not here: how it is shown (`test_inspect_terminal`, `test_inspect_page`).
"""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.home import Home
from tests.build_fixtures import SampleBuild, ask, sample_build
from tests.inspect_fixtures import DOCUMENT_ID, inspection_of, line, paragraph
from warehouse.doubts import doubts
from warehouse.inspection import Footnote, Line, in_source_order, inspect_document
from warehouse.reading import open_warehouse

__all__ = ["sample_build"]


# ---- completeness and order


def test_every_line_and_paragraph_of_the_sample_is_there_once_and_in_order(sample_build: SampleBuild) -> None:
    documents = [
        document_id for (document_id,) in ask(sample_build.home, "SELECT document_id FROM resolutions")
    ]
    assert len(documents) == 11
    for document_id in documents:
        with open_warehouse(Home(sample_build.home).warehouse) as connection:
            inspection = inspect_document(connection, document_id)
        of = f"WHERE document_id = '{document_id}'"
        assert [(each.number, each.text, each.role, each.paragraph_id) for each in inspection.lines] == ask(
            sample_build.home,
            f"SELECT line_number, text, role, paragraph_id FROM source_lines {of} ORDER BY line_number",
        )
        assert [(p.paragraph_id, p.text) for p in inspection.paragraphs] == ask(
            sample_build.home, f"SELECT paragraph_id, text FROM paragraphs {of} ORDER BY position"
        )
        assert inspection.document["document_id"] == document_id


def test_a_document_that_is_not_there_is_named(sample_build: SampleBuild) -> None:
    with (
        open_warehouse(Home(sample_build.home).warehouse) as connection,
        pytest.raises(LookupError, match="holds no document A/RES/1/1@en"),
    ):
        inspect_document(connection, "A/RES/1/1@en")


def blocks(lines: list[Line], names: list[str]) -> list[tuple[str, list[int]]]:
    """(name of the paragraph or role of the run, numbers of its lines)."""
    return [
        (block.paragraph.name if block.paragraph else block.role, [each.number for each in block.lines])
        for block in in_source_order(lines, [paragraph(name) for name in names])
    ]


def test_lines_that_interrupt_a_paragraph_stand_among_its_lines() -> None:
    lines = [
        line(1, "title"), line(2, "paragraph", of="pp1"), line(3, "footnote"), line(5, "furniture"),
        line(6, "paragraph", of="pp1"), line(7, "furniture"), line(8, "furniture"), line(9, "closing"),
    ]  # fmt: skip
    assert blocks(lines, ["pp1"]) == [
        ("title", [1]), ("pp1", [2, 3, 5, 6]), ("furniture", [7, 8]), ("closing", [9])
    ]  # fmt: skip


def test_a_paragraph_that_goes_on_behind_another_is_continued() -> None:
    lines = [
        line(1, "paragraph", of="pp1"),
        line(2, "paragraph", of="pp2"),
        line(3, "paragraph", of="pp1"),
    ]
    assert blocks(lines, ["pp1", "pp2"]) == [("pp1", [1]), ("pp2", [2]), ("pp1", [3])]
    assert [block.part for block in in_source_order(lines, [paragraph("pp1"), paragraph("pp2")])] == [1, 1, 2]


def test_a_paragraph_without_a_line_stands_behind_the_one_before_it() -> None:
    lines = [line(1, "front"), line(2, "paragraph", of="pp1"), line(3, "closing")]
    assert blocks(lines, ["pp1", "pp2"]) == [("front", [1]), ("pp1", [2]), ("pp2", []), ("closing", [3])]


def test_a_line_that_names_a_paragraph_that_is_not_there_is_kept() -> None:
    lines = [line(1, "paragraph", of="pp1"), line(2, "paragraph", of="pp9")]
    assert blocks(lines, ["pp1"]) == [("pp1", [1]), ("paragraph", [2])]


def test_a_document_without_lines_or_paragraphs_has_no_block() -> None:
    assert blocks([], []) == []


# ---- doubts


def numbered(*names: str, **more: Any) -> list[Any]:
    """Paragraphs of these names; an item belongs to the paragraph that its name begins with."""
    return [
        paragraph(
            name, depth=name.count("("),
            parent_id=f"{DOCUMENT_ID}#{name.rpartition('(')[0]}" if "(" in name else None, **more,
        )
        for name in names
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "sentences"),
    [
        (["pp1", "op1", "op2", "op2(a)", "op2(b)", "op2(b)(i)", "op2(b)(ii)", "op3"], []),
        (["op1", "op3"], [("Number 2 is missing before", ("op3",))]),
        (["op2"], [("Number 1 is missing before", ("op2",))]),
        (["op1", "op5"], [("Numbers 2 to 4 are missing before", ("op5",))]),
        (["op1", "op2", "op1~2"], [("The number 1 repeats or runs back at", ("op1~2",))]),
        (["op1", "op1(a)", "op1(c)"], [("Number (b) is missing before", ("op1(c)",))]),
        (["op1", "op1(i)", "op1(ii)", "op1(iv)"], [("Number (iii) is missing before", ("op1(iv)",))]),
        ([f"op1({letter})" for letter in "abcdefghij"], []),
        (["op1", "op2", "an1.op1", "an1.op2", "an2.op1", "s2.op1"], []),
        (["an1.op1", "an1.op3"], [("Number 2 is missing before", ("an1.op3",))]),
    ],
)
def test_gaps_and_repeats_of_numbers(names: list[str], sentences: list[tuple[str, tuple[str, ...]]]) -> None:
    found = doubts(inspection_of(numbered(*names)))
    assert [(doubt.sentence, doubt.names) for doubt in found] == sentences


@pytest.mark.parametrize(
    ("more", "text", "sentence"),
    [
        ({"is_truncated": True}, "Notes it;", "The source lost the end of"),
        ({"number_is_inferred": True}, "Notes it;", "The number is inferred, not printed, of"),
        ({"lead_phrase": None}, "Notes it;", "No lead phrase was recognized in"),
        ({}, "Notes it and more;", "The words differ from those of the source lines of"),
    ],
)
def test_a_paragraph_is_doubtful_for(more: dict[str, Any], text: str, sentence: str) -> None:
    lines = [line(1, "paragraph", "1. Notes it;", "op1")]
    [doubt] = doubts(inspection_of([paragraph("op1", text, marker="1.", **more)], lines))
    assert (doubt.sentence, doubt.names) == (sentence, ("op1",))


def test_hyphens_markers_and_footnote_digits_make_no_other_words() -> None:
    lines = [line(1, "paragraph", "(a) To pro-", "op1(a)"), line(2, "paragraph", "tect1 them;", "op1(a)")]
    item = paragraph("op1(a)", "To protect them;", marker="(a)", depth=1)
    assert doubts(inspection_of([item], lines)) == []


def test_an_item_or_an_annex_needs_no_lead_phrase() -> None:
    items = [
        paragraph("an1.op1", section="annex", lead_phrase=None),
        paragraph("op1(a)", depth=1, parent_id="op1"),
    ]
    assert doubts(inspection_of(items)) == []


def test_footnotes_that_no_paragraph_calls_and_lines_that_are_missing_are_doubtful() -> None:
    notes = (Footnote("1", "A", f"{DOCUMENT_ID}#pp1"), Footnote("2", "B", None), Footnote("*", "C", None))
    found = doubts(inspection_of([paragraph("pp1")], notes=notes, line_count=3))
    assert [doubt.sentence for doubt in found] == [
        "The source had 3 lines, and 1 are here",
        "No paragraph is known to call footnotes 2, *",
    ]


def test_paragraphs_without_lines_or_in_parts_and_lines_without_paragraphs_are_doubtful() -> None:
    lines = [
        line(1, "paragraph", "To", "pp1"), line(2, "paragraph", "To act;", "pp2"),
        line(3, "paragraph", "act;", "pp1"), line(4, "paragraph"), line(5, "paragraph", of="pp9"),
    ]  # fmt: skip
    found = doubts(inspection_of([paragraph("pp1"), paragraph("pp2"), paragraph("pp3")], lines))
    assert [(doubt.sentence, doubt.names) for doubt in found] == [
        ("No source line is its own for", ("pp3",)),
        ("Another paragraph stands between the source lines of", ("pp1",)),
        ("1 line(s) of paragraphs name none, first line 4", ()),
        ("Lines name paragraphs that are not there: pp9", ()),
    ]
