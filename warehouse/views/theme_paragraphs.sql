-- One row is one preambular or operative paragraph that speaks of a theme or of one that it counts: what all metrics of themes count.
-- paragraph_id: The paragraph or item, see paragraphs
-- theme_id: The theme, see themes; broader themes have rows of their own
-- document_id: The document, see resolutions
-- organ: Organ that adopted it
-- session: Session as the symbol writes it
-- language: Language of the text, ISO 639-1
-- kind: preambular or operative
-- mentions: Matches; of several that cover the very same characters, one
WITH spans AS (
    SELECT DISTINCT m.paragraph_id, a.counted_as AS theme_id, m.start_char, m.end_char
    FROM paragraph_themes AS m
    JOIN theme_ancestors AS a USING (theme_id)
)

SELECT
    s.paragraph_id, s.theme_id, any_value(p.document_id) AS document_id, any_value(r.organ) AS organ,
    any_value(r.session) AS session, any_value(r.language) AS language, any_value(p.kind) AS kind,
    count(*)::INTEGER AS mentions
FROM spans AS s
JOIN paragraphs AS p USING (paragraph_id)
JOIN resolutions AS r ON r.document_id = p.document_id
WHERE p.kind IN ('preambular', 'operative')
GROUP BY s.paragraph_id, s.theme_id
