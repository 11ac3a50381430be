-- Question: Which resolutions are cited most, and does the warehouse hold them?
SELECT i.instrument_id, count(DISTINCT c.document_id) AS documents, any_value(i.document_id) AS held_as
FROM fact_instrument_citation AS c
JOIN instruments AS i USING (instrument_id)
WHERE i.kind = 'resolution'
GROUP BY i.instrument_id
ORDER BY documents DESC, i.instrument_id
LIMIT 8
