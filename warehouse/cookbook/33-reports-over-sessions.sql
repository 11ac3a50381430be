-- Question: How often do the Council's texts ask for reports, session by session?
-- Reading: A report alone; documents_with_any_request counts texts that ask for any output. A session whose texts ask for none has a row with 0. `coverage` says whether the session is held whole.
SELECT
    session, documents, documents_with_any_request, documents_with_request, document_share, document_share_low,
    document_share_high, outputs, coverage
FROM request_frequency
WHERE organ = 'HRC' AND language = 'en' AND deliverable = 'report'
ORDER BY session_kind, session_number
