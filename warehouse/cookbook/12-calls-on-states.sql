-- Question: What are all States called upon to do about children?
SELECT r.symbol, p.number, p.text
FROM theme_paragraphs AS t
JOIN paragraphs AS p USING (paragraph_id)
JOIN resolutions AS r ON r.document_id = t.document_id
JOIN paragraph_actors AS a ON a.paragraph_id = t.paragraph_id AND a.role = 'addressee'
WHERE t.theme_id = 'children' AND a.actor_id = 'states'
ORDER BY r.symbol, p.position
