-- Title:       Who is addressed about what
-- Grain:       one row for each actor × theme × (organ, language) where an operative paragraph addresses the actor and names
--              the theme
-- Denominator: paragraph_share: the operative paragraphs and items that name the theme and address anyone
-- Counting:    addressed: a directive verb of the paragraph governs the actor, or governs it in the chapeau that an item such
--              as op4(a) belongs to (view inherited_addressees). A theme counts its narrower themes too
-- Interval:    Wilson score, 95 % (function wilson_low)
-- Caveats:     what is asked need not be about the theme that the paragraph names. An actor counts for itself alone, not
--              for those it belongs to: "all States" is an actor of its own
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

whole AS (
    SELECT organ, language, theme_id, count(DISTINCT paragraph_id) AS paragraphs
    FROM about
    GROUP BY organ, language, theme_id
),

counted AS (
    SELECT
        organ, language, theme_id, actor_id,
        count(*) AS paragraphs_addressing, count(DISTINCT document_id) AS documents_addressing
    FROM about
    GROUP BY organ, language, theme_id, actor_id
)

SELECT
    n.organ,
    n.language,
    n.theme_id,
    n.actor_id,
    w.paragraphs,
    n.paragraphs_addressing,
    n.documents_addressing,
    n.paragraphs_addressing / w.paragraphs AS paragraph_share,
    wilson_low(n.paragraphs_addressing, w.paragraphs) AS paragraph_share_low,
    wilson_high(n.paragraphs_addressing, w.paragraphs) AS paragraph_share_high,
    c.coverage
FROM counted AS n
JOIN whole AS w USING (organ, language, theme_id)
JOIN organ_coverage AS c USING (organ, language)
