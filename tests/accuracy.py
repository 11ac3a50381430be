"""Writes docs/accuracy.md: how well the reference corpora are read, by the reference scorer.

    python -m tests.accuracy > docs/accuracy.md

Here: the page. Not here: rendering, reading and scoring (`reference_tools`), floors that CI holds (`test_corpora`).
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tests import labelled, parallel, requested
from tests.pages import formats_of
from tests.reference_tools import SHARED, Gold, load_tool, read_all, read_gold, score
from warehouse.enumerations import ACTOR_KINDS

DEFECTS = Path(__file__).with_name("gold_defects.csv")
STYLES = ("plain", "wrapped", "lined", "pdf")
CORPORA = ("hrc_en", "ga_en", "ga_fr", "ga_es")
ERRORS_SHOWN = 10
FORMATS_EVERY = 10
OTHER_LANGUAGES = ("fr", "es")


def _figure(figures: dict[str, Any], name: str) -> str:
    value = figures.get(name)
    value = value["f1"] if isinstance(value, dict) else value
    return "–" if value is None else f"{value:.4f}"


STRUCTURE = (
    "boundaries",
    "typed_numbered",
    "lead_phrase_accuracy",
    "title_accuracy",
    "session_accuracy",
    "adopted_accuracy",
)


def structure_rows(
    corpus: str, styles: tuple[str, ...], only_standard: bool, report: bool = True
) -> Iterator[str]:
    gold = read_gold(corpus, only_standard)
    renderer = load_tool("render")
    for style in styles:
        figures = score(
            read_all([renderer.STYLES[style](each) for each in gold]),
            gold,
            *([] if only_standard else ["--all"]),
        )
        citations = figures.get("resolution_citations") if corpus.startswith("ga") else None
        cited = f"{citations['p']:.3f} / {citations['r']:.3f}" if citations else "–"
        language = corpus.partition("_")[2]
        cells = [
            corpus,
            language,
            style,
            "standard" if only_standard else "all",
            figures["documents"],
            figures["documents_missing"],
        ]
        print(f"{corpus} {style} {_figure(figures, 'typed_numbered')}", file=sys.stderr, flush=True)
        yield (
            "| "
            + " | ".join([*map(str, cells), *(_figure(figures, name) for name in STRUCTURE), cited])
            + " |"
        )


def format_rows(corpus: str) -> Iterator[str]:
    """Every fourth document in each format: the figures of the scorer, footnotes tied to a paragraph."""
    gold = read_gold(corpus, only_standard=False)[::FORMATS_EVERY]
    plain = load_tool("render").STYLES["plain"]
    files = {"text": [plain(each).encode() for each in gold]}
    for each in gold:
        for form, data in formats_of(each).items():
            files.setdefault(form, []).append(data)
    for form, made in files.items():
        frames = read_all(made)
        figures = score(frames, gold, "--all")
        notes = frames["footnotes"]
        tied = (
            "–"
            if form == "text"
            else f"{notes['paragraph_id'].drop_nulls().len()} of {sum(len(each['notes']) for each in gold)}"
        )
        cells = [corpus, form, figures["documents"], figures["documents_missing"]]
        print(f"{corpus} {form} {_figure(figures, 'typed_numbered')}", file=sys.stderr, flush=True)
        shown = [_figure(figures, name) for name in STRUCTURE[:4]]
        yield "| " + " | ".join([*map(str, cells), *shown, tied]) + " |"


def label_sets() -> dict[str, Gold]:
    """Name to labelled paragraphs: the reference ones and ours, without requests."""
    shared = labelled.read_labels(SHARED / "corpus" / "annotations.jsonl")
    return {"shared": shared} | {
        path.stem: labelled.read_labels(path) for path in sorted(labelled.SETS.glob("*.jsonl"))
    }


def labelled_corpus() -> dict[str, dict[str, Any]]:
    corpus = SHARED / "corpus"
    return labelled.read_corpus(corpus / "hrc_en.jsonl.xz") | labelled.read_corpus(
        corpus / "seed" / "gold.jsonl"
    )


def agreement_sentence(labels: Gold) -> str:
    """How far the second reading of some of the open paragraphs agrees with the first."""
    from orchestration.parsing import parser_in_force

    again = labelled.read_labels(labelled.SETS / "again" / "open.jsonl")
    parents = dict(parser_in_force().vocabularies.themes.select("theme_id", "parent_id").iter_rows())
    agreed = labelled.agreement(labels, again, parents)
    figures = ", ".join(f"{name} {figure:.3f}" for name, figure in agreed.items())
    return (
        f"A second, independent reading of {len(again)} of the open paragraphs agrees so far (F1): {figures}."
    )


HEADLINES = (
    "themes_micro",
    "themes_macro_f1",
    "migration_themes",
    "actors",
    "actors_with_kind",
    "instruments",
    "addressees",
)


def scorer_rows(sets: Mapping[str, Gold], corpus: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """The reference scorer's figures for each set of labels, from rendered and parsed texts."""
    gold = list(corpus.values())
    frames = read_all([load_tool("render").STYLES["plain"](each) for each in gold])
    scored = {}
    for name, labels in sets.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps({"request": None} | label) + "\n" for label in labels)
            file.flush()
            scored[name] = score(frames, gold, file.name, what="annotations")
    yield f"| what | {' | '.join(f'{name} ({len(labels)})' for name, labels in sets.items())} |"
    yield "|---|" + "---|" * len(sets)
    for headline in HEADLINES:
        cells = [_figure(scored[name], headline) for name in sets]
        yield f"| {headline.replace('_', ' ')} | {' | '.join(cells)} |"


def mention_rows(sets: Mapping[str, Gold], corpus: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Precision, recall and support of every theme and kind, and the most frequent kinds of error."""
    from orchestration.parsing import parser_in_force

    vocabularies = parser_in_force().vocabularies
    found = {name: _findings(labels, corpus) for name, labels in sets.items()}
    seen = [finding for name, findings in found.items() if name != "held" for finding in findings]
    held = found.get("held", [])
    themes = list(vocabularies.themes["theme_id"])
    yield from _figure_table("theme", themes, "theme", seen, held)
    yield ""
    yield from _figure_table("kind of actor", list(ACTOR_KINDS), "actor", seen, held)
    yield ""
    yield from _figure_table("instruments", ["symbol", "named"], "instrument", seen, held)
    yield ""
    yield from _figure_table("role", ["addressee"], "addressee", seen, held)
    yield f"""
### The {ERRORS_SHOWN} most frequent kinds of error

In all labelled paragraphs. "missed" is a label that we do not find, "extra" a mention without a label;
"bounds" that the two overlap too little, "kind …" that the other has that kind.

| how often | what | for example |
|---|---|---|"""
    errors = labelled.kinds_of_error([*seen, *held])
    for count, what, examples in islice(errors, ERRORS_SHOWN):
        shown = "; ".join(dict.fromkeys(each.surface or each.paragraph_id for each in examples[:3]))
        yield f"| {count} | {what} | {shown} |"


def _findings(labels: Gold, corpus: Mapping[str, dict[str, Any]]) -> list[labelled.Finding]:
    from orchestration.parsing import parser_in_force

    documents = {label["id"].rpartition("#")[0] for label in labels}
    mentions = labelled.mentions_in(corpus[symbol] for symbol in sorted(documents))
    return labelled.compare(labels, corpus, mentions, parser_in_force().vocabularies)


def _figure_table(
    title: str, names: list[str], family: str, seen: list[labelled.Finding], held: list[labelled.Finding]
) -> Iterator[str]:
    yield f"| {title} | precision | recall | labels | precision, held | recall, held | labels, held |"
    yield "|---|---|---|---|---|---|---|"
    both = [labelled.figures(findings, family) for findings in (seen, held)]
    for name in names:
        cells = []
        for figures in both:
            figure = figures.get(name, labelled.Figures(0, 0, 0))
            found = figure.found + figure.extra
            cells += [
                f"{figure.precision:.2f}" if found else "–",
                f"{figure.recall:.2f}" if figure.support else "–",
                str(figure.support),
            ]
        yield f"| {name} | {' | '.join(cells)} |"


def language_rows() -> Iterator[str]:
    """Shares of texts by theme in English beside French and Spanish, and agreement on what is named."""
    for language in OTHER_LANGUAGES:
        pairs = parallel.read_pairs(language, SHARED)
        english = parser_languages()[language]
        yield f"""
### {english}

{len(pairs.english)} texts that both corpora have with the same sequence of paragraphs. Of what the English text of
a paragraph names, found in {english} (recall), and the reverse (precision):

| what | precision | recall | in English |
|---|---|---|---|"""
        for of in ("actor", "instrument", "theme", "request"):
            figure = pairs.agreement(of)
            yield f"| {of}s | {figure.precision:.3f} | {figure.recall:.3f} | {figure.support:,} |"
        yield ""
        yield from share_rows(english, pairs.shares())
    count, shares = parallel.council_shares(SHARED, load_tool("render"))
    yield f"""
### The Council's own texts in French

{count} texts that are in both `hrc_en` and `hrc_fr`, the French ones as a PDF extractor left them.
"""
    yield from share_rows("French", shares)


def share_rows(language: str, shares: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    apart = [name for name, (ours, theirs) in shares.items() if abs(ours - theirs) > parallel.WITHIN]
    yield f"""{len(shares) - len(apart)} of {len(shares)} themes are named by shares of texts that differ by at most
{100 * parallel.WITHIN:.0f} points. {"Further apart: " + ", ".join(apart) if apart else "None is further apart"}.

| theme | share in English | share in {language} | points apart |
|---|---|---|---|"""
    for name, (ours, theirs) in shares.items():
        yield f"| {name} | {100 * ours:.1f} % | {100 * theirs:.1f} % | {100 * (theirs - ours):+.1f} |"


def parser_languages() -> dict[str, str]:
    from orchestration.parsing import parser_in_force

    return {code: language.name for code, language in parser_in_force().languages.items()}


def page() -> Iterator[str]:
    from orchestration.parsing import parser_in_force

    versions = parser_in_force().versions
    yield f"""# Accuracy

Written by `make accuracy` on {datetime.now(UTC):%d %B %Y}, never by hand: the reference corpora in
`../shared/corpus` are rendered as texts, read, and scored by `../shared/tools/score.py`.
Parser {versions.parser}, vocabulary {versions.vocabulary}.

## Structure

Boundaries: F1 of paragraphs found, letter for letter. Numbered: F1 of paragraphs found with their type and
printed number. Lead, title, session, adopted: share that is exactly as in the gold. Citations: precision /
recall of cited resolutions against the United Nations' own links. The gold of `hrc_en` has neither lead phrases
nor dates. Styles: one paragraph a line; hard-wrapped; a blank line after every line with a masthead dropped into
the text; pages with headers and footnotes. "Standard" leaves out texts with annexes, tables or unnumbered
operative paragraphs.

| corpus | language | style | documents | number | missing | boundaries | numbered | lead | title | session | adopted | citations |
|---|---|---|---|---|---|---|---|---|---|---|---|---|"""
    for corpus in CORPORA:
        yield from structure_rows(corpus, STYLES, only_standard=True)
    for corpus in CORPORA:
        yield from structure_rows(corpus, ("plain", "lined"), only_standard=False)
    yield f"""
## Formats

Every {FORMATS_EVERY}th document, with annexes and tables, set in the United Nations' page layout in each format by
`tests/pages.py`, with italic lead phrases, raised digits and footnotes at the foot; and the plain text of the same.
Footnotes: those that were tied to the paragraph that calls them, of those the gold has.

| corpus | format | number | missing | boundaries | numbered | lead | title | footnotes |
|---|---|---|---|---|---|---|---|---|"""
    for corpus in CORPORA:
        yield from format_rows(corpus)
    sets, corpus = label_sets(), labelled_corpus()
    yield """
## Actors, instruments and themes

Paragraphs of Council resolutions labelled by reading, as `../shared/codebook/ANNOTATION.md` says. "shared" are the
reference labels; "open" and "held" are ours (`tests/labels`), drawn at random with more of migration than there is.
The vocabularies were improved on shared and open. Held was labelled apart and looked at by nobody who changed a
vocabulary: it is what to expect of other texts."""
    yield agreement_sentence(sets["open"])
    yield """

F1 by the reference scorer, which takes the first place of words that stand twice in a paragraph:
"""
    yield from scorer_rows(sets, corpus)
    yield """
Precision, recall and labels of each theme (with those below it) and kind. Themes without labels were not met.
Here a label that stands twice is taken where something was found.
"""
    yield from mention_rows(sets, corpus)
    yield """
## What is asked for

Paragraphs with a request as labelled and as found (`report_requests`). "open" and "held" are ours
(`tests/labels/requests`): operative paragraphs of Council resolutions, some drawn at random, the others among those
with words that requests may have. The words were improved on shared and open; the errors on held were not read.
"What" and the columns beside it count the requests found for which a row says as the label says, of those whose label
says it.
"""
    yield from requested.request_rows(SHARED, corpus)
    yield """
## The same texts in three languages

The General Assembly's texts of sessions 75 and 76. English is no truth, but a difference is a question."""
    yield from language_rows()
    yield """
## Where the gold is wrong

Found by reading every difference; from `tests/gold_defects.csv`. The figures above count these against us.

| corpus | symbol | what |
|---|---|---|"""
    with DEFECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"| {row['corpus']} | {row['symbol']} | {row['what']} |"


if __name__ == "__main__":
    if not (SHARED / "corpus").is_dir():
        sys.exit(f"The reference corpora are absent: {SHARED} has no folder 'corpus'.")
    print("\n".join(page()))
