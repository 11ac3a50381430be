-- Title:       How many documents name each theme, over all sessions held
-- Grain:       one row for each theme × (organ, language) that has documents, zeros included
-- Denominator: documents: all documents of that organ in that language that the warehouse holds
-- Counting:    the sums of theme_frequency over its sessions; a theme counts its narrower themes too
-- Interval:    Wilson score, 95 % (function wilson_low): what the share would leave open if the documents were a
--              sample of such documents
-- Caveats:     as those of theme_frequency; sessions held in part weigh by what is held of them. coverage is that of
--              all sessions together (view organ_coverage)
WITH sums AS (
    SELECT
        organ, language, theme_id,
        sum(documents) AS documents,
        sum(documents_with_theme) AS documents_with_theme,
        sum(paragraphs_with_theme) AS paragraphs_with_theme,
        sum(mentions) AS mentions
    FROM theme_frequency
    GROUP BY organ, language, theme_id
)

SELECT
    s.organ,
    s.language,
    s.theme_id,
    s.documents,
    s.documents_with_theme,
    s.documents_with_theme / s.documents AS document_share,
    wilson_low(s.documents_with_theme, s.documents) AS document_share_low,
    wilson_high(s.documents_with_theme, s.documents) AS document_share_high,
    s.paragraphs_with_theme,
    s.mentions,
    c.sessions,
    c.coverage
FROM sums AS s
JOIN organ_coverage AS c USING (organ, language)
