"""The vocabularies load strictly, and say where they are wrong.

Here: the loader, the notation of terms. Not here: matching in context (test_themes, test_actors,
test_citations), each row's own example (test_vocabulary_review).
"""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from tests.test_themes import find_in
from warehouse.tables import ACTORS, INSTRUMENTS, THEMES
from warehouse.vocabularies import Vocabularies, VocabularyError, load_vocabularies
from warehouse.vocabularies_terms import Inflection, TermError, expand

ENGLISH = Inflection.of([("y", "ies")], [("labour", "labor"), ("ize", "ise")])
FOLDER = Path(str(resources.files("warehouse"))) / "vocabulary"


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged vocabulary, to spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "vocabulary"))


def test_frames_follow_the_contract(vocabularies: Vocabularies) -> None:
    for table, frame in (
        (THEMES, vocabularies.themes),
        (ACTORS, vocabularies.actors),
        (INSTRUMENTS, vocabularies.instruments),
    ):
        assert dict(frame.schema) == table.schema
        assert frame.select(table.key).is_duplicated().sum() == 0
        assert frame.select(table.required).null_count().sum_horizontal().item() == 0
    assert vocabularies.themes.height == 69


def test_every_member_and_observer_state_is_there(vocabularies: Vocabularies) -> None:
    states = vocabularies.actors.filter(pl.col("iso3").is_not_null())
    assert states["kind"].unique().to_list() == ["state"]
    assert states.height == 195  # 193 Members, the Holy See and the State of Palestine
    assert states["m49"].str.len_chars().unique().to_list() == [3]
    assert states.filter(pl.col("actor_id") == "CIV")["label"].to_list() == ["Côte d’Ivoire"]


def test_version_changes_with_the_bytes(folder: Path, vocabularies: Vocabularies) -> None:
    assert load_vocabularies(folder).version == vocabularies.version
    with (folder / "theme_terms_migration.csv").open("a", encoding="utf-8") as file:
        file.write("migration,en,wayfarer*,include,,,the wayfarers\n")
    assert load_vocabularies(folder).version != vocabularies.version


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        (
            "theme_terms_migration.csv",
            "migratoin,en,emigré*,include,,,an emigré",
            "unknown theme_id 'migratoin'",
        ),
        ("theme_terms_migration.csv", "migration,en,emigré*,included,,,an emigré", "polarity is 'included'"),
        ("theme_terms_migration.csv", "migration,en,,include,,,an emigré", "term is empty"),
        ("theme_terms_migration.csv", "migration,en,emigré*,include,,,", "example is empty"),
        ("theme_terms_migration.csv", "migration,xx,emigré*,include,,,an emigré", "language is 'xx'"),
        ("theme_terms_migration.csv", "migration,en,migrant*,include,,,migrants", "duplicate of line"),
        ("theme_terms_migration.csv", "migration,en,{a|b,include,,,a", "unbalanced braces"),
        ("theme_terms_migration.csv", "migration,en,a|b,include,,,a", "misplaced brace or bar"),
        ("theme_terms_migration.csv", "migration,en,*,include,,,a", "a star must follow a word"),
        ("theme_terms_migration.csv", "migration,en,(),include,,,a", "without a letter or digit"),
        ("theme_terms_migration.csv", "migration,en,emigré,include,@nowhere,,a", "unknown theme 'nowhere'"),
        ("theme_terms_migration.csv", "migration,en,emigré,include,visa,few,a", "within is 'few'"),
        ("theme_terms_migration.csv", "migration,en,emigré,include,,4,a", "within needs near"),
        ("theme_terms_migration.csv", "migration,en,emigré,include", "4 cells where the header has 7"),
        ("theme_terms_migration.csv", '"migration,en,emigré', "not CSV"),
        ("theme_precedence.csv", "migration,nothing", "unknown over 'nothing'"),
        ("theme_kinds.csv", "gods,migration", "kind is 'gods'"),
        ("actors.csv", "ODIN,Odin,god,,sagas", "kind is 'god'"),
        ("actors.csv", "ODIN,Odin,state,ASGARD,sagas", "unknown parent_id 'ASGARD'"),
        ("actors.csv", "OHCHR,Office,un_entity,,twice", "duplicate of line"),
        ("states.csv", "OHCHR,Office,001,twice", "is already at"),
        ("states.csv", "Yemen,Yemen,887,here", "alpha-3"),
        ("states.csv", "XYZ,Xyland,7,here", "write three digits"),
        ("state_names.csv", "XYZ,en,Xyland", "unknown actor_id 'XYZ'"),
        ("state_names.csv", "YEM,fr,Yémen||le Yémen", "empty name"),
        ("actor_terms_un.csv", "ODIN,en,Odin,include,,,Odin", "unknown actor_id 'ODIN'"),
        ("actor_heads.csv", "x,en,Keeper,keeper,Keeper on locks", "kind is 'keeper'"),
        ("actor_words.csv", "en,shouts,,hey", "role is 'shouts'"),
        ("actor_words.csv", "en,short,ODIN,Allfather", "unknown value 'ODIN'"),
        ("instruments.csv", "PACT,pact,A pact,,no,here", "kind is 'pact'"),
        ("instruments.csv", "PACT,treaty,A pact,1 May 1990,no,here", "adopted_on is '1 May 1990'"),
        ("instrument_terms.csv", "PACT,en,a pact,include,,,a pact", "unknown instrument_id 'PACT'"),
        ("citation_words.csv", "en,organ,FIFA,the Congress", "value is 'FIFA'"),
        ("request_words.csv", "en,wants,,a report", "role is 'wants'"),
        (
            "request_words.csv",
            "en,output,paper,scoping paper",
            "value is 'paper'; what is asked for is one of report,",
        ),
        ("request_words.csv", "en,output,,scoping paper", "value is ''; what is asked for is one of"),
        (
            "request_words.csv",
            "en,delivers,report,scope",
            "words of the role delivers have none, leave it empty",
        ),
        ("request_words.csv", "en,output,report,{scoping|paper", "unbalanced braces"),
        ("inflections.csv", "en,spelling,,x", "a spelling has an ending"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(folder: Path, file: str, line: str, says: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line + "\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        load_vocabularies(folder)
    at = text.count("\n") + 1
    assert str(error.value).startswith(f"{file}:{at}: "), str(error.value)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("theme_id,language,term,polarity,near,within,example,colour", "unknown column 'colour'"),
        ("theme_id,language,term,polarity,near,within", "column 'example' is missing"),
        ("theme_id,language,term,polarity,near,within,example,example", "a column appears twice"),
        ("", "column 'theme_id' is missing"),
    ],
)
def test_a_bad_header_is_named(folder: Path, header: str, says: str) -> None:
    path = folder / "theme_terms_migration.csv"
    path.write_text(header + "\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"theme_terms_migration\.csv:1: ") as error:
        load_vocabularies(folder)
    assert says in str(error.value)


def test_all_that_is_wrong_is_named_at_once(folder: Path) -> None:
    with (folder / "theme_terms_migration.csv").open("a", encoding="utf-8") as file:
        file.write("migratoin,en,emigré,include,,,an emigré\nmigration,en,{a,include,,,a\n")
    (folder / "theme_precedence.csv").write_bytes(b"theme_id\nmigration\n")
    with pytest.raises(VocabularyError) as error:
        load_vocabularies(folder)
    assert len(error.value.problems) == 3
    assert str(error.value) == error.value.problems[0]


def test_files_that_are_missing_unknown_or_not_utf8(folder: Path) -> None:
    (folder / "recipes.csv").write_text("soup\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"recipes\.csv:1: not a known vocabulary file"):
        load_vocabularies(folder)
    (folder / "recipes.csv").unlink()
    (folder / "theme_precedence.csv").write_bytes(b"theme_id,over\nmigrant_women,\xff\xfe\n")
    with pytest.raises(VocabularyError, match=r"theme_precedence\.csv:2: not UTF-8"):
        load_vocabularies(folder)
    (folder / "theme_precedence.csv").unlink()
    with pytest.raises(VocabularyError, match=r"theme_precedence\.csv:1: the file is missing"):
        load_vocabularies(folder)


def test_hostile_cells_are_refused(folder: Path) -> None:
    path = folder / "theme_terms_migration.csv"
    text = path.read_text(encoding="utf-8")
    for cell in ("x" * 1_000_000, "{a|b}" * 200, "{" * 1_000 + "}" * 1_000, "x" * 5_000):
        path.write_text(f"{text}migration,en,{cell},include,,,x\n", encoding="utf-8")
        with pytest.raises(VocabularyError, match=r"theme_terms_migration\.csv:"):
            load_vocabularies(folder)


def test_regex_signs_in_a_term_are_plain_text(folder: Path) -> None:
    path = folder / "theme_terms_migration.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "migration,en,(a+)+$ [x] \\d .?,include,,,see (a+)+$ [x] \\d .? here\n", encoding="utf-8"
    )
    spoiled = load_vocabularies(folder)
    assert find_in("see (a+)+$ [x] \\d .? here", spoiled).paragraph_themes["theme_id"].to_list() == [
        "migration"
    ]
    assert find_in("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! 7", spoiled).paragraph_themes.height == 0


@pytest.mark.parametrize(
    ("term", "phrases"),
    [
        ("migrant*", {"migrant", "migrants"}),
        ("{small |}country*", {"small country", "small countries", "country", "countries"}),
        ("{right {of|to}|rights of} asylum", {"right of asylum", "right to asylum", "rights of asylum"}),
        ("labour law", {"labour law", "labor law"}),
        ("organized crime", {"organized crime", "organised crime"}),
    ],
)
def test_the_notation_of_terms(term: str, phrases: set[str]) -> None:
    assert set(expand(term, ENGLISH)) == phrases


def test_too_many_alternatives_are_refused() -> None:
    with pytest.raises(TermError, match="more than 4096 phrases"):
        expand("{a|b}" * 13, ENGLISH)
