-- One row is one theme that can be found in one language: the vocabulary has terms for it, or for a theme that it counts.
-- language: Language of the texts, ISO 639-1
-- theme_id: The theme, see themes
SELECT DISTINCT v.language, a.counted_as AS theme_id
FROM vocabulary AS v
JOIN theme_ancestors AS a ON a.theme_id = v.target
WHERE v.family = 'theme' AND v.polarity = 'include' AND v.language IS NOT NULL
ORDER BY ALL
