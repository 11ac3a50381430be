-- Question: What does the warehouse hold?
-- Reading: The column is_fictitious marks the invented samples; leave them out of every figure that you publish.
SELECT symbol, language, title, adopted_on, adoption, is_fictitious
FROM resolutions
ORDER BY adopted_on, symbol
