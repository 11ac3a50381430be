"""Writes docs/accuracy.md: how well the reference corpora are read, by the reference scorer.

    python -m tests.accuracy > docs/accuracy.md

Here: rendering, reading, scoring and the page. Not here: floors that CI holds (`test_corpora`).
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import lzma
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEFECTS = Path(__file__).with_name("gold_defects.csv")
STYLES = ("plain", "wrapped", "lined", "pdf")
CORPORA = ("hrc_en", "ga_en", "ga_fr", "ga_es")
PARSED = (
    "resolutions",
    "paragraphs",
    "rejects",
    "paragraph_actors",
    "paragraph_instruments",
    "paragraph_themes",
    "actors",
)
BATCH = 40

Gold = list[dict[str, Any]]
Frames = dict[str, pl.DataFrame]


def load_tool(name: str, shared: Path = SHARED) -> ModuleType:
    """A script of the reference tools as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(corpus: str, only_standard: bool, shared: Path = SHARED) -> Gold:
    """The documents of a corpus that have a symbol and a title."""
    with lzma.open(shared / "corpus" / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [
        each
        for each in documents
        if each.get("symbol") and each.get("title") and (each["standard"] or not only_standard)
    ]


def read_texts(texts: list[str]) -> Frames:
    """Every table that parsing fills, for the texts."""
    from orchestration.parsing import parser_in_force

    parser = parser_in_force()
    data = [text.encode() for text in texts]
    frames = parser.read([(hashlib.sha256(each).hexdigest(), each) for each in data])
    known = parser.vocabularies.actors.select("actor_id", "kind")
    named = frames["actors"].select("actor_id", "kind").join(known, on="actor_id", how="anti")
    return frames | {"actors": pl.concat([known, named]).unique("actor_id")}


def read_all(texts: list[str]) -> Frames:
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    with ProcessPoolExecutor(
        2, mp_context=get_context("spawn")
    ) as pool:  # a fork would inherit Polars' locks
        read = list(pool.map(read_texts, batches))
    frames = {name: pl.concat([each[name] for each in read]) for name in PARSED}
    return frames | {"actors": frames["actors"].unique("actor_id")}


def score(
    frames: Frames, gold: Gold, *arguments: str, what: str = "structure", shared: Path = SHARED
) -> dict[str, Any]:
    """The figures of the reference scorer for a throwaway warehouse of the frames."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse, lines = Path(folder) / "w.duckdb", Path(folder) / "gold.jsonl"
        lines.write_text("\n".join(json.dumps(each) for each in gold), encoding="utf-8")
        with duckdb.connect(str(warehouse)) as connection:
            for name, frame in frames.items():
                connection.register("rows", frame.to_arrow())
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows")
                connection.unregister("rows")
        command = [sys.executable, str(shared / "tools" / "score.py"), what, str(warehouse), str(lines)]
        done = subprocess.run(
            [*command, *arguments, "--json"], capture_output=True, text=True, check=True, timeout=300
        )
    figures: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return figures


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
        cited = f"{citations['p']:.3f} / {citations['r']:.3f}" if citations and corpus == "ga_en" else "–"
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


def annotation_rows() -> Iterator[str]:
    gold = read_gold("hrc_en", only_standard=False)
    annotations = SHARED / "corpus" / "annotations.jsonl"
    frames = read_all([load_tool("render").STYLES["plain"](each) for each in gold])
    figures = score(frames, gold, str(annotations), what="annotations")
    for name in (
        "themes_micro",
        "themes_macro_f1",
        "migration_themes",
        "actors",
        "actors_with_kind",
        "instruments",
        "addressees",
    ):
        yield f"| {name.replace('_', ' ')} | {_figure(figures, name)} |"


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
    yield """
## Actors, instruments and themes

Against the labelled paragraphs of `hrc_en` in `annotations.jsonl`. The vocabularies were improved on these
paragraphs, so figures on others will be lower.

| what | F1 |
|---|---|"""
    yield from annotation_rows()
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
