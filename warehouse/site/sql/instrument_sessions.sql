-- Title:       How many documents cite each instrument, session by session
-- Grain:       one row for each instrument × (organ, session, language) in which it is cited
-- Denominator: documents: all documents of that session in that language
-- Counting:    a document cites an instrument when a paragraph or a footnote of it does
-- Interval:    Wilson score, 95 %, z = 1.959963984540054
-- Caveats:     a share is of the documents held here. Languages are counted apart. Fictitious samples count as any
--              document
WITH cited AS (
    SELECT instrument_id, split_part(paragraph_id, '#', 1) AS document_id FROM paragraph_instruments
    UNION ALL
    SELECT instrument_id, document_id FROM footnote_instruments
),

session_documents AS (
    SELECT organ, session, language, count(*) AS documents FROM resolutions GROUP BY ALL
),

counted AS (
    SELECT
        c.instrument_id, r.organ, r.session, r.language,
        count(DISTINCT r.document_id) AS documents_with, count(*) AS citations
    FROM cited AS c
    JOIN resolutions AS r USING (document_id)
    GROUP BY ALL
),

wilson AS (
    SELECT
        c.*, d.documents,
        c.documents_with / d.documents AS share,
        3.841458820694124 / d.documents AS z2_n,
        (share + z2_n / 2) / (1 + z2_n) AS centre,
        sqrt(share * (1 - share) * z2_n + z2_n * z2_n / 4) / (1 + z2_n) AS half
    FROM counted AS c
    JOIN session_documents AS d USING (organ, session, language)
)

SELECT
    instrument_id, organ, session, language, documents, documents_with, citations, share,
    CASE WHEN documents_with = 0 THEN 0 ELSE centre - half END AS share_low,
    CASE WHEN documents_with = documents THEN 1 ELSE centre + half END AS share_high
FROM wilson
ORDER BY instrument_id, organ, language, session
