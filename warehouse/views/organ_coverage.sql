-- One row is one organ in one language: how much of the sessions that the warehouse has documents of it holds.
-- organ: Organ
-- language: Language of the texts, ISO 639-1
-- sessions: Sessions with documents
-- sessions_whole: Those held whole, see session_coverage
-- coverage: whole where every session is, partial where one is known not to be, else unknown
SELECT
    organ,
    language,
    count(*)::INTEGER AS sessions,
    (count(*) FILTER (coverage = 'whole'))::INTEGER AS sessions_whole,
    CASE
        WHEN bool_and(coverage = 'whole') THEN 'whole'
        WHEN bool_or(coverage = 'partial') THEN 'partial'
        ELSE 'unknown'
    END AS coverage
FROM session_coverage
GROUP BY organ, language
ORDER BY organ, language
