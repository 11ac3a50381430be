-- Question: With which verbs do operative paragraphs open?
SELECT lead_verb, action, count(*) AS paragraphs
FROM paragraphs
WHERE kind = 'operative' AND lead_verb IS NOT NULL
GROUP BY ALL
ORDER BY paragraphs DESC, lead_verb
LIMIT 10
