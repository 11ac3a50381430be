-- Question: Did the data hold what is expected of them when this was published?
SELECT severity, count(*) AS expectations, count(*) FILTER (success) AS held
FROM expectation_results
GROUP BY severity
ORDER BY severity
