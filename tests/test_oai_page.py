"""A page of a list of records, by itself: what is none is refused.

Not here: asking for pages (`test_harvest`), reading their records (`test_records`).
"""

from __future__ import annotations

import pytest

from tests.records_files import oai, oai_error
from transforms.oai_page import read_page
from transforms.text import Unreadable


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body>OAI-PMH</body></html>", "unsupported_format"),
        (b"", "unsupported_format"),
        (b"<OAI-PMH/>", "unsupported_format"),
        (b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"/>', "unsupported_format"),
        (oai(token="x" * 5_000), "unsupported_format"),
        (oai(token="x")[:-20], "malformed_xml"),
        (oai("<a>" * 50 + "</a>" * 50), "malformed_xml"),
        (oai("<record>" + "<a/>" * 200_000 + "</record>"), "too_costly"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_page(data)
    assert refused.value.reason == reason


def test_a_page_says_its_error() -> None:
    page = read_page(oai_error("noSetHierarchy", "There are no sets."))
    assert (page.error, page.said, page.token) == ("noSetHierarchy", "There are no sets.", "")
