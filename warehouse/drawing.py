"""An answer drawn for people: as a table, or row by row where its columns do not fit.

Here: widths, rounding, what no text may do to a terminal. Not here: files for programs (`warehouse.answers`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from warehouse.plain_values import cell_text
from warehouse.reading import QueryResult

if TYPE_CHECKING:
    from rich.console import Console

DIGITS = 4
"""Significant digits of a number with a fraction."""
NARROWEST = 12
"""Characters that a column may be squeezed to; longer words and names are folded."""
BORDER = 3
# Control characters of a text are shown as their symbols, so that no text can steer a terminal.
VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {127: 0x2421}


def draw_table(
    result: QueryResult, out: IO[str], limit: int | None, width: int | None, for_the_rest: str = ""
) -> int:
    """Draws at most `limit` rows, and says how many it leaves out; returns how many it drew."""
    from rich.console import Console

    rows = result.rows()
    shown = [[_shown(value) for value in row] for row in islice(rows, limit)]
    left = sum(1 for _ in rows)
    console = Console(file=out, width=width)
    draw = _draw_grid if _fits(result.columns, shown, console.width) else _draw_row_by_row
    draw(result, shown, console)
    if left:
        rest = f"; {for_the_rest}" if for_the_rest else ""
        console.print(
            f"… and {left:,} more row{'s' if left > 1 else ''}{rest}", highlight=False, soft_wrap=True
        )
    return len(shown)


def _shown(value: Any) -> str:
    if isinstance(value, float) and math.isfinite(value) and value:
        value = round(value, max(1, DIGITS - 1 - math.floor(math.log10(abs(value)))))
    return cell_text(value).translate(VISIBLE)


def _fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether every column can have its whole width, or a width that can be read."""
    from rich.cells import cell_len

    needed = 1
    for place, name in enumerate(columns):
        longest = max(cell_len(text) for text in (name, *(row[place] for row in rows)))
        needed += min(longest, NARROWEST) + BORDER
    return needed <= width or len(columns) == 1


def _draw_grid(result: QueryResult, rows: Sequence[Sequence[str]], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False)
    for name, kind in zip(result.columns, result.types, strict=True):
        numeric = kind.endswith(("INT", "INTEGER", "DOUBLE", "FLOAT")) or kind.startswith("DECIMAL")
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _draw_row_by_row(result: QueryResult, rows: Sequence[Sequence[str]], console: Console) -> None:
    """Every row as lines of `name  value`, below a rule with its number."""
    from rich.table import Table
    from rich.text import Text

    if not rows:
        console.print(Text("No rows. Columns: " + ", ".join(result.columns)))
    for number, row in enumerate(rows, start=1):
        console.rule(f"row {number:,}", align="left", style="")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(overflow="fold", max_width=max(console.width // 2, 1))
        grid.add_column(overflow="fold")
        for name, text in zip(result.columns, row, strict=True):
            grid.add_row(Text(name), Text(text))
        console.print(grid)
