"""`hrcw search` as a person meets it: what is left out is said, what cannot be found is refused.

Not here: which paragraphs are found, and their order (`test_search`).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orchestration.cli import cli
from tests.test_search import ENGLISH, OTHERS, warehouse_of

MANY = {f"A/HRC/RES/9/2@en#op{number}": "Water for all" for number in range(1, 31)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    warehouse_of(folder, ENGLISH | OTHERS | MANY).rename(folder / "warehouse.duckdb")
    return folder


def search(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["search", *arguments, "--home", str(home)])


def test_a_table_says_how_many_it_leaves_out(home: Path) -> None:
    cut = search(home, "water")
    assert cut.stdout.count("op") == 20
    assert cut.stderr == "20 of 33; --limit 33 shows all.\n"
    whole = search(home, "water", "--limit", "33")
    assert (whole.stdout.count("@en#"), whole.stderr) == (33, "")


def test_programs_get_every_row_unless_they_ask_for_fewer(home: Path, tmp_path: Path) -> None:
    assert len(list(csv.reader(io.StringIO(search(home, "water", "--format", "csv").stdout)))) == 34
    assert len(json.loads(search(home, "water", "--format", "json").stdout)) == 33
    fewer = search(home, "water", "--format", "json", "--limit", "2")
    assert (len(json.loads(fewer.stdout)), fewer.stderr) == (2, "2 of 33; --limit 33 shows all.\n")
    out = tmp_path / "water.json"
    assert search(home, "water", "-o", str(out)).stderr == f"Wrote {out}: 33 rows\n"
    assert len(json.loads(out.read_text(encoding="utf-8"))) == 33


@pytest.mark.parametrize(
    "filters",
    [
        ["--organ", "hrc"],
        ["--language", "EN"],
        ["--kind", "Operative"],
        ["--theme", "Water"],
        ["--session", "9"],
    ],
)
def test_the_case_of_a_filter_does_not_matter(home: Path, filters: list[str]) -> None:
    assert "A/HRC/RES/9/1@en#op1" in search(home, "right water", *filters, "--format", "json").stdout


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (["--organ", "UNHRC"], "'UNHRC' is not one of 'HRC', 'GA', 'SC', 'ECOSOC', 'CHR'"),
        (["--kind", "operativ"], "'operativ' is not one of 'opening', 'preambular', 'operative'"),
        (["--language", "xq"], "The warehouse has no language 'xq'. There is: ar, en, es, fr, zh, zz."),
        (["--theme", "waters"], "The warehouse has no theme 'waters'. Did you mean water?"),
        (["--session", "99"], "The warehouse has no session '99'. Did you mean 9?"),
        (["--session", "S-1"], "The warehouse has no session 'S-1'. There is: "),
    ],
)
def test_a_filter_that_no_text_can_meet_is_refused(home: Path, filters: list[str], message: str) -> None:
    result = search(home, "water", *filters)
    assert result.exit_code == 2
    assert message.casefold() in " ".join(result.stderr.split()).casefold()
    assert result.stdout == ""


def test_nothing_found_is_said(home: Path) -> None:
    nothing = search(home, "rhinoceros")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr == "No paragraph has these words.\n"
    filtered = search(home, "sanitation", "--organ", "GA", "--format", "csv")
    assert filtered.stderr == "No paragraph has these words and meets the filters.\n"
    assert filtered.stdout.startswith("score,paragraph_id,")


@pytest.mark.parametrize("query", ["", "  ", "%", '""'])
def test_a_question_without_words_is_refused(home: Path, query: str) -> None:
    result = search(home, query)
    assert result.exit_code == 2
    assert "QUERY has no words." in result.stderr


@pytest.mark.parametrize("query", ['"right to water"', "“right to water”"])
def test_quotation_marks_are_said_to_mean_nothing(home: Path, query: str) -> None:
    result = search(home, query)
    assert result.stderr.startswith("Quotation marks mean nothing here")
    assert "A/HRC/RES/9/1@en#op1" in result.stdout
    assert search(home, "droit à l'eau").stderr == ""
