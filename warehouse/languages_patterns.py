"""Building the patterns of a language file: alternatives, names filled in, either apostrophe.

Here: text to expressions. Not here: what the patterns are for (`languages`, `languages_leads`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

APOSTROPHE = r"[’\x27]"
"""In a language file ' stands for either apostrophe, so it never stands inside a class of its own."""


class LanguageError(ValueError):
    """A language file that lacks an entry or holds a pattern that does not compile."""


def any_of(words: list[str]) -> str:
    """An alternation of the words, longest first, so that the longest wins; of no words, one that fails."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", APOSTROPHE) for word in ordered) or "(?!)"


def fill(pattern: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        whole = f"(?:{value})" if name in ("month", "ordinal", "organ", "united_nations") else value
        pattern = pattern.replace("{" + name + "}", whole)
    return pattern.replace("'", APOSTROPHE)


def plain(name: str) -> str:
    """The name in small letters with plain apostrophes, and letters that ignoring case takes for i as i."""
    return name.casefold().replace("’", "'").replace("ı", "i").replace("i̇", "i")
