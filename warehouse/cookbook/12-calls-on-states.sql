-- Question: What are all States called upon to do about children?
-- Reading: Each paragraph of the Council's English texts that speaks of children and addresses States, itself or, of an item, in its chapeau (inherited_addressees). What is asked need not be about every theme that a paragraph names.
SELECT r.symbol, p.number, p.text
FROM theme_paragraphs AS t
JOIN paragraphs AS p USING (paragraph_id)
JOIN resolutions AS r ON r.document_id = t.document_id
WHERE t.organ = 'HRC' AND t.language = 'en' AND t.theme_id = 'children' AND t.paragraph_id IN (
    SELECT paragraph_id FROM paragraph_actors WHERE actor_id = 'states' AND role = 'addressee'
    UNION
    SELECT paragraph_id FROM inherited_addressees WHERE actor_id = 'states'
)
ORDER BY r.symbol, p.position
