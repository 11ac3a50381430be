"""`hrcw inspect --html`: one page that fetches nothing, escapes everything, and is written whole or not at all.

Not here: what an inspection holds (`test_inspection`), the terminal (`test_inspect_terminal`).
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from orchestration.inspect_page import PageNotWritten, page, write_page
from orchestration.inspect_page_style import STYLESHEET
from tests.build_fixtures import SampleBuild, ask, hrcw, sample_build
from tests.explain_fixtures import asked_for
from tests.inspect_fixtures import DOCUMENT_ID, hostile, inspection_of, line, paragraph

__all__ = ["sample_build"]

VOID = {"meta", "br", "img", "link", "input", "hr"}
KNOWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "h1", "h2", "span", "dl", "dt", "dd",
    "section", "ul", "ol", "li", "details", "summary", "nav", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "p", "em",
}  # fmt: skip


class Page(HTMLParser):
    """Elements with their attributes, all text, and whether every element is closed where it should be."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]


@pytest.fixture(scope="module")
def sample_page(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of resolution 30/21, as the command writes it."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    run = hrcw("inspect", "30/21", "--html", file, home=sample_build.home)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"Wrote {file}\n", "")
    return file


def test_every_paragraph_and_line_of_a_real_text_has_its_place(
    sample_build: SampleBuild, sample_page: Path
) -> None:
    read = Page(sample_page.read_text(encoding="utf-8"))
    assert read.open == []
    ids = read.values("id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    of = f"WHERE document_id = '{DOCUMENT_ID}'"
    paragraphs = ask(sample_build.home, f"SELECT paragraph_id, text FROM paragraphs {of} ORDER BY position")
    names = [paragraph_id.partition("#")[2] for paragraph_id, _ in paragraphs]
    assert [each for each in ids if each in names] == names
    assert all(text in read.text for _, text in paragraphs)
    lines = ask(sample_build.home, f"SELECT line_number, text FROM source_lines {of} ORDER BY line_number")
    assert [each for each in ids if each.startswith("line-")] == [f"line-{number}" for number, _ in lines]
    assert all(text in read.text for _, text in lines)
    assert "The source lost the end of op7." in read.text


def test_links_lead_to_places_of_the_page_and_nowhere_else(sample_page: Path) -> None:
    source = sample_page.read_text(encoding="utf-8")
    read = Page(source)
    links = read.values("href")
    assert links
    assert {unquote(link[1:]) for link in links if link.startswith("#")} <= set(read.values("id"))
    assert all(link.startswith("#") for link in links)
    assert read.values("src") == []
    assert not re.search(r"https?:|url\(|@import", source)


def test_the_policy_allows_the_stylesheet_of_the_page_alone(sample_page: Path) -> None:
    source = sample_page.read_text(encoding="utf-8")
    [style] = re.findall(r"<style>(.*?)</style>", source, re.S)
    assert style == STYLESHEET
    [policy] = [a["content"] for _, a in Page(source).elements if a.get("http-equiv")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert Page(source).values("style") == []


def test_the_page_is_for_every_reader(sample_page: Path) -> None:
    read = Page(sample_page.read_text(encoding="utf-8"))
    tags = Counter(tag for tag, _ in read.elements)
    assert (tags["h1"], tags["main"], tags["title"]) == (1, 1, 1)
    assert read.elements[0] == ("html", {"lang": "en"})
    assert all(a.get("scope") in ("col", "row") for tag, a in read.elements if tag == "th")
    first_link = next(a for tag, a in read.elements if tag == "a")
    assert first_link == {"class": "skip", "href": "#document"}
    for media in ("prefers-color-scheme: dark", "max-width", "print"):
        assert media in STYLESHEET


def test_words_have_the_language_of_the_document_and_their_own_direction() -> None:
    item = paragraph("op1(a)", "حقوق الإنسان", depth=1, marker="(a)")
    read = Page(page(inspection_of([item], language="ar", title="قرار")))
    assert [a for _, a in read.elements if a.get("dir")] == [{"lang": "ar", "dir": "auto"}] * 1 + [
        {"class": "text", "lang": "ar", "dir": "auto"}, {"lang": "ar", "dir": "auto"},
    ]  # fmt: skip
    assert "op1(a)" in read.values("id")
    assert "#op1%28a%29" in read.values("href")


def test_hostile_words_are_shown_and_do_nothing() -> None:
    source = page(hostile())
    read = Page(source)
    assert read.open == []
    assert {tag for tag, _ in read.elements} <= KNOWN_TAGS
    assert not [name for _, a in read.elements for name in a if name.startswith("on")]
    assert "<script>alert(\"1\")</script> 'q' &amp; [red]bold[/red]" in read.text
    assert "⟨U+202E⟩evil" in read.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", source)
    assert 'op1"><b>' in read.values("id")


def test_what_a_paragraph_asks_for_stands_below_its_text(sample_page: Path) -> None:
    read = Page(sample_page.read_text(encoding="utf-8"))
    words = "panel discussion · nobody named · for the Human Rights Council, session 31 · recurring"
    assert (
        f"migrants, including women, children, older persons and persons with disabilities”;Asks for ‘thematic panel discussion’: {words}"
        in read.text
    )
    assert "Requests2: 1 report, 1 panel discussion" in read.text.replace("\n", "")
    item = paragraph("op1", "حقوق", marker="1.")
    of = asked_for(surface="تقرير")
    shown = Page(page(inspection_of([item], requests=(of,), language="ar")))
    assert "Asks for ‘تقرير’: report · from Secretary-General (SG)" in shown.text
    assert ("span", {"lang": "ar", "dir": "auto"}) in shown.elements


def test_a_continued_paragraph_has_one_place() -> None:
    lines = [line(1, "paragraph", of="pp1"), line(2, "paragraph", of="pp2"), line(3, "paragraph", of="pp1")]
    read = Page(page(inspection_of([paragraph("pp1"), paragraph("pp2")], lines)))
    assert [each for each in read.values("id") if each.startswith("pp")] == ["pp1", "pp2", "pp1-part-2"]


# ---- writing


def test_a_page_replaces_a_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")
    write_page(inspection_of([]), file)
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == [file]


def test_what_fails_midway_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(
        PageNotWritten, match=r"page\.html: No space left on device\. Name a file in a folder"
    ):
        write_page(inspection_of([]), file)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert file.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "message"),
    [("absent/page.html", "there is no folder .*absent. Make it first"), ("folder", "is there and no file")],
)
def test_a_place_that_cannot_be_written_says_what_to_do(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(PageNotWritten, match=message):
        write_page(inspection_of([]), tmp_path / name)


# ---- a browser


def in_a_browser(file: Path, folder: Path, *options: str) -> str:
    """What headless Chromium prints for the page; what its policy refused would stand on standard error."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip(
            "No chromium on PATH: the page is not opened in a browser. Debian: apt-get install chromium"
        )
    run = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            "--enable-logging=stderr", *options, file.as_uri(),
        ],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Content Security Policy" not in run.stderr
    return run.stdout


def test_a_browser_reads_the_page(sample_page: Path, tmp_path: Path) -> None:
    read = Page(in_a_browser(sample_page, tmp_path, "--dump-dom"))
    assert "Enhancement of technical cooperation" in read.text
    assert {"op7", "line-1"} <= set(read.values("id"))


@pytest.mark.parametrize("width", [1280, 500])
def test_a_browser_draws_the_page(sample_page: Path, tmp_path: Path, width: int) -> None:
    picture = tmp_path / "page.png"
    in_a_browser(sample_page, tmp_path, f"--window-size={width},900", f"--screenshot={picture}")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 10_000  # an empty page of this size is smaller
