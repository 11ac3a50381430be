"""The codebook: what every table, view and column of the warehouse means, as one Markdown page and as CSV.

    python -m warehouse.codebook > docs/codebook.md
    python -m warehouse.codebook --csv > docs/codebook.csv

Here: how both look. Not here: what they say (`described`), or any meaning, which the contracts (`warehouse.tables`) and
`warehouse/views` declare, functions (`codebook_functions`).
"""

from __future__ import annotations

import csv
import io
import sys

from warehouse.codebook_functions import function_rows, function_sections
from warehouse.described import Part, described
from warehouse.markdown import grid

INTRODUCTION = """\
# Codebook

What the published DuckDB file holds. Made from `warehouse/tables.py` and the .sql files of `warehouse/` by `make docs`:
change those, not this page. The same words stand in the file as comments (`SELECT * FROM duckdb_columns()`).

A `document_id` is `symbol@language`, a `paragraph_id` is `document_id#` and the place of the paragraph: `pp3` is the
third preambular one, `op4(a)` item (a) of operative paragraph 4, `an2.op3` paragraph 3 of annex 2, `h1` a heading.
Character offsets count from 0 and are half-open: `substr(text, start_char + 1, end_char - start_char) = surface`.
"""


CSV_COLUMNS = (
    "name", "kind", "about", "position", "column", "type", "in_key", "required", "meaning", "values", "references",
)  # fmt: skip


def codebook() -> str:
    """The whole page, Markdown."""
    parts = described()
    return "\n".join([INTRODUCTION, _contents(parts), *map(_section, parts), *function_sections()])


def codebook_csv() -> str:
    """The same as CSV (RFC 4180), a row for each column of each table and view; values are separated by bars."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for part in described():
        for position, column in enumerate(part.columns, 1):
            writer.writerow(
                [
                    part.name, part.kind, part.about, position, column.name, column.type,
                    str(column.in_key).lower(), str(column.required).lower(), column.comment,
                    "|".join(column.values), column.references,
                ]
            )  # fmt: skip
    return out.getvalue()


def _contents(parts: list[Part]) -> str:
    rows = []
    for part in parts:
        about = part.about.removeprefix("One row is ").removesuffix(".")
        rows.append(
            [f"[`{part.name}`](#{part.name})", f"View. {part.about}" if part.kind == "view" else about]
        )
    return "## Tables and views\n\n" + grid(["name", "one row is"], rows + function_rows())


def _section(part: Part) -> str:
    if part.kind == "view":
        rows = [[f"`{column.name}`", column.type, column.meaning] for column in part.columns]
        return f"## {part.name}\n\nView. {part.about}\n\n" + grid(["column", "type", "meaning"], rows)
    about = f"## {part.name}\n\n{part.about}\n\nKey: {', '.join(f'`{name}`' for name in part.key)}.\n"
    if part.metric:
        about += f"\nHow it is counted: `warehouse/metrics/{part.name}.sql`.\n"
    rows = [
        [f"`{column.name}`", column.type, "yes" if column.required else "", column.meaning]
        for column in part.columns
    ]
    return about + "\n" + grid(["column", "type", "required", "meaning"], rows)


if __name__ == "__main__":
    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    sys.stdout.write(codebook_csv() if "--csv" in sys.argv[1:] else codebook())
