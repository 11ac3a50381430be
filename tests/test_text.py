"""Bytes to text and text to lines: what a file may contain before anybody knows what it says."""

from __future__ import annotations

import codecs

import pytest

from transforms.formats.plain import decode
from transforms.text import Unreadable, normalize, read_lines

SENTENCE = "Décide que l’« égalité » est à 50 %, – et coûte 3 €,\nréaffirmant l’accès à l’éducation;\n"
ENGLISH = "Welcomes the “Kóvácik report” on the rôle of naïve façades in Côte d’Ivoire;\n"


@pytest.mark.parametrize("text", [SENTENCE, ENGLISH, "The Human Rights Council,\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "cp1252"]
)
def test_the_text_is_the_same_in_every_encoding(text: str, encoding: str) -> None:
    marks = {"utf-16-le-bom": codecs.BOM_UTF16_LE, "utf-16-be-bom": codecs.BOM_UTF16_BE}
    data = marks.get(encoding, b"") + (text * 4).encode(encoding.removesuffix("-bom"))
    assert decode(data) == text * 4


def test_a_letter_with_an_accent_is_read_from_latin_1() -> None:
    text = "La résolution a été adoptée à la 42e séance, à Genève, sans être mise aux voix.\n" * 3
    assert decode(text.encode("latin-1")) == text


def test_one_accent_far_into_the_file_is_read_too() -> None:
    text = "Recalling all relevant international human rights instruments,\n" * 1200 + "Côte d’Ivoire,\n"
    assert decode(text.encode("utf-8")) == text
    assert "Ivoire" in decode(text.encode("cp1252"))


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", "empty", "empty"),
        (b" \n\t\r\n  ", "empty", "empty"),
        ("\ufeff".encode(), "empty", "white space"),
        ("\u00a0\u2003\n".encode(), "empty", "white space"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "unsupported_format", "ZIP"),
        (b"\x1f\x8b\x08\x00abc", "unsupported_format", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_format", "PNG"),
        (bytes(range(256)) * 20, "not_text", "binary"),
        (b"\0" * 4000, "not_text", "binary"),
        (b"The Human Rights Council,\0\0\0\0\0\0 1. Decides\0\0\0", "not_text", "binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07" * 300, "not_text", "binary"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refused:
        decode(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize("length", range(1, 40))
def test_a_file_cut_anywhere_is_text_or_refused(length: int) -> None:
    for encoding in ("utf-8", "utf-16", "cp1252"):
        data = SENTENCE.encode(encoding)[:length]
        assert decode_or_reason(data) in ("text", "empty", "not_text")


def decode_or_reason(data: bytes) -> str:
    try:
        return "text" if decode(data).strip() else "nothing"
    except Unreadable as refused:
        return refused.reason


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("the e\ufb03cient \ufb01ght against tra\ufb03cking, o\ufb00ered \ufb02atly", "the efficient fight against trafficking, offered flatly"),
        ("inter\u00adnational", "international"),
        ("A/HRC/50/21\u00a0of\u202f2022", "A/HRC/50/21 of 2022"),
        ("Cafe\u0301", "Café"),
        ("S\u201128/1 and capacity\u2010building", "S-28/1 and capacity-building"),
        ("2 October\u20138 November", "2 October\u20138 November"),
        ("twenty\x02\neighth", "twenty-\neighth"),
        ("one\r\ntwo\rthree\u2028four\x85five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("zero\u200bwidth \u200eleft-to-right", "zerowidth left-to-right"),
        ("“Technical cooperation” d’Ivoire", "“Technical cooperation” d’Ivoire"),
        ("tabs\tand   spaces\u3000here", "tabs and spaces here"),
        ("bell\x07and\x1bescape", "bell and escape"),
        ("page one\fpage two", "page one\fpage two"),
        ("", ""),
    ],
)  # fmt: skip
def test_each_character_has_one_form(printed: str, normal: str) -> None:
    assert normalize(printed) == normal
    assert normalize(normal) == normal


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    lines = read_lines("\nThe Council,\n\n\n  1. Decides;  \n2. Requests.")
    assert [(line.number, line.text, line.after_blank) for line in lines] == [
        (2, "The Council,", True), (5, "1. Decides;", True), (6, "2. Requests.", False),
    ]  # fmt: skip


def test_a_form_feed_begins_a_page() -> None:
    lines = read_lines("one\ntwo\n\fthree\n\f\nfour\f\nfive")
    assert [(line.text, line.page) for line in lines] == [
        ("one", 1), ("two", 1), ("three", 2), ("four", 3), ("five", 4),
    ]  # fmt: skip


def test_a_text_of_white_space_has_no_lines() -> None:
    assert read_lines(normalize(" \n\f\n\t\n")) == []


FRENCH = "Le Conseil des droits de l’homme,\n\nRappelant sa résolution 30/21 et réaffirmant l’article 1,\n\n1. Décide d’agir – cet été.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"])
def test_french_is_read_in_every_encoding_that_has_its_letters(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_texts_of_dos_are_read() -> None:
    plain = FRENCH.replace("’", "'").replace("–", "-")
    assert decode(plain.encode("cp850")) == plain


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (FRENCH.replace("–", "\0").encode().replace(b"\0", b"\x96"), FRENCH),
        (FRENCH.encode() + "é".encode()[:1], FRENCH + "\ufffd"),
    ],
)
def test_a_stray_byte_does_not_cost_a_text(data: bytes, read: str) -> None:
    assert decode(data) == read
