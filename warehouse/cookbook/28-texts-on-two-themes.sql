-- Question: Which texts speak of both migration and children, and how much?
SELECT r.symbol, r.title, sum(t.mentions) FILTER (t.theme_id = 'migration')::INTEGER AS migration, sum(t.mentions) FILTER (t.theme_id = 'children')::INTEGER AS children
FROM theme_paragraphs AS t
JOIN resolutions AS r USING (document_id)
WHERE t.theme_id IN ('migration', 'children')
GROUP BY ALL
HAVING migration > 0 AND children > 0
ORDER BY children DESC, r.symbol
