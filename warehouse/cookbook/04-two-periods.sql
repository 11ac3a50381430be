-- Question: Did the share of texts that name migration change from one period to another?
-- Reading: Two periods of your choice, compared by the same functions as theme_change; a text counts for the year in which its session began. The p_value is of Fisher's exact test; texts that are renewed every year are no independent samples.
WITH named AS (
    SELECT
        y.year, y.document_id IN (SELECT document_id FROM theme_paragraphs WHERE theme_id = 'migration') AS names_it
    FROM document_years AS y
    WHERE y.organ = 'HRC' AND y.language = 'en'
),

counted AS (
    SELECT
        count(*) FILTER (year <= 2015 AND names_it) AS k1, count(*) FILTER (year <= 2015) AS n1,
        count(*) FILTER (year > 2015 AND names_it) AS k2, count(*) FILTER (year > 2015) AS n2
    FROM named
)

SELECT
    k1, n1, k2, n2, k2 / n2 - k1 / n1 AS change, change_low(k1, n1, k2, n2) AS change_low,
    change_high(k1, n1, k2, n2) AS change_high, fisher_p(k1, n1, k2, n2) AS p_value,
    (SELECT coverage FROM organ_coverage WHERE organ = 'HRC' AND language = 'en') AS coverage
FROM counted
