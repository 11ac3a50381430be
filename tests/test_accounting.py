"""Nothing is dropped unseen, nothing is invented, and no text whatever breaks or stalls the parser."""

from __future__ import annotations

import re
import textwrap
import time
from collections import Counter
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import read_frames, rows
from transforms.formats.plain import decode
from transforms.text import normalize, read_lines

QUIET = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))

WORDS = re.findall(
    r"\S+",
    "rest leisure States persons rights the of and in to all twenty-eighth capacity-building 2030 60/251 1,134 2. (a) 15 "
    "“peace”, children’s law; Convention,1 (1989) A/HRC/30/1 Annex I note: Council, 2015 non-governmental",
)
PREAMBULAR = [
    "Recalling",
    "Recalling also",
    "Guided by",
    "Reaffirming",
    "Noting with concern that",
    "Deeply concerned at",
]
OPERATIVE = [
    "Decides",
    "Calls upon",
    "Also requests",
    "Welcomes",
    "Takes note of",
    "Expresses its deep concern at",
    "Urges",
]
HOSTILE = "\u00a0\u00ad\ufb01\u2028\x02\u200b\u202e\t\u0301\u2011“”’()[]*_.,;:/—†1aA \f\x85\ufeff𝔸"
CONTROL = "\x00\x01\x07\x1b\x7f\x9f"
PRINTED = st.characters(exclude_categories=("Cs", "Cc"))
STRANGE_LINES = [
    "United Nations A/HRC/RES/30/21", "General Assembly", "GE.15-16954 (E)", "2/3", "2", "\f", "_______________", "1 See A/HRC/30/1.",
    "* Reissued.", "Annex", "Annex II", "42nd meeting", "2 October 2015", "[Adopted without a vote.]", "The Human Rights Council,",
    "[Adopted by a recorded vote of 32 to 13, with 2 abstentions. The voting was as follows:", "In favour: Albania]", "I", "(i)", "(", "1.", "1.1",
    "9999999999. Decides", "30/21. The right to rest", "Agenda item 3", "“", "A/HRC/RES/30/21 The right to rest", "Please recycle", "(zz) end;", "٣. Decides;", "²",
]  # fmt: skip


def phrase(low: int = 1, high: int = 25) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=low, max_size=high).map(" ".join)


@st.composite
def resolutions(draw: st.DrawFn) -> str:
    """A resolution of random words, in a random layout, with the things that pages print."""
    parts = [
        f"{draw(st.integers(1, 60))}/{draw(st.integers(1, 300))}. {draw(phrase(1, 12)).title()}",
        "The Human Rights Council,",
    ]
    for _ in range(draw(st.integers(0, 5))):
        parts.append(f"{draw(st.sampled_from(PREAMBULAR))} {draw(phrase())},")
    lost = draw(st.sampled_from(["dot", "number", "", "", ""]))
    for number in range(1, draw(st.integers(2, 7))):
        items = draw(st.integers(0, 3))
        marker = {"dot": f"{number} ", "number": "", "": f"{number}. "}[lost]
        parts.append(f"{marker}{draw(st.sampled_from(OPERATIVE))} {draw(phrase())}{':' if items else ';'}")
        parts += [f"({letter}) To {draw(phrase())};" for letter in "abc"[:items]]
    parts += draw(
        st.sampled_from(
            [
                [],
                ["42nd meeting", "2 October 2015", "[Adopted without a vote.]"],
                ["Annex", "1. Rest for all."],
            ]
        )
    )
    width = draw(st.sampled_from([40, 88, 5000]))
    gap, line_gap = draw(
        st.sampled_from([("\n\n", "\n"), ("\n\n", "\n\n"), ("\n", "\n"), ("\r\n\r\n", "\r\n")])
    )
    lines = [line_gap.join(textwrap.wrap(part, width)) for part in parts]
    for _ in range(draw(st.integers(0, 4))):
        lines.insert(
            draw(st.integers(0, len(lines))),
            draw(st.sampled_from(STRANGE_LINES) | st.text(HOSTILE, max_size=12)),
        )
    return gap.join(lines)


@st.composite
def footnoted(draw: st.DrawFn) -> str:
    """A resolution on pages, whose paragraphs call footnotes that stand at the foot of their page."""
    lines, note = ["30/21. Rest", "The Human Rights Council,", "Guided by the Charter,"], 0
    number = 0
    for page in range(draw(st.integers(1, 3))):
        notes = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            words = draw(phrase(3, 20)).replace("Convention,1", "Convention,")
            called = draw(st.booleans())
            if called:
                note += 1
                words += f" the Covenant,{note} as agreed"
                notes.append(f"{note} {draw(phrase(1, 12))}.")
            lines += textwrap.wrap(f"{number}. {draw(st.sampled_from(OPERATIVE))} {words};", 90)
        lines += ["__________________", *notes, f"{page + 1}/3 GE.15-16954", "\f"] if notes else ["\f"]
    return "\n".join(lines)


@st.composite
def noise(draw: st.DrawFn) -> str:
    """Any lines whatever around an opening formula and a paragraph that operates."""
    line = (
        st.sampled_from(STRANGE_LINES)
        | st.text(PRINTED, max_size=60)
        | st.text(HOSTILE, max_size=30)
        | phrase(0, 15)
    )
    lead = st.sampled_from(
        PREAMBULAR + [f"{n}. {verb}" for n, verb in enumerate(OPERATIVE, 1)] + ["(a)", "(b)", "(i)"]
    )
    led = st.builds("{} {}{}".format, lead, phrase(), st.sampled_from(",;.:"))
    above = draw(st.lists(line, max_size=8))
    before, below = draw(st.lists(led, max_size=3)), draw(st.lists(line | led, max_size=25))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    return gap.join(
        ["30/21. Rest", *above, "The Human Rights Council,", *before, "1. Decides to rest;", *below]
    )


def check(text: str) -> dict[str, pl.DataFrame]:
    frames = read_frames(text)
    failures = frames["rejects"].filter(pl.col("reason") == "parser_error")
    assert failures.is_empty(), failures["detail"].to_list()
    outcomes = frames["resolutions"].height + frames["rejects"].height
    if outcomes == 1 and not frames["resolutions"].is_empty():
        account(text, frames)
    elif outcomes != 1:
        account_for_several(text, frames)
    return frames


def account_for_several(text: str, frames: dict[str, pl.DataFrame]) -> None:
    """Of a source that holds several texts every line is one document's, or a reject names it."""
    held = frames["source_lines"]["line_number"].to_list()
    for detail in frames["rejects"]["detail"]:
        first, last = re.match(r"Lines (\d+) to (\d+): ", detail).groups()  # type: ignore[union-attr]
        held += [n for n, line in enumerate(normalize(decode(text.encode())).split("\n"), 1)
                 if line.strip(" \f\t") and int(first) <= n <= int(last)]  # fmt: skip
    assert sorted(held) == [line.number for line in read_lines(normalize(decode(text.encode())))]


def account(text: str, frames: dict[str, pl.DataFrame]) -> None:
    """What must hold of every document, whatever its text."""
    paragraphs, lines = frames["paragraphs"], frames["source_lines"]
    read = read_lines(normalize(decode(text.encode())))
    assert rows(lines, "line_number", "text") == [(line.number, line.printed) for line in read]
    assert frames["resolutions"]["line_count"].to_list() == [len(read)]
    assert lines["role"].null_count() == 0
    assert paragraphs["position"].to_list() == list(range(1, paragraphs.height + 1))
    ids = paragraphs["paragraph_id"].to_list()
    assert len(set(ids)) == len(ids)
    place = {name: at for at, name in enumerate(ids)}
    for name, parent in rows(paragraphs, "paragraph_id", "parent_id"):
        assert parent is None or place[parent] < place[name], (name, parent)
    for table in ("source_lines", "footnotes"):
        assert set(frames[table]["paragraph_id"].drop_nulls()) <= set(ids)
    printed = (
        lines.filter(pl.col("paragraph_id").is_not_null())
        .group_by("paragraph_id", maintain_order=True)
        .agg("text")
    )
    source = dict(printed.rows())
    assert set(source) == set(ids), "a paragraph without a line"
    marked = rows(frames["footnotes"], "paragraph_id", "marker")
    for name, marker, paragraph in rows(paragraphs, "paragraph_id", "marker", "text"):
        called = "".join(digits for owner, digits in marked if owner == name)
        assert_same_words(" ".join(source[name]), marker or "", paragraph, called)
        assert paragraph == paragraph.strip()
        assert paragraph
        assert "\n" not in paragraph


RAISED_DIGIT = re.compile("[⁰¹²³⁴-⁹]+(?:, ?[⁰¹²³⁴-⁹]+)*")


def assert_same_words(source: str, marker: str, paragraph: str, called: str) -> None:
    """The paragraph is its lines but for its marker, line ends, the digits of its footnotes, and superscript
    digits, which may call what is no footnote of the source."""
    bare, paragraph = RAISED_DIGIT.sub("", source), RAISED_DIGIT.sub("", paragraph)
    is_raised = bare != source
    bare = re.sub(r"[\s-]", "", bare)
    for opening in ("", *"“\"«‘'["):
        bare = bare.removeprefix(opening)
    marker, text = re.sub(r"[\s-]", "", marker), re.sub(r"[\s-]", "", paragraph)
    quotes = "“\"«‘'["
    bare, text = bare.lstrip(quotes), text.lstrip(quotes)
    bare = bare.removeprefix(marker).lstrip(quotes) if bare != text else bare
    if not called:
        assert bare == text
        return
    left = len(bare) - len(text)
    assert left == len(called) or (is_raised and left < len(called)), (bare, text)
    rest = iter(bare)
    assert all(char in rest for char in text), "words in another order"


@pytest.mark.parametrize(
    "texts", [resolutions(), footnoted(), noise()], ids=["resolutions", "footnoted", "noise"]
)
def test_every_line_is_accounted_for(texts: st.SearchStrategy[str]) -> None:
    """Most of what is drawn must become documents, or the account would be of nothing."""
    seen: Counter[str] = Counter()

    @given(texts)
    @QUIET
    def read(text: str) -> None:
        frames = check(text)
        seen["documents"] += frames["resolutions"].height
        seen["rejects"] += frames["rejects"].height
        seen["calls"] += frames["footnotes"]["paragraph_id"].drop_nulls().len()

    read()
    assert seen["documents"] > 2 * seen["rejects"], seen
    if texts.__repr__().startswith("footnoted"):
        assert seen["calls"] > seen["documents"] / 2, seen


@given(st.text(max_size=300) | st.text(HOSTILE + CONTROL, max_size=300))
@QUIET
def test_any_text_is_a_document_or_a_reject(text: str) -> None:
    frames = check(text)
    assert frames["resolutions"].height + frames["rejects"].height == 1


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"The Human Rights Council,\n", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-"]),
)
@QUIET
def test_any_bytes_are_a_document_or_a_reject(data: bytes, start: bytes) -> None:
    frames = read_frames(start + data)
    assert frames["resolutions"].height + frames["rejects"].height == 1
    assert "parser_error" not in frames["rejects"]["reason"].to_list()


@given(resolutions(), st.integers(0, 5000))
@QUIET
def test_a_text_cut_anywhere_is_accounted_for(text: str, length: int) -> None:
    frames = check(text[:length])
    assert frames["resolutions"].height + frames["rejects"].height == 1


@given(st.lists(resolutions(), max_size=4))
@settings(QUIET, max_examples=8)
def test_a_batch_reads_as_its_texts_alone(texts: list[str]) -> None:
    together = read_frames(*texts)
    for name, frame in together.items():
        alone = [read_frames(text)[name] for text in texts]
        assert frame.rows() == [row for each in alone for row in each.rows()]


# ---- bounded cost: the size in characters, and lines that have no end

HEAD = "Resolution adopted by the Human Rights Council on 2 October 2015\n30/21. Rest\nThe Human Rights Council,\n1. Decides;\n"
SIZE = 1_000_000


def repeated(part: str) -> str:
    return part * (SIZE // len(part))


COSTLY: dict[str, Callable[[], str]] = {
    "one line of a letter": lambda: HEAD + repeated("a"),
    "one line of words": lambda: HEAD + repeated("deep also "),
    "one line of digits": lambda: HEAD + repeated("1"),
    "one line of numbers": lambda: HEAD + repeated("1. "),
    "one line of brackets": lambda: HEAD + repeated("("),
    "one line of degrees": lambda: HEAD + "2. Expresses its " + repeated("deep "),
    "one line of symbols": lambda: HEAD + repeated("A/A.1") + " !",
    "one line of underscores": lambda: HEAD + repeated("_") + "x",
    "lines of brackets": lambda: HEAD + "(\n" * 40_000,
    "lines of numbers": lambda: HEAD + "1. \n" * 40_000,
    "lines of formulas": lambda: HEAD + "The Human Rights Council,\n" * 40_000,
    "lines of items": lambda: HEAD + "(a) to go;\n" * 40_000,
    "lines of annexes": lambda: HEAD + "Annex\nText one.\n" * 20_000,
    "lines of broken words": lambda: HEAD + "2. Decides\n" + "capacity-\nbuilding\n" * 40_000,
    "lines of items within items": lambda: HEAD + "2. Decides:\n" + "(a) to go:\n" * 40_000,
    "footnotes all called in one paragraph": lambda: HEAD + "rest,1\n" * 10_000 + "_____\n" + "".join(f"{n} See.\n" for n in range(1, 10_000)),
    "footnotes that nobody calls": lambda: HEAD + "1. Decides, x\n" * 8_000 + "_____\n" + "".join(f"{n} See.\n" for n in range(1, 8_000)),
    "the front in one line": lambda: repeated("President of the Council ") + "\n" + HEAD,
    "accents without end": lambda: HEAD + "a" + repeated("\u0301\u0323"),
}  # fmt: skip


@pytest.mark.parametrize("what", COSTLY)
def test_the_cost_of_a_hostile_text_is_bounded(what: str) -> None:
    """A megabyte in seconds; what grows with the square of the size takes minutes."""
    text = COSTLY[what]()
    started = time.process_time()
    read_frames(text)
    assert time.process_time() - started < 5
