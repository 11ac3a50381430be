-- Title:       How often each theme is spoken of, session by session
-- Grain:       one row for each theme × (organ, session, language) that has documents, zeros included
-- Denominator: document_share: all documents of that session in that language;
--              mentions_per_1000_words: the words of their preambular and operative paragraphs
-- Counting:    only preambular and operative paragraphs (with their items) count; titles, headings, annexes and
--              tables do not. A theme counts the matches of its narrower themes too: a paragraph once, and a
--              span once when two of them match the very same characters
-- Interval:    Wilson score, 95 %, z = 1.959963984540054 (E. B. Wilson, JASA 22, 1927): what a session's share
--              would leave open if its documents were a sample of such documents
-- Caveats:     a share is of the documents held here, which may not be all that the session adopted. Languages
--              are counted apart, since each has its own vocabulary: compare rates within one language.
--              A theme is counted in a language only where the vocabulary has terms for it, or for a theme
--              below it, in that language: what nobody could find must not count as absent.
--              Fictitious samples count as any document; resolutions.is_fictitious tells them apart
WITH RECURSIVE counts_as (theme_id, counted_as) AS (
    SELECT theme_id, theme_id FROM themes
    UNION
    SELECT c.theme_id, t.parent_id
    FROM counts_as AS c
    JOIN themes AS t ON t.theme_id = c.counted_as
    WHERE t.parent_id IS NOT NULL
),

countable AS (
    SELECT DISTINCT v.language, c.counted_as AS theme_id
    FROM vocabulary AS v
    JOIN counts_as AS c ON c.theme_id = v.target
    WHERE v.family = 'theme' AND v.polarity = 'include'
),

session_documents AS (
    SELECT organ, session, any_value(session_number) AS session_number, language, count(*) AS documents
    FROM resolutions
    GROUP BY organ, session, language
),

counted_paragraphs AS (
    SELECT r.organ, r.session, r.language, p.document_id, p.paragraph_id, p.kind, p.word_count
    FROM paragraphs AS p
    JOIN resolutions AS r USING (document_id)
    WHERE p.kind IN ('preambular', 'operative')
),

session_paragraphs AS (
    SELECT organ, session, language, count(*) AS paragraphs, sum(word_count) AS words
    FROM counted_paragraphs
    GROUP BY organ, session, language
),

spans AS (
    SELECT DISTINCT m.paragraph_id, c.counted_as AS theme_id, m.start_char, m.end_char
    FROM paragraph_themes AS m
    JOIN counts_as AS c USING (theme_id)
),

-- One row for each paragraph that speaks of a theme, so that all further counts are plain sums.
theme_paragraphs AS (
    SELECT
        p.organ, p.session, p.language, s.theme_id, p.document_id, p.kind, p.paragraph_id, count(*) AS mentions
    FROM spans AS s
    JOIN counted_paragraphs AS p USING (paragraph_id)
    GROUP BY ALL
),

theme_sessions AS (
    SELECT
        organ, session, language, theme_id,
        count(DISTINCT document_id) AS documents_with_theme,
        count(*) AS paragraphs_with_theme,
        count(*) FILTER (kind = 'preambular') AS preambular_with_theme,
        count(*) FILTER (kind = 'operative') AS operative_with_theme,
        sum(mentions) AS mentions
    FROM theme_paragraphs
    GROUP BY organ, session, language, theme_id
),

filled AS (
    SELECT
        d.organ, d.session, d.session_number, d.language, t.theme_id, d.documents,
        coalesce(x.documents_with_theme, 0) AS documents_with_theme,
        coalesce(p.paragraphs, 0) AS paragraphs,
        coalesce(x.paragraphs_with_theme, 0) AS paragraphs_with_theme,
        coalesce(x.preambular_with_theme, 0) AS preambular_with_theme,
        coalesce(x.operative_with_theme, 0) AS operative_with_theme,
        coalesce(x.mentions, 0) AS mentions,
        coalesce(p.words, 0) AS words
    FROM session_documents AS d
    JOIN countable AS t USING (language)
    LEFT JOIN session_paragraphs AS p USING (organ, session, language)
    LEFT JOIN theme_sessions AS x
        ON x.organ = d.organ AND x.session = d.session AND x.language = d.language AND x.theme_id = t.theme_id
),

-- With share p of n documents: centre = (p + z²/2n) / (1 + z²/n), half = z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
wilson AS (
    SELECT
        *,
        documents_with_theme / documents AS document_share,
        3.841458820694124 / documents AS z2_n,
        (document_share + z2_n / 2) / (1 + z2_n) AS centre,
        sqrt(document_share * (1 - document_share) * z2_n + z2_n * z2_n / 4) / (1 + z2_n) AS half
    FROM filled
)

SELECT
    organ,
    session,
    session_number,
    language,
    theme_id,
    documents,
    documents_with_theme,
    document_share,
    CASE WHEN documents_with_theme = 0 THEN 0 ELSE centre - half END AS document_share_low,
    CASE WHEN documents_with_theme = documents THEN 1 ELSE centre + half END AS document_share_high,
    paragraphs,
    paragraphs_with_theme,
    preambular_with_theme,
    operative_with_theme,
    mentions,
    words,
    CASE WHEN words = 0 THEN 0 ELSE 1000 * mentions / words END AS mentions_per_1000_words
FROM wilson
