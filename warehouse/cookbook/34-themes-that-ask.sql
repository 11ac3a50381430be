-- Question: In operative paragraphs on which themes does the Council ask for reports, studies, panels?
-- Reading: In English. A paragraph counts once for each theme it names, broader themes included; what it asks for need not be about each of them.
WITH asking AS (
    SELECT DISTINCT paragraph_id FROM fact_report_request
)

SELECT
    t.theme_id, count(*) AS operative_paragraphs, count(a.paragraph_id) AS asking_paragraphs,
    count(DISTINCT t.document_id) FILTER (a.paragraph_id IS NOT NULL) AS asking_documents
FROM theme_paragraphs AS t
LEFT JOIN asking AS a USING (paragraph_id)
WHERE t.organ = 'HRC' AND t.language = 'en' AND t.kind = 'operative'
GROUP BY t.theme_id
HAVING asking_paragraphs > 0
ORDER BY asking_paragraphs DESC, operative_paragraphs, t.theme_id
LIMIT 10
