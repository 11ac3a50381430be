"""The functions of the published file as sections of the codebook.

Here: how they look in Markdown. Not here: what they say (`warehouse/functions`, `warehouse/table_functions`), tables and
views (`codebook`).
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from warehouse.markdown import grid
from warehouse.statements import (
    Function,
    column_types,
    create_everything,
    published_functions,
    published_table_functions,
)


def function_rows() -> list[list[str]]:
    """The functions that answer with rows, for a table of contents: name and what one row is."""
    return [
        [f"[`{each.name}(…)`](#{each.name})", f"Function. {each.comment}"]
        for each in published_table_functions()
    ]


def function_sections() -> list[str]:
    """A section for each function that answers with rows, and one for all that answer with a value."""
    with duckdb.connect() as connection:
        create_everything(connection)
        sections = [_rows(each, column_types(connection, each)) for each in published_table_functions()]
    return [*sections, _values(published_functions())]


def _rows(function: Function, types: Mapping[str, str]) -> str:
    first, second, *_ = function.parameters
    asked = [[f"`{name}`", meaning] for name, meaning in function.parameters.items()]
    answered = [[f"`{name}`", types[name], meaning] for name, meaning in function.columns.items()]
    return (
        f"## {function.name}\n\nFunction that answers with rows. {function.comment}\n\n"
        f"The first parameter is required, the others are named: `FROM {function.name}({first}, {second} := …)`.\n\n"
        + grid(["parameter", "meaning"], asked)
        + "\n"
        + grid(["column", "type", "meaning"], answered)
    )


def _values(functions: list[Function]) -> str:
    rows = [
        [
            f"`{each.name}({', '.join(each.parameters)})`",
            each.comment,
            ". ".join(f"`{name}`: {meaning}" for name, meaning in each.parameters.items()),
        ]
        for each in functions
    ]
    return "## Functions\n\n" + grid(["function", "what it returns", "parameters"], rows)
