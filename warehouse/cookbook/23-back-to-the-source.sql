-- Question: From which lines of which file does a paragraph come?
SELECT s.line_number, s.page, s.text, r.source_uri, r.source_sha256
FROM source_lines AS s
JOIN resolutions AS r USING (document_id)
WHERE s.paragraph_id = 'A/HRC/RES/30/21@en#op1'
ORDER BY s.line_number
