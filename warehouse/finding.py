"""Finding one document of the published warehouse, or a paragraph of one, by what a person types.

Here: from a symbol, a part of one or a document_id to the document_id, and from the name behind # to the
paragraph_id. Not here: what is then read of it (`warehouse.inspection`, `warehouse.explaining`), how symbols
are written (`warehouse.symbols`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

import duckdb

from warehouse.reading import execute
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


class NoSuchParagraph(NoSuchDocument):
    """The document is there, but it has no paragraph of the name typed; the message names those it has."""


def find_paragraph(
    connection: duckdb.DuckDBPyConnection, typed: str, language: str | None = None
) -> tuple[str, str | None]:
    """The document_id and paragraph_id that a person means; the latter is None for a document alone.

    `typed`: a symbol or document_id as `find_document` takes them, and behind # the name of a paragraph
    (30/21#op4(a)); case and spaces do not matter, unless two names differ by case alone.

    Raises NoSuchDocument as `find_document` does, and NoSuchParagraph for a name that is not there.
    """
    document_id = find_document(connection, typed, language)
    name = typed.partition("#")[2]
    if not squeeze(name):
        return document_id, None
    rows = execute(
        connection, "SELECT paragraph_id FROM paragraphs WHERE document_id = ? ORDER BY position", document_id
    ).fetchall()
    held = [str(paragraph_id).partition("#")[2] for (paragraph_id,) in rows]
    alike = [each for each in held if squeeze(each) == squeeze(name)]
    if len(alike) > 1 and (exact := "".join(name.split())) in alike:
        alike = [exact]
    if len(alike) == 1:
        return document_id, f"{document_id}#{alike[0]}"
    if alike:
        raise NoSuchParagraph(f"{name} may be {_listed(alike, 'or')} in {document_id}. Type one of them.")
    if not held:
        raise NoSuchParagraph(f"{document_id} has no paragraph.")
    close = get_close_matches(squeeze(name), [squeeze(each) for each in held], SUGGESTED, cutoff=0.5)
    names = [each for each in held if squeeze(each) in close]
    hint = f" Close to it: {', '.join(names)}." if names else ""
    raise NoSuchParagraph(f"{document_id} has no paragraph {name.strip()}.{hint} It has {_ranges(held)}.")


def _ranges(names: Iterable[str]) -> str:
    """Names as a person counts them, items left out: "opening, pp1 to pp11, op1 to op9"."""
    runs: dict[str, list[str]] = {}
    for name in names:
        if found := re.fullmatch(r"(.*?[^\d])?\d+", name):
            runs.setdefault(found[1] or "", []).append(name)
        elif "(" not in name:
            runs.setdefault(name, []).append(name)
    said = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs.values()]
    return ", ".join(said)


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
