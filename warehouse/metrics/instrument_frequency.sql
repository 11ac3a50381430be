-- Title:       How many documents cite each instrument, session by session
-- Grain:       one row for each instrument × (organ, session, language) in which it is cited
-- Denominator: document_share: all documents of that session in that language
-- Counting:    a document cites an instrument when a paragraph or a footnote of it does.
--              All paragraphs count, those of annexes too
-- Interval:    Wilson score, 95 % (function wilson_low)
-- Caveats:     a share is of the documents held here; coverage says whether that is all the session adopted. Languages are
--              counted apart. Fictitious samples count as any document
WITH cited AS (
    SELECT i.instrument_id, p.document_id
    FROM paragraph_instruments AS i
    JOIN paragraphs AS p USING (paragraph_id)
    UNION ALL
    SELECT instrument_id, document_id FROM footnote_instruments
),

counted AS (
    SELECT
        c.instrument_id, r.organ, r.session, r.language,
        count(DISTINCT r.document_id) AS documents_citing, count(*) AS citations
    FROM cited AS c
    JOIN resolutions AS r USING (document_id)
    GROUP BY c.instrument_id, r.organ, r.session, r.language
)

SELECT
    n.organ,
    n.session,
    c.session_id,
    c.session_kind,
    c.session_number,
    n.language,
    n.instrument_id,
    c.documents,
    n.documents_citing,
    n.citations,
    n.documents_citing / c.documents AS document_share,
    wilson_low(n.documents_citing, c.documents) AS document_share_low,
    wilson_high(n.documents_citing, c.documents) AS document_share_high,
    c.coverage
FROM counted AS n
JOIN session_coverage AS c USING (organ, session, language)
