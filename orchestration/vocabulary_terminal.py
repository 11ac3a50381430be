"""What a check of vocabularies and a comparison with the published ones say on a terminal.

Here: lists and tables for people. Not here: any judgement (`vocabulary`, `transforms.vocabulary_review`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.vocabulary import Changes, Check
from warehouse.showing import visible

SHOWN = 12
"""Lines of each kind that are shown unless all are asked for."""
NAMES_SHOWN, PARAGRAPHS_SHOWN = 30, 12
AROUND = 60
"""Characters of a paragraph that are shown on each side of the words."""


def show_check(check: Check, console: Console, everything: bool) -> None:
    limit = None if everything else SHOWN
    _list(
        f"{len(check.errors)} error{'s' * (len(check.errors) != 1)}", check.errors, console, limit, "bold red"
    )
    if check.errors and not check.entries:
        return
    _list("Claimed twice", [str(each) for each in check.overlaps], console, limit, "bold yellow")
    _list("Dead terms", [str(each) for each in check.dead], console, limit, "bold yellow")
    searched = (
        "no warehouse to look for dead terms in"
        if check.documents is None
        else f"{len(check.dead):,} without any use in {check.documents:,} documents"
    )
    console.print(
        Text(
            f"{check.entries:,} entries: {len(check.errors)} errors, {len(check.overlaps)} claimed twice, {searched}."
        )
    )


def show_diff(changes: Changes, console: Console) -> None:
    rows = changes.rows
    console.print(
        Text(
            f"{changes.paragraphs:,} paragraphs read; vocabulary {changes.versions[1]}, published {changes.versions[0]}."
        )
    )
    if rows.is_empty():
        console.print("No paragraph gains or loses a label.")
        return
    counted = (
        rows.group_by("family", "name")
        .agg(
            gained=(pl.col("change") == "gained").sum(),
            lost=(pl.col("change") == "lost").sum(),
        )
        .sort(pl.col("gained") + pl.col("lost"), "family", "name", descending=[True, False, False])
    )
    table = Table(
        "label", "name", "gained", "lost", title="Paragraphs that gain or lose a label", title_justify="left"
    )
    for family, name, gained, lost in counted.head(NAMES_SHOWN).iter_rows():
        table.add_row(family, Text(visible(name)), f"{gained:,}", f"{lost:,}")
    console.print(table)
    _more(counted.height - NAMES_SHOWN, "names", console)
    for row in rows.sort("paragraph_id").gather_every(max(1, rows.height // PARAGRAPHS_SHOWN)).head(
        PARAGRAPHS_SHOWN
    ).iter_rows(named=True):  # fmt: skip
        sign, style = ("+", "green") if row["change"] == "gained" else ("-", "red")
        console.print(
            Text.assemble(
                (f"{sign} {row['family']} {visible(row['name'])}", style),
                f"  {row['paragraph_id']}  {row['rule']}",
            )
        )
        console.print(Text(f"    {visible(_around(row['text'] or '', row['surface']))}"))
    _more(rows.height - PARAGRAPHS_SHOWN, "changes; --output FILE.csv writes all", console)


def _around(text: str, surface: str) -> str:
    at = max(text.find(surface), 0)
    start, end = max(0, at - AROUND), min(len(text), at + len(surface) + AROUND)
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"


def _list(title: str, lines: Sequence[str], console: Console, limit: int | None, style: str) -> None:
    if not lines:
        return
    console.print(Text(title, style))
    for line in lines[:limit]:
        console.print(Text(f"  {visible(line)}"))
    _more(len(lines) - (limit or len(lines)), "more; --all lists them", console, words="")
    console.print()


def _more(count: int, of: str, console: Console, words: str = "more ") -> None:
    if count > 0:
        console.print(Text(f"  … and {count:,} {words}{of}"))
