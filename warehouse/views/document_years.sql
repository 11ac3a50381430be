-- One row is one document with the year it counts for in comparisons over time; documents without a known year have none.
-- document_id: The document, see resolutions
-- organ: Organ that adopted it
-- session: Session as the symbol writes it
-- language: Language of the text, ISO 639-1
-- year: Year of its adoption, else that in which its session began
SELECT
    r.document_id, r.organ, r.session, r.language,
    year(coalesce(r.adopted_on, s.starts_on))::INTEGER AS year
FROM resolutions AS r
LEFT JOIN sessions AS s ON s.organ = r.organ AND s.session = r.session
WHERE coalesce(r.adopted_on, s.starts_on) IS NOT NULL
