"""Paragraph numbers and item letters: what counts as one, and at which level it stands."""

from __future__ import annotations

import pytest

from tests.conftest import PREAMBLE, names, outline, read_frames, read_one, resolution, rows
from transforms.markers import ItemLevels, letter, roman


@pytest.mark.parametrize(
    ("letters", "value"),
    [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("c", None), ("iiii", None), ("vx", None), ("", None)],
)  # fmt: skip
def test_roman_numbers(letters: str, value: int | None) -> None:
    assert roman(letters) == value


@pytest.mark.parametrize(("letters", "value"), [("a", 1), ("z", 26), ("aa", 27), ("zz", 52), ("ab", None)])
def test_letters(letters: str, value: int | None) -> None:
    assert letter(letters) == value


@pytest.mark.parametrize(
    ("items", "levels"),
    [
        ("a b c", "1 1 1"),
        ("a b c d e f g h i j", "1 1 1 1 1 1 1 1 1 1"),
        ("a i: ii iii b", "1 2 2 2 1"),
        ("a: i ii b: i ii c", "1 2 2 1 2 2 1"),
        ("i ii iii iv v vi", "1 1 1 1 1 1"),
        ("a: i: a b ii b", "1 2 3 3 2 1"),
        ("h", "None"),
        ("a c", "1 None"),
    ],
)
def test_the_level_of_an_item(items: str, levels: str) -> None:
    """A colon after a letter means that the item announces others."""
    open_items, after_colon, found = ItemLevels(), True, []
    for item in items.split():
        found.append(str(open_items.place(item.rstrip(":"), after_colon)))
        after_colon = item.endswith(":")
    assert " ".join(found) == levels


def test_after_z_comes_aa() -> None:
    open_items = ItemLevels()
    letters = [chr(97 + i) for i in range(26)] + ["aa", "bb", "cc"]
    assert [open_items.place(each, False) for each in letters] == [1] * 29


MARKED = [
    ("numbers in order", ["1. Decides to act;", "2. Requests a report."], ["op1", "op2"]),
    ("numbers with brackets", ["1) Decides to act;", "2) Requests a report."], ["op1", "op2"]),
    ("the dot is lost once", ["1. Decides to act;", "2 Calls upon States;", "3. Requests a report."], ["op1", "op2", "op3"]),
    ("no space after the dot", ["1.Decides to act;", "2.Requests a report."], ["op1", "op2"]),
    ("one number is missing", ["1. Decides to act;", "3. Requests a report."], ["op1", "op3"]),
    ("items under a chapeau", ["1. Requests States:", "(a) To act;", "(b) To report;", "2. Decides to remain seized."], ["op1", "op1(a)", "op1(b)", "op2"]),
    ("items in two paragraphs", ["1. Requests States:", "(a) To act;", "2. Urges States:", "(a) To go."], ["op1", "op1(a)", "op2", "op2(a)"]),
    ("items of items", ["1. Requests States:", "(a) To act:", "(i) Soon;", "(ii) Well;", "(b) To report."], ["op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)"]),
    ("roman items at the first level", ["1. Requests States:", "(i) To act;", "(ii) To go;", "(iii) To rest."], ["op1", "op1(i)", "op1(ii)", "op1(iii)"]),
    ("(i) after (h) is a letter", ["1. Requests:", *(f"({x}) To act {n} times;" for n, x in enumerate("abcdefghij"))], ["op1", *(f"op1({x})" for x in "abcdefghij")]),
    ("items in the preamble", ["Recalling:", "(a) Its resolutions,", "(b) Its decisions,", "1. Decides to act."], ["pp1", "pp1(a)", "pp1(b)", "op1"]),
    ("paragraphs below items", ["1. Requests States:", "(a) To act;", "(b) To go;", "2. Decides to act;", "3. Decides to go."], ["op1", "op1(a)", "op1(b)", "op2", "op3"]),
    ("one paragraph only", ["Decides to act."], ["op1"]),
    ("all numbers lost", ["Decides to act;", "Requests a report;", "Calls upon States to go."], ["op1", "op2", "op3"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "paragraphs", "expected"), MARKED, ids=[case[0] for case in MARKED])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_markers_make_names(what: str, paragraphs: list[str], expected: list[str], gap: str) -> None:
    preamble = [] if paragraphs[0].startswith("Recalling") else [PREAMBLE]
    assert names(resolution(*preamble, *paragraphs, gap=gap)) == (["pp1"] if preamble else []) + expected


def test_an_item_knows_its_chapeau_and_its_full_number() -> None:
    frames = read_frames(resolution(PREAMBLE, "1. Decides:", "(a) To act:", "(i) Soon;", "(ii) Well."))
    prefix = "A/HRC/RES/30/21@en#"
    found = rows(frames["paragraphs"], "paragraph_id", "number", "marker", "depth", "parent_id")[2:]
    assert [(name.removeprefix(prefix), *rest) for name, *rest in found] == [
        ("op1", "1", "1.", 0, None),
        ("op1(a)", "1(a)", "(a)", 1, prefix + "op1"),
        ("op1(a)(i)", "1(a)(i)", "(i)", 2, prefix + "op1(a)"),
        ("op1(a)(ii)", "1(a)(ii)", "(ii)", 2, prefix + "op1(a)"),
    ]


def test_numbers_that_position_gave_say_so() -> None:
    document = read_one(resolution(PREAMBLE, "Decides to act;", "Requests a report."))
    assert [(p.number, p.marker, p.inferred) for p in document.paragraphs[2:]] == [
        ("1", None, True), ("2", None, True),
    ]  # fmt: skip
    printed = read_one(resolution(PREAMBLE, "1. Decides to act;", "2. Requests a report."))
    assert not any(p.inferred for p in printed.paragraphs)


LINE_STARTS = [
    "2030. The Agenda for Sustainable Development applies to all",
    "60/251 of 15 March 2006 and its annex",
    "2. above, and of all that follows from it",
    "18 June 2007 on institution-building",
    "15 Members of the Council, and of the States concerned",
    "1325 (2000) and the reports thereon",
    "(a) and (b) of the said article, which apply",
    "(2030 Agenda) and its goals, as agreed",
]


@pytest.mark.parametrize("broken", LINE_STARTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_number_at_a_line_start_within_a_sentence_is_no_marker(broken: str, gap: str) -> None:
    """The layout of the wrapped line stays: full lines before, the number by chance at the margin."""
    head = "1. Calls upon all States and all other stakeholders to take into full account the commitments of"
    text = resolution(PREAMBLE, head + gap + broken + ";", "2. Requests a report on the matter.", gap=gap)
    assert outline(text)[1:] == [
        ("op1", f"{head[3:]} {broken};"), ("op2", "Requests a report on the matter."),
    ]  # fmt: skip


def test_decimal_numbers_of_an_annex() -> None:
    text = resolution(
        PREAMBLE, "1. Adopts the rules annexed to the present resolution.", "Annex",
        "1. General rules", "1.1 The members meet once.", "1.2 The members decide.", "2. Other rules",
    )  # fmt: skip
    assert names(text)[2:] == ["h1", "an1.op1", "an1.op1.1", "an1.op1.2", "an1.op2"]


def test_a_number_longer_than_any_real_one_names_no_paragraph() -> None:
    text = resolution(
        PREAMBLE, "1. Adopts the rules annexed to the present resolution.", "Annex",
        "1. General rules", f"{'.'.join('1' * 3_000)} The members meet once.", "2. Other rules",
    )  # fmt: skip
    assert max(map(len, names(text))) < 20
