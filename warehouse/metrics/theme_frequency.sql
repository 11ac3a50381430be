-- Title:       How often each theme is spoken of, session by session
-- Grain:       one row for each theme × (organ, session, language) that has documents, zeros included
-- Denominator: document_share: all documents of that session in that language;
--              mentions_per_1000_words: the words of their preambular and operative paragraphs
-- Counting:    only preambular and operative paragraphs (with their items) count; titles, headings, annexes and
--              tables do not. A theme counts the matches of its narrower themes too: a paragraph once, and words
--              once: a match within another of the same theme is no mention of its own (view theme_spans)
-- Interval:    Wilson score, 95 % (function wilson_low): what a session's share would leave open if its documents
--              were a sample of such documents
-- Caveats:     a share is of the documents held here; coverage says whether that is all the session adopted.
--              Languages are counted apart, since each has its own vocabulary: compare rates within one language.
--              A theme is counted in a language only where the vocabulary has terms for it, or for a theme
--              below it, in that language: what nobody could find must not count as absent.
--              Fictitious samples count as any document; resolutions.is_fictitious tells them apart
WITH counted_paragraphs AS (
    SELECT r.organ, r.session, r.language, count(*) AS paragraphs, sum(p.word_count) AS words
    FROM paragraphs AS p
    JOIN resolutions AS r USING (document_id)
    WHERE p.kind IN ('preambular', 'operative')
    GROUP BY r.organ, r.session, r.language
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
        d.organ, d.session, d.session_id, d.session_kind, d.session_number, d.language, t.theme_id, d.documents,
        coalesce(x.documents_with_theme, 0) AS documents_with_theme,
        coalesce(p.paragraphs, 0) AS paragraphs,
        coalesce(x.paragraphs_with_theme, 0) AS paragraphs_with_theme,
        coalesce(x.preambular_with_theme, 0) AS preambular_with_theme,
        coalesce(x.operative_with_theme, 0) AS operative_with_theme,
        coalesce(x.mentions, 0) AS mentions,
        coalesce(p.words, 0) AS words,
        d.coverage
    FROM session_coverage AS d
    JOIN countable_themes AS t USING (language)
    LEFT JOIN counted_paragraphs AS p USING (organ, session, language)
    LEFT JOIN theme_sessions AS x
        ON x.organ = d.organ AND x.session = d.session AND x.language = d.language AND x.theme_id = t.theme_id
)

SELECT
    organ,
    session,
    session_id,
    session_kind,
    session_number,
    language,
    theme_id,
    documents,
    documents_with_theme,
    documents_with_theme / documents AS document_share,
    wilson_low(documents_with_theme, documents) AS document_share_low,
    wilson_high(documents_with_theme, documents) AS document_share_high,
    paragraphs,
    paragraphs_with_theme,
    preambular_with_theme,
    operative_with_theme,
    mentions,
    words,
    CASE WHEN words = 0 THEN 0 ELSE 1000 * mentions / words END AS mentions_per_1000_words,
    coverage
FROM filled
