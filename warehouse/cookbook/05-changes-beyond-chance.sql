-- Question: Which themes changed most from one year to the next?
-- Reading: A q_value < 0.05 is a reason to read the texts, not a proof; it allows for all themes of one year, not for the best of several years. The sample is too small for any.
SELECT theme_id, year_before, year, documents_with_theme_before, documents_before, documents_with_theme, documents, change, q_value, coverage
FROM theme_change
WHERE organ = 'HRC' AND language = 'en' AND documents_before >= 1
ORDER BY q_value, abs(change) DESC, theme_id, year
LIMIT 5
