-- Question: Which texts of the Council speak of both migration and children, and how much?
-- Reading: Mentions in English. Long texts have more of everything.
SELECT r.symbol, r.title, sum(t.mentions) FILTER (t.theme_id = 'migration')::INTEGER AS migration, sum(t.mentions) FILTER (t.theme_id = 'children')::INTEGER AS children
FROM theme_paragraphs AS t
JOIN resolutions AS r USING (document_id)
WHERE t.organ = 'HRC' AND t.language = 'en' AND t.theme_id IN ('migration', 'children')
GROUP BY ALL
HAVING migration > 0 AND children > 0
ORDER BY children DESC, r.symbol
