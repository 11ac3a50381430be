"""From the lines of a paragraph to its text: line ends repaired, footnote digits taken out.

Here: words and characters. Not here: which lines belong together (`body`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from transforms.text import LOWER
from warehouse.languages import Language

BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})-$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
MOST_DIGITS = 3
MOST_ALIKE = 50
"""Footnotes that bear the same marker; more are no footnotes of one text."""
SYMBOL_PARTS = frozenset({"add", "corr", "rev"})
"""Abbreviations before a number in document symbols, whatever the language."""
CERTAIN, SURE, LIKELY, DOUBTFUL = 10.0, 3.0, 1.5, 0.5
"""How much each kind of call weighs against others that cannot stand beside it."""
LONGEST_WORD = 60
DIGITS = re.compile(r"\d+(?![\d/]|[.,]\d)(?:(?![^\W\d_])|(?<=[,;]\d)|(?<=[,;]\d\d))")
RAISED = re.compile(r"(?:(?<=[⁰¹²³⁴-⁹]), ?)?(?P<digits>[⁰¹²³⁴-⁹]+)")
"""A superscript number, with the comma that parts it from another before it."""
UNIT = re.compile(r"(?<![^\W_])(?:[kcdm]?m|10)$")
"""What stands before a superscript that is an exponent: km², 10³."""
GLUED = re.compile(r"(?:[^\W\d_]|[;:)”»’\"\]]|\D[,.]|\d{4}[,.]|/\d{1,3},)$")
NUMBER = re.compile(r"(?:\w{1,4}(?:/|\.|-))*\d+")
"""A number with what is written before it without a space: 74/52, 1/CP.21, COVID-19."""
DATED = re.compile(r" \w{1,3} \d{1,2}(?!\d)")
"""What follows a number that stands before its date: 74/168 of 18 December 2019."""
ABBREVIATED = re.compile(r"(?P<word>[^\W\d_]+)\.$")
GOES_ON = re.compile(r" [^\W\d_A-Z]")
"""What follows an abbreviation and no sentence: Add.1 of 25 July."""
NUMBER_BEFORE = re.compile(r"(?:(?<![\w./-])|^)(?:\w{1,5}[/.-])+$")
AFTER_NUMBER = re.compile(r"\d[,.;]$")
YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d$")
YEAR_AND_MORE = re.compile(r"(?:19|20)\d\d\d{1,3}$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """What shows whether a hyphen at a line's end belongs to its word: the words of the document as
    printed, hyphenated words whole, and those of the language's list in small letters."""

    document: frozenset[str]
    language: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    """First parts of hyphenated words of the language: re-, inter-, capacity-. Writers differ on these."""

    hanging_before: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = SYMBOL_PARTS
    gap: str = " "
    """What stands between words: nothing in Chinese."""

    def suspends(self, following: str) -> bool:
        """Whether the hyphen before this line hangs: "short-" / "and long-term"."""
        return following.split(" ", 1)[0] in self.hanging_before

    def shows_joined(self, left: str, right: str) -> bool:
        """Whether left and right are one word without a hyphen. The document decides; where it is silent
        or writes both, the language. A capital ("Co-operation" in a name) counts as its small letter too."""
        joined, hyphenated = left + right, f"{left}-{right}"
        seen, listed = (
            [bool({word, word.casefold()} & words) for word in (joined, hyphenated)]
            for words in (self.document, self.language)
        )
        if seen[0] != seen[1]:
            return seen[0] and (joined in self.document or not listed[1])
        return listed[0] and not listed[1] and left.casefold() not in self.prefixes


def known_words(texts: Iterable[str], language: Language) -> Words:
    """The words of the texts as printed, beside those of the language."""
    document = frozenset(word for text in texts for word in WORD.findall(text))
    gap = " " if language.has_spaces else ""
    return Words(
        document,
        language.words,
        language.word_prefixes,
        language.hanging_before,
        SYMBOL_PARTS | language.abbreviations,
        gap,
    )


def join_lines(lines: list[str], words: Words) -> str:
    """One line of text from several.

    A hyphen at a line's end is kept ("capacity-" / "building"), unless the document or the language
    writes the joined word and not the hyphenated one.
    """
    parts: list[str] = []
    for line in lines:
        last = parts[-1] if parts else ""
        if last.endswith("-") and not last.endswith(" -"):
            if _is_broken_word(last[-LONGEST_WORD:], line, words):
                parts[-1] = last[:-1]
                parts.append(line)
            else:
                parts.append(f" {line}" if words.suspends(line) else line)
        else:
            parts.append(line if not parts or last.endswith("/") else f"{words.gap}{line}")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _is_broken_word(head: str, tail: str, words: Words) -> bool:
    broken, following = BROKEN.search(head), FIRST_WORD.match(tail)
    if not (broken and following and following[0][0].islower()):
        return False
    return words.shows_joined(broken["head"], following[0])


def remove_calls(
    texts: list[str], markers: list[str], abbreviations: frozenset[str] = SYMBOL_PARTS
) -> tuple[list[str], dict[int, int]]:
    """Take the footnote digits out of the texts: superscript ones, and those that are glued to words.

    Returns the texts, and for each footnote (its index among `markers`) the index of the text
    that called it. Calls stand in the footnotes' own order, so of all the digits that may be calls the
    chain is taken that keeps this order and is the likeliest as a whole: "Agenda 21,5" calls footnote
    5 between the calls of 4 and 6, and nothing elsewhere.
    """
    numbered: dict[str, list[int]] = defaultdict(list)
    for number, marker in enumerate(markers):
        if len(numbered[marker]) < MOST_ALIKE:
            numbered[marker].append(number)
    chain = _likeliest_chain(_possible_calls(texts, numbered, abbreviations), len(markers))
    called: dict[int, int] = {}
    cuts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for call in chain:
        called[call.footnote] = call.text
        cuts[call.text].append((call.start, call.end))
    removed = [_without(text, cuts.get(index, [])) for index, text in enumerate(texts)]
    return [RAISED.sub(_exponent, text) for text in removed], called


def _exponent(found: re.Match[str]) -> str:
    """What stays of a superscript number that calls no footnote of the source: exponents alone."""
    return found[0] if _is_exponent(found) else ""


def _is_exponent(found: re.Match[str]) -> bool:
    return UNIT.search(found.string, max(0, found.start() - 3), found.start()) is not None


@dataclass(slots=True)
class _Call:
    """Digits that may call a footnote: in which text, where they stand, how likely, and what the likeliest
    chain up to here is."""

    footnote: int
    text: int
    start: int
    end: int
    weight: float
    total: float = 0.0
    before: _Call | None = None


def _possible_calls(
    texts: list[str], numbered: Mapping[str, list[int]], abbreviations: frozenset[str]
) -> Iterator[list[_Call]]:
    """For each run of digits, in order, the calls that it may be; one of them at most is one."""
    if not numbered:
        return
    numbers = Counter(number for text in texts for number in NUMBER.findall(text))
    for index, text in enumerate(texts):
        runs = [*DIGITS.finditer(text), *RAISED.finditer(text)]
        for found in sorted(runs, key=lambda run: run.start()):
            end = found.end()
            if found.re is RAISED and _is_exponent(found):
                continue
            if found.re is RAISED:
                marker = found["digits"].translate(LOWER)
                calls = [
                    _Call(footnote, index, found.start(), end, CERTAIN)
                    for footnote in numbered.get(marker, ())
                ]
            else:
                calls = [
                    _Call(footnote, index, end - len(marker), end, weight)
                    for marker, weight in _readings(text, found.start(), found[0], numbers, abbreviations)
                    for footnote in numbered.get(marker, ())
                ]
            if calls:
                yield calls


def _likeliest_chain(runs: Iterable[list[_Call]], count: int) -> list[_Call]:
    """The chain of calls with the greatest weight in which the footnotes ascend."""
    best: list[_Call | None] = [None] * (count + 1)  # a Fenwick tree of maxima over footnotes
    for calls in runs:
        for call in calls:
            at = call.footnote
            while at > 0:
                earlier = best[at]
                if earlier and (call.before is None or earlier.total > call.before.total):
                    call.before = earlier
                at -= at & -at
            call.total = call.weight + (call.before.total if call.before else 0)
        for call in calls:
            at = call.footnote + 1
            while at <= count:
                known = best[at]
                if known is None or call.total > known.total:
                    best[at] = call
                at += at & -at
    last: _Call | None = None
    at = count
    while at > 0:
        ending = best[at]
        if ending and (last is None or ending.total > last.total):
            last = ending
        at -= at & -at
    chain = []
    while last:
        chain.append(last)
        last = last.before
    return chain[::-1]


def _readings(
    text: str, start: int, digits: str, numbers: Mapping[str, int], abbreviations: frozenset[str]
) -> list[tuple[str, float]]:
    """The footnotes that a run of digits at `start` may call, and how likely each is: the run itself
    right after a letter or a mark, or the end of a run that is too long for the number before it.

    `numbers` counts the numbers of the document as printed: 74/521 is resolution 74/52 and footnote 1
    where 74/52 is cited elsewhere.
    """
    before = text[max(0, start - 6) : start]
    if YEAR_AND_MORE.match(digits) and not before[-1:].isalnum() and before[-1:] != "/":
        return [(digits[4:], LIKELY)]
    readings = []
    if len(digits) <= MOST_DIGITS and start:
        word = ABBREVIATED.search(before)
        is_abbreviated = (word is not None and word["word"].casefold() in abbreviations) or (
            before[-1] == "." and GOES_ON.match(text, start + len(digits))
        )
        if GLUED.search(before) and not is_abbreviated:
            readings = [(digits, SURE)]
        elif AFTER_NUMBER.search(before):
            readings = [(digits, LIKELY)]
    whole = NUMBER_BEFORE.search(text, max(0, start - 20), start)
    head = whole[0] if whole else ""
    is_year = YEAR.match(digits) and (not head or head[-1] == "/" or head[:-1].isdigit())
    if is_year or DATED.match(text, start + len(digits)):
        return readings
    for cut in (1, 2, 3):
        if not 0 < len(digits) - cut <= (MOST_DIGITS if head else 2):
            continue
        if head and numbers.get(head + digits[:cut], 0) and numbers.get(head + digits, 0) < 2:
            readings.append((digits[cut:], SURE))
        elif head and len(digits) > MOST_DIGITS:
            readings.append((digits[cut:], LIKELY))
        elif head or len(digits) >= MOST_DIGITS:
            readings.append((digits[cut:], DOUBTFUL))
    return readings


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in cuts:
        kept.append(text[at:start])
        at = end
    return "".join(kept) + text[at:]
