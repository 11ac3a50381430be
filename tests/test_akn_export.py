"""Exports as Akoma Ntoso: valid against its schema, and read back as the rows that they were made from."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.akn_files import (
    EVERY_LANGUAGE,
    akn,
    assert_round_trip,
    assert_valid,
    export,
    frames_of,
    load_schema,
    statement,
)
from tests.conftest import CLOSING, FRONT, PREAMBLE, resolution
from tests.reference_tools import load_tool
from transforms.akn import AKN, OWN
from transforms.akn_elements import clean
from transforms.akn_writing import write_akn

SAMPLES = sorted((Path(__file__).parents[1] / "warehouse" / "samples").glob("*.txt"))
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
VOTE = "42nd meeting\n\n2 October 2015\n\n[Adopted by a recorded vote of 32 to 13, with 2 abstentions.]"
STATEMENT = "29/1. Statement on rest\n\nAt the 43rd meeting of the Human Rights Council, on 3 July 2015, the President of the Council made the following statement:\n\nThe Human Rights Council welcomes rest.\n"

TEXTS = {
    "a plain resolution": resolution(PREAMBLE, "1. Decides to rest;", "2. Requests a report."),
    "a quoted resolution": resolution(
        PREAMBLE, "1. Recommends that the General Assembly adopt the following:", "“The General Assembly,", "“Recalling the Charter,",
        "“I", "“1. Calls upon States:", "“(a) To rest;", "“(b) To sleep;", "“2. Decides to rest.”", "2. Decides so:", "(a) By day;",
    ),
    "items without a letter": resolution(PREAMBLE, "1. Calls upon States:", "To rest;", "To sleep;", "2. Decides so."),
    "items of items": resolution(
        PREAMBLE, "1. Calls upon States:", "(a) To rest:", "(i) By day;", "(ii) By night;", "(b) To work;", "2. Decides so."
    ),
    "items in the preamble": resolution("Recalling:", "(a) The Charter,", "(b) The Covenant,", "1. Decides to rest."),
    "headings": resolution(PREAMBLE, "I", "General", "1. Decides to rest;", "II", "Follow-up", "2. Requests a report."),
    "a heading among items": resolution(
        PREAMBLE, "1. Calls upon States:", "(a) To rest;", "At night", "(b) To sleep;", "2. Decides so."
    ),
    "annexes": resolution(
        PREAMBLE, "1. Adopts the annex.", CLOSING, "Annex I", "Rules of rest", "1. Rest is free:", "(a) By day;", "Annex II",
        "(a) Without a number above;", "1. Sleep is free.", closing="",
    ),
    "a recorded vote": resolution(PREAMBLE, "1. Decides to rest.", closing=VOTE),
    "a recorded vote with its roll": resolution(
        PREAMBLE, "1. Decides to rest.", closing=VOTE.replace(".]", ".\nIn favour: Albania, Benin\nAgainst: Chile]")
    ),
    "lost numbers": resolution(PREAMBLE, "Decides to rest;", "Requests a report;", "Also decides to sleep."),
    "one lost number": resolution(PREAMBLE, "1. Decides to rest;", "Requests a report;", "3. Also decides to sleep."),
    "no closing": resolution(PREAMBLE, "1. Decides to rest.", closing=""),
    "a quotation": resolution("“Recalling the Charter,”", "1. Decides to rest.", "“2. Decides not to.”"),
    "a text cut short": resolution(PREAMBLE, "1. Decides", "2. Requests the Office"),
    "hostile characters": resolution("Recalling <b>&amp;]]> “x”\u2028 &#7;,", "1. Decides to -- rest <!-- & --> ?> 𝔸\ufdd0."),
    "a decision": resolution("Decides to rest.", front="Decision adopted by the Human Rights Council on 2 October 2015\n\n30/115. Rest"),
    "a decision of one sentence": "48/901. Rest\n\nAt its 46th meeting, on 11 October 2021, the Human Rights Council decided:\n\n(a) To rest;\n\n(b) To sleep.\n",
    "items without letters, a table and lost numbers": resolution(
        PREAMBLE, "1. Calls for:", "Target 1: rest;", "Target 2: sleep;", "2. Decides on:",
        "State Hours Chad 1 Fiji 2 Mali 3 Peru 4 Togo 5", "Requests a report."
    ),
    "a special session": resolution(PREAMBLE, "1. Decides to rest.", front=FRONT.replace("30/21", "S-30/1")),
    "a statement by the President": STATEMENT,
    "footnotes": resolution(
        "Recalling the Covenant,1 as agreed,", "1. Decides to rest;2", "2. Requests a report.", "_______________",
        "1 See resolution 2200 A (XXI).", "2 A/HRC/30/1.", "3 Not called.", gap="\n",
    ),
    "a table, and notes without a place": akn(
        statement(
            "<paragraph><num>1.</num><content><p>Decides<authorialNote marker='2'><p>Second.</p></authorialNote>:</p></content></paragraph>"
            "<paragraph><content><table><tr><td><p>Posts</p></td><td><p>4</p></td></tr><tr><td><p>All</p></td></tr></table></content></paragraph>",
            preface="<p><docNumber>30/21.</docNumber><docTitle>Rest<authorialNote marker='*'><p>Reissued.</p></authorialNote></docTitle></p>",
        )
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> Any:
    return load_schema()


@pytest.mark.parametrize("what", TEXTS)
def test_a_document_comes_back_as_it_was(what: str, schema: Any) -> None:
    assert assert_round_trip(TEXTS[what], schema) == 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_come_back(path: Path, schema: Any) -> None:
    assert_round_trip(path.read_bytes(), schema)


def test_the_files_of_the_united_nations_come_back(shared: Path, schema: Any) -> None:
    files = sorted((shared / "corpus" / "akn").glob("*.xml"))
    assert sum(assert_round_trip(path.read_bytes(), schema) for path in files) == len(files) + 1


@pytest.mark.parametrize(
    ("corpus", "style", "every"),
    [("hrc_en", "plain", 10), ("ga_en", "plain", 10), ("ga_en", "pdf", 40), ("ga_fr", "plain", 40), ("ga_es", "plain", 40)],
)  # fmt: skip
def test_the_corpora_come_back(shared: Path, schema: Any, corpus: str, style: str, every: int) -> None:
    renderer = load_tool("render", shared)
    with lzma.open(shared / "corpus" / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][::every]
    for document in documents:
        assert_round_trip(renderer.STYLES[style](document | {"title": document["title"] or ""}), schema)
    assert len(documents) > 10


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=60)


@given(
    WORDS,
    st.lists(
        st.tuples(
            st.sampled_from(["Recalling ", "1. Decides ", "2. ", "(a) ", "(i) ", "Annex\n", ""]), WORDS
        ),
        max_size=8,
    ),
)
@QUIET
def test_any_words_come_back(title: str, parts: list[tuple[str, str]]) -> None:
    paragraphs = ["1. Decides to rest;", *(f"{lead}{words}" for lead, words in parts)]
    source = resolution(PREAMBLE, *paragraphs, front=FRONT + f" {title}")
    if not frames_of(source)["resolutions"].is_empty():
        assert_round_trip(source, load_schema())


# ---- what the file says


def read(data: bytes) -> Any:
    return etree.fromstring(data)


def test_markup_is_that_of_the_united_nations() -> None:
    tree = read(export(frames_of(TEXTS["items of items"]), "A/HRC/RES/30/21@en"))
    names = {"a": AKN}
    assert tree.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=names) == (
        "/akn/un/statement/deliberation/unhrc/2015-10-02/30-21/"
    )
    assert tree.xpath("string(//a:FRBRlanguage/@language)", namespaces=names) == "eng"
    assert tree.xpath("//a:preamble/a:container/@name", namespaces=names) == ["Guided"]
    assert tree.xpath("//a:container/a:p/a:span[@class='italic']/text()", namespaces=names) == ["Guided"]
    assert tree.xpath("//a:paragraph/a:list/a:point/a:num/text()", namespaces=names) == ["(a)", "(b)"]
    assert tree.xpath("//a:point/a:list/a:point/@wId", namespaces=names) == ["op1(a)(i)", "op1(a)(ii)"]
    assert tree.xpath("string(//a:voting/@outcome)", namespaces=names) == "adoptedWithoutVote"
    assert tree.xpath("//a:conclusions/a:p/a:inline/text()", namespaces=names) == [
        "42nd meeting",
        "[Adopted without a vote.]",
    ]


def test_structure_speaks_for_itself_where_it_can() -> None:
    """Our own attributes stand only where the markup of others has no word for a fact."""
    for what in ("a plain resolution", "items of items", "headings", "a recorded vote", "annexes"):
        data = export(frames_of(TEXTS[what]), "A/HRC/RES/30/21@en")
        said = [
            name for element in read(data).iter() for name in element.attrib if name.startswith(f"{{{OWN}}}")
        ]
        assert said == [], what


def test_what_lost_its_number_says_so() -> None:
    tree = read(export(frames_of(TEXTS["one lost number"]), "A/HRC/RES/30/21@en"))
    (paragraph,) = tree.findall(f".//{{{AKN}}}paragraph[@{{{OWN}}}numberIsInferred]")
    assert paragraph.get(f"{{{OWN}}}number") == "2"
    assert paragraph.find(f"{{{AKN}}}num") is None


@pytest.mark.parametrize(
    "what", ["a plain resolution", "items of items", "a recorded vote", "headings", "a decision"]
)
def test_readers_who_know_nothing_of_us_lose_no_words(what: str) -> None:
    """Without our namespace an export is an AKN file like any other, and reads the same."""
    frames = frames_of(TEXTS[what])
    tree = read(export(frames, frames["resolutions"]["document_id"][0]))
    (proprietary,) = tree.findall(f".//{{{AKN}}}proprietary")
    proprietary.getparent().remove(proprietary)
    again = frames_of(etree.tostring(tree))
    columns = ["paragraph_id", "section", "kind", "number", "text", "lead_phrase"]
    assert again["paragraphs"].select(columns).rows() == frames["paragraphs"].select(columns).rows()
    facts = ["symbol", "title", "adopted_on", "meeting", "adoption", "votes_in_favour", "agenda_item"]
    assert again["resolutions"].select(facts).rows() == frames["resolutions"].select(facts).rows()


def test_invented_texts_say_so_in_print() -> None:
    frames = frames_of(SAMPLES[0].read_bytes())
    assert frames["resolutions"]["is_fictitious"].to_list() == [True]
    tree = read(export(frames, frames["resolutions"]["document_id"][0]))
    assert tree.find(f".//{{{AKN}}}coverPage/{{{AKN}}}p").text.startswith("FICTITIOUS SAMPLE")


@pytest.mark.parametrize("language", sorted(EVERY_LANGUAGE))
def test_the_printed_lines_are_in_the_language_of_the_text(language: str, schema: Any) -> None:
    frames = frames_of(TEXTS["a recorded vote"])
    row = frames["resolutions"].to_dicts()[0] | {"language": language, "agenda_item": "3"}
    data = write_akn(row, frames["paragraphs"].to_dicts(), [], EVERY_LANGUAGE[language])
    assert_valid(data, schema)
    patterns = EVERY_LANGUAGE[language].patterns
    printed = [" ".join("".join(each.itertext()).split()) for each in read(data).iter(f"{{{AKN}}}p")]
    for name in ("front.agenda_item", "front.adopted_on", "closing.meeting", "closing.recorded_vote"):
        assert any(patterns[name].search(line) for line in printed), (name, printed)


def test_what_xml_forbids_is_replaced_and_stays_visible(schema: Any) -> None:
    data = export(frames_of(resolution(PREAMBLE, "1. Decides \ufffe to rest.")), "A/HRC/RES/30/21@en")
    assert frames_of(data)["paragraphs"]["text"].to_list()[-1] == "Decides \ufffd to rest."
    assert_round_trip(data, schema)
    assert clean("a\x00b\ufffec") == "a\ufffdb\ufffdc"
    assert clean("“é” 𝔸 & <") == "“é” 𝔸 & <"
