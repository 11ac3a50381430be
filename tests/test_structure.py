"""A whole text read: the same paragraphs whatever its lines, footnotes out, furniture out, nothing lost."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import FRONT, OPENING, PREAMBLE, names, outline, read_frames, read_one, resolution, rows

SEED = Path(__file__).resolve().parents[1] / "warehouse" / "samples" / "A_HRC_RES_30_21.txt"

PARAGRAPHS = [
    "Guided by the purposes and principles of the Charter of the United Nations, which all States have undertaken to respect,",
    "Recalling its resolutions 5/1 and 5/2 of 18 June 2007, and General Assembly resolution 60/251 of 15 March 2006, in particular paragraph 3 thereof,",
    "Noting with concern that persons who rest too little, including children, older persons and persons with disabilities, are found in every region of the world,",
    "1. Reaffirms that everyone has the right to rest and leisure, including reasonable limitation of working hours and periodic holidays with pay;",
    "2. Calls upon all States, in accordance with their obligations under international human rights law:",
    "(a) To adopt the laws, policies and programmes that are needed, including through capacity-building;",
    "(b) To report on the steps that they have taken, on the results achieved, and on the obstacles met:",
    "(i) Every year, where the means of the State concerned so permit, or else at longer intervals;",
    "(ii) At any time when the Human Rights Council, or one of its mechanisms, so requests;",
    "3. Requests the High Commissioner to submit a report on the matter to the Human Rights Council at its thirty-first session;",
    "4. Decides to remain seized of the matter.",
]
NAMES = ["pp1", "pp2", "pp3", "op1", "op2", "op2(a)", "op2(b)", "op2(b)(i)", "op2(b)(ii)", "op3", "op4"]
BACK = ["42nd meeting", "2 October 2015", "[Adopted without a vote.]"]
FOOT = "__________________"


def plain() -> str:
    return "\n\n".join([FRONT, OPENING, *PARAGRAPHS, *BACK])


def wrapped(width: int, gap: str) -> str:
    """`gap` stands between paragraphs; the lines of one follow each other."""
    return gap.join(
        "\n".join(textwrap.wrap(p, width)) for p in [*FRONT.split("\n\n"), OPENING, *PARAGRAPHS, *BACK]
    )


def lined(width: int) -> str:
    """A blank line after every line, and a page's masthead dropped into a sentence."""
    lines = [line for p in [*FRONT.split("\n\n"), OPENING, *PARAGRAPHS] for line in textwrap.wrap(p, width)]
    lines[9:9] = ["United Nations A/HRC/RES/30/21", "General Assembly"]
    return "\n\n".join(lines + BACK)


def pages(width: int) -> str:
    lines = [
        line for p in [*FRONT.split("\n\n"), OPENING, *PARAGRAPHS] for line in textwrap.wrap(p, width)
    ] + BACK
    first = ["United Nations A/HRC/RES/30/21", "Distr.: General", *lines[:12], "GE.15-16954 (E)", "\f"]
    second = ["A/HRC/RES/30/21", *lines[12:20], "2/3 GE.15-16954", "\f"]
    return "\n".join(
        [*first, *second, "The right to rest A/HRC/RES/30/21", *lines[20:], "GE.15-16954 3/3", "\f"]
    )


LAYOUTS = {
    "plain": plain(), "wrapped": wrapped(88, "\n\n"), "wrapped narrowly": wrapped(50, "\n\n"), "tight": wrapped(88, "\n"),
    "lined": lined(88), "lined narrowly": lined(60), "pages": pages(92),
    "windows": wrapped(88, "\n\n").replace("\n", "\r\n"), "indented": wrapped(88, "\n\n").replace("\n", "\n    "),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_paragraphs(layout: str) -> None:
    assert outline(LAYOUTS[layout]) == [
        (name, text.split(" ", 1)[1] if text[0] in "1234(" else text)
        for name, text in zip(NAMES, PARAGRAPHS, strict=True)
    ]
    document = read_one(LAYOUTS[layout])
    assert document.front.title == "The right to rest"
    assert (document.meeting, document.adopted_on) == (42, date(2015, 10, 2))
    assert not any(document.is_truncated)


def test_reading_twice_gives_the_same_rows() -> None:
    first, second = (read_frames(plain(), lined(88).encode("utf-16")) for _ in range(2))
    for name in first:
        assert first[name].equals(second[name]), name


# ---- the text of resolution 30/21 as it stands in the sample


def test_the_sample_is_read_as_a_lawyer_reads_it() -> None:
    frames = read_frames(SEED.read_bytes())
    assert frames["rejects"].is_empty()
    (facts,) = frames["resolutions"].to_dicts()
    assert {name: facts[name] for name in ("document_id", "session", "session_kind", "number", "agenda_item", "meeting", "adoption", "is_fictitious")} == {
        "document_id": "A/HRC/RES/30/21@en", "session": "30", "session_kind": "regular", "number": "21",
        "agenda_item": "10", "meeting": 42, "adoption": "without_vote", "is_fictitious": False,
    }  # fmt: skip
    assert facts["adopted_on"] == date(2015, 10, 2)
    assert (
        facts["title"]
        == "Enhancement of technical cooperation and capacity-building in the field of human rights"
    )
    kinds = frames["paragraphs"]["kind"].to_list()
    assert (kinds.count("opening"), kinds.count("preambular"), kinds.count("operative"), len(kinds)) == (
        1,
        11,
        9,
        21,
    )
    assert frames["paragraphs"]["number"].to_list()[12:] == [str(number) for number in range(1, 10)]


def test_the_sample_has_one_paragraph_that_lost_its_end() -> None:
    paragraphs = read_frames(SEED.read_bytes())["paragraphs"]
    (lost,) = paragraphs.filter(paragraphs["is_truncated"]).to_dicts()
    assert lost["paragraph_id"] == "A/HRC/RES/30/21@en#op7"
    assert lost["text"].endswith("respecting the human rights of all")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pp6", "and the International Convention on the Protection of the Rights of All Migrant Workers"),
        ("op5", "at the twenty-eighth session of the Human Rights Council"),
        (
            "op8",
            "“Technical cooperation and capacity-building to promote and protect the rights of all migrants",
        ),
        ("op6", "migration flows have increased in the globalized economy"),
        ("pp5", "29/2 of 29 June 2015 and 26/19 of 26 June 2014, in which"),
    ],
)
def test_the_lines_of_the_sample_are_joined_well(name: str, words: str) -> None:
    assert words in dict(outline(SEED.read_text(encoding="utf-8")))[name]


def test_the_masthead_within_the_sample_is_furniture() -> None:
    lines = read_frames(SEED.read_bytes())["source_lines"]
    furniture = lines.filter(lines["role"] == "furniture")
    assert rows(furniture, "text", "paragraph_id") == [
        ("United Nations A/HRC/RES/30/21", None),
        ("General Assembly", None),
    ]


def test_the_sample_agrees_with_its_gold(shared: Path) -> None:
    (gold,) = [
        json.loads(line) for line in (shared / "corpus/seed/gold.jsonl").read_text("utf-8").splitlines()
    ]
    paragraphs = read_frames(SEED.read_bytes())["paragraphs"]
    assert rows(paragraphs, "kind", "marker", "text") == [
        (b["type"], b["marker"], b["text"]) for b in gold["blocks"]
    ]
    leads = [(b["lead"] or "").rstrip(",") or None for b in gold["blocks"]]
    assert paragraphs["lead_phrase"].to_list() == leads


# ---- hyphens, headings, what begins no paragraph


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("1. Welcomes the twenty-\neighth session.", "Welcomes the twenty-eighth session."),
        (
            "1. Welcomes capacity-\nbuilding and capacity-building.",
            "Welcomes capacity-building and capacity-building.",
        ),
        ("1. Welcomes all coopera-\ntion and cooperation.", "Welcomes all cooperation and cooperation."),
        ("1. Welcomes non-\nUnited Nations bodies.", "Welcomes non-United Nations bodies."),
        ("1. Welcomes resolution 60/\n251 of 2006.", "Welcomes resolution 60/251 of 2006."),
        ("1. Welcomes rest –\na human right.", "Welcomes rest – a human right."),
        ("1. Welcomes   rest\n   and leisure.", "Welcomes rest and leisure."),
    ],
)
def test_line_ends_are_repaired(lines: str, text: str) -> None:
    assert outline(resolution(PREAMBLE, lines))[1] == ("op1", text)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_headings_stand_among_operative_paragraphs(gap: str) -> None:
    body = [*PARAGRAPHS[:3], "I", "General matters", *PARAGRAPHS[3:9], "II", "Other matters", *PARAGRAPHS[9:]]
    document = read_one(resolution(*body, gap=gap))
    headings = [p.text for p in document.paragraphs if p.kind == "heading"]
    assert " ".join(headings) == "I General matters II Other matters"
    assert [n for n in document.identifiers[1:] if not n.startswith("h")] == NAMES


def test_parts_that_number_anew_have_names_of_their_own() -> None:
    text = resolution(PREAMBLE, "I", "1. Decides to act;", "2. Decides to go;", "II", "1. Requests a report.")
    found = names(text)
    assert len(set(found)) == len(found)
    assert [p.number for p in read_one(text).paragraphs if p.kind == "operative"] == ["1", "2", "1"]


def test_a_quoted_statement_keeps_its_marks() -> None:
    text = resolution(
        PREAMBLE, "1. Adopts the theme “Rest: a right,", "for all”;", "2. Requests a report.", gap="\n"
    )
    assert outline(text)[1] == ("op1", "Adopts the theme “Rest: a right, for all”;")


# ---- footnotes


def page(*lines: str, notes: list[str]) -> str:
    front = ["United Nations A/HRC/RES/30/21", "Distr.: General", *FRONT.split("\n\n"), OPENING, PREAMBLE]
    return "\n".join(
        [
            *front,
            *lines,
            FOOT,
            *notes,
            "GE.15-16954 (E)",
            "\f",
            "42nd meeting",
            "2 October 2015",
            "2/2 GE.15-16954",
        ]
    )


CALLS = [
    ("after a comma", "1. Recalls the Convention,1 and all that it says;", "Recalls the Convention, and all that it says;"),
    ("after a word", "1. Recalls the Convention1 and all that it says;", "Recalls the Convention and all that it says;"),
    ("at the end", "1. Recalls the Convention;1", "Recalls the Convention;"),
    ("after a quotation", "1. Recalls the “Convention”1 and all that it says;", "Recalls the “Convention” and all that it says;"),
    ("after a bracket", "1. Recalls the Convention (1989)1 and more;", "Recalls the Convention (1989) and more;"),
    ("beside a year", "1. Recalls the 2030 Agenda,1 in 2031;", "Recalls the 2030 Agenda, in 2031;"),
    ("beside a resolution", "1. Recalls resolution 60/251 and 1/1,1 and more;", "Recalls resolution 60/251 and 1/1, and more;"),
    ("beside thousands", "1. Recalls the 1,134 victims of war,1 and 21,100 others;", "Recalls the 1,134 victims of war, and 21,100 others;"),
    ("beside a decimal", "1. Recalls that 0.15 and 2.1 per cent suffer,1 still;", "Recalls that 0.15 and 2.1 per cent suffer, still;"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "line", "text"), CALLS, ids=[case[0] for case in CALLS])
def test_the_digits_that_call_a_footnote_are_taken_out(where: str, line: str, text: str) -> None:
    source = page(line, "2. Requests a report.", notes=["1 United Nations, Treaty Series, vol. 1, No. 1."])
    assert outline(source)[1:] == [("op1", text), ("op2", "Requests a report.")]
    assert rows(read_frames(source)["footnotes"], "position", "marker", "text", "paragraph_id") == [
        (1, "1", "United Nations, Treaty Series, vol. 1, No. 1.", "A/HRC/RES/30/21@en#op1")
    ]


def test_footnotes_in_order_belong_to_the_paragraphs_that_call_them() -> None:
    source = page(
        "1. Recalls the Convention,1 and the Covenants;2", "2. Requests a report,3 by 2030.",
        notes=["1 Resolution 44/25, annex.", "2 Resolution 2200 A (XXI), annex; see also the", "commentaries thereon.", "3 A/HRC/30/1."],
    )  # fmt: skip
    assert outline(source)[1:] == [
        ("op1", "Recalls the Convention, and the Covenants;"), ("op2", "Requests a report, by 2030."),
    ]  # fmt: skip
    assert [(n, t, p.split("#")[1]) for n, t, p in rows(read_frames(source)["footnotes"], "marker", "text", "paragraph_id")] == [
        ("1", "Resolution 44/25, annex.", "op1"),
        ("2", "Resolution 2200 A (XXI), annex; see also the commentaries thereon.", "op1"),
        ("3", "A/HRC/30/1.", "op2"),
    ]  # fmt: skip


def test_without_footnotes_no_digit_is_touched() -> None:
    line = "Recalls article 1, the 2030 Agenda, 1,134 victims, resolution 60/251, COVID19 and Convention1;"
    assert outline(resolution(PREAMBLE, f"1. {line}"))[1] == ("op1", line)


def test_a_footnote_that_nobody_calls_is_kept() -> None:
    source = page("1. Recalls the Convention;", notes=["7 United Nations, Treaty Series."])
    assert rows(read_frames(source)["footnotes"], "marker", "text", "paragraph_id") == [
        ("7", "United Nations, Treaty Series.", None)
    ]
    assert outline(source)[1] == ("op1", "Recalls the Convention;")


def test_a_sentence_goes_on_across_the_foot_of_a_page() -> None:
    source = "\n".join(
        [
            "United Nations A/HRC/RES/30/21", *FRONT.split("\n\n"), OPENING, PREAMBLE,
            "1. Requests the High Commissioner to report on the Convention,1 and on all of its",
            FOOT, "1 Resolution 44/25.", "GE.15-16954 (E)", "\f", "A/HRC/RES/30/21",
            "protocols, to the Council;", "2. Decides to act.", "2", "\f",
        ]
    )  # fmt: skip
    assert outline(source)[1:] == [
        ("op1", "Requests the High Commissioner to report on the Convention, and on all of its protocols, to the Council;"),
        ("op2", "Decides to act."),
    ]  # fmt: skip
