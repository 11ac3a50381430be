-- Title:       How many documents name each theme, over all sessions held
-- Grain:       one row for each theme × (organ, language) that has documents, zeros included
-- Denominator: documents: all documents of that organ in that language that the warehouse holds
-- Counting:    the sums of theme_frequency over its sessions; a theme counts its narrower themes too
-- Interval:    Wilson score, 95 %, z = 1.959963984540054: what the share would leave open if the documents
--              were a sample of such documents
-- Caveats:     as those of theme_frequency; sessions held in part weigh by what is held of them
WITH sums AS (
    SELECT
        organ, language, theme_id,
        sum(documents) AS documents,
        sum(documents_with_theme) AS documents_with_theme,
        sum(paragraphs_with_theme) AS paragraphs_with_theme,
        sum(mentions) AS mentions
    FROM theme_frequency
    GROUP BY organ, language, theme_id
),

wilson AS (
    SELECT
        *,
        documents_with_theme / documents AS share,
        3.841458820694124 / documents AS z2_n,
        (share + z2_n / 2) / (1 + z2_n) AS centre,
        sqrt(share * (1 - share) * z2_n + z2_n * z2_n / 4) / (1 + z2_n) AS half
    FROM sums
)

SELECT
    organ, language, theme_id,
    documents::BIGINT AS documents,
    documents_with_theme::BIGINT AS documents_with_theme,
    share,
    CASE WHEN documents_with_theme = 0 THEN 0 ELSE centre - half END AS share_low,
    CASE WHEN documents_with_theme = documents THEN 1 ELSE centre + half END AS share_high,
    paragraphs_with_theme::BIGINT AS paragraphs_with_theme,
    mentions::BIGINT AS mentions
FROM wilson
ORDER BY organ, language, documents_with_theme DESC, theme_id
