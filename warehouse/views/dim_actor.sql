-- One row is one actor.
-- actor_id: = actors.actor_id
-- actor: = actors.label
-- kind: = actors.kind
-- iso3: = actors.iso3
-- m49: = actors.m49
-- parent_actor_id: = actors.parent_id
-- parent_actor: Name of the actor it belongs to
SELECT
    a.actor_id, a.label AS actor, a.kind, a.iso3, a.m49, a.parent_id AS parent_actor_id, p.label AS parent_actor
FROM actors AS a
LEFT JOIN actors AS p ON p.actor_id = a.parent_id
ORDER BY a.actor_id
