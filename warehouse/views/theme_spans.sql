-- One row is one mention of a theme, or of one that it counts, in a preambular or operative paragraph: characters that lie within those of another mention of the same theme are no mention of their own.
-- paragraph_id: The paragraph or item, see paragraphs
-- theme_id: The theme, see themes; broader themes have rows of their own
-- start_char: First character of the mention, from 0
-- end_char: Character after it
WITH spans AS (
    SELECT m.paragraph_id, a.counted_as AS theme_id, m.start_char, m.end_char
    FROM paragraph_themes AS m
    JOIN theme_ancestors AS a USING (theme_id)
    JOIN paragraphs AS p USING (paragraph_id)
    WHERE p.kind IN ('preambular', 'operative')
)

SELECT paragraph_id, theme_id, start_char, end_char
FROM spans
-- None of those before it reaches its end: they start no later, of the same start the longer first.
QUALIFY coalesce(
    max(end_char) OVER (
        PARTITION BY paragraph_id, theme_id
        ORDER BY start_char, end_char DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) < end_char,
    true
)
