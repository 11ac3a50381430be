"""The text of a paragraph with its mentions marked, also where they nest or cross.

Here: where marks stand, with styles or without. Not here: the lists below the text (`explain_terminal`).

With styles, words are underlined in the colour of their family, that of the shortest mention where several
cover them, and bold where these are of several families; each mention's number follows its last character.
Without, a mention stands in brackets with its number behind: [States]¹. Mentions of the very same words share
brackets: [employers]²·³. Brackets that nest are read as brackets are; where two mentions cross, the number
stands behind the opening bracket too: [¹States of [²transit]¹ and destination]².
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from warehouse.explaining import Mention
from warehouse.showing import visible

FAMILY_COLOURS = {"actor": "cyan", "instrument": "magenta", "theme": "green", "request": "yellow"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Span = tuple[int, int]


def raised(number: int) -> str:
    """The number as superscript digits."""
    return str(number).translate(RAISED)


def marked(text: str, mentions: Sequence[Mention], styled: bool) -> Text:
    """The text, inert, with every mention marked as above."""
    by_span: dict[Span, list[Mention]] = {}
    for mention in mentions:
        start = min(max(mention.start_char, 0), len(text))
        by_span.setdefault((start, min(max(mention.end_char, start), len(text))), []).append(mention)
    places = sorted({0, len(text), *(place for span in by_span for place in span)})
    shown = Text()
    for place, following in zip(places, [*places[1:], len(text)], strict=True):
        # Inner mentions close first and open last; one of no length opens where it closes.
        for span in sorted((s for s in by_span if s[1] == place > s[0]), key=lambda s: -s[0]):
            shown.append_text(_closing(by_span[span], styled))
        for span in sorted((s for s in by_span if s[0] == place), key=lambda s: -s[1]):
            shown.append_text(_opening(span, by_span, styled))
            if span[1] == place:
                shown.append_text(_closing(by_span[span], styled))
        covering = {s: by_span[s] for s in by_span if s[0] <= place and following <= s[1]}
        shown.append(visible(text[place:following]), _style(covering) if styled else "")
    return shown


def _opening(span: Span, by_span: dict[Span, list[Mention]], styled: bool) -> Text:
    if styled:
        return Text()
    crosses = any(_cross(span, other) for other in by_span)
    return Text(f"[{_numbers(by_span[span]).plain if crosses else ''}")


def _closing(mentions: list[Mention], styled: bool) -> Text:
    return _numbers(mentions) if styled else Text(f"]{_numbers(mentions).plain}")


def _numbers(mentions: list[Mention]) -> Text:
    return Text("·").join(Text(raised(each.number), FAMILY_COLOURS[each.family]) for each in mentions)


def _cross(one: Span, other: Span) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def _style(covering: dict[Span, list[Mention]]) -> str:
    if not covering:
        return ""
    shortest = min(covering, key=lambda span: (span[1] - span[0], span))
    families = {mention.family for mentions in covering.values() for mention in mentions}
    return f"{'bold ' * (len(families) > 1)}underline {FAMILY_COLOURS[covering[shortest][0].family]}"
