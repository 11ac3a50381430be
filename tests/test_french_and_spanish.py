"""French and Spanish texts by the same machinery as English.

Here: short texts of our own, one of each language. Not here: English, or the corpora (test_corpora).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_themes import find_in
from transforms.document import Document
from transforms.documents import read_documents
from transforms.lead_phrases import find_lead
from transforms.text import text_lines
from warehouse.languages import load_languages

FRENCH = """Conseil des droits de l’homme
Trente-cinquième session
6-23 juin 2017
Point 3 de l’ordre du jour

Résolution adoptée par le Conseil des droits de l’homme le 22 juin 2017

35/901. Le droit au repos

Le Conseil des droits de l’homme,

Rappelant également sa résolution 29/901 du 2 juillet 2015,

Vivement préoccupé par le manque de repos,

1. Prend note avec satisfaction du rapport sur le repos ;

2. Prie les États :

a) De garantir le repos ;

b) D’en rendre compte ;

3. Se félicite des progrès accomplis.

35e séance
22 juin 2017

[Adoptée sans vote.]
"""
SPANISH = """Consejo de Derechos Humanos
35º período de sesiones
Tema 3 de la agenda

Resolución aprobada por el Consejo de Derechos Humanos el 22 de junio de 2017

35/901. El derecho al descanso

El Consejo de Derechos Humanos,

Recordando también su resolución 29/901, de 2 de julio de 2015,

1. Acoge con beneplácito el informe sobre el descanso;

2. Pone de relieve la importancia del descanso.

35ª sesión
22 de junio de 2017

[Aprobada sin votación.]
"""


@pytest.fixture(scope="module")
def french() -> Document:
    return read_documents(text_lines(FRENCH), load_languages()).documents[0]


@pytest.fixture(scope="module")
def spanish() -> Document:
    return read_documents(text_lines(SPANISH), load_languages()).documents[0]


def leads(document: Document) -> list[tuple[str, str, str] | None]:
    found = [
        find_lead(p.text, document.language)
        for p in document.paragraphs
        if p.kind != "opening" and not p.depth
    ]
    return [(lead.phrase, lead.verb, lead.action) if lead else None for lead in found]


def test_the_languages_that_are_read() -> None:
    assert set(load_languages()) == {"en", "fr", "es"}


def test_a_french_text(french: Document) -> None:
    assert french.document_id == "A/HRC/RES/35/901@fr"
    assert (french.front.title, french.adopted_on, french.meeting) == (
        "Le droit au repos",
        date(2017, 6, 22),
        35,
    )
    assert (french.front.agenda_item, french.closing.adoption) == ("3", "without_vote")
    assert french.identifiers == ["opening", "pp1", "pp2", "op1", "op2", "op2(a)", "op2(b)", "op3"]


def test_french_lead_phrases(french: Document) -> None:
    assert leads(french) == [
        ("Rappelant également", "rappeler", "reinforcing"),
        ("Vivement préoccupé", "préoccupé", "evaluative"),
        ("Prend note avec satisfaction", "prendre note", "evaluative"),
        ("Prie", "prier", "directive"),
        ("Se félicite", "se féliciter", "evaluative"),
    ]


def test_a_spanish_text(spanish: Document) -> None:
    assert spanish.document_id == "A/HRC/RES/35/901@es"
    assert (spanish.front.title, spanish.adopted_on, spanish.meeting) == (
        "El derecho al descanso",
        date(2017, 6, 22),
        35,
    )
    assert spanish.closing.adoption == "without_vote"
    assert spanish.identifiers == ["opening", "pp1", "op1", "op2"]
    assert [lead[0] for lead in leads(spanish) if lead] == [
        "Recordando también",
        "Acoge con beneplácito",
        "Pone de relieve",
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Demande au Soudan de coopérer ;", [("SDN", "addressee")]),
        ("Préoccupé par la situation au Soudan ;", []),
        ("Exige d’Israël qu’il coopère ;", [("ISR", "addressee")]),
        ("Se félicite de la réunion tenue à Genève (Suisse) ;", []),
        ("Rappelle l’étude intitulée « Les États et le repos » ;", []),
        ("Prie les États concernés, ainsi que la société civile, d’agir ;", [("states", "addressee"), ("civil-society", "addressee")]),
        ("À la demande du Gouvernement de la République arabe syrienne,", [("SYR", "mentioned")]),
    ],
)  # fmt: skip
def test_who_acts_in_french(text: str, actors: list[tuple[str, str]]) -> None:
    found = find_in(text, language="fr").paragraph_actors
    assert found.select("actor_id", "role").rows() == actors


def test_a_french_short_form_of_several_words() -> None:
    found = find_in(
        ["Salue le Groupe de travail sur la détention arbitraire ;", "Prie le Groupe de travail d’agir ;"],
        language="fr",
        one_document=True,
    )
    assert found.paragraph_actors["actor_id"].to_list() == ["working-group-on-arbitrary-detention"] * 2


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("le retour des réfugiés dans leur pays", ["refugees_asylum", "return_expulsion"]),
        ("le rapatriement des fonds d’origine illicite", ["corruption"]),
        ("les personnes déplacées et les déplacés de force", ["displacement", "internal_displacement"]),
        ("la traite transatlantique des esclaves", ["slavery"]),
        ("des oiseaux migratoires", []),
    ],
)
def test_themes_in_french(text: str, themes: list[str]) -> None:
    found = find_in(text, language="fr").paragraph_themes
    assert sorted(set(found["theme_id"])) == themes
