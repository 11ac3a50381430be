"""Words of documents made fit to be shown, and the names of organs.

Here: what every page and terminal needs to show a text that may be hostile. Not here: escaping for HTML,
which each page does, or any layout.
"""

from __future__ import annotations

import re

ORGANS = {
    "HRC": "Human Rights Council",
    "GA": "General Assembly",
    "SC": "Security Council",
    "ECOSOC": "Economic and Social Council",
    "CHR": "Commission on Human Rights",
}
CONTROL = re.compile("[\x00-\x1f\x7f]")
# C1 controls, soft hyphen, zero-width and bidirectional marks, separators, tags: all but the joiners, which scripts need.
UNSEEN = re.compile(
    "[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every character that steers instead of showing made visible: it can move or hide nothing.

    A control character becomes its symbol (␛), a tab a space, what is unseen its code (⟨U+202E⟩).
    """
    if text.isascii() and text.isprintable():
        return text
    text = CONTROL.sub(lambda found: _symbol(ord(found[0])), text)
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def _symbol(code: int) -> str:
    return " " if code == 0x09 else "\u2421" if code == 0x7F else chr(0x2400 + code)


def deliverable_in_words(deliverable: str) -> str:
    """What is asked for in plain words: panel_discussion as panel discussion."""
    return "other output" if deliverable == "other" else deliverable.replace("_", " ")


def recipient_in_words(recipient: str) -> str:
    """Whom an output is for: HRC as Human Rights Council, without an article."""
    return "another body" if recipient == "other" else ORGANS.get(recipient, recipient)
