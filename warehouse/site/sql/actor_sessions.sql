-- Title:       How often each actor is addressed, session by session
-- Grain:       one row for each actor × (organ, session, language) in which it is named
-- Denominator: documents: all documents of that session in that language
-- Counting:    addressed: a directive verb of a paragraph governs the actor, or governs it in the chapeau that an item
--              such as op4(a) belongs to (view inherited_addressees)
-- Interval:    Wilson score, 95 %, z = 1.959963984540054
-- Caveats:     a share is of the documents held here. An actor counts for itself alone, not for those it belongs to.
--              Languages are counted apart. Fictitious samples count as any document
WITH named AS (
    SELECT actor_id, paragraph_id, role = 'addressee' AS is_addressed FROM paragraph_actors
    UNION ALL
    SELECT actor_id, paragraph_id, true FROM inherited_addressees
),

session_documents AS (
    SELECT organ, session, language, count(*) AS documents FROM resolutions GROUP BY ALL
),

counted AS (
    SELECT
        n.actor_id, r.organ, r.session, r.language,
        count(DISTINCT r.document_id) AS documents_naming,
        count(DISTINCT r.document_id) FILTER (n.is_addressed) AS documents_with,
        count(DISTINCT n.paragraph_id) FILTER (n.is_addressed) AS paragraphs_with
    FROM named AS n
    JOIN resolutions AS r ON r.document_id = split_part(n.paragraph_id, '#', 1)
    GROUP BY ALL
),

wilson AS (
    SELECT
        c.*, d.documents,
        c.documents_with / d.documents AS share,
        3.841458820694124 / d.documents AS z2_n,
        (share + z2_n / 2) / (1 + z2_n) AS centre,
        sqrt(share * (1 - share) * z2_n + z2_n * z2_n / 4) / (1 + z2_n) AS half
    FROM counted AS c
    JOIN session_documents AS d USING (organ, session, language)
)

SELECT
    actor_id, organ, session, language, documents, documents_naming, documents_with, paragraphs_with, share,
    CASE WHEN documents_with = 0 THEN 0 ELSE centre - half END AS share_low,
    CASE WHEN documents_with = documents THEN 1 ELSE centre + half END AS share_high
FROM wilson
ORDER BY actor_id, organ, language, session
