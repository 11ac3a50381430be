-- Question: With which verbs do operative paragraphs of the Council open?
-- Reading: In English; each language has verbs of its own.
SELECT p.lead_verb, p.action, count(*) AS paragraphs
FROM paragraphs AS p
JOIN resolutions AS r USING (document_id)
WHERE r.organ = 'HRC' AND r.language = 'en' AND p.kind = 'operative' AND p.lead_verb IS NOT NULL
GROUP BY ALL
ORDER BY paragraphs DESC, p.lead_verb
LIMIT 10
