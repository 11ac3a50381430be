"""Pages that are no resolution, and pages made to break what reads them.

Not here: what ordinary pages are read as (`test_html`).
"""

from __future__ import annotations

import re
from time import process_time

import pytest

from tests.conftest import read_frames, rows
from transforms.formats.html import read_html
from transforms.text import Unreadable


def test_a_page_that_says_that_there_is_no_document_is_no_resolution() -> None:
    page = "<html><head><title>UN</title></head><body><h1>Sorry</h1><p>There is no document matching your request.</p></body></html>"
    assert rows(read_frames(page)["rejects"], "reason") == [("not_a_resolution",)]


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><script>x</script>", "<!doctype html>", "<html><nav>x</nav>"]
)
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_html(page.encode())
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("deep", "<html>" + "<div>x" * 100_000),
        ("bold", "<html>" + "<b>x" * 100_000),
        ("tables", "<html>" + "<table><tr><td>x" * 100_000),
    ],
)
def test_elements_without_end_are_refused_at_once(name: str, page: str) -> None:
    before = process_time()
    with pytest.raises(Unreadable) as caught:
        read_html(page.encode())
    assert caught.value.reason == "too_costly"
    assert process_time() - before < 10


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>" + "<" * 500_000,
        "<html><p>" + "&" * 500_000,
        "<html><p>x" + "<!--" * 100_000,
        "<html><style>" + "{" * 200_000 + "</style><p>x",
        "<html><style>" + "/*" * 200_000 + "</style><p>x",
        "<html><style>" + "@" * 200_000 + "</style><p>x",
        "<html><p style='" + ";" * 200_000 + "'>x",
        "<html>" + "<li>x" * 50_000,
        "<html>" + "<table><tr><td>x</table>" * 20_000,
        "<html><ol reversed>" + "<li>x" * 50_000,
        "<html>" + "<a href='#'>↩x</a>" * 20_000,
        "<html><div class=footnote>" + "<a href='#fn1'>1</a>" * 200_000,
        "<html><style>" + "/* " * 80_000 + "</style><p>x",
        "<html><style>" + "/*/" * 80_000 + "</style><p>x",
        "<html><p>x" + "<i>a</i><sup>1</sup>" * 20_000,
        "<html><p>x" + "<br>" * 200_000,
        "<html><p>" + "x " * 2_000_000,
        "<meta " * 100_000,
        "<html><p>" + "\0" * 100_000 + "x",
    ],
)
def test_strange_pages_are_read_in_time(page: str) -> None:
    before = process_time()
    [reason] = rows(read_frames(page)["rejects"], "reason")
    assert reason[0] in ("empty", "not_text", "too_costly", "not_a_resolution", "unknown_language")
    assert process_time() - before < 20


def test_nothing_outside_a_page_is_opened(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaa">'
        '<!ENTITY b "&a;&a;&a;&a;">]><html><body><p>text &x; &b;</p></body></html>'
    )
    (text,) = read_html(page.encode())
    assert "secret" not in " ".join(line.text for line in text.lines)
    assert not re.search("aaaa aaaa", " ".join(line.text for line in text.lines))
