"""Akoma Ntoso as a source: told by its content, read by its markup, refused where it is hostile.

Not here: exports and what comes back of them (`test_akn_export`).
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.akn_files import (
    BODY,
    COVER,
    akn,
    frames_of,
    statement,
)
from tests.conftest import rows
from transforms.akn_markup import is_akn
from transforms.akn_words import one_line
from transforms.document import Document
from transforms.parse import read_source
from transforms.text import Unreadable
from warehouse.languages import load_languages

EVERY = load_languages()
QUIET = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def read_one(source: str | bytes) -> Document:
    name, reading = read_source(source.encode() if isinstance(source, str) else source, EVERY)
    assert name == "akn"
    (document,) = reading.documents
    return document


def outline(source: str) -> list[tuple[str, str]]:
    """(name, text) of the paragraphs below the preamble."""
    document = read_one(source)
    named = zip(document.identifiers, document.paragraphs, strict=True)
    return [(name, paragraph.text) for name, paragraph in named if paragraph.section != "preamble"]


# ---- told by its content


@pytest.mark.parametrize(
    "data",
    [
        akn().encode(),
        b"\xef\xbb\xbf" + akn().encode(),
        f'\n  <?xml version="1.0" encoding="UTF-8"?>\n<!-- a copy --><?style x?>\n{akn()}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{akn()}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{akn()}'.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{akn()}'.encode("latin-1"),
        akn().replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a=").encode(),
    ],
    ids=["plain", "mark", "prolog", "utf-16", "utf-16-be", "latin-1", "prefix"],
)  # fmt: skip
def test_akn_is_told_by_its_root_element(data: bytes) -> None:
    assert is_akn(data)
    document = read_one(data)
    assert (document.document_id, document.front.title) == ("A/HRC/RES/30/21@en", "The right to rest")


@pytest.mark.parametrize(
    "data", [b"", b"<html/>", b"<akomaNtoso/>", b"The Human Rights Council,", b"<!-- <akomaNtoso -->", b"\xff\xfe", b"<!--", b"<?"]
)  # fmt: skip
def test_other_files_are_none(data: bytes) -> None:
    assert not is_akn(data)


def test_the_format_is_a_column() -> None:
    assert frames_of(akn())["resolutions"]["source_format"].to_list() == ["akn"]


# ---- markup goes before words


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<paragraph><content><p>\t(a)\tTo rest;</p></content></paragraph><paragraph><num>\t(b)</num><content><p>To sleep:</p></content></paragraph>"
         "<paragraph><content><p>(i)\tBy day;</p></content></paragraph>", ["op1", "op1(a)", "op1(b)", "op1(b)(i)"]),
        ("<paragraph><num>2.</num><list><intro><p>Calls for:</p></intro><point><num>a)</num><content><p>Rest;</p></content></point>"
         "<point><num>b)</num><list><intro><p>Sleep:</p></intro><point><num>i)</num><content><p>Now.</p></content></point></list></point></list></paragraph>",
         ["op1", "op2", "op2(a)", "op2(b)", "op2(b)(i)"]),
        ("<paragraph class='H23'><subheading>\t\tII</subheading></paragraph><paragraph class='H1'><content><p><b>Rest</b></p></content></paragraph>",
         ["op1", "h1", "h2"]),
        ("<section><num>II</num><heading>Rest</heading><paragraph><num>2.</num><content><p>Decides.</p></content></paragraph></section>",
         ["op1", "h1", "op2"]),
        ("<paragraph><num>2.</num><content><p>Decides:</p><p>(a) To rest;</p><p>as agreed.</p></content></paragraph>", ["op1", "op2", "op2(a)"]),
        ("<paragraph><num>2.</num><content><p>Decides</p><p>to rest.</p></content></paragraph>", ["op1", "op2"]),
        ("<p>See</p><ul><li>one</li><li>two</li></ul>", ["op1", "p1", "p1.p1", "p1.p2"]),
    ],
    ids=["flat", "nested", "styled headings", "section", "items in one content", "two blocks", "bullets"],
)  # fmt: skip
def test_structure(body: str, names: list[str]) -> None:
    assert [name for name, _ in outline(akn(body=BODY + body))] == names


def test_a_table_is_one_paragraph_whose_cells_stay_apart() -> None:
    table = "<table><tr><th><p>Post</p></th><th><p>Number</p></th></tr><tr><td><p>P-3</p></td><td><p>1</p></td></tr></table>"
    document = read_one(akn(body=f"{BODY}<paragraph><content>{table}</content></paragraph>"))
    paragraph = document.paragraphs[-1]
    assert (paragraph.kind, paragraph.text) == ("table", "Post Number P-3 1")
    assert [line.text for line in paragraph.lines] == ["Post Number", "P-3 1"]


@pytest.mark.parametrize(
    ("markup", "lead"),
    [
        ("<i>Decides</i> to rest", "Decides"),
        ("\n  <span class='italic'>\tTakes note </span>of rest", "Takes note"),
        ("<i>Also</i> <i>decides</i>, to rest", "Also decides"),
        ("“<i>Decides,</i> to rest”", "Decides"),
        ("Decides to <i>rest</i>", "Decides"),
        ("<i>Wholly unlisted words</i> of rest", "Wholly unlisted words"),
        ("<b>Requests</b> rest", "Requests"),
    ],
)
def test_the_lead_phrase_is_what_stands_in_italics(markup: str, lead: str) -> None:
    body = f"<paragraph><num>1.</num><content><p>{markup};</p></content></paragraph>"
    found = frames_of(akn(body=body))["paragraphs"]["lead_phrase"].to_list()[-1]
    assert found == lead


def test_footnotes_are_taken_out_of_the_text_and_know_their_paragraph() -> None:
    note = '<authorialNote marker="1"><p><i>Official\n Records</i> (<a href="x">A/76/10</a>).</p></authorialNote>'
    frames = frames_of(
        akn(
            body=f"<paragraph><num>1.</num><content><p>Recalls rest,{note} as agreed.</p></content></paragraph>"
        )
    )
    assert rows(frames["footnotes"], "marker", "text", "paragraph_id") == [
        ("1", "Official Records (A/76/10).", "A/HRC/RES/30/21@en#op1")
    ]
    assert frames["paragraphs"]["text"].to_list()[-1] == "Recalls rest, as agreed."
    lines = rows(frames["source_lines"], "role", "text")
    assert lines[4:6] == [
        ("paragraph", "1. Recalls rest,1 as agreed."),
        ("footnote", "1 Official Records (A/76/10)."),
    ]


def test_metadata_are_surer_than_printed_lines() -> None:
    vote = (
        '<analysis source="#un"><parliamentary><voting outcome="adoptedRecordedVote"><count value="32" refersTo="inFavour"/>'
        '<count value="13" refersTo="#against"/><count value="2" refersTo="abstaining"/></voting></parliamentary></analysis>'
    )
    document = read_one(akn(meta=vote, conclusions="<p>42nd meeting</p><p>[Adopted without a vote.]</p>"))
    closing = document.closing
    assert (document.meeting, closing.adoption) == (42, "recorded_vote")
    assert (closing.in_favour, closing.against, closing.abstaining) == (32, 13, 2)


def test_a_collection_holds_a_document_for_each_part() -> None:
    parts = [
        f"<component>{statement(cover='', preface=f'<p><docNumber>{letter}</docNumber><docTitle>Rest {letter}</docTitle></p>')}</component>"
        for letter in "AB"
    ]
    cover = COVER.replace("21<", "21 A-B<")
    collection = f"<documentCollection name='x'><meta/><coverPage>{cover}</coverPage><collectionBody/></documentCollection>"
    frames = frames_of(akn(collection, f"<components>{''.join(parts)}</components>"))
    assert rows(frames["resolutions"], "symbol", "title", "line_count") == [
        ("A/HRC/RES/30/21A", "Rest A", 7), ("A/HRC/RES/30/21B", "Rest B", 6),
    ]  # fmt: skip
    assert frames["source_lines"]["line_number"].to_list() == list(range(1, 14))


def test_a_part_that_cannot_be_read_costs_no_other() -> None:
    parts = "".join(
        f"<component>{each}</component>" for each in (statement(), statement(body=""), statement())
    )
    frames = frames_of(akn(f"<documentCollection/><components>{parts}</components>"))
    assert frames["resolutions"].height == 1
    assert frames["rejects"]["reason"].to_list() == ["incomplete", "conflicting_text"]
    assert frames["rejects"]["detail"].str.starts_with("Text ").all()


def test_an_unknown_language_is_a_reject_that_says_what_is_read() -> None:
    with pytest.raises(Unreadable, match=r"'fra'.*texts are read in: en") as error:
        read_source(akn(language="fra").encode(), {"en": EVERY["en"]})
    assert error.value.reason == "unknown_language"
    assert read_one(akn(language="fre")).language.code == "fr"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (akn()[:-20], "malformed_xml"),
        (akn().replace("<mainBody>", "<mainBody>&unknown;"), "malformed_xml"),
        ('<?xml version="1.0" encoding="none"?>' + akn(), "malformed_xml"),
        (akn("<meta/>"), "not_a_resolution"),
        (akn(preamble="<p>Dear Madam,</p>"), "not_a_resolution"),
        (akn(cover="", preface=""), "no_symbol"),
        (akn(body=""), "incomplete"),
        (akn(language=""), "unknown_language"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_document_is_a_reject(source: str, reason: str) -> None:
    frames = frames_of(source)
    assert frames["rejects"]["reason"].to_list() == [reason], frames["rejects"]["detail"].to_list()
    assert frames["resolutions"].is_empty()


# ---- the files of the United Nations


def gold_of(shared: Path) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for language in ("en", "fr", "es"):
        with lzma.open(shared / "corpus" / f"ga_{language}.jsonl.xz", "rt", encoding="utf-8") as lines:
            found |= {(language, each["file"]): each for each in map(json.loads, lines)}
    return found


def test_the_files_of_the_united_nations_are_read_as_the_gold_has_them(shared: Path) -> None:
    gold = gold_of(shared)
    for path in sorted((shared / "corpus" / "akn").glob("*.xml")):
        language = {"sp": "es"}.get(path.name[:2], path.name[:2])
        expected = gold[language, path.name[3:]]
        document = read_source(path.read_bytes(), EVERY)[1].documents[0]
        assert [
            ("annex" if p.section == "annex" else p.kind, p.marker, p.text, p.marked_lead)
            for p in document.paragraphs
        ] == [(b["type"], b["marker"], one_line(b["text"]), b["lead"]) for b in expected["blocks"]]
        assert [(note.marker, note.text) for note in document.footnotes] == [
            (note["marker"], one_line(note["text"])) for note in expected["notes"]
        ]
        for role, part in (("front", "front"), ("closing", "back")):
            printed = [line.text for line in document.lines if line.role == role]
            assert printed == [one_line(line) for line in expected[part]]
        assert document.front.title == one_line(expected["title"])
        assert (document.identity.session, str(document.adopted_on)) == (
            expected["session"],
            expected["adopted"],
        )
        assert document.front.agenda_item in one_line(expected["agenda_item"])
        assert expected["meeting"].startswith(str(document.meeting))
        votes = document.closing.in_favour, document.closing.against, document.closing.abstaining
        sides = ("inFavour", "against", "abstaining")
        assert votes == tuple(
            int(expected["vote"][side]) if side in expected["vote"] else None for side in sides
        )


def test_the_parts_of_a_collection_have_their_own_symbols(shared: Path) -> None:
    _, reading = read_source((shared / "corpus" / "akn" / "en_75_101A-B_E.xml").read_bytes(), EVERY)
    documents = reading.documents
    assert [document.identity.symbol for document in documents] == ["A/RES/75/101A", "A/RES/75/101B"]
    assert [len(document.paragraphs) for document in documents] == [14, 168]
    assert documents[1].identifiers[-1] == "op135"
    numbers = [line.number for document in documents for line in document.lines]
    assert numbers == list(range(1, len(numbers) + 1))
