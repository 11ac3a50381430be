"""The index behind the table function `search`: which words stand in which paragraph, and what each is worth there.

Here: the schema `search_index` of the published file, and filling it. Not here: how a text is cut into words
(`functions/search_words.sql`), which words count as one (`inflections`), asking (`table_functions/search.sql`), the search of the dashboard (`warehouse.site`).
"""

from __future__ import annotations

from collections import defaultdict

import duckdb
import polars as pl

from warehouse.contract import Column, Table
from warehouse.inflections import stems_of
from warehouse.tables_columns import DOUBLE, INTEGER, PARAGRAPH_ID, STRING

SCHEMA = "search_index"
PARAGRAPH_NUMBER = Column("paragraph_number", INTEGER, "Its number in the index, see indexed_paragraphs")
TERM_NUMBER = Column("term_number", INTEGER, "Number of the stem that all forms of a word share")
SEARCH_TABLES = (
    Table(
        "indexed_paragraphs",
        grain="one paragraph that can be found",
        key=("paragraph_number",),
        columns=(PARAGRAPH_NUMBER, PARAGRAPH_ID),
    ),
    Table(
        "indexed_words",
        grain="one word that can be asked for, in one language",
        key=("word", "language", "term_number"),
        columns=(
            Column("word", STRING, "The word in small letters, without accents"),
            Column("language", STRING, "Language of the texts, ISO 639-1"),
            TERM_NUMBER,
        ),
    ),
    Table(
        "postings",
        grain="one stem in one paragraph",
        key=("term_number", "paragraph_number"),
        columns=(
            TERM_NUMBER,
            PARAGRAPH_NUMBER,
            Column("weight", DOUBLE, "What it adds to the BM25 score of the paragraph", required=True),
        ),
    ),
)

NUMBER = f"""
INSERT INTO {SCHEMA}.indexed_paragraphs
SELECT row_number() OVER (ORDER BY paragraph_id), paragraph_id FROM paragraphs ORDER BY paragraph_id
"""
CUT = f"""
CREATE TEMP TABLE cut AS
SELECT paragraph_number, language, word, count(*)::INTEGER AS times
FROM (
    SELECT i.paragraph_number, r.language, unnest(search_words(p.text)) AS word
    FROM paragraphs AS p
    JOIN resolutions AS r USING (document_id)
    JOIN {SCHEMA}.indexed_paragraphs AS i USING (paragraph_id)
)
GROUP BY ALL
"""
STEMS = """
CREATE TEMP TABLE stems AS
SELECT language, word, is_asked_only, dense_rank() OVER (ORDER BY language, strip_accents(stem))::INTEGER AS term_number
FROM stemmed
"""
WORDS = f"""
INSERT INTO {SCHEMA}.indexed_words
SELECT DISTINCT strip_accents(word) AS word, language, term_number
FROM stems SEMI JOIN (SELECT term_number FROM stems WHERE NOT is_asked_only) USING (term_number)
ORDER BY ALL
"""
POSTINGS = f"""
INSERT INTO {SCHEMA}.postings
WITH lengths AS (
    SELECT paragraph_number, language, sum(times) AS words FROM cut GROUP BY ALL
),
collections AS (
    SELECT language, count(*) AS paragraphs, avg(words) AS average FROM lengths GROUP BY ALL
),
occurrences AS (
    SELECT term_number, paragraph_number, sum(times) AS times
    FROM cut JOIN stems USING (language, word) WHERE NOT is_asked_only GROUP BY ALL
),
terms AS (
    SELECT term_number, count(*) AS holding FROM occurrences GROUP BY ALL
)
SELECT
    term_number, paragraph_number,
    round(
        ln(1 + (paragraphs - holding + 0.5) / (holding + 0.5))
        * times * (1.2 + 1) / (times + 1.2 * (1 - 0.75 + 0.75 * words / average)), 3
    ) AS weight
FROM occurrences
JOIN lengths USING (paragraph_number)
JOIN collections USING (language)
JOIN terms USING (term_number)
ORDER BY term_number, paragraph_number
"""


def create_search_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The schema of the index, its tables empty, with their comments."""
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    connection.execute(f"SET schema = '{SCHEMA}'")
    for table in SEARCH_TABLES:
        for statement in (table.ddl(), *table.comments()):
            connection.execute(statement)
    connection.execute("SET schema = 'main'")


def fill_search_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Indexes all paragraphs of a warehouse that has its tables, functions and rows."""
    connection.execute(NUMBER)
    connection.execute(CUT)
    found = connection.execute("SELECT DISTINCT language, word FROM cut ORDER BY ALL").fetchall()
    connection.register("stemmed", _stemmed(found))
    connection.execute(STEMS)
    connection.unregister("stemmed")
    connection.execute(WORDS)
    connection.execute(POSTINGS)
    for table in ("cut", "stems"):
        connection.execute(f"DROP TABLE {table}")


def _stemmed(found: list[tuple[str, str]]) -> pl.DataFrame:
    """The words of the texts, and others that can be asked for in their place, each with its stem."""
    of_texts: dict[str, dict[str, None]] = defaultdict(dict)
    for language, word in found:
        of_texts[language][word] = None
    rows = [
        (language, word, word not in words, stem)
        for language, words in of_texts.items()
        for word, stem in stems_of(language, words).items()
    ]
    schema = {
        "language": pl.String(),
        "word": pl.String(),
        "is_asked_only": pl.Boolean(),
        "stem": pl.String(),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
