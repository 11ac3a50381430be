"""What an inspection says about a document in words, the same in the terminal and on the page.

Here: facts as label and value, the meanings of kinds and roles, and texts made inert. Not here: how
they are laid out (`inspect_terminal`, `inspect_page`), what is doubtful (`warehouse.doubts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from orchestration.request_words import request_in_words
from warehouse.doubts import lacks_lead_phrase
from warehouse.enumerations import DELIVERABLES, LINE_ROLES, PARAGRAPH_KINDS
from warehouse.inspection import Block, Inspection, Paragraph
from warehouse.showing import ORGANS, deliverable_in_words, visible

ROLE_MEANINGS = {
    "front": "what stands above the title: session, agenda item, the adoption",
    "title": "the title",
    "opening": "the formula that names the organ",
    "paragraph": "part of a paragraph",
    "heading": "a heading between paragraphs",
    "footnote": "part of a footnote",
    "furniture": "heads and feet of pages, job numbers: no part of the text",
    "closing": "what follows the last paragraph: meeting, date",
    "vote": "how it was adopted, and who voted how",
    "annex": "the heading of an annex",
}
KIND_MEANINGS = {
    "opening": "The Human Rights Council,",
    "preambular": "a paragraph of the preamble (pp1, pp2 …)",
    "operative": "an operative paragraph (op1) or an item of one (op4(a))",
    "heading": "a heading between paragraphs (h1)",
    "annex": "a paragraph of an annex without a number (an1.p1)",
    "table": "a table",
}


def title(inspection: Inspection) -> str:
    return visible(inspection.document["title"] or "(no title was found)")


def facts(inspection: Inspection) -> list[tuple[str, str]]:
    """(label, value) of what the warehouse holds about the document, inert; what it lacks says so."""
    of = inspection.document
    paragraphs, lines = inspection.paragraphs, inspection.lines
    kinds = Counter(paragraph.kind for paragraph in paragraphs)
    items = sum(paragraph.depth > 0 for paragraph in paragraphs)
    roles = Counter(line.role for line in lines if line.paragraph_id is None)
    in_paragraphs = sum(line.paragraph_id is not None for line in lines)
    linked = sum(note.paragraph_id is not None for note in inspection.footnotes)
    agenda_item = f", agenda item {of['agenda_item']}" if of["agenda_item"] else ""
    found = [
        ("Text", f"{_words(of['document_type'])} in {of['language']}{', invented' * of['is_fictitious']}"),
        ("Organ", f"{ORGANS.get(of['organ'], of['organ'])}, {_session(inspection)}{agenda_item}"),
        ("Adopted", _adoption(inspection)),
        ("Source", f"{of['source_uri']} ({of['source_format']})"),
        ("Parser", of["parser_version"]),
        (
            "Paragraphs",
            f"{len(paragraphs)}: {_counted(kinds, PARAGRAPH_KINDS)}"
            + f" ({items} of them items)" * (items > 0),
        ),
        (
            "Lines",
            f"{len(lines)}: {in_paragraphs} of paragraphs, {_counted(roles, LINE_ROLES) or 'no other'}",
        ),
        ("Footnotes", f"{len(inspection.footnotes)}, {linked} of them called by a paragraph"),
        ("Requests", _requests(inspection)),
    ]
    return [(label, visible(value)) for label, value in found if label != "Footnotes" or inspection.footnotes]


def _session(inspection: Inspection) -> str:
    of = inspection.document
    kind = "" if of["session_kind"] == "regular" else f" ({_words(of['session_kind'])})"
    return f"session {of['session']}{kind}"


def _adoption(inspection: Inspection) -> str:
    of = inspection.document
    day = f"{of['adopted_on']:%d %B %Y}".lstrip("0") if of["adopted_on"] else "on a day not found"
    meeting = f"meeting {of['meeting']}" if of["meeting"] else "meeting not found"
    votes = [of["votes_in_favour"], of["votes_against"], of["votes_abstaining"]]
    if of["adoption"] == "recorded_vote":
        count = [str(vote) if vote is not None else "?" for vote in votes]
        how = f"recorded vote: {count[0]} in favour, {count[1]} against, {count[2]} abstaining"
    else:
        how = "without a vote" if of["adoption"] == "without_vote" else "how it was adopted was not found"
    return f"{day}, {meeting}, {how}"


def _counted(counts: Counter[str], order: Iterable[str]) -> str:
    names = [name for name in order if counts[name]] + sorted(counts.keys() - set(order))
    return ", ".join(f"{counts[name]} {name}" for name in names)


def _requests(inspection: Inspection) -> str:
    if not inspection.finds_requests:
        language = inspection.document["language"]
        return f"not searched for: the vocabulary has no words for them in {language}"
    counts = Counter(deliverable_in_words(each.deliverable) for each in inspection.requests)
    kinds = _counted(counts, [deliverable_in_words(each) for each in DELIVERABLES])
    return f"{len(inspection.requests)}: {kinds}" if kinds else "none found"


def _words(value: str) -> str:
    return value.replace("_", " ")


def note_of_kind(paragraph: Paragraph) -> str:
    """What the parser took the paragraph for: "operative · request, directive"; nothing where its name says it."""
    verb = ", ".join(filter(None, (paragraph.lead_verb, paragraph.action)))
    kind = paragraph.kind if paragraph.kind != paragraph.name else ""
    return visible(" · ".join(filter(None, (kind, verb))))


def around_lead_phrase(paragraph: Paragraph) -> tuple[str, str, str]:
    """The text before its lead phrase, the phrase, and the text after; inert, the first two may be empty."""
    text, phrase = paragraph.text, paragraph.lead_phrase or ""
    start = text.find(phrase) if phrase else -1
    if start < 0:
        return "", "", visible(text)
    end = start + len(phrase)
    return visible(text[:start]), visible(phrase), visible(text[end:])


def asked_for(paragraph: Paragraph, inspection: Inspection) -> list[tuple[str, str]]:
    """(its words, what it is, from whom, for whom and when) of each output that the paragraph asks for, inert."""
    return [
        (visible(each.surface), visible(request_in_words(each))) for each in inspection.requests_of(paragraph)
    ]


def printed_number(paragraph: Paragraph) -> str:
    """The marker as printed, or the number that position gave, in brackets: "4.", "[4]"."""
    if paragraph.marker:
        return visible(paragraph.marker)
    return visible(f"[{paragraph.number}]") if paragraph.number else ""


def remarks(block: Block) -> list[str]:
    """What is odd about a block's paragraph, in a word or two each."""
    paragraph = block.paragraph
    if paragraph is None:
        return []
    found = {
        "end lost": paragraph.is_truncated,
        "number inferred": paragraph.number_is_inferred,
        "no lead phrase": lacks_lead_phrase(paragraph),
        "no line of its own": not block.lines,
    }
    return [remark for remark, is_so in found.items() if is_so]
