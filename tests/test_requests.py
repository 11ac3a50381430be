"""What paragraphs ask for: of whom, which output, for which organ, by which session.

Here: sentences of our own, each for one rule. Not here: how well labelled paragraphs are read
(`test_requests_labelled`), the vocabulary's own checks (`test_vocabularies`).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from time import process_time
from typing import Any

import pytest

from orchestration.parsing import compiled, parser_in_force
from transforms.mentions import MentionFinder
from warehouse.tables import PARAGRAPHS, RESOLUTIONS

SECONDS = 5
"""Far more than a hostile paragraph takes on a busy machine."""
Asked = tuple[str, str | None, str | None, str | None]


@cache
def finder() -> MentionFinder:
    return compiled(parser_in_force())


def rows_of(
    *texts: str, language: str = "en", organ: str = "HRC", kind: str = "operative"
) -> list[dict[str, Any]]:
    """The rows (REPORT_REQUESTS) of the paragraphs of a text of 2015, of which those after the first are its items."""
    resolutions = RESOLUTIONS.frame(
        [{"document_id": "d", "language": language, "organ": organ, "session_number": 30, "adopted_on": date(2015, 10, 2)}]
    )  # fmt: skip
    paragraphs = [
        {"paragraph_id": f"d#{n}", "parent_id": "d#0" if n else None, "document_id": "d", "position": n, "kind": kind, "text": text}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    found = finder().find(resolutions, PARAGRAPHS.frame(paragraphs))
    return found.report_requests.rows(named=True)


def asked(*texts: str, **setting: str) -> list[Asked]:
    return [
        (row["deliverable"], row["requested_of"], row["recipient"], row["due_session"])
        for row in rows_of(*texts, **setting)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the Secretary-General to submit to the Human Rights Council, at its thirty-third session, a report on rest;", [("report", "SG", "HRC", "33")]),
        ("Requests the Secretary-General to report to the General Assembly at its seventy-first session;", [("report", "SG", "GA", "71")]),
        ("Requests the Secretary-General to report to it at its 33rd session;", [("report", "SG", "HRC", "33")]),
        ("Invites the Advisory Committee to prepare an analytical study on sleep;", [("study", "AC", None, None)]),
        ("Requests the Office of the High Commissioner to provide the Council with regular updates;", [("oral_update", "OHCHR", "HRC", None)]),
        ("Requests the Secretary-General to report orally to the Council;", [("oral_update", "SG", "HRC", None)]),
        ("Requests the Secretary-General to keep the Council informed of any change;", [("oral_update", "SG", "HRC", None)]),
        ("Decides to hold a panel discussion on rest at its thirty-second session;", [("panel_discussion", None, "HRC", "32")]),
        ("Decides that the annual debate on rest will be held at its thirty-second session;", [("panel_discussion", None, "HRC", "32")]),
        ("Requests the Secretary-General to prepare a report on the debate in the form of a summary;", [("summary", "SG", None, None)]),
        ("Recommends that the General Assembly hold a meeting on rest at its seventy-first session;", [("other", "GA", "GA", "71")]),
        ("Requests the Secretary-General to convene two regional workshops on rest;", [("other", "SG", None, None)]),
        ("Decides to extend the mandate of the Working Group on Arbitrary Detention, which is to monitor and report on rest;", [("report", "working-group-on-arbitrary-detention", None, None)]),
    ],
)  # fmt: skip
def test_what_is_asked_for_of_whom_and_for_which_session(text: str, expected: list[Asked]) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the Secretary-General to provide an oral update at its thirty-first session and a report at its thirty-second session;", [("oral_update", "31"), ("report", "32")]),
        ("Requests the Secretary-General to provide an oral update to the Council at its thirty-first and thirty-third sessions;", [("oral_update", "31"), ("oral_update", "33")]),
        ("Requests the Secretary-General to present a report to the Council at its thirty-first session and to the General Assembly at its seventy-first session;", [("report", "31"), ("report", "71")]),
        ("Requests the Secretary-General to draft a report on rest, and to submit the report to the Council at its thirty-third session;", [("report", "33")]),
        ("Requests the Secretary-General to prepare a study on rest, and also requests him to present it to the Council at its thirty-third session;", [("study", None)]),
        ("Requests the Secretary-General to prepare a study, and to provide to the Council oral updates at its thirty-first session;", [("study", None), ("oral_update", "31")]),
        ("Requests the Secretary-General to prepare a study, and requests him to submit the study to the Council, and to prepare a report at its thirty-third session;", [("study", None), ("report", "33")]),
        ("Requests the Secretary-General to report to the General Assembly and the Council at their seventy-first and thirty-third sessions, respectively;", [("report", "71"), ("report", "33")]),
        ("Requests the Secretary-General to update the Council at its thirty-second session and to update it at the 32nd session;", [("oral_update", "32")]),
        ("Requests the Secretary-General to prepare a report on rest, and recommendations, to be submitted at its thirty-third session;", [("report", "33")]),
        ("Decides to convene a debate at its thirty-first session, and requests the Secretary-General to submit a summary report on the debate at its thirty-second session;", [("panel_discussion", "31"), ("summary", "32")]),
    ],
)  # fmt: skip
def test_several_outputs_and_sessions_are_a_row_each_and_one_output_named_twice_is_one(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(deliverable, session) for deliverable, _, _, session in asked(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Welcomes the report that the Secretary-General submitted to the Council at its thirty-third session;",
        "Calls upon States to submit their reports to the treaty bodies;",
        "Requests the Secretary-General to take into account the report of the Working Group;",
        "Requests the Secretary-General, when preparing his report, to consult States;",
        "Requests the Secretary-General to give priority to rest in his annual report;",
        "Requests the Secretary-General to continue his study tours;",
        "Decides to remain seized of the matter;",
        "Requests the Secretary-General to support the organization of the Conference;",
        "Invites the Social Forum to consider rest;",
        "Encourages States to hold workshops on rest;",
    ],
)
def test_what_asks_for_no_output_is_no_request(text: str) -> None:
    assert asked(text) == []


def test_only_operative_paragraphs_and_annexes_ask() -> None:
    text = "Requests the Secretary-General to submit a report;"
    assert [len(asked(text, kind=kind)) for kind in ("preambular", "operative", "annex", "opening")] == [
        0,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("text", "is_recurring"),
    [
        ("Requests the Secretary-General to submit an annual report;", True),
        ("Requests the Secretary-General to submit a report to the Council every year;", True),
        ("Requests the Secretary-General to submit a report on the universal periodic review;", False),
        (
            "Requests the Secretary-General to submit a report in accordance with the annual programme of work;",
            False,
        ),
    ],
)
def test_what_is_asked_for_regularly_is_said_of_the_output_itself(text: str, is_recurring: bool) -> None:
    assert [row["is_recurring"] for row in rows_of(text)] == [is_recurring]


def test_a_long_paragraph_asks_whom_it_asked_before() -> None:
    text = (
        "Requests the Secretary-General to consult widely; "
        + "and to consult everybody who may be consulted; " * 300
        + "and to submit a report to the Council at its thirty-third session;"
    )
    chapeau = "Requests the Special Rapporteur on the right to food:"
    assert asked(text) == [("report", "SG", "HRC", "33")]
    assert asked(chapeau, text) == [("report", "SG", "HRC", "33")]
    assert text[slice(*[rows_of(text)[0][at] for at in ("start_char", "end_char")])] == "report"


def test_items_of_a_decision_are_decided() -> None:
    assert asked("Decides:", "To hold a workshop on rest;") == [("other", None, "HRC", None)]


def test_items_ask_whom_their_chapeau_asks() -> None:
    found = asked(
        "Requests the Special Rapporteur on the right to food:",
        "To examine the causes of hunger;",
        "(b) To report annually to the Council;",
    )
    assert found == [("report", "special-rapporteur-on-the-right-to-food", "HRC", None)]


def test_a_mandate_asks_its_holder_for_what_its_items_list() -> None:
    found = asked(
        "Decides to appoint a Special Rapporteur on the right to sleep, with the following mandate:",
        "To submit a report to the Council and to the General Assembly;",
    )
    assert found == [
        ("report", "special-rapporteur-on-the-right-to-sleep", "HRC", None),
        ("report", "special-rapporteur-on-the-right-to-sleep", "GA", None),
    ]


def test_the_council_is_the_one_that_speaks() -> None:
    text = (
        "Requests the Secretary-General to brief the Security Council, and to submit a report to the Council;"
    )
    assert asked(text)[-1] == ("report", "SG", "HRC", None)


def test_a_session_that_was_before_the_text_is_no_due_session() -> None:
    text = "Requests the Secretary-General to submit a report to the Council on what it decided at its twelfth session;"
    assert asked(text) == [("report", "SG", "HRC", None)]


def test_every_row_says_where_it_stands_and_which_entry_found_it() -> None:
    text = "Requests the Secretary-General to submit an annual report to the Council, first at its thirty-third session;"
    [row] = rows_of(text)
    assert row["request_id"] == "d#0/r1"
    assert text[row["start_char"] : row["end_char"]] == row["surface"] == "annual report"
    assert row["due_surface"] == "thirty-third session"
    assert row["is_recurring"]
    rules = parser_in_force().vocabularies.entries
    entry = rules.filter(rule=row["rule"]).row(0, named=True)
    assert (entry["family"], entry["target"], entry["language"]) == ("request_word", "report", "en")


def test_a_year_is_due_where_no_session_is_named() -> None:
    text = "Requests the Secretary-General to organize a workshop on rest before the end of 2017;"
    [row] = rows_of(text)
    assert (row["due_session"], row["due_year"], row["due_surface"]) == (None, 2017, "2017")
    [row] = rows_of("Requests the Secretary-General to submit a report to the Council by 31 March 2017;")
    assert (row["recipient"], row["due_year"]) == ("HRC", 2017)
    for words in (
        "on the resolution of 2 May 2014",
        "as Decree No. 9 of 28 May 2016 says",
        "on 2015 to 2017",
    ):
        [row] = rows_of(f"Requests the Secretary-General to submit a report {words};")
        assert row["due_year"] is None, words


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Prie le Secrétaire général de lui présenter, à sa trente-troisième session, un rapport sur le repos ;", [("report", "SG", "HRC", "33")]),
        ("fr", "Prie le Secrétaire général de rendre compte à l’Assemblée générale à sa soixante et onzième session ;", [("report", "SG", "GA", "71")]),
        ("fr", "Décide d’organiser une réunion-débat sur le repos à sa trente-deuxième session ;", [("panel_discussion", None, "HRC", "32")]),
        ("fr", "Prend note du rapport que le Secrétaire général lui a présenté à sa vingtième session ;", []),
        ("es", "Solicita al Secretario General que en su 33º período de sesiones le presente un informe sobre el descanso;", [("report", "SG", "HRC", "33")]),
        ("es", "Solicita al Secretario General que informe al respecto a la Asamblea General en su septuagésimo primer período de sesiones;", [("report", "SG", "GA", "71")]),
        ("es", "Solicita al Secretario General que informe oralmente al Consejo en su 33.º período de sesiones;", [("oral_update", "SG", "HRC", "33")]),
        ("es", "Decide prorrogar el mandato del Relator Especial sobre el derecho a la alimentación y le solicita que presente un informe al Consejo;", [("report", "special-rapporteur-on-the-right-to-food", "HRC", None)]),
        ("fr", "Décide de proroger le mandat du Rapporteur spécial sur le droit à l’alimentation et le prie de faire rapport au Conseil ;", [("report", "special-rapporteur-on-the-right-to-food", "HRC", None)]),
        ("es", "Decide convocar una mesa redonda sobre el descanso en su 32º período de sesiones;", [("panel_discussion", None, "HRC", "32")]),
        ("es", "Toma nota del informe que el Secretario General presentó en su 20º período de sesiones;", []),
    ],
)  # fmt: skip
def test_french_and_spanish_are_read_by_words_of_their_own(
    language: str, text: str, expected: list[Asked]
) -> None:
    assert asked(text, language=language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Requests the Secretary-General to prepare " + "a report, " * 4_000,
        "Decides to hold a panel at its " + "first, " * 4_000 + "session;",
        "Requests " * 3_000,
        "Requests the Secretary-General to submit " + "to the Council " * 2_000,
        "Requests the Secretary-General " + "to report " * 4_000,
        "in the form of a summary " * 2_000,
    ],
    ids=["reports", "sessions", "verbs", "organs", "report verbs", "forms"],
)
def test_hostile_paragraphs_are_read_in_time(text: str) -> None:
    finder()
    began = process_time()
    rows_of(text)
    assert process_time() - began < SECONDS
