-- Question: Which themes are recalled in preambles more than they are acted on?
SELECT
    theme_id, sum(preambular_with_theme)::INTEGER AS preambular, sum(operative_with_theme)::INTEGER AS operative
FROM theme_frequency
WHERE organ = 'HRC' AND language = 'en'
GROUP BY theme_id
HAVING preambular > operative AND preambular >= 3
ORDER BY preambular - operative DESC, theme_id
