-- Question: How many operative paragraphs about each broad theme request, decide or note, by year?
-- Reading: A star join as a BI tool makes it: one fact, its dimensions.
SELECT d.year, t.theme, p.action, count(DISTINCT p.paragraph_id) AS paragraphs
FROM fact_theme_mention AS m
JOIN theme_ancestors AS up ON up.theme_id = m.theme_id
JOIN dim_theme AS t ON t.theme_id = up.counted_as AND t.level = 0
JOIN fact_paragraph AS p USING (paragraph_id)
JOIN dim_date AS d ON d.date = m.adopted_on
WHERE p.kind = 'operative' AND p.action IS NOT NULL AND t.theme_id = 'migration'
GROUP BY ALL
ORDER BY d.year, paragraphs DESC, p.action
