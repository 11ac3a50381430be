"""The words that open paragraphs, as the United Nations italicizes them, and what each does."""

from __future__ import annotations

import pytest

from transforms.lead_phrases import find_lead
from warehouse.languages import Language

LEADS = [
    ("Recalling its resolution 30/21 of 2 October 2015,", "Recalling", "recall", "reinforcing", False),
    ("Recalling also its resolution 30/21,", "Recalling also", "recall", "reinforcing", False),
    ("Recalling further the Charter,", "Recalling further", "recall", "reinforcing", False),
    ("Guided by the purposes of the Charter,", "Guided", "guide", "reinforcing", False),
    ("Reaffirming the right to rest,", "Reaffirming", "reaffirm", "reinforcing", False),
    ("Bearing in mind the views of States,", "Bearing in mind", "bear", "observing", False),
    ("Taking note of the report,", "Taking note", "take", "observing", False),
    ("Taking note with appreciation of the report,", "Taking note with appreciation", "take", "evaluative", False),
    ("Taking into account the report,", "Taking into account", "take", "observing", False),
    ("Having considered the report,", "Having considered", "consider", "observing", False),
    ("Heedful of the Charter,", None, None, None, None),
    ("Deeply concerned at the number of victims,", "Deeply concerned", "concern", "evaluative", False),
    ("Gravely concerned about the number of victims,", "Gravely concerned", "concern", "evaluative", False),
    ("Expressing deep concern that rest is rare,", "Expressing deep concern", "express", "evaluative", False),
    ("Expresses its deep concern that rest is rare;", "Expresses its deep concern", "express", "evaluative", True),
    ("Noting with concern the lack of rest,", "Noting with concern", "note", "evaluative", False),
    ("Noting the lack of rest,", "Noting", "note", "observing", False),
    ("Notes with appreciation the report;", "Notes with appreciation", "note", "evaluative", True),
    ("Welcoming the report,", "Welcoming", "welcome", "evaluative", False),
    ("Takes note of the report;", "Takes note", "take", "observing", True),
    ("Takes note with interest of the report;", "Takes note with interest", "take", "evaluative", True),
    ("Decides to remain seized of the matter.", "Decides", "decide", "deciding", True),
    ("Also decides to remain seized of the matter.", "Also decides", "decide", "deciding", True),
    ("Calls upon all States to rest;", "Calls upon", "call", "directive", True),
    ("Calls for an end to haste;", "Calls for", "call", "directive", True),
    ("Further calls upon all States to rest;", "Further calls upon", "call", "directive", True),
    ("Requests the Secretary-General to report;", "Requests", "request", "directive", True),
    ("Reiterates its call upon States to rest;", "Reiterates its call upon", "reiterate", "reinforcing", True),
    ("Strongly condemns all haste;", "Strongly condemns", "condemn", "evaluative", True),
    ("Urges States to rest;", "Urges", "urge", "directive", True),
    ("Encourages Members and observers to rest;", "Encourages", "encourage", "directive", True),
    ("“Recalling its resolutions,", "Recalling", "recall", "reinforcing", False),
    ("recalling its resolutions,", None, None, None, None),
    ("The Secretary-General,", None, None, None, None),
    ("Recall", None, None, None, None),
    ("Decidesque", None, None, None, None),
    ("2030 Agenda", None, None, None, None),
    ("", None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "phrase", "verb", "action", "finite"), LEADS, ids=[c[0][:40] for c in LEADS]
)
def test_the_lead_phrase(
    english: Language,
    text: str,
    phrase: str | None,
    verb: str | None,
    action: str | None,
    finite: bool | None,
) -> None:
    found = find_lead(text, english)
    if phrase is None:
        assert found is None
    else:
        assert found is not None
        assert (found.phrase, found.verb, found.action, found.finite) == (phrase, verb, action, finite)


def test_every_leading_word_of_the_lexicon_is_found_by_itself(english: Language) -> None:
    """A word that needs a particle ("bearing in mind") is found without it too, or not at all."""
    lost = [
        form
        for form, verb in english.leads.verbs.items()
        if (found := find_lead(f"{form.capitalize()} the right to rest", english)) is not None
        and found.verb != verb.lemma
    ]
    assert lost == []
