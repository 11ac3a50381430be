"""Citations of resolutions, decisions, statements and document symbols: number, organ, date, pinpoint.

Here: reading numbers in the light of the words around them. Not here: which organ a bare number
belongs to (`transforms.citations_organ`), named treaties and declarations (`transforms.mentions`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.actors_names import alternatives
from transforms.citations_organ import (
    PREFIXES,
    Number,
    Setting,
    organ_inferred,
    organ_stated,
    plausible,
    symbol_of,
)
from transforms.phrases import Span, either
from warehouse.vocabularies import Word

NUMBER = re.compile(
    r"""(?<![\w/.\-–])(?:
        (?P<statement>PRST[ /](?:OS/)?\d{1,3}/\d{1,3}|\d{1,3}/PRST/\d{1,3})
      | (?P<yearly>(?:19[4-9]|20[0-9])\d/\d{1,3}(?:[ ]?[A-Z](?![\w]))?)
      | (?P<slash>(?:E?S[-‑][ ]?)?\d{1,3}/\d{1,4}(?:[ ]?[A-Z](?:\s(?:and|to)\s[A-Z])?(?![\w]))?)
      | (?P<old>\d{1,4}(?:[ ][A-Z])?[ ]?\((?:E?S[-‑])?(?:[IVXLC]{1,10}|19\d\d|20\d\d)\)(?:[ ][A-Z](?![\w]))?)
    )(?![/\d])""",
    re.VERBOSE,
)
"""A number as printed: 30/21, S-9/1, 77/290 B, 2005/47, 217 A (III), 1325 (2000), PRST/29/1."""

SYMBOL = re.compile(
    r"""(?<![\w/])
        (?:A|S|E|CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI|FCCC|ICCD|UNEP|ST|CTOC|CAC|DP|HSP|TD)
        (?:/[A-Za-z0-9.\-]+(?:\([A-Z0-9\-]+\))?)+""",
    re.VERBOSE,
)
"""A UN document symbol as printed: A/HRC/50/21, E/CN.4/1998/53/Add.2."""

_ORGAN_TO_NOUN = re.compile(r"(?:['’]s?)?\s(?:[^\W\d]+\s){0,2}")
"""Between organ and noun: "General Assembly resolution", "the Council, in its resolution" is too far."""
_LIST_TOKEN = re.compile(r"\d{1,4}(?:/\d{1,4})?|\([\w-]+\)|[^\W\d_]{1,3}|[SE]{1,2}[-‑]\d+/\d+|[,'’]")
"""What may stand between a number and the organ after it: numbers of the list, small words, a date."""
_TOKEN = re.compile(r"\([\w-]+\)|[\w/‑-]+|[^\w\s]")
_LONGEST_LIST = 160
LONGEST_SYMBOL = 200
"""Characters of a symbol, several times those of any that the UN has issued; an index of a database holds it."""
LONGEST_RANGE = 60
"""Numbers that a range may stand for; what looks longer is no range of one session's texts."""
_TO_FIRST_NUMBER = 60
_LIST_GAP = 400
"""Characters that may stand before a first number, and between two of one list: "5/1, on …, and 5/2"."""
_TO_DATE = re.compile(r"[\s,()’'A-Za-z]{0,20}\Z")
_SYMBOL_ORGANS = (("A/HRC/", "HRC"), ("A/", "GA"), ("S/", "SC"), ("E/CN.4/", "CHR"), ("E/", "ECOSOC"))
_SYMBOL_KINDS = {"RES": "resolution", "DEC": "decision", "PRST": "presidential_statement"}

PATTERNS = {
    "citation:symbol": "A document symbol as printed: A/HRC/50/21",
    "citation:statement": "The number of a statement by the President: PRST/29/1",
    "citation:own": "A number behind resolution or decision that words call the organ's own: its resolution 30/21",
    "citation:bare": "A number behind resolution or decision without an organ; antecedent, date and session tell it",
} | {
    f"citation:{organ}": f"A number behind resolution or decision whose organ the words name: {organ}"
    for organ in PREFIXES
}
"""The rules of citations, by name."""

Dated = tuple[int, int, date]
Listed = tuple[Number, Span[Word], str | None]
"""The number read last, its noun, and the organ that the words named."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: its span, the symbol it resolves to, what is printed beside it, and the rule."""

    start: int
    end: int
    symbol: str
    organ: str | None
    kind: str
    cited_on: date | None
    pinpoint: str | None
    rule: str


class CitationReader:
    """Reads the citations of paragraphs of one language, by the words of `citation_words.csv`.

    `months`: their names in small letters, to their numbers.
    """

    def __init__(self, words: Iterable[Word], months: Mapping[str, int]) -> None:
        listed = list(words)
        self._months = months
        names = either(months)
        through = either(p for w in listed if w.role == "range" for p in w.phrases)
        self._range = re.compile(rf"\s(?:{through})\s") if through else None
        after = alternatives(p for w in listed if w.role == "organ_after" for p in w.phrases)
        self._organ_after = re.compile(rf"(?<!\w)(?:{after})\Z") if after else None
        self._date = (
            re.compile(rf"(?<!\d)(\d{{1,2}})(?:\s?er|º)?\s(?:de\s)?({names})\s(?:de\s)?(\d{{4}})(?!\d)", re.I)
            if names
            else None
        )
        marks = either(p for w in listed if w.role == "paragraph" for p in w.phrases)
        item = r"\d+[a-z]?(?:\s?\([a-z]+\))*"
        part = rf"(?:{marks})\s{item}(?:(?:,\s|,?\s\w{{1,3}}\s)(?:{item}|\([a-z]+\)))*"
        self._pinpoint = re.compile(rf"({part})(?=\s(?:[^\W\d]+\s){{0,8}}\Z|\s?\Z)", re.I) if marks else None
        self._pinpoint_after = re.compile(rf",?\s({part})", re.I) if marks else None

    def read(self, text: str, words: Sequence[Span[Word]], setting: Setting) -> list[Citation]:
        """The citations of a paragraph, in order; `words` are the citation words found in it."""
        symbols = [_printed_symbol(match) for match in SYMBOL.finditer(text)]
        taken = [(c.start, c.end) for c in symbols]
        citations = [c for c in symbols if len(c.symbol) <= LONGEST_SYMBOL]
        numbers = [
            n for n in map(_number, NUMBER.finditer(text)) if not any(a <= n.start < b for a, b in taken)
        ]
        if not numbers:
            return citations
        nouns = sorted(
            (w for w in words if w.owner.role in ("resolution", "decision")), key=lambda w: w.start
        )
        organs = _longest([w for w in words if w.owner.role in ("organ", "own")])
        dates = self._dates(text)
        dated = _dates_backwards(text, numbers, dates, nouns, organs)
        fits = [plausible(number, cited_on, setting) for number, cited_on in zip(numbers, dated, strict=True)]
        governing = _nouns_of(numbers, nouns)
        siblings: dict[int, list[frozenset[str]]] = defaultdict(list)
        for number, noun, fit in zip(numbers, governing, fits, strict=True):
            if number.form == "slash":
                siblings[id(noun)].append(fit)
        listed: Listed | None = None
        for number, cited_on, fit, noun in zip(numbers, dated, fits, governing, strict=True):
            if number.form == "statement":
                citations.append(_statement(number, cited_on))
                continue
            named = next((o.owner.value for o in organs if o.end == number.start - 1 and o.owner.value), None)
            if noun is None or not _governs(text, noun, number, listed):
                if named and named in PLAIN:  # "pursuant to Human Rights Council S-36/1"
                    symbol, kind = symbol_of(named, number.printed, "resolution")
                    citations.append(
                        Citation(
                            number.start, number.end, symbol, named, kind, cited_on, None, f"citation:{named}"
                        )
                    )
                continue
            stated = self._organ_behind(text, number, organs) or _stated_organ(
                text, noun, number, organs, listed
            )
            begun = listed[0] if listed is not None and listed[1] is noun else None
            listed = (number, noun, stated)
            before = [o for o in organs if o.end <= number.start and o.owner.role == "organ"]
            if stated in (None, "own"):
                near = [o for o in before if o.owner.value != "other" or number.start - o.end < 60]
                nearest = near[-1].owner.value if near else None
                organ = organ_inferred(number, stated == "own", nearest, siblings[id(noun)], setting)
            else:
                organ = organ_stated(number, stated or "", [o.owner.value for o in reversed(before)], fit)
            if organ is None or organ == "other":
                continue
            pinpoint, rule = self._pinpoint_of(text, number, noun), f"citation:{stated or 'bare'}"
            adopted_by = "CHR" if organ == "SUBCOM" else organ
            symbol, kind = symbol_of(organ, number.printed, noun.owner.role)
            citations.append(
                Citation(number.start, number.end, symbol, adopted_by, kind, cited_on, pinpoint, rule)
            )
            for printed in self._between(text, begun, number):
                symbol, kind = symbol_of(organ, printed, noun.owner.role)
                start = begun.start if begun else number.start
                citations.append(Citation(start, number.end, symbol, adopted_by, kind, cited_on, None, rule))
        return sorted(citations, key=lambda c: c.start)

    def _between(self, text: str, first: Number | None, last: Number) -> list[str]:
        """The numbers that a range stands for besides its ends: 5/2 and 5/3 in "5/1 to 5/4"."""
        if first is None or self._range is None or first.sitting != last.sitting:
            return []
        ends = [re.fullmatch(r"(.+/)(\d+)", number.printed) for number in (first, last)]
        if ends[0] is None or ends[1] is None or not self._range.fullmatch(text[first.end : last.start]):
            return []
        numbers = range(int(ends[0][2]) + 1, int(ends[1][2]))
        return [f"{ends[0][1]}{number}" for number in numbers] if len(numbers) <= LONGEST_RANGE else []

    def _organ_behind(self, text: str, number: Number, organs: Sequence[Span[Word]]) -> str | None:
        """The organ behind a number or its list: "27/5 of 18 May 2018 of the Commission …"."""
        organ = next((o for o in organs if o.start >= number.end and o.owner.role == "organ"), None)
        if organ is None or self._organ_after is None or organ.start - number.end > _LONGEST_LIST:
            return None
        of = self._organ_after.search(text, number.end, organ.start)
        if of is None:
            return None
        between = text[number.end : of.start()]
        is_list = all(
            _LIST_TOKEN.fullmatch(token) or token.casefold() in self._months
            for token in _TOKEN.findall(between)
        )
        return organ.owner.value if is_list else None

    def _pinpoint_of(self, text: str, number: Number, noun: Span[Word]) -> str | None:
        """ "paragraphs 3 and 4" before the noun, or "paragraph 5 (e)" after the number."""
        if self._pinpoint is None or self._pinpoint_after is None:
            return None
        if after := self._pinpoint_after.match(text, number.end):
            return after[1]
        if number.start - noun.end > 4:
            return None
        before = self._pinpoint.search(text[max(0, noun.start - 120) : noun.start])
        return before[1] if before else None

    def _dates(self, text: str) -> list[Dated]:
        found = []
        for match in self._date.finditer(text) if self._date else ():
            try:
                day = date(int(match[3]), self._months[match[2].casefold()], int(match[1]))
            except ValueError:  # 31 June: printed so, and no date
                continue
            found.append((match.start(), match.end(), day))
        return found


PLAIN = ("HRC", "GA")


def _number(match: re.Match[str]) -> Number:
    printed = " ".join(match.group().replace("‑", "-").replace("- ", "-").split())
    return Number(match.start(), match.end(), printed, match.lastgroup or "")


def _printed_symbol(match: re.Match[str]) -> Citation:
    printed = match.group().rstrip(".-")
    prefix, organ = next(((p, o) for p, o in _SYMBOL_ORGANS if printed.startswith(p)), ("", None))
    kind = _SYMBOL_KINDS.get(printed[len(prefix) :].split("/")[0], "document")
    adopted_by = organ if kind != "document" else None
    return Citation(
        match.start(), match.start() + len(printed), printed, adopted_by, kind, None, None, "citation:symbol"
    )


def _statement(number: Number, cited_on: date | None) -> Citation:
    printed = re.sub(r"^(\d+)/PRST/", r"PRST/\1/", number.printed).replace(" ", "/")
    kind, rule = "presidential_statement", "citation:statement"
    return Citation(number.start, number.end, f"A/HRC/{printed}", "HRC", kind, cited_on, None, rule)


def _nouns_of(numbers: Sequence[Number], nouns: Sequence[Span[Word]]) -> list[Span[Word] | None]:
    """For each number the noun that ends last before it."""
    ends = [noun.end for noun in nouns]
    return [nouns[at - 1] if (at := bisect_right(ends, n.start)) else None for n in numbers]


def _governs(text: str, noun: Span[Word], number: Number, listed: Listed | None) -> bool:
    """Whether a noun governs a number: near it if first, within the same list if not."""
    if listed is not None and listed[1] is noun:
        gap = text[listed[0].end : number.start]
        return len(gap) <= _LIST_GAP and ";" not in gap
    gap = text[noun.end : number.start]
    return len(gap) <= _TO_FIRST_NUMBER and not re.search(r"[.;]\s", gap)


def _stated_organ(
    text: str, noun: Span[Word], number: Number, organs: Sequence[Span[Word]],
    listed: Listed | None,
) -> str | None:  # fmt: skip
    """The organ in words before the number: beside the noun, else that of the list so far."""
    if listed is not None and listed[1] is noun:
        return listed[2]
    for organ in organs:
        if organ.end <= noun.start and _ORGAN_TO_NOUN.fullmatch(text[organ.end : noun.start]):
            return organ.owner.value or "own"
    for organ in organs:
        if noun.end <= organ.start and organ.end <= number.start:
            return organ.owner.value or "own"
    if listed is not None:
        gap = text[listed[0].end : noun.start]
        if len(gap) < 60 and ";" not in gap:
            return listed[2]
    return None


def _longest(spans: Iterable[Span[Word]]) -> list[Span[Word]]:
    kept: list[Span[Word]] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _dates_backwards(
    text: str,
    numbers: Sequence[Number],
    dates: Sequence[Dated],
    nouns: Sequence[Span[Word]],
    organs: Sequence[Span[Word]],
) -> list[date | None]:
    """For each number the date printed after it; one date serves all numbers since the date before.

    Texts of one date are of one session: in "9/3 and 42/23 of 27 September 2019" 9/3 has no date.
    """
    dated: list[date | None] = []
    for index, number in enumerate(numbers):
        limit = next((n.start for n in nouns if n.start >= number.end), len(text))
        following = next((d for d in dates if d[0] >= number.end), None)
        if following is None or following[0] > limit:
            dated.append(None)
            continue
        later = [n for n in numbers[index + 1 :] if n.start < following[0]]
        last = later[-1].end if later else number.end
        together = all(n.sitting == number.sitting for n in later)
        named = next((o for o in organs if last <= o.start and o.end <= following[0]), None)
        between = text[last : following[0]]
        if named:  # "60/251 de l'Assemblée générale, en date du 15 mars 2006"
            between = text[last : named.start] + text[named.end : following[0]]
        beside = _TO_DATE.fullmatch(between) is not None
        dated.append(following[2] if together and beside else None)
    return dated
