"""The index that the search page reads: an inverted index and the paragraphs, in small script files.

Here: cutting words, packing postings and places, the files. A page opened from disk cannot fetch, so each file is a
script that hands over its part: which paragraphs have a word (words-N.js), where in them it stands (places-N.js, for
words that are to stand together alone), and the paragraphs (texts-N.js). Not here: ranking, which
assets/search-index.js does, and showing, which assets/search.js does.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import duckdb

from warehouse.progress import Progress
from warehouse.reading import rows_of
from warehouse.showing import visible
from warehouse.site.batches import batches, rows_by_key
from warehouse.site.holdings import Document, Holdings
from warehouse.site.naming import paragraph_name
from warehouse.site.pages import Pages

WORD = re.compile(r"[^\W_]+")
DIGITS = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')[:92]
"""What numbers are written in: characters that stand in a JSON string as they are."""
HALF = 46
"""Digits from here on say that another follows."""
MOST = 65_535
"""How often a word is counted in one paragraph at most."""
TEXTS_A_FILE = 64
WORDS_FILE = 128_000
"""Characters of postings after which a new file begins; one word alone may have more."""
SIZES = "SELECT document_id, count(*) AS paragraphs FROM paragraphs GROUP BY document_id"
PARAGRAPHS = """
SELECT document_id, paragraph_id, text FROM paragraphs
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, position
"""


def words_of(text: str) -> list[str]:
    """The words of a text without accents and capitals; search-index.js cuts a question in the same way (words.js)."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if c.isascii() or unicodedata.category(c)[0] != "M")
        text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return WORD.findall(text.lower())


def packed(numbers: Iterable[int]) -> str:
    """Numbers from 0 as digits of base 46, the lowest first."""
    out = []
    for number in numbers:
        while number >= HALF:
            out.append(DIGITS[HALF + number % HALF])
            number //= HALF
        out.append(DIGITS[number])
    return "".join(out)


def length_digit(length: int) -> str:
    """A paragraph's length in words as one digit, to within a twelfth."""
    return DIGITS[min(len(DIGITS) - 1, round(8 * math.log2(length + 1)))]


class Index:
    """Takes paragraphs in their order; keeps postings, not texts."""

    def __init__(self, pages: Pages, version: str) -> None:
        """`version` is what the search page asks of every part, so that it never mixes two writings of the site."""
        self._pages = pages
        self._version = version
        self._postings: dict[str, array[int]] = {}
        self._places: dict[str, bytearray] = {}
        self._lengths: list[str] = []
        self._words = 0
        self._texts: list[tuple[str, str]] = []
        self._files = 0

    @property
    def paragraphs(self) -> int:
        return len(self._lengths)

    def add(self, name: str, text: str) -> None:
        """Takes the next paragraph."""
        words = words_of(text)
        first = len(self._lengths) * (MOST + 1)
        standing: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            standing.setdefault(word, []).append(place)
        for word, places in standing.items():
            if word not in self._postings:
                self._postings[word], self._places[word] = array("L"), bytearray()
            self._postings[word].append(first + min(len(places), MOST))
            self._places[word] += packed(_gaps(places[:MOST])).encode("ascii")
        self._lengths.append(length_digit(len(words)))
        self._words += len(words)
        self._texts.append((visible(name), visible(text)))
        if len(self._texts) == TEXTS_A_FILE:
            self._write_texts()

    def finish(self, documents: Sequence[Sequence[Any]]) -> None:
        """Writes what remains, and search/start.js, which names everything else."""
        if self._texts:
            self._write_texts()
        firsts = []
        for number, part in enumerate(self._parts()):
            firsts.append(next(iter(part)))
            self._write(f"words-{number}", "words", number, part)
            places = {word: self._places[word].decode("ascii") for word in part}
            self._write(f"places-{number}", "places", number, places)
        start = {
            "paragraphs": self.paragraphs,
            "average": round(self._words / max(1, self.paragraphs), 3),
            "lengths": "".join(self._lengths),
            "textsAFile": TEXTS_A_FILE,
            "firsts": firsts,
            "commonest": max(self._postings, key=lambda word: len(self._postings[word]), default=""),
            "documents": documents,
        }
        self._write("start", "start", 0, start)

    def _parts(self) -> Iterator[dict[str, str]]:
        """Words in their order with their postings, in parts of about the same size."""
        part: dict[str, str] = {}
        size = 0
        for word in sorted(self._postings):
            written = packed(_steps(self._postings[word]))
            if part and size + len(written) > WORDS_FILE:
                yield part
                part, size = {}, 0
            part[word] = written
            size += len(written) + len(word)
        if part:
            yield part

    def _write_texts(self) -> None:
        self._write(f"texts-{self._files}", "texts", self._files, self._texts)
        self._files += 1
        self._texts = []

    def _write(self, name: str, call: str, number: int, content: Any) -> None:
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        handed = f'hrcw.{call}({number},"{self._version}",{data});\n'
        self._pages.file(f"search/{name}.js", handed.encode("utf-8", "replace"))


def _gaps(places: Iterable[int]) -> Iterator[int]:
    """Each place as how many words lie between it and the one before."""
    last = -1
    for place in places:
        yield place - last - 1
        last = place


def _steps(postings: array[int]) -> Iterator[int]:
    """Each paragraph as its distance from the one before, doubled; odd where the word stands there more than once,
    and then how often beyond two."""
    last = -1
    for posting in postings:
        paragraph, times = divmod(posting, MOST + 1)
        step = 2 * (paragraph - last - 1)
        last = paragraph
        if times == 1:
            yield step
        else:
            yield step + 1
            yield times - 2


def write_search(
    pages: Pages, connection: duckdb.DuckDBPyConnection, holdings: Holdings, version: str, reporter: Progress
) -> None:
    """search.html and search/…: all paragraphs of all documents. `version` tells this writing of the site from others."""
    counted = {row["document_id"]: row["paragraphs"] for row in rows_of(connection, SIZES)}
    sizes = {document_id: counted.get(document_id, 0) for document_id in holdings.documents}
    index = Index(pages, version)
    documents = []
    with reporter.progress("Search", len(sizes)) as advance:
        for batch in batches(sizes):
            rows = rows_by_key(connection, PARAGRAPHS, batch)
            for document_id in batch:
                documents.append(_listed(holdings.documents[document_id], index.paragraphs))
                for row in rows.get(document_id, []):
                    index.add(paragraph_name(row["paragraph_id"]), row["text"])
                advance(1)
    index.finish(documents)
    pages.page("search.html", "search.html", nav="search", version=version, paragraphs=index.paragraphs)


def _listed(document: Document, first: int) -> list[Any]:
    """A document as search.js knows it; `first` is the number of its first paragraph."""
    return [
        first, visible(document.symbol), document.language, document.organ, visible(document.session),
        visible(document.title), document.href, int(document.is_fictitious),
    ]  # fmt: skip
