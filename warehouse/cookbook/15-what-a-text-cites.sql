-- Question: What does resolution 30/21 build on?
SELECT i.kind, i.instrument_id, i.title, i.adopted_on, count(*) AS citations
FROM fact_instrument_citation AS c
JOIN instruments AS i USING (instrument_id)
WHERE c.document_id = 'A/HRC/RES/30/21@en'
GROUP BY ALL
ORDER BY i.kind, i.adopted_on, i.instrument_id
