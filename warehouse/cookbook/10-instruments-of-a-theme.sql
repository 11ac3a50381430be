-- Question: Which treaties and declarations are cited in paragraphs about migration?
SELECT i.title, i.kind, t.paragraphs_citing, t.documents_citing, t.lift, t.coverage
FROM theme_instruments AS t
JOIN instruments AS i USING (instrument_id)
WHERE t.organ = 'HRC' AND t.language = 'en' AND t.theme_id = 'migration' AND i.kind IN ('treaty', 'declaration')
ORDER BY t.paragraphs_citing DESC, i.title
