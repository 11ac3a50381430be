"""Reading what is new and gathering the tables of what there is.

Here: batches through `transforms`, readings through `readings`. Not here: Dagster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import polars as pl

from orchestration.home import Home
from orchestration.office import convert, find_soffice
from orchestration.raw_store import read_failures
from orchestration.readings import Frames, Readings, batches
from orchestration.reporting import Reporter
from orchestration.settings import max_seconds, vocabulary_folder
from orchestration.versions import Versions, versions
from orchestration.workers import Batch, Note, ReadBatch, Refusal, WorkerFailed, read_batches
from transforms.completion import complete
from transforms.mentions import MentionFinder
from transforms.parse import parse_sources, rejects_frame
from transforms.records_frames import RECORD_TABLES
from transforms.settle import settle, settle_records
from transforms.states import StateNames, list_votes, name_states
from warehouse.languages import Language, load_languages
from warehouse.tables import TABLES
from warehouse.vocabularies import Vocabularies, load_vocabularies

BY_DOCUMENT = ("paragraphs", "footnotes", "source_lines")
COMPLETED = (*RECORD_TABLES, "resolutions", "votes", "completions")
MENTIONS = ("paragraph_actors", "paragraph_instruments", "paragraph_themes", "report_requests")
IN_FOOTNOTES = "footnote_instruments"
NAMED = {"actors": "actor_id", "instruments": "instrument_id"}
MENTIONED_IN = {"actors": ["paragraph_actors"], "instruments": ["paragraph_instruments", IN_FOOTNOTES]}


@dataclass(frozen=True, slots=True, eq=False)
class Parser:
    """The parser with its data: one for a run."""

    languages: Mapping[str, Language]
    vocabularies: Vocabularies
    versions: Versions

    def read(
        self,
        sources: Iterable[tuple[str, bytes]],
        refused: Iterable[Refusal] = (),
        note: Note = lambda source: None,
    ) -> Frames:
        """Frames of every parsed table, with source_sha256 and document_id to select by.

        `refused` sources become rejects; `note` is told each source before it is read, then "".
        """

        def noted() -> Iterator[tuple[str, bytes]]:
            for sha256, data in sources:
                note(sha256)
                yield sha256, data
            note("")

        frames = parse_sources(noted(), self.languages, self.versions.parser, convert)
        frames["rejects"] = pl.concat([frames["rejects"], rejects_frame(map(astuple, refused))])
        rounds = [self._name(frames, turn) for turn in _turns(frames["resolutions"])]
        for name in (*MENTIONS, IN_FOOTNOTES, *NAMED):
            frames[name] = pl.concat([found[name] for found in rounds])
        frames["votes"] = list_votes(frames["votes"], state_names(self))
        frames["record_votes"] = name_states(frames["record_votes"], state_names(self))
        return frames

    def _name(self, frames: Frames, turn: pl.DataFrame) -> Frames:
        """The mentions in the documents of one turn."""
        keys = ["document_id", "source_sha256"]
        documents, paragraphs = (
            frames[name].join(turn, on=keys, how="semi") for name in ("resolutions", "paragraphs")
        )
        mentions = compiled(self).find(documents, paragraphs)
        origin = paragraphs.select("paragraph_id", *keys)
        footnotes = frames["footnotes"].join(turn, on=keys, how="semi")
        footnoted = compiled(self).find_in_footnotes(documents, footnotes)
        return {name: getattr(mentions, name).join(origin, on="paragraph_id") for name in MENTIONS} | {
            IN_FOOTNOTES: footnoted.footnote_instruments.join(turn, on="document_id"),
            "actors": mentions.actors,
            "instruments": pl.concat([mentions.instruments, footnoted.instruments]),
        }


def _turns(resolutions: pl.DataFrame) -> list[pl.DataFrame]:
    """The documents (document_id, source_sha256) in turns that hold each document_id once: two
    sources of a batch may claim the same one, and then their paragraphs have the same ids."""
    claims = resolutions.select("document_id", "source_sha256").sort("document_id", "source_sha256")
    numbered = claims.with_columns(turn=pl.int_range(pl.len()).over("document_id"))
    return numbered.drop_nulls().partition_by("turn", include_key=False, maintain_order=True) or [claims]


def parser_in_force() -> Parser:
    """The parser with the packaged languages, and the packaged vocabularies or those of the settings."""
    return parser_with(vocabulary_folder())


@cache
def parser_with(vocabulary: Path | None) -> Parser:
    """The parser with the vocabularies of a folder; the packaged ones for None.

    Raises VocabularyError for what cannot be used.
    """
    vocabularies = load_vocabularies(vocabulary)
    return Parser(load_languages(), vocabularies, versions(vocabularies.version))


@cache
def compiled(parser: Parser) -> MentionFinder:
    """The vocabularies compiled: once for a run, not once for a batch."""
    return MentionFinder(parser.vocabularies, parser.languages)


@cache
def state_names(parser: Parser) -> StateNames:
    """The names of States: once for a run."""
    return StateNames(parser.vocabularies)


def read_new(home: Home, sources: pl.DataFrame, parser: Parser, reporter: Reporter) -> int:
    """Parse the sources that this parser has not read; returns how many."""
    readings = Readings(home.parsed, parser.versions.readings)
    for shard in readings.drop_damaged():
        reporter.say(f"{shard} was damaged; its sources are read again")
    if find_soffice():
        readings.drop_refused("needs_libreoffice")
    readings.drop_refused("too_slow", below=max_seconds())
    sizes = dict(sources.select("source_sha256", "bytes").iter_rows())
    known = readings.known()
    new = [sha for sha in sorted(sizes) if sha not in known and home.raw.holds(sha)]
    if readings.is_empty and not new:
        readings.add([], parser.read([]))  # tables without rows, where no source can be read
    arguments = (home.folder, vocabulary_folder(), parser.versions)
    with reporter.progress("Reading", len(new)) as advance:
        for count in read_batches(
            list(batches(new, sizes.__getitem__)), batch_reader, arguments, max_seconds()
        ):
            advance(count)
    return len(new)


def batch_reader(folder: Path, vocabulary: Path | None, expected: Versions) -> ReadBatch:
    """The function that reads batches of a home's sources and keeps the readings; for one process."""
    home, parser = Home(folder), parser_with(vocabulary)
    if parser.versions != expected:
        raise WorkerFailed("The program or its vocabularies changed while the build began. Build again.")
    compiled(parser), state_names(parser)  # before the time of any source counts
    readings, seconds = Readings(home.parsed, parser.versions.readings), max_seconds()

    def read(batch: Batch, note: Note) -> None:
        data = ((sha256, home.raw.read(sha256)) for sha256 in batch.wanted)
        readings.add(batch.sources, parser.read(data, batch.refused, note), seconds)

    return read


def gather(home: Home, sources: pl.DataFrame, parser: Parser) -> dict[str, pl.LazyFrame]:
    """The tables of what the current sources hold: one reading for each document, completed by records."""
    readings = Readings(home.parsed, parser.versions.readings)
    resolutions = readings.scan("resolutions").collect()
    failures = readings.scan("rejects").select("source_sha256", "stage", "reason", "detail").collect()
    unread = read_failures(home.raw.current())
    settled = settle(sources, resolutions, failures, unread)
    chosen = settled.winners.lazy()
    reported = [readings.scan(name).select("source_sha256") for name in ("records", "record_deletions")]
    of_records = settle_records(sources, pl.concat(reported).collect(), unread)
    rejects = pl.concat([settled.rejects, of_records.rejects]).unique().sort("source_uri", "reason", "detail")
    completed = complete(
        resolutions.drop("source_uri", "ingested_at")
        .join(settled.winners.rename({"first_seen_at": "ingested_at"}), on=["source_sha256", "document_id"])
        .sort("document_id"),
        readings.scan("votes").drop("source_uri").join(chosen, on=["source_sha256", "document_id"]).collect(),
        **{
            name: readings.scan(name)
            .drop("source_uri")
            .join(of_records.winners.lazy(), on="source_sha256")
            .collect()
            for name in RECORD_TABLES
        },
    )
    tables: dict[str, pl.LazyFrame] = {name: getattr(completed, name).lazy() for name in COMPLETED}
    tables["rejects"] = rejects.lazy()
    for name in (*BY_DOCUMENT, *MENTIONS, IN_FOOTNOTES):
        tables[name] = (
            readings.scan(name)
            .join(chosen, on=["source_sha256", "document_id"], how="semi")
            .sort(_order(name))
        )
    for name, key in NAMED.items():
        used = pl.concat([tables[each].select(key) for each in MENTIONED_IN[name]]).unique()
        tables[f"named_{name}"] = (
            readings.scan(name)
            .join(used, on=key, how="semi")
            .sort(TABLES[name].names)
            .unique(key, keep="first")
        )
    return tables


def _order(name: str) -> list[str]:
    return {"paragraphs": ["document_id", "position"]}.get(name, list(TABLES[name].key))
