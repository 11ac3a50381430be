"""Actors as a reader would mark them: the longest name, its kind, and whether it is addressed.

Here: names, places, short forms, addressees. Not here: the vocabulary's own examples
(test_vocabularies).
"""

from __future__ import annotations

import polars as pl
import pytest

from tests.test_themes import find_in, packaged_finder
from warehouse.tables import ACTORS, PARAGRAPH_ACTORS
from warehouse.vocabularies import load_vocabularies

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
