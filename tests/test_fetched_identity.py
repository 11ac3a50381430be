"""Whether a fetched file is the document asked for, told by its own words in every format and language.

Here: verdicts on bytes. Not here: what a fetch does with them (`test_fetching`).
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from pathlib import Path

import pytest

from orchestration.fetching.apart import Judge
from orchestration.fetching.identity import is_page, judge
from orchestration.fetching.masthead import is_symbol, language_of, own_symbol
from orchestration.fetching.questions import LANGUAGES
from orchestration.office import find_soffice
from tests.document_service import MISSING_PAGE, text_of
from tests.office_files import docx_parts, pack
from tests.reference_tools import load_tool
from transforms.text import text_lines
from warehouse.languages import Language

TEXT = "A/HRC/RES/30/21"
ARABIC = (
    "الأمم المتحدة {}\n\nDistr.: General\n\nقرار اتخذه مجلس حقوق الإنسان\n\nإن مجلس حقوق الإنسان،\n\n"
    + ("إذ يسترشد بميثاق الأمم المتحدة، يقرر أن يبقي المسألة قيد نظره،\n\n" * 20)
)
CHINESE = (
    "联合国 {}\n\n人权理事会\n\n"
    + "人权理事会，以《联合国宪章》的宗旨和原则为指导，决定继续处理此案。\n\n" * 20
)
RUSSIAN = "Организация Объединенных Наций {}\n\nСовет по правам человека\n\n" + (
    "Совет по правам человека, руководствуясь Уставом Организации Объединенных Наций,\n\n" * 20
)
ENGLISH_REPORT = "United Nations {}\n\nReport of the Human Rights Council on its sixth session\n\n" + (
    "The Council held meetings and considered the reports before it.\n\n" * 30
)
FRENCH_REPORT = "Nations Unies {}\n\nRapport du Conseil des droits de l’homme sur sa sixième session\n\n" + (
    "Le Conseil a tenu des séances et examiné les rapports dont il était saisi.\n\n" * 30
)
SPANISH_REPORT = (
    "Naciones Unidas {}\n\nInforme del Consejo de Derechos Humanos sobre su sexto período de sesiones\n\n"
    + "El Consejo celebró sesiones y examinó los informes que tenía ante sí.\n\n" * 30
)
BIG = b"<script>" + b"x" * 70_000 + b"</script>"


def as_docx(text: str) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n\n"))
    return pack(docx_parts(paragraphs))


def as_rtf(text: str) -> bytes:
    return b"{\\rtf1\\ansi " + text.replace("\n\n", "\\par ").encode("cp1252") + b"}"


ADOPTED: list[tuple[str, bytes, str, str, str]] = [
    ("a resolution", text_of(TEXT), TEXT, "en", "same"),
    ("a statement", text_of("A/HRC/PRST/30/1"), "A/HRC/PRST/30/1", "en", "same"),
    ("in French", text_of(TEXT, "fr"), TEXT, "fr", "same"),
    ("the other language", text_of(TEXT, "fr"), TEXT, "en", "other"),
    ("a language that is not read", text_of(TEXT), TEXT, "zh", "other"),
    ("another number", text_of(TEXT), "A/HRC/RES/30/2", "en", "other"),
    ("another that cites it", text_of(TEXT) + b"\n2. Recalls its resolution\n\nA/HRC/RES/30/2\n", "A/HRC/RES/30/2", "en", "other"),
    ("a misprinted number", text_of("A/HRC/RES/29/18").replace(b"29/18. ", b"21/18. "), "A/HRC/RES/29/18", "en", "same"),
    ("what the misprint names", text_of("A/HRC/RES/29/18").replace(b"29/18. ", b"21/18. "), "A/HRC/RES/21/18", "en", "other"),
    ("the second of two", text_of(TEXT) + text_of("A/HRC/RES/30/22"), "A/HRC/RES/30/22", "en", "same"),
    ("DOCX", as_docx(text_of(TEXT).decode()), TEXT, "en", "same"),
    ("DOCX of another", as_docx(text_of(TEXT).decode()), "A/HRC/RES/30/2", "en", "other"),
]  # fmt: skip
BY_MASTHEAD: list[tuple[str, bytes, str, str, str]] = [
    (f"{language} asked in {asked}", text.format(symbol).encode(), symbol, asked, "same" if asked == language else "other")
    for language, text, symbol in [
        ("ar", ARABIC, TEXT), ("zh", CHINESE, TEXT), ("ru", RUSSIAN, TEXT),
        ("en", ENGLISH_REPORT, "A/HRC/6/22"), ("fr", FRENCH_REPORT, "A/HRC/6/22"), ("es", SPANISH_REPORT, "A/62/53"),
    ]
    for asked in ("ar", "en", "es", "fr", "ru", "zh")
]  # fmt: skip
BY_MASTHEAD += [
    ("Arabic that cites it", (ARABIC.format("A/HRC/RES/35/17") + f"{TEXT} انظر\n").encode(), TEXT, "ar", "other"),
    ("Arabic that cites it above", f"انظر {TEXT}\n\n{ARABIC.format('A/HRC/RES/35/17')}".encode(), TEXT, "ar", "other"),
    ("Arabic without a masthead", ARABIC.format("").encode(), TEXT, "ar", "other"),
    ("a report that cites it", (ENGLISH_REPORT.format("A/HRC/6/22") + "See A/62/53, para. 4.").encode(), "A/62/53", "en", "other"),
    ("a report that lists it", (ENGLISH_REPORT.format("A/HRC/6/22") + "A/62/53\n").encode(), "A/62/53", "en", "other"),
    ("a list of symbols", ("A/HRC/6/22\nA/62/53\n" + ENGLISH_REPORT.format("")).encode(), "A/62/53", "en", "other"),
    ("an addendum", ENGLISH_REPORT.format("A/63/53/Add.1").encode(), "A/63/53", "en", "other"),
    ("a short report", b"Report of the Human Rights Council\n\nA/62/53", "A/62/53", "en", "same"),
    ("a report on a DOCX page", as_docx(ENGLISH_REPORT.format("A/62/53")), "A/62/53", "en", "same"),
    ("another report on a DOCX page", as_docx(ENGLISH_REPORT.format("A/61/53")), "A/62/53", "en", "other"),
]  # fmt: skip
NO_DOCUMENT: list[tuple[str, bytes, str, str, str]] = [
    ("the missing page", MISSING_PAGE, "A/62/53", "en", "page"),
    ("a page that echoes", MISSING_PAGE.replace(b"your request", TEXT.encode()), TEXT, "en", "page"),
    ("a large page", b"<html><body><p>There is no document A/HRC/RES/30/21</p>" + BIG, TEXT, "en", "page"),
    ("a page with a long comment", b"<!doctype html>\n<!--" + b"c" * 2100 + b"--><html><p>A/HRC/RES/30/21", TEXT, "en", "page"),
    ("a page without html", b"<!DOCTYPE html><title>x</title><p>A/HRC/RES/30/21", TEXT, "en", "page"),
    ("a page with a masthead", f"<html><p>United Nations {TEXT}</p><p>{'Not to be found. ' * 50}".encode(), TEXT, "en", "page"),
    ("an error in XML", b'<?xml version="1.0"?><Error><Key>A/HRC/RES/30/21</Key></Error>', TEXT, "en", "page"),
    ("an error in JSON", b'{"error": "A/HRC/RES/30/21 was not found"}', TEXT, "en", "page"),
    ("an error in JSON that names a report", b'{"error": "A/62/53 was not found"}', "A/62/53", "en", "page"),
    ("a list in JSON", b'[{"symbol": "A/62/53", "text": "A/62/53"}]', "A/62/53", "en", "page"),
    ("a record in JSON", b'{"text": "A/62/53"}', "A/62/53", "en", "page"),
    ("a sentence", b"No document A/HRC/RES/30/21 in this language. Try later.", TEXT, "en", "page"),
    ("a sentence that begins with it", b"A/HRC/RES/30/21 is not there.", TEXT, "en", "page"),
    ("a notice", b"The service is being maintained.", "A/62/53", "en", "page"),
    ("an unreadable file", b"\x89PNG\r\n\x1a\n" + bytes(200), TEXT, "en", "unreadable"),
    ("WordPerfect, unconverted", b"\xffWPC\x00\x01" + bytes(200), "A/62/53", "en", "unreadable"),
    ("nothing", b"  \n", "A/62/53", "en", "partial"),
    ("half a DOCX", as_docx(ENGLISH_REPORT)[:-100], "A/62/53", "en", "partial"),
]  # fmt: skip
CASES = [*ADOPTED, *BY_MASTHEAD, *NO_DOCUMENT]


@pytest.mark.parametrize(
    ("what", "data", "symbol", "language", "kind"), CASES, ids=[case[0] for case in CASES]
)
def test_the_verdict_on_a_file(
    languages: Mapping[str, Language], what: str, data: bytes, symbol: str, language: str, kind: str
) -> None:
    assert judge(data, symbol, language, languages).kind == kind


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("United Nations A/HRC/2/9", "A/HRC/2/9"),
        ("UNITED NATIONS\nA\nGeneral Assembly\nDistr.\nGENERAL\nA/HRC/2/9\n22 March 2007", "A/HRC/2/9"),
        ("General Assembly Distr.: General A/HRC/2/9 22 March 2007 Original: English", "A/HRC/2/9"),
        ("联 合 国 A/HRC/2/9*", "A/HRC/2/9"),
        ("الأمــم المتحـدة A/HRC/2/9", "A/HRC/2/9"),
        ("A/HRC/2/9 الأمم المتحدة", "A/HRC/2/9"),
        ("A/ HRC/2/ 9", "A/HRC/2/9"),
        ("A/H RC/2/9", "A/HRC/2/9"),
        ("Nations Unies\nA/HRC/\n2/9", "A/HRC/2/9"),
        ("A/HRC/2/91\nGeneral Assembly", "A/HRC/2/91"),
        ("A/HRC/2/9/Add.1", "A/HRC/2/9/Add.1"),
        ("United Nations A/RES/75/101 A-B", "A/RES/75/101 A-B"),
        ("General Assembly\nOfficial Records\nSupplement No. 53 (A/62/53)", "A/62/53"),
        ("大会\n正式记录\n补编第53号(A/62/53)", "A/62/53"),
        ("See Official Records, Supplement No. 53 (A/62/53), chap. III", None),
        ("[on the report of the Third Committee (A/62/439)]", None),
        ("United Nations\nThe document A/HRC/2/9 is not distributed in this language.", None),
        ("As the United Nations A/HRC/2/9 showed", None),
        ("A/HRC/2/9\nA/HRC/2/8", None),
        ("A/HRC/2/9 A/HRC/2/8", None),
        ("\n".join([*["A line of text"] * 12, "A/HRC/2/9"]), None),
        ("", None),
    ],
)
def test_the_symbol_that_a_masthead_prints(printed: str, own: str | None) -> None:
    assert own_symbol(text_lines(printed), "A/HRC/2/9") == own


def test_running_heads_name_a_file_whose_first_page_does_not() -> None:
    lines = text_lines("The cover\n\f\nA/HRC/2/9\nIn 2007 the Council met.")
    assert own_symbol(lines, "A/HRC/2/9") is None
    lines[1].role = "furniture"
    assert own_symbol(lines, "A/HRC/2/9") == "A/HRC/2/9"


@pytest.mark.parametrize(
    ("own", "asked", "is_same"),
    [
        ("A/HRC/2/9", "A/HRC/2/9", True),
        ("A/HRC/2/91", "A/HRC/2/9", False),
        ("A/HRC/2/9/Add.1", "A/HRC/2/9", False),
        ("A/63/53/ADD.1", "A/63/53/Add.1", True),
        ("A/RES/75/101 A-B", "A/RES/75/101", True),
        ("A/RES/75/101A", "A/RES/75/101B", False),
    ],
)
def test_a_symbol_is_compared_as_a_whole(own: str, asked: str, is_same: bool) -> None:
    assert is_symbol(own, asked) is is_same


def test_the_language_is_that_of_most_words() -> None:
    assert language_of(text_lines("人权理事会回顾其决议 See Official Records of the General")) == "zh"
    assert language_of(text_lines(SPANISH_REPORT.format("A/HRC/RES/30/21"))) == "es"


@pytest.mark.parametrize(
    ("data", "page"), [(b"[" * 100_000, False), (b"{\\rtf1 x}", False), (b"\xef\xbb\xbf{}", True)]
)
def test_hostile_bytes_are_no_page(data: bytes, page: bool) -> None:
    assert is_page(data) is page


@pytest.mark.parametrize("name", ["hrc_en", "ga_fr", "ga_es", "ga_ar", "ga_ru", "ga_zh"])
def test_real_texts_are_themselves_and_no_other(
    languages: Mapping[str, Language], shared: Path, name: str
) -> None:
    language = name[-2:]
    with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        gold = [each for each in map(json.loads, lines) if each["title"]][::40]
    for each in gold:
        data = load_tool("render", shared).STYLES["pdf"](each).encode()
        asked = [
            (each["symbol"], language),
            (f"{each['symbol']}1", language),
            *((each["symbol"], other) for other in LANGUAGES if other != language),
        ]
        verdicts = [judge(data, *question, languages).kind for question in asked]
        assert verdicts == ["same", *["other"] * len(LANGUAGES)], each["symbol"]
    assert len(gold) > 5


# ---- in a process of its own


def test_a_file_that_takes_too_long_costs_itself_alone() -> None:
    slow = text_of(TEXT) + b"1. Requests States to act;\n" * 200_000
    with Judge(0.2) as judges:
        assert judges.judge(slow, TEXT, "en").detail.startswith("too_slow: ")
        judges.seconds = 60
        assert judges.judge(text_of(TEXT), TEXT, "en").kind == "same"


def test_old_formats_are_judged_through_libreoffice() -> None:
    if find_soffice() is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer).")
    with Judge(120) as judges:
        data = as_rtf(text_of("A/HRC/RES/29/99").decode())
        assert judges.judge(data, "A/HRC/RES/29/99", "en").kind == "same"
        assert judges.judge(data, "A/HRC/RES/30/1", "en").kind == "other"
        assert judges.judge(as_rtf(ENGLISH_REPORT.format("A/62/53")), "A/62/53", "en").kind == "same"
        junk = b"\xffWPC" + bytes(range(256)) * 20
        assert judges.judge(junk, "A/62/53", "en").kind == "unreadable"
