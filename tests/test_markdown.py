"""Markdown: told from plain text by its marks alone, read without losing a word, numbers as written.

Not here: plain text (`test_text`).
"""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path
from time import monotonic

import pytest

from tests.conftest import read_frames, resolution, rows
from transforms.formats.markdown import MARKDOWN, read_markdown
from transforms.formats.plain import PLAIN
from transforms.formats.registry import find_format
from transforms.text import Line, Unreadable

TWO = "*Recalling* a, *noting* b"
"""Marks enough to be told by."""


def lines_of(source: str) -> list[Line]:
    (text,) = read_markdown(source.encode())
    return text.lines


def printed(source: str) -> list[str]:
    return [line.printed for line in lines_of(source)]


@pytest.mark.parametrize(
    "source",
    [
        "# 30/21. The right to rest\n",
        "United Nations\n\n## Title\n",
        "a **bold** word",
        "see [the page](https://docs.un.org/A/75/1)",
        "the Covenant,[^1] and",
        TWO,
        "_Recalling_ a,\n\n_Noting_ b,\n",
        "1. *Decides* a;\n\n2. *Calls upon* b.",
        "---\nsymbol: A/HRC/RES/30/21\n---\nThe Human Rights Council,\n",
        "\ufeff# Title\r\n\r\ntext",
    ],
)
def test_marks_of_markdown_are_told(source: str) -> None:
    assert MARKDOWN.recognizes(source.encode())
    assert find_format(source.encode()) is MARKDOWN


@pytest.mark.parametrize(
    "source",
    [
        "1. Decides a;\n\n2. Calls b;\n\n- one\n* two\n",
        "* Reissued for technical reasons on 3 May 2020.\n\n** The delegation of Benin said so.\n",
        "In favour: Benin,* Chad,** Togo\n\n*Subsequently, Benin informed the Secretariat.\n**Likewise Chad.\n",
        "Statement*\n\n* Adopted without a vote.\n\n*** End\n",
        "_________________\n1 A/75/1.\n__________________\n2 A/75/2.\n",
        "Name: ______ Date: ______\n",
        "[on the report of the Third Committee (A/75/478, para. 89)]\n",
        "Table\n# of States: 12",
        "A *single* word",
        "a snake_case_name and an_other_one",
        "2*3*4 and 5*6*7, a * b * c",
        "> quoted\n\n    indented\n",
        "Title\n=====\n\nSection\n-------\n",
        "---\nThe Human Rights Council,\n---\n",
        "---\n- Albania: in favour\n---\n",
        "| a | b |",
        "`code`",
        "^1 a note, A^2",
    ],
)
def test_what_plain_texts_have_is_no_mark(source: str) -> None:
    assert not MARKDOWN.recognizes(source.encode())
    assert find_format(source.encode()) is PLAIN


@pytest.mark.parametrize("name", ["hrc_en", "hrc_fr", "ga_en", "ga_fr", "ga_es"])
def test_no_text_of_the_corpora_is_taken_for_markdown(shared: Path, name: str) -> None:
    with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    texts = [
        each.get("text")
        or "\n\n".join([*each["front"], *(b["text"] for b in each["blocks"]), *each.get("back", [])])
        for each in documents
    ]
    assert len(texts) > 200
    assert [text[:80] for text in texts if MARKDOWN.recognizes(text.encode())] == []


# ---- what is printed


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# a\n\nb\nc\n\nd", ["a", "b", "c", "d"]),
        ("Title\n====\ntext", ["Title", "text"]),
        ("1. a\n2. b\n\n5. c", ["1. a", "2. b", "5. c"]),
        ("3) a\n4) b", ["3) a", "4) b"]),
        ("1. a\n1. b\n1. c", ["1. a", "2. b", "3. c"]),
        ("1. a\n\ntext\n\n1. b", ["1. a", "text", "1. b"]),
        ("1\\. a", ["1. a"]),
        ("1. a\n   - b\n   - c\n2. d", ["1. a", "- b", "- c", "2. d"]),
        ("1. a\n\n    (a) b;\n\n    (b) c.", ["1. a", "(a) b;", "(b) c."]),
        ("* a\n* b", ["• a", "• b"]),
        ("1.\n2. b", ["1.", "2. b"]),
        ("    indented\n\n\ttext", ["indented", "text"]),
        ("a  \nb\\\nc", ["a", "b", "c"]),
        ("> a\n> b", ["a", "b"]),
        ("```\na *b*\nc\n```", ["a *b*", "c"]),
        ("a \\* b \\[c\\] &amp; &eacute; d\\_e", ["a * b [c] & é d_e"]),
        ("[a](https://x.org) ![b](c.png) <https://un.org> `d`", ["a b https://un.org d"]),
        ("[a]: b\n\n[Adopted]: c", ["[a]: b", "[Adopted]: c"]),
        ("a<br>b<!-- c --> <span>d</span> <e> f", ["a", "b d <e> f"]),
        ("<div>\n\na\n\n</div>", ["a"]),
        ("a ~~b~~ c", ["a b c"]),
        ("a* b* c", ["a* b* c"]),
        ("a\n\n***\n\nb", ["a", "_" * 20, "b"]),
        ("rights,<sup>1</sup> and,^2^ more", ["rights,¹ and,² more"]),
        ("| State | Sum |\n|---|---|\n" + "| Chad | 1 |\n" * 4, ["State Sum", *["Chad 1"] * 4]),
    ],
)
def test_marks_are_resolved_and_no_word_is_lost(source: str, expected: list[str]) -> None:
    assert printed(source) == expected


def test_emphasis_is_kept_as_italics_and_bold() -> None:
    lines = lines_of(
        "1. *Calls upon* States, **all**\n\n**30/21. The _right_ to rest**\n\n_Noting_ <em>also</em>"
    )
    assert [(line.text, line.italic_words, line.is_bold) for line in lines] == [
        ("1. Calls upon States, all", "Calls upon", False),
        ("30/21. The right to rest", "right", True),
        ("Noting also", "Noting also", False),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a[^1] b[^2]\n\n[^1]: one\n[^2]: two", [("a¹ b²", ""), ("1 one", "footnote"), ("2 two", "footnote")]),
        ("a[^x] b[^y]\n\n[^x]: one\n\n[^y]: two", [("a¹ b²", ""), ("1 one", "footnote"), ("2 two", "footnote")]),
        ("a[^7]\n\n[^7]: A/75/1.\n    and more\n\n    still it\n\nb", [("a⁷", ""), ("7 A/75/1.", "footnote"), ("and more", "footnote"), ("still it", "footnote"), ("b", "")]),
        ("a[^1]\n\n[^1]: *See* A/75/1\n\nafter", [("a¹", ""), ("1 See A/75/1", "footnote"), ("after", "")]),
    ],
)  # fmt: skip
def test_footnotes_have_their_role_and_their_number(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(line.printed, line.role) for line in lines_of(source)] == expected


def test_what_stands_in_front_names_the_text() -> None:
    bare = resolution("1. Decides to act.", front="The right to rest", closing="")
    source = f'---\ntitle: "x: y"\nsymbol: "A/HRC/RES/30/21"\nlanguage: EN\ntags:\n - a\n---\n\n{bare}'
    frames = read_frames(source)
    assert rows(frames["resolutions"], "document_id", "source_format") == [("A/HRC/RES/30/21@en", "markdown")]
    assert "tags" not in " ".join(frames["source_lines"]["text"])


def test_what_stands_in_front_ends_at_the_first_line_that_says_so() -> None:
    (text,) = read_markdown(b"---\nlanguage: fr\n---\nTitre: a\n---\nb")
    assert ([line.printed for line in text.lines], text.language) == (["Titre: a", "b"], "fr")


def test_a_resolution_is_the_same_in_markdown_and_in_plain_text() -> None:
    paragraphs = [
        "Recalling the Covenant,",
        "Noting the work of the Committee,",
        "1. Decides:",
        "(a) To act;",
        "(b) To rest;",
        "2. Calls upon States to act.",
    ]
    plain = resolution(*paragraphs)
    marked = resolution(
        *(re.sub(r"(Recalling|Noting|Decides|Calls upon)", r"*\1*", each) for each in paragraphs)
    )
    columns = ("paragraph_id", "kind", "marker", "text", "lead_phrase")
    assert MARKDOWN.recognizes(marked.encode())
    assert rows(read_frames(marked)["paragraphs"], *columns) == rows(
        read_frames(plain)["paragraphs"], *columns
    )


@pytest.mark.parametrize(
    "source",
    [
        "# a\n" + ">" * 10_000 + " b",
        "# a\n" + "".join("  " * at + "- b\n" for at in range(200)),
    ],
)
def test_lists_without_end_are_refused(source: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_markdown(source.encode())
    assert caught.value.reason == "too_costly"


@pytest.mark.parametrize(
    "source",
    [
        "# a\n" + "*a" * 20_000,
        "# a\n" + "**a " * 20_000,
        "# a\n" + "[" * 3_000,
        "# a\n" + "[^" * 20_000,
        "# a\n" + "[a](" * 3_000,
        "# a\n" + "<a" * 20_000,
        "# a\n" + "`" * 20_000 + "a",
        "# a\n" + "|a" * 2_000 + "\n" + "|-" * 2_000,
        "# a\n" + "a^1" * 20_000,
        "---\n" + "a: b\n" * 20_000,
        "---\n" + "  - State: Albania, in favour\n" * 30 + "The Human Rights Council,\n",
        "---\na: b\n" + "  - State: Albania, in favour\n" * 30 + "The Human Rights Council,\n",
        "*a" * 200_000,
        "[" * 200_000,
    ],
)
def test_strange_texts_are_read_in_time(source: str) -> None:
    before = monotonic()
    find_format(source.encode())
    assert read_markdown(source.encode())[0].lines
    assert monotonic() - before < 20
