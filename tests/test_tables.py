"""Tables are read alike in HTML, DOCX and ODT: data by rows, text set beside text by its paragraphs.

Here: the one rule, in each of the three. Not here: merged and deleted cells (`test_docx`), broken tables of pages
(`test_html`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.office_files import docx_file, odt_file
from transforms.formats.registry import find_format
from transforms.text import Line

Rows = list[list[list[str]]]
"""The paragraphs of each cell of each row."""


def html(rows: Rows) -> bytes:
    return f"<html><table>{_marked(rows, 'tr', 'td', '<p>{}</p>')}</table></html>".encode()


def docx(rows: Rows) -> bytes:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return docx_file(f"<w:tbl><w:tblPr/><w:tblGrid/>{_marked(rows, 'w:tr', 'w:tc', paragraph)}</w:tbl>")


def odt(rows: Rows) -> bytes:
    cells = _marked(rows, "table:table-row", "table:table-cell", "<text:p>{}</text:p>")
    return odt_file(f"<table:table>{cells}</table:table>")


def _marked(rows: Rows, row_tag: str, cell_tag: str, paragraph: str) -> str:
    return "".join(
        f"<{row_tag}>"
        + "".join(f"<{cell_tag}>{''.join(map(paragraph.format, cell))}</{cell_tag}>" for cell in row)
        + f"</{row_tag}>"
        for row in rows
    )


def lines_of(data: bytes) -> list[Line]:
    (text,) = find_format(data).read(data)
    return text.lines


COUNCIL = [
    "The Human Rights Council,",
    "Recalling its resolution 24/5,",
    "1. Decides to act;",
    "2. Requests:",
]
CONSEIL = [
    "Le Conseil des droits de l’homme,",
    "Rappelant sa résolution 24/5,",
    "1. Décide d’agir ;",
    "2. Prie :",
]
ITEMS = ["(a) To submit the report;", "(b) To consult;"]
LONG = "{} is a long sentence that says a thing of its own, as a report does."

CASES: dict[str, tuple[Rows, list[str], bool]] = {
    "a masthead": (
        [[["United Nations"], ["A/HRC/RES/30/21"]], [["General Assembly"], ["Distr.: General", "12 October 2015"]]],
        ["United Nations", "A/HRC/RES/30/21", "General Assembly", "Distr.: General", "12 October 2015"], True,
    ),
    "data": (
        [[["No."], ["Post"], ["Level"]], *([[str(at)], [f"Post {at}"], ["P-5", "more"]] for at in range(4))],
        ["No. Post Level", *(f"{at} Post {at} P-5 more" for at in range(4))], False,
    ),
    "numbers in a column of their own": (
        [[[f"{at}."], [f"Calls {at}:", *(ITEMS if at == 2 else [])]] for at in range(1, 5)],
        ["1. Calls 1:", "2. Calls 2:", *ITEMS, "3. Calls 3:", "4. Calls 4:"], True,
    ),
    "numbers without a mark": (
        [[[str(at)], [f"Calls upon all States to do {at};"]] for at in range(1, 6)],
        [f"{at} Calls upon all States to do {at};" for at in range(1, 6)], True,
    ),
    "letters in a column of their own": (
        [[["1."], ["Decides to act;"], []], [["2."], ["Requests:"], []], [[], ["(a)"], ["To submit;"]], [[], ["(b)"], ["To consult;"]]],
        [COUNCIL[2], "2. Requests:", "(a) To submit;", "(b) To consult;"], True,
    ),
    "two languages side by side": (
        [[["English and French"]], *([[one], [other]] for one, other in zip(COUNCIL, CONSEIL, strict=True)), *([[each], []] for each in ITEMS)],
        ["English and French", *COUNCIL, *ITEMS, *CONSEIL], True,
    ),
    "two languages, each with its numbers": (
        [[[], ["The Council,"], [], ["Le Conseil,"]], *([[f"{at}."], [f"Calls {at};"], [f"{at}."], [f"Engage {at} ;"]] for at in (1, 2, 3))],
        ["The Council,", *(f"{at}. Calls {at};" for at in (1, 2, 3)), "Le Conseil,", *(f"{at}. Engage {at} ;" for at in (1, 2, 3))], True,
    ),
    "sentences": (
        [[["Article"], ["Text"]], *([[f"Article {at}"], [LONG.format(at), "More."]] for at in range(4))],
        ["Article", "Text", *(each for at in range(4) for each in (f"Article {at}", LONG.format(at), "More."))], True,
    ),
    "a column of a page": (
        [[["menu"], [f"paragraph {at}" for at in range(6)]]], ["menu", *(f"paragraph {at}" for at in range(6))], True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", [html, docx, odt])
@pytest.mark.parametrize("case", CASES)
def test_a_table_has_its_rows_or_its_paragraphs(write: Callable[[Rows], bytes], case: str) -> None:
    rows, expected, are_apart = CASES[case]
    lines = lines_of(write(rows))
    assert [line.printed for line in lines] == expected
    assert [line.after_blank for line in lines] == [True, *[are_apart] * (len(lines) - 1)]


def test_a_row_of_very_many_cells_costs_no_more_than_its_cells() -> None:
    rows: Rows = [[["x,"]] * 15_000, *[[["x,"], ["x,"]]] * 15_000]
    started = time.process_time()
    assert len(lines_of(docx(rows))) == 45_000
    assert time.process_time() - started < 20
