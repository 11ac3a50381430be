-- Title:       How much of each session the warehouse holds, as far as the numbers of its resolutions tell
-- Grain:       one row for each organ × session × language that has documents
-- Counting:    resolutions alone: within a session most organs number them from 1 without gaps. `held` are the different
--              numbers held in that language; `adopted_at_least` is the highest number held in any language; null
--              where numbers run on from session to session (Security Council, General Assembly before session 31)
-- Caveats:     what was adopted after the highest number held is not seen, so a session may lack more than this
--              says. Fictitious samples are not counted
WITH numbered AS (
    SELECT
        organ, session, session_kind, session_number, language, is_fictitious,
        try_cast(regexp_extract(number, '^[0-9]+') AS INTEGER) AS number
    FROM resolutions
    WHERE document_type = 'resolution'
),

highest AS (
    SELECT organ, session, max(number) AS adopted_at_least
    FROM numbered
    WHERE NOT is_fictitious AND organ != 'SC' AND NOT (organ = 'GA' AND session_kind = 'regular' AND session_number < 31)
    GROUP BY organ, session
)

SELECT
    r.organ,
    r.session,
    r.language,
    count(*) AS documents,
    count(*) FILTER (r.is_fictitious) AS fictitious,
    (
        SELECT count(DISTINCT n.number)
        FROM numbered AS n
        WHERE n.organ = r.organ AND n.session = r.session AND n.language = r.language AND NOT n.is_fictitious
    ) AS held,
    any_value(h.adopted_at_least) AS adopted_at_least
FROM resolutions AS r
LEFT JOIN highest AS h ON h.organ = r.organ AND h.session = r.session
GROUP BY r.organ, r.session, r.language
ORDER BY r.organ, r.session, r.language
