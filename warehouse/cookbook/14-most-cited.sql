-- Question: Which resolutions are cited most, and does the warehouse hold them?
-- Reading: By texts of all organs held; a text held in several languages counts once, since its symbol is counted.
SELECT i.instrument_id, count(DISTINCT d.symbol) AS texts, any_value(i.document_id) AS held_as
FROM fact_instrument_citation AS c
JOIN dim_document AS d USING (document_id)
JOIN instruments AS i USING (instrument_id)
WHERE i.kind = 'resolution'
GROUP BY i.instrument_id
ORDER BY texts DESC, i.instrument_id
LIMIT 8
