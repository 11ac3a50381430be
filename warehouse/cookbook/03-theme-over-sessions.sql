-- Question: How often is migration spoken of, session by session?
-- Reading: A share of few documents has a wide interval; `coverage` says whether the session is held whole.
SELECT session, documents, documents_with_theme, document_share, document_share_low, document_share_high, coverage
FROM theme_frequency
WHERE organ = 'HRC' AND language = 'en' AND theme_id = 'migration'
ORDER BY session_kind, session_number
