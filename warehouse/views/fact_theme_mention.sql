-- One row is one mention of a theme in one paragraph, with the keys of its dimensions: as found, of the theme itself alone and in paragraphs of every kind. Metrics count narrower themes too (theme_ancestors), and preambular and operative paragraphs alone (theme_paragraphs).
-- paragraph_id: The paragraph, see fact_paragraph
-- document_id: The document, see dim_document
-- session_id: The session, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- paragraph_kind: = paragraphs.kind
-- theme_id: The theme, see dim_theme
-- surface: = paragraph_themes.surface
-- start_char: = paragraph_themes.start_char
-- end_char: = paragraph_themes.end_char
SELECT
    m.paragraph_id, p.document_id, d.session_id, d.language, d.adopted_on, p.kind AS paragraph_kind, m.theme_id,
    m.surface, m.start_char, m.end_char
FROM paragraph_themes AS m
JOIN paragraphs AS p USING (paragraph_id)
JOIN dim_document AS d ON d.document_id = p.document_id
ORDER BY m.paragraph_id, m.theme_id, m.start_char, m.end_char
