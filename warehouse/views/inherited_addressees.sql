-- One row is one actor that an item such as op4(a) takes over as its addressee from its chapeau: the item has none of its own, and the nearest paragraph above it that has addressees gives them all.
-- paragraph_id: The item, see item_chapeaus
-- actor_id: The actor addressed, see actors
-- from_paragraph_id: The chapeau, or item above, that names the actor as its addressee
WITH RECURSIVE addressed AS (
    SELECT DISTINCT paragraph_id, actor_id FROM paragraph_actors WHERE role = 'addressee'
),

addressing AS (
    SELECT DISTINCT paragraph_id FROM addressed
),

-- From an item without an addressee up to the first paragraph that has one; UNION ends a circle of parents.
above AS (
    SELECT i.paragraph_id, i.chapeau_id AS from_paragraph_id
    FROM item_chapeaus AS i
    ANTI JOIN addressing USING (paragraph_id)
    UNION
    SELECT a.paragraph_id, i.chapeau_id
    FROM above AS a
    JOIN item_chapeaus AS i ON i.paragraph_id = a.from_paragraph_id
    ANTI JOIN addressing AS d ON d.paragraph_id = a.from_paragraph_id
)

SELECT a.paragraph_id, d.actor_id, a.from_paragraph_id
FROM above AS a
JOIN addressed AS d ON d.paragraph_id = a.from_paragraph_id
ORDER BY ALL
