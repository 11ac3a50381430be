"""From the text of one source to its adopted texts: the order of the reading, and the result.

Here: which reader gets which lines, identifiers, and what a text must have to be a document.
Not here: the readers themselves, frames (`parse`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile

from transforms.body import Segmenter
from transforms.closing import Closing, read_closing, starts_closing
from transforms.division import Division, divide, find_openings
from transforms.document import Document, Footnote
from transforms.footnotes import mark_notes_below, read_footnotes
from transforms.front import Front, read_front, read_meeting
from transforms.front_signs import SENTENCE_LINES
from transforms.furniture import SYMBOL_ALONE, mark_furniture, mark_running_headers
from transforms.identifiers import identify, infer_numbers
from transforms.joining import Words, join_lines, known_words, remove_calls
from transforms.layout import SENTENCE_END, measure
from transforms.paragraph import Paragraph
from transforms.parts import mark_tables, set_annex_apart
from transforms.text import Line, Unreadable
from warehouse.languages import Language
from warehouse.symbols import Adopted, is_other_text, read_symbol, squeeze

FICTITIOUS = "FICTITIOUS SAMPLE"
"""The words with which the invented samples begin."""


@dataclass(slots=True)
class Reading:
    """What one source gave: its texts, and for each text that could not be read the reason."""

    documents: list[Document] = field(default_factory=list)
    failures: list[Unreadable] = field(default_factory=list)

    def add(self, where: str, read: Callable[[], Document]) -> Document | None:
        """Read one text of a source that holds several: what goes wrong costs no other. `where` names
        its place. None where it became a failure."""
        before = len(self.documents)
        self.join(where, lambda: Reading([read()]))
        return self.documents[-1] if len(self.documents) > before else None

    def join(self, where: str, read: Callable[[], Reading]) -> None:
        """Read a part of a source that may hold several texts, in the same way."""
        try:
            part = read()
        except Unreadable as error:
            self.failures.append(Unreadable(error.reason, f"{where}: {error}"))
            return
        except Exception as error:  # a defect of the parser costs one text, not its source
            self.failures.append(Unreadable("parser_error", f"{where}: {type(error).__name__}: {error}"))
            return
        self.failures += [Unreadable(error.reason, f"{where}: {error}") for error in part.failures]
        known = {document.document_id for document in self.documents}
        for document in part.documents:
            if document.document_id in known:
                detail = f"{where}: {document.identity.symbol} stands in this source twice. The first is kept; remove one of the two."
                self.failures.append(Unreadable("conflicting_text", detail))
            else:
                self.documents.append(document)
                known.add(document.document_id)


def read_documents(
    lines: list[Line], languages: Mapping[str, Language], symbol: str | None = None
) -> Reading:
    """The adopted texts that the lines of a source hold; one that cannot be read costs no other.

    `symbol` is what the source says beside the text; it names a text that shows no symbol of its own.

    Raises Unreadable when it holds none, or one of another symbol.
    """
    text = " ".join(line.text for line in lines)
    folded = text.casefold().replace("’", "'")
    named = [each for each in languages.values() if any(organ in folded for organ in each.organs)]
    if not named:
        raise _foreign_or_no_resolution(text, languages)
    found = {each.code: openings for each in named if (openings := find_openings(lines, each))}
    if not found:
        raise _foreign_or_no_resolution(text, languages)
    detected = _detect(text) if len(found) > 1 else ""
    code = detected if detected in found else min(found, key=lambda each: found[each][0].first)
    divisions = divide(lines, [each for openings in found.values() for each in openings], code)
    if len(divisions) == 1:
        return Reading([_read_document(lines, divisions[0], symbol)])
    if sum(each.end - each.start for each in divisions) != len(lines):
        raise AssertionError("The texts of the source do not make up its lines.")
    reading = Reading()
    for division in divisions:
        where = f"Lines {lines[division.start].number} to {lines[division.end - 1].number}"
        reading.add(where, partial(_read_document, lines, division))
    return reading


def _detect(text: str) -> str:
    """ISO 639-1 code of the language of the text's beginning."""
    from py3langid.langid import classify  # loads a model: only where needed

    return str(classify(text[:4000])[0])


def _foreign_or_no_resolution(text: str, languages: Mapping[str, Language]) -> Unreadable:
    known = ", ".join(sorted(languages))
    letters = sum(char.isalpha() for char in text[:4000])
    detected = _detect(text) if letters > 200 else None
    if detected and detected not in languages and len(detected) == 2:
        return Unreadable(
            "unknown_language", f"The text seems to be in '{detected}'; texts are read in: {known}."
        )
    return _not_a_resolution(*languages.values())


def _not_a_resolution(*languages: Language) -> Unreadable:
    names = ", ".join(language.name for language in languages)
    return Unreadable(
        "not_a_resolution",
        f"No line opens a resolution ('The Human Rights Council,' alone on a line, or its like; read: {names}). "
        "Is it a letter, a report or a draft? Only adopted texts become documents.",
    )


def _read_document(source: list[Line], division: Division, symbol: str | None = None) -> Document:
    lines = source[division.start : division.end]
    opening, language = division.opening, division.opening.language
    first, last = opening.first - division.start, opening.last - division.start
    words = known_words((line.text for line in lines), language)
    mark_furniture(lines, language)
    front = read_front(lines[: first if opening.is_formula else last + 1], language, words)
    if first > last:
        read_meeting(" ".join(line.text for line in lines[first : first + SENTENCE_LINES]), front, language)
        front.document_type = front.document_type or "decision"
    front.organ = opening.organ or front.organ or "HRC"
    identity = _identity(front, lines, language, symbol)
    mark_running_headers(lines, identity.symbol, front.title)
    front.document_type = identity.document_type

    for line in lines[first : last + 1]:
        line.role = "opening"
    paragraphs, closing = _read_parts(
        lines[last + 1 :], "preamble" if opening.is_formula else "operative", language
    )
    if first <= last:
        formula = lines[first : last + 1]
        paragraphs = [Paragraph("preamble", "opening", formula, formula[0].text), *paragraphs]
    require_paragraphs(paragraphs, identity)
    mark_notes_below(_below_closing(lines, paragraphs), lines)
    footnotes = read_footnotes(lines, words)
    _write_texts(paragraphs, footnotes, words)
    set_annex_apart(paragraphs, language)
    mark_tables(paragraphs, language)
    infer_numbers(paragraphs, language)
    identifiers, parents = identify(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        for line in paragraph.lines:
            line.paragraph = index
            line.role = line.role or line_role(paragraph)
    for line in lines:
        line.role = line.role or "closing"
    return Document(
        language, identity, front, closing, paragraphs, identifiers, parents, footnotes, lines, len(lines),
        is_fictitious=lines[0].text.startswith(FICTITIOUS),
    )  # fmt: skip


def _identity(front: Front, lines: list[Line], language: Language, given: str | None) -> Adopted:
    """The text's own symbol: the number above the title, unless the masthead shows it to be misprinted, as the
    UN's French 29/18 of the Council is numbered 21/18. A masthead further down serves where the front has no
    number, and last the symbol `given` beside the text.

    Raises Unreadable where the text shows none, or another than the given.
    """
    own = _own_identity(front, lines, language)
    named = read_symbol(given) if given else None
    if own and named and own.symbol != named.symbol:
        raise Unreadable(
            "wrong_document",
            f"The text is {own.symbol} by its own words, but came as {named.symbol}. Correct the one that is wrong.",
        )
    if identity := own or named:
        return identity
    raise Unreadable(
        "no_symbol",
        f"The text opens like a resolution of {front.organ or 'an organ'}, but shows neither a number such as "
        "30/21 above its title nor a document symbol. Add a line 'United Nations A/HRC/RES/…' on top.",
    )


def _own_identity(front: Front, lines: list[Line], language: Language) -> Adopted | None:
    printed: Counter[str] = Counter()
    for line in lines:
        masthead = language.patterns["front.masthead"].match(line.text)
        if masthead or (line.role == "furniture" and SYMBOL_ALONE.match(line.text)):
            printed[squeeze(masthead["symbol"] if masthead else line.text)] += 1
    if identity := front.identity:
        above = read_symbol(front.printed_symbol) if front.printed_symbol else None
        misprinted = above and is_other_text(identity, above) and identity.symbol not in printed
        return above if misprinted else identity
    found = (read_symbol(symbol) for symbol, _ in printed.most_common())
    return next((identity for identity in found if identity), None)


def require_paragraphs(paragraphs: list[Paragraph], identity: Adopted) -> None:
    """A resolution that operates nothing lost its end; any text that says nothing lost all."""
    kinds = {paragraph.kind for paragraph in paragraphs} - {"opening"}
    if not kinds or (identity.document_type == "resolution" and "operative" not in kinds):
        lost = "no operative paragraph" if kinds else "no paragraph"
        raise Unreadable(
            "incomplete", f"{identity.symbol} has {lost}. The text seems cut: get it whole and build again."
        )


def _read_parts(lines: list[Line], section: str, language: Language) -> tuple[list[Paragraph], Closing]:
    """The body, the closing lines and the annexes, in whatever order they stand; `section` is that
    with which the body begins."""
    paragraphs: list[Paragraph] = []
    closing = Closing()
    annexes = start = 0
    layout = measure(_body_lines(lines, language))
    while start < len(lines):
        end = next((at for at in range(start, len(lines)) if _ends_part(lines, at, language)), len(lines))
        if end > start and section:
            paragraphs += Segmenter(language, layout, section, annexes).read(lines[start:end])
        section = "annex" if annexes else ""
        if end == len(lines):
            break
        if starts_closing(lines[end].text, language):
            read, start = read_closing(lines, end, language)
            closing = _merged(closing, read)
        else:
            annexes, section, start = annexes + 1, "annex", end + 1
            heading = Paragraph("annex", "heading", [lines[end]], lines[end].text, annex=annexes)
            paragraphs.append(heading)
    return paragraphs, closing


def _body_lines(lines: list[Line], language: Language) -> list[Line]:
    """The lines that show how a text is laid out: those before its closing lines and annexes."""
    printed = [line for line in lines if line.role not in ("furniture", "footnote")]
    end = next((at for at in range(len(printed)) if _ends_part(printed, at, language)), len(printed))
    return printed[:end]


def _below_closing(lines: list[Line], paragraphs: list[Paragraph]) -> list[Line]:
    """The lines below the last closing line, down to an annex; none where a text has no closing."""
    closing = [at for at, line in enumerate(lines) if line.role in ("closing", "vote")]
    below = lines[closing[-1] + 1 :] if closing else []
    taken = {line.number for paragraph in paragraphs for line in paragraph.lines}
    return list(takewhile(lambda line: line.number not in taken, below))


def _ends_part(lines: list[Line], at: int, language: Language) -> bool:
    """Whether a line begins the closing or an annex. Within a sentence none does: "taken at the" /
    "42nd meeting" / "of the session"."""
    line, before = lines[at], lines[at - 1] if at else None
    if line.role in ("furniture", "footnote"):
        return False
    apart = before is None or line.after_blank or line.page != before.page or before.role
    if not apart and before is not None and not SENTENCE_END.search(before.text):
        return False
    titled = line.after_blank and language.patterns["closing.annex_titled"].match(line.text)
    return starts_closing(line.text, language) or bool(
        titled or language.patterns["closing.annex"].match(line.text)
    )


def _merged(first: Closing, second: Closing) -> Closing:
    """The first closing's facts, completed by the second's."""
    missing = {name: getattr(second, name) for name in Closing.__slots__ if getattr(first, name) is None}
    return replace(first, **missing)


def _write_texts(paragraphs: list[Paragraph], footnotes: list[Footnote], words: Words) -> None:
    texts = [
        join_lines([paragraph.printed_rest, *(line.printed for line in paragraph.lines[1:])], words)
        for paragraph in paragraphs
    ]
    texts, called = remove_calls(texts, [footnote.marker for footnote in footnotes], words.abbreviations)
    for index, place in called.items():
        footnotes[index].paragraph = place
    for paragraph, text in zip(paragraphs, texts, strict=True):
        paragraph.text = text or paragraph.marker or ""
        paragraph.marked_lead = paragraph.italic_lead


def line_role(paragraph: Paragraph) -> str:
    if paragraph.kind == "heading":
        return "heading"
    return "annex" if paragraph.section == "annex" else "paragraph"
