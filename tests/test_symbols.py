"""Document symbols: what each organ writes, read and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.symbols import PREFIXES, guess_type, name_text, read_symbol, squeeze

SYMBOLS = [
    ("A/HRC/RES/30/21", "HRC", "resolution", "30", "regular", 30, "21"),
    ("A/HRC/RES/S-35/1", "HRC", "resolution", "S-35", "special", 35, "1"),
    ("A/HRC/DEC/17/119", "HRC", "decision", "17", "regular", 17, "119"),
    ("A/HRC/PRST/29/1", "HRC", "presidential_statement", "29", "regular", 29, "1"),
    ("A/HRC/PRST/OS/12/1", "HRC", "presidential_statement", "OS/12", "organizational", 12, "1"),
    ("A/RES/60/251", "GA", "resolution", "60", "regular", 60, "251"),
    ("A/RES/ES-11/1", "GA", "resolution", "ES-11", "emergency_special", 11, "1"),
    ("A/RES/S-26/2", "GA", "resolution", "S-26", "special", 26, "2"),
    ("A/RES/77/290B", "GA", "resolution", "77", "regular", 77, "290B"),
    ("A/RES/75/101A-B", "GA", "resolution", "75", "regular", 75, "101A-B"),
    ("S/RES/1325(2000)", "SC", "resolution", "2000", "regular", 2000, "1325"),
    ("E/RES/1996/31", "ECOSOC", "resolution", "1996", "regular", 1996, "31"),
    ("E/CN.4/RES/2005/47", "CHR", "resolution", "2005", "regular", 2005, "47"),
    ("E/CN.4/DEC/2005/101", "CHR", "decision", "2005", "regular", 2005, "101"),
]  # fmt: skip


@pytest.mark.parametrize("case", SYMBOLS, ids=[case[0] for case in SYMBOLS])
def test_a_symbol_is_read_and_written_back(case: tuple[str, str, str, str, str, int, str]) -> None:
    symbol, *facts = case
    adopted = read_symbol(symbol)
    assert adopted is not None
    assert [
        adopted.organ, adopted.document_type, adopted.session, adopted.session_kind,
        adopted.session_number, adopted.number,
    ] == facts  # fmt: skip
    assert adopted.symbol == symbol
    assert name_text(adopted.organ, adopted.document_type, adopted.session, adopted.number) == adopted


@pytest.mark.parametrize(
    "printed", ["A/HRC/RES/30/21", "a/hrc/res/30/21", " A/HRC/RES/ 30 / 21 ", "A/HRC/RES/30/\n21"]
)
def test_spaces_and_small_letters_make_no_difference(printed: str) -> None:
    assert squeeze(printed) == "A/HRC/RES/30/21"
    adopted = read_symbol(printed)
    assert adopted is not None
    assert adopted.symbol == "A/HRC/RES/30/21"


@pytest.mark.parametrize(
    "symbol",
    [
        "", "A/HRC/30/21", "A/HRC/RES/30", "A/HRC/RES/0/1", "A/HRC/RES/30/0", "A/HRC/RES/30/L.21", "A/HRC/RES/30/21/Add.1",
        "A/HRC/RES/X-30/21", "A/HRC/30/L.5", "S/2000/1", "CCPR/C/GC/34", "A/RES/60", "A/HRC/RES/30/21+",
    ],
)  # fmt: skip
def test_other_documents_are_no_adopted_texts(symbol: str) -> None:
    assert read_symbol(symbol) is None


@given(
    st.sampled_from(sorted(PREFIXES)),
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.sampled_from(["", "S-", "ES-", "OS/"]),
)
def test_whatever_is_named_reads_back(pair: tuple[str, str], session: int, number: int, kind: str) -> None:
    adopted = name_text(*pair, f"{kind}{session}", str(number))
    if adopted is not None:
        assert read_symbol(adopted.symbol) == adopted
    else:
        assert pair == ("SC", "resolution")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    adopted = read_symbol(text)
    assert adopted is None or read_symbol(adopted.symbol) == adopted


@pytest.mark.parametrize(
    ("organ", "number", "kind"),
    [("HRC", "21", "resolution"), ("HRC", "101", "decision"), ("HRC", "100", "resolution"), ("GA", "251", "resolution"), ("HRC", "", "resolution")],
)  # fmt: skip
def test_the_council_numbers_its_decisions_from_101(organ: str, number: str, kind: str) -> None:
    assert guess_type(organ, number) == kind


def test_a_pair_that_has_no_symbol_has_no_identity() -> None:
    assert name_text("CHR", "presidential_statement", "60", "1") is None
    assert name_text("HRC", "resolution", "thirty", "1") is None
