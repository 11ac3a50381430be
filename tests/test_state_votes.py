"""The votes of States: rolls as texts print them, names of States, markup that lists voters.

Here: from the lines of a text to rows of votes. Not here: voting data of the catalogue (`test_completion`).
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.akn_files import akn, frames_of
from tests.conftest import PREAMBLE, read_frames, resolution
from transforms.states import StateNames, list_votes
from transforms.voting import read_roll
from warehouse.languages import Language
from warehouse.vocabularies import load_vocabularies

SIDES = ("in_favour", "against", "abstaining")


@pytest.fixture(scope="module")
def states() -> StateNames:
    return StateNames(load_vocabularies())


ROLLS = [
    ("en", ["In favour:", "Albania, Benin,", "Chile", "Against:", "Eritrea", "Abstaining:", "Fiji]"], {"in_favour": "Albania, Benin, Chile", "against": "Eritrea", "abstaining": "Fiji"}),
    ("en", ["[Adopted by a recorded vote of 2 to 0. The voting was as follows: In favour: Chad, Guinea-", "Bissau. Against: None. Abstaining: None.] More"], {"in_favour": "Chad, Guinea-Bissau"}),
    ("fr", ["Ont voté pour :", "Tchad, Pérou.", "A voté contre :", "Kirghizistan.", "S'est abstenu : Bénin]"], {"in_favour": "Tchad, Pérou", "against": "Kirghizistan", "abstaining": "Bénin"}),
    ("fr", ["Ont voté pour :", "Ont voté contre :", "Se sont abstenus :", "Tchad, Pérou.", "Kirghizistan.", "Bénin, Togo.]"], {"in_favour": "Tchad, Pérou", "against": "Kirghizistan", "abstaining": "Bénin, Togo"}),
    ("es", ["Votos a favor: Chad, Perú", "Votos en contra:", "Ninguno", "Abstenciones: Benin."], {"in_favour": "Chad, Perú", "abstaining": "Benin"}),
    ("en", ["Adopted without a vote."], {}),
    ("en", [], {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "lines", "roll"), ROLLS)
def test_a_roll_is_read_by_its_labels(
    code: str, lines: list[str], roll: dict[str, str], languages: Mapping[str, Language]
) -> None:
    assert dict(read_roll(lines, languages[code]) or ()) == roll


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Côte d’Ivoire", "CIV"), ("COTE D'IVOIRE", "CIV"), ("BOLIVIA (PLURINATIONAL STATE OF)", "BOL"),
        ("Iran, Islamic Republic of", "IRN"), ("Royaume-Uni de GrandeBretagne et d'Irlande du Nord", "GBR"),
        ("the former Yugoslav Republic of Macedonia", "MKD"), ("República Bolivariana de Venezuela", "VEN"),
        ("Czech Republic", "CZE"), ("TURKEY", "TUR"), ("Republic of Korea", "KOR"), ("Democratic People's Republic of Korea", "PRK"),
        ("Niger", "NER"), ("Nigeria", "NGA"), ("Guinea", "GIN"), ("Yugoslavia", None), ("OHCHR", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_states(name: str, actor_id: str | None, states: StateNames) -> None:
    assert states.find(name) == actor_id


def test_a_code_names_a_state_where_its_name_does_not(states: StateNames) -> None:
    assert states.find("MEXIKO", "MEX") == "MEX"
    assert states.find("Yugoslavia", "YUG") is None


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Chad, Chile; Peru", ["Chad", "Chile", "Peru"]),
        ("Chad, Gabon**, Peru¹.", ["Chad", "Gabon", "Peru"]),
        ("Bolivia (Plurinational State of), Chad", ["Bolivia (Plurinational State of)", "Chad"]),
        ("Chad and Peru", ["Chad", "Peru"]),
        ("Pérou, Tchéquie et Ukraine", ["Pérou", "Tchéquie", "Ukraine"]),
        ("United Kingdom of Great Britain and Northern Ireland, and Chad", ["United Kingdom of Great Britain and Northern Ireland", "Chad"]),
        ("Bosnia and Herzegovina, Chad", ["Bosnia and Herzegovina", "Chad"]),
        ("Algeria Saudi Arabia, Peru", ["Algeria", "Saudi Arabia", "Peru"]),
        ("Atlantis, Chad", ["Atlantis", "Chad"]),
        ("Chad Atlantis", ["Chad Atlantis"]),
        (",,;", []),
    ],
)  # fmt: skip
def test_lists_are_parted_into_names(printed: str, names: list[str], states: StateNames) -> None:
    assert states.split(printed) == names


def test_a_long_list_of_unknown_words_costs_little(states: StateNames) -> None:
    assert len(states.split("atlantis " * 50_000)) == 1


def votes(frames: dict[str, pl.DataFrame], states: StateNames) -> list[tuple[str | None, str]]:
    return list_votes(frames["votes"], states).select("actor_id", "vote").rows()


def test_the_roll_of_a_text_becomes_votes(states: StateNames) -> None:
    closing = (
        "42nd meeting\n\n2 October 2015\n\n[Adopted by a recorded vote of 3 to 1, with 1 abstention. The voting was as follows:\n\n"
        "In favour:\n\nAlbania, Benin,\n\nChile\n\nAgainst:\n\nEritrea**\n\nAbstaining:\n\nAtlantis]\n\n** The delegation spoke later."
    )
    frames = read_frames(resolution(PREAMBLE, "1. Decides to rest.", closing=closing))
    assert votes(frames, states) == [
        ("ALB", "in_favour"), ("BEN", "in_favour"), ("CHL", "in_favour"), ("ERI", "against"), (None, "abstaining"),
    ]  # fmt: skip
    listed = list_votes(frames["votes"], states)
    assert listed["position"].to_list() == [1, 2, 3, 4, 5]
    assert listed["printed_name"].to_list()[-2:] == ["Eritrea", "Atlantis"]


@pytest.mark.parametrize(
    ("closing", "counts"),
    [
        (
            "[Adoptée par 44 voix pour, 1 contre et 2 abstentions, à l’issue d’un vote enregistré.]",
            (44, 1, 2),
        ),
        ("[Adoptée par 44 voix contre zéro, avec 2 abstentions.]", (44, 0, 2)),
        ("[Adoptée par 44 voix contre une, à l’issue d’un vote enregistré.]", (44, 1, 0)),
        ("[Adoptée à l’issue d’un vote enregistré par 32 contre 10, avec 5 abstentions.]", (32, 10, 5)),
        ("[Adoptée par 44 voix et 3 abstentions.]", (44, 0, 3)),
    ],
)
def test_counts_of_a_french_vote_however_they_are_worded(closing: str, counts: tuple[int, ...]) -> None:
    text = (
        "Résolution adoptée par le Conseil des droits de l’homme le 2 octobre 2015\n\n30/21. Le droit au repos\n\n"
        "Le Conseil des droits de l’homme,\n\nGuidé par la Charte des Nations Unies,\n\n1. Décide de se reposer.\n\n"
        f"42e séance\n\n2 octobre 2015\n\n{closing}\n"
    )
    [document] = read_frames(text)["resolutions"].select([f"votes_{side}" for side in SIDES]).rows()
    assert document == counts


def test_rolls_in_the_corpora_have_as_many_states_as_votes(shared: Path, states: StateNames) -> None:
    """Every roll in the Council's French texts and the Assembly's markup; few disagree, each a misprint."""
    with lzma.open(shared / "corpus" / "hrc_fr.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    french = [text.encode() for text in texts if "voté pour" in text]
    markup = [path.read_bytes() for path in sorted((shared / "corpus" / "akn").glob("*.xml"))]
    frames = read_frames(*french, *markup)
    listed = list_votes(frames["votes"], states)
    per_side = listed.group_by("document_id").agg(**{side: (pl.col("vote") == side).sum() for side in SIDES})
    voted = (
        frames["resolutions"].filter(adoption="recorded_vote").join(per_side, on="document_id", how="left")
    )
    equal = [pl.col(side) == pl.col(f"votes_{side}").fill_null(0) for side in SIDES]
    agree = voted.filter(pl.all_horizontal(equal)).height
    assert voted.height == 69
    assert agree >= 67
    assert listed["actor_id"].null_count() <= 4


VOTING = (
    '<analysis source="#un"><parliamentary><voting outcome="{outcome}"><count value="2" refersTo="#inFavour">'
    '<v:voters xmlns:v="http://un.org/akn4un"><organization refersTo="#memberState">COTE D\'IVOIRE</organization>'
    '<organization refersTo="#memberState">BOLIVIA (PLURINATIONAL STATE OF)</organization></v:voters></count>'
    '<count value="1" refersTo="#abstaining"/></voting></parliamentary></analysis>'
)


@pytest.mark.parametrize(
    ("outcome", "adoption", "meeting"),
    [
        ("#adoptedRecordedVote", "recorded_vote", 42),
        ("Adopted 2-0-1, 87th plenary meeting", "recorded_vote", 42),
        ("Adopted without vote, 59th plenary meeting", "without_vote", 42),
    ],
)
def test_markup_that_lists_voters(outcome: str, adoption: str, meeting: int, states: StateNames) -> None:
    frames = frames_of(akn(meta=VOTING.format(outcome=outcome)))
    facts = ["adoption", "meeting", *(f"votes_{side}" for side in SIDES)]
    assert frames["resolutions"].select(facts).rows() == [(adoption, meeting, 2, 0, 1)]
    assert votes(frames, states) == [("CIV", "in_favour"), ("BOL", "in_favour")]
