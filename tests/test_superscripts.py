"""Superscript digits call footnotes, whatever the format that has them; italics mark lead phrases.

Here: lines and paragraphs. Not here: the formats (test_pdf, test_docx …).
"""

from __future__ import annotations

import pytest

from tests.conftest import outline, read_one, resolution
from transforms.documents import read_documents
from transforms.formats.runs import Run, line_of
from transforms.text import make_line, text_lines
from warehouse.languages import load_languages

NOTES = "_______\n\n1 A/HRC/20/24.\n\n2 A/HRC/21/1.\n\n3 A/HRC/22/3."


@pytest.mark.parametrize(
    ("printed", "text", "calls"),
    [
        ("Takes note of the report,¹ and", "Takes note of the report, and", ((25, "¹"),)),
        ("the report ¹ and", "the report and", ((10, "¹"),)),
        ("the report,¹, ²", "the report,", ((11, "¹, ²"),)),
        ("¹ See A/HRC/20/24.", "1 See A/HRC/20/24.", ()),
        ("¹²", "12", ()),
        ("an area of 5 km² there", "an area of 5 km there", ((15, "²"),)),
    ],
)
def test_superscripts_are_set_apart_and_can_be_printed_again(printed, text, calls):
    line = make_line(1, printed, True)
    assert (line.text, line.calls) == (text, calls)
    spaced = printed.replace(" ¹ ", "¹ ") if calls else text
    assert line.printed == spaced


def test_spans_of_italics_follow_the_words_when_superscripts_go():
    line = line_of([Run("Recalling¹ ", italic=False), Run("Noting also", italic=True), Run(" that,")], 1)
    (span,) = line.italics
    assert line.text[slice(*span)] == "Noting also"


@pytest.mark.parametrize(
    ("paragraph", "text", "called"),
    [
        ("1. Welcomes the report;¹", "Welcomes the report;", {"1"}),
        ("1. Welcomes the report¹ and its annexes;²", "Welcomes the report and its annexes;", {"1", "2"}),
        ("1. Welcomes the report and its annexes;²³", "Welcomes the report and its annexes;", set()),
        ("1. Welcomes the reports;¹, ²", "Welcomes the reports;", {"1", "2"}),
        ("1. Welcomes resolution 60/251² again;", "Welcomes resolution 60/251 again;", {"2"}),
        ("1. Welcomes the years 2015–2030² of work;", "Welcomes the years 2015–2030 of work;", {"2"}),
        ("1. Welcomes 5 km² of land;", "Welcomes 5 km² of land;", set()),
        ("1. Welcomes the years 2009–2010² of work;", "Welcomes the years 2009–2010 of work;", {"2"}),
        ("1. Welcomes 3 10³ times;", "Welcomes 3 10³ times;", set()),
        ("1. Welcomes the report⁷ there;", "Welcomes the report there;", set()),
    ],
)
def test_a_superscript_calls_its_footnote_and_leaves_the_text(paragraph, text, called):
    document = read_one(resolution(paragraph) + "\n" + NOTES)
    (operative,) = [each for each in document.paragraphs if each.kind == "operative"]
    assert operative.text == text
    place = document.paragraphs.index(operative)
    assert {note.marker for note in document.footnotes if note.paragraph == place} == called


def test_a_line_keeps_its_superscripts_where_its_words_are_shown():
    document = read_one(resolution("1. Welcomes the report;¹") + "\n" + NOTES)
    assert "1. Welcomes the report;¹" in [line.printed for line in document.lines]


def test_a_clause_ends_though_a_superscript_stands_behind_it():
    text = resolution("1. Welcomes the report;¹", "2. Decides to act.²", gap="\n")
    assert [name for name, _ in outline(text)] == ["op1", "op2"]


@pytest.mark.parametrize(
    ("runs", "lead"),
    [
        ([Run("Taking "), Run("note", italic=True)], None),
        ([Run("“"), Run("Bearing well in mind", italic=True), Run(" the Charter,")], "Bearing well in mind"),
        ([Run("3. "), Run("Salutes also", italic=True), Run(", with joy, the work;")], "Salutes also"),
        ([Run("A long title of a book " * 5, italic=True)], None),
    ],
)
def test_italics_at_the_beginning_are_the_lead_phrase(runs, lead):
    lines = text_lines(
        resolution("Guided by the Charter,", "1. Decides to act;", "2. Decides also;", closing="")
    )
    marked = line_of(runs, 90)
    lines = [*lines, marked, make_line(99, "4. Decides to end.", True)]
    (document,) = read_documents(lines, load_languages()).documents
    (paragraph,) = [each for each in document.paragraphs if marked in each.lines]
    assert paragraph.marked_lead == lead
