"""Actors as a reader would mark them: the longest name, its kind, and whether it is addressed.

Here: names, places, short forms, addressees. Not here: the vocabulary's own examples
(test_vocabularies).
"""

from __future__ import annotations

import time

import polars as pl
import pytest

from tests.test_themes import find_in, packaged_finder
from transforms.actors_names import CollectiveReader
from warehouse.tables import ACTORS, PARAGRAPH_ACTORS, PARAGRAPHS, RESOLUTIONS
from warehouse.vocabularies import Word, load_vocabularies

NAMES: list[tuple[str, list[str]]] = [
    ("Welcoming the work of the Office of the United Nations High Commissioner for Human Rights,", ["Office of the United Nations High Commissioner for Human Rights"]),
    ("Recalling General Assembly resolution 60/251,", ["General Assembly"]),
    ("the report of the Special Rapporteur on the human rights of migrants,", ["Special Rapporteur on the human rights of migrants"]),
    ("the Special Rapporteur on the rights of river dwellers to continue,", ["Special Rapporteur on the rights of river dwellers"]),
    ("the Special Rapporteur on trafficking in persons, especially women and children, and States,", ["Special Rapporteur on trafficking in persons, especially women and children", "States"]),
    ("the Code of Conduct for Special Procedures Mandate Holders of the Human Rights Council,", []),
    ("the panel on “Cooperation of States with the United Nations”,", []),
    ("the situation of human rights in Yemen and Somalia,", []),
    ("the Government of Yemen and Myanmar have agreed,", ["Government of Yemen", "Myanmar"]),
    ("people in Rakhine State and States parties,", ["States parties"]),
    ("the Jordan Valley,", []),
    ("migrants, women, children and victims,", []),
    ("non-governmental organizations and national human rights institutions,", ["non-governmental organizations", "national human rights institutions"]),
    ("countries of origin, transit and destination,", ["countries of origin, transit and destination"]),
    ("national, regional and other relevant international sports federations and organizations,", ["national, regional and other relevant international sports federations and organizations"]),
    ("civil society and other relevant stakeholders,", ["civil society", "stakeholders"]),
    ("United Nations agencies, funds and programmes, and local authorities,", ["United Nations agencies, funds and programmes", "local authorities"]),
    ("the Syrian authorities and the Myanmar armed forces,", ["Syrian authorities", "Myanmar armed forces"]),
    ("the Director-General of the World Health Organization,", ["Director-General of the World Health Organization"]),
    ("the Division for Social Policy of the Department of Economic and Social Affairs,", ["Division for Social Policy of the Department of Economic and Social Affairs"]),
    ("requests from the Government of South Sudan to protect Myanmar nationals,", ["Government of South Sudan"]),
    ("held in Sharm el-Sheikh, Egypt, and in Marrakech (Morocco),", []),
    ("people living in small island developing States,", []),
    ("the Tripartite Declaration concerning Multinational Enterprises,", []),
    ("relevant United Nations resolutions,", []),
    ("the Supreme Audit Council,", []),
    ("those who ask where and when,", []),
    ("the state of play,", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_paragraphs_name_their_actors(text: str, names: list[str]) -> None:
    assert find_in(text).paragraph_actors["surface"].to_list() == names


ADDRESSEES: list[tuple[str, list[str]]] = [
    ("Requests the Secretary-General and the High Commissioner to provide assistance;", ["Secretary-General", "High Commissioner"]),
    ("Calls upon all States, in cooperation with the United Nations and civil society, to act;", ["States"]),
    ("Urges the Government of Yemen to protect all migrants;", ["Government of Yemen"]),
    ("Encourages States, relevant international organizations, civil society, including non-governmental organizations, and the private sector to act;", ["States", "international organizations", "civil society", "non-governmental organizations", "private sector"]),
    ("Recommends that the General Assembly consider the report of the Secretary-General;", ["General Assembly"]),
    ("Decides that the Forum on Minority Issues shall meet annually;", ["Forum on Minority Issues"]),
    ("Decides that the mandate of the Special Rapporteur is extended;", []),
    ("Notes the request of States to the Secretary-General;", []),
    ("That the Working Group shall meet for two weeks;", ["Working Group"]),
    ("Encourages Member States, within the framework of international cooperation, relevant United Nations bodies and donors to assist;", ["Member States", "United Nations bodies", "donors"]),
    ("Welcomes the work of the Independent Expert on the effects of foreign debt, and requests her to continue to report;", ["Independent Expert on the effects of foreign debt"]),
    ("Reiterates its urgent call upon Myanmar to end violence;", ["Myanmar"]),
    ("Welcomes the report that States requested, and invites the High Commissioner to report to the Council;", ["High Commissioner"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ADDRESSEES)
def test_directive_verbs_address(text: str, names: list[str]) -> None:
    found = find_in(text).paragraph_actors
    assert found.filter(pl.col("role") == "addressee")["surface"].to_list() == names


def test_a_preamble_addresses_nobody() -> None:
    found = find_in("Inviting States to act, and urges States to act,", kind="preambular").paragraph_actors
    assert found["role"].to_list() == ["mentioned", "mentioned"]


def test_a_short_form_means_the_full_name_before_it() -> None:
    texts = [
        "Welcomes the intergovernmental Working Group on the Right to Development;",
        "Requests the Working Group to report to the Council;",
    ]
    found = find_in(texts, one_document=True).paragraph_actors
    assert found["actor_id"].to_list() == ["IGWG", "IGWG", "HRC"]


def test_short_forms_do_not_leak_into_other_documents() -> None:
    texts = ["Welcomes the Human Rights Council Advisory Committee;", "Requests the Committee to report;"]
    found = find_in(texts).paragraph_actors
    assert found["actor_id"].to_list() == ["AC", "committee"]


@pytest.mark.parametrize(
    "name",
    ["Bolivia (Plurinational State of)", "Türkiye", "Côte d’Ivoire", "Viet Nam", "United States of America"],
)
def test_states_under_the_names_they_vote_under(name: str) -> None:
    found = find_in(f"Urges {name} to cooperate;").paragraph_actors
    state = load_vocabularies().actors.filter(pl.col("actor_id") == found["actor_id"].item())
    assert found["surface"].item() == name
    assert state["kind"].item() == "state"


def test_open_names_get_a_row_of_their_own() -> None:
    found = find_in("Requests the Special Rapporteur on the rights of river dwellers to report;")
    assert found.actors.select("actor_id", "label", "kind").rows() == [
        (
            "special-rapporteur-on-the-rights-of-river-dwellers",
            "Special Rapporteur on the rights of river dwellers",
            "special_procedure",
        )
    ]
    assert dict(found.actors.schema) == ACTORS.schema


def test_rows_follow_the_contract() -> None:
    texts = [text for text, _ in (*NAMES, *ADDRESSEES)]
    found = find_in(texts)
    mentions = found.paragraph_actors
    assert dict(mentions.schema) == PARAGRAPH_ACTORS.schema
    assert mentions.select(PARAGRAPH_ACTORS.key).is_duplicated().sum() == 0
    known = {*load_vocabularies().actors["actor_id"], *found.actors["actor_id"]}
    assert set(mentions["actor_id"]) <= known
    for row in mentions.iter_rows(named=True):
        text = texts[int(row["paragraph_id"][1:].split("#")[0])]
        assert text[row["start_char"] : row["end_char"]] == row["surface"]


def test_hostile_text_is_read_quickly() -> None:
    texts = [
        "Requests " + ", " * 20_000 + "x",
        "Urges States" + " and" * 20_000,
        "“" * 20_000,
        "in " * 20_000 + "Yemen",
    ]
    found = packaged_finder() and find_in(texts)
    assert found.paragraph_actors["surface"].to_list() == ["States"]


def test_a_government_named_by_its_office_is_that_of_the_state_the_text_is_about() -> None:
    documents = RESOLUTIONS.frame(
        {"document_id": name, "language": "en", "title": title, "organ": "HRC", "session_number": 60}
        for name, title in (("d0", "Situation of human rights in Yemen"), ("d1", "Youth and human rights"))
    )
    paragraphs = PARAGRAPHS.frame(
        {"paragraph_id": f"{name}#op1", "document_id": name, "position": 1, "kind": "operative", "text": "Urges the Government to act;"}
        for name in ("d0", "d1")
    )  # fmt: skip
    found = packaged_finder().find(documents, paragraphs).paragraph_actors
    assert found["actor_id"].to_list() == ["YEM", "government-in-office"]


def test_an_officer_is_an_actor_of_its_own_below_the_organization() -> None:
    found = find_in("Requests the Director-General of the World Health Organization to report;").actors
    assert found.select("label", "kind", "parent_id").rows() == [
        ("Director-General of the World Health Organization", "un_official", "WHO")
    ]


def test_words_that_modify_cannot_make_reading_slow() -> None:
    hostile = tuple(" ".join(["a"] * count) for count in range(1, 40))
    words = [
        Word("en", "modifier", "", "", hostile, ""),
        Word("en", "modifier_join", "", "", ("and", "a"), ""),
        Word("en", "joined_head", "", "", ("actors",), ""),
    ]
    text = "z " + "a " * 500 + "Xactors"
    started = time.perf_counter()
    CollectiveReader(words, ()).widened(text, len(text) - 6, len(text))
    assert time.perf_counter() - started < 1
