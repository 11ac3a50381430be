-- Question: About which themes does the Council decide and request, about which does it only note?
-- Reading: Over all sessions held; strong are deciding and directive paragraphs of those whose lead phrase is known.
SELECT
    theme_id, sum(paragraphs)::INTEGER AS paragraphs, sum(deciding + directive)::INTEGER AS strong,
    sum(evaluative + reinforcing + observing)::INTEGER AS weaker,
    sum(deciding + directive) / sum(paragraphs - unclassified) AS strong_share,
    CASE WHEN bool_and(coverage = 'whole') THEN 'whole' ELSE 'not all whole' END AS coverage
FROM theme_wording
WHERE organ = 'HRC' AND language = 'en'
GROUP BY theme_id
HAVING sum(paragraphs - unclassified) >= 5
ORDER BY strong_share DESC, theme_id
