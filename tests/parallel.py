"""The same General Assembly texts in two languages: which share of them names each theme, and which
mentions of actors and instruments only one language has.

Here: pairs of documents, shares and agreement. Not here: the page (`accuracy`), floors (`test_labelled`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.parsing import parser_in_force
from tests.labelled import Figures, Gold, mentions_in, read_corpus
from transforms.mentions_rows import Mentions

WITHIN = 0.05
"""By so much may the share of texts that name a theme differ between languages."""


@dataclass(frozen=True)
class Pairs:
    """Documents in English and in another language, with the same sequence of paragraphs, and what they name."""

    language: str
    english: list[Gold]
    other: list[Gold]
    in_english: Mentions
    in_other: Mentions

    def shares(self) -> dict[str, tuple[float, float]]:
        """Theme to the share of texts that name it, or a theme below it, in English and in the other."""
        parents = dict(parser_in_force().vocabularies.themes.select("theme_id", "parent_id").iter_rows())
        both = [_texts_by_theme(m.paragraph_themes, parents) for m in (self.in_english, self.in_other)]
        count = len(self.english)
        terms = parser_in_force().vocabularies.theme_terms
        covered = {term.target for term in terms if term.language == self.language}
        covered |= {parent for theme in covered if (parent := parents.get(theme))}
        return {
            theme: (len(both[0][theme]) / count, len(both[1][theme]) / count)
            for theme in parents
            if theme in covered and (both[0][theme] or both[1][theme])
        }

    def agreement(self, of: str) -> Figures:
        """Of what English names in a paragraph (`of`: actor, instrument, theme, or request), what the other names too."""
        names = [_by_paragraph(*_named(mentions, of)) for mentions in (self.in_english, self.in_other)]
        found = extra = missed = 0
        for place in names[0].keys() | names[1].keys():
            wanted, given = names[0][place], names[1][place]
            found += len(wanted & given)
            extra += len(given - wanted)
            missed += len(wanted - given)
        return Figures(found, extra, missed)


def read_pairs(language: str, shared: Path, every: int = 1) -> Pairs:
    """Each so many-th Assembly text that both languages have with the same paragraphs."""
    english = read_corpus(shared / "corpus" / "ga_en.jsonl.xz")
    other = read_corpus(shared / "corpus" / f"ga_{language}.jsonl.xz")
    both = [
        (english[symbol], other[symbol])
        for symbol in sorted(english.keys() & other.keys())
        if _shape(english[symbol]) == _shape(other[symbol])
    ][::every]
    ours, theirs = [pair[0] for pair in both], [pair[1] for pair in both]
    return Pairs(language, ours, theirs, mentions_in(ours), mentions_in(theirs))


def council_shares(shared: Path, renderer: Any) -> tuple[int, dict[str, tuple[float, float]]]:
    """How many Council texts are there in English and as a PDF extractor left them in French, and for each
    theme the shares of them that name it in either language. The texts are parsed, so that errors of that count."""
    corpus = shared / "corpus"
    english = read_corpus(corpus / "hrc_en.jsonl.xz")
    french = read_corpus(corpus / "hrc_fr.jsonl.xz")
    symbols = sorted(english.keys() & french.keys())
    vocabularies = parser_in_force().vocabularies
    parents = dict(vocabularies.themes.select("theme_id", "parent_id").iter_rows())
    texts = [
        _texts_by_theme(read_texts(each)["paragraph_themes"], parents)
        for each in (
            [renderer.STYLES["plain"](english[symbol]) for symbol in symbols],
            [french[symbol]["text"] for symbol in symbols],
        )
    ]
    return len(symbols), {
        theme: (len(texts[0][theme]) / len(symbols), len(texts[1][theme]) / len(symbols))
        for theme in parents
        if texts[0][theme] or texts[1][theme]
    }


def read_texts(texts: Sequence[str | bytes]) -> Mapping[str, pl.DataFrame]:
    """Every table that parsing fills, for the texts, or files of any format."""
    data = [text.encode() if isinstance(text, str) else text for text in texts]
    return parser_in_force().read([(hashlib.sha256(each).hexdigest(), each) for each in data])


def _shape(document: Gold) -> list[tuple[str, str]]:
    return [(block["type"], (block.get("marker") or "").strip(". ")) for block in document["blocks"]]


def _texts_by_theme(frame: pl.DataFrame, parents: Mapping[str, str | None]) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for paragraph_id, theme in frame.select("paragraph_id", "theme_id").iter_rows():
        for name in filter(None, (theme, parents.get(theme))):
            texts[name].add(paragraph_id.rpartition("#")[0])
    return texts


def _named(mentions: Mentions, of: str) -> tuple[pl.DataFrame, str]:
    """Where something is named, and the column that says what."""
    if of == "request":
        return mentions.report_requests, "deliverable"
    return getattr(mentions, f"paragraph_{of}s"), f"{of}_id"


def _by_paragraph(frame: pl.DataFrame, key: str) -> dict[str, set[Any]]:
    names: dict[str, set[Any]] = defaultdict(set)
    for paragraph_id, name in frame.select("paragraph_id", key).iter_rows():
        names[paragraph_id].add(name)
    return names
