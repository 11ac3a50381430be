-- One row is one organ in one language: how much the warehouse holds of its sessions from the first to the last year that it has texts of.
-- organ: Organ
-- language: Language of the texts, ISO 639-1
-- sessions: Sessions with documents
-- sessions_whole: Those held whole, see session_coverage
-- sessions_absent: Sessions of those years without any document, as far as adopted_resolutions has them, see absent_sessions
-- coverage: whole where every session is and none is absent; partial where one is partial, or absent though it adopted resolutions; else unknown
WITH held AS (
    SELECT
        organ, language, count(*)::INTEGER AS sessions,
        (count(*) FILTER (coverage = 'whole'))::INTEGER AS sessions_whole,
        bool_or(coverage = 'partial') AS is_partial
    FROM session_coverage
    GROUP BY organ, language
),

span AS (
    SELECT organ, language, min(year) AS first_year, max(year) AS last_year
    FROM document_years
    GROUP BY organ, language
),

absent AS (
    SELECT a.organ, a.language, count(*)::INTEGER AS sessions_absent, bool_or(a.resolutions > 0) AS is_partial
    FROM absent_sessions AS a
    JOIN span AS s ON s.organ = a.organ AND s.language = a.language AND a.year BETWEEN s.first_year AND s.last_year
    GROUP BY a.organ, a.language
)

SELECT
    h.organ,
    h.language,
    h.sessions,
    h.sessions_whole,
    coalesce(a.sessions_absent, 0) AS sessions_absent,
    CASE
        WHEN h.is_partial OR a.is_partial THEN 'partial'
        WHEN h.sessions_whole = h.sessions AND a.sessions_absent IS NULL THEN 'whole'
        ELSE 'unknown'
    END AS coverage
FROM held AS h
LEFT JOIN absent AS a USING (organ, language)
ORDER BY h.organ, h.language
