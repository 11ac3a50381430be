"""Citations as a lawyer would resolve them: text on the left, symbols on the right.

Here: numbers, organs, dates, pinpoints, titles. Not here: the vocabulary's own examples
(test_vocabularies).
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.test_themes import find_in, packaged_finder
from transforms.citations_organ import symbol_of
from warehouse.tables import FOOTNOTES, INSTRUMENTS, PARAGRAPH_INSTRUMENTS, RESOLUTIONS

COUNCIL: list[tuple[str, list[str]]] = [
    ("Recalling its resolution 35/17 of 22 June 2017,", ["A/HRC/RES/35/17"]),
    ("Recalling General Assembly resolution 60/251 of 15 March 2006,", ["A/RES/60/251"]),
    ("Recalling Human Rights Council resolutions 5/1 and 5/2 of 18 June 2007 and 16/21 of 25 March 2011,", ["A/HRC/RES/5/1", "A/HRC/RES/5/2", "A/HRC/RES/16/21"]),
    ("Recalling Council resolutions 5/1, on institution-building of the Council, and 5/2, on the Code,", ["A/HRC/RES/5/1", "A/HRC/RES/5/2"]),
    ("Recalling Council resolutions 5/1 to 5/4 of 18 June 2007,", ["A/HRC/RES/5/1", "A/HRC/RES/5/2", "A/HRC/RES/5/3", "A/HRC/RES/5/4"]),
    ("Recalling its resolutions 30/1 to 31/4 and 5/1 to 5/900,", ["A/HRC/RES/30/1", "A/HRC/RES/31/4", "A/HRC/RES/5/1", "A/HRC/RES/5/900"]),
    ("Recalling Council decision 17/119 of 17 June 2011 and its decision 6/102,", ["A/HRC/DEC/17/119", "A/HRC/DEC/6/102"]),
    ("Recalling its resolution S-9/1 of 12 January 2009 and Council resolution S\u201128/1,", ["A/HRC/RES/S-9/1", "A/HRC/RES/S-28/1"]),
    ("Recalling President’s statement PRST/29/1 of 3 July 2015 and statement PRST/OS/12/1,", ["A/HRC/PRST/29/1", "A/HRC/PRST/OS/12/1"]),
    ("Recalling Security Council resolution 1325 (2000) of 31 October 2000,", ["S/RES/1325(2000)"]),
    ("Recalling General Assembly resolutions 217 A (III) and 1514 (XV) of 14 December 1960,", ["A/RES/217(III)", "A/RES/1514(XV)"]),
    ("Recalling General Assembly resolution ES-11/1 of 2 March 2022,", ["A/RES/ES-11/1"]),
    ("Recalling Assembly resolution 77/290 B of 30 June 2023,", ["A/RES/77/290B"]),
    ("Recalling Commission on Human Rights resolution 2005/47 of 19 April 2005,", ["E/CN.4/RES/2005/47"]),
    ("Recalling Economic and Social Council resolution 1996/31 of 25 July 1996,", ["E/RES/1996/31"]),
    ("Recalling resolution 2000/22 of the Subcommission on the Promotion and Protection of Human Rights,", ["E/CN.4/Sub.2/RES/2000/22"]),
    ("Recalling General Assembly and Security Council resolutions 70/262 and 2282 (2016) of 27 April 2016,", ["A/RES/70/262", "S/RES/2282(2016)"]),
    ("Recalling resolution 69/167 of 18 December 2014, and its resolution 26/19 of 26 June 2014,", ["A/RES/69/167", "A/HRC/RES/26/19"]),
    ("Recalling that the General Assembly, in its resolution 70/1 of 25 September 2015, adopted it,", ["A/RES/70/1"]),
    ("Taking note of the report (A/HRC/50/21) and of E/CN.4/1998/53/Add.2, annex,", ["A/HRC/50/21", "E/CN.4/1998/53/Add.2"]),
    ("Recalling resolution 27/5 of 18 May 2018 of the Commission on Crime Prevention and Criminal Justice,", []),
    ("Recalling World Health Assembly resolution 64/24, and article 24/7 services,", []),
    ("Recalling its previous resolutions and relevant international instruments,", []),
    ("between 2014/15 and 2016/17, on 9/11, 3/4 of the members,", []),
]  # fmt: skip


def cited(found: pl.DataFrame) -> list[str]:
    return found.sort("end_char", "instrument_id")["instrument_id"].to_list()


@pytest.mark.parametrize(("text", "symbols"), COUNCIL)
def test_the_council_cites(text: str, symbols: list[str]) -> None:
    assert cited(find_in(text).paragraph_instruments) == symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Recalling its resolution 75/1 of 21 September 2020,", ["A/RES/75/1"]),
        ("Recalling Human Rights Council resolution 35/17 of 22 June 2017,", ["A/HRC/RES/35/17"]),
        ("Recalling its decision 74/558 of 3 August 2020,", ["A/DEC/74/558"]),
        (
            "Recalling its resolutions 46/182 of 19 December 1991 and 75/127,",
            ["A/RES/46/182", "A/RES/75/127"],
        ),
    ],
)
def test_the_assembly_cites(text: str, symbols: list[str]) -> None:
    assert cited(find_in(text, organ="GA", session=75).paragraph_instruments) == symbols


def test_a_date_serves_the_numbers_of_its_session_since_the_date_before() -> None:
    text = "Recalling Council resolutions 5/1 and 5/2 of 18 June 2007, 9/3 and 16/21 of 25 March 2011, and 18/18,"
    found = find_in(text).paragraph_instruments
    june, march = date(2007, 6, 18), date(2011, 3, 25)
    assert found["surface"].to_list() == ["5/1", "5/2", "9/3", "16/21", "18/18"]
    assert found["cited_on"].to_list() == [june, june, None, march, None]


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        (
            "in accordance with paragraphs 3 and 4 of its resolution 18/18 of 29 September 2011,",
            "paragraphs 3 and 4",
        ),
        ("in accordance with paragraph 47 of the annex to Council resolution 5/1.", "paragraph 47"),
        ("as set out in General Assembly resolution 60/251, paragraph 5(e),", "paragraph 5(e)"),
        ("as set out in General Assembly resolution 60/251,", None),
    ],
)
def test_the_part_cited_is_kept(text: str, pinpoint: str | None) -> None:
    found = find_in(text).paragraph_instruments
    assert found["pinpoint"].item() == pinpoint


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the Optional Protocol to the Convention against Torture", ["CAT_OP"]),
        (
            "the Convention on the Rights of the Child and the Optional Protocol thereto on the involvement of "
            "children in armed conflict",
            ["CRC", "CRC_OP_AC"],
        ),
        (
            "the Second Optional Protocol to the International Covenant on Civil and Political Rights",
            ["ICCPR_OP2"],
        ),
        (
            "the Charter of the United Nations and the African Charter on Human and Peoples’ Rights",
            ["UN_CHARTER", "ACHPR"],
        ),
        ("the global compact for safe, orderly and regular migration", ["GCM"]),
        ("Transforming our world: the 2030 Agenda for Sustainable Development", ["AGENDA_2030"]),
        ("the Covenant, the Convention and the Declaration", []),
        ("to charter aircraft", []),
    ],
)
def test_named_instruments(text: str, ids: list[str]) -> None:
    assert cited(find_in(text).paragraph_instruments) == ids


def test_instruments_that_the_vocabulary_lacks_get_a_row() -> None:
    found = find_in(
        "Recalling its resolution 35/17, General Assembly resolution 60/251 and the Paris Agreement,"
    )
    assert dict(found.instruments.schema) == INSTRUMENTS.schema
    assert dict(found.paragraph_instruments.schema) == PARAGRAPH_INSTRUMENTS.schema
    rows = found.instruments.select("instrument_id", "kind", "organ", "session", "number", "url").rows()
    assert rows == [
        ("A/HRC/RES/35/17", "resolution", "HRC", "35", "17", "https://docs.un.org/en/A/HRC/RES/35/17"),
        ("A/RES/60/251", "resolution", "GA", "60", "251", "https://docs.un.org/en/A/RES/60/251"),
    ]


@pytest.mark.parametrize(
    ("organ", "printed", "symbol"),
    [
        ("GA", "70/238 A", "A/RES/70/238"),
        ("GA", "74/232 B", "A/RES/74/232B"),
        ("GA", "56/24 V", "A/RES/56/24"),
        ("ECOSOC", "155 C (VII)", "E/RES/155(VII)"),
        ("SC", "1325 (2000)", "S/RES/1325(2000)"),
    ],
)
def test_parts_have_symbols_as_the_un_issues_them(organ: str, printed: str, symbol: str) -> None:
    assert symbol_of(organ, printed, "resolution") == (symbol, "resolution")


def test_text_that_looks_like_nothing_but_numbers_is_read_quickly() -> None:
    found = find_in(["1/1 " * 20_000, "resolutions " + "1/1, " * 2_000, "A/" * 50_000, "1 (" * 30_000])
    assert found.paragraph_instruments.filter(pl.col("paragraph_id") == "d0#op1").is_empty()


def test_what_footnotes_cite_is_found_at_its_place_in_them() -> None:
    documents = RESOLUTIONS.frame(
        [{"document_id": "d0", "language": "en", "organ": "HRC", "session_number": 60}]
    )
    texts = [
        "See A/HRC/50/21, paras. 3 and 4.",
        "General Assembly resolution 217 A (III).",
        "Ibid.",
        "A/CONF.157/24 (Part I), chap. III.",
    ]
    footnotes = FOOTNOTES.frame(
        {"document_id": "d0", "position": n, "marker": str(n), "text": text, "paragraph_id": "d0#pp1" if n == 1 else None}
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    found = packaged_finder().find_in_footnotes(documents, footnotes)
    rows = found.footnote_instruments.select("position", "paragraph_id", "instrument_id", "surface").rows()
    assert rows == [
        (1, "d0#pp1", "A/HRC/50/21", "A/HRC/50/21"),
        (2, None, "A/RES/217(III)", "217 A (III)"),
        (4, None, "A/CONF.157/24", "A/CONF.157/24"),
    ]
    for row in found.footnote_instruments.iter_rows(named=True):
        assert texts[row["position"] - 1][row["start_char"] : row["end_char"]] == row["surface"]
    assert set(found.instruments["instrument_id"]) == {"A/HRC/50/21", "A/RES/217(III)", "A/CONF.157/24"}


@pytest.mark.parametrize(
    "hostile", ["A/" + "1" * 9_000, "A/" + "RES/" * 2_000 + "1", "A/RES/1(" + "9" * 9_000 + ")", "resolution 1 (" + "I" * 9_000 + ")"]
)  # fmt: skip
def test_a_symbol_longer_than_any_real_one_is_no_citation(hostile: str) -> None:
    found = find_in(f"Recalling {hostile} and A/HRC/50/21,")
    symbols = found.instruments["instrument_id"].to_list()
    assert "A/HRC/50/21" in symbols
    assert max(map(len, symbols)) < 20
