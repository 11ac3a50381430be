-- One row is one operative paragraph or item with what its words do: its own action, else, for an item (see item_chapeaus), that of the nearest paragraph above it that has one.
-- paragraph_id: The paragraph or item, see paragraphs
-- action: What the lead phrase does: observing, reinforcing, evaluative, deciding, directive
-- from_paragraph_id: The paragraph whose lead phrase it is: itself, or its chapeau
WITH RECURSIVE operative AS (
    SELECT p.paragraph_id, p.action, i.chapeau_id
    FROM paragraphs AS p
    LEFT JOIN item_chapeaus AS i USING (paragraph_id)
    WHERE p.kind = 'operative'
),

-- UNION ends a circle of parents.
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
