-- Question: Which paragraphs speak of a right to water?
-- Reading: The best first; a score has a meaning within one question only. Words may stand anywhere in the paragraph.
SELECT score, paragraph_id, text
FROM search('right to water', organ := 'HRC', language := 'en')
ORDER BY score DESC, paragraph_id
LIMIT 5
