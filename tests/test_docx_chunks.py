"""Pieces of other formats that a DOCX file holds (altChunk): those in HTML are read, others are refused by name.

Not here: HTML itself (`test_html`), other markup of DOCX (`test_docx`).
"""

from __future__ import annotations

import pytest

from tests.conftest import read_frames, rows
from tests.office_files import docx_file, printed
from transforms.formats.docx import read_docx

HERE = '<w:altChunk r:id="chunk1"/>'
BEFORE, AFTER = (f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>" for word in ("before", "after"))
PAGE = b"<html><body><p>The Council,</p><ol><li>Decides;</li></ol></body></html>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (HERE, ["The Council,", "1. Decides;"]),
        (BEFORE + HERE + AFTER, ["before", "The Council,", "1. Decides;", "after"]),
        (f"<w:tbl><w:tr><w:tc>{HERE}</w:tc></w:tr></w:tbl>", ["The Council,", "1. Decides;"]),
        (HERE + HERE + AFTER, ["The Council,", "1. Decides;", "after"]),
        (BEFORE + '<w:altChunk r:id="none"/>', ["before"]),
        (BEFORE + '<w:altChunk r:id="blank"/>', ["before"]),
    ],
)
def test_a_piece_in_html_is_read_where_it_stands(body, lines):
    (text,) = read_docx(docx_file(body, chunks={"chunk1": PAGE, "blank": b"\n"}))
    assert printed(text.lines) == lines


@pytest.mark.parametrize("chunk", [b"{\\rtf1 text}", b"PK\x03\x04", b"MIME-Version: 1.0\n\ntext"])
def test_a_piece_of_another_format_is_refused_by_its_name(chunk):
    for body in (HERE, BEFORE + HERE):
        found = rows(read_frames(docx_file(body, chunks={"chunk1": chunk}))["rejects"], "reason", "detail")
        assert [reason for reason, _ in found] == ["unsupported_format"]
        assert "altChunk" in found[0][1]
