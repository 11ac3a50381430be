"""Metadata, cover, preface and conclusions of an AKN export.

Here: FRBR identification, votes, our own facts, the lines around the text. Not here: the text itself (`akn_hierarchy`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from transforms.akn import AKN4UN, COUNTS, DOCUMENT, LANGUAGES, ORGANS, OUTCOMES, UNKNOWN_DATE
from transforms.akn_elements import Row, add, add_note, clean
from transforms.akn_printed import (
    print_adoption,
    print_day,
    print_meeting,
    print_number,
    print_session,
    print_vote,
)
from transforms.documents import FICTITIOUS
from warehouse.languages import Language

MAKER = "hrc-warehouse"
NOTICE = (
    "An unofficial copy, made from the rows of hrc-warehouse; the official text is the one published by the "
    "United Nations"
)
ONTOLOGY = (
    ("TLCRole", "editor", "/akn/ontology/role/un/editor", "Editor"),
    ("TLCRole", "author", "/akn/ontology/role/un/author", "Author"),
    ("TLCConcept", "symbol", "/akn/ontology/reference/un/symbol", "Symbol"),
    ("TLCConcept", "adoptionDate", "/akn/ontology/concept/un/dateOfAdoption", "Date of adoption"),
    ("TLCRole", "publisher", "/akn/ontology/role/un/publisher", "Publisher"),
    ("TLCRole", "issuingBody", "/akn/ontology/role/un/issuingBody", "Issuing body"),
    ("TLCTerm", "resolutionTitle", "/akn/ontology/reference/un/resolutionTitle", "Resolution title"),
    ("TLCOrganization", "memberState", "/akn/ontology/organization/un/memberState", "Member State"),
    ("TLCTerm", "inFavour", "/akn/ontology/concept/un/voting/inFavour", "In favour"),
    ("TLCTerm", "against", "/akn/ontology/concept/un/voting/against", "Against"),
    ("TLCTerm", "abstaining", "/akn/ontology/concept/un/voting/abstaining", "Abstaining"),
)


@dataclass(frozen=True, slots=True)
class Export:
    """What the warehouse says of the text: its row of `resolutions`, of `sessions` where known, and of `votes`."""

    row: Row
    session: Row
    language: Language
    votes: Sequence[Row] = ()

    @property
    def day(self) -> str:
        adopted_on = self.row["adopted_on"]
        return adopted_on.isoformat() if adopted_on else UNKNOWN_DATE

    @property
    def uri(self) -> str:
        """/akn/un/statement/deliberation/unhrc/2015-10-02/30-21, as the United Nations write theirs."""
        name = print_number(self.row).rstrip(".").replace(" (", "-").rstrip(")").replace("/", "-")
        return f"/akn/un/statement/deliberation/{ORGANS[self.row['organ']]}/{self.day}/{name}"

    @property
    def code(self) -> str:
        return LANGUAGES.get(self.language.code, self.language.code)


def add_identification(parent: Any, export: Export, component: str = "") -> None:
    """The `meta` element's first child; `component` is "/annex_1" for an annex."""
    identification = add(parent, "identification", source=f"#{MAKER}")
    dated = {"date": export.day, "name": "adoption"}
    maker = f"#{export.row['organ'].lower()}"
    work = add(identification, "FRBRWork")
    add(work, "FRBRthis", value=f"{export.uri}/!main{component or '/'}")
    add(work, "FRBRuri", value=f"{export.uri}/")
    add(work, "FRBRdate", **dated)
    add(work, "FRBRauthor", href=maker, as_="#author")
    add(work, "FRBRcountry", value="un")
    expression = add(identification, "FRBRExpression")
    add(expression, "FRBRthis", value=f"{export.uri}/{export.code}@!main{component or '/'}")
    add(expression, "FRBRuri", value=f"{export.uri}/{export.code}@/")
    add(expression, "FRBRdate", **dated)
    add(expression, "FRBRauthor", href=maker, as_="#author")
    add(expression, "FRBRlanguage", language=export.code)
    manifestation = add(identification, "FRBRManifestation")
    add(manifestation, "FRBRthis", value=f"{export.uri}/{export.code}@/!main{component}.xml")
    add(manifestation, "FRBRuri", value=f"{export.uri}/{export.code}@.xml")
    add(manifestation, "FRBRdate", **dated)
    add(manifestation, "FRBRauthor", href=f"#{MAKER}", as_="#editor")


def add_meta(statement: Any, export: Export, loose_notes: Sequence[Row]) -> None:
    row = export.row
    meta = add(statement, "meta")
    add_identification(meta, export)
    if row["adoption"]:
        analysis = add(meta, "analysis", source="#un")
        voting = add(add(analysis, "parliamentary"), "voting", outcome=OUTCOMES[row["adoption"]])
        for side, printed in COUNTS.items():
            count = row[f"votes_{side}"]
            voters = [vote["printed_name"] for vote in export.votes if vote["vote"] == side]
            if count is not None or voters:
                held = add(voting, "count", value="" if count is None else count, refersTo=f"#{printed}")
                _add_voters(held, voters)
        if not len(voting):
            add(voting, "quorum", value="")
    references = add(meta, "references", source=f"#{MAKER}")
    organ = export.language.printed["names"][row["organ"]]
    add(
        references,
        "TLCOrganization",
        eId=MAKER,
        href="/akn/ontology/organization/hrc-warehouse",
        showAs=MAKER,
    )
    href = f"/akn/ontology/organization/un/{ORGANS[row['organ']]}"
    add(
        references, "TLCOrganization", eId="un", href="/akn/ontology/organization/un", showAs="United Nations"
    )
    add(references, "TLCOrganization", eId=row["organ"].lower(), href=href, showAs=organ)
    for name, eid, where, shown in ONTOLOGY:
        add(references, name, eId=eid, href=where, showAs=shown)
    if loose_notes:
        notes = add(meta, "notes", source=f"#{MAKER}")
        for note in loose_notes:
            add_note(notes, "note", note)
    _add_own(meta, export)


def _add_voters(count: Any, names: Sequence[str]) -> None:
    """Who voted so, as the United Nations mark it up."""
    if names:
        voters = etree.SubElement(count, f"{{{AKN4UN}}}voters", nsmap={"akn4un": AKN4UN})
        for name in names:
            add(voters, "organization", name, refersTo="#memberState")


def _add_own(meta: Any, export: Export) -> None:
    """The facts of the document for which AKN has no place, or no exact one."""
    row = export.row
    own = etree.SubElement(add(meta, "proprietary", source=f"#{MAKER}"), DOCUMENT)
    said = {
        "documentId": row["document_id"],
        "documentType": row["document_type"],
        "session": row["session"],
        "number": row["number"],
        "agendaItem": row["agenda_item"],
        "meeting": row["meeting"],
        "isFictitious": "true" if row["is_fictitious"] else None,
        "sessionStartsOn": export.session.get("starts_on"),
        "sessionEndsOn": export.session.get("ends_on"),
    }
    for name, value in said.items():
        if value is not None:
            own.set(name, clean(str(value)))


def add_cover(statement: Any, export: Export) -> None:
    row, words = export.row, export.language.printed
    cover = add(statement, "coverPage", eId="coverPage_1")
    if row["is_fictitious"]:
        notice = f"{FICTITIOUS}: written for {MAKER}, not a text of the United Nations"
        add(cover, "p", notice, class_="notice")
    add(
        add(cover, "p", class_="upperLeft"),
        "docAuthority",
        export.language.united_nations,
        refersTo="#publisher",
    )
    add(add(cover, "p", class_="upperRight"), "docNumber", row["symbol"], refersTo="#symbol")
    organ = words["names"][row["organ"]]
    add(add(cover, "p", class_="upperLeft"), "docAuthority", organ, refersTo="#issuingBody")
    label = print_session(row, export.session.get("label"), export.language)
    add(add(cover, "p"), "session", label, value=row["session"])
    if row["agenda_item"]:
        item = words["agenda_item"].format(item=row["agenda_item"])
        add(add(cover, "p"), "inline", item, name="agenda item")
    add(add(cover, "p"), "docTitle", print_adoption(row, export.language))


def add_preface(statement: Any, export: Export) -> None:
    block = add(add(statement, "preface"), "p")
    number = add(block, "docNumber", print_number(export.row))
    if export.row["title"]:
        number.tail = " "
        add(block, "docTitle", export.row["title"], refersTo="#resolutionTitle")


def add_conclusions(statement: Any, export: Export) -> None:
    """Meeting, date and vote, as far as they are known; no element where none is."""
    row, language = export.row, export.language
    vote = print_vote(row, language)
    if not (row["meeting"] or row["adopted_on"] or vote):
        return
    conclusions = add(statement, "conclusions", eId="conclusions")
    if row["meeting"]:
        add(add(conclusions, "p"), "inline", print_meeting(row, language), name="adoptionMeeting")
    if row["adopted_on"]:
        day = add(add(conclusions, "p"), "docDate", print_day(row["adopted_on"], language), date=export.day)
        day.set("refersTo", "#adoptionDate")
    if vote:
        add(add(conclusions, "p"), "inline", vote, name="vote")
