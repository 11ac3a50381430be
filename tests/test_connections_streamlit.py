"""A dashboard server on the published file: it shows the warehouse's figures before, during and after a publication.

Not here: the program's own dashboard (`test_site`).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from tests.build_fixtures import (
    BUILD_SECONDS,
    HRCW,
    REPOSITORY,
    ask,
    clean_environment,
    resolution,
    sample_build,
    sample_copy,
    write_texts,
)
from tests.connections_fixtures import SECONDS, block, free_port
from tests.site_fixtures import chromium, expect

__all__ = ["chromium", "sample_build", "sample_copy"]

SHOWN = (
    "SELECT session, documents, documents_with_theme, document_share, document_share_low, document_share_high, coverage"
    " FROM theme_frequency WHERE organ = 'HRC' AND language = 'en' AND theme_id = 'migration' ORDER BY session_number"
)

pytest.importorskip("streamlit", reason="No Streamlit here: pip install streamlit")


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the app on a free port."""
    port = free_port()
    settings = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true",
                "browser.gatherUsageStats": "false", "server.fileWatcherType": "none"}  # fmt: skip
    options = [f"--{name}={value}" for name, value in settings.items()]
    log = home.parent / "streamlit.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", *block("Streamlit", "sh").split(), *options],
            cwd=REPOSITORY, env=clean_environment(home), stdout=said, stderr=said,
        )  # fmt: skip
    try:
        address, until = f"http://127.0.0.1:{port}", time.monotonic() + SECONDS
        while not answers(address):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(SECONDS)
    assert "Traceback" not in log.read_text()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/_stcore/health", timeout=5).is_success
    except httpx.TransportError:
        return False


@contextmanager
def opened(chromium: Any, address: str) -> Iterator[Any]:
    """The app in a browser, at the theme of migration. At the end it has shown no error, and asked no other server."""
    page = chromium.new_page()
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_text("Published on")).to_be_visible(timeout=SECONDS * 1000)
    page.get_by_role("combobox", name="Theme").fill("Migrants and migration")
    page.keyboard.press("Enter")
    yield page
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert errors == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def rerun(page: Any) -> None:
    """What a reader does who presses R; returns when the page has come to rest."""
    page.locator("h1").click()
    page.keyboard.press("r")
    page.wait_for_timeout(200)
    settled(page)


def settled(page: Any) -> None:
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SECONDS * 1000)


def shown(page: Any) -> list[tuple[str, ...]]:
    """The rows of the table on the page, as they are printed, all of one moment."""
    rows = page.locator("table tbody").evaluate(
        "(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return list(map(tuple, rows))


def comes_to_show(page: Any, rows: list[tuple[str, ...]]) -> None:
    until = time.monotonic() + SECONDS
    while shown(page) != rows:
        assert time.monotonic() < until, shown(page)
        page.wait_for_timeout(100)
    settled(page)


def printed(home: Path) -> list[tuple[str, ...]]:
    """The warehouse's figures of migration, as the app prints them."""
    return [tuple(f"{v:.4f}" if isinstance(v, float) else str(v) for v in row) for row in ask(home, SHOWN)]


def published(home: Path) -> str:
    [(at,)] = ask(home, "SELECT max(published_at) FROM publication")
    return f"Published on {at:%d %B %Y at %H:%M:%S} UTC"


def while_it_builds(page: Any, home: Path, texts: Path) -> list[list[tuple[str, ...]]]:
    """What the page shows, rerun every second, until the build of the texts has ended well."""
    seen, log, until = [], home.parent / "build.log", time.monotonic() + BUILD_SECONDS
    with log.open("wb") as said, subprocess.Popen(
        [HRCW, "build", texts], env=clean_environment(home), stdout=said, stderr=said
    ) as build:  # fmt: skip
        while build.poll() is None:
            assert time.monotonic() < until, log.read_text()
            rerun(page)
            seen.append(shown(page))
            expect(page.get_by_test_id("stException")).to_have_count(0)
            page.wait_for_timeout(800)
    assert build.returncode == 0, log.read_text()
    return seen


def test_the_dashboard_goes_on_while_a_warehouse_is_published(
    chromium: Any, sample_copy: Path, tmp_path: Path
) -> None:
    before, said = printed(sample_copy), published(sample_copy)
    texts = write_texts(tmp_path / "texts", {"48-1.txt": resolution("48/1", "Rights of migrants")})
    with served(sample_copy) as address, opened(chromium, address) as page:
        comes_to_show(page, before)
        with duckdb.connect(str(sample_copy / "warehouse.duckdb")) as _for_writing:
            """Nobody holds the file: else DuckDB would refuse this."""
        seen = while_it_builds(page, sample_copy, texts)
        after = printed(sample_copy)
        assert published(sample_copy) != said
        assert len(after) == 1
        assert before in seen
        assert all(rows in (before, after) for rows in seen)
        rerun(page)
        comes_to_show(page, after)
        expect(page.get_by_text(published(sample_copy))).to_be_visible()
