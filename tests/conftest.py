"""What tests of several files share: fixtures, and a resolution to put paragraphs into.

Here: what is loaded once. Not here: texts that a single file tests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.document import Document
from transforms.documents import read_documents
from transforms.parse import parse_sources
from transforms.text import text_lines
from warehouse.languages import Language, load_languages

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the reference corpora and their tools, which is no part of the project."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"The reference corpora are absent: {SHARED} has no folder 'corpus'.")
    return SHARED


@pytest.fixture(scope="session")
def languages() -> Mapping[str, Language]:
    return load_languages()


@pytest.fixture(scope="session")
def english(languages: Mapping[str, Language]) -> Language:
    return languages["en"]


FRONT = "Resolution adopted by the Human Rights Council on 2 October 2015\n\n30/21. The right to rest"
OPENING = "The Human Rights Council,"
PREAMBLE = "Guided by the Charter of the United Nations,"
CLOSING = "42nd meeting\n\n2 October 2015\n\n[Adopted without a vote.]"


def resolution(*paragraphs: str, front: str = FRONT, closing: str = CLOSING, gap: str = "\n\n") -> str:
    """A resolution with these paragraphs below its opening formula."""
    return gap.join([front, OPENING, *paragraphs, closing]) + "\n"


def read_one(text: str) -> Document:
    """The one document of a text."""
    (document,) = read_documents(text_lines(text), load_languages()).documents
    return document


def read_frames(*sources: str | bytes) -> dict[str, pl.DataFrame]:
    """The frames of texts or bytes, each named by its hash."""
    data = [each.encode() if isinstance(each, str) else each for each in sources]
    return parse_sources([(hashlib.sha256(d).hexdigest(), d) for d in data], load_languages(), "test")


def outline(text: str) -> list[tuple[str, str]]:
    """(name, text) of the paragraphs below the opening formula: ("op4(a)", "To act;")."""
    document = read_one(text)
    return [
        (name, paragraph.text)
        for name, paragraph in zip(document.identifiers, document.paragraphs, strict=True)
    ][1:]


def names(text: str) -> list[str]:
    return [name for name, _ in outline(text)]


def rows(frame: pl.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return frame.select(columns).rows()
