"""How well actors, instruments and themes are found: floors below which no change may fall.

Here: labelled paragraphs, citations against the United Nations' links, languages against one another.
Not here: structure (test_corpora), single rules (test_actors, test_citations, test_themes).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from orchestration.parsing import parser_in_force
from tests import labelled, parallel
from tests.reference_tools import load_tool, read_texts, score

FLOORS = {
    "shared": {"themes_micro": 0.97, "themes_macro_f1": 0.97, "migration_themes": 0.98, "actors": 0.95, "actors_with_kind": 0.95, "instruments": 0.98, "addressees": 0.96},
    "open": {"themes_micro": 0.945, "themes_macro_f1": 0.915, "migration_themes": 0.935, "actors": 0.925, "actors_with_kind": 0.915, "instruments": 0.98, "addressees": 0.935},
}  # fmt: skip
"""By our own matching; ours labelled texts are harder than the reference ones, which are fewer."""
CITED = re.compile(r"^(A/RES/|A/HRC/RES/|S/RES/|E/RES/)")
"""The families of symbols that the reference scorer compares."""
CITATION_FLOORS = {"en": (0.98, 0.99), "fr": (0.965, 0.98), "es": (0.975, 0.985)}
"""Precision and recall; in French and Spanish many links are wrong (A/RES for A/HRC/RES)."""


@pytest.fixture(scope="module")
def corpus(shared: Path) -> dict[str, Any]:
    folder = shared / "corpus"
    return labelled.read_corpus(folder / "hrc_en.jsonl.xz") | labelled.read_corpus(
        folder / "seed" / "gold.jsonl"
    )


def findings_of(name: str, shared: Path, corpus: dict[str, Any]) -> list[labelled.Finding]:
    path = shared / "corpus" / "annotations.jsonl" if name == "shared" else labelled.SETS / f"{name}.jsonl"
    labels = labelled.read_labels(path)
    documents = {label["id"].rpartition("#")[0] for label in labels}
    mentions = labelled.mentions_in(corpus[symbol] for symbol in sorted(documents))
    return labelled.compare(labels, corpus, mentions, parser_in_force().vocabularies)


def parents() -> dict[str, str | None]:
    return dict(parser_in_force().vocabularies.themes.select("theme_id", "parent_id").iter_rows())


@pytest.mark.parametrize("name", FLOORS)
def test_mentions_are_found_as_labelled(name: str, shared: Path, corpus: dict[str, Any]) -> None:
    reached = labelled.headlines(findings_of(name, shared, corpus), parents())
    f1 = {what: figure if isinstance(figure, float) else figure.f1 for what, figure in reached.items()}
    assert {what: round(f1[what], 3) for what, floor in FLOORS[name].items() if f1[what] < floor} == {}


def test_our_matching_is_the_reference_scorers(shared: Path, corpus: dict[str, Any], tmp_path: Path) -> None:
    """But for words that stand twice in a paragraph, of which the scorer takes the first."""
    labels = labelled.read_labels(shared / "corpus" / "annotations.jsonl")
    gold = [corpus[symbol] for symbol in sorted({label["id"].rpartition("#")[0] for label in labels})]
    frames = read_texts([load_tool("render", shared).STYLES["plain"](document) for document in gold])
    theirs = score(
        frames, gold, str(shared / "corpus" / "annotations.jsonl"), what="annotations", shared=shared
    )
    ours = labelled.headlines(findings_of("shared", shared, corpus), parents())
    assert theirs["paragraphs"] == len(labels)
    for what in ("themes_micro", "migration_themes", "instruments"):
        assert ours[what].f1 == pytest.approx(theirs[what]["f1"], abs=0.005), what
    assert ours["themes_macro_f1"] == pytest.approx(theirs["themes_macro_f1"], abs=0.005)
    for what in ("actors", "actors_with_kind", "addressees"):
        assert 0 <= ours[what].f1 - theirs[what]["f1"] < 0.025, what


def test_two_readings_of_the_same_paragraphs_agree() -> None:
    first, again = (labelled.read_labels(labelled.SETS / name) for name in ("open.jsonl", "again/open.jsonl"))
    assert {label["id"] for label in again} <= {label["id"] for label in first}
    agreed = labelled.agreement(first, again, parents())
    assert {name: figure for name, figure in agreed.items() if figure < 0.95} == {}
    swapped = [label | {"themes": ["corruption"]} for label in again]
    assert labelled.agreement(first, swapped, parents())["themes"] < 0.1


@pytest.mark.parametrize("language", CITATION_FLOORS)
def test_resolutions_are_cited_as_the_united_nations_link_them(language: str, shared: Path) -> None:
    every = labelled.read_corpus(shared / "corpus" / f"ga_{language}.jsonl.xz").values()
    texts = [text for text in every if text["standard"]][::2]
    mentions = labelled.mentions_in(texts)
    cited: dict[str, set[str]] = {}
    for place, symbol in mentions.paragraph_instruments.select("paragraph_id", "instrument_id").iter_rows():
        cited.setdefault(place, set()).add(symbol)
    found = extra = missed = 0
    for text in texts:
        for index, block in enumerate(text["blocks"]):
            linked = {re.sub(r"\s", "", each).upper() for each in block.get("cites", ())}
            wanted = {each for each in linked if CITED.match(each)}
            given = {each for each in cited.get(f"{text['symbol']}#{index}", ()) if CITED.match(each)}
            found += len(wanted & given)
            missed += len(wanted - given)
            extra += len(given - wanted) if wanted else 0
    precision, recall = CITATION_FLOORS[language]
    assert found + missed > 1_000
    assert found / (found + extra) >= precision
    assert found / (found + missed) >= recall


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_theme_has_the_same_share_of_texts_in_every_language(language: str, shared: Path) -> None:
    pairs = parallel.read_pairs(language, shared, every=2)
    assert len(pairs.english) > 200
    shares = pairs.shares()
    migration = [name for name in shares if "migration" in (name, parents()[name])]
    assert len(migration) > 8
    apart = {
        name: shares[name] for name in migration if abs(shares[name][0] - shares[name][1]) > parallel.WITHIN
    }
    assert apart == {}
    assert pairs.agreement("instrument").f1 >= 0.96
