"""Citations of resolutions, decisions, statements and document symbols: number, organ, date, pinpoint.

Here: reading numbers in the light of the words around them. Not here: named treaties and
declarations, which are phrases of a vocabulary (`transforms.mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.phrases import Span
from warehouse.vocabularies import Word

NUMBER = re.compile(
    r"""(?<![\w/.\-–])(?:
        (?P<prst>PRST[ /](?:OS/)?\d{1,3}/\d{1,3}|\d{1,3}/PRST/\d{1,3})
      | (?P<yearly>(?:19[4-9]|20[0-9])\d/\d{1,3}(?:[ ]?[A-Z](?![\w]))?)
      | (?P<slash>(?:E?S[-‑][ ]?)?\d{1,3}/\d{1,4}(?:[ ]?[A-Z](?:\s(?:and|to)\s[A-Z])?(?![\w]))?)
      | (?P<old>\d{1,4}(?:[ ][A-Z])?[ ]?\((?:E?S[-‑])?(?:[IVXLC]+|19\d\d|20\d\d)\)(?:[ ][A-Z](?![\w]))?)
    )(?![/\d])""",
    re.VERBOSE,
)
"""A number as printed: 30/21, S-9/1, 77/290 B, 2005/47, 217 A (III), 1325 (2000), PRST/29/1."""

SYMBOL = re.compile(
    r"""(?<![\w/])(?:A|S|E|CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI|FCCC|ICCD|UNEP|ST|CTOC|CAC|DP|HSP|TD)
        (?:/[A-Za-z0-9.\-]+(?:\([A-Z0-9\-]+\))?)+""",
    re.VERBOSE,
)
"""A UN document symbol as printed: A/HRC/50/21, E/CN.4/1998/53/Add.2, A/CONF.157/24 (Part I) without the part."""

_PINPOINT_TAIL = r"[\s\d,()a-z]*?(?:\s(?:and|to|or)\s[\d()a-z]+)?"
_DATE_GAP = re.compile(r"[\s,()A-Za-z\u00ad]{0,24}\Z")
_LIST_GAP = 400
"""Characters that may stand between two numbers of one list: "5/1, on …, and 5/2, on …"."""


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


@dataclass(frozen=True, slots=True)
class Setting:
    """The document that a paragraph stands in: its organ, session number and date of adoption."""

    organ: str
    session_number: int | None
    adopted_on: date | None


class CitationReader:
    """Reads the citations of paragraphs of one language, by the words of `citation_words.csv`."""

    def __init__(self, words: Iterable[Word]) -> None:
        listed = list(words)
        months = {p.casefold(): int(w.value) for w in listed if w.role == "month" for p in w.phrases}
        self._months = months
        names = "|".join(re.escape(m) for m in sorted(months, key=len, reverse=True))
        self._date = (
            re.compile(rf"(?<!\d)(\d{{1,2}})(?:er|º)?\s(?:de\s)?({names})\s(?:de\s)?(\d{{4}})(?!\d)", re.I)
            if names
            else None
        )
        marks = "|".join(re.escape(p) for w in listed if w.role == "paragraph" for p in w.phrases)
        self._pinpoint = (
            re.compile(rf"(?:{marks})\s\d{_PINPOINT_TAIL}(?=\s(?:[^\W\d]+\s){{0,8}}\Z|\s\Z|\Z)", re.I)
            if marks
            else None
        )
        self._pinpoint_after = (
            re.compile(
                rf",?\s((?:{marks})\s\d[\d()a-z]*(?:(?:,\s|\sand\s|\sto\s)[\d()a-z]*\d[\d()a-z]*)*)", re.I
            )
            if marks
            else None
        )

    def read(self, text: str, words: Sequence[Span[Word]], setting: Setting) -> list[Citation]:
        """The citations of a paragraph, in order; `words` are the citation words found in it."""
        symbols = [self._symbol(match) for match in SYMBOL.finditer(text)]
        taken = [(c.start, c.end) for c in symbols]
        numbers = [m for m in NUMBER.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
        if not numbers:
            return symbols
        nouns = sorted(
            (w for w in words if w.owner.role in ("resolution", "decision", "statement")),
            key=lambda w: w.start,
        )
        organs = _longest([w for w in words if w.owner.role in ("organ", "own")])
        dates = self._dates(text)
        dated = _dates_backwards(text, numbers, dates, nouns)
        fitting = [
            _candidates(m.group().replace("‑", "-").replace("- ", "-"), on, setting)
            if m.lastgroup == "slash"
            else None
            for m, on in zip(numbers, dated, strict=True)
        ]
        citations: list[Citation] = []
        previous: tuple[int, Span[Word], str | None] | None = None
        for match, cited_on in zip(numbers, dated, strict=True):
            noun = _noun_of(match, nouns)
            own_form = match.lastgroup in ("prst",)
            if noun is None or (noun.owner.role == "statement" and not own_form):
                if not own_form:
                    continue
            elif not own_form:
                first = previous is None or previous[1] is not noun
                if (
                    first
                    and match.start() - noun.end > 24
                    and not re.match(
                        r"[\s,]*(?:No\.|number|contained in|of the)?[^.;]{0,60}\Z",
                        text[noun.end : match.start()],
                    )
                ):
                    continue
                if (
                    not first
                    and previous is not None
                    and (match.start() - previous[0] > _LIST_GAP or ";" in text[previous[0] : match.start()])
                ):
                    continue
                if first and match.start() - noun.end > 60:
                    continue
            stated = (
                self._organ(text, noun, match, organs, citations, previous) if noun is not None else "HRC"
            )
            siblings = [
                f
                for m, f in zip(numbers, fitting, strict=True)
                if f and noun is not None and _noun_of(m, nouns) is noun
            ]
            citation = self._resolve(text, match, noun, stated, organs, cited_on, setting, siblings)
            if noun is not None:
                previous = (match.end(), noun, stated)
            if citation is not None:
                citations.append(citation)
        return sorted([*symbols, *citations], key=lambda c: c.start)

    def _organ(
        self, text: str, noun: Span[Word], match: re.Match[str], organs: list[Span[Word]],
        citations: list[Citation], previous: tuple[int, Span[Word], str | None] | None,
    ) -> str | None:  # fmt: skip
        """The organ in words: before the noun, after the number, else that of the list so far."""
        if previous is not None and previous[1] is noun:
            return previous[2]
        for organ in organs:
            gap = text[organ.end : noun.start]
            if (
                organ.end <= noun.start
                and len(gap) <= 24
                and re.fullmatch(r"(?:['’]s?)?\s(?:[a-z]+\s){0,2}", gap)
            ):
                return organ.owner.value or "own"
        for organ in organs:
            gap = text[match.end() : organ.start]
            if (
                organ.start >= match.end()
                and len(gap) <= 60
                and re.fullmatch(
                    r"(?:\s\w+\s\d{1,2}\s\w+\s\d{4})?[^.;]{0,4}\s\w+(?:\sby)?\s(?:the\s)?(?:United Nations\s)?",
                    gap,
                )
            ):
                return organ.owner.value or "own"
            if organ.start >= noun.end and organ.end <= match.start():
                return organ.owner.value or "own"
        if (
            previous is not None
            and noun.start - previous[0] < 60
            and ";" not in text[previous[0] : noun.start]
        ):
            return previous[2]
        return None

    def _resolve(
        self, text: str, match: re.Match[str], noun: Span[Word] | None, stated: str | None,
        organs: list[Span[Word]], cited_on: date | None, setting: Setting, siblings: list[set[str]],
    ) -> Citation | None:  # fmt: skip
        printed = " ".join(match.group().replace("‑", "-").replace("- ", "-").split())
        form = match.lastgroup or ""
        pinpoint = self._pinpoint_of(text, match, noun, organs)
        role = noun.owner.role if noun is not None else "statement"
        if form == "prst":
            number = re.sub(r"^(\d+)/PRST/", r"PRST/\1/", printed).replace(" ", "/")
            return Citation(
                match.start(),
                match.end(),
                f"A/HRC/{number}",
                "HRC",
                "presidential_statement",
                cited_on,
                pinpoint,
                "citation:statement",
            )
        before = [o for o in organs if o.end <= match.start() and o.owner.role == "organ"]
        close = [o for o in before if o.owner.value != "other" or match.start() - o.end < 60]
        nearest = close[-1].owner.value if close else None
        if stated in (None, "own"):
            organ = _infer_organ(printed, form, stated, nearest, siblings, setting)
            rule = f"citation:{stated or 'bare'}"
        else:
            organ, rule = stated, f"citation:{stated}"
            if form == "yearly" and organ in ("HRC", "GA"):
                organ = "ECOSOC" if organ == "HRC" else "other"
            if organ == "HRC" and form == "old":
                organ = "SC" if re.search(r"\((?:19|20)\d\d\)", printed) else "ECOSOC"
            if organ == "SC" and form == "slash":
                organ = next(
                    (o.owner.value for o in reversed(before) if o.owner.value in ("GA", "HRC")), None
                )
            if organ == "GA" and form == "old" and re.search(r"\((?:19|20)\d\d\)", printed):
                organ = "SC"
            if (
                organ == "HRC"
                and form == "slash"
                and not _plausible_hrc(printed, cited_on, setting)
                and _plausible_ga(printed, cited_on)
            ):
                organ = "GA"
        if organ is None or organ == "other":
            return None
        symbol, kind = _symbol_of(organ, printed, role)
        start, end = match.span()
        return Citation(
            start, end, symbol, organ if organ != "SUBCOM" else "CHR", kind, cited_on, pinpoint, rule
        )

    def _pinpoint_of(
        self, text: str, match: re.Match[str], noun: Span[Word] | None, organs: list[Span[Word]]
    ) -> str | None:
        if self._pinpoint is None or self._pinpoint_after is None:
            return None
        if after := self._pinpoint_after.match(text, match.end()):
            return after[1]
        if noun is None or match.start() - noun.end > 4:
            return None
        if before := self._pinpoint.search(text[max(0, noun.start - 120) : noun.start]):
            return before.group().strip()
        return None

    def _symbol(self, match: re.Match[str]) -> Citation:
        printed = match.group().rstrip(".-")
        end = match.start() + len(printed)
        organ, kind = None, "document"
        for prefix, adopted_by in (
            ("A/HRC/", "HRC"),
            ("A/", "GA"),
            ("S/", "SC"),
            ("E/CN.4/", "CHR"),
            ("E/", "ECOSOC"),
        ):
            if printed.startswith(prefix):
                organ = adopted_by
                rest = printed[len(prefix) :]
                kind = {"RES": "resolution", "DEC": "decision", "PRST": "presidential_statement"}.get(
                    rest.split("/")[0], "document"
                )
                break
        return Citation(
            match.start(),
            end,
            printed,
            organ if kind != "document" else None,
            kind,
            None,
            None,
            "citation:symbol",
        )

    def _dates(self, text: str) -> list[tuple[int, int, date]]:
        found = []
        for match in self._date.finditer(text) if self._date else ():
            try:
                found.append(
                    (
                        match.start(),
                        match.end(),
                        date(int(match[3]), self._months[match[2].casefold()], int(match[1])),
                    )
                )
            except ValueError:  # 31 June: printed so, and no date
                continue
        return found


def _longest(spans: Iterable[Span[Word]]) -> list[Span[Word]]:
    kept: list[Span[Word]] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _dates_backwards(
    text: str, numbers: list[re.Match[str]], dates: list[tuple[int, int, date]], nouns: list[Span[Word]]
) -> list[date | None]:
    """For each number the date printed after it; one date serves all numbers since the date before.

    Texts of one date are of one session: in "9/3 and 42/23 of 27 September 2019" 9/3 has no date.
    """
    dated: list[date | None] = []
    for index, number in enumerate(numbers):
        limit = next((n.start for n in nouns if n.start >= number.end()), len(text))
        following = next((d for d in dates if d[0] >= number.end()), None)
        later = [m for m in numbers[index + 1 :] if following and m.start() < following[0]]
        last = later[-1].end() if later else number.end()
        if (
            following is None
            or following[0] > limit
            or not _DATE_GAP.match(text, last, following[0])
            or following[0] - last > 16
        ):
            dated.append(None)
            continue
        together = all(_session_part(m) == _session_part(number) for m in later)
        dated.append(following[2] if together else None)
    return dated


def _session_part(match: re.Match[str]) -> str:
    printed = match.group()
    return printed.split("(")[1] if match.lastgroup == "old" else printed.split("/")[0]


def _noun_of(match: re.Match[str], nouns: list[Span[Word]]) -> Span[Word] | None:
    return max((n for n in nouns if n.end <= match.start()), key=lambda n: n.end, default=None)


def _candidates(printed: str, cited_on: date | None, setting: Setting) -> set[str]:
    """Council and Assembly, as far as session and date allow."""
    fits = {"HRC": _plausible_hrc(printed, cited_on, setting), "GA": _plausible_ga(printed, cited_on)}
    return {organ for organ, fit in fits.items() if fit}


def _session_of(printed: str) -> int | None:
    found = re.match(r"(S-|ES-)?(\d+)/", printed)
    return int(found[2]) if found and not found[1] else None


def _plausible_hrc(printed: str, cited_on: date | None, setting: Setting) -> bool:
    """The Council's session N was in about 2006 + N/3; it cites no session after its own."""
    session = _session_of(printed)
    if session is None:
        return printed.startswith("S-")
    if cited_on is not None:
        return (
            cited_on.year >= 2006
            and abs((cited_on.year - 2006) * 3 + (cited_on.month - 1) / 4 - session) <= 4
        )
    if setting.organ == "HRC" and setting.session_number is not None:
        return session <= setting.session_number
    if setting.adopted_on is not None:
        return session <= (setting.adopted_on.year - 2006) * 3 + setting.adopted_on.month // 4 + 1
    return True


def _plausible_ga(printed: str, cited_on: date | None) -> bool:
    """The Assembly's session N began in September of year N + 1945 and ended a year later."""
    session = _session_of(printed)
    if session is None:
        return printed.startswith(("S-", "ES-"))
    if cited_on is not None:
        return cited_on.year - 1945 - session in (0, 1)
    return session >= 31


def _infer_organ(
    printed: str,
    form: str,
    stated: str | None,
    nearest: str | None,
    siblings: list[set[str]],
    setting: Setting,
) -> str | None:
    """The organ of a number whose words do not say: from its form, the date, and the antecedent."""
    if form == "old":
        if re.search(r"\((?:19|20)\d\d\)", printed):
            return "SC"
        return nearest if nearest in ("ECOSOC", "GA") else "GA"
    if form == "yearly":
        return (
            nearest
            if nearest in ("ECOSOC", "CHR", "SUBCOM")
            else ("ECOSOC" if setting.organ == "ECOSOC" else "CHR" if nearest is None else "ECOSOC")
        )
    if printed.startswith("ES-"):
        return "GA"
    if nearest == "other" and stated is None:
        return None
    shared = set.intersection(*siblings) if siblings else set()
    antecedent = nearest if nearest in ("HRC", "GA") else None
    preferred = setting.organ if stated == "own" and antecedent is None else antecedent or setting.organ
    if preferred in shared or not shared:
        return preferred if preferred in ("HRC", "GA") else None
    return setting.organ if setting.organ in shared else min(shared)


def _symbol_of(organ: str, printed: str, role: str) -> tuple[str, str]:
    """The canonical symbol and the kind of a number.

    Symbols of documents, as the UN issues them: part A comes out under the bare number, B and C
    under their own (A/RES/77/290B); parts of old resolutions (217 A (III)) and of long omnibus
    resolutions (D and on) have no document of their own.
    """
    number = re.sub(r"\s", "", printed)
    kind = role if role in ("resolution", "decision") else "resolution"
    word = "RES" if kind == "resolution" else "DEC"
    if old := re.fullmatch(r"(\d+)[A-Z]?(\([\dA-Z-]+\))[A-Z]?", number):
        number = old[1] + old[2]
    elif part := re.fullmatch(r"([\w-]+/\d+)([A-Z])(?:(?:and|to)[A-Z])?", number):
        number = part[1] + (part[2] if part[2] in "BC" else "")
    prefix = {
        "HRC": "A/HRC/",
        "GA": "A/",
        "SC": "S/",
        "ECOSOC": "E/",
        "CHR": "E/CN.4/",
        "SUBCOM": "E/CN.4/Sub.2/",
    }[organ]
    return f"{prefix}{word}/{number}", kind
