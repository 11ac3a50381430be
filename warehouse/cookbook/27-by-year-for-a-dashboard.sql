-- Question: How many operative paragraphs about each broad theme request, decide or note, by year of adoption?
-- Reading: A star join as a BI tool makes it: one fact, its dimensions. An item without an action of its own has that of its chapeau (paragraph_actions); a paragraph about two themes counts for both. Compare within one organ and language, and with what is held of the year.
SELECT s.organ, m.language, d.year, t.theme, a.action, count(DISTINCT m.paragraph_id) AS paragraphs
FROM fact_theme_mention AS m
JOIN theme_ancestors AS up ON up.theme_id = m.theme_id
JOIN dim_theme AS t ON t.theme_id = up.counted_as AND t.level = 0
JOIN dim_session AS s ON s.session_id = m.session_id
JOIN dim_date AS d ON d.date = m.adopted_on
JOIN paragraph_actions AS a ON a.paragraph_id = m.paragraph_id
GROUP BY ALL
ORDER BY s.organ, m.language, d.year, t.theme, paragraphs DESC, a.action
