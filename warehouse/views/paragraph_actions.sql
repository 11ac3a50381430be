-- One row is one operative paragraph or item with what its words do: its own action, else that of the nearest paragraph above it that has one.
-- paragraph_id: The paragraph or item, see paragraphs
-- action: What the lead phrase does: observing, reinforcing, evaluative, deciding, directive
-- from_paragraph_id: The paragraph whose lead phrase it is: itself, or its chapeau
WITH RECURSIVE climbing AS (
    SELECT paragraph_id, paragraph_id AS at_id, parent_id AS next_id, action
    FROM paragraphs
    WHERE kind = 'operative'
    UNION
    SELECT c.paragraph_id, p.paragraph_id, p.parent_id, p.action
    FROM climbing AS c
    JOIN paragraphs AS p ON p.paragraph_id = c.next_id AND p.kind = 'operative'
    WHERE c.action IS NULL
)

SELECT paragraph_id, action, at_id AS from_paragraph_id
FROM climbing
WHERE action IS NOT NULL
