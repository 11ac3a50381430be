"""search(…) in the published file: BM25 by hand, filters, hostile questions, clients that have nothing but DuckDB.

Here: the index and the table function. Not here: publishing (`test_publish`), the dashboard's search (`test_site_search`).
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from orchestration.cli import cli
from tests.build_fixtures import SampleBuild, sample_build
from tests.test_publish import row, write_tables
from warehouse.publish import publish
from warehouse.search import POSTINGS
from warehouse.tables import TABLES

__all__ = ["sample_build"]

# paragraph_id, its words. Where n of the N paragraphs of a language have a stem, idf = ln(1 + (N - n + 0.5) / (n + 0.5)).
ENGLISH = {
    "A/HRC/RES/9/1@en#op1": "The right to water",
    "A/HRC/RES/9/1@en#op2": "Water and sanitation for all",
    "A/RES/60/2@en#pp1": "The right to food",
    "A/RES/60/2@en#op1": "Clean water, safe water, water for schools",
}
OTHERS = {
    "A/HRC/RES/9/1@es#op1": "El derecho a la educación y al agua",
    "A/HRC/RES/9/1@fr#op1": "Le droit à l’eau et à l’éducation",
    "A/HRC/RES/9/1@ar#op1": "الحقُّ في المياه",
    "A/HRC/RES/9/1@zh#op1": "享有水的权利",
    "A/HRC/RES/9/1@zz#op1": "<script>alert('x')</script> %' OR 1=1; DROP TABLE paragraphs",
}
WATER, RIGHT, TO = 0.388, 0.755, 0.755
"""In "The right to water", 4 words where the average is 5: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 5)) = 1.089109; "water" is
in 3 of 4: 1.089109 * ln(1 + 1.5 / 3.5) = 0.388; "right" and "to" are in 2: 1.089109 * ln(1 + 2.5 / 2.5) = 0.755."""
WATER_OF_FIVE = 0.357
"""Once in 5 words: 2.2 / 2.2 * 0.356675."""
WATER_THRICE = 0.516
"""Three times in 7 words: 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 7 / 5)) = 1.447368; * 0.356675."""

HOSTILE = [
    "", " ", "'", '"', "''; DROP TABLE paragraphs; --", "%", "_", "\\", "\x00", "water\x00right", "\u200f\u202bwater\u202c",
    "( ) [ ] { } ? * + ^ $ |", "\\p{L}", "a" * 100_000, "water " * 20_000, "1" * 500, "🚰", "\ufeff", "e\u0301" * 50,
    " ".join(f"w{i}" for i in range(5_000)), "the of and to", "NULL", "$1 :x @y", "\ud7ff\ue000",
]  # fmt: skip

BARE_CLIENT = """
import json, sys, duckdb
config = {"autoload_known_extensions": False, "autoinstall_known_extensions": False}
connection = duckdb.connect(sys.argv[1], read_only=True, config=config)
rows = connection.execute("SELECT paragraph_id, score FROM search('rights to waters', organ := 'HRC')").fetchall()
loaded = connection.execute("SELECT extension_name FROM duckdb_extensions() WHERE loaded").fetchall()
print(json.dumps([rows, [name for (name,) in loaded], "Stemmer" in sys.modules]))
"""


def warehouse_of(folder: Path, texts: dict[str, str]) -> Path:
    """A published warehouse with these paragraphs; those of 9/1 in English name the theme of water."""
    documents, paragraphs = {}, []
    for position, (paragraph_id, text) in enumerate(texts.items(), start=1):
        document_id, place = paragraph_id.split("#")
        symbol, language = document_id.split("@")
        documents[document_id] = row(
            TABLES["resolutions"], document_id=document_id, symbol=symbol, language=language,
            organ="HRC" if "HRC" in symbol else "GA", session=symbol.split("/")[-2],
        )  # fmt: skip
        paragraphs.append(
            row(
                TABLES["paragraphs"], paragraph_id=paragraph_id, document_id=document_id, position=position,
                text=text, kind="preambular" if place.startswith("pp") else "operative",
            )
        )  # fmt: skip
    themes = [
        row(TABLES["themes"], theme_id="environment"),
        row(TABLES["themes"], theme_id="water", parent_id="environment"),
    ]
    mentions = [
        row(TABLES["paragraph_themes"], paragraph_id=name, theme_id="water")
        for name in texts if name.startswith("A/HRC/RES/9/1@en")
    ]  # fmt: skip
    tables = write_tables(
        folder / "parquet", resolutions=list(documents.values()), paragraphs=paragraphs, themes=themes,
        paragraph_themes=mentions,
    )  # fmt: skip
    publish(tables, folder / "w.duckdb")
    return folder / "w.duckdb"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return warehouse_of(tmp_path_factory.mktemp("small"), ENGLISH | OTHERS)


@pytest.fixture(scope="module")
def connection(small: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(small), read_only=True) as opened:
        yield opened


def found(connection: duckdb.DuckDBPyConnection, query: str, **options: Any) -> dict[str, float]:
    """Paragraphs in the order of the answer, each with its score."""
    named = "".join(f", {name} := ${name}" for name in options)
    sql = f"SELECT paragraph_id, score FROM search($query{named})"
    return dict(connection.execute(sql, {"query": query, **options}).fetchall())


def test_scores_are_those_computed_by_hand(connection: duckdb.DuckDBPyConnection) -> None:
    assert list(found(connection, "water").items()) == [
        ("A/RES/60/2@en#op1", WATER_THRICE),
        ("A/HRC/RES/9/1@en#op1", WATER),
        ("A/HRC/RES/9/1@en#op2", WATER_OF_FIVE),
    ]
    assert found(connection, "right to water") == {"A/HRC/RES/9/1@en#op1": pytest.approx(WATER + RIGHT + TO)}


def test_paragraphs_with_any_of_the_words_are_ranked_by_the_same_scores(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert list(found(connection, "right water", all_words=False).items()) == [
        ("A/HRC/RES/9/1@en#op1", pytest.approx(WATER + RIGHT)),
        ("A/RES/60/2@en#pp1", RIGHT),
        ("A/RES/60/2@en#op1", WATER_THRICE),
        ("A/HRC/RES/9/1@en#op2", WATER_OF_FIVE),
    ]


@pytest.mark.parametrize(
    "change", [("0.75 *", "0.25 *"), ("times + 1.2", "times + 2.0"), ("holding + 0.5", "holding + 5")]
)
def test_another_formula_would_be_noticed(
    change: tuple[str, str], tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert change[0] in POSTINGS
    monkeypatch.setattr("warehouse.search.POSTINGS", POSTINGS.replace(*change))
    with duckdb.connect(str(warehouse_of(tmp_path, ENGLISH))) as changed:
        scores = list(found(changed, "water").values())
    assert scores != [WATER_THRICE, WATER, WATER_OF_FIVE]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"organ": "HRC"}, ["9/1@en#op1", "9/1@en#op2"]),
        ({"organ": "GA"}, ["60/2@en#op1"]),
        ({"language": "fr"}, []),
        ({"session": "60"}, ["60/2@en#op1"]),
        ({"session": 9}, ["9/1@en#op1", "9/1@en#op2"]),
        ({"kind": "preambular"}, []),
        ({"theme": "water"}, ["9/1@en#op1", "9/1@en#op2"]),
        ({"theme": "environment"}, ["9/1@en#op1", "9/1@en#op2"]),
        ({"organ": "HRC", "session": "60"}, []),
        ({"organ": None, "kind": "operative"}, ["60/2@en#op1", "9/1@en#op1", "9/1@en#op2"]),
        ({"organ": "HRC' OR 'a'='a"}, []),
    ],
)
def test_filters_leave_scores_as_they_are(
    connection: duckdb.DuckDBPyConnection, options: dict[str, Any], expected: list[str]
) -> None:
    answer, every = found(connection, "water", **options), found(connection, "water")
    assert [name.removeprefix("A/HRC/RES/").removeprefix("A/RES/") for name in answer] == expected
    assert answer == {name: every[name] for name in answer}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("RIGHTS to WATERS", "en"),  # case, inflection: the texts have neither word
        ("educacion", "es"),
        ("derecho a la educación", "es"),
        ("Derechos a la EDUCACION", "es"),
        ("droit à l'eau", "fr"),
        ("droits a l'eau", "fr"),
        ("education", "fr"),
        ("المياه", "ar"),
        ("الحق", "ar"),
        ("权利", "zh"),
        ("DROP TABLE paragraphs", "zz"),
    ],
)
def test_case_accents_and_inflection_do_not_count(
    connection: duckdb.DuckDBPyConnection, query: str, language: str
) -> None:
    assert list(found(connection, query)) == [f"A/HRC/RES/9/1@{language}#op1"]


FORMS = {
    "A/HRC/RES/9/1@en#op1": "Condemns the torture of a woman by a policy of xenophobia",
    "A/HRC/RES/9/1@en#op2": "Protects children and surveys how men live",
    "A/HRC/RES/9/1@fr#op1": "La détention arbitraire d’un national étranger en conflit",
    "A/HRC/RES/9/1@es#op1": "La nación indígena, una vez, la mujer y el niño",
}


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = warehouse_of(tmp_path_factory.mktemp("forms"), FORMS)
    with duckdb.connect(str(path), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("tortures", "en#op1"),
        ("tortured", "en#op1"),
        ("torturing", "en#op1"),
        ("Policies", "en#op1"),
        ("xenophobias", "en#op1"),
        ("conflits", "fr#op1"),  # of these Snowball makes another stem than of the singular
        ("mujeres", "es#op1"),
        ("women", "en#op1"),
        ("woman", "en#op1"),
        ("man", "en#op2"),
        ("child", "en#op2"),
        ("surveyed", "en#op2"),
        ("living", "en#op2"),
        ("détentions arbitraires", "fr#op1"),
        ("detentions", "fr#op1"),
        ("nationaux etrangers", "fr#op1"),
        ("nationale", "fr#op1"),
        ("naciones indígenas", "es#op1"),
        ("niñas", "es#op1"),
        ("veces", "es#op1"),
    ],
)
def test_forms_that_no_text_has_are_understood(
    forms: duckdb.DuckDBPyConnection, query: str, place: str
) -> None:
    assert list(found(forms, query)) == [f"A/HRC/RES/9/1@{place}"]


@pytest.mark.parametrize("query", ["lives", "childhood", "person", "xenophobic", "détenir", "étrangère"])
def test_other_words_are_other_words(forms: duckdb.DuckDBPyConnection, query: str) -> None:
    assert found(forms, query) == {}


def test_a_plural_and_its_singular_are_one_where_the_texts_have_both(tmp_path: Path) -> None:
    both = {
        f"A/HRC/RES/9/1@fr#op{at}": text
        for at, text in enumerate(("la commission", "les commissions", "le mois", "moi"))
    }
    with duckdb.connect(str(warehouse_of(tmp_path, both)), read_only=True) as opened:
        assert [name[-1] for name in found(opened, "commission")] == ["0", "1"]
        assert found(opened, "commissions") == found(opened, "commission")
        assert [name[-1] for name in found(opened, "mois")] == ["2"]


def test_a_form_scores_as_its_word(forms: duckdb.DuckDBPyConnection) -> None:
    assert found(forms, "women tortures") == found(forms, "woman torture")


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:20]))
@pytest.mark.parametrize("all_words", [True, False])
def test_no_question_is_an_error(connection: duckdb.DuckDBPyConnection, query: str, all_words: bool) -> None:
    answer = found(connection, query, all_words=all_words)
    if query.strip("\x00\u200f\u202b\u202c ") in ("water", ("water " * 20_000).strip()):
        assert len(answer) == 3
    literal = query.replace("'", "''")
    sql = f"SELECT paragraph_id, score FROM search('{literal}', all_words := {all_words})"
    if "\x00" not in query:
        assert dict(connection.execute(sql).fetchall()) == answer
    assert connection.execute("SELECT count(*) FROM paragraphs").fetchone() == (len(ENGLISH | OTHERS),)


def test_a_question_without_words_finds_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    for query in ("", " ", "%", "'", "\x00", "🚰", None):
        for all_words in (True, False):
            assert found(connection, query, all_words=all_words) == {}  # type: ignore[arg-type]


def test_a_client_that_has_nothing_but_duckdb_can_search(small: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", BARE_CLIENT, str(small)], capture_output=True, text=True, check=True
    )
    rows, extensions, stemmer = json.loads(run.stdout)
    assert rows == [["A/HRC/RES/9/1@en#op1", pytest.approx(WATER + RIGHT + TO)]]
    assert "fts" not in extensions
    assert not stemmer


def test_an_empty_warehouse_is_searched_without_an_error(tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse_of(tmp_path, {})), read_only=True) as empty:
        assert found(empty, "water") == {}


def test_every_paragraph_of_the_sample_is_found_by_its_own_words(sample_build: SampleBuild) -> None:
    with duckdb.connect(str(sample_build.home / "warehouse.duckdb"), read_only=True) as sample:
        paragraphs = sample.execute("SELECT paragraph_id, text FROM paragraphs").fetchall()
        assert len(paragraphs) > 100
        assert [name for name, text in paragraphs if name not in found(sample, text)] == []


def hrcw_search(home: Path, *arguments: str) -> str:
    run = CliRunner().invoke(cli, ["search", *arguments, "--home", str(home)])
    assert run.exit_code == 0, run.output
    return run.stdout


def test_the_command_answers_as_the_function_does(small: Path, tmp_path: Path) -> None:
    shutil.copy(small, tmp_path / "warehouse.duckdb")
    rows = json.loads(hrcw_search(tmp_path, "water", "--organ", "HRC", "--limit", "1", "--format", "json"))
    assert [(each["paragraph_id"], each["score"]) for each in rows] == [("A/HRC/RES/9/1@en#op1", WATER)]
    assert "Clean water" in hrcw_search(tmp_path, "clean food", "--any", "--language", "en")
    assert hrcw_search(tmp_path, "' OR 1=1", "--theme", "WATER", "--format", "json").strip() == "[]"


def test_the_command_says_when_the_warehouse_has_no_search(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    run = CliRunner().invoke(cli, ["search", "water", "--home", str(tmp_path)])
    assert run.exit_code == 1
    assert "is not of this version of the program; build it anew" in run.output


@pytest.mark.bench
def test_a_hundred_thousand_paragraphs_are_searched_in_under_a_second(tmp_path: Path) -> None:
    """Words as frequent as Zipf has them: the hundred commonest stand nearly everywhere."""
    chance = random.Random(7)
    words = [f"{chance.choice('bcdfglmnprst')}{number}" for number in range(20_000)]
    shares = [1 / (rank + 2) for rank in range(len(words))]
    texts = {
        f"A/HRC/RES/{number // 40}/1@en#op{number % 40}": " ".join(chance.choices(words, shares, k=50))
        for number in range(100_000)
    }
    began = time.perf_counter()
    path = warehouse_of(tmp_path, texts)
    built = time.perf_counter() - began
    with duckdb.connect(str(path), read_only=True) as large:
        for query in (words[0], " ".join(words[:4]), " ".join(words[300:303]), words[19_000]):
            for all_words in (True, False):
                times = []
                for _ in range(5):
                    began = time.perf_counter()
                    large.execute("FROM search(?, all_words := ?) LIMIT 20", [query, all_words]).fetchall()
                    times.append(time.perf_counter() - began)
                print(f"{query}, all_words {all_words}: {1000 * statistics.median(times):.0f} ms")
                assert statistics.median(times) < 1
    print(f"published in {built:.1f} s")
    assert built < 120
