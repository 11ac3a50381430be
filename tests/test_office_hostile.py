"""Hostile and broken office files are refused with a reason, at bounded cost.

Here: DOCX, ODT and the containers of both. Not here: what good files hold (`test_docx`, `test_odt`).
"""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.conftest import read_frames, rows
from tests.office_files import docx_file, docx_parts, odt_parts, pack, printed
from tests.test_docx_numbers import UN, num, numbered, start_at
from transforms.formats import packages
from transforms.formats.docx import read_docx
from transforms.formats.ordinals import MOST_SIGN
from transforms.formats.registry import find_format
from transforms.text import Unreadable

TEXT = "<w:p><w:r><w:t>text</w:t></w:r></w:p>"
BOUND_SECONDS = 30
"""For any of these; the slowest takes some 3 s on an idle machine."""


def reason(data: bytes) -> str:
    """The one reason for which a source is rejected."""
    (found,) = rows(read_frames(data)["rejects"], "reason")
    return found[0]


def changed(name: str, part: str | bytes | None) -> bytes:
    """A good DOCX file with another part of that name, or without it."""
    parts: dict[str, str | bytes] = dict(docx_parts(TEXT, styles="", numbering="", footnotes=""))
    if part is None:
        del parts[name]
    else:
        parts[name] = part
    return pack(parts)


DOCUMENT = docx_parts(TEXT)["word/document.xml"]
ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DEEP = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
RICH_PARTS = docx_parts(
    (numbered((1, 0), (1, 1), (2, 0)) + TEXT.replace("<w:t>", '<w:footnoteReference w:id="1"/><w:t>')) * 3,
    numbering=UN + num(2, 0, start_at(0, 3)),
    styles='<w:style w:styleId="A" w:default="1"><w:basedOn w:val="B"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>',
    footnotes='<w:footnote w:id="1"><w:p><w:r><w:sym w:char="F0B7" w:font="Symbol"/></w:r></w:p></w:footnote>',
    settings='<w:footnotePr><w:numStart w:val="2"/></w:footnotePr>',
)
RICH_ODT = odt_parts(
    '<text:list text:style-name="UN" text:continue-numbering="true"><text:list-item text:start-value="2">'
    '<text:p text:style-name="P">text</text:p></text:list-item></text:list><text:h text:outline-level="1">x</text:h>',
    '<text:list-style style:name="UN"><text:list-level-style-number text:level="1" style:num-format="a" '
    'text:start-value="3" text:display-levels="2" loext:num-list-format="%1%."/></text:list-style>'
    '<style:style style:name="P" style:family="paragraph" style:parent-style-name="P"><style:text-properties '
    'style:text-position="33% 58%" fo:font-weight="bold"/></style:style>',
    '<text:outline-style style:name="O"><text:outline-level-style text:level="1" style:num-format="1"/></text:outline-style>',
)
RICH = pack(RICH_PARTS)
LINKS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (changed("word/document.xml", ENTITIES + DOCUMENT.replace("text", "&b;")), "damaged"),
        (changed("word/document.xml", EXTERNAL + DOCUMENT.replace("text", "&a;")), "damaged"),
        (changed("word/styles.xml", EXTERNAL + "<a>&a;</a>"), "damaged"),
        (changed("word/document.xml", DOCUMENT.replace(TEXT, DEEP)), "damaged"),
        (changed("word/document.xml", DOCUMENT[:-20]), "damaged"),
        (changed("word/document.xml", b"\xff\xfe\x00"), "damaged"),
        (changed("word/document.xml", None), "damaged"),
        (changed("word/document.xml", "<other/>"), "damaged"),
        (changed("word/document.xml", DOCUMENT.replace(TEXT, "")), "empty"),
        (changed("[Content_Types].xml", "<Types/>"), "unsupported_format"),
        (changed(LINKS, "not xml"), "damaged"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
        (pack(odt_parts("<text:p>x</text:p>") | {"content.xml": EXTERNAL + "<a>&a;</a>"}), "damaged"),
        (pack(odt_parts("<text:section>" * 9000 + "</text:section>" * 9000)), "damaged"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "unsupported_format"),
        (pack(odt_parts("<text:p>x</text:p>") | {"META-INF/manifest.xml": "<m:encryption-data/>"}), "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)  # fmt: skip
def test_broken_parts_are_refused(data, expected):
    assert reason(data) == expected


@pytest.mark.parametrize(
    "links",
    [
        '<Relationship Id="a" Type="x/styles" Target="../../../etc/passwd"/>',
        '<Relationship Id="a" Type="x/styles" Target="missing.xml"/>',
        '<Relationship Id="a" Type="x/styles" Target="http://example.org/s.xml" TargetMode="External"/>',
        '<Relationship Id="a" Type="x/header"/><Relationship Type="x/footer" Target="y"/>',
        "",
    ],
)
def test_relationships_that_lead_nowhere_cost_nothing(links):
    data = changed(LINKS, f"<Relationships>{links}</Relationships>")
    assert printed(read_docx(data)[0].lines) == ["text"]


def test_names_that_leave_the_archive_are_only_names():
    parts = docx_parts(TEXT) | {"../../evil.sh": "x", "/etc/passwd": "x", "word/../../x": "x"}
    assert printed(read_docx(pack(parts))[0].lines) == ["text"]


def bomb(head: bytes, filling: bytes, megabytes: int) -> bytes:
    """A DOCX file whose document inflates to that size."""
    out = io.BytesIO()
    parts = docx_parts(TEXT)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            if name != "word/document.xml":
                package.writestr(name, part)
        with package.open("word/document.xml", "w") as stream:
            stream.write(head)
            chunk = filling * ((1 << 20) // len(filling))
            for _ in range(megabytes):
                stream.write(chunk)
    return out.getvalue()


def many(count: int, paragraph: str) -> bytes:
    generator = random.Random(1)
    body = "".join(paragraph.format(generator.random()) for _ in range(count))
    return docx_file(body)


def huge_directory() -> bytes:
    return pack(docx_parts(TEXT)) + packages.CENTRAL * (packages.MOST_ENTRIES + 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: bomb(DOCUMENT[:-40].encode(), b" ", 600),
        lambda: bomb(DOCUMENT[:-40].encode(), b"<w:p/>", 300),
        lambda: many(1_000_000, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"),
        lambda: pack(docx_parts(TEXT) | {f"word/{at}.xml": "" for at in range(20_000)}),
        huge_directory,
    ],
    ids=["spaces", "elements", "a million paragraphs", "parts", "directory"],
)
def test_what_would_cost_too_much_is_refused_in_time(make):
    data = make()
    start = time.process_time()
    assert reason(data) == "too_costly"
    assert time.process_time() - start < BOUND_SECONDS


def test_a_size_that_is_declared_wrong_is_not_believed():
    data = bytearray(pack(docx_parts(TEXT)))
    directory = data.rindex(b"word/document.xml") - 46
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    assert reason(bytes(data)) == "damaged"


def test_encrypted_parts_need_a_password():
    data = bytearray(pack(docx_parts(TEXT)))
    at = 0
    while (at := data.find(packages.CENTRAL, at)) >= 0:
        data[at + 8] |= packages.ENCRYPTED
        at += 4
    assert reason(bytes(data)) == "password"


@pytest.mark.parametrize("make", [docx_parts, odt_parts])
def test_a_file_cut_anywhere_is_damaged(make):
    body = TEXT if make is docx_parts else "<text:p>text</text:p>"
    whole = pack(make(body), zipfile.ZIP_STORED if make is odt_parts else zipfile.ZIP_DEFLATED)
    for end in range(120, len(whole) - 1, len(whole) // 40):
        assert (end, reason(whole[:end])) == (end, "damaged")


def reasons_of(sources: Iterable[bytes]) -> Counter[str]:
    """For which reasons sources are not read; any other error is raised."""
    found: Counter[str] = Counter()
    for data in sources:
        try:
            find_format(data).read(data)
        except Unreadable as error:
            found[error.reason] += 1
    return found


def test_changed_bytes_never_break_the_reader():
    generator = random.Random(20)

    def change() -> bytes:
        data = bytearray(RICH)
        for _ in range(generator.randint(1, 4)):
            data[generator.randrange(4, len(data))] = generator.randrange(256)
        return bytes(data)

    assert reasons_of(change() for _ in range(300))["damaged"] > 100


@pytest.mark.parametrize("parts", [RICH_PARTS, RICH_ODT])
def test_changed_values_never_break_the_reader(parts):
    generator = random.Random(21)
    strange = ("", "-1", "x", "99999999999999999999", "²", "%1%2%9", "%0%", "true", "1.5", "\uf0b7")

    def change() -> bytes:
        def value(found: re.Match[str]) -> str:
            return f'="{generator.choice(strange)}"' if generator.random() < 0.2 else found[0]

        return pack(
            {
                name: re.sub(r'="(?!http|urn)[^"]*"', value, part)
                if name.endswith(".xml") and "Types" not in name
                else part
                for name, part in parts.items()
            }
        )

    assert reasons_of(change() for _ in range(300)).keys() <= {"empty"}


LONG = "%1" * 50_000
LONG_LEVEL = (
    f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3888"/><w:numFmt w:val="{{form}}"/>'
    f'<w:lvlText w:val="{LONG}"/></w:lvl></w:abstractNum>{num(7, 7)}'
)
LONG_STYLE = (
    '<text:list-style style:name="L"><text:list-level-style-{kind} text:level="1" {said}/></text:list-style>'
)
CHICAGO = '<w:footnotePr><w:numFmt w:val="chicago"/><w:numStart w:val="400000"/></w:footnotePr>'
NOTES = "".join(f'<w:footnote w:id="{at}">{TEXT}</w:footnote>' for at in range(50))
CALLS = "".join(f'<w:p><w:r><w:footnoteReference w:id="{at}"/></w:r></w:p>' for at in range(50))


def listed(kind: str, said: str) -> bytes:
    item = "<text:list-item><text:p>text</text:p></text:list-item>"
    style = LONG_STYLE.format(kind=kind, said=said)
    return pack(odt_parts(f'<text:list text:style-name="L">{item * 50}</text:list>', style))


@pytest.mark.parametrize(
    "data",
    [
        docx_file(numbered(*[(7, 0)] * 50), numbering=LONG_LEVEL.format(form="lowerRoman")),
        docx_file(numbered(*[(7, 0)] * 50), numbering=LONG_LEVEL.format(form="bullet")),
        docx_file(CALLS, footnotes=NOTES, settings=CHICAGO),
        listed("number", f'style:num-format="i" text:start-value="3888" loext:num-list-format="{"%1%" * 9999}"'),
        listed("number", f'style:num-format="1" style:num-prefix="{LONG}" style:num-suffix="{LONG}"'),
        listed("bullet", f'text:bullet-char="{LONG}" style:num-prefix="{LONG}"'),
    ],
    ids=["levels", "bullet", "notes", "odt template", "odt prefix", "odt bullet"],
)  # fmt: skip
def test_a_sign_before_a_paragraph_is_printed_as_long_as_signs_are(data):
    lines = find_format(data).read(data)[0].lines
    assert len(lines) >= 50
    assert max(len(line.printed) for line in lines) <= MOST_SIGN + len(" text")


@pytest.mark.parametrize(
    "body",
    [
        '<text:h text:outline-level="999999999">text</text:h>',
        '<text:numbered-paragraph text:level="999999999" text:style-name="L"><text:p>text</text:p></text:numbered-paragraph>',
    ],
)
def test_a_level_of_a_thousand_million_costs_nothing(body):
    level = 'style:num-format="1" style:num-suffix="."'
    data = pack(
        odt_parts(
            body,
            f'<text:list-style style:name="L"><text:list-level-style-number text:level="10" {level}/></text:list-style>',
            f'<text:outline-style><text:outline-level-style text:level="10" {level}/></text:outline-style>',
        )
    )
    start = time.process_time()
    assert [line.printed for line in find_format(data).read(data)[0].lines] == ["1. text"]
    assert time.process_time() - start < 2
