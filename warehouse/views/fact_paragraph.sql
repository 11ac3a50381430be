-- One row is one paragraph of one document, with the keys of its dimensions.
-- paragraph_id: = paragraphs.paragraph_id
-- document_id: The document, see dim_document
-- session_id: The session, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- position: = paragraphs.position
-- section: = paragraphs.section
-- kind: = paragraphs.kind
-- number: = paragraphs.number
-- depth: = paragraphs.depth
-- lead_phrase: = paragraphs.lead_phrase
-- lead_verb: = paragraphs.lead_verb
-- action: = paragraphs.action
-- word_count: = paragraphs.word_count
-- text: = paragraphs.text
SELECT
    p.paragraph_id, p.document_id, d.session_id, d.language, d.adopted_on, p.position, p.section, p.kind, p.number,
    p.depth, p.lead_phrase, p.lead_verb, p.action, p.word_count, p.text
FROM paragraphs AS p
JOIN dim_document AS d USING (document_id)
ORDER BY p.paragraph_id
