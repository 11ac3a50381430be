"""What a check of vocabularies says, and what a comparison with the published ones finds.

Here: the packaged vocabularies against their own examples; spoiled ones; labels gained and lost; the
commands. Not here: strict loading (test_vocabularies).
"""

from __future__ import annotations

import csv
import io
import shutil
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from orchestration.parsing import MENTIONS
from tests.build_fixtures import SampleBuild, ask, hrcw, resolution, sample_build, write_texts
from tests.test_themes import find_in
from transforms.mentions import MentionFinder
from transforms.vocabulary_review import (
    LABELS,
    Remark,
    Unused,
    by_line,
    differences,
    failing_examples,
    labels,
    overlaps,
)
from warehouse.languages import load_languages
from warehouse.vocabularies import Vocabularies, load_vocabularies, packaged_folder

__all__ = ["sample_build"]


@cache
def packaged() -> tuple[Vocabularies, MentionFinder]:
    vocabularies = load_vocabularies()
    return vocabularies, MentionFinder(vocabularies, load_languages())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged vocabularies, to edit."""
    return Path(shutil.copytree(str(packaged_folder()), tmp_path / "words"))


def add(folder: Path, file: str, line: str) -> str:
    """Adds a line to a file; returns its place."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{line}\n", encoding="utf-8")
    return f"{file}:{text.count(chr(10)) + 1}"


def edited(folder: Path) -> tuple[Vocabularies, MentionFinder]:
    vocabularies = load_vocabularies(folder)
    return vocabularies, MentionFinder(vocabularies, load_languages())


def test_every_entry_of_the_packaged_vocabularies_does_what_its_example_says() -> None:
    assert failing_examples(*packaged()) == []


def test_no_words_of_the_packaged_vocabularies_are_claimed_twice() -> None:
    assert overlaps(packaged()[0]) == []


def test_an_example_that_fails_is_named_with_what_was_found_instead(folder: Path) -> None:
    missed = add(folder, "theme_terms_migration.csv", "migration,en,wayfarer*,include,,,some travellers")
    wrong = add(folder, "actor_terms_un.csv", "SC,en,Safety Council,include,,,the General Assembly")
    let = add(folder, "theme_terms_migration.csv", "migration,en,bird*,exclude,,,migrants and birds")
    remarks = {remark.place: remark.message for remark in failing_examples(*edited(folder))}
    assert set(remarks) == {missed, wrong, let}
    assert "does not name migration;" in remarks[missed]
    assert "does not name SC; it names GA;" in remarks[wrong]
    assert "still names migration" in remarks[let]


def test_words_claimed_for_two_actors_and_rows_that_add_nothing_are_named(folder: Path) -> None:
    rival = add(folder, "actor_terms_un.csv", "GA,en,Security Council,include,,,Security Council")
    nothing = add(folder, "theme_terms_migration.csv", "migration,en,migrants,include,,,migrants")
    conditional = "migration,en,emigrants,include,visa,,emigrants with a visa"
    add(folder, "theme_terms_migration.csv", conditional)
    both_themes = "development,en,human mobility,include,,,human mobility"
    add(folder, "theme_terms_social.csv", both_themes)
    remarks = {remark.place: remark.message for remark in overlaps(edited(folder)[0])}
    assert set(remarks) == {rival, nothing}
    assert "'Security Council' names GA here and SC in actor_terms_un.csv:" in remarks[rival]
    assert "has all its words; remove one of the two" in remarks[nothing]


def test_words_claimed_for_two_things_to_ask_for_are_named_whatever_their_role(folder: Path) -> None:
    first = add(folder, "request_words.csv", "en,output,report,Scoping-paper{|s}")
    rival = add(folder, "request_words.csv", "en,output,study,scoping paper")
    event = add(folder, "request_words.csv", "en,event,other,scoping papers")
    nothing = add(folder, "request_words.csv", "en,output,report,scoping papers")
    add(folder, "request_words.csv", "fr,output,study,scoping paper")  # another language
    add(folder, "request_words.csv", "en,reports,report,scoping paper")  # a verb, and the same value
    remarks = [(remark.place, remark.message) for remark in overlaps(edited(folder)[0])]
    assert (rival, f"'scoping paper' names study here and report in {first}; take it from one") in remarks
    assert (event, f"'scoping papers' names other here and report in {first}; take it from one") in remarks
    assert (nothing, f"{first} has all its words; remove one of the two") in remarks
    assert all("coping paper" in message or place == nothing for place, message in remarks)


def test_words_of_requests_are_dead_that_no_text_has_also_within_longer_ones(folder: Path) -> None:
    short = add(folder, "request_words.csv", "en,output,other,scoping")
    long = add(folder, "request_words.csv", "en,output,report,scoping paper{|s}")
    never = add(folder, "request_words.csv", "en,output,report,scoping treaty")
    verbs = add(folder, "request_words.csv", "en,delivers,,scope out")
    unused = Unused(*edited(folder))
    unused.read("en", "Requests the Secretary-General to submit Scoping Papers to the Council;")
    said = {remark.place: remark.message for remark in unused.remarks()}
    assert said[never] == "no text has 'scoping treaty' (report)"
    assert said.keys().isdisjoint({short, long})
    assert verbs not in said  # words without a value find nothing by themselves


def test_entries_are_dead_that_no_text_of_their_language_has() -> None:
    unused = Unused(*packaged())
    assert unused.remarks() == []  # no text, no verdict
    unused.read("en", "Recalling the rights of migrants and the Convention on the Rights of the Child,")
    remarks = unused.remarks()
    dead = {remark.place for remark in remarks}
    rows = packaged()[0].entries
    language = dict(rows.select("rule", "language").iter_rows())
    assert {language[place] for place in dead} == {"en"}
    met = set(rows.filter(language="en")["rule"]) - dead
    assert {rows.row(by_predicate=pl.col("rule") == rule, named=True)["target"] for rule in met} >= {
        "migration",
        "CRC",
    }
    assert [by_line(remark.place) for remark in remarks] == sorted(
        by_line(remark.place) for remark in remarks
    )


def test_a_label_is_gained_or_lost_once_for_a_paragraph() -> None:
    asked = "Requests the Secretary-General to submit a {} to the Council and, at its fortieth session, another {};"
    before = find_in(["Urges States to protect migrants, all migrants;", asked.format("report", "report")])
    after = find_in(["Urges Mexico to protect migrants;", asked.format("study", "study")])
    frames = [labels(*(getattr(found, name) for name in MENTIONS)) for found in (before, after)]
    assert frames[0].schema == pl.Schema(LABELS)
    changes = differences(*frames).select("change", "family", "name", "surface").rows()
    assert changes == [
        ("gained", "actor", "MEX", "Mexico"),
        ("lost", "actor", "states", "States"),
        ("gained", "addressee", "MEX", "Mexico"),
        ("lost", "addressee", "states", "States"),
        ("lost", "request", "report", "report"),
        ("gained", "request", "study", "study"),
    ]
    assert differences(frames[0], frames[0]).is_empty()


def test_whom_and_when_a_request_changes_are_labels_of_their_own() -> None:
    asked = "Requests the {} to submit a report to the {}"
    before = find_in([asked.format("Secretary-General", "Council at its seventieth session;")])
    after = find_in([asked.format("High Commissioner", "General Assembly every year;")])
    frames = [labels(*(getattr(found, name) for name in MENTIONS)) for found in (before, after)]
    changes = differences(*frames).filter(pl.col("family").is_in(["request", "asked", "due"]))
    assert changes.select("change", "family", "name", "surface").rows() == [
        ("gained", "asked", "HCHR", "report"),
        ("lost", "asked", "SG", "report"),
        ("gained", "due", "GA", "report"),
        ("lost", "due", "HRC 70", "seventieth session"),
        ("gained", "due", "recurring", "report"),
    ]


def test_remarks_read_as_places_do_in_an_editor() -> None:
    assert str(Remark("terms.csv:3", "say more")) == "terms.csv:3: say more"


# ---- the commands


def test_an_expert_adds_a_term_sees_its_effect_and_publishes_it(tmp_path: Path) -> None:
    home, words = tmp_path / "home", tmp_path / "words"
    texts = write_texts(tmp_path / "texts", {"a.txt": resolution("48/1", "Wayfarers", "protect wayfarers")})
    assert hrcw("build", texts, home=home).returncode == 0
    copied = hrcw("vocabulary", "copy", words)
    assert copied.returncode == 0, copied.stderr
    place = add(
        words, "theme_terms_migration.csv", "migrants_in_transit,en,wayfarer*,include,,,the wayfarers"
    )

    checked = hrcw("vocabulary", "check", words, home=home)
    assert checked.returncode == 0, checked.stdout
    assert "0 errors, 0 claimed twice" in checked.stdout
    assert "in 1 documents" in checked.stdout

    out = tmp_path / "changes.csv"
    compared = hrcw("vocabulary", "diff", words, "-o", out, home=home)
    assert compared.returncode == 0, compared.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [(row["change"], row["name"], row["paragraph_id"], row["rule"]) for row in rows] == [
        ("gained", "migrants_in_transit", "A/HRC/RES/48/1@en#op1", place)
    ]
    assert "Calls upon States to protect wayfarers;" in compared.stdout

    assert hrcw("build", "--vocabulary", words, home=home).returncode == 0
    sql = "SELECT rule, term FROM paragraph_themes JOIN vocabulary USING (rule) WHERE theme_id = 'migrants_in_transit'"
    assert ask(home, sql) == [(place, "wayfarer*")]
    again = hrcw("vocabulary", "diff", words, home=home)
    assert "No paragraph gains or loses a label." in again.stdout


def test_an_expert_adds_a_kind_of_report_sees_its_effect_and_publishes_it(
    folder: Path, tmp_path: Path
) -> None:
    home, paper = (
        tmp_path / "home",
        "Requests the Secretary-General to submit a scoping paper to the Council at its",
    )
    text = resolution("48/1", "Scope").replace("2. Requests", f"2. {paper} fiftieth session;\n\n3. Requests")
    assert hrcw("build", write_texts(tmp_path / "texts", {"a.txt": text}), home=home).returncode == 0
    place = add(folder, "request_words.csv", "en,output,report,scoping paper{|s}")
    assert "0 errors, 0 claimed twice" in hrcw("vocabulary", "check", folder, home=home).stdout
    compared = hrcw("vocabulary", "diff", folder, home=home).stdout
    assert f"+ request report  A/HRC/RES/48/1@en#op2  {place}" in compared
    assert f"+ asked SG  A/HRC/RES/48/1@en#op2  {place}" in compared
    assert f"+ due HRC 50  A/HRC/RES/48/1@en#op2  {place}" in compared
    built = hrcw("build", "--vocabulary", folder, home=home)
    assert built.returncode == 0, built.stderr
    assert "; 2 requests for reports" in built.stdout
    sql = "SELECT surface, deliverable, requested_of, due_session FROM report_requests WHERE rule = '{}'"
    assert ask(home, sql.format(place)) == [("scoping paper", "report", "SG", "50")]
    explained = hrcw("explain", "48/1#op2", home=home, COLUMNS="160").stdout
    assert f"{place}\n" in explained
    assert "  scoping paper{|s}\n" in explained


def test_errors_of_a_vocabulary_are_all_listed_and_stop_a_build(
    folder: Path, sample_build: SampleBuild
) -> None:
    first = add(folder, "theme_terms_migration.csv", "migration,en,{a,include,,,a")
    second = add(folder, "actors.csv", "ODIN,Odin,god,,sagas")
    checked = hrcw("vocabulary", "check", folder, home=sample_build.home)
    assert checked.returncode == 1
    assert f"{first}: term: unbalanced braces" in checked.stdout
    assert f"{second}: kind is 'god'" in checked.stdout
    compared = hrcw("vocabulary", "diff", folder, home=sample_build.home)
    assert compared.returncode == 2
    assert f"{second}: kind is 'god'" in compared.stderr
    built = hrcw("build", "--vocabulary", folder, home=sample_build.home)
    assert built.returncode == 2
    assert "hrcw vocabulary check names all that is wrong" in built.stderr


def test_without_a_warehouse_a_check_says_so_and_a_diff_asks_for_one(folder: Path, tmp_path: Path) -> None:
    checked = hrcw("vocabulary", "check", folder, home=tmp_path / "none")
    assert checked.returncode == 0
    assert "no warehouse to look for dead terms in" in checked.stdout
    compared = hrcw("vocabulary", "diff", folder, home=tmp_path / "none")
    assert compared.returncode == 2
    assert "There is no warehouse" in compared.stderr


def test_vocabularies_are_not_copied_over_anything(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("keep me", encoding="utf-8")
    refused = hrcw("vocabulary", "copy", tmp_path)
    assert refused.returncode == 2
    assert "is not empty" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
