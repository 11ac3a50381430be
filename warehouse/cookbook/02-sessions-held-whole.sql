-- Question: Which sessions are held whole?
-- Reading: Whole means that every resolution that the index of adopted texts counts is held, and no samples are. Rates of other sessions are rates of what is held.
SELECT session_id, language, documents, resolutions_held, resolutions_adopted, missing_numbers, coverage
FROM session_coverage
ORDER BY organ, session_kind, session_number, language
