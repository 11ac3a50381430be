"""The cookbook: questions that people ask, each with its SQL and the answer on the embedded sample.

    python -m warehouse.cookbook hrcw-home/warehouse.duckdb > docs/cookbook.md

Here: reading the questions of `warehouse/cookbook` and setting the page. Not here: any question, which each .sql file
there asks in its first lines.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.markdown import grid
from warehouse.reading import open_warehouse
from warehouse.showing import visible

RECIPES_FOLDER = Path(__file__).parent / "cookbook"
SHOWN = 8
"""Rows of an answer that the page shows."""
WIDEST = 100
"""Characters of a cell that the page shows."""
INTRODUCTION = """\
# Cookbook

Questions with their SQL, and the answer on the embedded sample: one real resolution and ten invented ones, so that every
figure here says how to ask, and nothing about the Council. Written by `make docs`.

Run one with `hrcw query "SELECT …"`, or in any client that opens `warehouse.duckdb`. What the tables and columns mean is in
the [codebook](codebook.md), how figures are counted and what they cannot say in [method and limits](method.md).
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One question, what to mind when reading the answer, and its SQL."""

    name: str
    question: str
    reading: str
    sql: str


def recipes(folder: Path = RECIPES_FOLDER) -> list[Recipe]:
    """The questions, in the order of their files.

    Raises ValueError for a file that does not open with `-- Question:`.
    """
    return [_read(path) for path in sorted(folder.glob("*.sql"))]


def _read(path: Path) -> Recipe:
    lines = path.read_text(encoding="utf-8").splitlines()
    said = {}
    while lines and lines[0].startswith("-- "):
        label, _, words = lines.pop(0).removeprefix("-- ").partition(":")
        said[label] = words.strip()
    if set(said) - {"Reading"} != {"Question"}:
        raise ValueError(f"{path.name}: expected `-- Question: …`, then perhaps `-- Reading: …`")
    return Recipe(path.stem, said["Question"], said.get("Reading", ""), "\n".join(lines).strip())


def cookbook(warehouse: Path) -> str:
    """The whole page, Markdown, with answers from this warehouse."""
    found = recipes()
    contents = "\n".join(f"{at}. [{each.question}](#{at})" for at, each in enumerate(found, 1))
    parts = [INTRODUCTION, contents]
    with open_warehouse(warehouse) as connection:
        parts += [_section(at, recipe, connection) for at, recipe in enumerate(found, 1)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(at: int, recipe: Recipe, connection: duckdb.DuckDBPyConnection) -> str:
    result = connection.execute(recipe.sql)
    header = [column[0] for column in result.description or ()]
    rows = result.fetchall()
    parts = [f'<a id="{at}"></a>\n\n## {at}. {recipe.question}', f"```sql\n{recipe.sql}\n```"]
    if recipe.reading:
        parts.append(recipe.reading)
    if rows:
        parts.append(grid(header, [[_cell(value) for value in row] for row in rows[:SHOWN]]))
    parts.append(_told(len(rows)))
    return "\n\n".join(part.strip() for part in parts)


def _told(rows: int) -> str:
    if rows > SHOWN:
        return f"{rows} rows, the first {SHOWN} shown."
    return {0: "No rows.", 1: "1 row."}.get(rows, f"{rows} rows.")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:.4g}" if isinstance(value, float) else visible(str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


if __name__ == "__main__":
    sys.stdout.write(cookbook(Path(sys.argv[1])))
