-- Title:       How strongly operative paragraphs speak of a theme, session by session
-- Grain:       one row for each theme × (organ, session, language) in which operative paragraphs name it
-- Denominator: strong_share: the operative paragraphs and items that name the theme and whose action is known
-- Counting:    an item counts by its own lead phrase, else by its chapeau's (view paragraph_actions). Strong are deciding
--              (Decides, Establishes) and directive (Requests, Urges, Calls upon); not strong are evaluative (Welcomes,
--              Condemns), reinforcing (Reaffirms, Stresses) and observing (Notes, Takes note)
-- Interval:    Wilson score, 95 %, on the effective number of paragraphs (function effective_number): those of one
--              document are alike, so fewer independent ones would say as much
-- Caveats:     what a paragraph decides or requests need not be about the theme that it names in passing. A request to
--              report counts as any request. Languages have their own lists of lead phrases: compare within one. Of
--              few documents the interval is still too narrow. A session without such a paragraph has no row
WITH of_document AS (
    SELECT
        t.organ, t.session, t.language, t.theme_id, t.document_id,
        count(*) AS paragraphs,
        count(*) FILTER (a.action = 'deciding') AS deciding,
        count(*) FILTER (a.action = 'directive') AS directive,
        count(*) FILTER (a.action = 'evaluative') AS evaluative,
        count(*) FILTER (a.action = 'reinforcing') AS reinforcing,
        count(*) FILTER (a.action = 'observing') AS observing,
        count(*) FILTER (a.action IS NULL) AS unclassified,
        deciding + directive AS y,
        paragraphs - unclassified AS n
    FROM theme_paragraphs AS t
    LEFT JOIN paragraph_actions AS a USING (paragraph_id)
    WHERE t.kind = 'operative'
    GROUP BY t.organ, t.session, t.language, t.theme_id, t.document_id
),

counted AS (
    SELECT
        organ, session, language, theme_id,
        sum(paragraphs) AS paragraphs,
        sum(deciding) AS deciding,
        sum(directive) AS directive,
        sum(evaluative) AS evaluative,
        sum(reinforcing) AS reinforcing,
        sum(observing) AS observing,
        sum(unclassified) AS unclassified,
        CASE WHEN sum(n) > 0 THEN sum(y) / sum(n) END AS strong_share,
        effective_number(count(*) FILTER (n > 0), sum(y), sum(n), sum(y * y), sum(y * n), sum(n * n)) AS effective
    FROM of_document
    GROUP BY organ, session, language, theme_id
)

SELECT
    n.organ,
    n.session,
    c.session_id,
    c.session_kind,
    c.session_number,
    n.language,
    n.theme_id,
    n.paragraphs,
    n.deciding,
    n.directive,
    n.evaluative,
    n.reinforcing,
    n.observing,
    n.unclassified,
    n.strong_share,
    wilson_low(n.strong_share * n.effective, n.effective) AS strong_share_low,
    wilson_high(n.strong_share * n.effective, n.effective) AS strong_share_high,
    c.coverage
FROM counted AS n
JOIN session_coverage AS c USING (organ, session, language)
