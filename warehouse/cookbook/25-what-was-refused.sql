-- Question: Which sources gave no text, and why?
-- Reading: Empty where all could be read, as in the sample.
SELECT source_uri, stage, reason, detail
FROM rejects
ORDER BY source_uri, reason
