-- Question: How long are the Council's resolutions, and how much of them is preamble?
-- Reading: In English: the same text has another length in each language. word_count is of the whole text, annexes too.
SELECT
    r.symbol, r.word_count,
    sum(p.word_count) FILTER (p.kind = 'preambular')::INTEGER AS preamble_words,
    count(*) FILTER (p.kind = 'preambular') AS preambular,
    count(*) FILTER (p.kind = 'operative' AND p.depth = 0) AS operative
FROM resolutions AS r
JOIN paragraphs AS p USING (document_id)
WHERE r.organ = 'HRC' AND r.language = 'en'
GROUP BY ALL
ORDER BY r.word_count DESC, r.symbol
LIMIT 5
