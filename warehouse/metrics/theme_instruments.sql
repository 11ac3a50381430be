-- Title:       Which instruments are cited where a theme is spoken of
-- Grain:       one row for each instrument × theme × (organ, language) where a paragraph names the theme and cites the instrument
-- Denominator: paragraph_share: the preambular and operative paragraphs that name the theme
-- Counting:    a paragraph cites what it names itself and what a footnote that it calls names. A theme counts its narrower
--              themes too. lift: the share among the theme's paragraphs by the share among all paragraphs; 1 is what chance gives
-- Interval:    Wilson score, 95 % (function wilson_low)
-- Caveats:     a list of instruments in one preambular paragraph counts for every theme that paragraph names. Lifts of rare
--              instruments rest on few paragraphs
WITH cited AS (
    SELECT paragraph_id, instrument_id FROM paragraph_instruments
    UNION
    SELECT paragraph_id, instrument_id FROM footnote_instruments WHERE paragraph_id IS NOT NULL
),

texts AS (
    SELECT r.organ, r.language, p.paragraph_id
    FROM paragraphs AS p
    JOIN resolutions AS r USING (document_id)
    WHERE p.kind IN ('preambular', 'operative')
),

paragraphs_of AS (
    SELECT organ, language, count(*) AS paragraphs FROM texts GROUP BY organ, language
),

citing AS (
    SELECT t.organ, t.language, c.instrument_id, count(*) AS paragraphs
    FROM texts AS t
    JOIN cited AS c USING (paragraph_id)
    GROUP BY t.organ, t.language, c.instrument_id
),

naming AS (
    SELECT organ, language, theme_id, count(*) AS paragraphs
    FROM theme_paragraphs
    GROUP BY organ, language, theme_id
),

counted AS (
    SELECT
        t.organ, t.language, t.theme_id, c.instrument_id,
        count(*) AS paragraphs_citing, count(DISTINCT t.document_id) AS documents_citing
    FROM theme_paragraphs AS t
    JOIN cited AS c USING (paragraph_id)
    GROUP BY t.organ, t.language, t.theme_id, c.instrument_id
)

SELECT
    n.organ,
    n.language,
    n.theme_id,
    n.instrument_id,
    t.paragraphs,
    n.paragraphs_citing,
    n.documents_citing,
    n.paragraphs_citing / t.paragraphs AS paragraph_share,
    wilson_low(n.paragraphs_citing, t.paragraphs) AS paragraph_share_low,
    wilson_high(n.paragraphs_citing, t.paragraphs) AS paragraph_share_high,
    (n.paragraphs_citing / t.paragraphs) / (i.paragraphs / a.paragraphs) AS lift,
    c.coverage
FROM counted AS n
JOIN naming AS t USING (organ, language, theme_id)
JOIN citing AS i USING (organ, language, instrument_id)
JOIN paragraphs_of AS a USING (organ, language)
JOIN organ_coverage AS c USING (organ, language)
