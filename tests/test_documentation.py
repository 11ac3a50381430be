"""The pages in docs/ that are made by `make docs` are those that would be made now, and say what is so.

Not here: the codebook as Markdown (`test_codebook`), the page of the site (`test_site`).
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.build_fixtures import SampleBuild, ask, sample_build
from warehouse.codebook import codebook_csv
from warehouse.cookbook import Recipe, cookbook, recipes
from warehouse.entities import entities
from warehouse.reading import open_warehouse
from warehouse.statements import published_functions, published_table_functions, published_views
from warehouse.tables import TABLES

__all__ = ["sample_build"]

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
ANEW = "run `make docs` and commit it"


def test_the_cookbook_has_the_answers_of_the_sample(sample_build: SampleBuild) -> None:
    assert (DOCS / "cookbook.md").read_text(encoding="utf-8") == cookbook(
        Path(sample_build.home) / "warehouse.duckdb"
    ), ANEW


def test_the_cookbook_answers_twenty_questions_and_more() -> None:
    found = recipes()
    assert len(found) >= 20
    assert len({recipe.question for recipe in found}) == len(found)
    assert all(recipe.question.endswith("?") for recipe in found)


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_a_question_has_an_answer_in_a_set_order(recipe: Recipe, sample_build: SampleBuild) -> None:
    rows = ask(sample_build.home, recipe.sql)
    assert rows or recipe.name.endswith("what-was-refused"), "the sample says nothing to this question"
    assert "ORDER BY" in recipe.sql or len(rows) == 1


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_no_rate_is_shown_without_saying_what_it_is_one_of(recipe: Recipe, sample_build: SampleBuild) -> None:
    with open_warehouse(sample_build.home / "warehouse.duckdb") as connection:
        columns = [column[0] for column in connection.execute(recipe.sql).description or ()]
    rates = [name for name in columns if re.fullmatch(r".*share|.*lift|change", name)]
    assert not rates or "coverage" in columns


TEXTS = (
    "resolutions", "paragraphs", "paragraph_themes", "paragraph_actors", "paragraph_instruments",
    "footnote_instruments", "report_requests", "votes",
)  # fmt: skip


ANY_ORGAN = ("14-most-cited", "17-how-a-state-voted", "18-voting-alike")
"""They count texts of all organs, and say so."""


def with_copies(warehouse: Path, copy: Path, column: str, value: str, part: str, other: str) -> Path:
    """A warehouse with every text a second time: in another language, or of another organ."""
    shutil.copy(warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        for table in TEXTS:
            columns = [name for name, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
            changed = [
                f"replace({name}, '{part}', '{other}') AS {name}" for name in columns if name.endswith("_id")
            ]
            if column in columns:
                changed += [f"'{value}' AS {column}", f"replace(symbol, '{part}', '{other}') AS symbol"]
            connection.execute(
                f"INSERT INTO {table} SELECT * REPLACE ({', '.join(changed)}) FROM {table}"
                f" WHERE {columns[0]} LIKE '%{part}%'"
            )
    return copy


@pytest.fixture(scope="module")
def copies(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as if it were held in French too, and as if the General Assembly had adopted it too."""
    folder, sample = tmp_path_factory.mktemp("copies"), sample_build.home / "warehouse.duckdb"
    return {
        "fr": with_copies(sample, folder / "fr.duckdb", "language", "fr", "@en", "@fr"),
        "GA": with_copies(sample, folder / "ga.duckdb", "organ", "GA", "A/HRC/RES", "A/RES"),
    }


@pytest.mark.parametrize("what", ["fr", "GA"])
@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_texts_of_another_language_or_organ_are_not_counted_with_those_asked_for(
    recipe: Recipe, what: str, sample_build: SampleBuild, copies: dict[str, Path]
) -> None:
    if what == "GA" and recipe.name in ANY_ORGAN:
        assert "of all organs" in recipe.reading
        return
    with open_warehouse(sample_build.home / "warehouse.duckdb") as connection:
        before = connection.execute(recipe.sql).fetchall()
    with open_warehouse(copies[what]) as connection:
        after = connection.execute(recipe.sql).fetchall()
    assert [row for row in after if row in before] == before
    told = {"fr": ("fr", "@fr"), "GA": ("GA", "A/RES/")}[what]
    assert all(
        any(cell == told[0] or told[1] in str(cell) for cell in row) for row in after if row not in before
    )


def test_a_recipe_without_a_question_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01-bare.sql").write_text("SELECT 1")
    with pytest.raises(ValueError, match=r"01-bare\.sql: expected `-- Question"):
        recipes(tmp_path)


def test_the_entity_diagrams_are_those_of_the_contracts() -> None:
    page = entities()
    assert (DOCS / "entities.md").read_text(encoding="utf-8") == page, ANEW
    assert 'resolutions ||--o{ paragraphs : "document_id"' in page
    assert 'dim_theme ||--o{ fact_theme_mention : "theme_id"' in page
    lines = set(re.findall(r'^    (\w+) \|\|--o\{ (\w+) : "([\w, ]+)"$', page, re.MULTILINE))
    drawn = {(table, column) for _, table, column in lines}
    for table in TABLES.values():
        for column in table.columns:
            if column.references and table.name != "source_lines":
                assert (table.name, column.name) in drawn
    facts = {view.name for view in published_views() if view.name.startswith("fact_")}
    assert facts == {table for _, table, _ in lines if table.startswith("fact_")}


def test_the_codebook_as_csv_has_a_row_for_every_column_and_parameter() -> None:
    text = codebook_csv()
    assert (DOCS / "codebook.csv").read_bytes().decode() == text, ANEW
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    told = {(row["name"], row["column"]): row for row in rows if row["role"] == "column"}
    asked = {(row["name"], row["column"]): row for row in rows if row["role"] == "parameter"}
    assert len(told) + len(asked) == len(rows)
    for table in TABLES.values():
        for column in table.columns:
            row = told[table.name, column.name]
            assert row["type"] == column.duckdb_type
            assert row["meaning"] == column.comment
            assert row["values"] == "|".join(column.values)
            assert (row["in_key"] == "true") == (column.name in table.key)
    assert {(view.name, column) for view in published_views() for column in view.columns} <= told.keys()
    functions = [*published_functions(), *published_table_functions()]
    meant = {(each.name, name): meaning for each in functions for name, meaning in each.parameters.items()}
    assert {key: row["meaning"] for key, row in asked.items()} == meant
    answered = {(each.name, name): meaning for each in functions for name, meaning in each.columns.items()}
    assert {key: row["meaning"] for key, row in told.items() if row["kind"] == "table function"} == answered
    assert {row["name"]: row["about"] for row in asked.values()} == {
        each.name: each.comment for each in functions
    }


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
