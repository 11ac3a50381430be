"""The words of each language that show whether a hyphen at a line's end belongs to its word.

Here: loading `languages/words/<code>.txt`, and writing one from published warehouses. Not here: joining
lines (`transforms.joining`).
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("languages") / "words"
LEAST_DOCUMENTS = 4
SHORTEST_WORD = 5
COLLECT = r"""
WITH words AS (
    SELECT DISTINCT document_id, unnest(regexp_extract_all(lower(text), '[\p{L}]+(?:-[\p{L}]+)*')) AS word
    FROM paragraphs JOIN resolutions USING (document_id) WHERE language = ?
)
SELECT word, count(*) FROM words GROUP BY word
"""


@cache
def load_words(code: str) -> frozenset[str]:
    """The words of a language, in small letters, hyphenated words whole; none where it has no list."""
    path = FOLDER / f"{code}.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()


def collect_words(warehouses: list[Path], code: str) -> list[str]:
    """The words that at least LEAST_DOCUMENTS documents of the warehouses use, in order."""
    import duckdb

    counts: dict[str, int] = {}
    for warehouse in warehouses:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            for word, documents in connection.execute(COLLECT, [code]).fetchall():
                counts[word] = counts.get(word, 0) + documents
    return sorted(
        word
        for word, documents in counts.items()
        if len(word) >= SHORTEST_WORD and documents >= LEAST_DOCUMENTS
    )


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(
            "Usage: python -m warehouse.lexicon CODE WAREHOUSE.duckdb …, such as: en hrcw-home/warehouse.duckdb"
        )
    print("\n".join(collect_words([Path(path) for path in sys.argv[2:]], sys.argv[1])))
