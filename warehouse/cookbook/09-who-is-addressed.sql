-- Question: Who is addressed in paragraphs about migration?
SELECT a.label AS actor, a.kind, t.paragraphs_addressing, t.paragraphs, t.paragraph_share, t.coverage
FROM theme_addressees AS t
JOIN actors AS a USING (actor_id)
WHERE t.organ = 'HRC' AND t.language = 'en' AND t.theme_id = 'migration'
ORDER BY t.paragraphs_addressing DESC, actor
LIMIT 8
