"""An explanation put together from published rows, the words for its rules, and inherited addressees.

Not here: how it is shown (`test_explain_terminal`), how paragraphs are found (`test_finding`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.explain_words import conditions_of, remarks, term_of, what_it_is
from orchestration.home import Home
from tests.build_fixtures import SampleBuild, ask, sample_build, sample_copy
from tests.explain_fixtures import asked_for, explained, explanation_of, mention, rule
from warehouse.explaining import Explanation, explain, read_conditions
from warehouse.inspection import inspect_document
from warehouse.reading import open_warehouse
from warehouse.statements import published_views
from warehouse.vocabularies import load_vocabularies, packaged_version

__all__ = ["sample_build", "sample_copy"]

THEMES = {"migration": "Migrants and migration"}


@pytest.fixture
def connection(sample_build: SampleBuild) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(Home(sample_build.home).warehouse) as opened:
        yield opened


# ---- from rows


def test_every_mention_of_the_warehouse_is_explained_once(
    connection: duckdb.DuckDBPyConnection, sample_build: SampleBuild
) -> None:
    explanations = [
        explain(connection, document_id)
        for (document_id,) in ask(sample_build.home, "SELECT document_id FROM resolutions")
    ]
    shown = [
        (p.paragraph_id, m.family, m.target_id, m.start_char, m.end_char, m.rule.name)
        for each in explanations for p in each.paragraphs for m in p.mentions
    ]  # fmt: skip
    union = " UNION ALL ".join(
        f"SELECT paragraph_id, '{family}', {family}_id, start_char, end_char, rule FROM paragraph_{family}s"
        for family in ("actor", "instrument", "theme")
    )
    union += " UNION ALL SELECT paragraph_id, 'request', request_id, start_char, end_char, rule FROM report_requests"
    assert sorted(shown) == sorted(ask(sample_build.home, union))
    for each in explanations:
        for paragraph in each.paragraphs:
            assert [m.number for m in paragraph.mentions] == list(range(1, len(paragraph.mentions) + 1))
            for m in paragraph.mentions:
                assert paragraph.text[m.start_char : m.end_char] == m.surface
                assert m.label or m.family in ("instrument", "request")
                assert (m.family == "request") == (m.request is not None)
                assert m.rule.term
                assert m.rule.conditions is not None
    assert {m.rule.family for e in explanations for p in e.paragraphs for m in p.mentions} >= {
        "theme", "theme_kind", "actor", "instrument", "pattern", "request_word",
    }  # fmt: skip


def test_the_order_of_paragraphs_is_that_of_the_document(
    connection: duckdb.DuckDBPyConnection, sample_build: SampleBuild
) -> None:
    explanation = explain(connection, "A/HRC/RES/30/21@en")
    rows = ask(
        sample_build.home,
        "SELECT paragraph_id FROM paragraphs WHERE document_id = 'A/HRC/RES/30/21@en' ORDER BY position",
    )
    assert [(paragraph.paragraph_id,) for paragraph in explanation.paragraphs] == rows
    assert explanation.is_whole


def test_one_paragraph_has_all_that_made_it_count(connection: duckdb.DuckDBPyConnection) -> None:
    explanation = explain(connection, "A/HRC/RES/29/901@en", "A/HRC/RES/29/901@en#op3(c)")
    [paragraph] = explanation.paragraphs
    assert not explanation.is_whole
    by_id = {each.target_id: each for each in paragraph.mentions}
    assert by_id["irregular_migration"].counts_for == "migration"
    assert by_id["irregular_migration"].rule.name.startswith("theme_terms_migration.csv:")
    assert [(each.actor_id, each.from_name) for each in paragraph.inherited] == [("states", "op3")]


def test_what_is_not_there_is_an_error(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LookupError, match="no document A/HRC/RES/1/1@en"):
        explain(connection, "A/HRC/RES/1/1@en")
    with pytest.raises(LookupError, match="no paragraph A/HRC/RES/30/21@en#op99"):
        explain(connection, "A/HRC/RES/30/21@en", "A/HRC/RES/30/21@en#op99")


def test_the_version_of_the_packaged_vocabularies_is_that_of_loading_them() -> None:
    assert packaged_version() == load_vocabularies().version


# ---- in words


@pytest.mark.parametrize(
    ("near", "within", "said"),
    [
        (None, None, ""),
        ("<migra{nt|nts}", 10, "only with ‘migra{nt|nts}’ within 10 words before it"),
        (">concerned", 0, "only with ‘concerned’ right after it"),
        (">concerned", 1, "only with ‘concerned’ within 1 word after it"),
        ("<people on the move", None, "only with ‘people on the move’ anywhere before it"),
        ("transit", 4, "only with ‘transit’ within 4 words"),
        ("transit", None, "only with ‘transit’ in the paragraph"),
        ("transit", 0, "only with ‘transit’ right beside it"),
        ("@migration", None, "only with words of the theme Migrants and migration (migration) in the paragraph"),
        (
            "@migration; !@health; !<cross",
            5,
            "only with words of the theme Migrants and migration (migration) within 5 words; "
            "not with words of the theme health within 5 words; not with ‘cross’ within 5 words before it",
        ),
        (
            "<migrants, {especially|in particular}; !>and members",
            5,
            "only with ‘migrants, {especially|in particular}’ within 5 words before it; "
            "not with ‘and members’ within 5 words after it",
        ),
        ("< {a|b", 5, "only near: < {a|b, within 5"),
    ],
)  # fmt: skip
def test_conditions_are_said_in_words(near: str | None, within: int | None, said: str) -> None:
    assert conditions_of(rule(near=near, within=within), THEMES) == said


def test_every_condition_of_the_vocabulary_can_be_said() -> None:
    conditions = load_vocabularies().entries.get_column("near").drop_nulls().unique().to_list()
    assert conditions
    assert all(read_conditions(near) for near in conditions)


@pytest.mark.parametrize(
    ("found_by", "said"),
    [
        (rule(term="migrant*"), "migrant*"),
        (rule(family="theme_kind", term="treaty_body"), "every actor of the kind treaty_body"),
        (rule(family="actor_head", term="Special Rapporteur{|s}"), "Special Rapporteur{|s} … (opens a name)"),
        (rule(family="actor_word", term="the Council"), "the Council (short forms)"),
        (rule("citation:symbol", "A document symbol as printed", family="pattern"), "A document symbol as printed"),
        (
            rule("state_adjectives.csv:7", "Angolan", family="actor"),
            "Angolan … (with a word for authorities: state_body in actor_words.csv)",
        ),
        (rule(term=None, family=None), "(the table vocabulary does not hold this rule)"),
    ],
)  # fmt: skip
def test_a_term_is_as_written_or_says_what_it_does(found_by: object, said: str) -> None:
    assert term_of(found_by) == said  # type: ignore[arg-type]


def test_what_a_mention_names_has_its_id_and_what_was_read_beside_it() -> None:
    text = "Recalling resolution 60/251"
    names = {"target_id": "A/RES/60/251", "label": None, "kind": "resolution"}
    cited = mention(
        1, text, "60/251", "instrument", cited_on=date(2006, 3, 5), pinpoint="paragraph 5 (c)", **names
    )
    assert (
        what_it_is(cited) == "A/RES/60/251 · resolution · dated 5 March 2006 beside it · its paragraph 5 (c)"
    )
    actor = mention(1, text, "60/251", "actor", target_id="GA", label="General Assembly", kind="un_organ", role="addressee")  # fmt: skip
    assert what_it_is(actor) == "General Assembly (GA) · UN organ · addressee"
    assert (
        what_it_is(mention(1, text, "60", counts_for="life"))
        == "The right to rest (rest) · counts for life too"
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "report · from Secretary-General (SG) · for the Human Rights Council, session 31 (‘its next session’)"),
        ({"deliverable": "panel_discussion", "requested_of": None, "is_recurring": True},
         "panel discussion · nobody named · for the Human Rights Council, session 31 (‘its next session’) · recurring"),
        ({"deliverable": "other", "requested_of_label": None, "due_session": None, "recipient": "other"},
         "other output · from SG · for another body, when is not said"),
        ({"due_session": None, "due_year": 2027, "due_surface": "2027"},
         "report · from Secretary-General (SG) · for the Human Rights Council, in 2027"),
        ({"recipient": None, "due_session": None, "due_year": 2027, "due_surface": "2027"},
         "report · from Secretary-General (SG) · in 2027, for whom is not said"),
        ({"recipient": None, "due_session": None, "due_surface": None},
         "report · from Secretary-General (SG) · for whom and when is not said"),
    ],
)  # fmt: skip
def test_a_request_says_what_of_whom_for_whom_and_when(more: dict[str, object], said: str) -> None:
    text = "Requests the Secretary-General to submit a report"
    of = mention(1, text, "report", "request", request=asked_for(**more))
    assert what_it_is(of) == said


def test_of_many_words_of_an_entry_those_are_shown_that_were_met() -> None:
    entry = rule(
        "request_words.csv:9", "oral update{|s};{|global }data-base{|s}; hand book*", family="request_word"
    )
    assert term_of(entry, "Global data base") == "{|global }data-base{|s}"
    assert term_of(entry, "hand books") == "hand book*"
    assert term_of(entry, "something else") == entry.term
    assert term_of(rule(term="a{b;c", family="request_word"), "c") == "c"


def test_a_language_is_searched_for_requests_where_the_vocabulary_has_words_for_them(
    sample_copy: Path,
) -> None:
    with duckdb.connect(str(Home(sample_copy).warehouse)) as changed:
        changed.execute("UPDATE languages SET finds_requests = false WHERE language = 'en'")
        assert explain(changed, "A/HRC/RES/30/21@en").not_searched == ("request",)
        assert not inspect_document(changed, "A/HRC/RES/30/21@en").finds_requests


def remarks_of(**more: object) -> str:
    explanation: Explanation = explanation_of(explained("op1", "To rest;"), **more)
    return "\n".join(remarks(explanation))


def test_nothing_is_remarked_where_all_is_as_it_should_be() -> None:
    assert remarks_of() == ""


def test_other_vocabularies_are_remarked_in_one_line() -> None:
    said = remarks_of(made_with=("aaa", "bbb"), packaged="ccc")
    assert said.startswith("Made with vocabularies aaa, bbb; those of this program are ccc: ")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("families", "said"),
    [
        (("theme",), "no terms for themes in en"),
        (("actor", "theme"), "no terms for actors or themes in en"),
        (("actor", "instrument", "theme"), "no terms for actors, instruments or themes in en"),
        (("request",), "no terms for requests in en"),
    ],
)
def test_a_language_without_terms_is_remarked(families: tuple[str, ...], said: str) -> None:
    assert said in remarks_of(not_searched=families)


# ---- inherited addressees

PARAGRAPHS = [
    ("op1", "operative", "1", None), ("op1(a)", "operative", "1(a)", "op1"), ("op1(b)", "operative", "1(b)", "op1"),
    ("op1(b)(i)", "operative", "1(b)(i)", "op1(b)"), ("op1(c)", "operative", "1(c)", "op1"),
    ("op1(c)(i)", "operative", "1(c)(i)", "op1(c)"), ("op1.p1", "operative", None, "op1"),
    ("op2", "operative", "2", None), ("op2(a)", "operative", "2(a)", "op2"),
    # what op3 quotes: a draft resolution, with items of its own and a paragraph without a number
    ("op3", "operative", "3", None), ("op3.opening", "opening", None, "op3"), ("op3.pp1", "preambular", None, "op3"),
    ("op3.op1", "operative", "1", "op3"), ("op3.op1(a)", "operative", "1(a)", "op3.op1"), ("op3.p1", "operative", None, "op3"),
    ("op3.op2", "operative", "2", "op3"), ("op3.op2(a)", "operative", "2(a)", "op3.op2"),
    # a quotation whose formula was lost
    ("op4", "operative", "4", None), ("op4.op1", "operative", "1", "op4"), ("op4.op1(a)", "operative", "1(a)", "op4.op1"),
    # rows that no parser makes: a circle of parents, a parent that is not there
    ("op5(a)", "operative", "5(a)", "op5(b)"), ("op5(b)", "operative", "5(b)", "op5(a)"), ("op6(a)", "operative", "6(a)", "op6"),
]  # fmt: skip
ACTORS = [
    ("op1", "states", "addressee"), ("op1", "GA", "addressee"), ("op1", "OHCHR", "mentioned"), ("op1", "states", "addressee"),
    ("op1(a)", "WHO", "mentioned"), ("op1(c)", "business", "addressee"), ("op2", "states", "mentioned"),
    ("op3", "GA", "addressee"), ("op3.op2", "SG", "addressee"), ("op4", "GA", "addressee"),
]  # fmt: skip


def test_an_item_inherits_the_addressees_of_the_nearest_paragraph_above_that_has_any() -> None:
    views = [v for v in published_views() if v.name in ("item_chapeaus", "inherited_addressees")]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE paragraphs (paragraph_id TEXT, kind TEXT, number TEXT, parent_id TEXT)"
        )
        connection.execute("CREATE TABLE paragraph_actors (paragraph_id TEXT, actor_id TEXT, role TEXT)")
        connection.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?)", PARAGRAPHS)
        connection.executemany("INSERT INTO paragraph_actors VALUES (?, ?, ?)", ACTORS)
        for view in views:
            connection.execute(view.ddl())
        rows = connection.execute("FROM inherited_addressees").fetchall()
    assert rows == [
        ("op1(a)", "GA", "op1"), ("op1(a)", "states", "op1"),
        ("op1(b)", "GA", "op1"), ("op1(b)", "states", "op1"),
        ("op1(b)(i)", "GA", "op1"), ("op1(b)(i)", "states", "op1"),
        ("op1(c)(i)", "business", "op1(c)"),
        ("op1.p1", "GA", "op1"), ("op1.p1", "states", "op1"),
        ("op3.op2(a)", "SG", "op3.op2"),
    ]  # fmt: skip


def test_inherited_addressees_of_a_build_are_of_a_chapeau_and_never_beside_own_ones(
    sample_build: SampleBuild,
) -> None:
    rows = ask(
        sample_build.home,
        "SELECT v.paragraph_id, v.from_paragraph_id, p.parent_id FROM inherited_addressees AS v JOIN paragraphs AS p USING (paragraph_id)",
    )
    assert rows
    assert all(item.startswith(f"{chapeau}(") and chapeau == parent for item, chapeau, parent in rows)
    own = ask(sample_build.home, "SELECT paragraph_id FROM paragraph_actors WHERE role = 'addressee'")
    assert {item for item, *_ in rows}.isdisjoint({item for (item,) in own})
