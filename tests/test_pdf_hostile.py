"""PDF files without text, damaged, locked, or made to cost without end: refused in words and at little cost.

Not here: readable ones (`test_pdf`, `test_pdf_pages`).
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zlib

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.pages_pdf import render_pdf
from tests.pdf_files import FILLER, REST, page, pdf_of, raw_page
from tests.test_pdf import gold_of_sample
from transforms.formats.pdf import read_pdf
from transforms.formats.registry import find_format
from transforms.text import Unreadable
from warehouse.enumerations import REJECT_REASONS


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_pdf(data)
    assert caught.value.reason in REJECT_REASONS
    assert len(str(caught.value)) > 20
    return caught.value.reason


def scan(canvas: Canvas, number: int) -> None:
    picture = Image.new("L", (300, 400), 255)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.drawString(500, 20, f"Page {number}")


def test_pictures_of_pages_have_no_text_layer() -> None:
    assert reason_of(page(scan, 3)) == "no_text_layer"


def test_letters_of_which_nobody_knows_what_they_are_have_none_either() -> None:
    """A font whose codes are numbers of its own, without a table of Unicode."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</g 6 0 R>>/Encoding<</Type/Encoding/Differences[1/g1/g2/g3/g4/g5/g6/g7]>>/FirstChar 1/LastChar 7/Widths[1 1 1 1 1 1 1]>>"
    content = b"".join(
        b"BT /F 10 Tf 60 %d Td <01020304050607060504030201> Tj ET\n" % y for y in range(100, 700, 12)
    )
    data = pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        font,
        b"<</Length 20>>\nstream\n1 0 d0 0 0 1 1 re f  \nendstream",
    )  # fmt: skip
    assert reason_of(data) == "no_text_layer"


@pytest.mark.parametrize(("user", "reason"), [("secret", "password"), ("", "")])
def test_a_password_to_open_is_told_and_one_to_change_does_not_matter(user: str, reason: str) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for row in range(5):
            canvas.drawString(60, 700 - 14 * row, FILLER)

    data = page(draw, encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))
    if reason:
        assert reason_of(data) == reason
    else:
        assert [line.text for line in read_pdf(data)[0].lines] == [FILLER] * 5


def test_the_magic_bytes_may_stand_behind_others_and_are_all_that_counts() -> None:
    data = b"\r\n\r\n" + raw_page(REST)
    assert find_format(data).name == "pdf"
    assert len(read_pdf(data)[0].lines) == 4
    assert find_format(b"The Human Rights Council, A/HRC/RES/30/21.pdf").name == "text"


def test_cut_and_corrupted_files_give_their_text_or_a_reason() -> None:
    data = render_pdf(gold_of_sample())
    chance = random.Random(7)
    for share in range(0, 100, 4):
        _read_or_refuse(data[: 10 + (len(data) - 10) * share // 100])
    for _ in range(40):
        spoiled = bytearray(data)
        for _ in range(chance.choice([1, 10, 200])):
            spoiled[chance.randrange(9, len(data))] = chance.randrange(256)
        _read_or_refuse(bytes(spoiled))
    assert reason_of(data[:2_000]) == "damaged"


def _read_or_refuse(data: bytes) -> None:
    """Anything but these two outcomes fails the test."""
    try:
        outcome = "" if read_pdf(data)[0].lines else "nothing"
    except Unreadable as error:
        outcome = error.reason
    assert outcome in ("", *REJECT_REASONS)


def deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    block = piece * 1_000
    return b"".join([*(packer.compress(block) for _ in range(times // 1_000)), packer.flush()])


def packed_page(content: bytes) -> bytes:
    return raw_page(content, extra=b"/Filter/FlateDecode")


def pages_tree(kids: bytes, count: int) -> bytes:
    return raw_page(REST).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%s]/Count %d" % (kids, count))


TEXT_OPERATORS = b"BT /F 10 Tf 50 800 Td (Th) Tj ET\n"
COSTLY = {
    "a million objects": lambda: pdf_of(*[b"null"] * 1_000_000),
    "a million objects in a stream": lambda: raw_page(REST) + b"9 0 obj <</Type/ObjStm/N 1000000/First 9/Length 3>>\nstream\nabc\nendstream endobj",
    "half a million pieces of text": lambda: packed_page(deflated(TEXT_OPERATORS, 500_000)),
    "half a million lines": lambda: packed_page(deflated(b"0 0 m 9 9 l S\n", 500_000)),
    "a hundred thousand letters": lambda: raw_page(b"".join(
        b"BT /F 1 Tf 5 %d Td (%s) Tj ET\n" % (y, b"The Human Rights Council " * 12) for y in range(20, 840)
    ) ),
    "a page that unpacks to 400 MB": lambda: packed_page(deflated(b" " * 1_000, 400_000)),
    "a page packed twice": lambda: raw_page(zlib.compress(deflated(b" " * 1_000, 400_000)), extra=b"/Filter[/FlateDecode/FlateDecode]"),
    "a hundred thousand pages": lambda: pages_tree(b"3 0 R " * 100_000, 100_000),
}  # fmt: skip


@pytest.mark.parametrize("what", COSTLY)
def test_what_would_cost_too_much_is_refused_at_little_cost(what: str) -> None:
    data = COSTLY[what]()
    started = time.process_time()
    assert reason_of(data) == "too_costly"
    assert time.process_time() - started < 5


def test_a_bomb_does_not_take_memory() -> None:
    script = (
        "import resource, tests.test_pdf_hostile as t\n"
        "data = t.COSTLY['a page that unpacks to 400 MB']()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "t.reason_of(data)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 200_000, "KiB"


@pytest.mark.parametrize(
    "data",
    [
        pages_tree(b"3 0 R", 1_000_000_000),
        pages_tree(b"2 0 R", 1),
        raw_page(b"[" * 100_000 + b"q " * 100_000 + REST),
        raw_page(REST).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox" + b"[" * 50_000 + b"]" * 50_000),
        raw_page(b"BT /F 1e30 Tf 1e30 -1e30 Td (x) Tj /F 0 Tf (The Human Rights Council) Tj ET " + REST),
    ],
    ids=["a false count of pages", "pages within themselves", "deep content", "deep arrays", "absurd sizes"],
)  # fmt: skip
def test_what_is_deep_or_absurd_ends_soon(data: bytes) -> None:
    started = time.process_time()
    _read_or_refuse(data)
    assert time.process_time() - started < 5


def test_letters_strewn_over_a_page_are_read_in_bounded_time() -> None:
    chance = random.Random(3)
    content = b"".join(
        b"BT /F 4 Tf %d %d Td (a) Tj ET\n" % (chance.randrange(10, 580), chance.randrange(10, 830))
        for _ in range(20_000)
    )
    started = time.process_time()
    lines = read_pdf(raw_page(content))[0].lines
    assert sum(len(line.text.replace(" ", "")) for line in lines) > 10_000
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("rows", "columns", "cell", "lines"),
    [(120, 5, "abcd", 600), (2_000, 1, "abcdefghijklmn", 2_000), (500, 5, "rights of all of us", 2_500)],
)
def test_pages_of_many_rows_are_read_in_bounded_time(rows: int, columns: int, cell: str, lines: int) -> None:
    """A table is read row by row, columns of text one after the other."""
    content = b"".join(
        b"BT /F 8 Tf %d %d Td (%s) Tj ET\n" % (10 + 70 * column, 10 * row, cell.encode())
        for row in range(rows)
        for column in range(columns)
    )
    data = raw_page(content).replace(b"[0 0 595 842]", b"[0 -5 595 %d]" % (10 * rows + 10))
    started = time.process_time()
    found = read_pdf(data)[0].lines
    assert time.process_time() - started < 4
    assert [line.text for line in found] == [cell] * lines
