"""Mentions marked within a text: what stands in brackets can be read back, however mentions lie.

Not here: the lists below the text (`test_explain_terminal`).
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.explain_marks import marked
from tests.explain_fixtures import between
from warehouse.explaining import Mention

TEXT = "States of transit and destination"
NORMAL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def mentions_at(*spans: tuple[int, int]) -> list[Mention]:
    return [between(number, *span) for number, span in enumerate(spans, 1)]


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "States of transit and destination"),
        ([(0, 6)], "[States]¹ of transit and destination"),
        ([(0, 6), (22, 33)], "[States]¹ of transit and [destination]²"),
        ([(0, 6), (6, 17)], "[States]¹[ of transit]² and destination"),
        ([(0, 33), (10, 17)], "[States of [transit]² and destination]¹"),
        ([(0, 17), (10, 17)], "[States of [transit]²]¹ and destination"),
        ([(0, 17), (0, 6)], "[[States]² of transit]¹ and destination"),
        ([(0, 6), (0, 6)], "[States]¹·² of transit and destination"),
        ([(0, 17), (10, 33)], "[¹States of [²transit]¹ and destination]²"),
        ([(0, 17), (0, 17), (10, 33)], "[¹·²States of [³transit]¹·² and destination]³"),
        ([(0, 17), (10, 33), (22, 33)], "[¹States of [²transit]¹ and [destination]³]²"),
        ([(0, 99)], "[States of transit and destination]¹"),
        ([(-3, 6)], "[States]¹ of transit and destination"),
        ([(7, 7)], "States []¹of transit and destination"),
    ],
)
def test_without_styles_mentions_stand_in_numbered_brackets(spans: list[tuple[int, int]], shown: str) -> None:
    assert marked(TEXT, mentions_at(*spans), styled=False).plain == shown


def read_back(shown: str) -> dict[int, tuple[int, int]]:
    """Number to span, by the rules that the module tells its readers."""
    found: dict[int, tuple[int, int]] = {}
    nested: list[int] = []
    numbered: dict[str, int] = {}
    at = 0
    for opening, closing, _ in re.findall(r"(\[[⁰-⁹¹²³·]*)|(\][⁰-⁹¹²³·]+)|(\w)", shown):
        if opening == "[":
            nested.append(at)
        elif opening:
            numbered[opening[1:]] = at
        elif closing:
            start = numbered.pop(closing[1:]) if closing[1:] in numbered else nested.pop()
            found |= {int(each.translate(NORMAL)): (start, at) for each in closing[1:].split("·")}
        else:
            at += 1
    return found


SPANS = st.tuples(st.integers(0, 8), st.integers(1, 8)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 9)))


@given(st.lists(SPANS, max_size=12))
def test_every_mention_can_be_read_back_from_the_brackets(spans: list[tuple[int, int]]) -> None:
    mentions = mentions_at(*spans)
    shown = marked("abcdefghi", mentions, styled=False).plain
    assert read_back(shown) == {each.number: (each.start_char, each.end_char) for each in mentions}
    assert re.sub(r"[^a-z]", "", shown) == "abcdefghi"


@given(st.lists(SPANS, max_size=12))
def test_with_styles_exactly_the_characters_of_mentions_are_underlined(spans: list[tuple[int, int]]) -> None:
    shown = marked("abcdefghi", mentions_at(*spans), styled=True)
    underlined = {
        shown.plain[at]
        for span in shown.spans
        for at in range(span.start, span.end)
        if "underline" in str(span.style)
    }
    assert underlined == {"abcdefghi"[at] for start, end in spans for at in range(start, end)}
    assert "[" not in shown.plain


def test_colours_are_of_families_and_the_shortest_mention_has_the_say() -> None:
    shown = marked(TEXT, [between(1, 0, 17, "actor"), between(2, 10, 17), between(3, 10, 17)], styled=True)
    assert shown.plain == "States of transit²·³¹ and destination"
    styles = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert styles == {
        "States of ": "underline cyan", "transit": "bold underline green",
        "²": "green", "³": "green", "¹": "cyan",
    }  # fmt: skip


def test_characters_that_steer_become_visible_and_move_no_mark() -> None:
    text = "a\x1b[1mb\u202ec [x] d"
    shown = marked(text, mentions_at((1, 5), (text.index("d"), text.index("d") + 1)), styled=False)
    assert shown.plain == "a[␛[1m]¹b⟨U+202E⟩c [x] [d]²"
