-- Title:       When each term of the vocabulary was first used, and how often since
-- Grain:       one row for each term that finds a theme × (organ, language) in which it was found
-- Denominator: documents_before: the dated documents of that organ in that language held here from before the first use:
--              so many did not use the term
-- Counting:    by the day of adoption, else by the first day of the session; of one day's documents the one whose session
--              and number sort first. Preambular and operative paragraphs alone
-- Caveats:     first means first among the texts held: with documents_before = 0, or coverage other than whole, an earlier
--              use is likely. Of terms that match the very same characters one has the match, the other does not
--              show. Documents without a day count in documents, not in the dates
WITH days AS (
    SELECT
        r.document_id, r.organ, r.language,
        coalesce(r.adopted_on, s.starts_on) AS day,
        r.session_number,
        try_cast(regexp_extract(r.number, '^[0-9]+') AS INTEGER) AS number
    FROM resolutions AS r
    LEFT JOIN sessions AS s ON s.organ = r.organ AND s.session = r.session
),

uses AS (
    SELECT d.organ, d.language, m.rule, m.theme_id, m.surface, m.paragraph_id, p.position, m.start_char, d.document_id, d.day, d.session_number, d.number
    FROM paragraph_themes AS m
    JOIN paragraphs AS p USING (paragraph_id)
    JOIN days AS d ON d.document_id = p.document_id
    WHERE p.kind IN ('preambular', 'operative')
),

counted AS (
    SELECT organ, language, rule, theme_id, count(DISTINCT document_id) AS documents, count(*) AS mentions, max(day) AS last_on
    FROM uses
    GROUP BY organ, language, rule, theme_id
),

firsts AS (
    SELECT *
    FROM uses
    QUALIFY row_number() OVER (
        PARTITION BY organ, language, rule, theme_id
        ORDER BY day NULLS LAST, session_number, number, document_id, position, start_char
    ) = 1
)

SELECT
    f.organ,
    f.language,
    f.rule,
    f.theme_id,
    v.term,
    f.day AS first_on,
    f.document_id AS first_document_id,
    f.paragraph_id AS first_paragraph_id,
    f.surface AS first_surface,
    CASE WHEN f.day IS NOT NULL THEN (
        SELECT count(*)
        FROM days AS d
        WHERE d.organ = f.organ AND d.language = f.language AND d.day < f.day
    ) END AS documents_before,
    c.last_on,
    c.documents,
    c.mentions,
    o.coverage
FROM firsts AS f
JOIN counted AS c USING (organ, language, rule, theme_id)
JOIN organ_coverage AS o USING (organ, language)
LEFT JOIN vocabulary AS v ON v.rule = f.rule
