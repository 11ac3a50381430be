"""Texts as extractors, compilers and typists leave them: each row is a kind of damage, and what is read all the same.

Here: damage within one text, and how several share a file. Not here: sound texts in every layout (`test_kinds_of_texts`).
"""

from __future__ import annotations

import pytest

from tests.conftest import OPENING, outline, read_frames, read_one, resolution
from transforms.documents import read_documents
from transforms.text import text_lines
from warehouse.languages import load_languages

ADOPTION = "Resolution adopted by the Human Rights Council on 2 October 2015"
TOP = f"{ADOPTION}\n\n30/21. Lamps\n\n{OPENING}\n\nGuided by the Charter,\n\n"
TIGHT = TOP.replace("\n\n", "\n")
END = "\n\n42nd meeting\n2 October 2015\n[Adopted without a vote.]\n"

BODIES = {
    "a footnote block within a sentence": (
        TIGHT + "1. Recalls the Convention,1 and the duty of all\n________\n1 Treaty Series.\nto respect lamps;\n2. Decides to act." + END,
        [("op1", "Recalls the Convention, and the duty of all to respect lamps;"), ("op2", "Decides to act.")],
    ),
    "a rule without footnotes": (
        TIGHT + "1. Recalls the duty of all\n________\nto respect lamps;\n2. Decides to act." + END,
        [("op1", "Recalls the duty of all to respect lamps;"), ("op2", "Decides to act.")],
    ),
    "a page number and a symbol within a sentence": (
        TIGHT + "1. Recalls the duty of all\n2\nA/HRC/RES/30/21\nto respect lamps;\n2. Decides to act." + END,
        [("op1", "Recalls the duty of all to respect lamps;"), ("op2", "Decides to act.")],
    ),
    "numbers alone above their words": (
        TOP + "1.\n\nRequests oil:\n\n(a)\n\nTo burn;\n\n2.\n\nDecides to act." + END,
        [("op1", "Requests oil:"), ("op1(a)", "To burn;"), ("op2", "Decides to act.")],
    ),
    "a lost number among others": (
        TIGHT + "1. Welcomes lamps;\nCondemns darkness;\n3. Decides to act." + END,
        [("op1", "Welcomes lamps;"), ("op2", "Condemns darkness;"), ("op3", "Decides to act.")],
    ),
    "two lost numbers at the end": (
        TOP + "1. Welcomes lamps;\n\nRequests oil;\n\nDecides to act." + END,
        [("op1", "Welcomes lamps;"), ("op2", "Requests oil;"), ("op3", "Decides to act.")],
    ),
    "the number 1 taken for a letter": (
        TOP + "l. Welcomes lamps;\n\n2. Decides to act." + END,
        [("op1", "Welcomes lamps;"), ("op2", "Decides to act.")],
    ),
    "a hyphen that hangs": (TOP + "1. Welcomes short-\nand long-term lamps." + END, [("op1", "Welcomes short- and long-term lamps.")]),
    "a word broken at its hyphen, which the document writes elsewhere": (
        TOP + "1. Welcomes multistake-\nholder lamps, and multistakeholder oil." + END,
        [("op1", "Welcomes multistakeholder lamps, and multistakeholder oil.")],
    ),
    "a word broken that only the language knows": (
        TOP + "1. Welcomes the imple-\nmentation of lamps." + END,
        [("op1", "Welcomes the implementation of lamps.")],
    ),
    "a compound broken at its hyphen": (TOP + "1. Welcomes capacity-\nbuilding." + END, [("op1", "Welcomes capacity-building.")]),
    "an abbreviation before the number of a footnote": (
        TOP + "1. Recalls A/HRC/27/901/Add.1 of 2014, and the Convention.1\n\n________\n1 Treaty Series.\n" + END,
        [("op1", "Recalls A/HRC/27/901/Add.1 of 2014, and the Convention.")],
    ),
    "a call behind a number": (
        TOP + "1. Recalls Agenda 21,1 and resolution 74/522 of the Assembly;\n\n2. Recalls resolution 74/52.\n\n________\n1 Rio.\n2 Ibid.\n" + END,
        [("op1", "Recalls Agenda 21, and resolution 74/52 of the Assembly;"), ("op2", "Recalls resolution 74/52.")],
    ),
    "a heading of two lines": (
        TOP + "Prevention of darkness, and the\nprotection of all without lamps\n\n1. Reaffirms lamps." + END,
        [("h1", "Prevention of darkness, and the protection of all without lamps"), ("op1", "Reaffirms lamps.")],
    ),
    "a section with a preamble and numbers of its own": (
        TOP + "1. Welcomes lamps.\n\nII\n\nOil\n\nHaving considered oil,\n\n1. Decides to act." + END,
        [("op1", "Welcomes lamps."), ("h1", "II"), ("h2", "Oil"), ("pp2", "Having considered oil,"), ("s2.op1", "Decides to act.")],
    ),
    "a quoted resolution": (
        TOP + "1. Recommends to the Assembly this draft:\n\n“The General Assembly,\n\n“Recalling oil,\n\n“1. Adopts it;\n\n“2. Ends.”\n\n2. Decides to act." + END,
        [
            ("op1", "Recommends to the Assembly this draft:"), ("op1.opening", "“The General Assembly,"), ("op1.pp1", "“Recalling oil,"),
            ("op1.op1", "Adopts it;"), ("op1.op2", "Ends.”"), ("op2", "Decides to act."),
        ],
    ),
    "an annex with its title on the same line": (
        TOP + "1. Adopts the annex." + END + "\nAnnex. Principles on lamps\n\n1. One.\n",
        [("op1", "Adopts the annex."), ("h1", "Annex. Principles on lamps"), ("an1.op1", "One.")],
    ),
    "an annex that lost its word": (
        TOP + "1. Adopts the principles contained in the annex to the present resolution.\n\nPrinciples on lamps\n\n1. Lamps are for all.\n\n2. Oil is too." + END,
        [
            ("op1", "Adopts the principles contained in the annex to the present resolution."), ("h1", "Principles on lamps"),
            ("an1.op1", "Lamps are for all."), ("an1.op2", "Oil is too."),
        ],
    ),
    "items without letters": (
        TOP + "1. Urges States to reach these targets:\n\nTarget 1: Light for all;\n\nTarget 2: Oil for all;\n\n2. Decides to act." + END,
        [
            ("op1", "Urges States to reach these targets:"), ("op1.p1", "Target 1: Light for all;"), ("op1.p2", "Target 2: Oil for all;"),
            ("op2", "Decides to act."),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", BODIES)
def test_what_is_read_all_the_same(damage: str) -> None:
    text, expected = BODIES[damage]
    assert [each for each in outline(text) if each != ("pp1", "Guided by the Charter,")] == expected


def test_a_table_is_one() -> None:
    rows = "Member State Percentage Albania 0.008 Algeria 0.109 Andorra 0.005 Angola 0.010 Chad 0.003"
    document = read_one(TOP + f"1. Decides on this scale:\n\n{rows}\n\n2. Decides to act." + END)
    assert [(p.kind, p.depth) for p in document.paragraphs][3:] == [("table", 1), ("operative", 0)]


def test_children_of_a_chapeau_and_of_a_quotation_name_their_parent() -> None:
    document = read_one(BODIES["a quoted resolution"][0])
    parents = {
        name: None if parent is None else document.identifiers[parent]
        for name, parent in zip(document.identifiers, document.parents, strict=True)
    }
    assert (parents["op1.pp1"], parents["op1.op2"], parents["op2"]) == ("op1", "op1", None)
    assert [p.depth for p in document.paragraphs if p.quote] == [1, 1, 1, 1]


def test_notes_below_the_closing_are_footnotes() -> None:
    document = read_one(
        TOP.replace("Charter,", "Charter,1") + "1. Decides.2" + END + "1 Treaty Series.\n2 See above.\n"
    )
    assert [(note.marker, note.text, note.paragraph) for note in document.footnotes] == [
        ("1", "Treaty Series.", 1), ("2", "See above.", 2),
    ]  # fmt: skip
    assert [p.text for p in document.paragraphs[1:]] == ["Guided by the Charter,", "Decides."]


ONE = TOP + "1. Decides to act." + END
FILES = {
    "a number without its dot": (ONE + f"\n{ADOPTION}\n\n30/22 Oil\n\n{OPENING}\n\nRecalling oil,\n\n1. Decides." + END, ["Lamps", "Oil"]),
    "a number on its own line": (ONE + f"\n{ADOPTION}\n\n30/22\n\nOil\n\n{OPENING}\n\nRecalling oil,\n\n1. Decides." + END, ["Lamps", "Oil"]),
    "bare texts of a report": (
        "Report of the Council\n\nI. Resolutions\n\n" + ONE + f"\n30/22. Oil\n\n{OPENING}\n\nRecalling oil,\n\n1. Decides." + END + "\n3. The Council then closed its session.\n",
        ["Lamps", "Oil"],
    ),
    "a table of contents": ("Contents\n\n30/21. Lamps ........ 3\n\n30/22. Oil ...... 5\n\n" + ONE, ["Lamps"]),
    "the same text in two languages": (
        ONE + "\nRésolution adoptée par le Conseil des droits de l’homme le 2 octobre 2015\n\n30/21. Lampes\n\n"
        "Le Conseil des droits de l’homme,\n\nRappelant l’huile,\n\n1. Décide d’agir.\n",
        ["Lamps", "Lampes"],
    ),
    "the Security Council": (
        "Resolution 1901 (2009)\nAdopted by the Security Council at its 6201st meeting, on 30 September 2009\nThe Security Council,\n1. Decides to act.\n"
        "Resolution 1902 (2009)\nAdopted by the Security Council at its 6202nd meeting, on 1 October 2009\nThe Security Council,\n1. Decides again.\n",
        [None, None],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_each_text_of_a_file_is_a_document(kind: str) -> None:
    text, titles = FILES[kind]
    reading = read_documents(text_lines(text), load_languages())
    assert reading.failures == []
    assert [document.front.title for document in reading.documents] == titles
    held = [line.number for document in reading.documents for line in document.lines]
    assert held == [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert all(document.line_count == len(document.lines) for document in reading.documents)


def test_the_security_council_says_meeting_and_day_in_one_line() -> None:
    first, second = read_documents(text_lines(FILES["the Security Council"][0]), load_languages()).documents
    assert (first.identity.symbol, first.meeting, str(first.adopted_on)) == (
        "S/RES/1901(2009)",
        6201,
        "2009-09-30",
    )
    assert (second.identity.symbol, second.meeting, str(second.adopted_on)) == (
        "S/RES/1902(2009)",
        6202,
        "2009-10-01",
    )


def test_a_text_that_cannot_be_read_costs_no_other_of_its_file() -> None:
    cut = f"\n{ADOPTION}\n\n30/22. Oil\n\n{OPENING}\n\nRecalling oil,\n"
    reading = read_documents(text_lines(ONE + cut), load_languages())
    assert [document.identity.symbol for document in reading.documents] == ["A/HRC/RES/30/21"]
    (failure,) = reading.failures
    assert failure.reason == "incomplete"
    assert str(failure).startswith("Lines 15 to ")


def test_a_lead_phrase_without_end_costs_little() -> None:
    document = read_one(TOP + "Expressing " + "grave concern and " * 50_000 + "\n\n1. Decides." + END)
    assert document.identifiers == ["opening", "pp1", "pp2", "op1"]


DECISIONS = {
    "A/HRC/DEC/1/104": ("Decision 1/104. Lamps\n\nThe Human Rights Council decides to request a report.\n\n23rd meeting\n30 June 2006\n", ["op1"]),
    "A/HRC/DEC/48/901": (
        "48/901. Lamps\n\nAt its 23rd meeting, on 30 June 2006, the Human Rights Council, on the proposal of its\nPresident, decided to wait.\n",
        ["op1"],
    ),
    "A/DEC/76/901": (
        "76/901. Lamps\n\nAt its 23rd plenary meeting, on 30 June 2006, the General Assembly decided that:\n\n(a) Lamps would burn;\n\n(b) Oil would flow.\n",
        ["op1", "op1(a)", "op1(b)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("symbol", DECISIONS)
def test_a_decision_of_one_sentence_is_its_own_paragraph(symbol: str) -> None:
    text, names = DECISIONS[symbol]
    document = read_one(text)
    assert (document.identity.symbol, document.front.title, document.identifiers) == (symbol, "Lamps", names)
    assert (document.meeting, str(document.adopted_on)) == (23, "2006-06-30")


def test_a_note_between_the_closing_and_an_annex_leaves_the_annex_alone() -> None:
    document = read_one(
        TOP.replace("Charter,", "Charter,1")
        + "1. Decides."
        + END
        + "1 See below.\n\nAnnex\n\nPrinciples\n\n1. One.\n"
    )
    assert [note.text for note in document.footnotes] == ["See below."]
    assert document.identifiers[-3:] == ["h1", "h2", "an1.op1"]
    assert {line.role for line in document.lines if line.paragraph is not None} == {
        "opening",
        "paragraph",
        "heading",
        "annex",
    }


def test_what_a_report_says_below_a_text_is_no_footnote() -> None:
    document = read_one(ONE + "* * *\n\nPart two\n\n1 The first day was long.\n\nIt was.\n")
    assert document.footnotes == []
    assert [line.role for line in document.lines][-4:] == ["closing"] * 4


def test_a_symbol_that_comes_twice_in_a_file_is_read_once() -> None:
    other = ONE.replace("30/21", "30/22")
    reading = read_documents(
        text_lines(ONE + "\n" + other + "\n" + ONE.replace("Decides", "Requests")), load_languages()
    )
    assert [document.identity.symbol for document in reading.documents] == [
        "A/HRC/RES/30/21",
        "A/HRC/RES/30/22",
    ]
    assert [failure.reason for failure in reading.failures] == ["conflicting_text"]


@pytest.mark.parametrize(
    "words", ["Havıng regard to oil,", "Recallıng oil,", "Recalling the day of 2 Aprıl 2015,"]
)
def test_a_letter_that_ignoring_case_takes_for_another_stops_nothing(words: str) -> None:
    frames = read_frames(ONE.replace("Guided by the Charter,", words), ONE.replace("30/21", "30/22"))
    assert frames["rejects"].is_empty()
    assert frames["resolutions"].height == 2


def test_words_of_a_closing_within_a_sentence_end_nothing() -> None:
    text = (
        TIGHT
        + "1. Recalls that it was\nadopted without a vote\nat the\n42nd meeting\nof the Council, with the\nannex\nto it;\n2. Decides."
        + END
    )
    assert outline(text)[1:] == [
        ("op1", "Recalls that it was adopted without a vote at the 42nd meeting of the Council, with the annex to it;"), ("op2", "Decides."),
    ]  # fmt: skip


def test_a_lost_footnote_costs_no_other_and_a_number_within_one_begins_none() -> None:
    text = resolution("Recalling rest,1 and leisure,2 and sleep,4 and night,5", "1. Decides to rest.")
    notes = "1 See A/1, in force since\n3 May.\n2 See A/2.\n4 See A/4.\n5 See A/5.\n"
    found = read_frames(f"{text}\n_____\n{notes}")["footnotes"]
    assert found["marker"].to_list() == ["1", "2", "4", "5"]
    assert found["text"].to_list() == ["See A/1, in force since 3 May.", "See A/2.", "See A/4.", "See A/5."]
    assert found["paragraph_id"].null_count() == 0
