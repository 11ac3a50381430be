-- One row is one theme.
-- theme_id: = themes.theme_id
-- theme: = themes.label
-- definition: = themes.definition
-- parent_theme_id: = themes.parent_id
-- parent_theme: Name of the broader theme
-- top_theme_id: The broadest theme above it; itself where there is none
-- level: 0 for a theme without a broader one, 1 for those below it
WITH top AS (
    SELECT theme_id, arg_max(counted_as, distance) AS top_theme_id, max(distance)::INTEGER AS level
    FROM theme_ancestors
    GROUP BY theme_id
)

SELECT
    t.theme_id, t.label AS theme, t.definition, t.parent_id AS parent_theme_id, p.label AS parent_theme,
    a.top_theme_id, a.level
FROM themes AS t
JOIN top AS a USING (theme_id)
LEFT JOIN themes AS p ON p.theme_id = t.parent_id
ORDER BY t.theme_id
