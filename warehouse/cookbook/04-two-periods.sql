-- Question: Did the share of texts that name migration change from one period to another?
-- Reading: Two periods of your choice, compared by the same functions as theme_change. p_value is of Fisher's exact test; texts that are renewed every year are no independent samples.
WITH counted AS (
    SELECT
        sum(documents_with_theme) FILTER (session_number <= 30) AS k1, sum(documents) FILTER (session_number <= 30) AS n1,
        sum(documents_with_theme) FILTER (session_number > 30) AS k2, sum(documents) FILTER (session_number > 30) AS n2
    FROM theme_frequency
    WHERE organ = 'HRC' AND language = 'en' AND theme_id = 'migration'
)

SELECT
    k1, n1, k2, n2, k2 / n2 - k1 / n1 AS change, change_low(k1, n1, k2, n2) AS change_low,
    change_high(k1, n1, k2, n2) AS change_high, fisher_p(k1, n1, k2, n2) AS p_value
FROM counted
