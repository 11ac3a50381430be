"""Charts of the site: Altair says what is drawn, vl-convert draws it as SVG while the site is built.

Here: the one kind of chart, a share by session with its interval. Not here: its figures, the words around
it, or its colours on a dark screen (assets/site.css changes them by the values named here).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from warehouse.showing import visible

ACCENT, PAPER, INK, LINE = "#0b5a8a", "#fffdf9", "#4c5258", "#dcd8cf"
"""The colours drawn. The stylesheet knows them by value and replaces them by its own, light and dark."""
WIDEST_SPAN = 80


@dataclass(frozen=True, slots=True)
class Point:
    """A session's share (0 to 1) with its interval; `is_partial` where the session is not held whole."""

    session: str
    share: float
    low: float
    high: float
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Size:
    """Of the plot in pixels, how many sessions may have a label, the size of letters and points, and the room beside
    and below the plot for its labels. On a phone the stylesheet makes the letters of wide charts larger, which then need all
    of that room."""

    width: int
    height: int
    labels: int
    font: int
    point: int
    left: int
    bottom: int


WIDE = Size(600, 190, 18, 13, 46, left=62, bottom=58)
LOW = Size(600, 110, 18, 13, 46, left=62, bottom=58)
SMALL = Size(250, 92, 4, 13, 26, left=46, bottom=46)


def axis_of(sessions: Sequence[str]) -> list[str]:
    """The sessions with those that are not held between them, so that a gap in time is a gap in the chart."""
    regular = [int(session) for session in sessions if session.isdecimal()]
    others = [session for session in sessions if not session.isdecimal()]
    if regular and max(regular) - min(regular) <= WIDEST_SPAN:
        return [str(number) for number in range(min(regular), max(regular) + 1)] + others
    return list(sessions)


def trend(points: Iterable[Point], axis: Sequence[str], description: str, size: Size = WIDE) -> Markup:
    """The chart as inline SVG. `description` is what a screen reader says in its place."""
    import vl_convert

    drawing = _compiled(size, tuple(axis))
    drawing["data"][0]["values"] = [
        {"session": p.session, "share": p.share, "low": p.low, "high": p.high, "partial": p.is_partial}
        for p in points
    ]
    return _inline(vl_convert.vega_to_svg(drawing), description)


@cache
def _compiled(size: Size, axis: tuple[str, ...]) -> dict[str, Any]:
    """The drawing for these sessions, whose first data set is still empty; many themes share it."""
    import vl_convert

    spec = copy.deepcopy(_template(size))
    step = max(1, -(-len(axis) // size.labels))
    for layer in spec["layer"]:
        x = layer["encoding"]["x"]
        x["scale"]["domain"] = list(axis)
        x["axis"]["values"] = list(axis)[::step]
    return dict(vl_convert.vegalite_to_vega(spec))


@cache
def _template(size: Size) -> dict[str, Any]:
    """The specification without its data, made and checked by Altair once."""
    import altair as alt

    x = alt.X("session:N").scale(domain=["1"], paddingInner=0.3, paddingOuter=0.3, type="band")
    x = x.axis(title="Session", titleColor=INK, titleFontSize=size.font, titleFontWeight="normal", titlePadding=8,
               values=["1"], labelAngle=0, ticks=False, domainColor=INK, labelColor=INK,
               labelFontSize=size.font, labelOverlap=False, labelPadding=6, grid=False)  # fmt: skip
    y = alt.Y("share:Q").scale(domain=[0, 1]).axis(
        title=None, format=".0%", values=[0, 0.25, 0.5, 0.75, 1] if size is WIDE else [0, 0.5, 1], ticks=False,
        domain=False, gridColor=LINE, labelColor=INK, labelFontSize=size.font, labelPadding=6, labelOverlap=False,
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=[])).encode(x=x)
    interval = base.mark_rule(color=ACCENT, strokeWidth=2.5, strokeOpacity=0.42, strokeCap="round").encode(
        y=y.copy(deep=True), y2="high:Q"
    )
    interval.encoding.y.shorthand = "low:Q"
    point = base.mark_point(filled=True, opacity=1, size=size.point, stroke=ACCENT, strokeWidth=1.6).encode(
        y=y, fill=alt.condition("datum.partial", alt.value(PAPER), alt.value(ACCENT))
    )
    chart = (
        (interval + point)
        .properties(width=size.width, height=size.height, autosize="none",
                    padding={"left": size.left, "top": 10, "right": 8, "bottom": size.bottom})
        .configure(background="transparent", font="sans-serif", view=alt.ViewConfig(stroke=None))
    )  # fmt: skip
    spec = chart.to_dict()
    spec["data"] = {"values": []}
    spec.pop("datasets", None)
    for layer in spec["layer"]:
        layer.pop("data", None)
    return dict(spec)


def _inline(svg: str, description: str) -> Markup:
    """The drawing as part of a page: one image to a screen reader, as wide as its box lets it be."""
    start, _, rest = svg.partition(">")
    view_box = start[start.index('viewBox="') :].split('"')[1]
    _, _, width, height = view_box.split()
    opening = (
        f'<svg class="chart" role="img" aria-label="{escape(visible(description))}" viewBox="{view_box}" '
        f'width="{width}" height="{height}" focusable="false"'
    )
    return Markup(opening + ">" + rest)
