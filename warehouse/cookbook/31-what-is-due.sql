-- Question: What is due at the Council's thirty-fifth session, and of whom?
-- Reading: By the texts held in English, of every organ that asks. What is asked for "annually" stands at the session that the text names, and is_recurring; later years have no rows. A due session that is only implied ("its next session") has no number.
SELECT symbol, paragraph_number, deliverable, requested_of_label AS requested_of, is_recurring, due_starts_on, due_surface, surface
FROM request_calendar
WHERE recipient = 'HRC' AND due_session = '35' AND language = 'en'
ORDER BY symbol, paragraph_id, request_id
