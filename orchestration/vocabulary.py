"""Vocabularies on their way into use: copied to be edited, checked, and compared with what is published.

Here: from folders and the published warehouse to judgements. Not here: the judgements themselves
(`transforms.vocabulary_review`), showing them (`vocabulary_terminal`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from orchestration.parsing import MENTIONS, compiled, parser_with
from orchestration.reporting import Reporter
from transforms.vocabulary_review import Remark, Unused, differences, failing_examples, labels, overlaps
from warehouse.reading import open_warehouse, plain_errors
from warehouse.vocabularies import VocabularyError, packaged_folder

DOCUMENTS_AT_ONCE = 100


class FolderInUse(ValueError):
    """A folder that holds something already; the message says so."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found; `documents` were searched for dead terms, None where there is no warehouse."""

    entries: int
    errors: list[str]
    overlaps: list[Remark]
    dead: list[Remark]
    documents: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """`rows`: the CHANGES of `transforms.vocabulary_review`, with symbol and number of the paragraph's text.

    `versions`: of the published vocabulary and of the one compared.
    """

    rows: pl.DataFrame
    paragraphs: int
    versions: tuple[str, str]


def copy_vocabulary(folder: Path) -> int:
    """Copies the packaged vocabularies into a new or empty folder; returns how many files.

    Raises FolderInUse for a folder that holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"{folder} is not empty. Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    files = [entry for entry in packaged_folder().iterdir() if entry.name.endswith(".csv")]
    for entry in files:
        (folder / entry.name).write_bytes(entry.read_bytes())
    return len(files)


def check_vocabulary(folder: Path | None, warehouse: Path, reporter: Reporter) -> Check:
    """Checks the vocabularies of a folder, or the packaged ones, against themselves and the published texts.

    Raises QueryError for a file that is no warehouse.
    """
    try:
        parser = parser_with(folder)
    except VocabularyError as error:
        return Check(0, list(error.problems), [], [], None)
    vocabularies, finder = parser.vocabularies, compiled(parser)
    errors = [str(remark) for remark in failing_examples(vocabularies, finder)]
    unused, documents = Unused(vocabularies, finder), None
    if warehouse.is_file():
        with open_warehouse(warehouse) as connection, plain_errors(_no_warehouse(warehouse)):
            documents = _count(connection)
            with reporter.progress("Searching", documents) as advance:
                for resolutions, paragraphs in _texts(connection, advance):
                    language = dict(resolutions.select("document_id", "language").iter_rows())
                    for document_id, text in paragraphs.select("document_id", "text").iter_rows():
                        unused.read(language[document_id], text)
    return Check(
        vocabularies.entries.height, errors, overlaps(vocabularies), unused.remarks() if documents else [], documents
    )  # fmt: skip


def diff_vocabulary(folder: Path, warehouse: Path, reporter: Reporter) -> Changes:
    """What the vocabularies of a folder would change in the published warehouse.

    Raises VocabularyError, NoWarehouse, or QueryError for a file that is no warehouse.
    """
    parser = parser_with(folder)
    finder = compiled(parser)
    found: list[pl.DataFrame] = []
    read = 0
    with open_warehouse(warehouse) as connection, plain_errors(_no_warehouse(warehouse)):
        published = labels(*(connection.table(name).pl() for name in MENTIONS))
        version = connection.execute("SELECT any_value(vocabulary_version) FROM vocabulary").fetchone()
        with reporter.progress("Reading", _count(connection)) as advance:
            for resolutions, paragraphs in _texts(connection, advance):
                mentions = finder.find(resolutions, paragraphs)
                found.append(labels(*(getattr(mentions, name) for name in MENTIONS)))
                read += paragraphs.height
        texts = connection.table("paragraphs").select("paragraph_id", "document_id", "text").pl()
    rows = differences(published, pl.concat(found) if found else published.clear())
    return Changes(
        rows.join(texts, on="paragraph_id", how="left"),
        read,
        (str(version[0]) if version else "", parser.vocabularies.version),
    )


def _no_warehouse(path: Path) -> str:
    return f"{path} is no warehouse of this program: "


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    counted = connection.execute("SELECT count(*) FROM resolutions").fetchone()
    return int(counted[0]) if counted else 0


def _texts(
    connection: duckdb.DuckDBPyConnection, advance: Callable[[int], None]
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """(documents, their paragraphs), some documents at a time, so that memory stays flat."""
    documents = connection.table("resolutions").pl().sort("document_id")
    for batch in documents.iter_slices(DOCUMENTS_AT_ONCE):
        ids = batch["document_id"].to_list()
        paragraphs = connection.execute(
            "SELECT * FROM paragraphs WHERE document_id IN (SELECT unnest(?))", [ids]
        ).pl()
        yield batch, paragraphs
        advance(batch.height)
