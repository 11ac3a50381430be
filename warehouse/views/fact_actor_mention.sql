-- One row is one mention of an actor in one paragraph, with the keys of its dimensions.
-- paragraph_id: The paragraph, see fact_paragraph
-- document_id: The document, see dim_document
-- session_id: The session, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- paragraph_kind: = paragraphs.kind
-- actor_id: The actor, see dim_actor
-- role: = paragraph_actors.role
-- surface: = paragraph_actors.surface
-- start_char: = paragraph_actors.start_char
-- end_char: = paragraph_actors.end_char
SELECT
    m.paragraph_id, p.document_id, d.session_id, d.language, d.adopted_on, p.kind AS paragraph_kind, m.actor_id,
    m.role, m.surface, m.start_char, m.end_char
FROM paragraph_actors AS m
JOIN paragraphs AS p USING (paragraph_id)
JOIN dim_document AS d ON d.document_id = p.document_id
ORDER BY m.paragraph_id, m.actor_id, m.start_char, m.end_char
