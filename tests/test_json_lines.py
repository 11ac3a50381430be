"""JSON Lines of {symbol, language, text}: each line a source, and what the record says of its text.

Not here: archives of any other kind (`test_archives`).
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from tests.build_fixtures import ask, build_here, write_texts
from tests.build_fixtures import resolution as numbered
from tests.conftest import read_frames, resolution, rows
from transforms.formats.jsonl import read_json_lines, read_record, recognizes_json_lines
from transforms.text import Unreadable

BARE = resolution("1. Decides to act.", front="The right to rest", closing="")
"""A text that shows no symbol."""


def record(text: object = BARE, **more: object) -> str:
    return json.dumps({"text": text, **more})


@pytest.mark.parametrize(
    ("data", "is_recognized"),
    [
        (record().encode(), True),
        (b"\xef\xbb\xbf\n  " + record().encode(), True),
        (record(symbol="A/RES/75/1").encode() + b"\nnot JSON", True),
        (record("x" * 200_000).encode(), True),
        (b'{"title": "x"}', False),
        (b'["text"]', False),
        (b'{"text": ', False),
        (b"{" * 100_000, False),
        (b'{"a":' * 100_000, False),
        (b"The Human Rights Council,", False),
        (b"\xff{", False),
    ],
)
def test_json_lines_are_told_by_their_first_line(data: bytes, is_recognized: bool) -> None:
    assert recognizes_json_lines(data) == is_recognized


@pytest.mark.parametrize(
    ("line", "reason", "said"),
    [
        (b'{"text": "x"', "damaged", "not JSON"),
        (b"[]", "damaged", "no object"),
        (b"{}", "damaged", 'no "text"'),
        (b'{"text": 3}', "damaged", 'no "text"'),
        (b'{"text": " "}', "empty", "is empty"),
        (b'{"text": "x", "symbol": 3}', "damaged", '"symbol"'),
        (b'{"text": "x", "language": ["en"]}', "damaged", '"language"'),
        (b'{"text": "\xff"}', "damaged", "UTF-8"),
        (b'{"a":' * 100_000, "too_costly", "without end"),
        (b'{"text": "x", "n": ' + b"9" * 10_000 + b"}", "damaged", "number"),
    ],
)
def test_a_line_that_is_no_record_says_what_is_wrong(line: bytes, reason: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as caught:
        read_record(line)
    assert caught.value.reason == reason


def test_a_record_hands_on_its_symbol_and_language() -> None:
    text = read_record(record(symbol=" A/HRC/RES/30/21 ", language="EN", year=2015).encode())
    assert (text.symbol, text.language) == ("A/HRC/RES/30/21", "en")
    assert (read_record(b'{"text": "x", "symbol": null}').symbol, text.unreadable) == (None, None)


def test_half_a_character_is_replaced() -> None:
    assert read_record(b'{"text": "rest\\ud83d"}').lines[0].text == "rest?"


def test_places_are_lines_of_the_file_and_a_single_record_has_none() -> None:
    texts = read_json_lines(f"{record('a')}\n\nwrong\n{record('b')}\n".encode())
    assert [(text.where, text.unreadable is None) for text in texts] == [
        ("Line 1", True),
        ("Line 3", False),
        ("Line 4", True),
    ]
    assert [text.where for text in read_json_lines(record().encode())] == [""]


def test_a_text_without_a_symbol_takes_that_of_its_record() -> None:
    frames = read_frames(record(symbol="A/HRC/RES/30/22", language="en"))
    assert rows(frames["resolutions"], "document_id", "source_format") == [
        ("A/HRC/RES/30/22@en", "json_lines")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (record(), "no_symbol"),
        (record(resolution("1. Decides."), symbol="A/HRC/RES/30/99"), "wrong_document"),
        (record(symbol="A/HRC/RES/30/22", language="fr"), "not_a_resolution"),
        (record(symbol="A/HRC/RES/30/22", language="xx"), "unknown_language"),
    ],
)
def test_what_the_record_says_must_fit_the_text(line: str, reason: str) -> None:
    assert rows(read_frames(line)["rejects"], "reason") == [(reason,)]


def test_several_records_are_read_whatever_the_others_are() -> None:
    frames = read_frames(
        "\n".join([record(symbol="A/HRC/RES/30/22"), "wrong", record(symbol="A/HRC/RES/30/23")])
    )
    assert rows(frames["resolutions"], "symbol") == [("A/HRC/RES/30/22",), ("A/HRC/RES/30/23",)]
    [(reason, detail)] = rows(frames["rejects"], "reason", "detail")
    assert reason == "damaged"
    assert detail.startswith("Line 2: The record is not JSON")


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.xz"])
def test_a_build_reads_every_line_as_a_source(tmp_path: Path, ending: str) -> None:
    lines = [
        record(numbered("48/811", "Plain"), symbol="A/HRC/RES/48/811", language="en"),
        "",
        "{wrong",
        record(numbered("48/812", "Other"), symbol="A/HRC/RES/48/99"),
        record(numbered("48/813", "Third").replace("48/813. ", ""), symbol="A/HRC/RES/48/813"),
    ]
    data = "\n".join(lines).encode()
    texts = write_texts(
        tmp_path / "texts", {f"all.{ending}": lzma.compress(data) if "xz" in ending else data}
    )
    assert build_here(tmp_path / "home", texts).ended == "published"
    base = f"{(texts / f'all.{ending}').as_uri()}!/"
    assert ask(tmp_path / "home", "SELECT source_uri, symbol FROM resolutions ORDER BY ALL") == [
        (f"{base}1", "A/HRC/RES/48/811"),
        (f"{base}5", "A/HRC/RES/48/813"),
    ]
    rejects = ask(tmp_path / "home", "SELECT source_uri, reason, detail FROM rejects ORDER BY ALL")
    assert [(uri, reason) for uri, reason, _ in rejects] == [
        (f"{base}3", "damaged"),
        (f"{base}4", "wrong_document"),
    ]
    assert rejects[0][2].startswith("Line 3: The record is not JSON")
