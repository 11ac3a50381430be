"""The vocabularies: themes, actors, instruments and the words that name them, read from CSV files.

Here: which files there are, and their version. Not here: what an entry is (`warehouse.vocabularies_entries`), how
the files hang together (`warehouse.vocabularies_assembly`), or matching (`transforms.mentions`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from warehouse.vocabularies_assembly import Assembly
from warehouse.vocabularies_csv import Problems, Row, VocabularyError, read_sheet
from warehouse.vocabularies_entries import Head, Term, Vocabularies, Word
from warehouse.vocabularies_sheets import SHEETS

__all__ = [
    "Head",
    "Term",
    "Vocabularies",
    "VocabularyError",
    "Word",
    "load_vocabularies",
    "packaged_folder",
    "packaged_version",
]


def load_vocabularies(folder: Path | None = None) -> Vocabularies:
    """Read and check every CSV of a folder; the packaged `warehouse/vocabulary` by default.

    Raises VocabularyError with all that is wrong, each as `file:line: what is wrong, what to do`.
    """
    contents = _contents(packaged_folder() if folder is None else folder)
    rows: dict[str, list[Row]] = {name: [] for name in SHEETS}
    problems = Problems()
    for name, content in contents.items():
        with problems:
            sheet = _sheet_of(name)
            rows[sheet] += read_sheet(name, content, SHEETS[sheet], problems)
    for name, expected in SHEETS.items():
        with problems:
            if not any(file == f"{name}.csv" or file.startswith(f"{name}_") for file in contents):
                raise VocabularyError(
                    f"{name}.csv:1: the file is missing; add it with the columns {', '.join(expected.columns)}"
                )
    assembled = Assembly(rows, problems).vocabularies(_version(contents))
    problems.stop()
    return assembled


def packaged_version() -> str:
    """The version of the packaged vocabularies.

    Only hashed, not read: it is wanted at once, and also while somebody's edit of a file is not yet right.
    """
    return _version(_contents(packaged_folder()))


def _contents(folder: Traversable) -> dict[str, bytes]:
    """The CSV files of a folder by name."""
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_bytes() for entry in entries if entry.name.endswith(".csv")}


def _version(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


def packaged_folder() -> Traversable:
    """The vocabularies that come with the program."""
    return resources.files("warehouse") / "vocabulary"


def _sheet_of(file: str) -> str:
    stem = file.removesuffix(".csv")
    matching = [name for name in SHEETS if stem == name or stem.startswith(f"{name}_")]
    if not matching:
        raise VocabularyError(
            f"{file}:1: not a known vocabulary file; the files are {', '.join(f'{n}.csv' for n in SHEETS)}"
        )
    return max(matching, key=len)
