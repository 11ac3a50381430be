-- Question: How did a State vote?
-- Reading: On texts of all organs. A text held in several languages has each vote once in each: count symbols.
SELECT a.actor AS state, v.vote, count(DISTINCT v.symbol) AS texts
FROM fact_vote AS v
JOIN dim_actor AS a USING (actor_id)
WHERE a.actor IN ('Mexico', 'Germany', 'India')
GROUP BY ALL
ORDER BY state, v.vote
