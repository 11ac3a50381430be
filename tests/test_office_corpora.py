"""The reference documents, set as DOCX and turned into ODT, DOC and RTF, give the paragraphs that they have.

Here: floors, by the reference scorer. Not here: single constructs (`test_docx`, `test_odt`).
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.office import convert, find_soffice
from tests.pages_docx import set_pages
from tests.reference_tools import Gold, load_tool, read_gold, score
from transforms.parse import parse_sources
from warehouse.languages import load_languages

CORPORA = ("hrc_en", "ga_en", "ga_fr")
DOCUMENTS, CONVERTED = 40, 4
"""Of each corpus, spread over it: as many are read from DOCX, and from what LibreOffice makes of them."""
FLOOR = 0.99
WITHIN = 0.001
"""By so much may DOCX stay behind plain text; it is ahead where the text has footnotes."""
SECONDS = 300


def spread(corpus: str, count: int, shared: Path) -> Gold:
    gold = read_gold(corpus, False, shared)
    return gold[:: max(1, len(gold) // count)][:count]


def read(sources: list[bytes]) -> dict[str, pl.DataFrame]:
    numbered = [(f"{at:064d}", data) for at, data in enumerate(sources)]
    return parse_sources(numbered, load_languages(), "test", convert)


def figures(frames: dict[str, pl.DataFrame], gold: Gold, shared: Path) -> dict[str, Any]:
    """What the scorer says of documents without their mentions."""
    cited = pl.DataFrame(schema={"paragraph_id": pl.String, "instrument_id": pl.String})
    tables = {name: frames[name] for name in ("resolutions", "paragraphs", "rejects")}
    return score(tables | {"paragraph_instruments": cited}, gold, "--all", shared=shared)


@pytest.mark.parametrize("corpus", CORPORA)
def test_docx_gives_the_paragraphs_of_the_text(corpus, shared):
    gold = spread(corpus, DOCUMENTS, shared)
    frames = read([set_pages(each) for each in gold])
    found = figures(frames, gold, shared)
    plain = load_tool("render", shared).STYLES["plain"]
    expected = figures(read([plain(each).encode() for each in gold]), gold, shared)
    assert found["documents_missing"] == 0
    assert found["typed_numbered"]["f1"] >= max(FLOOR, expected["typed_numbered"]["f1"] - WITHIN)
    assert found["title_accuracy"] == expected["title_accuracy"]
    if corpus != "hrc_en":  # which has no lead phrases, and no notes
        assert found["lead_phrase_accuracy"] >= 0.999
        notes = sum(len(each["notes"]) for each in gold)
        assert frames["footnotes"]["paragraph_id"].is_not_null().sum() >= 0.99 * notes


@pytest.fixture(scope="session")
def converted(shared, tmp_path_factory) -> tuple[Gold, Path]:
    """Documents of every corpus, and the folder where each is as DOCX, ODT, DOC and RTF."""
    program = find_soffice()
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer).")
    folder = tmp_path_factory.mktemp("office")
    gold = [each for corpus in CORPORA for each in spread(corpus, CONVERTED, shared)]
    files = [folder / f"{at}.docx" for at in range(len(gold))]
    for path, each in zip(files, gold, strict=True):
        path.write_bytes(set_pages(each, redefine=True))
    for suffix in ("odt", "doc", "rtf"):
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", suffix, "--outdir", str(folder)),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    return gold, folder


@pytest.mark.parametrize("suffix", ["odt", "doc", "rtf"])
def test_every_office_format_gives_the_same_paragraphs(suffix, converted, shared):
    gold, folder = converted
    frames = read([(folder / f"{at}.{suffix}").read_bytes() for at in range(len(gold))])
    found = figures(frames, gold, shared)
    from_docx = read([(folder / f"{at}.docx").read_bytes() for at in range(len(gold))])
    docx = figures(from_docx, gold, shared)
    assert set(frames["resolutions"]["source_format"]) == {suffix}
    assert found["documents_missing"] == 0
    assert found["typed_numbered"]["f1"] >= FLOOR * docx["typed_numbered"]["f1"]
    assert found["lead_phrase_accuracy"] >= docx["lead_phrase_accuracy"] - WITHIN
    assert frames["footnotes"].height == from_docx["footnotes"].height
