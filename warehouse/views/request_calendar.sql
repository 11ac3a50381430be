-- One row is one output asked for, for one organ at one session, with all that says what it is and where it is asked for: what is due, when, of whom. A text held in several languages has its requests once in each that report_requests reads: keep to one language.
-- recipient: = report_requests.recipient
-- due_session: = report_requests.due_session
-- due_session_number: The same as a number, which sorts
-- due_starts_on: First day of that session (sessions.starts_on), see dim_date; null where the warehouse has no text of it, or none that gives the day
-- due_year: = report_requests.due_year
-- deliverable: = report_requests.deliverable
-- is_recurring: = report_requests.is_recurring
-- requested_of: Who is asked, see dim_actor; null where nobody is named: Decides to hold a panel discussion
-- requested_of_label: Name in English of who is asked
-- organ: Organ that asks
-- session: Session in which it asks, as the symbol writes it
-- document_id: The document that asks, see dim_document
-- symbol: = resolutions.symbol
-- language: The language of the text, see dim_language
-- title: = resolutions.title
-- adopted_on: Date of adoption, see dim_date
-- paragraph_id: The paragraph, see fact_paragraph
-- paragraph_number: = paragraphs.number
-- text: = paragraphs.text
-- surface: = report_requests.surface
-- due_surface: = report_requests.due_surface
-- is_fictitious: = resolutions.is_fictitious
-- url: The text's page at the United Nations; null for invented samples
-- request_id: = report_requests.request_id
SELECT
    f.recipient, f.due_session, try_cast(f.due_session AS INTEGER) AS due_session_number, due.starts_on AS due_starts_on,
    f.due_year, f.deliverable, f.is_recurring, f.actor_id AS requested_of, a.label AS requested_of_label, d.organ,
    r.session, f.document_id, d.symbol, f.language, d.title, f.adopted_on, f.paragraph_id, p.number AS paragraph_number,
    p.text, f.surface, f.due_surface, d.is_fictitious, d.url, f.request_id
FROM fact_report_request AS f
JOIN dim_document AS d USING (document_id)
JOIN resolutions AS r USING (document_id)
JOIN paragraphs AS p ON p.paragraph_id = f.paragraph_id
LEFT JOIN dim_session AS due ON due.session_id = f.due_session_id
LEFT JOIN actors AS a ON a.actor_id = f.actor_id
ORDER BY f.recipient, due_session_number, f.due_year, d.symbol, f.language, f.request_id
