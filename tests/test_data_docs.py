"""Data Docs open from disk without a network, list every table, and are replaced as a whole.

Here: the site that is written. Not here: what the expectations say (`tests.test_expectations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from expectations import data_docs
from expectations.checks import Check
from expectations.data_docs import offline, write_data_docs
from expectations.rules import all_checks
from expectations.suites import new_context, run_checks
from tests.sample_warehouse import READ_AT, Rows, as_tables, valid_rows
from warehouse.tables import TABLES

CHECKED = sorted(valid_rows())
FEW = ("paragraphs", "paragraph_instruments")


def some_checks() -> list[Check]:
    """Of every table its columns and key, and the rules that the spoilt sample breaks."""
    broken = {"text is one clean line", "cited_on is the day the cited text was adopted"}
    return [c for c in all_checks() if c.kind in ("columns", "unique") or c.sentence in broken]


def write_site(directory: Path, run_id: str, rows: Rows, of: Sequence[str] = CHECKED) -> None:
    context = new_context()
    checks = [check for check in some_checks() if check.table in of]
    outcomes = list(run_checks(checks, as_tables(rows), context, run_id, READ_AT))
    write_data_docs(context, outcomes, run_id, READ_AT, directory)


def spoilt_rows() -> Rows:
    rows = valid_rows()
    rows["paragraphs"][0]["text"] = "Recalling\n<script src='https://example.org/x.js'></script> & more,"
    rows["paragraph_instruments"][0]["cited_on"] = date(2015, 6, 29)
    return rows


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("state") / "data_docs"
    write_site(directory, "run-1", spoilt_rows())
    return directory


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def pages(site: Path) -> Iterator[tuple[Path, Tags]]:
    for page in sorted(site.rglob("*.html")):
        yield page, Tags(page.read_text("utf-8"))


def fetched(tags: Tags) -> list[str]:
    """What a browser would load by itself for these tags: everything but the links of anchors."""
    attributes = ("src", "href", "srcset", "data", "poster", "action", "background", "style")
    return [
        value
        for tag, found in tags.tags
        for name in attributes
        if (value := found.get(name)) and not (tag == "a" and name == "href")
    ]


def is_remote(reference: str) -> bool:
    return any(sign in reference.lower() for sign in ("http:", "https:", "//", "url(", "@import"))


def test_no_page_fetches_anything_remote(site: Path) -> None:
    looked_at = 0
    for page, tags in pages(site):
        assert [r for r in fetched(tags) if is_remote(r)] == [], page
        assert not any(tag in ("style", "iframe", "img", "object", "embed") for tag, _ in tags.tags), page
        assert not any(name.startswith("on") for _, found in tags.tags for name in found), page
        looked_at += 1
    assert looked_at == 1 + 2 * len(CHECKED)


def test_stylesheet_and_script_ask_for_nothing(site: Path) -> None:
    static = sorted(path.name for path in (site / "static").iterdir())
    assert static == ["data_docs.css", "data_docs.js"]
    for name in static:
        content = (site / "static" / name).read_text("utf-8")
        assert not any(
            word in content for word in ("http:", "https:", "@import", "url(", "fetch(", "import(")
        )


def test_every_local_reference_is_there(site: Path) -> None:
    for page, tags in pages(site):
        own = [value for value in fetched(tags) if value.endswith((".css", ".js"))]
        assert len(own) == 2, page
        links = [found["href"] for tag, found in tags.tags if tag == "a" and found.get("href")]
        for reference in [*own, *(link for link in links if link and ".html" in link)]:
            assert (page.parent / reference).resolve().is_file(), (page, reference)


@pytest.mark.parametrize("remote", [
    '<script src="https://cdn.example.org/vega@5"></script>',
    '<script>\n $.get("https://example.org")\n</script >',
    '<link rel="stylesheet" href="https://cdn.example.org/all.min.css">',
    "<LINK rel='icon'\n href='//example.org/icon.ico'/>",
    '<style>@import url("https://example.org/a.css"); body { background: url(https://example.org) }</style>',
    '<img\n class="NO-CACHE" src="https://example.org/logo.png"/>',
    '<footer><p>Our newsletter <a href="https://example.org">Subscribe</a></p></footer>',
])  # fmt: skip
def test_remote_parts_of_a_page_are_taken_out(remote: str) -> None:
    page = f"<html><head>{remote}</head><body><p>Kept.</p>{remote}</body></html>"
    cleaned = offline(page, Path("expectations/actors.html"))
    assert "example.org" not in cleaned
    assert "<p>Kept.</p>" in cleaned
    assert '<link rel="stylesheet" href="../static/data_docs.css">' in cleaned


def test_the_front_page_lists_every_table_and_links_its_results(site: Path) -> None:
    front = Tags((site / "index.html").read_text("utf-8"))
    links = [found.get("href") or "" for tag, found in front.tags if tag == "a"]
    assert sorted(link.split("/")[1] for link in links if link.startswith("validations/")) == CHECKED
    for name in CHECKED:
        assert TABLES[name].grain in front.text
    assert "Run run-1, checked on 2026-01-05 at 09:30:00 UTC." in front.text


def test_the_front_page_says_what_failed_and_where(site: Path) -> None:
    front = Tags((site / "index.html").read_text("utf-8"))
    assert re.search(r"2 of \d+ expectations failed, 1 of them critical\.", front.text)
    assert "cited_on 2015-06-29, adopted 2015-06-22" in front.text


def test_words_of_the_data_are_text_and_never_markup(site: Path) -> None:
    [page] = (site / "validations" / "paragraphs").rglob("*.html")
    for shown in (site / "index.html", page):
        tags = Tags(shown.read_text("utf-8"))
        assert "<script src='https://example.org/x.js'></script> & more" in tags.text
        assert [found.get("src") for tag, found in tags.tags if tag == "script"] == [
            "../" * (len(shown.relative_to(site).parts) - 1) + "static/data_docs.js"
        ]


def test_a_result_page_counts_every_expectation_of_its_table(site: Path) -> None:
    [page] = (site / "validations" / "paragraphs").rglob("*.html")
    words = " ".join(Tags(page.read_text("utf-8")).text.split())
    assert "Evaluated Expectations 3 Successful Expectations 2 Unsuccessful Expectations 1" in words
    assert "columns and types equal the contract (critical)." in words


def test_a_new_run_replaces_the_old_site_as_a_whole(tmp_path: Path) -> None:
    docs = tmp_path / "state" / "data_docs"
    write_site(docs, "run-1", spoilt_rows(), FEW)
    (docs / "left_over.html").write_text("from an older version")
    write_site(docs, "run-2", valid_rows(), FEW)
    assert not (docs / "left_over.html").exists()
    assert {page.parts[-3] for page in (docs / "validations").rglob("*.html")} == {"run-2"}
    assert "Every expectation held." in (docs / "index.html").read_text("utf-8")
    assert [path.name for path in docs.parent.iterdir()] == ["data_docs"]


def test_a_run_that_fails_to_write_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "data_docs"
    docs.mkdir()
    (docs / "index.html").write_text("the old site")

    def no_room(*_: object) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(data_docs, "front_page", no_room)
    with pytest.raises(OSError, match="no space left"):
        write_site(docs, "run-2", valid_rows(), FEW)
    assert (docs / "index.html").read_text() == "the old site"
    assert [path.name for path in tmp_path.iterdir()] == ["data_docs"]
