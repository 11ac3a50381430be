"""What texts ask for, on the site: rows, marks, filters and downloads are the warehouse's, a text counts once.

Not here: what is read as a request (`test_readings`), other pages (`test_site`), a browser
(`test_site_requests_browser`).
"""

from __future__ import annotations

import html
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.reporting import PlainReporter
from tests.build_fixtures import SampleBuild, ask
from tests.site_fixtures import (
    figures_site,
    hostile_site,
    sample_build,
    sample_site,
)
from tests.site_reading import cells, home_of, plain, read_csv
from warehouse.site.building import write_site
from warehouse.site.holdings import Document
from warehouse.site.marks import Mark, marked
from warehouse.site.naming import file_stem
from warehouse.site.request_pages import latest
from warehouse.site.requests import Request

__all__ = ["figures_site", "hostile_site", "sample_build", "sample_site"]

READ = (
    "SELECT r.request_id, r.requested_of, r.deliverable, r.recipient, r.due_session, r.due_year, r.due_surface,"
    " r.is_recurring, r.surface, p.document_id, p.paragraph_id"
    " FROM report_requests AS r JOIN paragraphs AS p USING (paragraph_id)"
)


def page_at(site: Path, folder: str, identifier: str) -> str:
    return (site / folder / f"{file_stem(identifier)}.html").read_text(encoding="utf-8")


def request(number: int = 1, **more: Any) -> Request:
    document = Document(
        f"A/HRC/RES/9/{number}@en", f"A/HRC/RES/9/{number}", "Rights", "HRC", "en", "9",
        more.pop("adopted_on", date(2008, 9, 24)), False, "resolutions/x.html",
    )  # fmt: skip
    given = {
        "document": document, "document_id": document.document_id, "request_id": f"{document.document_id}#op1/r1", "paragraph_id": f"{document.document_id}#op1",
        "requested_of": None, "requested_of_label": None, "actor": None, "deliverable": "report", "recipient": "HRC",
        "due_session": None, "due_year": None, "due_surface": None, "is_recurring": False, "surface": "report",
        "start_char": 20, "end_char": 26,
    }  # fmt: skip
    return Request(**(given | more))


# ---- one request


def test_the_council_s_latest_sessions_stand_first_then_years_then_what_has_no_date() -> None:
    due = [
        ("HRC", "100", None), ("HRC", "62", None), ("HRC", "9", None), ("HRC", None, 2024), ("HRC", None, 2023),
        ("HRC", None, None), ("GA", "79", None), ("other", None, 2024), (None, None, 2025), (None, None, None),
    ]  # fmt: skip
    requests = [
        request(recipient=recipient, due_session=session, due_year=year) for recipient, session, year in due
    ]
    backwards = requests[::-1]
    assert sorted(backwards, key=lambda each: each.order) == requests


TEXT = "Notes 2024 and A/78/2024; requests a report by 2024, and in 2024 and 2024/5 more"


@pytest.mark.parametrize(
    ("text", "surface", "due_surface", "expected"),
    [
        (
            "At its tenth session, it will hear of a study at its tenth session",
            "study",
            "tenth session",
            (53, 66),
        ),
        ("Decides, at its tenth session, on a study", "study", "tenth session", (16, 29)),
        (TEXT, "report", "2024", (47, 51)),
        (TEXT, "report", "2023", None),
        ("a report 2024/5, see A/78/2024, in 2024", "report", "2024", (35, 39)),
        ("a report in 20245", "report", "2024", None),
        ("a report (a.b)", "report", "a.b", (10, 13)),
        ("a report (axb)", "report", "a.b", None),
    ],
)
def test_the_words_of_when_it_is_due_are_the_nearest(
    text: str, surface: str, due_surface: str, expected: tuple[int, int] | None
) -> None:
    start = text.index(surface)
    asked = request(surface=surface, start_char=start, end_char=start + len(surface), due_surface=due_surface)
    marks = asked.marks(text)
    assert (marks[0].start, marks[0].end, marks[0].family) == (start, start + len(surface), "request")
    assert [(mark.start, mark.end) for mark in marks[1:] if mark.family == "due"] == (
        [expected] if expected else []
    )


def test_a_theme_within_an_output_keeps_its_mark_and_link() -> None:
    marks = [Mark(0, 19, "request"), Mark(2, 12, "theme", "Migration", "../themes/x.html")]
    assert marked("a migration report.", marks) == (
        '<mark class="request">a </mark>'
        '<a class="m" href="../themes/x.html" title="Migration"><mark class="request theme">migration </mark></a>'
        '<mark class="request">report.</mark>'
    )


def test_of_too_many_requests_those_of_the_latest_texts_are_shown_in_their_order() -> None:
    requests = [request(number, adopted_on=date(2000 + number % 7, 1, 1)) for number in range(1, 21)]
    requests.append(request(21, adopted_on=None))
    kept = latest(requests, 5)
    assert len(kept) == 5
    assert {each.document.adopted_on for each in kept} == {date(2005, 1, 1), date(2006, 1, 1)}
    assert [requests.index(each) for each in kept] == sorted(requests.index(each) for each in kept)
    assert latest(requests, 21) is requests


# ---- the list


def test_the_list_has_every_request_as_the_warehouse_has_it(
    sample_build: SampleBuild, sample_site: Path
) -> None:
    told = {row[0]: row[1:9] for row in ask(sample_build.home, READ)}
    rows = read_csv(sample_site / "data" / "requests.csv")
    assert len(rows) == len(told) > 10
    for row in rows:
        of, kind, organ, session, year, due, recurring, surface = told[row["request_id"]]
        assert (row["requested_of"], row["deliverable"], row["recipient"]) == (of or "", kind, organ or "")
        assert (row["due_session"], row["due_year"]) == (session or "", str(year or ""))
        assert (row["due_surface"], row["surface"]) == (due or "", surface)
        assert (row["is_recurring"], row["is_fictitious"]) == (
            str(recurring).lower(),
            str("/90" in row["symbol"]).lower(),
        )
    sessions = [int(row["due_session"]) for row in rows if row["recipient"] == "HRC" and row["due_session"]]
    assert sessions == sorted(sessions, reverse=True)
    page = (sample_site / "requests.html").read_text(encoding="utf-8")
    shown = re.findall(r'<tr class="group".*?</tr>', page, re.S)
    assert len(shown) == len(rows)
    for cell, row in zip(shown, rows, strict=True):
        assert f'data-recipient="{row["recipient"] or "none"}"' in cell
        assert f'data-deliverable="{row["deliverable"]}"' in cell
        assert f"{row['symbol']}, {row['request_id'].partition('#')[2].partition('/r')[0]}</a>" in cell
        assert row["title"] in html.unescape(cell)
        assert row["requested_of_label"] in html.unescape(cell)
        assert (f"session {row['due_session']}" in plain(cell)) == bool(row["due_session"])
        assert ("fictitious sample" in cell) == (row["is_fictitious"] == "true")
    asking = len({row["symbol"] for row in rows})
    assert (
        f"<p>{len(rows)} requests for reports, updates, studies, panel discussions and other outputs, in {asking} of 11 texts"
        in page
    )
    invented = sum(row["is_fictitious"] == "true" for row in rows)
    assert f"{invented} of these requests are of fictitious samples" in page
    assert f"<p>{len(rows)} requests for reports" in (sample_site / "index.html").read_text(encoding="utf-8")


def test_every_page_leads_to_the_list(sample_site: Path) -> None:
    for file in ("index.html", f"resolutions/{file_stem('A/HRC/RES/30/21@en')}.html"):
        navigation = (sample_site / file).read_text(encoding="utf-8").partition("</nav>")[0]
        assert re.search(r'<a href="(\.\./)?requests\.html">Requests</a>', navigation)


def test_the_list_says_which_languages_are_read_and_how_many_texts_are_not(hostile_site: Path) -> None:
    page = plain((hostile_site / "requests.html").read_text(encoding="utf-8"))
    languages = [
        label
        for (label,) in ask(
            home_of(hostile_site), "SELECT label FROM languages WHERE finds_requests ORDER BY language"
        )
    ]
    [(read, unread)] = ask(
        home_of(hostile_site),
        "SELECT count(*) FILTER (finds_requests), count(*) FILTER (NOT finds_requests)"
        " FROM resolutions JOIN languages USING (language)",
    )
    assert read + unread == 3
    assert f"Requests are read by rules, in these languages alone: {', '.join(languages)};" in page
    assert f"of {read} texts;" in page
    assert ("held in other languages alone" in page) == (unread > 0)


def test_a_text_held_in_two_languages_asks_once(figures_site: Path, tmp_path: Path) -> None:
    """Both languages have words for requests, and the French text has a request too, as a future version may find."""
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(home_of(figures_site) / "warehouse.duckdb", warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE languages SET finds_requests = true WHERE language = 'fr'")
        connection.execute("DELETE FROM report_requests WHERE paragraph_id LIKE '%@fr#%'")
        connection.execute(
            "INSERT INTO report_requests SELECT r.* REPLACE ("
            " replace(request_id, '@en#op3', '@fr#op1') AS request_id, 'A/HRC/RES/5/1@fr#op1' AS paragraph_id,"
            " 'Demande' AS surface, 0 AS start_char, 7 AS end_char)"
            " FROM report_requests AS r WHERE paragraph_id = 'A/HRC/RES/5/1@en#op3'"
        )
        [counts] = connection.execute(
            "SELECT count(*), count(DISTINCT split_part(paragraph_id, '@', 1)) FROM report_requests"
        ).fetchall()
    assert counts == (23, 22)
    write_site(warehouse, tmp_path / "site", PlainReporter(lambda line: None))
    rows = read_csv(tmp_path / "site" / "data" / "requests.csv")
    assert len(rows) == 22
    assert {row["language"] for row in rows} == {"en"}
    page = (tmp_path / "site" / "requests.html").read_text(encoding="utf-8")
    assert "22 requests for" in page
    assert "in 22 of 22 texts" in page
    assert "A text held in several languages counts once." in page
    of_actor = read_csv(tmp_path / "site" / "data" / "actors" / f"{file_stem('HCHR')}-asked.csv")
    assert len(of_actor) == 22
    french = page_at(tmp_path / "site", "resolutions", "A/HRC/RES/5/1@fr")
    assert 'class="lead request">Demande</mark>' in french


# ---- pages of resolutions and actors


def test_a_resolution_says_what_it_asks_for_and_marks_the_words(
    sample_build: SampleBuild, sample_site: Path
) -> None:
    documents: dict[str, list[Any]] = {}
    for row in ask(sample_build.home, f"{READ} ORDER BY p.position, r.start_char"):
        documents.setdefault(row[-2], []).append(row)
    assert len(documents) > 8
    for document_id, rows in documents.items():
        page = page_at(sample_site, "resolutions", document_id)
        table = cells(page, f"{len(rows)} request")
        assert [plain(row[-1]) for row in table] == [row[-1].partition("#")[2] for row in rows]
        for row in rows:
            of, kind, organ, session, _, due, recurring, surface = row[1:9]
            name = html.escape(row[-1].partition("#")[2])
            [paragraph] = re.findall(rf'<div class="para [^"]*" id="{re.escape(name)}">.*?</dl>', page, re.S)
            text, line = paragraph.split('<div class="asks">')
            assert words_of(text, "request").issuperset(re.findall(r"\w+", surface))
            assert not due or words_of(text, "due").issuperset(re.findall(r"[\w-]+", due))
            said = plain(line)
            assert kind.replace("_", " ") in said
            assert (", recurring" in said) == recurring
            assert organ != "HRC" or f"for the Human Rights Council, session {session}" in said
            assert not due or f"{due}" in said
            if of:
                assert f'href="../actors/{file_stem(of)}.html"' in line
        download = read_csv(sample_site / "data" / "resolutions" / f"{file_stem(document_id)}-requests.csv")
        assert [row["request_id"] for row in download] == [row[0] for row in rows]


def words_of(text: str, family: str) -> set[str]:
    marks = re.findall(rf'<mark class="[^"]*\b{family}\b[^"]*">(.*?)</mark>', text)
    return set(re.findall(r"[\w-]+", " ".join(marks))) | set(re.findall(r"\w+", " ".join(marks)))


def test_a_text_that_asks_for_nothing_has_no_such_section(
    sample_build: SampleBuild, sample_site: Path
) -> None:
    without = ask(
        sample_build.home,
        f"SELECT document_id FROM resolutions WHERE document_id NOT IN (SELECT document_id FROM ({READ}))",
    )
    assert without
    for (document_id,) in without:
        page = page_at(sample_site, "resolutions", document_id)
        assert "What it asks for" not in page
        assert 'class="request"' not in page


def test_marks_of_requests_take_none_from_themes(sample_build: SampleBuild, sample_site: Path) -> None:
    for document_id, theme_id in ask(
        sample_build.home,
        "SELECT DISTINCT document_id, theme_id FROM paragraph_themes JOIN paragraphs USING (paragraph_id)"
        " WHERE paragraph_id IN (SELECT paragraph_id FROM report_requests)",
    ):
        page = page_at(sample_site, "resolutions", document_id)
        assert f'href="../themes/{file_stem(theme_id)}.html"' in page
    [(marked_words,)] = ask(
        sample_build.home,
        "SELECT count(*) FROM paragraph_themes JOIN paragraphs USING (paragraph_id)"
        " WHERE document_id = 'A/HRC/RES/30/21@en' AND paragraph_id IN (SELECT paragraph_id FROM report_requests)",
    )
    assert marked_words > 5
    page = page_at(sample_site, "resolutions", "A/HRC/RES/30/21@en")
    assert page.count('title="Migrants and migration"') > 5


def test_an_actor_is_shown_with_what_is_asked_of_it(sample_build: SampleBuild, sample_site: Path) -> None:
    asked = ask(
        sample_build.home,
        "SELECT requested_of, list(request_id ORDER BY try_cast(due_session AS INTEGER) DESC) FROM report_requests"
        " WHERE requested_of IS NOT NULL GROUP BY ALL",
    )
    assert len(asked) > 4
    for actor_id, request_ids in asked:
        page = page_at(sample_site, "actors", actor_id)
        assert (
            f"<p>{len(request_ids)} request{'s' if len(request_ids) > 1 else ''}; an output for two organs or two sessions is two"
            in page
        )
        rows = cells(page, "What is asked of ")
        assert len(rows) == len(request_ids)
        download = read_csv(sample_site / "data" / "actors" / f"{file_stem(actor_id)}-asked.csv")
        assert sorted(row["request_id"] for row in download) == sorted(request_ids)
        for row, cell in zip(download, rows, strict=True):
            document_id = row["request_id"].partition("#")[0]
            assert f'href="../resolutions/{file_stem(document_id)}.html#' in cell[-1]
            assert (f"session {row['due_session']}" in plain(cell[0])) == bool(row["due_session"])
    assert "What is asked of it" not in page_at(sample_site, "actors", "states")
