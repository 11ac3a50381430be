-- Question: Which States voted alike most often?
-- Reading: Over the texts of all organs, held in English, on which both voted; ask for a least number of them.
SELECT one.actor, other.actor, count(*) AS texts, count(*) FILTER (a.vote = b.vote) AS alike
FROM fact_vote AS a
JOIN fact_vote AS b ON b.document_id = a.document_id AND a.actor_id < b.actor_id
JOIN dim_actor AS one ON one.actor_id = a.actor_id
JOIN dim_actor AS other ON other.actor_id = b.actor_id
WHERE a.language = 'en'
GROUP BY ALL
ORDER BY alike DESC, texts DESC, one.actor, other.actor
LIMIT 5
