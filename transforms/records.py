"""Catalogue records of the United Nations Digital Library: MARCXML files and OAI-PMH answers.

Here: telling them by content, and what each field is read as. Not here: how printed values are read
(`records_fields`), which values complete a text (`completion`).

Fields read, as the catalogue of the Dag Hammarskjöld Library uses them: 001 record, 005 last change, 008 and
041 $a languages, 191 $a symbol (791 $a in voting data), 245 $a $b title and $c day of adoption, 269 $a day of
the document, 650 and 651 $a subjects and places, 856 $u address, 967 votes of States, 989 kind of record,
991 $b agenda item, 992 $a day of action, 996 vote ($a note, $b $c $d counts).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from transforms import records_fields as fields
from transforms.akn import small_number
from transforms.markup import DOCTYPE, after_prolog, ascii_head, local_name, stream_xml
from transforms.text import Unreadable, normalize
from warehouse.symbols import read_symbol, squeeze

MARC = "http://www.loc.gov/MARC21/slim"
OAI = "http://www.openarchives.org/OAI/2.0/"
RECORD_PAGE = "https://digitallibrary.un.org/record/"

DEEPEST = 30
"""Elements within elements; a record in an OAI-PMH answer has seven."""
START_TAG = re.compile(r"<(?:[\w.-]+:)?(?P<name>collection|record|OAI-PMH)(?=[\s>/])[^>]{0,4000}")
MARC_FIELDS = re.compile(r"<(?:leader|controlfield|datafield)[\s>]")
HEAD = 4_000
WANTED = frozenset(
    {f"{{{MARC}}}record", "record", *(f"{{{OAI}}}{name}" for name in ("header", "resumptionToken", "error"))}
)
SYMBOL = re.compile(r"^[A-Z]{1,5}/\S{2,80}$")
PLACE_IN_ROLL = re.compile(r"^\d+$")
COUNTRY_CODE = re.compile(r"^[A-Z]{2,4}$")


@dataclass(frozen=True, slots=True)
class StateVote:
    """One State's vote: its name and code as the record has them."""

    name: str
    code: str | None
    vote: str


@dataclass(slots=True)
class Record:
    """One record. `position` is its place in the source, from 1; `symbols` are canonical where they are
    those of adopted texts. `date_field` names the field that gave the day; `identifier` and `stamped_at` are those
    of an OAI-PMH header."""

    position: int
    record_id: str | None
    symbols: tuple[str, ...]
    is_voting_data: bool = False
    title: str | None = None
    title_language: str = "en"
    adopted_on: date | None = None
    date_field: str | None = None
    agenda_item: str | None = None
    vote_note: str | None = None
    vote: fields.Vote = field(default_factory=fields.Vote)
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    votes: tuple[StateVote, ...] = ()
    changed_at: datetime | None = None
    url: str | None = None
    identifier: str | None = None
    stamped_at: datetime | None = None


@dataclass(slots=True)
class Harvest:
    """What one source holds: its records, a failure for each that could not be read, and where a harvest
    goes on (`resumption_token`; None at its end). `deletions` are identifiers of records, and when each went."""

    records: list[Record] = field(default_factory=list)
    failures: list[Unreadable] = field(default_factory=list)
    deletions: dict[str, datetime | None] = field(default_factory=dict)
    resumption_token: str | None = None


def is_marcxml(data: bytes) -> bool:
    """Whether the bytes are XML whose root is a `collection` or `record` of MARC 21, or an answer of OAI-PMH.

    A MARC root without its namespace is known by its fields; one with a document type by the same root, so
    that it can be refused with a reason.
    """
    head = ascii_head(data)
    at = after_prolog(head)
    if not head.startswith("<", at):
        return False
    found = START_TAG.search(head, at) if DOCTYPE.match(head, at) else START_TAG.match(head, at)
    if found is None:
        return False
    if found["name"] == "OAI-PMH":
        return OAI in found[0]
    return MARC in found[0] or ("xmlns" not in found[0] and bool(MARC_FIELDS.search(head, at, at + HEAD)))


def read_records(data: bytes) -> Harvest:
    """The records of a source. One that cannot be read costs no other; where the XML breaks off, what
    stands before is kept and the rest is a failure.

    Raises Unreadable where the source holds no record at all.
    """
    harvest = Harvest()
    try:
        _read(data, harvest)
    except Unreadable as error:
        if not harvest.records:
            raise
        last = harvest.records[-1]
        where = f"After record {last.position} ({last.record_id or ', '.join(last.symbols)})"
        harvest.failures.append(Unreadable(error.reason, f"{where}: {error}"))
    harvest.failures = _counted(harvest.failures)
    if not harvest.records and not harvest.failures and not harvest.deletions:
        raise Unreadable("empty", "The file holds no MARCXML record: ask for metadataPrefix=marcxml.")
    return harvest


def _counted(failures: list[Unreadable]) -> list[Unreadable]:
    """The failures, those for want of a symbol as one: a library holds very many records of books."""
    nameless = [each for each in failures if each.reason == "no_symbol"]
    if len(nameless) < 2:
        return failures
    detail = f"{nameless[0]} {len(nameless) - 1:,} further records of the file have none either."
    return [each for each in failures if each.reason != "no_symbol"] + [Unreadable("no_symbol", detail)]


def _read(data: bytes, harvest: Harvest) -> None:
    position = 0
    stamp, header_id, is_deleted = None, None, False
    for element in stream_xml(data, "MARCXML", DEEPEST, WANTED):
        name = local_name(element)
        if name == "header":
            is_deleted = element.get("status") == "deleted"
            stamp = fields.read_stamp(_child(element, "datestamp"))
            header_id = _child(element, "identifier") or None
            if is_deleted and header_id:
                harvest.deletions[header_id] = stamp
        elif name == "resumptionToken":
            harvest.resumption_token = (element.text or "").strip() or None
        elif name == "error":
            said = f"{element.get('code', '')}: {one_line(element.text)}".strip(": ")
            reason = "empty" if element.get("code") == "noRecordsMatch" else "damaged"
            raise Unreadable(reason, f"The OAI-PMH answer is an error ({said}). Ask the server again.")
        elif not is_deleted:
            position += 1
            try:
                harvest.records.append(_record(element, position, header_id, stamp))
            except Unreadable as error:
                harvest.failures.append(error)
            except Exception as error:  # a defect of the reader costs one record, not its source
                where = f"Record {position}, line {element.sourceline}"
                harvest.failures.append(
                    Unreadable("parser_error", f"{where}: {type(error).__name__}: {error}")
                )


def one_line(text: str | None) -> str:
    return " ".join(normalize(text or "").split())


def _child(element: Any, name: str) -> str:
    return one_line(element.findtext(f"{{*}}{name}"))


class _Fields:
    """The fields of one record, by tag."""

    def __init__(self, element: Any) -> None:
        self.control: dict[str, str] = {}
        self.data: dict[str, list[list[tuple[str, str]]]] = {}
        for child in element:
            tag = child.get("tag", "") if isinstance(child.tag, str) else ""
            if local_name(child) == "controlfield":
                self.control.setdefault(tag, one_line(child.text) if tag != "008" else child.text or "")
            elif local_name(child) == "datafield":
                held = ((each.get("code", ""), one_line("".join(each.itertext()))) for each in child)
                self.data.setdefault(tag, []).append([(code, value) for code, value in held if value])

    def each(self, tag: str, codes: str = "a") -> Iterator[str]:
        """The values of the subfields, in order."""
        for subfields in self.data.get(tag, ()):
            yield from (value for code, value in subfields if code in codes)

    def headings(self, tag: str) -> tuple[str, ...]:
        """The headings with their subdivisions, as the catalogue writes them: HUMAN RIGHTS--AFRICA."""
        joined = ("--".join(v for code, v in held if code in "avxyz") for held in self.data.get(tag, ()))
        return tuple(dict.fromkeys(heading.rstrip(".") for heading in joined if heading))

    def rows(self, tag: str) -> Iterator[dict[str, str]]:
        """Each field of a tag, by subfield; of one that is repeated, the first."""
        for subfields in self.data.get(tag, ()):
            yield dict(reversed(subfields))


def _record(element: Any, position: int, header_id: str | None, stamp: datetime | None) -> Record:
    held = _Fields(element)
    record_id = held.control.get("001") or header_id
    symbols = _symbols(held)
    if not symbols:
        named = f" ({record_id})" if record_id else ""
        raise Unreadable(
            "no_symbol",
            f"Record {position}{named}, line {element.sourceline}: it has no document symbol in 191 $a or 791 $a, "
            "so no text can be completed from it.",
        )
    day, date_field = _day(held)
    votes = tuple(vote for vote in map(_state_vote, held.rows("967")) if vote)
    note, vote = _vote(held, votes)
    title = next(held.rows("245"), {})
    languages = [*held.each("041")] or [held.control.get("008", "")[35:38]]
    return Record(
        position,
        record_id,
        symbols,
        is_voting_data=bool(votes) or any("voting" in value.casefold() for value in held.each("989", "abc")),
        title=fields.read_title(title.get("a", ""), title.get("b", "")),
        title_language=fields.read_title_language(languages),
        adopted_on=day,
        date_field=date_field,
        agenda_item=_agenda_item(held),
        vote_note=note,
        vote=vote,
        subjects=held.headings("650"),
        places=held.headings("651"),
        votes=votes,
        changed_at=fields.read_stamp(held.control.get("005", "")) or stamp,
        url=_url(held, record_id),
        identifier=header_id,
        stamped_at=stamp,
    )


def _symbols(held: _Fields) -> tuple[str, ...]:
    """The symbols of the record; those that voting data vote on stand in 791."""
    printed = [*held.each("191")] or [*held.each("791")]
    squeezed = (squeeze(symbol).rstrip(".,;") for symbol in printed)
    adopted = ((symbol, read_symbol(symbol)) for symbol in squeezed if SYMBOL.match(symbol))
    return tuple(dict.fromkeys(text.symbol if text else symbol for symbol, text in adopted))


def _day(held: _Fields) -> tuple[date | None, str | None]:
    """The day of adoption and the field that has it. 992 is the day of the action; 269 may be that on which
    the document came out, so what the statement of responsibility says goes before it."""
    for tag, code in (("992", "a"), ("245", "c"), ("269", "a")):
        for printed in held.each(tag, code):
            if day := fields.read_day(printed):
                return day, f"{tag} ${code}"
    return None, None


def _vote(held: _Fields, votes: Sequence[StateVote]) -> tuple[str | None, fields.Vote]:
    """The vote note and what it says; counts in subfields of their own, as voting data have them, go before
    those within the words, and a roll of States is counted where neither stands."""
    rows = list(held.rows("996")) or [{}]
    for row in rows:
        vote = fields.read_vote(row.get("a", ""))
        counts = [small_number(row.get(code)) for code in "bcd"]
        if counts[0] is not None:
            return row.get("a"), fields.Vote("recorded_vote", vote.meeting, *counts)
        if vote.adoption == "without_vote" or vote.in_favour is not None:
            return row.get("a"), vote
    vote = fields.read_vote(rows[0].get("a", ""))
    cast = Counter(each.vote for each in votes)
    if cast.total() > cast["non_voting"]:
        vote = fields.Vote(
            "recorded_vote", vote.meeting, cast["in_favour"], cast["against"], cast["abstaining"]
        )
    return rows[0].get("a"), vote


def _agenda_item(held: _Fields) -> str | None:
    """The agenda item; None where the record names several, since it does not say which is whose."""
    items = {item for printed in held.each("991", "b") if (item := fields.read_agenda_item(printed))}
    return items.pop() if len(items) == 1 else None


def _state_vote(row: dict[str, str]) -> StateVote | None:
    """A State's vote, from a row whose subfields $b to $d hold a code of the State and its vote in whatever
    order; None for a row that names no State."""
    middle = [row[code] for code in "bcd" if code in row and not PLACE_IN_ROLL.match(row[code])]
    marks = sorted((value for value in middle if value.upper() in fields.VOTES), key=len)
    vote = fields.VOTES[marks[0].upper()] if marks else "non_voting"
    code = next((value for value in middle if COUNTRY_CODE.match(value) and value not in marks[:1]), None)
    name = row.get("e") or code
    return StateVote(name, code, vote) if name else None


def _url(held: _Fields, record_id: str | None) -> str | None:
    """The page of the record; else an address that it gives."""
    if record_id and record_id.isdecimal():
        return f"{RECORD_PAGE}{record_id}"
    return next((value for value in held.each("856", "u") if value.startswith(("https://", "http://"))), None)
