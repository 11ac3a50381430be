-- Question: Which themes stand in the same paragraphs as migration?
-- Reading: A paragraph_lift of 1 is what chance gives. Ask for a least number of paragraphs: lifts of rare themes mean little.
SELECT
    CASE WHEN theme_id = 'migration' THEN other_theme_id ELSE theme_id END AS other_theme,
    paragraphs_with_both, paragraph_lift, documents_with_both, document_lift, coverage
FROM theme_cooccurrence
WHERE organ = 'HRC' AND language = 'en' AND 'migration' IN (theme_id, other_theme_id) AND paragraphs_with_both >= 2
ORDER BY paragraph_lift DESC, other_theme
