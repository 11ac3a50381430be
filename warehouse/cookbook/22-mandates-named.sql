-- Question: Which special procedures do the texts name, and where?
SELECT a.label AS mandate, count(DISTINCT p.document_id) AS documents, min(m.paragraph_id) AS for_example
FROM paragraph_actors AS m
JOIN actors AS a USING (actor_id)
JOIN paragraphs AS p USING (paragraph_id)
WHERE a.kind = 'special_procedure'
GROUP BY a.label
ORDER BY documents DESC, mandate
LIMIT 8
