"""Finding one document of the published warehouse by what a person types.

Here: from a symbol, a part of one or a document_id to the document_id. Not here: what is then read
of the document (`warehouse.inspection`), how symbols are written (`warehouse.symbols`).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import duckdb

from warehouse.symbols import PREFIXES, squeeze

PREFERRED_LANGUAGE = "en"
SUGGESTED = 3
LISTED = 8
ALL_SYMBOLS = 'hrcw query "SELECT symbol, title FROM resolutions" lists what there is.'


class NoSuchDocument(LookupError):
    """What was typed names no document of the warehouse, or more than one; the message says what would do."""

    def __str__(self) -> str:
        return str(self.args[0])


def find_document(connection: duckdb.DuckDBPyConnection, symbol: str, language: str | None = None) -> str:
    """The document_id that a person means.

    `symbol`: A/HRC/RES/30/21, a part of it that ends it (30/21, HRC/RES/30/21), or a document_id or
    paragraph_id (A/HRC/RES/30/21@fr#op3); case and spaces do not matter. `language`: ISO 639-1; without
    one it is the document's only language, or English where that is there.

    Raises NoSuchDocument for a symbol that is not there (with close ones), that several end with, or that
    is not there in that language; and for several languages of which none is English.
    """
    typed, _, named = symbol.partition("#")[0].partition("@")
    typed, named, wanted = squeeze(typed), squeeze(named).lower(), squeeze(language or "").lower()
    if named and wanted and named != wanted:
        raise NoSuchDocument(
            f"{symbol} names the language {named}, and --language the language {wanted}. Give one of them."
        )
    rows = connection.execute("SELECT symbol, language, document_id FROM resolutions ORDER BY ALL").fetchall()
    held: dict[str, dict[str, str]] = {}
    for of_symbol, of_language, document_id in rows:
        held.setdefault(of_symbol, {})[of_language] = document_id
    found = _one_symbol(typed, held)
    return held[found][_one_language(found, named or wanted, held[found])]


def _one_symbol(typed: str, held: Iterable[str]) -> str:
    """The one symbol that is, or ends with, what was typed."""
    squeezed = {squeeze(symbol): symbol for symbol in held}
    if typed in squeezed:
        return squeezed[typed]
    # A number alone ends too many symbols; "30/21" and "1325(2000)" name a text.
    is_short_form = any(sign in typed for sign in "/(")
    ending = [symbol for key, symbol in squeezed.items() if is_short_form and key.endswith(f"/{typed}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise NoSuchDocument(f"{typed} may be {_listed(ending, 'or')}. Give the whole symbol.")
    if not squeezed:
        raise NoSuchDocument("The warehouse holds no document. Read some with: hrcw build FOLDER")
    close = _close(typed, squeezed)
    hint = f"Close to it: {', '.join(close)}." if close else "Nothing here is close to it."
    raise NoSuchDocument(f"The warehouse holds no document {typed or '(no symbol)'}. {hint} {ALL_SYMBOLS}")


def _one_language(symbol: str, wanted: str, held: Iterable[str]) -> str:
    languages = sorted(held)
    if wanted in languages:
        return wanted
    if wanted:
        raise NoSuchDocument(f"{symbol} is not here in {wanted}; it is in {_listed(languages, 'and')}.")
    if len(languages) == 1:
        return languages[0]
    if PREFERRED_LANGUAGE in languages:
        return PREFERRED_LANGUAGE
    raise NoSuchDocument(f"{symbol} is here in {_listed(languages, 'and')}. Choose one with --language.")


def _close(typed: str, squeezed: dict[str, str]) -> list[str]:
    """Symbols like the one typed, whole or without what all of an organ's symbols begin with."""
    names = dict(squeezed)
    for key, symbol in squeezed.items():
        prefix = next((prefix for prefix in PREFIXES.values() if key.startswith(prefix)), "")
        names.setdefault(key.removeprefix(prefix), symbol)
    return list(dict.fromkeys(names[name] for name in get_close_matches(typed, names, SUGGESTED)))


def _listed(items: list[str], word: str) -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"."""
    shown = items[:LISTED] + ([f"{len(items) - LISTED} more"] if len(items) > LISTED else [])
    return f" {word} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
