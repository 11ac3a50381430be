"""Paragraphs labelled by reading, and what the vocabularies find in them, compared mention by mention.

Here: the corpus as frames, matching as `../shared/tools/score.py` matches, kinds of error. Not here: the
page (`accuracy`), floors (`test_labelled`), or the labels (`tests/labels`, `../shared/corpus`).
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.parsing import compiled, parser_in_force
from transforms.mentions import MentionFinder
from transforms.mentions_rows import Mentions
from warehouse.symbols import read_symbol
from warehouse.tables import PARAGRAPHS, RESOLUTIONS
from warehouse.vocabularies import Vocabularies

Gold = dict[str, Any]
FAMILIES = ("theme", "actor", "actor_span", "instrument", "addressee")
"""`actor_span` is an actor whatever its kind."""
SETS = Path(__file__).with_name("labels")
"""Labels of ours: open.jsonl, on which the vocabularies were improved, and held.jsonl, on which not; and in
again/open.jsonl a second, independent reading of some of the open ones."""
LEAST_SUPPORT = 3
"""Labels that a theme must have to count in the macro average."""
LEAST_OVERLAP = 0.5
"""Of two spans that are one mention: what they share of what they cover together."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One label or mention: `outcome` is found, missed or extra; `name` a theme, kind or instrument.

    `what` says what is wrong with an actor: its name, its kind or its bounds.
    """

    family: str
    outcome: str
    name: str
    surface: str
    paragraph_id: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 of one name; `support` is how many labels it has."""

    found: int
    extra: int
    missed: int

    @property
    def support(self) -> int:
        return self.found + self.missed

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.extra) if self.found + self.extra else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.extra + self.missed) if self.found else 0.0


def read_labels(path: Path) -> list[Gold]:
    """Labelled paragraphs, a JSON object a line, as codebook/ANNOTATION.md describes them."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_corpus(path: Path) -> dict[str, Gold]:
    """Symbol to document of a gold file, packed or not."""
    data = path.read_bytes()
    lines = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").split("\n")
    return {each["symbol"]: each for each in map(json.loads, filter(None, lines)) if each.get("symbol")}


def mentions_in(documents: Iterable[Gold], finder: MentionFinder | None = None) -> Mentions:
    """What is found in the gold's own paragraphs, so that no error of parsing counts; ids are SYMBOL#index."""
    chosen = list(documents)
    resolutions, paragraphs = [], []
    for each in chosen:
        identity = read_symbol(each["symbol"])
        assert identity is not None, each["symbol"]
        resolutions.append(
            {
                "document_id": each["symbol"],
                "language": each["lang"],
                "title": each.get("title"),
                "organ": identity.organ,
                "session_number": identity.session_number,
                "adopted_on": date.fromisoformat(each["adopted"]) if each.get("adopted") else None,
            }
        )
        above = parents_of(each["blocks"])
        paragraphs += [
            {
                "paragraph_id": f"{each['symbol']}#{index}",
                "parent_id": None if above[index] is None else f"{each['symbol']}#{above[index]}",
                "document_id": each["symbol"],
                "position": index,
                "kind": block["type"],
                "text": block["text"],
            }
            for index, block in enumerate(each["blocks"])
        ]
    finder = finder or compiled(parser_in_force())
    return finder.find(RESOLUTIONS.frame(resolutions), PARAGRAPHS.frame(paragraphs))


def parents_of(blocks: Sequence[Gold]) -> list[int | None]:
    """Of each block the place of the one that it is an item of, by how deep they stand."""
    parents: list[int | None] = []
    for index, block in enumerate(blocks):
        depth = block.get("depth") or 1
        above = (at for at in range(index - 1, -1, -1) if (blocks[at].get("depth") or 1) < depth)
        parents.append(next(above, None) if depth > 1 else None)
    return parents


def compare(
    labels: Iterable[Gold], corpus: Mapping[str, Gold], mentions: Mentions, vocabularies: Vocabularies
) -> list[Finding]:
    """Every label and every mention of the labelled paragraphs, once, with its outcome."""
    kinds = dict(pl.concat([vocabularies.actors, mentions.actors]).select("actor_id", "kind").iter_rows())
    parents = dict(vocabularies.themes.select("theme_id", "parent_id").iter_rows())
    named = frozenset(vocabularies.instruments["instrument_id"])
    themes = _by_paragraph(mentions.paragraph_themes)
    instruments = _by_paragraph(mentions.paragraph_instruments)
    actors = _by_paragraph(mentions.paragraph_actors)
    findings: list[Finding] = []
    for label in labels:
        place = label["id"]
        symbol, _, index = place.rpartition("#")
        text = corpus[symbol]["blocks"][int(index)]["text"]
        findings += _sets(
            "theme",
            place,
            _with_parents(label["themes"], parents),
            _with_parents((row["theme_id"] for row in themes[place]), parents),
            {row["theme_id"]: row["surface"] for row in themes[place]},
        )
        findings += _instruments(label, instruments[place], named)
        found = [(row["start_char"], row["end_char"], kinds[row["actor_id"]]) for row in actors[place]]
        wanted = _placed(text, [actor["surface"] for actor in label["actors"]], [span[:2] for span in found])
        labelled = [
            (start, end, actor["kind"])
            for (start, end), actor in zip(wanted, label["actors"], strict=True)
            if end
        ]
        findings += _spans("actor", place, text, labelled, found)
        findings += _spans(
            "actor_span",
            place,
            text,
            [(a, b, "any") for a, b, _ in labelled],
            [(a, b, "any") for a, b, _ in found],
        )
        directed = [
            span for span, row in zip(found, actors[place], strict=True) if row["role"] == "addressee"
        ]
        addressees = [
            (start, end, "addressee")
            for start, end in _placed(text, label["addressees"], [span[:2] for span in directed])
            if end
        ]
        findings += _spans(
            "addressee", place, text, addressees, [(s, e, "addressee") for s, e, _ in directed]
        )
    return findings


def figures(findings: Iterable[Finding], family: str) -> dict[str, Figures]:
    """Figures for each name of a family: themes with what is below them, actors by kind."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.family == family:
            counted[finding.name][finding.outcome] += 1
    return {name: Figures(c["found"], c["extra"], c["missed"]) for name, c in sorted(counted.items())}


def total(parts: Iterable[Figures]) -> Figures:
    """The figures of several names together (micro average)."""
    listed = list(parts)
    return Figures(sum(f.found for f in listed), sum(f.extra for f in listed), sum(f.missed for f in listed))


def headlines(findings: Iterable[Finding], parents: Mapping[str, str | None]) -> dict[str, Figures | float]:
    """The figures of `../shared/tools/score.py annotations`, by its names."""
    listed = list(findings)
    themes = figures(listed, "theme")
    macro = [figure.f1 for figure in themes.values() if figure.support >= LEAST_SUPPORT]
    migration = [f for name, f in themes.items() if "migration" in (name, parents.get(name))]
    return {
        "themes_micro": total(themes.values()),
        "themes_macro_f1": sum(macro) / len(macro) if macro else 0.0,
        "migration_themes": total(migration),
        "actors": total(figures(listed, "actor_span").values()),
        "actors_with_kind": total(figures(listed, "actor").values()),
        "instruments": total(figures(listed, "instrument").values()),
        "addressees": total(figures(listed, "addressee").values()),
    }


def agreement(
    first: Iterable[Gold], second: Iterable[Gold], parents: Mapping[str, str | None]
) -> dict[str, float]:
    """How far two readings of the same paragraphs agree: F1 of themes (with parents), of actors with kind, of
    instruments and of addressees, by their words letter for letter."""
    again = {label["id"]: label for label in second}
    parts: dict[str, Callable[[Gold], set[Any]]] = {
        "themes": lambda label: _with_parents(label["themes"], parents),
        "actors with kind": lambda label: {(actor["surface"], actor["kind"]) for actor in label["actors"]},
        "instruments": lambda label: {each["id"] for each in label["instruments"]},
        "addressees": lambda label: set(label["addressees"]),
    }
    pairs = [(label, again[label["id"]]) for label in first if label["id"] in again]
    return {
        name: 2 * sum(len(part(one) & part(other)) for one, other in pairs)
        / sum(len(part(one)) + len(part(other)) for one, other in pairs)
        for name, part in parts.items()
    }  # fmt: skip


def kinds_of_error(findings: Iterable[Finding]) -> Iterator[tuple[int, str, list[Finding]]]:
    """(how often, what, findings), the most frequent first."""
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.outcome != "found" and finding.family != "actor_span":
            what = f", {finding.what}" if finding.what else ""
            grouped[f"{finding.family} {finding.outcome}: {finding.name}{what}"].append(finding)
    for what, found in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        yield len(found), what, found


def _by_paragraph(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in frame.sort("paragraph_id", "start_char").iter_rows(named=True):
        rows[row["paragraph_id"]].append(row)
    return rows


def _with_parents(themes: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    chosen = set(themes)
    return chosen | {parent for theme in chosen if (parent := parents.get(theme))}


def _sets(
    family: str, place: str, wanted: set[str], found: set[str], surfaces: Mapping[str, str]
) -> Iterator[Finding]:
    for name in sorted(wanted | found):
        outcome = "found" if name in wanted & found else "missed" if name in wanted else "extra"
        yield Finding(family, outcome, name, surfaces.get(name, ""), place)


def _instruments(label: Gold, rows: list[dict[str, Any]], named: frozenset[str]) -> Iterator[Finding]:
    """Instruments by id; one that the codebook lacks ("other") is not scored, as the scorer does not."""
    surfaces = {row["instrument_id"].upper(): row["surface"] for row in rows}
    wanted = {each["id"].upper(): each["surface"] for each in label["instruments"] if each["id"] != "other"}
    found = set(surfaces)
    if any(each["id"] == "other" for each in label["instruments"]):
        codebook = {name.upper() for name in named}
        found = {name for name in found if name in wanted or "/" in name or name not in codebook}
        found -= {name for name in found if "/" not in name and name not in wanted}
    yield from (
        Finding(
            "instrument",
            finding.outcome,
            "symbol" if "/" in finding.name else "named",
            f"{surfaces.get(finding.name) or wanted.get(finding.name)} ({finding.name})",
            label["id"],
        )
        for finding in _sets("instrument", label["id"], set(wanted), found, surfaces)
    )


def _placed(text: str, surfaces: Iterable[str], found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where surfaces stand, each behind the start of the one before it; (0, 0) where nowhere.

    A label gives words, not places: of several places one is taken at which something was found.
    """
    taken, placed, at = set(found), [], 0
    for surface in surfaces:
        pattern = rf"(?<!\w){re.escape(surface)}(?!\w)"
        places = [match.span() for match in re.finditer(pattern, text)]
        later = [place for place in places if place[0] >= at] or places
        best = next((place for place in later if place in taken), later[0] if later else (0, 0))
        taken.discard(best)
        placed.append(best)
        at = best[0] + 1 if best[1] else at
    return placed


Kinded = tuple[int, int, str]


def _spans(
    family: str, place: str, text: str, wanted: list[Kinded], found: list[Kinded]
) -> Iterator[Finding]:
    used: set[int] = set()
    unmatched: list[Kinded] = []
    for label in wanted:
        best = max(
            (
                (_overlap(label, span), -at)
                for at, span in enumerate(found)
                if at not in used and span[2] == label[2]
            ),
            default=(0.0, 0),
        )
        if best[0] >= LEAST_OVERLAP:
            used.add(-best[1])
            yield Finding(family, "found", label[2], text[label[0] : label[1]], place)
        else:
            unmatched.append(label)
    rest = [span for at, span in enumerate(found) if at not in used]
    for outcome, spans, others in (("missed", unmatched, rest), ("extra", rest, unmatched)):
        for start, end, kind in spans:
            touching = [o for o in others if o[0] < end and start < o[1]]
            what = ""
            if touching:
                other = touching[0]
                shown = text[other[0] : other[1]]
                what = f"kind {other[2]}" if _overlap((start, end, ""), other) >= LEAST_OVERLAP else "bounds"
                if what == "bounds":
                    yield Finding(family, outcome, kind, f"{text[start:end]} ≠ {shown}", place, what)
                    continue
            yield Finding(family, outcome, kind, text[start:end], place, what)


def _overlap(a: Kinded, b: Kinded) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0]))
