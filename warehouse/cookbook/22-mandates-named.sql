-- Question: Which special procedures do the Council's texts name, and where?
-- Reading: In English; mandates without an entry in the vocabulary are known by the words of the text, which differ by language.
SELECT a.label AS mandate, count(DISTINCT p.document_id) AS documents, min(m.paragraph_id) AS for_example
FROM paragraph_actors AS m
JOIN actors AS a USING (actor_id)
JOIN paragraphs AS p USING (paragraph_id)
JOIN resolutions AS r ON r.document_id = p.document_id
WHERE r.organ = 'HRC' AND r.language = 'en' AND a.kind = 'special_procedure'
GROUP BY a.label
ORDER BY documents DESC, mandate
LIMIT 8
