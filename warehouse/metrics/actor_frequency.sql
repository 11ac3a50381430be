-- Title:       How often each actor is addressed, session by session
-- Grain:       one row for each actor × (organ, session, language) in which it is named
-- Denominator: document_share: all documents of that session in that language
-- Counting:    addressed: a directive verb of a paragraph governs the actor, or governs it in the chapeau that an item
--              such as op4(a) belongs to (view inherited_addressees). Only preambular and operative paragraphs (with their
--              items) count; titles, headings, annexes and tables do not
-- Interval:    Wilson score, 95 % (function wilson_low)
-- Caveats:     a share is of the documents held here; coverage says whether that is all the session adopted. An actor
--              counts for itself alone, not for those it belongs to. Languages are counted apart. Fictitious samples
--              count as any document. A session that does not name the actor has no row: an average over sessions must
--              fill in zeros
WITH named AS (
    SELECT actor_id, paragraph_id, role = 'addressee' AS is_addressed FROM paragraph_actors
    UNION ALL
    SELECT actor_id, paragraph_id, true FROM inherited_addressees
),

counted AS (
    SELECT
        n.actor_id, r.organ, r.session, r.language,
        count(DISTINCT r.document_id) AS documents_naming,
        count(DISTINCT r.document_id) FILTER (n.is_addressed) AS documents_addressing,
        count(DISTINCT n.paragraph_id) FILTER (n.is_addressed) AS paragraphs_addressing
    FROM named AS n
    JOIN paragraphs AS p USING (paragraph_id)
    JOIN resolutions AS r ON r.document_id = p.document_id
    WHERE p.kind IN ('preambular', 'operative')
    GROUP BY n.actor_id, r.organ, r.session, r.language
)

SELECT
    n.organ,
    n.session,
    c.session_id,
    c.session_kind,
    c.session_number,
    n.language,
    n.actor_id,
    c.documents,
    n.documents_naming,
    n.documents_addressing,
    n.paragraphs_addressing,
    n.documents_addressing / c.documents AS document_share,
    wilson_low(n.documents_addressing, c.documents) AS document_share_low,
    wilson_high(n.documents_addressing, c.documents) AS document_share_high,
    c.coverage
FROM counted AS n
JOIN session_coverage AS c USING (organ, session, language)
