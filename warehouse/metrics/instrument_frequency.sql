-- Title:       How many documents cite each instrument, session by session
-- Grain:       one row for each instrument × (organ, session, language) in which it is cited
-- Denominator: document_share: all documents of that session in that language
-- Counting:    a document cites an instrument when a preambular or operative paragraph of it does, or a footnote that such
--              a paragraph calls or that nothing is known to call; titles, headings, annexes and tables do not count
-- Interval:    Wilson score, 95 % (function wilson_low)
-- Caveats:     a share is of the documents held here; coverage says whether that is all the session adopted. Languages are
--              counted apart. Fictitious samples count as any document. A session that does not cite the instrument has
--              no row: an average over sessions must fill in zeros
WITH cited AS (
    SELECT i.instrument_id, p.document_id
    FROM paragraph_instruments AS i
    JOIN paragraphs AS p USING (paragraph_id)
    WHERE p.kind IN ('preambular', 'operative')
    UNION ALL
    SELECT f.instrument_id, f.document_id
    FROM footnote_instruments AS f
    LEFT JOIN paragraphs AS p USING (paragraph_id)
    WHERE p.paragraph_id IS NULL OR p.kind IN ('preambular', 'operative')
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
