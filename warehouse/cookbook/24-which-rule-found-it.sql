-- Question: Why does a paragraph count for a theme?
-- Reading: The entry of the vocabulary and the very words it found.
SELECT m.theme_id, m.surface, m.rule, v.term, v.near, v.example
FROM paragraph_themes AS m
JOIN vocabulary AS v USING (rule)
WHERE m.paragraph_id = 'A/HRC/RES/30/21@en#op1'
ORDER BY m.start_char, m.theme_id
