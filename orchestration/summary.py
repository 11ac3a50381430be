"""What a build and a status say to a person, read from the published warehouse.

Here: tables and sentences for a terminal. Not here: progress (`reporting`), any work.
"""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.home import Home
from warehouse.coverage import held_of
from warehouse.reading import open_warehouse, rows_of

REJECTS_SHOWN = 10
COUNTS = (
    "SELECT (SELECT count(*) FROM resolutions), (SELECT count(*) FROM paragraphs), "
    "(SELECT count(*) FROM paragraph_actors), (SELECT count(*) FROM paragraph_instruments), "
    "(SELECT count(*) FROM paragraph_themes), (SELECT count(*) FROM report_requests), (SELECT count(*) FROM rejects)"
)
TREND = """
SELECT f.session_id, f.documents_with_theme, f.document_share, f.paragraphs_with_theme, f.mentions_per_1000_words, c.*
FROM theme_frequency AS f
JOIN session_coverage AS c USING (organ, session, language)
WHERE f.theme_id = 'migration'
ORDER BY f.organ, f.language, f.session_kind, f.session_number, f.session
"""
EXAMPLE = "SELECT document_id FROM resolutions ORDER BY is_fictitious, adopted_on DESC, document_id LIMIT 1"
SESSIONS_SHOWN = 20


def show_build(home: Home, console: Console) -> int:
    """What is in the warehouse now; returns the number of rejects."""
    with open_warehouse(home.warehouse) as connection:
        documents, paragraphs, actors, instruments, themes, requests, rejects = (
            connection.execute(COUNTS).fetchone() or (0,) * 7
        )
        if not documents:
            console.print("[bold red]Nothing in these sources is a resolution.[/]")
        console.print(
            f"[bold]{documents:,}[/] document{'s' * (documents != 1)}, "
            f"[bold]{paragraphs:,}[/] paragraph{'s' * (paragraphs != 1)}; mentions: "
            f"{actors:,} of actors, {instruments:,} of instruments, {themes:,} of themes; "
            f"{requests:,} request{'s' * (requests != 1)} for reports, updates, studies or panels."
        )
        _show_trend(connection, console)
        _show_rejects(connection, console, rejects)
        warnings = connection.execute(
            "SELECT table_name, expectation, unexpected_count FROM expectation_results WHERE NOT success"
        ).fetchall()
    if not documents:
        console.print("A source that was named by mistake is taken back with: hrcw build --forget PATH")
    for table, expectation, count in warnings:
        console.print(Text(f"Warning: {table}: {expectation}: not so for {count}."))
    console.print(Text(f"\nWarehouse: {home.warehouse}"))
    console.print(Text(f"Data Docs: {home.data_docs / 'index.html'}"))
    return int(rejects)


def show_next(home: Home, console: Console) -> None:
    """The next commands to try, about a text that the warehouse holds."""
    with open_warehouse(home.warehouse) as connection:
        held = connection.execute(EXAMPLE).fetchone()
    option = (
        "" if home.folder == Home(Path("hrcw-home")).folder else f" --home {shlex.quote(str(home.folder))}"
    )
    console.print("\nTry next:")
    if held:
        question = f"SELECT number, action, text FROM paragraphs WHERE document_id = '{held[0]}' AND kind = 'operative'"
        console.print(Text(f'  hrcw query{option} "{question}"'), soft_wrap=True)
    console.print(Text(f"  hrcw site{option}                the same as pages for a browser"), soft_wrap=True)
    console.print(Text(f"  hrcw build{option} FOLDER        your own texts"), soft_wrap=True)


def _show_trend(connection: Any, console: Console) -> None:
    rows = rows_of(connection, TREND)
    if not rows:
        return
    table = Table(title="Migrants and migration, by session", box=box.SIMPLE_HEAD, title_justify="left")
    for name, justify in (
        ("Session", "left"), ("Texts naming it", "right"), ("Share", "right"), ("Paragraphs", "right"),
        ("Mentions per 1,000 words", "right"), ("Resolutions held", "right"),
    ):  # fmt: skip
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for row in rows[-SESSIONS_SHOWN:]:
        table.add_row(
            f"{row['organ']} {row['session']} ({row['language']})",
            f"{row['documents_with_theme']:,} of {row['documents']:,}",
            f"{row['document_share']:.0%}",
            f"{row['paragraphs_with_theme']:,}",
            f"{row['mentions_per_1000_words']:.1f}",
            held_of(row),
        )
    console.print(table)
    if len(rows) > SESSIONS_SHOWN:
        console.print(
            f"… and {len(rows) - SESSIONS_SHOWN} earlier sessions, in the view migrant_theme_trend."
        )


def _show_rejects(connection: Any, console: Console, count: int) -> None:
    if not count:
        console.print("Nothing was rejected.")
        return
    console.print(f"[bold]{count:,}[/] rejected:")
    rows = connection.execute(
        "SELECT source_uri, reason, detail FROM rejects ORDER BY ALL LIMIT ?", [REJECTS_SHOWN]
    )
    for uri, reason, detail in rows.fetchall():
        console.print(Text(f"  {uri}: {reason}: {detail}"))
    if count > REJECTS_SHOWN:
        console.print(f"  … and {count - REJECTS_SHOWN:,} more, in the table rejects.")


def show_problems(problems: list[str], home: Home, refused: bool, console: Console) -> None:
    """Why nothing was published."""
    console.print(
        Text(
            "Nothing was published."
            if not home.warehouse.exists()
            else "Nothing was published; the old warehouse is as it was."
        )
    )
    for problem in problems:
        console.print(Text(f"  {problem}"))
    if refused:
        console.print(Text(f"See {home.data_docs / 'index.html'} for the rows that failed."))


def show_status(home: Home, console: Console) -> None:
    """What is published, when, from what, and how its expectations held."""
    with open_warehouse(home.warehouse) as connection:
        published = connection.execute(
            "SELECT published_at, run_id, parser_version, vocabulary_version FROM publication"
        ).fetchone()
        sources = connection.execute(
            "SELECT count(*), coalesce(sum(bytes), 0), coalesce(bool_or(source_uri LIKE 'sample:%'), false),"
            " count(*) FILTER (source_uri SIMILAR TO 'https?://.*') FROM sources"
        ).fetchone()
        tables = connection.execute(
            "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY table_name"
        ).fetchall()
        views = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY view_name"
        ).fetchall()
        held = connection.execute(
            "SELECT severity, count(*) FILTER (success), count(*) FROM expectation_results GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        failed = connection.execute(
            "SELECT severity, table_name, expectation, observed FROM expectation_results WHERE NOT success ORDER BY ALL"
        ).fetchall()
    assert published is not None
    assert sources is not None
    console.print(Text(f"{home.warehouse}"))
    console.print(f"Published {published[0]:%Y-%m-%d %H:%M} UTC by run {published[1]}")
    console.print(f"From {sources[0]:,} sources ({sources[1]:,} bytes): {_origins(home, *sources[2:])}")
    console.print(f"Parser {published[2]}, vocabularies {published[3]}")
    grid = Table(box=box.SIMPLE_HEAD)
    grid.add_column("Table")
    grid.add_column("Rows", justify="right")
    for name, rows in tables:
        grid.add_row(name, f"{rows:,}")
    console.print(grid)
    console.print(Text("Views: " + ", ".join(name for (name,) in views)))
    _show_outputs(home, published[0], console)
    for severity, good, total in held:
        console.print(f"Expectations, {severity}: {good} of {total} hold")
    for severity, table, expectation, observed in failed:
        console.print(Text(f"  {severity}: {table}: {expectation}: {observed}"))
    last = home.last_run()
    if last.get("ended") in ("refused", "failed"):
        console.print(Text(f"The last build ({last['ended_at']}) did not publish:"))
        for problem in last["problems"]:
            console.print(Text(f"  {problem}"))


def _show_outputs(home: Home, published_at: datetime, console: Console) -> None:
    """Whether site and feeds were written since the publication; feeds are not, where no row changed."""
    manifest = home.feeds / "latest" / "manifest.json"
    for name, file, older in (
        ("Site", home.site / "index.html", "older than this publication; anew with: hrcw site"),
        ("Feeds", manifest, "of an earlier publication; hrcw feeds writes them anew where rows changed"),
    ):
        if not file.is_file():
            console.print(f"{name}: none; write with: hrcw {name.lower()}")
            continue
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None)
        console.print(
            Text(f"{name}: {file.parent}, {older if written < published_at else 'of this publication'}")
        )


def _origins(home: Home, has_sample: bool, fetched: int) -> str:
    """Where the published sources come from, as a person would say it."""
    origins = [str(path) for path in home.recorded_sources()]
    origins += ["the embedded sample"] * has_sample + [f"{fetched:,} fetched"] * bool(fetched)
    return ", ".join(origins)
