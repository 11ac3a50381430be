-- Question: What exactly is asked of the Office of the High Commissioner?
-- Reading: With inherited_addressees also the items whose chapeau addresses it. A text held in several languages stands once in each.
SELECT p.paragraph_id, p.lead_phrase, p.text
FROM paragraphs AS p
WHERE p.paragraph_id IN (
    SELECT paragraph_id FROM paragraph_actors WHERE actor_id = 'OHCHR' AND role = 'addressee'
    UNION
    SELECT paragraph_id FROM inherited_addressees WHERE actor_id = 'OHCHR'
)
ORDER BY p.document_id, p.position
