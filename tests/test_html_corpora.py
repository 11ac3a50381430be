"""Whole corpora as HTML and as Markdown are read as they are as plain text, also through LibreOffice's export.

Not here: single elements and marks (`test_html`, `test_markdown`).
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import pages_docx, pages_html, pages_markdown
from tests.conftest import read_frames, rows
from tests.gold_texts import number_of
from tests.reference_tools import load_tool, read_gold, score

COUNTS = {"hrc_en": 100, "ga_en": 60, "ga_fr": 60}
PAGES: dict[str, Callable[[Any, str], str]] = {"html": pages_html.page_of, "markdown": pages_markdown.page_of}
FLOOR = 0.99
EXPORTED = 6
SECONDS = 180


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize("corpus", COUNTS)
def test_a_corpus_is_read_as_well_as_in_plain_text(shared: Path, corpus: str, form: str) -> None:
    gold = read_gold(corpus, only_standard=True, shared=shared)
    gold = gold[:: len(gold) // COUNTS[corpus]]
    plain = read_frames(*(load_tool("render", shared).plain(each) for each in gold))
    read = read_frames(*(PAGES[form](each, number_of(each)) for each in gold))
    assert set(read["resolutions"]["source_format"]) == {form}
    assert read["rejects"].height == plain["rejects"].height
    figures = score(read, gold, shared=shared)
    assert figures["typed_numbered"]["f1"] >= FLOOR, figures
    columns = ("paragraph_id", "kind", "marker", "text")
    ours, theirs = (Counter(rows(frames["paragraphs"], *columns)) for frames in (read, plain))
    assert 2 * (ours & theirs).total() / (ours.total() + theirs.total()) >= FLOOR


def test_what_libreoffice_exports_is_read_as_the_document(shared: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is absent: there is no program 'soffice'.")
    gold = read_gold("ga_en", only_standard=True, shared=shared)[::50][:EXPORTED]
    for at, each in enumerate(gold):
        (tmp_path / f"{at}.docx").write_bytes(without_deletions(pages_docx.set_pages(each)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "html", "--outdir", tmp_path, *sorted(tmp_path.glob("*.docx"))],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    frames = read_frames(*(path.read_bytes() for path in sorted(tmp_path.glob("*.html"))))
    assert rows(frames["rejects"], "reason", "detail") == []
    figures = score(frames, gold, shared=shared)
    assert figures["documents_missing"] == 0
    assert figures["typed_numbered"]["f1"] >= FLOOR, figures
    assert figures["lead_phrase_accuracy"] >= FLOOR
    assert frames["footnotes"].height == sum(len(each["notes"]) for each in gold)
    assert frames["footnotes"]["paragraph_id"].null_count() == 0


def without_deletions(document: bytes) -> bytes:
    """A DOCX without its deleted words: LibreOffice exports them as if they stood."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"<w:del [^>]*>.*?</w:del>", b"", part, flags=re.DOTALL)
            after.writestr(name, part)
    return made.getvalue()
