"""How the paragraphs of an export nest: preamble, main body and annexes, each with its items.

Here: the structure, and our own attributes where it cannot say a fact. Not here: words (`akn_elements`), metadata (`akn_meta`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transforms.akn import AKN, DEPTH, INFERRED, KIND, NUMBER, QUOTE, SECTION, tag
from transforms.akn_elements import Row, add, add_text, fill, local_name
from transforms.akn_paragraphs import KINDS, nest, number_of
from transforms.markers import ItemLevels

Notes = Mapping[str, Sequence[Row]]


@dataclass(slots=True)
class Numbering:
    """The open items and, for the body (0) and each annex, the number that theirs begin with. A reader
    carries both on from part to part."""

    items: ItemLevels = field(default_factory=ItemLevels)
    top: dict[int, str | None] = field(default_factory=dict)


class Hierarchy:
    """Writes the paragraphs of one part into its element, in their order.

    `section` is that which readers take from the part. In a preamble, paragraphs are containers and
    items stand in a blockList; elsewhere they are paragraphs and points.
    """

    def __init__(self, part: Any, section: str, notes: Notes, numbering: Numbering, annex: int = 0) -> None:
        self.part, self.section, self.notes = part, section, notes
        self.numbering, self.annex = numbering, annex
        self.holders: list[tuple[int, Any]] = []
        """The open paragraph and its open items, each with its depth."""

    def write(self, rows: Sequence[Row]) -> None:
        for row, following in zip(rows, _depths_below(rows), strict=True):
            if row["kind"] == "opening" and not row["depth"] and self.section == "preamble":
                formula = add(self.part, "formula", name="enactingFormula", eId=f"formula_{row['position']}")
                self._write_text(formula, row)
                self._say(formula, row, "opening", 0)
            elif row["kind"] == "heading":
                self._heading(row, max(following, row["depth"]))
            elif row["depth"]:
                self._item(row)
            else:
                self._paragraph(row)

    def _notes(self, row: Row) -> Sequence[Row]:
        return self.notes.get(row["paragraph_id"], ())

    def _write_text(self, holder: Any, row: Row) -> None:
        holder.set("wId", local_name(row))
        add_text(holder, row, self._notes(row))

    def _heading(self, row: Row, following: int) -> None:
        """A heading; among items it stays in their list, so that they stay items of the same paragraph."""
        name = local_name(row)
        if self.section == "preamble":
            self.holders = []
            element = add(self.part, "block", name="heading", eId=f"heading_{row['position']}", wId=name)
        elif following and (self.holders or self._ends_with_list(self.part)):
            items = self._list(self._holder(following)[1])
            element = add(items, "crossHeading", eId=f"heading_{row['position']}", wId=name)
        else:
            self.holders = []
            holder = add(self.part, "paragraph", eId=f"para_{row['position']}", wId=name, class_="H23")
            element = add(holder, "subheading")
            self._say(holder, row, "heading", 0)
        if tag(element) != "subheading":
            self._say(element, row, "heading", 0)
        fill(element, row, self._notes(row))

    def _paragraph(self, row: Row) -> None:
        position, level = row["position"], 0
        if self.section == "preamble":
            name = row["lead_phrase"] or row["kind"]
            holder = add(self.part, "container", name=name, eId=f"container_{position}")
            if row["marker"]:  # a container has no number, an item has
                holder, level = add(self._list(holder), "item", eId=f"item_{position}"), 1
                add(holder, "num", row["marker"])
            self._write_text(holder, row)
        else:
            holder = add(self.part, "paragraph", eId=f"para_{position}", class_="SingleTxt")
            self._write_numbered(holder, row)
        self.holders = [(0, holder)]
        self._say(holder, row, row["kind"] if row["kind"] == "table" else KINDS[self.section], level)

    def _item(self, row: Row) -> None:
        level, parent = self._holder(row["depth"])
        if self.section == "preamble":
            item = add(self._list(parent), "item", eId=f"item_{row['position']}")
            if row["marker"]:
                add(item, "num", row["marker"])
            self._write_text(item, row)
        else:
            item = add(self._list(parent), "point", eId=f"point_{row['position']}")
            self._write_numbered(item, row)
        self.holders.append((row["depth"], item))
        self._say(item, row, row["kind"] if row["kind"] == "table" else KINDS[self.section], level)

    def _write_numbered(self, holder: Any, row: Row) -> None:
        if row["marker"]:
            add(holder, "num", row["marker"])
        content = add(holder, "content", eId=f"{holder.get('eId')}__content")
        self._write_text(content, row)
        holder.set("wId", content.attrib.pop("wId"))

    # ---- lists

    def _holder(self, depth: int) -> tuple[int, Any]:
        """The level that an item of this depth has in the structure, and the element that it belongs to."""
        while self.holders and self.holders[-1][0] >= depth:
            self.holders.pop()
        items = sum(1 for _, element in self.holders if tag(element) in ("item", "point"))
        if self.holders:
            return items + 1, self.holders[-1][1]
        if self.section == "preamble" and not (len(self.part) and self._ends_with_list(self.part[-1])):
            return 1, add(self.part, "container", name="items", eId=f"container_items_{len(self.part)}")
        return 1, self.part[-1] if self.section == "preamble" else self.part

    def _ends_with_list(self, element: Any) -> bool:
        return len(element) > 0 and tag(element[-1]) in ("list", "blockList")

    def _list(self, holder: Any) -> Any:
        """The list at the end of an element; its own words become the list's introduction."""
        if self._ends_with_list(holder):
            return holder[-1]
        if self.section == "preamble":
            return add(holder, "blockList", eId=f"{holder.get('eId')}__list")
        content = holder.find(f"{{{AKN}}}content") if holder is not self.part else None
        at = holder.get("eId") or f"list_{len(holder)}"
        items = add(holder, "list", eId=f"{at}__list")
        if content is not None:
            intro = add(items, "intro", eId=f"{at}__intro")
            intro.extend(list(content))
            holder.remove(content)
        return items

    # ---- what the structure cannot say

    def _say(self, element: Any, row: Row, kind: str, level: int) -> None:
        """Our own attributes, for each fact that the reading of the structure alone would miss."""
        if row["kind"] != kind:
            element.set(KIND, row["kind"])
        if row["section"] != self.section:
            element.set(SECTION, row["section"])
        if row["depth"] != level:
            element.set(DEPTH, str(row["depth"]))
        if row["number_is_inferred"]:
            element.set(INFERRED, "true")
        if row["quote"]:
            element.set(QUOTE, str(row["quote"]))
        if row["kind"] == "heading" or (row["kind"] == "opening" and not row["quote"]):
            if row["number"]:
                element.set(NUMBER, row["number"])
            return
        number = None if row["kind"] == "table" else self._number_read(row, level)
        top = self.numbering.top.get(self.annex)
        if row["depth"] and top and number:
            number = top + number
        if row["number"] != number or row["quote"]:
            element.set(NUMBER, row["number"] or "")
        if row["depth"] == 0:
            self.numbering.items = ItemLevels()
            self.numbering.top[self.annex] = row["number"]

    def _number_read(self, row: Row, level: int) -> str | None:
        marker = row["marker"] or ""
        return nest(self.numbering.items, level, marker) if level else number_of(marker)


def _depths_below(rows: Sequence[Row]) -> list[int]:
    """For each paragraph the depth of the next that is no heading; 0 at the end."""
    depths: list[int] = []
    below = 0
    for row in reversed(rows):
        depths.append(below)
        below = row["depth"] if row["kind"] != "heading" else below
    return depths[::-1]
