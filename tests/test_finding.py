"""From what a person types to one document: short forms, languages, and errors that offer what is there.

Not here: what is shown of the document (`test_inspection`).
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from warehouse.finding import NoSuchDocument, NoSuchParagraph, find_document, find_paragraph

HELD = [
    "A/HRC/RES/30/21@en", "A/HRC/RES/30/21@fr", "A/HRC/RES/35/17@fr", "A/HRC/RES/36/2@es", "A/HRC/RES/36/2@fr",
    "A/HRC/RES/S-35/1@en", "A/HRC/DEC/17/119@en", "A/HRC/PRST/OS/12/1@en", "A/HRC/RES/60/1@en", "A/RES/60/1@en",
    "A/RES/77/290B@en", "S/RES/1325(2000)@en", "A/RES/217(III)@en",
]  # fmt: skip

PARAGRAPHS = [
    "opening", "pp1", "pp2", "pp3", "op1", "op1(a)", "op1(b)", "op1(b)(i)", "op2", "op3(i)", "op3(I)", "op10",
    "h1", "an1.op1", "an1.op2", "op2.pp1",
]  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE resolutions (document_id TEXT, symbol TEXT, language TEXT)")
        connection.executemany(
            "INSERT INTO resolutions VALUES (?, ?, ?)", [[held, *held.split("@")] for held in HELD]
        )
        connection.execute("CREATE TABLE paragraphs (paragraph_id TEXT, document_id TEXT, position INTEGER)")
        connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?)",
            [[f"{HELD[0]}#{name}", HELD[0], at] for at, name in enumerate(PARAGRAPHS)],
        )
        yield connection


@pytest.mark.parametrize(
    ("typed", "language", "document_id"),
    [
        ("A/HRC/RES/30/21", None, "A/HRC/RES/30/21@en"),
        ("a/hrc/res/30/21", None, "A/HRC/RES/30/21@en"),
        (" A / HRC/RES/30 /21 ", None, "A/HRC/RES/30/21@en"),
        ("30/21", None, "A/HRC/RES/30/21@en"),
        ("RES/30/21", "FR", "A/HRC/RES/30/21@fr"),
        ("30/21@fr", None, "A/HRC/RES/30/21@fr"),
        ("A/HRC/RES/30/21@FR", "fr", "A/HRC/RES/30/21@fr"),
        ("A/HRC/RES/30/21@fr#op3", None, "A/HRC/RES/30/21@fr"),
        ("35/17", None, "A/HRC/RES/35/17@fr"),
        ("s-35/1", None, "A/HRC/RES/S-35/1@en"),
        ("17/119", None, "A/HRC/DEC/17/119@en"),
        ("OS/12/1", None, "A/HRC/PRST/OS/12/1@en"),
        ("77/290b", None, "A/RES/77/290B@en"),
        ("A/RES/60/1", None, "A/RES/60/1@en"),
        ("1325 (2000)", None, "S/RES/1325(2000)@en"),
        ("217 (iii)", None, "A/RES/217(III)@en"),
    ],
)
def test_a_document_is_found_by(
    connection: duckdb.DuckDBPyConnection, typed: str, language: str | None, document_id: str
) -> None:
    assert find_document(connection, typed, language) == document_id


@pytest.mark.parametrize(
    ("typed", "language", "message"),
    [
        ("A/HRC/RES/30/12", None, r"no document A/HRC/RES/30/12\. Close to it: A/HRC/RES/30/21"),
        ("30/12", None, r"no document 30/12\. Close to it: A/HRC/RES/30/21"),
        ("60/1", None, r"^60/1 may be A/HRC/RES/60/1 or A/RES/60/1\. Give the whole symbol\.$"),
        ("21", None, r"no document 21\. "),
        ("%", None, r"no document %\. Nothing here is close to it\. hrcw query"),
        ("", None, r"no document \(no symbol\)\."),
        ("0/21", None, r"no document 0/21\. "),
        ("30/21", "es", r"^A/HRC/RES/30/21 is not here in es; it is in en and fr\.$"),
        ("36/2", None, r"^A/HRC/RES/36/2 is here in es and fr\. Choose one with --language\.$"),
        ("30/21@fr", "en", r"names the language fr, and --language the language en\. Give one of them\.$"),
    ],
)
def test_what_names_no_document_says_why_and_what_would(
    connection: duckdb.DuckDBPyConnection, typed: str, language: str | None, message: str
) -> None:
    with pytest.raises(NoSuchDocument, match=message):
        find_document(connection, typed, language)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("A/HRC/RES/30/21@en#op1(a)", "op1(a)"), ("30/21#op1", "op1"), ("30/21 # OP 1 (B) (i) ", "op1(b)(i)"),
        ("30/21#AN1.OP2", "an1.op2"), ("30/21#op3(I)", "op3(I)"), ("30/21#op3(i)", "op3(i)"), ("30/21", None), ("30/21#", None),
    ],
)  # fmt: skip
def test_a_paragraph_is_found_by(connection: duckdb.DuckDBPyConnection, typed: str, name: str | None) -> None:
    paragraph_id = f"{HELD[0]}#{name}" if name else None
    assert find_paragraph(connection, typed) == (HELD[0], paragraph_id)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("30/21#op4", r"^A/HRC/RES/30/21@en has no paragraph op4\. Close to it: .*op1.* It has "),
        ("30/21#op1(c)", r"Close to it: op1\(a\), op1\(b\), op3\(i\), op3\(I\)\. "),
        ("30/21#%", r"no paragraph %\. It has opening, pp1 to pp3, op1 to op10, h1, an1\.op1 to an1\.op2, op2\.pp1\.$"),
        ("30/21#OP3(I)", r"^OP3\(I\) may be op3\(i\) or op3\(I\) in A/HRC/RES/30/21@en\. Type one of them\.$"),
        ("35/17#op1", r"^A/HRC/RES/35/17@fr has no paragraph\.$"),
        ("30/12#op1", r"no document 30/12\. Close to it: A/HRC/RES/30/21"),
    ],
)  # fmt: skip
def test_what_names_no_paragraph_names_those_there_are(
    connection: duckdb.DuckDBPyConnection, typed: str, message: str
) -> None:
    expected = NoSuchDocument if "30/12" in typed else NoSuchParagraph
    with pytest.raises(expected, match=message):
        find_paragraph(connection, typed)


def test_an_empty_warehouse_says_so() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE resolutions (document_id TEXT, symbol TEXT, language TEXT)")
        with pytest.raises(NoSuchDocument, match=r"holds no document\. Read some with: hrcw build FOLDER"):
            find_document(connection, "30/21")
