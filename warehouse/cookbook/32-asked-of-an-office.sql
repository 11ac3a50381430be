-- Question: Which outputs are the High Commissioner and the Office asked for, for whom and when?
-- Reading: In English, by texts of every organ held; the office and its head are two actors. One row for each organ and session that an output is for.
SELECT requested_of, deliverable, recipient, due_session, due_year, symbol, paragraph_number, is_fictitious, text
FROM request_calendar
WHERE requested_of IN ('OHCHR', 'HCHR') AND language = 'en'
ORDER BY recipient, due_session_number, due_year, symbol, request_id
