"""The page on the words of requests tells of every role, and each of its examples is read as it says.

Not here: requests of paragraphs in general (test_requests), loading of vocabularies (test_vocabularies).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_themes import packaged_finder
from warehouse.tables import PARAGRAPHS, RESOLUTIONS
from warehouse.vocabularies_sheets import OUTPUT_ROLES, REQUEST_ROLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "request-words.md"
ROW = re.compile(r"^\| `(?P<role>\w+)` \| .+ \| `(?P<text>[^`]+)` → (?P<read>[^|]+) \|$", re.M)
ROWS = [row.groupdict() for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


def read(text: str) -> str:
    """What a paragraph of the Council's thirtieth session asks for, or its item behind " / ", in the page's words."""
    documents = RESOLUTIONS.frame(
        [{"document_id": "d", "language": "en", "organ": "HRC", "session_number": 30}]
    )
    paragraphs = PARAGRAPHS.frame(
        {
            "paragraph_id": f"d#op{at}", "document_id": "d", "position": at + 1, "kind": "operative",
            "parent_id": "d#op0" if at else None, "text": part,
        }
        for at, part in enumerate(text.split(" / "))
    )  # fmt: skip
    said = []
    for row in packaged_finder().find(documents, paragraphs).report_requests.iter_rows(named=True):
        due = " ".join(filter(None, (row["recipient"], row["due_session"] or str(row["due_year"] or ""))))
        said.append(
            row["deliverable"]
            + (f" for {due}" if due else "")
            + (", recurring" if row["is_recurring"] else "")
        )
    return " and ".join(said) or "nothing"


def test_every_role_is_told_of_once_and_those_with_a_value_first() -> None:
    roles = [row["role"] for row in ROWS]
    assert sorted(roles) == sorted(REQUEST_ROLES)
    assert set(roles[: len(OUTPUT_ROLES)]) == set(OUTPUT_ROLES)


@pytest.mark.parametrize("row", ROWS, ids=[row["role"] for row in ROWS])
def test_an_example_is_read_as_the_page_says(row: dict[str, str]) -> None:
    assert read(row["text"]) == row["read"]
