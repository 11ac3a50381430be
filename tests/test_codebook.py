"""The codebook says what the contracts say, and the page in `docs` is the one they make now."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.codebook import codebook
from warehouse.statements import Function, published_functions, published_table_functions, published_views
from warehouse.tables import TABLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"


@pytest.fixture(scope="module")
def page() -> str:
    return codebook()


def section(page: str, name: str) -> str:
    assert page.count(f"\n## {name}\n") == 1, f"{name} has no section of its own"
    return page.split(f"\n## {name}\n")[1].split("\n## ")[0]


def test_the_page_in_docs_is_up_to_date(page: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == page, (
        "docs/codebook.md is not what warehouse/tables.py and warehouse/views say: run `make docs` and commit it"
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_grain_key_and_columns(page: str, name: str) -> None:
    table, text = TABLES[name], section(page, name)
    assert f"One row is {table.grain}." in text
    assert f"Key: {', '.join(f'`{column}`' for column in table.key)}." in text
    for column in table.columns:
        required = "yes" if column.name in table.required else ""
        line = next(line for line in text.splitlines() if line.startswith(f"| `{column.name}` |"))
        assert line.startswith(f"| `{column.name}` | {column.duckdb_type} | {required} | {column.comment}")
        for value in column.values:
            assert f"`{value}`" in line
        assert (f"References `{column.references}`" in line) == (column.references is not None)


@pytest.mark.parametrize("view", published_views(), ids=lambda view: view.name)
def test_every_view_has_its_columns(page: str, view: object) -> None:
    name, columns = view.name, view.columns  # type: ignore[attr-defined]
    text = section(page, name)
    for column, meaning in columns.items():
        assert any(
            line.startswith(f"| `{column}` | ") and line.endswith(f" | {meaning} |")
            for line in text.splitlines()
        )


@pytest.mark.parametrize("function", published_table_functions(), ids=lambda function: function.name)
def test_every_table_function_has_its_parameters_and_columns(page: str, function: Function) -> None:
    lines = section(page, function.name).splitlines()
    for name, meaning in function.parameters.items():
        assert f"| `{name}` | {meaning} |" in lines
    for name, meaning in function.columns.items():
        assert any(line.startswith(f"| `{name}` | ") and line.endswith(f" | {meaning} |") for line in lines)


@pytest.mark.parametrize("function", published_functions(), ids=lambda function: function.name)
def test_every_function_has_its_parameters(page: str, function: Function) -> None:
    signature = f"| `{function.name}({', '.join(function.parameters)})` | {function.comment} |"
    (line,) = [line for line in section(page, "Functions").splitlines() if line.startswith(signature)]
    assert all(f"`{name}`: {meaning}" in line for name, meaning in function.parameters.items())


def test_references_lead_to_columns_that_exist() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.references:
                other, name = column.references.split(".")
                assert name in TABLES[other].names
