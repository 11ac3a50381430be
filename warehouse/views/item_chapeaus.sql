-- One row is one item such as op4(a) with the paragraph it belongs to.
-- paragraph_id: The item; what a paragraph quotes, such as a numbered paragraph of a draft resolution, is no item of it
-- chapeau_id: The paragraph above it, of the same kind: its chapeau, or the item it is below
WITH quoting AS (
    SELECT DISTINCT parent_id AS paragraph_id FROM paragraphs WHERE kind = 'opening' AND parent_id IS NOT NULL
)

SELECT p.paragraph_id, p.parent_id AS chapeau_id
FROM paragraphs AS p
JOIN paragraphs AS chapeau ON chapeau.paragraph_id = p.parent_id AND chapeau.kind = p.kind
ANTI JOIN quoting AS q ON q.paragraph_id = p.parent_id
WHERE NOT regexp_full_match(coalesce(p.number, ''), '\d+')
ORDER BY p.paragraph_id
