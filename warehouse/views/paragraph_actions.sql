-- One row is one operative paragraph or item with what its words do: its own action, else, for an item such as op4(a), that of the nearest paragraph above it that has one.
-- paragraph_id: The paragraph or item, see paragraphs
-- action: What the lead phrase does: observing, reinforcing, evaluative, deciding, directive
-- from_paragraph_id: The paragraph whose lead phrase it is: itself, or its chapeau
WITH RECURSIVE quoting AS (
    SELECT DISTINCT parent_id AS paragraph_id FROM paragraphs WHERE kind = 'opening' AND parent_id IS NOT NULL
),

-- What a paragraph quotes, such as a numbered paragraph of a draft resolution, is no item of it.
operative AS (
    SELECT
        p.paragraph_id, p.action,
        CASE WHEN q.paragraph_id IS NULL AND NOT regexp_full_match(coalesce(p.number, ''), '\d+') THEN p.parent_id END AS chapeau_id
    FROM paragraphs AS p
    LEFT JOIN quoting AS q ON q.paragraph_id = p.parent_id
    WHERE p.kind = 'operative'
),

climbing AS (
    SELECT paragraph_id, paragraph_id AS at_id, chapeau_id, action
    FROM operative
    UNION
    SELECT c.paragraph_id, p.paragraph_id, p.chapeau_id, p.action
    FROM climbing AS c
    JOIN operative AS p ON p.paragraph_id = c.chapeau_id
    WHERE c.action IS NULL
)

SELECT paragraph_id, action, at_id AS from_paragraph_id
FROM climbing
WHERE action IS NOT NULL
