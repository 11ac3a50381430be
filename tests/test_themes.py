"""Themes as a reader of the codebook would mark them: what counts, what does not, and where.

Here: themes in context, offsets, languages. Not here: each term's own example (test_vocabularies).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl
import pytest

from transforms.mentions import MentionFinder
from transforms.mentions_rows import Mentions
from transforms.phrases import PhraseAutomaton, fold
from warehouse.languages import load_languages
from warehouse.tables import PARAGRAPH_THEMES, PARAGRAPHS, RESOLUTIONS
from warehouse.vocabularies import Vocabularies, load_vocabularies


def find_in(
    texts: str | Sequence[str],
    vocabularies: Vocabularies | None = None,
    *,
    language: str = "en",
    organ: str = "HRC",
    session: int = 60,
    kind: str = "operative",
    one_document: bool = False,
) -> Mentions:
    """Mentions in texts, each the first operative paragraph of a document d0, d1 … of its own."""
    listed = [texts] if isinstance(texts, str) else list(texts)
    count = 1 if one_document else len(listed)
    documents = RESOLUTIONS.frame(
        {"document_id": f"d{n}", "language": language, "organ": organ, "session_number": session}
        for n in range(count)
    )
    paragraphs = PARAGRAPHS.frame(
        {
            "paragraph_id": f"d0#op{n + 1}" if one_document else f"d{n}#op1",
            "document_id": "d0" if one_document else f"d{n}",
            "position": n + 1,
            "kind": kind,
            "text": text,
        }
        for n, text in enumerate(listed)
    )
    finder = MentionFinder(vocabularies, load_languages()) if vocabularies else packaged_finder()
    return finder.find(documents, paragraphs)


@cache
def packaged_finder() -> MentionFinder:
    return MentionFinder(load_vocabularies(), load_languages())


CASES: list[tuple[str, set[str]]] = [
    ("Recalling the human rights of all migrants,", {"migration"}),
    ("Concerned about the protection of migratory birds and the migration of data,", set()),
    ("Urges States to protect migrant workers and members of their families;", {"migrant_workers"}),
    ("Mindful of the vulnerability of migrant women and girls,", {"migrant_women"}),
    ("Concerned at the number of migrants, especially women and children,", {"migration", "migrant_women", "migrant_children"}),
    ("Calls upon States to respect the rights of women and children;", {"women_girls", "children"}),
    ("regardless of their migration status,", {"irregular_migration"}),
    ("persons who attempt to cross international borders,", {"border_governance"}),
    ("the cross-border mechanism of the Security Council,", set()),
    ("Reaffirming the principle of non-refoulement,", {"return_expulsion"}),
    ("the return of cultural property to its country of origin,", {"culture"}),
    ("the voluntary return of refugees,", {"refugees_asylum", "return_expulsion"}),
    ("Concerned about displaced persons,", {"displacement"}),
    ("Concerned about internally displaced persons,", {"internal_displacement"}),
    ("Alarmed at racism and xenophobia,", {"racism"}),
    ("Alarmed at racism and xenophobia against migrants,", {"racism", "migration", "anti_migrant_discrimination"}),
    ("victims of trafficking in persons,", {"trafficking"}),
    ("arms trafficking,", {"armed_conflict"}),
    ("child, early and forced marriage,", {"gender_violence", "children"}),
    ("gender-responsive policies,", {"women_girls"}),
    ("distinction of any kind, such as race, colour, sex, language, religion, political or other opinion,", set()),
    ("measures to avoid a conflict of interest,", set()),
    ("a safe and enabling environment for civil society,", {"civil_society"}),
    ("the adverse effects of climate change,", {"environment"}),
    ("economic, social and cultural rights,", set()),
    ("private military and security companies,", set()),
    ("the responsibility of business enterprises,", {"business"}),
    ("universal periodic review,", {"upr"}),
    ("the universal\u2011periodic\u00a0review,", {"upr"}),
    ("the COVID-19 pandemic,", {"health"}),
    ("the World Health Organization,", set()),
    ("capacity-building and technical assistance,", {"technical_cooperation"}),
    ("the rights of the child, the Covenant and the like,", {"children"}),
]  # fmt: skip


def test_paragraphs_have_the_themes_that_they_name() -> None:
    found = find_in([text for text, _ in CASES]).paragraph_themes
    themes = {key[0]: set(rows["theme_id"]) for key, rows in found.group_by("paragraph_id")}
    wrong = [
        (text, sorted(expected), sorted(themes.get(f"d{n}#op1", set())))
        for n, (text, expected) in enumerate(CASES)
        if themes.get(f"d{n}#op1", set()) != expected
    ]
    assert wrong == []


def test_core_treaties_in_a_list_evoke_no_theme_but_other_titles_do() -> None:
    text = (
        "Recalling the Convention on the Rights of the Child, the Convention on the Elimination of All Forms "
        "of Discrimination against Women and the Convention relating to the Status of Refugees,"
    )
    assert find_in(text).paragraph_themes["theme_id"].to_list() == ["refugees_asylum"]


def test_the_longest_words_of_a_family_win() -> None:
    text = "the detention of migrant children and of irregular migrant workers"
    found = find_in(text).paragraph_themes
    assert "migration" not in found["theme_id"].to_list()
    assert {"migrant_children", "migrant_workers", "immigration_detention"} <= set(found["theme_id"])


def test_rows_follow_the_contract_and_repeat_exactly() -> None:
    texts = [
        "Émigré migrants’ rights – “migrants” and children with disabilities ✓ migrants",
        "women and girls",
    ]
    first, second = find_in(texts), find_in(texts)
    found = first.paragraph_themes
    assert dict(found.schema) == PARAGRAPH_THEMES.schema
    assert found.select(PARAGRAPH_THEMES.key).is_duplicated().sum() == 0
    assert found.equals(second.paragraph_themes)
    assert found.equals(found.sort("paragraph_id", "start_char", "end_char", "theme_id"))
    for row in found.iter_rows(named=True):
        text = texts[int(row["paragraph_id"][1])]
        assert text[row["start_char"] : row["end_char"]] == row["surface"]
        assert row["rule"].startswith("theme_terms_")
    assert found.filter(pl.col("theme_id") == "migration").height == 3


@pytest.mark.parametrize(("language", "kind"), [("ru", "operative"), ("", "operative"), ("en", "opening")])
def test_a_language_without_terms_and_the_opening_yield_nothing(language: str, kind: str) -> None:
    found = find_in("The Human Rights Council, recalling migrants,", language=language, kind=kind)
    assert found.paragraph_themes.height == found.paragraph_actors.height == 0
    assert found.paragraph_instruments.height == found.actors.height == found.instruments.height == 0


def test_empty_frames_are_searched_without_complaint() -> None:
    found = packaged_finder().find(RESOLUTIONS.frame(), PARAGRAPHS.frame())
    assert found.paragraph_themes.is_empty()


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("who", "those who ask WHO", ["who", "WHO"]),
        ("WHO", "those who ask WHO", ["WHO"]),
        ("States", "all States state", ["States"]),
        (
            "non refoulement",
            "Non\u2011refoulement, non-refoulement",
            ["Non\u2011refoulement", "non-refoulement"],
        ),
        ("migrant", "migrants migrantes migrant", ["migrant"]),
        ("İstanbul", "in İstanbul’da", ["İstanbul"]),
        ("people's", "a people’s right", ["people’s"]),
    ],
)
def test_phrases_match_whole_words_whatever_the_signs(phrase: str, text: str, found: list[str]) -> None:
    spans = PhraseAutomaton([(phrase, 0)]).find(text)
    assert [text[span.start : span.end] for span in spans] == found


def test_folding_keeps_the_length() -> None:
    text = "İIß ﬁ “Ça” – Ω\u00a0\t’"
    assert len(fold(text)) == len(text)
