-- One row is one kind of output that can be found in texts of one language: the vocabulary has words for it.
-- language: Language of the texts, ISO 639-1
-- deliverable: = report_requests.deliverable
SELECT DISTINCT v.language, v.target AS deliverable
FROM vocabulary AS v
JOIN languages AS l ON l.language = v.language AND l.finds_requests
WHERE v.family = 'request_word' AND v.polarity = 'include' AND v.target IS NOT NULL
ORDER BY ALL
