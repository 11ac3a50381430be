-- Title:       How often texts ask for reports and other outputs, session by session
-- Grain:       one row for each kind of output × (organ, session, language) that has documents, zeros included
-- Denominator: document_share: all documents of that session in that language
-- Counting:    requests of operative paragraphs and their items; those of annexes, which are often texts of others, do not
--              count. An output that is for two organs, or due at two sessions, is two requests and one output. A document
--              that asks for a report and a panel counts for both: documents_with_any_request is no sum
-- Interval:    Wilson score, 95 % (function wilson_low): what a session's share would leave open if its documents
--              were a sample of such documents
-- Caveats:     a share is of the documents held here; coverage says whether that is all the session adopted.
--              Decisions and statements are documents too. A language has rows only where the vocabulary has words for
--              what is asked for (languages.finds_requests): what nobody could find must not count as absent. Languages
--              are counted apart. A session's requests are those its texts make, not those due at it (view
--              request_calendar). Fictitious samples count as any document; resolutions.is_fictitious tells them apart
WITH asked AS (
    SELECT r.organ, r.session, r.language, r.document_id, q.deliverable, q.request_id, q.paragraph_id, q.start_char, q.end_char
    FROM report_requests AS q
    JOIN paragraphs AS p USING (paragraph_id)
    JOIN resolutions AS r ON r.document_id = p.document_id
    WHERE p.kind = 'operative'
),

asking AS (
    SELECT organ, session, language, count(DISTINCT document_id) AS documents
    FROM asked
    GROUP BY organ, session, language
),

counted AS (
    SELECT
        organ, session, language, deliverable,
        count(DISTINCT document_id) AS documents,
        count(DISTINCT (paragraph_id, start_char, end_char)) AS outputs,
        count(*) AS requests
    FROM asked
    GROUP BY organ, session, language, deliverable
),

filled AS (
    SELECT
        c.organ, c.session, c.session_id, c.session_kind, c.session_number, c.language, k.deliverable, c.documents,
        coalesce(a.documents, 0) AS documents_with_any_request,
        coalesce(n.documents, 0) AS documents_with_request,
        coalesce(n.outputs, 0) AS outputs,
        coalesce(n.requests, 0) AS requests,
        c.coverage
    FROM session_coverage AS c
    JOIN countable_deliverables AS k USING (language)
    LEFT JOIN asking AS a USING (organ, session, language)
    LEFT JOIN counted AS n
        ON n.organ = c.organ AND n.session = c.session AND n.language = c.language AND n.deliverable = k.deliverable
)

SELECT
    organ,
    session,
    session_id,
    session_kind,
    session_number,
    language,
    deliverable,
    documents,
    documents_with_any_request,
    documents_with_request,
    documents_with_request / documents AS document_share,
    wilson_low(documents_with_request, documents) AS document_share_low,
    wilson_high(documents_with_request, documents) AS document_share_high,
    outputs,
    requests,
    coverage
FROM filled
