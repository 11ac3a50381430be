"""PDF files made by hand for tests: a page drawn, a content stream, any objects.

Here: what test_pdf, test_pdf_pages and test_pdf_hostile share. Not here: documents in the United Nations' layout (`pages_pdf`).
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from transforms.formats.pdf import read_pdf
from transforms.text import Line


def page(draw: Any, pages: int = 1, **arguments: Any) -> bytes:
    """A PDF of which `draw(canvas, number)` prints each page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), **arguments)
    for number in range(1, pages + 1):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


FILLER = "that all human rights are universal, indivisible and interdependent and interrelated"


def printed(*drawn: tuple[float, float, str], size: float = 10.0) -> list[Line]:
    """The lines of a page with these texts at (x, y) above some lines of text."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Roman", size)
        for x, y, text in drawn:
            canvas.drawString(x, y, text)
        for row in range(4):
            canvas.drawString(60, 300 - 12 * row, FILLER)

    return read_pdf(page(draw))[0].lines


def raw_page(
    content: bytes, *, font: bytes = b"/Times-Roman", extra: bytes = b"", page_extra: bytes = b""
) -> bytes:
    """A PDF of one page with this content stream."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>%s>>" % page_extra,
        b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content),
        b"<</Type/Font/Subtype/Type1/BaseFont%s>>" % font,
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Italic>>",
    )  # fmt: skip


def pdf_of(*objects: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return out.getvalue()


REST = b"".join(
    b"BT /F 10 Tf 60 %d Td (that all human rights are universal and indivisible, always) Tj ET\n" % (400 - 12 * row)
    for row in range(4)
)  # fmt: skip
