"""What a file prints of itself: its own symbol at the head of its first page, and its language.

Here: reading both from lines, in all six official languages. Not here: adopted texts (`transforms`), the
verdict on a file (`identity`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transforms.front_signs import SYMBOL
from transforms.text import Line
from warehouse.symbols import read_symbol, squeeze

TOP_LINES = 12
NAMES = (
    "United Nations",
    "Nations Unies",
    "Naciones Unidas",
    "Организация Объединенных Наций",
    "联合国",
    "الأمم المتحدة",
)
INVISIBLE = dict.fromkeys([0x640, 0x202B, 0x202D, 0x202E, *range(0x2066, 0x206A)])
"""The stroke that lengthens Arabic words, and marks of direction."""
OWN = rf"(?P<symbol>{SYMBOL})(?![\w/]) ?[*†]{{0,3}}"
NAME = "|".join(r"\s*".join(map(re.escape, name)) for name in NAMES)
ALONE = re.compile(rf"(?:\d{{1,4}} )?{OWN}(?: \d{{1,4}})?", re.ASCII)
NAMED = re.compile(rf"(?:{NAME})\s*{OWN}|{OWN.replace('symbol', 'first')}\s*(?:{NAME})", re.ASCII | re.I)
SUPPLEMENT = re.compile(
    rf"(?:\S+ ){{0,3}}[^\s\d]*(?P<number>\d{{1,4}})[^\s\d]?\s*[(（]{OWN}[)）]\*{{0,3}}", re.ASCII
)
""" "Supplement No. 53 (A/62/53)" on the cover of an annual report."""
DISTRIBUTION = re.compile(r"\bdistr\b\s*[.:]", re.IGNORECASE)
"""A word of mastheads in all languages. A line with it is a masthead set in one line."""
ANYWHERE = re.compile(rf"(?<![\w/]){OWN}", re.ASCII)
SCRIPTS = {
    "ar": re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u3400-\u9fff]"),
    "": re.compile("[A-Za-z\u00c0-\u024f]"),
}
"""Letters of the languages that have a script of their own, and of those that share one."""
HAN_WEIGHT = 3
"""So many letters of other scripts say as much as one Chinese character."""
SAMPLE = 20_000
LATIN = ("en", "es", "fr")


def own_symbol(lines: Sequence[Line], asked: str) -> str | None:
    """The symbol that a document prints as its own: the first in its masthead, else in its running heads.

    None where there is none, or a list of symbols. `asked` is recognized with spaces within, too.
    """
    if not lines:
        return None
    top = [line.text for line in lines if line.page == lines[0].page][:TOP_LINES]
    running = [line.text for line in lines if line.role == "furniture"]
    for texts in (top, running[:TOP_LINES]):
        found = [(at, symbol) for at, symbol in _printed(texts, asked) if symbol]
        if any(first[1] != next_[1] and _beside(first, next_) for first, next_ in pairwise(found)):
            return None
        if found:
            return found[0][1]
    return None


def is_symbol(own: str, asked: str) -> bool:
    """Whether a printed symbol is the one asked for; one asked for without the letters of its parts
    ("A/RES/75/101 A-B") is."""
    return re.fullmatch(rf"{re.escape(squeeze(asked))}(?:[A-Z](?:-[A-Z])?)?", squeeze(own)) is not None


def language_of(lines: Sequence[Line]) -> str:
    """The official language (ISO 639-1) of the lines, by their script, else by the likelihood of their words."""
    text = ANYWHERE.sub(" ", "\n".join(line.text for line in lines)[:SAMPLE])
    letters = {code: len(script.findall(text)) for code, script in SCRIPTS.items()}
    letters["zh"] *= HAN_WEIGHT
    code = max(letters, key=lambda each: letters[each])
    if code:
        return code
    from py3langid.langid import rank  # loads a model: only where needed

    return next(str(each) for each, _ in rank(text) if each in LATIN)


def _printed(texts: Sequence[str], asked: str) -> Iterator[tuple[int, str | None]]:
    """The symbols that lines print as a document's own, each with the number of its line."""
    joined = "\n".join(texts).translate(INVISIBLE)
    for number, line in enumerate(re.sub(r" ?/\s*", "/", joined).split("\n")):
        text = line.strip()
        if squeeze(text) == squeeze(asked):
            yield number, asked
        elif found := ALONE.fullmatch(text) or NAMED.fullmatch(text):
            groups = found.groupdict()
            yield number, groups["symbol"] or groups["first"]
        elif (found := SUPPLEMENT.fullmatch(text)) and found["symbol"].endswith(f"/{found['number']}"):
            yield number, found["symbol"]
        elif DISTRIBUTION.search(text):
            yield from ((number, each["symbol"]) for each in ANYWHERE.finditer(text))


def _beside(one: tuple[int, str | None], other: tuple[int, str | None]) -> bool:
    """Whether two symbols of one kind stand in the same line or in lines one below the other."""
    (at, symbol), (below, second) = one, other
    kinds = [(each.partition("/")[0], read_symbol(each) is None) for each in (symbol or "", second or "")]
    return below - at <= 1 and kinds[0] == kinds[1]
