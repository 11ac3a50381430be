"""What stands above the opening formula and below the last paragraph: symbol, title, dates, votes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import (
    CLOSING,
    FRONT,
    OPENING,
    PREAMBLE,
    names,
    outline,
    read_frames,
    read_one,
    resolution,
    rows,
)

ADOPTED = "Resolution adopted by the Human Rights Council on 2 October 2015"
ASSEMBLY = "Resolution adopted by the General Assembly on 2 March 2022"

SYMBOLS = [
    ("a Council resolution", [ADOPTED, "30/21. The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("a special session", [ADOPTED, "S-35/1. The right to rest"], "The Human Rights Council,", "A/HRC/RES/S-35/1"),
    ("a hyphen that does not break", [ADOPTED, "S\u201135/1. The right to rest"], "The Human Rights Council,", "A/HRC/RES/S-35/1"),
    ("a decision that says so", ["Decision adopted by the Human Rights Council", "17/119. The right to rest"], "The Human Rights Council,", "A/HRC/DEC/17/119"),
    ("a decision by its number", ["17/119. The right to rest"], "The Human Rights Council,", "A/HRC/DEC/17/119"),
    ("no dot after the number", [ADOPTED, "30/21 The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("the number on its own line", [ADOPTED, "30/21", "The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("the number and dot on their own line", [ADOPTED, "30/21.", "The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("no line about the adoption", ["30/21. The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("the word resolution before the number", ["Resolution 30/21. The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("the symbol on a line, then the title", ["A/HRC/RES/30/21", "The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("the masthead's symbol alone", ["United Nations A/HRC/RES/30/21", "Human Rights Council", ADOPTED, "The right to rest"], "The Human Rights Council,", "A/HRC/RES/30/21"),
    ("an Assembly resolution", [ASSEMBLY, "60/251. The right to rest"], "The General Assembly,", "A/RES/60/251"),
    ("two parts", [ASSEMBLY, "75/101 A-B. The right to rest"], "The General Assembly,", "A/RES/75/101A-B"),
    ("one part", [ASSEMBLY, "77/290 B. The right to rest"], "The General Assembly,", "A/RES/77/290B"),
    ("an emergency special session", [ASSEMBLY, "ES-11/1. The right to rest"], "The General Assembly,", "A/RES/ES-11/1"),
    ("the Security Council", ["Resolution 1325 (2000)"], "The Security Council,", "S/RES/1325(2000)"),
    ("ECOSOC", ["Resolution adopted by the Economic and Social Council", "1996/31. The right to rest"], "The Economic and Social Council,", "E/RES/1996/31"),
    ("the Commission", ["2005/47. The right to rest"], "The Commission on Human Rights,", "E/CN.4/RES/2005/47"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "front", "opening", "symbol"), SYMBOLS, ids=[case[0] for case in SYMBOLS])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_symbol(what: str, front: list[str], opening: str, symbol: str, gap: str) -> None:
    document = read_one(gap.join([*front, opening, PREAMBLE, "1. Decides to act."]))
    assert document.identity.symbol == symbol
    assert document.document_id == f"{symbol}@en"
    if "right to rest" in " ".join(front):
        assert document.front.title == "The right to rest"


@pytest.mark.parametrize(
    ("number", "symbol"), [("PRST 29/1.", "A/HRC/PRST/29/1"), ("PRST OS/12/1.", "A/HRC/PRST/OS/12/1"), ("PRST/29/1.", "A/HRC/PRST/29/1")]
)  # fmt: skip
def test_a_presidents_statement(number: str, symbol: str) -> None:
    text = (
        "Statement by the President\n\n" + number + " The right to rest\n\n"
        "At the 45th meeting, held on 3 July 2015, the President of the Human Rights Council made the following statement:\n\n"
        "“The Human Rights Council,\n\nRecalling its resolutions,\n\n1. Welcomes the report;\n\n2. Requests another.”\n"
    )
    document = read_one(text)
    assert document.identity.symbol == symbol
    assert document.identity.document_type == "presidential_statement"
    assert document.front.title == "The right to rest"
    assert (document.meeting, document.adopted_on) == (45, date(2015, 7, 3))
    assert document.identity.session_kind == ("organizational" if "OS" in number else "regular")


def test_a_decision_tells_its_meeting_above_its_text() -> None:
    document = read_one(
        "Decision adopted by the Human Rights Council\n\n17/119. The right to rest\n\n"
        "At its 34th meeting, on 17 June 2011, the Human Rights Council decided to adopt the following text:\n\n"
        "“The Human Rights Council,\n\nRecalling its resolutions,\n\n1. Decides to act;\n\n2. Requests a report.”\n"
    )
    assert (document.identity.symbol, document.identity.document_type) == ("A/HRC/DEC/17/119", "decision")
    assert document.front.title == "The right to rest"
    assert (document.meeting, document.adopted_on) == (34, date(2011, 6, 17))


TITLES = [
    ("one line", ["30/21. The right to rest"], "The right to rest"),
    ("two lines", ["30/21. The right to rest", "and leisure of all"], "The right to rest and leisure of all"),
    ("three lines", ["30/21. Protection of the right", "to rest, including in times", "of emergency"], "Protection of the right to rest, including in times of emergency"),
    ("a footnote's asterisk", ["30/21. The right to rest*"], "The right to rest"),
    ("an asterisk that stands apart", ["30/21. The right to rest **"], "The right to rest"),
    ("an asterisk at the number", ["30/21.* The right to rest"], "The right to rest"),
    ("a year", ["30/21. The 2030 Agenda for", "Sustainable Development"], "The 2030 Agenda for Sustainable Development"),
    ("a hyphen at the line's end", ["30/21. Technical cooperation and capacity-", "building"], "Technical cooperation and capacity-building"),
    ("a symbol within", ["30/21. Follow-up to resolution 28/15", "on rest"], "Follow-up to resolution 28/15 on rest"),
    ("a dash", ["30/21. Rest – a human right"], "Rest – a human right"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "lines", "title"), TITLES, ids=[case[0] for case in TITLES])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_title(what: str, lines: list[str], title: str, gap: str) -> None:
    text = resolution(PREAMBLE, "1. Decides to act.", front=gap.join([ADOPTED, *lines]), gap=gap)
    document = read_one(text)
    assert document.front.title == title
    assert document.identity.symbol == "A/HRC/RES/30/21"


@pytest.mark.parametrize(
    ("lines", "closing", "day"),
    [
        ([ADOPTED], CLOSING, date(2015, 10, 2)),
        ([ADOPTED], "", date(2015, 10, 2)),
        (["Resolution adopted by the Human Rights Council", "on 2 October 2015"], "", date(2015, 10, 2)),
        (["Resolution adopted by the Human Rights Council on", "2 October 2015"], "", date(2015, 10, 2)),
        ([], CLOSING, date(2015, 10, 2)),
        ([], "42nd meeting\n2 October 2015", date(2015, 10, 2)),
        (["Resolution adopted by the Human Rights Council on 31 February 2015"], "", None),
        ([], "", None),
    ],
)  # fmt: skip
def test_the_day_of_adoption(lines: list[str], closing: str, day: date | None) -> None:
    front = "\n\n".join([*lines, "30/21. The right to rest"])
    assert (
        read_one(resolution(PREAMBLE, "1. Decides to act.", front=front, closing=closing)).adopted_on == day
    )


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Agenda item 10", "10"), ("Agenda item 71 (b)", "71 (b)"), ("Agenda items 9 and 10", "9 and 10"),
        ("Agenda item 3*", "3"), ("The agenda was adopted", None),
    ],
)  # fmt: skip
def test_the_agenda_item(line: str, item: str | None) -> None:
    front = f"Human Rights Council\n\nThirtieth session\n\n{line}\n\n{FRONT}"
    assert read_one(resolution(PREAMBLE, "1. Decides to act.", front=front)).front.agenda_item == item


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("26 February–23 March 2018", date(2018, 2, 26), date(2018, 3, 23)),
        ("6–23 June 2017", date(2017, 6, 6), date(2017, 6, 23)),
        ("14 September - 2 October 2015", date(2015, 9, 14), date(2015, 10, 2)),
        ("28 December 2015—3 January 2016", date(2015, 12, 28), date(2016, 1, 3)),
        ("2 October 2015", None, None),
        ("31 February–23 March 2018", None, None),
        ("23 March–26 February 2018", None, None),
    ],
)
def test_the_days_of_the_session(printed: str, first: date | None, last: date | None) -> None:
    front = f"Human Rights Council\n\nThirtieth session\n\n{printed}\n\n{FRONT}"
    document = read_one(resolution(PREAMBLE, "1. Decides to act.", front=front))
    assert (document.front.starts_on, document.front.ends_on) == (first, last)


VOTES = [
    ("without a vote", "[Adopted without a vote.]", ("without_vote", None, None, None)),
    ("without a vote, no dot", "[Adopted without a vote]", ("without_vote", None, None, None)),
    ("as annual reports print it", "[Adopted without a vote. See chap. III.]", ("without_vote", None, None, None)),
    ("a resolution that says so", "[Resolution adopted without a vote.]", ("without_vote", None, None, None)),
    ("a recorded vote, as annual reports print it", "[Adopted by a recorded vote of 32 to 13, with 2 abstentions; see chap. III.]", ("recorded_vote", 32, 13, 2)),
    ("a resolution voted on", "[Resolution adopted by a recorded vote of 32 to 13, with 2 abstentions.]", ("recorded_vote", 32, 13, 2)),
    ("without brackets", "Adopted without a vote.", ("without_vote", None, None, None)),
    ("a recorded vote", "[Adopted by a recorded vote of 32 to 13, with 2 abstentions.]", ("recorded_vote", 32, 13, 2)),
    ("one abstention", "[Adopted by a recorded vote of 46 to 0, with 1 abstention.]", ("recorded_vote", 46, 0, 1)),
    ("nobody", "[Adopted by a recorded vote of 46 to none, with no abstentions.]", ("recorded_vote", 46, 0, 0)),
    ("a roll-call vote", "[Adopted by a roll-call vote of 46 to 1, with no abstentions.]", ("recorded_vote", 46, 1, 0)),
    ("over two lines", "[Adopted by a recorded vote of 32 to 13, with\n2 abstentions.]", ("recorded_vote", 32, 13, 2)),
    ("with its roll", "[Adopted by a recorded vote of 3 to 1, with 1 abstention. The voting was as follows:\n\nIn favour:\n\nAlbania, Benin,\n\nChile\n\nAgainst:\n\nEritrea\n\nAbstaining:\n\nFiji]", ("recorded_vote", 3, 1, 1)),
    ("the roll in one line", "[Adopted by a recorded vote of 2 to 1, with no abstentions. The voting was as follows:\nIn favour: Albania, Benin Against: Eritrea]", ("recorded_vote", 2, 1, 0)),
    ("none", "", (None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "lines", "expected"), VOTES, ids=[case[0] for case in VOTES])
def test_how_it_was_adopted(what: str, lines: str, expected: tuple[object, ...]) -> None:
    text = resolution(PREAMBLE, "1. Decides to act.", closing=f"42nd meeting\n2 October 2015\n{lines}")
    frames = read_frames(text)
    columns = ("adoption", "votes_in_favour", "votes_against", "votes_abstaining")
    assert rows(frames["resolutions"], *columns) == [expected]
    assert rows(frames["resolutions"], "meeting", "adopted_on") == [(42, date(2015, 10, 2))]
    assert names(text) == ["pp1", "op1"]
    below = frames["source_lines"].filter(frames["source_lines"]["paragraph_id"].is_null())
    assert set(below["role"]) <= {"front", "title", "closing", "vote"}
    assert frames["source_lines"]["role"].to_list().count("vote") == len([x for x in lines.split("\n") if x])


@pytest.mark.parametrize(
    "parts",
    [
        ["1. Adopts the plan.", "Annex", "1. The plan has one goal.", CLOSING],
        ["1. Adopts the plan.", CLOSING, "Annex", "1. The plan has one goal."],
    ],
    ids=["before the closing", "after the closing"],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_an_annex_stands_before_or_after_the_closing(parts: list[str], gap: str) -> None:
    text = gap.join([FRONT, OPENING, PREAMBLE, *parts])
    assert outline(text) == [
        ("pp1", PREAMBLE), ("op1", "Adopts the plan."), ("h1", "Annex"), ("an1.op1", "The plan has one goal."),
    ]  # fmt: skip
    document = read_one(text)
    assert (document.meeting, document.closing.adoption) == (42, "without_vote")
    assert [p.section for p in document.paragraphs] == ["preamble", "preamble", "operative", "annex", "annex"]


def test_two_annexes_count_apart() -> None:
    text = resolution(
        PREAMBLE, "1. Adopts both.", "Annex I", "1. The first plan.", "2. Its end.", "Annex II", "1. The second plan."
    )  # fmt: skip
    assert names(text) == ["pp1", "op1", "h1", "an1.op1", "an1.op2", "h2", "an2.op1"]


REJECTS = [
    ("a letter", "Dear Sir,\n\nPlease find the report.\n\nYours,\nThe Secretary\n", "not_a_resolution", ["Human Rights Council"]),
    ("no symbol", f"{OPENING}\n\n{PREAMBLE}\n\n1. Decides to act.\n", "no_symbol", ["30/21", "Add a line"]),
    ("cut in the preamble", f"{FRONT}\n\n{OPENING}\n\n{PREAMBLE}\n", "incomplete", ["A/HRC/RES/30/21", "no operative paragraph"]),
    ("cut after the formula", f"{FRONT}\n\n{OPENING}\n", "incomplete", ["A/HRC/RES/30/21", "no paragraph"]),
    ("Finnish", "Ihmisoikeusneuvosto, joka muistuttaa kaikista aiemmista päätöslauselmistaan ja pitää tärkeänä, että jokaisella on oikeus lepoon, päättää jatkaa asian käsittelyä seuraavassa istunnossaan ja pyytää pääsihteeriä antamaan siitä kertomuksen. Neuvosto kehottaa kaikkia valtioita yhteistyöhön tämän oikeuden edistämiseksi.\n", "unknown_language", ["'fi'", "en"]),
    ("nothing", "", "empty", ["empty"]),
    ("a quotation inside a sentence", "We thank the Council. In it, The Human Rights Council, as ever, was kind.\n", "not_a_resolution", ["No line opens"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "reason", "words"), REJECTS, ids=[case[0] for case in REJECTS])
def test_what_is_no_document_is_rejected_in_words(
    what: str, text: str, reason: str, words: list[str]
) -> None:
    frames = read_frames(text)
    assert frames["resolutions"].is_empty()
    assert frames["source_lines"].is_empty()
    ((found, detail, stage),) = rows(frames["rejects"], "reason", "detail", "stage")
    assert found == reason
    assert all(word in detail for word in words), detail
    assert detail.endswith(".")
    assert stage == ("read" if reason in ("empty", "damaged") else "parse")


@pytest.mark.parametrize(
    "adoption",
    [
        "Resolution adopted by the Human Rights\nCouncil on 2 October 2015",
        "Resolution adopted by the Human Rights Council on 2\nOctober 2015",
        "Resolution adopted by the\nHuman Rights Council on\n2 October 2015",
    ],
)
@pytest.mark.parametrize("is_numbered_above", [False, True])
def test_the_words_of_adoption_may_be_wrapped(adoption: str, is_numbered_above: bool) -> None:
    parts = (
        ["30/901.", adoption, "The right to rest"]
        if is_numbered_above
        else [adoption, "30/901. The right to rest"]
    )
    document = read_one(resolution("1. Decides to rest.", front="\n\n".join(parts)))
    assert document.identity.symbol == "A/HRC/RES/30/901"
    assert document.front.title == "The right to rest"
    assert document.adopted_on == date(2015, 10, 2)


MISPRINTED = "United Nations A/HRC/RES/29/18\n\nHuman Rights Council\n\n{}\n\n21/18. The right to rest"


@pytest.mark.parametrize(
    ("what", "front", "end", "symbol"),
    [
        ("its own masthead", MISPRINTED.format(ADOPTED), "", "A/HRC/RES/29/18"),
        ("its symbol alone", MISPRINTED.format(ADOPTED).removeprefix("United Nations "), "", "A/HRC/RES/29/18"),
        ("its own on each page", MISPRINTED.format(ADOPTED), "\fA/HRC/RES/29/18\n2. Rests.\n", "A/HRC/RES/29/18"),
        ("a kind that is not said", MISPRINTED.format("Agenda item 4"), "", "A/HRC/RES/29/18"),
        ("the masthead of the text before it", MISPRINTED.format(ADOPTED), "\fA/HRC/RES/21/18\n2. Rests.\n", "A/HRC/RES/21/18"),
        ("another organ's", MISPRINTED.format(ADOPTED).replace("A/HRC/RES/29", "A/RES/29"), "", "A/HRC/RES/21/18"),
        ("a draft's", MISPRINTED.format(ADOPTED).replace("RES/29/18", "29/L.18"), "", "A/HRC/RES/21/18"),
        ("a part's", f"United Nations A/RES/75/101 A-B\n\n{ASSEMBLY}\n\n75/101 A. The right to rest", "", "A/RES/75/101A"),
    ],
)  # fmt: skip
def test_a_masthead_overrules_the_number_above_the_title_where_the_text_prints_that_nowhere_else(
    what: str, front: str, end: str, symbol: str
) -> None:
    formula = "The General Assembly," if "Assembly" in front else "The Human Rights Council,"
    document = read_one("\n\n".join([front, formula, PREAMBLE, "1. Decides to rest;", end]))
    assert document.identity.symbol == symbol
    assert document.front.title == "The right to rest"


def test_a_masthead_tells_the_kind_of_text_where_nothing_else_does() -> None:
    front = "United Nations A/HRC/RES/30/901\n\nHuman Rights Council\n\n30/901. The right to rest"
    assert read_one(resolution("1. Decides to rest.", front=front)).identity.symbol == "A/HRC/RES/30/901"


@pytest.mark.parametrize("line", ["the General Assembly", "the Human Rights Council"])
def test_the_name_of_an_organ_within_a_title_opens_no_text(line: str) -> None:
    front = f"Resolution adopted by the Human Rights Council on 2 October 2015\n\n30/901. Report on the work of\n{line}\nand its rest"
    document = read_one(resolution("1. Decides to rest.", front=front))
    assert document.front.title == f"Report on the work of {line} and its rest"
    assert [each.kind for each in document.paragraphs] == ["opening", "operative"]
