-- One row is one citation of an instrument, in a paragraph or in a footnote, with the keys of its dimensions.
-- document_id: The document, see dim_document
-- session_id: The session, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- instrument_id: The instrument, see dim_instrument
-- paragraph_id: The paragraph that cites it, or calls the footnote, see fact_paragraph; null where that is not known
-- footnote: Place of the footnote among the document's footnotes, from 1; null where the paragraph itself cites
-- cited_on: = paragraph_instruments.cited_on
-- pinpoint: = paragraph_instruments.pinpoint
-- surface: The words, exactly as they stand in the paragraph or footnote
-- start_char: First character of the surface there, from 0
-- end_char: Character after the surface
WITH cited AS (
    SELECT
        p.document_id, m.instrument_id, m.paragraph_id, NULL::INTEGER AS footnote, m.cited_on, m.pinpoint, m.surface,
        m.start_char, m.end_char
    FROM paragraph_instruments AS m
    JOIN paragraphs AS p USING (paragraph_id)
    UNION ALL
    SELECT document_id, instrument_id, paragraph_id, position, cited_on, pinpoint, surface, start_char, end_char
    FROM footnote_instruments
)

SELECT
    c.document_id, d.session_id, d.language, d.adopted_on, c.instrument_id, c.paragraph_id, c.footnote, c.cited_on,
    c.pinpoint, c.surface, c.start_char, c.end_char
FROM cited AS c
JOIN dim_document AS d USING (document_id)
ORDER BY c.document_id, c.paragraph_id, c.footnote, c.start_char, c.end_char, c.instrument_id
