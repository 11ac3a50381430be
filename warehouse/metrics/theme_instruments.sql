-- Title:       Which instruments are cited where a theme is spoken of
-- Grain:       one row for each instrument × theme × (organ, language) where a paragraph names the theme and cites the instrument
-- Denominator: paragraph_share: the preambular and operative paragraphs that name the theme
-- Counting:    a paragraph cites what it names itself and what a footnote that it calls names. A theme counts its narrower
--              themes too. lift: the share among the theme's paragraphs by the share among all paragraphs; 1 is what chance gives
-- Interval:    Wilson score, 95 %, on the effective number of paragraphs (function effective_number): those of one
--              document are alike, so fewer independent ones would say as much
-- Caveats:     a list of instruments in one preambular paragraph counts for every theme that paragraph names. Lifts of rare
--              instruments rest on few paragraphs. Of few documents the interval is still too narrow. An instrument that
--              no such paragraph cites has no row: an average must fill in zeros
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

of_document AS (
    SELECT organ, language, theme_id, document_id, count(*) AS n
    FROM theme_paragraphs
    GROUP BY organ, language, theme_id, document_id
),

naming AS (
    SELECT organ, language, theme_id, count(*) AS documents, sum(n) AS paragraphs, sum(n * n) AS nn
    FROM of_document
    GROUP BY organ, language, theme_id
),

both_of AS (
    SELECT t.organ, t.language, t.theme_id, t.document_id, c.instrument_id, count(*) AS y
    FROM theme_paragraphs AS t
    JOIN cited AS c USING (paragraph_id)
    GROUP BY t.organ, t.language, t.theme_id, t.document_id, c.instrument_id
),

counted AS (
    SELECT
        organ, language, theme_id, instrument_id,
        sum(y) AS paragraphs_citing, count(*) AS documents_citing, sum(y * y) AS yy, sum(y * n) AS yn
    FROM both_of
    JOIN of_document USING (organ, language, theme_id, document_id)
    GROUP BY organ, language, theme_id, instrument_id
),

shares AS (
    SELECT
        *, paragraphs_citing / paragraphs AS paragraph_share,
        effective_number(documents, paragraphs_citing, paragraphs, yy, yn, nn) AS effective
    FROM counted
    JOIN naming USING (organ, language, theme_id)
)

SELECT
    s.organ,
    s.language,
    s.theme_id,
    s.instrument_id,
    s.paragraphs,
    s.paragraphs_citing,
    s.documents_citing,
    s.paragraph_share,
    wilson_low(s.paragraph_share * s.effective, s.effective) AS paragraph_share_low,
    wilson_high(s.paragraph_share * s.effective, s.effective) AS paragraph_share_high,
    s.paragraph_share / (i.paragraphs / a.paragraphs) AS lift,
    c.coverage
FROM shares AS s
JOIN citing AS i USING (organ, language, instrument_id)
JOIN paragraphs_of AS a USING (organ, language)
JOIN organ_coverage AS c USING (organ, language)
