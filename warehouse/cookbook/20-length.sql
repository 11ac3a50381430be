-- Question: How long are resolutions, and how much of them is preamble?
SELECT
    r.symbol, r.word_count,
    sum(p.word_count) FILTER (p.kind = 'preambular')::INTEGER AS preamble_words,
    count(*) FILTER (p.kind = 'preambular') AS preambular,
    count(*) FILTER (p.kind = 'operative' AND p.depth = 0) AS operative
FROM resolutions AS r
JOIN paragraphs AS p USING (document_id)
GROUP BY ALL
ORDER BY r.word_count DESC, r.symbol
LIMIT 5
