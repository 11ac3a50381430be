"""Files as the document service sends them, whatever was asked for: DOCX, PDF, DOC, HTML, with or without tags.

Not here: how each format is read (`test_formats_agree`), what else a service does (`test_fetching`).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from subprocess import run

import pytest

from orchestration.office import find_soffice
from tests import pages_docx, pages_html, pages_pdf
from tests.build_fixtures import ask, hrcw
from tests.conftest import read_frames
from tests.document_service import DocumentService
from tests.fetching_fixtures import fetch, held, outcomes, resolutions
from tests.gold_texts import Gold, number_of
from tests.test_formats_agree import gold_of

SETS = {"docx": pages_docx.set_pages, "pdf": pages_pdf.render_pdf, "html": lambda gold: pages_html.page_of(gold, number_of(gold)).encode()}  # fmt: skip


@pytest.fixture
def service() -> Iterator[DocumentService]:
    with DocumentService() as held:
        yield held


@pytest.fixture(scope="module")
def gold() -> Gold:
    """The embedded resolution 30/21, taken apart."""
    return gold_of(read_frames((files("warehouse") / "samples" / "A_HRC_RES_30_21.txt").read_bytes()))


def as_number(gold: Gold, number: int) -> Gold:
    """The same text under another number of the session."""
    return gold | {"symbol": f"A/HRC/RES/30/{number}"}


def test_files_of_every_format_are_fetched_and_read_alike(
    service: DocumentService, gold: Gold, tmp_path: Path
) -> None:
    for number, made in enumerate(SETS.values(), 1):
        service.documents[f"A/HRC/RES/30/{number}", "en"] = made(as_number(gold, number))
    home = tmp_path / "home"
    fetched = fetch(service, home, "--session", "30", "--kind", "resolution")
    assert fetched.returncode == 0, fetched.stderr
    assert held(home) == service.documents
    built = hrcw("build", home=home)
    assert built.returncode == 0, built.stdout + built.stderr
    assert ask(home, "SELECT number::INTEGER, source_format FROM resolutions ORDER BY 1") == list(
        enumerate(SETS, 1)
    )
    texts = ask(
        home,
        "SELECT list(text ORDER BY position) FROM paragraphs WHERE kind IN ('preambular', 'operative')"
        " GROUP BY document_id",
    )
    assert len(texts) == len(SETS)
    assert texts[0] == texts[1] == texts[2]
    assert len(texts[0][0]) == 20


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_a_word_file_of_the_2000s_is_fetched_and_read(
    service: DocumentService, gold: Gold, tmp_path: Path
) -> None:
    modern = tmp_path / "old.docx"
    modern.write_bytes(pages_docx.set_pages(as_number(gold, 1)))
    program = find_soffice()
    assert program is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    run(
        [program, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, modern],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    service.documents["A/HRC/RES/30/1", "en"] = (tmp_path / "old.doc").read_bytes()
    home = tmp_path / "home"
    fetched = fetch(service, home, "--session", "30", "--kind", "resolution", HRCW_DEADLINE_SECONDS="60")
    assert fetched.returncode == 0, fetched.stderr
    assert hrcw("build", home=home).returncode == 0
    assert ask(home, "SELECT symbol, source_format FROM resolutions") == [("A/HRC/RES/30/1", "doc")]


def test_a_server_that_has_dates_and_no_tags_is_asked_by_date(
    service: DocumentService, tmp_path: Path
) -> None:
    service.hold(*resolutions(30, 2))
    service.always |= dict.fromkeys(resolutions(30, 2), "dated")
    home = tmp_path / "home"
    fetch(service, home, "--session", "30", "--kind", "resolution")
    before = len(service.log)
    assert fetch(service, home, "--refresh").returncode == 0
    assert all("if-none-match" not in each.headers for each in service.log[before:])
    assert outcomes(home)[-2:] == ["unchanged", "unchanged"]
    assert held(home) == service.documents
