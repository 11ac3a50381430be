-- One row is one session of which the warehouse has no text in a language that it has other texts of the organ in, though it took place, and nothing says that it adopted none.
-- organ: Organ
-- language: Language of the texts, ISO 639-1
-- session: Session as the symbol writes it
-- year: Year in which it began
-- resolutions: Resolutions that it adopted, by the index (adopted_resolutions); null where that leaves the session out
SELECT h.organ, h.language, a.session, a.year, a.resolutions
FROM (SELECT DISTINCT organ, language FROM session_coverage) AS h
JOIN adopted_resolutions AS a ON a.organ = h.organ AND a.resolutions IS DISTINCT FROM 0
ANTI JOIN session_coverage AS c
    ON c.organ = h.organ AND c.language = h.language AND c.session = a.session
ORDER BY h.organ, h.language, a.session
