-- One row is one document with the year it counts for in comparisons over time: one year for all of a session, so that its parts are not taken for a change; documents without a known year have none.
-- document_id: The document, see resolutions
-- organ: Organ that adopted it
-- session: Session as the symbol writes it
-- language: Language of the text, ISO 639-1
-- year: Year in which its session began: that of its first day (sessions.starts_on), else of the first adoption known of any of its documents
SELECT
    r.document_id, r.organ, r.session, r.language,
    year(coalesce(s.starts_on, min(r.adopted_on) OVER (PARTITION BY r.organ, r.session)))::INTEGER AS year
FROM resolutions AS r
LEFT JOIN sessions AS s ON s.organ = r.organ AND s.session = r.session
QUALIFY year IS NOT NULL
