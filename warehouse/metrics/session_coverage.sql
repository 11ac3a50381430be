-- Title:       How much of each session the warehouse holds
-- Grain:       one row for each (organ, session, language) that has documents
-- Denominator: resolutions_adopted: how many resolutions the session adopted, by the index (adopted_resolutions); where
--              the index does not count them, or counts fewer than that, the highest number held in any language,
--              which is the least it can be, since within a session most organs number their resolutions from 1
--              without gaps
-- Counting:    resolutions alone, by their different numbers. coverage: partial where a number is known to be missing;
--              whole where every number that the index counts is held, none above its count (an index that is too low
--              by one may be so by more), and no invented sample beside them; else unknown. Null denominators: where
--              numbers run on from session to session (Security Council, Economic and Social Council before 1978,
--              General Assembly before session 31, special session 8 and emergency special session 6)
-- Caveats:     whole means every resolution. Decisions and statements held beside them are among documents, and
--              nothing says how many of those there were. Without the index, what was adopted after the highest number
--              held is not seen, so no such session counts as whole. Parts of one number (290 A, 290 B) count as that
--              number, held once any is
WITH numbered AS (
    SELECT DISTINCT
        organ, session, session_kind, session_number, language,
        try_cast(regexp_extract(number, '^[0-9]+') AS INTEGER) AS number
    FROM resolutions
    WHERE document_type = 'resolution' AND NOT is_fictitious
),

highest AS (
    SELECT organ, session, max(number) AS highest_held
    FROM numbered
    WHERE organ != 'SC'
      AND NOT (organ = 'ECOSOC' AND session_number < 1978)
      AND NOT (organ = 'GA' AND session_number < CASE session_kind
          WHEN 'regular' THEN 31 WHEN 'special' THEN 8 WHEN 'emergency_special' THEN 6 ELSE 0
      END)
    GROUP BY organ, session
),

-- The least number of resolutions that each session can have adopted.
adopted AS (
    SELECT
        coalesce(h.organ, i.organ) AS organ,
        coalesce(h.session, i.session) AS session,
        i.resolutions AS resolutions_indexed,
        greatest(h.highest_held, i.resolutions) AS resolutions_adopted
    FROM highest AS h
    FULL JOIN adopted_resolutions AS i ON i.organ = h.organ AND i.session = h.session
),

held AS (
    SELECT
        organ, session, any_value(session_kind) AS session_kind, any_value(session_number) AS session_number, language,
        count(*) AS documents,
        count(*) FILTER (is_fictitious) AS fictitious
    FROM resolutions
    GROUP BY organ, session, language
),

-- The numbers held, and the one that would follow the last that was adopted.
stops AS (
    SELECT n.organ, n.session, n.language, n.number
    FROM numbered AS n
    WHERE n.number IS NOT NULL
    UNION
    SELECT h.organ, h.session, h.language, a.resolutions_adopted + 1
    FROM held AS h
    JOIN adopted AS a ON a.organ = h.organ AND a.session = h.session
),

runs AS (
    SELECT
        s.organ, s.session, s.language,
        lag(s.number, 1, 0) OVER (PARTITION BY s.organ, s.session, s.language ORDER BY s.number) + 1 AS first_number,
        s.number - 1 AS last_number
    FROM stops AS s
    SEMI JOIN adopted AS a ON a.organ = s.organ AND a.session = s.session
    QUALIFY first_number <= last_number
),

gaps AS (
    SELECT
        organ, session, language, sum(last_number - first_number + 1) AS resolutions_missing,
        string_agg(
            CASE WHEN first_number = last_number THEN first_number::VARCHAR ELSE concat(first_number, '–', last_number) END,
            ', ' ORDER BY first_number
        ) AS missing_numbers
    FROM runs
    GROUP BY organ, session, language
)

SELECT
    h.organ,
    h.session,
    concat(h.organ, '/', h.session) AS session_id,
    h.session_kind,
    h.session_number,
    h.language,
    h.documents,
    h.fictitious,
    (
        SELECT count(*)
        FROM numbered AS n
        WHERE n.organ = h.organ AND n.session = h.session AND n.language = h.language AND n.number IS NOT NULL
    ) AS resolutions_held,
    a.resolutions_adopted,
    a.resolutions_indexed,
    a.resolutions_indexed IS NOT NULL AS is_indexed,
    g.missing_numbers,
    CASE
        WHEN g.resolutions_missing > 0 THEN 'partial'
        WHEN a.resolutions_indexed = a.resolutions_adopted AND h.fictitious = 0 THEN 'whole'
        ELSE 'unknown'
    END AS coverage
FROM held AS h
LEFT JOIN adopted AS a ON a.organ = h.organ AND a.session = h.session
LEFT JOIN gaps AS g ON g.organ = h.organ AND g.session = h.session AND g.language = h.language
