-- One row is one theme and one that counts it: itself, its broader theme, the one above that.
-- theme_id: The theme, see themes
-- counted_as: A theme that counts it, see themes; itself at distance 0
-- distance: Steps from the one up to the other
WITH RECURSIVE above AS (
    SELECT theme_id, theme_id AS counted_as, 0 AS distance FROM themes
    UNION
    SELECT a.theme_id, t.parent_id, a.distance + 1
    FROM above AS a
    JOIN themes AS t ON t.theme_id = a.counted_as
    WHERE t.parent_id IS NOT NULL AND a.distance < 100
)

SELECT theme_id, counted_as, min(distance)::INTEGER AS distance
FROM above
GROUP BY theme_id, counted_as
ORDER BY ALL
