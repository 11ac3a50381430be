-- Question: How many texts have a title that a text of an earlier session had too?
-- Reading: Such texts are mostly renewed ones, last year's with changes; only earlier texts that are held are known of. A test that takes the documents of two sessions for independent is not to be trusted where they are many. Other titles can be renewed too, so this is the least. Regular sessions alone.
WITH numbered AS (
    SELECT organ, language, session_number, lower(trim(title)) AS title
    FROM resolutions
    WHERE session_kind = 'regular'
)

SELECT
    n.organ, n.language, n.session_number, count(*) AS documents,
    count(*) FILTER (EXISTS (
        SELECT 1
        FROM numbered AS b
        WHERE b.organ = n.organ AND b.language = n.language AND b.title = n.title
            AND b.session_number < n.session_number
    )) AS renewed
FROM numbered AS n
GROUP BY ALL
ORDER BY n.organ, n.language, n.session_number
