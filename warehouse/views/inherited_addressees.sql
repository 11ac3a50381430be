-- One row is one actor that an item such as op4(a) takes over as its addressee from its chapeau: the item has none of its own, and the nearest paragraph above it that has addressees gives them all.
-- paragraph_id: The item; what a paragraph quotes, such as a draft resolution, is no item of it
-- actor_id: The actor addressed, see actors
-- from_paragraph_id: The chapeau, or item above, that names the actor as its addressee
WITH RECURSIVE addressed AS (
    SELECT DISTINCT paragraph_id, actor_id FROM paragraph_actors WHERE role = 'addressee'
),

addressing AS (
    SELECT DISTINCT paragraph_id FROM addressed
),

quoting AS (
    SELECT DISTINCT parent_id AS paragraph_id FROM paragraphs WHERE kind = 'opening' AND parent_id IS NOT NULL
),

items AS (
    SELECT p.paragraph_id, p.parent_id
    FROM paragraphs AS p
    JOIN paragraphs AS chapeau ON chapeau.paragraph_id = p.parent_id AND chapeau.kind = p.kind
    WHERE NOT regexp_full_match(coalesce(p.number, ''), '\d+')
      AND p.parent_id NOT IN (SELECT paragraph_id FROM quoting)
),

-- From an item without an addressee up to the first paragraph that has one; UNION ends a circle of parents.
above AS (
    SELECT i.paragraph_id, i.parent_id AS from_paragraph_id
    FROM items AS i
    ANTI JOIN addressing USING (paragraph_id)
    UNION
    SELECT a.paragraph_id, i.parent_id
    FROM above AS a
    JOIN items AS i ON i.paragraph_id = a.from_paragraph_id
    ANTI JOIN addressing AS d ON d.paragraph_id = a.from_paragraph_id
)

SELECT a.paragraph_id, d.actor_id, a.from_paragraph_id
FROM above AS a
JOIN addressed AS d ON d.paragraph_id = a.from_paragraph_id
ORDER BY ALL
