"""The printed glyphs of a PDF: what stands where, how large and in which style.

Here: PDFium, its errors, and the bounds on what a file may cost. Not here: words and lines (`pdf_rows`).
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from transforms.formats.pdf_bounds import costly, require_bounded
from transforms.formats.pdf_geometry import THICKEST_RULE, Box, Glyph, Page, turn, turned_page
from transforms.text import Unreadable

MOST_PAGES = 1_500
MOST_OBJECTS = 200_000
"""On one page: pieces of text, lines and pictures. A page full of text has some hundreds."""
MOST_GLYPHS_OF_A_PAGE = 60_000
MOST_GLYPHS = 6_000_000
FEWEST_LETTERS = 60
FEWEST_LETTERS_OF_A_PAGE = 15
"""On average; a scanned picture may have a stamp or a page number as text, and nothing more."""
UNKNOWN_SHARE = 0.3
BOLD_WEIGHT = 600
SLANT = 0.1
"""How far a letter leans where a font without italics is slanted instead (tangent)."""
ITALIC_FLAG = 64
FORCE_BOLD_FLAG = 1 << 18
QUARTER = math.pi / 2
MOST_TILT, LEAST_TILT = math.radians(5), math.radians(0.02)
"""Of a skewed scan; what leans more is printed askew."""
OVERHANG = 0.01
"""Font sizes from the end of a letter's ink to that of its box, which PDFium widens to hold the ink."""
LEAST_SIZE = 0.5
INVISIBLE = {0, 0xFFFE, 0xFFFF, 0xFEFF}


def read_pages(data: bytes) -> list[Page]:
    """The pages of a PDF with a text layer.

    Raises Unreadable: damaged, password, too_costly, no_text_layer.
    """
    require_bounded(data)
    document = _open(data)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise costly(f"{count} pages", f"{MOST_PAGES} pages")
        pages: list[Page] = []
        seen = Seen()
        for index in range(count):
            pages.append(_read_page(document, index, seen))
            if seen.glyphs > MOST_GLYPHS:
                raise costly(f"more than {MOST_GLYPHS} letters", f"{MOST_GLYPHS} letters")
    finally:
        document.close()
    _require_text(count, seen)
    return pages


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > 0:
            return document
        document.close()
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(
                "password", "The PDF asks for a password. Save it without one and put it here again."
            ) from None
        raise Unreadable("damaged", "The PDF is damaged or cut short. Get the file again.") from None
    raise Unreadable("damaged", "The PDF has no pages. Get the file again.")


@dataclass(slots=True)
class Seen:
    """What was met so far."""

    glyphs: int = 0
    letters: int = 0
    unknown: int = 0
    """Glyphs of which the file does not tell what character they are."""


def _require_text(pages: int, seen: Seen) -> None:
    if seen.unknown > UNKNOWN_SHARE * max(1, seen.unknown + seen.letters):
        raise Unreadable(
            "no_text_layer",
            "The PDF shows letters, but does not say which they are (its fonts have no Unicode table). "
            "Have its text recognized (OCR), or get the file from the document service.",
        )
    if seen.letters < max(FEWEST_LETTERS, FEWEST_LETTERS_OF_A_PAGE * pages):
        raise Unreadable(
            "no_text_layer",
            "The PDF is a picture without a text layer. Have its text recognized (OCR), or get another file.",
        )


def _read_page(document: pdfium.PdfDocument, index: int, seen: Seen) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise Unreadable("damaged", f"Page {index + 1} of the PDF is damaged. Get the file again.") from None
    try:
        objects = raw.FPDFPage_CountObjects(page.raw)
        if objects > MOST_OBJECTS:
            raise costly(f"{objects} objects on page {index + 1}", f"{MOST_OBJECTS} on a page")
        textpage = page.get_textpage()
        try:
            count = raw.FPDFText_CountChars(textpage.raw)
            if count > MOST_GLYPHS_OF_A_PAGE:
                raise costly(f"{count} letters on page {index + 1}", f"{MOST_GLYPHS_OF_A_PAGE} on a page")
            box = page.get_bbox()
            turned: dict[float, list[Glyph]] = {}
            tilts: dict[float, list[float]] = {}
            for style, glyph in _glyphs(textpage.raw, count, box, seen):
                turned.setdefault(style.angle, []).append(glyph)
                tilts.setdefault(style.angle, []).append(style.tilt)
        finally:
            textpage.close()
        lines = list(_drawn_boxes(page.raw, objects))
    finally:
        page.close()
    return turned_page(index + 1, box, turned, tilts, lines)


def _drawn_boxes(page: object, objects: int) -> Iterator[Box]:
    """The boxes of the thin paths of a page."""
    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(objects):
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(
            drawn, *sides
        ):
            left, bottom, right, top = (side.value for side in sides)
            if min(right - left, top - bottom) <= THICKEST_RULE:
                yield left, bottom, right, top


@dataclass(slots=True)
class _Style:
    """What all glyphs of one piece of text share. `font` is PDFium's, `scale` the points of one of its units."""

    size: float
    angle: float
    """The direction in which it runs (radians): a quarter turn where it is near one."""
    tilt: float
    """What it has beyond that quarter turn."""
    italic: bool
    bold: bool
    font: object
    scale: float
    widths: dict[int, float] = field(default_factory=dict)

    def width(self, code: int) -> float:
        """How far the font moves on after a character (points); 0 where it does not tell."""
        if code not in self.widths:
            width = ctypes.c_float()
            known = self.font and raw.FPDFFont_GetGlyphWidth(self.font, code, 1.0, width)
            self.widths[code] = width.value * self.scale if known else 0.0
        return self.widths[code]


def _glyphs(textpage: object, count: int, box: Box, seen: Seen) -> Iterator[tuple[_Style, Glyph]]:
    """The glyphs in the order of the file, each with what its piece of text shares."""
    x, y = ctypes.c_double(), ctypes.c_double()
    ink = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    loose = raw.FS_RECTF()
    styles: dict[int, _Style] = {}
    left, bottom, right, top = box
    after_space = False
    for at in range(count):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if raw.FPDFText_IsGenerated(textpage, at):  # spaces and line ends that PDFium guesses
            continue
        char = chr(code) if code < 0x110000 else "\ufffd"
        if char.isspace():
            after_space = True
            continue
        if code in INVISIBLE or raw.FPDFText_HasUnicodeMapError(textpage, at) == 1 or char == "\ufffd":
            seen.unknown += 1
            char = "\ufffd"
        else:
            seen.letters += char.isalpha()
        if code == 2 or code == 0xAD:  # a hyphen at a line's end, as PDFium marks it
            char = "-"
        piece = raw.FPDFText_GetTextObject(textpage, at)
        key = ctypes.cast(piece, ctypes.c_void_p).value or -1 - at
        if (style := styles.get(key)) is None:
            style = styles[key] = _style(textpage, at, piece)
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        if not (left <= x.value <= right and bottom <= y.value <= top):
            continue  # off the page
        raw.FPDFText_GetLooseCharBox(textpage, at, loose)
        x0, y0 = x.value, y.value
        if style.angle:
            cos, sin = math.cos(style.angle), math.sin(style.angle)
            x0, y0 = x0 * cos + y0 * sin, y0 * cos - x0 * sin
            x1 = turn((loose.left, loose.bottom, loose.right, loose.top), style.angle)[2]
            if style.tilt and style.width(code) > 0:
                x1 = x0 + style.width(code)
        elif style.tilt and style.width(code) > 0:  # the box of a skewed letter is wider than the letter
            x1 = x0 + style.width(code)
        else:
            raw.FPDFText_GetCharBox(textpage, at, *ink)
            x1 = loose.right
            if x1 <= loose.left:  # a font that tells no widths
                x1 = ink[1].value
            elif ink[1].value > x1 - OVERHANG * style.size:  # a letter that leans over the next one
                x1 = min(x1, x0 + style.width(code)) if style.width(code) > 0 else x1
        seen.glyphs += 1
        yield style, Glyph(char, x0, max(x0, x1), y0, style.size, style.italic, style.bold, after_space)
        after_space = False


def _style(textpage: object, at: int, piece: object) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, at, matrix)
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    area = a * d - b * c
    width = math.hypot(a, b)
    height = abs(area) / width if width else 0.0
    points = raw.FPDFText_GetFontSize(textpage, at)
    size = points * height
    angle = math.atan2(b, a)
    quarters = round(angle / QUARTER)
    tilt = angle - quarters * QUARTER
    if abs(tilt) <= MOST_TILT:
        angle, tilt = quarters % 4 * QUARTER, tilt if abs(tilt) > LEAST_TILT else 0.0
    else:
        angle, tilt = round(angle, 1), 0.0
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, len(name), flags)
    font = name.value.lower()
    leans = area != 0 and (a * c + b * d) / area > SLANT
    return _Style(
        max(LEAST_SIZE, abs(size)),
        angle,
        tilt,
        bool(flags.value & ITALIC_FLAG) or b"italic" in font or b"oblique" in font or leans,
        b"bold" in font
        or b"black" in font
        or bool(flags.value & FORCE_BOLD_FLAG)
        or raw.FPDFText_GetFontWeight(textpage, at) >= BOLD_WEIGHT,
        raw.FPDFTextObj_GetFont(piece) if piece else None,
        abs(points) * width,
    )


def body_size(pages: list[Page]) -> float:
    """The size of most letters (points)."""
    sizes = Counter(round(glyph.size * 4) / 4 for page in pages for glyph in page.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 10.0
