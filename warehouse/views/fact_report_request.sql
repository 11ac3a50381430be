-- One row is one output asked for in one paragraph, for one organ at one session, with the keys of its dimensions: an output for two organs, or due at two sessions, is two rows of the same characters. A text held in several languages has its requests once in each that report_requests reads (languages.finds_requests).
-- request_id: = report_requests.request_id
-- paragraph_id: The paragraph, see fact_paragraph
-- document_id: The document, see dim_document
-- session_id: The session that asks, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- paragraph_kind: = paragraphs.kind
-- actor_id: Who is asked, see dim_actor; null where nobody is named: Decides to hold a panel discussion
-- deliverable: = report_requests.deliverable
-- recipient: = report_requests.recipient
-- due_session: = report_requests.due_session
-- due_session_id: The recipient's session that it is due at, see dim_session; null where the warehouse has no text of that session, or none is named
-- due_year: = report_requests.due_year
-- is_recurring: = report_requests.is_recurring
-- surface: = report_requests.surface
-- due_surface: = report_requests.due_surface
-- start_char: = report_requests.start_char
-- end_char: = report_requests.end_char
SELECT
    q.request_id, q.paragraph_id, p.document_id, d.session_id, d.language, d.adopted_on, p.kind AS paragraph_kind,
    q.requested_of AS actor_id, q.deliverable, q.recipient, q.due_session, s.session_id AS due_session_id, q.due_year,
    q.is_recurring, q.surface, q.due_surface, q.start_char, q.end_char
FROM report_requests AS q
JOIN paragraphs AS p USING (paragraph_id)
JOIN dim_document AS d ON d.document_id = p.document_id
-- A session that is named by its number alone is a regular one.
LEFT JOIN dim_session AS s
    ON s.organ = q.recipient AND s.session = q.due_session AND s.session_kind = 'regular'
ORDER BY q.request_id
