"""Akoma Ntoso that is hostile, huge or no structure at all: refused at little cost, or accounted for.

Not here: what well-meant files say (`test_akn_reading`).
"""

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.akn_files import BODY, PREAMBLE, akn, assert_round_trip, frames_of, load_schema
from tests.conftest import rows
from transforms.akn import OWN

QUIET = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE akomaNtoso [<!ENTITY l0 "ha">{LAUGHS}]>' + akn(body=BODY.replace("rest", "&l9;")),
    "an entity of a file": '<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + akn(body=BODY.replace("rest", "&x;")),
    "a document type alone": "<!DOCTYPE akomaNtoso>" + akn(),
    "a document type of another name": '<!DOCTYPE x SYSTEM "x.dtd">' + akn(),
    "deep": akn(body="<section>" * 5_000 + BODY + "</section>" * 5_000),
    "deep enough for us": akn(body="<section>" * 150 + BODY + "</section>" * 150),
    "deep inline": akn(body=f"<p>{'<b>' * 200}x{'</b>' * 200}</p>"),
}  # fmt: skip
COSTLY = {
    "many paragraphs": BODY * 8_000,
    "many items": BODY + "<paragraph><content><p>(a) To go:</p></content></paragraph>" * 10_000,
    "many blocks in one content": f"<paragraph><num>1.</num><content>{'<p>Decides</p>' * 60_000}</content></paragraph>",
    "many notes": f"<paragraph><num>1.</num><content><p>Rest{'<authorialNote><p>See.</p></authorialNote>' * 15_000}</p></content></paragraph>",
    "much text": f"<paragraph><num>1.</num><content><p>{'deep also ' * 100_000}</p></content></paragraph>",
    "much in italics": f"<paragraph><num>1.</num><content><p>{'<i>deep</i> ' * 80_000}</p></content></paragraph>",
    "many attributes": "<paragraph" + "".join(f" a{n}=''" for n in range(60_000)) + "><num>1.</num><content><p>Decides</p></content></paragraph>",
    "accents": f"<paragraph><num>1.</num><content><p>a{'&#x301;&#x323;' * 70_000}</p></content></paragraph>",
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_could_cost_without_end_is_refused(what: str) -> None:
    started = time.process_time()
    frames = frames_of(HOSTILE[what])
    assert frames["rejects"]["reason"].to_list() == ["malformed_xml"], frames["rejects"]["detail"].to_list()
    assert rows(frames["rejects"], "stage") == [("read",)]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("what", COSTLY)
def test_the_cost_of_a_large_file_is_bounded(what: str) -> None:
    started = time.process_time()
    frames = frames_of(akn(body=COSTLY[what]))
    assert "parser_error" not in frames["rejects"]["reason"].to_list()
    assert time.process_time() - started < 8


NAMES = [
    "p", "paragraph", "point", "list", "intro", "content", "num", "heading", "subheading", "crossHeading", "section", "table", "tr", "td",
    "container", "formula", "span", "i", "authorialNote", "noteRef", "eol", "blockList", "item", "block", "preamble", "mainBody", "conclusions",
    "attachments", "attachment", "doc", "coverPage", "preface", "docTitle", "docNumber", "ul", "li", "other",
]  # fmt: skip
PIECES = st.sampled_from(
    ["", " ", "(a) ", "1. ", "To rest;", "Decides to rest:", "The Human Rights Council,", "Annex", "42nd meeting", "2 October 2015", "“"]
) | st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<&\ufffe\uffff"), max_size=8)  # fmt: skip
SAID = st.sampled_from(
    ["", ' class="H1"', ' class="italic"', ' o:kind="opening"', ' o:kind="x"', ' o:section="preamble"', ' o:section="annex"',
     ' o:number="9"', ' o:depth="99999999999"', ' o:depth="2"', ' o:annex="x"', ' o:position="1"', ' marker="*"', ' href="#n"', ' refersTo="#symbol"']
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> str:
    name = draw(st.sampled_from(NAMES))
    inner = draw(st.lists(PIECES if depth == 0 else PIECES | trees(depth - 1), max_size=4))
    return f"<{name}{draw(SAID)}>{''.join(inner)}</{name}>"


@given(
    st.lists(trees(), max_size=4), st.lists(trees(), max_size=2), st.lists(trees(), max_size=2), st.booleans()
)
@QUIET
def test_any_markup_is_a_document_or_a_reject(
    body: list[str], preamble: list[str], more: list[str], is_own: bool
) -> None:
    """Whatever the elements and our own attributes say; and what is a document comes back from its export."""
    own = '<proprietary source="#x"><o:document meeting="99999999999" isFictitious="maybe"/></proprietary>'
    source = akn(
        body=BODY + "".join(body),
        preamble=PREAMBLE + "".join(preamble),
        more="".join(more),
        meta=own if is_own else "",
    ).replace("<akomaNtoso", f'<akomaNtoso xmlns:o="{OWN}"', 1)
    frames = frames_of(source)
    assert "parser_error" not in frames["rejects"]["reason"].to_list(), frames["rejects"].rows()
    account(frames)
    if not frames["resolutions"].is_empty():
        assert_round_trip(source, load_schema())


def account(frames: dict[str, pl.DataFrame]) -> None:
    """What must hold of every document that is published."""
    paragraphs, lines = frames["paragraphs"], frames["source_lines"]
    assert lines["line_number"].to_list() == list(range(1, lines.height + 1))
    assert frames["resolutions"]["line_count"].sum() == lines.height
    assert lines["role"].null_count() == 0
    assert lines["text"].str.strip_chars().str.len_chars().min() != 0
    assert paragraphs["paragraph_id"].is_unique().all()
    assert set(paragraphs["paragraph_id"]) == set(lines["paragraph_id"].drop_nulls())
    assert paragraphs.filter(pl.col("text") != pl.col("text").str.strip_chars()).is_empty()
    assert paragraphs.filter(pl.col("text").str.contains("  |^$")).is_empty()
    printed = lines.drop_nulls("paragraph_id").group_by("paragraph_id").agg(pl.col("text").str.join(" "))
    for name, text in rows(paragraphs, "paragraph_id", "text"):
        rest = iter(dict(printed.rows())[name])
        assert all(char in rest for char in text if char != " "), (name, text)
    operative = paragraphs.filter(pl.col("kind") == "operative", pl.col("section") == "operative")[
        "position"
    ].min()
    preambular = paragraphs.filter(pl.col("kind") == "preambular", pl.col("section") != "annex")[
        "position"
    ].max()
    assert operative is None or preambular is None or preambular < operative
