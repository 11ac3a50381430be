-- Title:       Who is addressed about what
-- Grain:       one row for each actor × theme × (organ, language) where an operative paragraph addresses the actor and names
--              the theme
-- Denominator: paragraph_share: the operative paragraphs and items that name the theme and address anyone
-- Counting:    addressed: a directive verb of the paragraph governs the actor, or governs it in the chapeau that an item such
--              as op4(a) belongs to (view inherited_addressees). A theme counts its narrower themes too
-- Interval:    Wilson score, 95 %, on the effective number of paragraphs (function effective_number): those of one
--              document are alike, so fewer independent ones would say as much
-- Caveats:     what is asked need not be about the theme that the paragraph names. An actor counts for itself alone, not
--              for those it belongs to: "all States" is an actor of its own. Of few documents the interval is still too
--              narrow. An actor that no such paragraph addresses has no row: an average must fill in zeros
WITH addressed AS (
    SELECT DISTINCT paragraph_id, actor_id FROM paragraph_actors WHERE role = 'addressee'
    UNION
    SELECT paragraph_id, actor_id FROM inherited_addressees
),

about AS (
    SELECT t.organ, t.language, t.theme_id, t.paragraph_id, t.document_id, a.actor_id
    FROM theme_paragraphs AS t
    JOIN addressed AS a USING (paragraph_id)
    WHERE t.kind = 'operative'
),

of_document AS (
    SELECT organ, language, theme_id, document_id, count(DISTINCT paragraph_id) AS n
    FROM about
    GROUP BY organ, language, theme_id, document_id
),

whole AS (
    SELECT organ, language, theme_id, count(*) AS documents, sum(n) AS paragraphs, sum(n * n) AS nn
    FROM of_document
    GROUP BY organ, language, theme_id
),

addressing AS (
    SELECT organ, language, theme_id, document_id, actor_id, count(*) AS y
    FROM about
    GROUP BY organ, language, theme_id, document_id, actor_id
),

counted AS (
    SELECT
        organ, language, theme_id, actor_id,
        sum(y) AS paragraphs_addressing, count(*) AS documents_addressing, sum(y * y) AS yy, sum(y * n) AS yn
    FROM addressing
    JOIN of_document USING (organ, language, theme_id, document_id)
    GROUP BY organ, language, theme_id, actor_id
),

shares AS (
    SELECT
        *, paragraphs_addressing / paragraphs AS paragraph_share,
        effective_number(documents, paragraphs_addressing, paragraphs, yy, yn, nn) AS effective
    FROM counted
    JOIN whole USING (organ, language, theme_id)
)

SELECT
    s.organ,
    s.language,
    s.theme_id,
    s.actor_id,
    s.paragraphs,
    s.paragraphs_addressing,
    s.documents_addressing,
    s.paragraph_share,
    wilson_low(s.paragraph_share * s.effective, s.effective) AS paragraph_share_low,
    wilson_high(s.paragraph_share * s.effective, s.effective) AS paragraph_share_high,
    c.coverage
FROM shares AS s
JOIN organ_coverage AS c USING (organ, language)
