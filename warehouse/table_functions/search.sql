-- The paragraphs that have the words of a question, best first (Okapi BM25, k1 = 1.2, b = 0.75). Case, accents, regular plurals, listed irregular ones and, in English, -ed and -ing do not count; other forms may; what is rare in its language counts more, whatever the filters.
-- query: Words, in any order; signs between them mean nothing
-- organ: Only texts of this organ: HRC, GA, SC, ECOSOC, CHR
-- language: Only texts in this language, ISO 639-1
-- session: Only texts of this session, as the symbol writes it
-- kind: Only paragraphs of this kind: opening, preambular, operative, heading, annex, table
-- theme: Only preambular and operative paragraphs that name this theme, or one that it counts
-- all_words: true, as without it: paragraphs that have all the words; false: those that have any
-- returns score: BM25, to three decimals; to compare within one question and one language
-- returns paragraph_id: = paragraphs.paragraph_id
-- returns document_id: = paragraphs.document_id
-- returns symbol: = resolutions.symbol
-- returns organ: = resolutions.organ
-- returns session: = resolutions.session
-- returns language: = resolutions.language
-- returns adopted_on: = resolutions.adopted_on
-- returns kind: = paragraphs.kind
-- returns number: = paragraphs.number
-- returns text: = paragraphs.text
CREATE MACRO search(
    query, organ := NULL, language := NULL, session := NULL, kind := NULL, theme := NULL, all_words := true
) AS TABLE
WITH asked AS MATERIALIZED (
    SELECT word, row_number() OVER () AS word_number
    FROM (SELECT DISTINCT strip_accents(unnest(search_words(query))) AS word)
),
known AS (
    SELECT a.word_number, i.term_number FROM search_index.indexed_words AS i JOIN asked AS a ON a.word = i.word
),
found AS (
    SELECT o.paragraph_number, round(sum(o.weight), 3) AS score, count(DISTINCT k.word_number) AS words
    FROM search_index.postings AS o
    JOIN known AS k ON k.term_number = o.term_number
    GROUP BY o.paragraph_number
)
SELECT
    f.score, p.paragraph_id, p.document_id, r.symbol, r.organ, r.session, r.language, r.adopted_on, p.kind, p.number,
    p.text
FROM found AS f
JOIN search_index.indexed_paragraphs AS i ON i.paragraph_number = f.paragraph_number
JOIN paragraphs AS p ON p.paragraph_id = i.paragraph_id
JOIN resolutions AS r ON r.document_id = p.document_id
WHERE (NOT all_words OR f.words = (SELECT count(*) FROM asked))
    AND (organ IS NULL OR r.organ = upper(organ))
    AND (language IS NULL OR r.language = lower(language))
    AND (session IS NULL OR r.session = upper(session::VARCHAR))
    AND (kind IS NULL OR p.kind = lower(kind))
    AND (theme IS NULL OR p.paragraph_id IN (SELECT t.paragraph_id FROM theme_paragraphs AS t WHERE t.theme_id = lower(theme)))
ORDER BY f.score DESC, p.document_id, p.position
