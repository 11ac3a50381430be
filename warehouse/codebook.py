"""The codebook: what every table, view, column and function of the warehouse means, as one Markdown page and as CSV.

    python -m warehouse.codebook > docs/codebook.md
    python -m warehouse.codebook --csv > docs/codebook.csv

Here: how both look. Not here: what they say (`described`), or any meaning, which the contracts (`warehouse.tables`) and
the .sql files of `warehouse` declare.
"""

from __future__ import annotations

import csv
import io
import sys

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
    "name", "kind", "about", "role", "position", "column", "type", "in_key", "required", "meaning", "values", "references",
)  # fmt: skip


def codebook() -> str:
    """The whole page, Markdown."""
    functions = [part for part in described() if part.kind == "function"]
    parts = [part for part in described() if part.kind != "function"]
    return "\n".join([INTRODUCTION, _contents(parts), *map(_section, parts), _functions(functions)])


def codebook_csv() -> str:
    """The same as CSV (RFC 4180), a row for each column and each parameter; values are separated by bars.

    `role` tells the two apart: search(…) has a parameter and a column `organ`. What a function returns, if not rows, is
    in `about`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for part in described():
        for role, entries in (("parameter", part.parameters), ("column", part.columns)):
            for position, each in enumerate(entries, 1):
                writer.writerow(
                    [
                        part.name, part.kind, part.about, role, position, each.name, each.type,
                        str(each.in_key).lower(), str(each.required).lower(), each.comment,
                        "|".join(each.values), each.references,
                    ]
                )  # fmt: skip
    return out.getvalue()


def _contents(parts: list[Part]) -> str:
    rows = []
    for part in parts:
        if part.kind == "table":
            about = part.about.removeprefix("One row is ").removesuffix(".")
        else:
            about = f"{'View' if part.kind == 'view' else 'Function'}. {part.about}"
        name = f"{part.name}(…)" if part.kind == "table function" else part.name
        rows.append([f"[`{name}`](#{part.name})", about])
    return "## Tables and views\n\n" + grid(["name", "one row is"], rows)


def _section(part: Part) -> str:
    if part.kind == "table":
        return _table(part)
    columns = grid(
        ["column", "type", "meaning"], [[f"`{each.name}`", each.type, each.meaning] for each in part.columns]
    )
    if part.kind == "view":
        return f"## {part.name}\n\nView. {part.about}\n\n{columns}"
    parameters = grid(
        ["parameter", "meaning"], [[f"`{each.name}`", each.comment] for each in part.parameters]
    )
    first, second, *_ = part.parameters
    return (
        f"## {part.name}\n\nFunction that answers with rows. {part.about}\n\nThe first parameter is required, the "
        f"others are named: `FROM {part.name}({first.name}, {second.name} := …)`.\n\n{parameters}\n{columns}"
    )


def _table(part: Part) -> str:
    about = f"## {part.name}\n\n{part.about}\n\nKey: {', '.join(f'`{name}`' for name in part.key)}.\n"
    if part.metric:
        about += f"\nHow it is counted: `warehouse/metrics/{part.name}.sql`.\n"
    rows = [
        [f"`{column.name}`", column.type, "yes" if column.required else "", column.meaning]
        for column in part.columns
    ]
    return about + "\n" + grid(["column", "type", "required", "meaning"], rows)


def _functions(parts: list[Part]) -> str:
    """All functions that answer with one value."""
    rows = [
        [
            f"`{part.call}`",
            part.about,
            ". ".join(f"`{each.name}`: {each.comment}" for each in part.parameters),
        ]
        for part in parts
    ]
    return "## Functions\n\n" + grid(["function", "what it returns", "parameters"], rows)


if __name__ == "__main__":
    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    sys.stdout.write(codebook_csv() if "--csv" in sys.argv[1:] else codebook())
