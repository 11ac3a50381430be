-- One row is one preambular or operative paragraph that speaks of a theme or of one that it counts: what all metrics of themes count.
-- paragraph_id: The paragraph or item, see paragraphs
-- theme_id: The theme, see themes; broader themes have rows of their own
-- document_id: The document, see resolutions
-- organ: Organ that adopted it
-- session: Session as the symbol writes it
-- language: Language of the text, ISO 639-1
-- kind: preambular or operative
-- mentions: Mentions of the theme, see theme_spans
SELECT
    s.paragraph_id, s.theme_id, any_value(p.document_id) AS document_id, any_value(r.organ) AS organ,
    any_value(r.session) AS session, any_value(r.language) AS language, any_value(p.kind) AS kind,
    count(*)::INTEGER AS mentions
FROM theme_spans AS s
JOIN paragraphs AS p USING (paragraph_id)
JOIN resolutions AS r ON r.document_id = p.document_id
GROUP BY s.paragraph_id, s.theme_id
