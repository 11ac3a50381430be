-- Title:       How the share of documents that name a theme changed from one year to the next
-- Grain:       one row for each theme × (organ, language) × year that has documents, after the first
-- Denominator: documents and documents_before: all documents of the sessions that began in the year, and of those of the
--              last year before it that has any
-- Counting:    all documents of a session count for the year in which it began (view document_years): the 75th session
--              of the Assembly for 2020, with what it adopted in 2021. A theme counts its narrower themes too
-- Interval:    change_low and change_high: 95 % interval of the difference of the two shares (function change_low,
--              R. G. Newcombe, Statistics in Medicine 17, 1998, method 10), for each theme by itself: not adjusted
--              for the number of themes, and no inverse of the test, so it can leave out 0 where q_value, which
--              decides, is not small
-- Test:        p_value: Fisher's exact test, two-sided (function fisher_p). q_value: the same after Benjamini and
--              Hochberg (JRSS B 57, 1995) over all themes of that organ, language and year: of its changes with
--              q_value < 0.05 at most one in twenty is chance, on average, if the tests hold; where nothing changed,
--              every one of them is. It says nothing of changes picked from several years. A theme that neither year
--              names has p_value 1 and counts among the tests
-- Caveats:     texts are renewed year after year, so documents of two years are no independent samples: treat a small
--              q_value as a reason to read, not as proof. A year with few documents shows large changes only: a
--              q_value that is not small may say no more than that. Two years can hold unlike meetings (special
--              sessions), or be held in part, which coverage says: then the change may be one of what is compared.
--              An emergency special session that is resumed for years counts for its first alone. Other periods: the
--              functions compare any two counts. Documents without a known year are in none; fictitious samples count
--              as any document
WITH documents_of AS (
    SELECT organ, language, year, count(*) AS documents
    FROM document_years
    GROUP BY organ, language, year
),

with_theme AS (
    SELECT y.organ, y.language, y.year, t.theme_id, count(DISTINCT t.document_id) AS documents_with_theme
    FROM theme_paragraphs AS t
    JOIN document_years AS y USING (document_id)
    GROUP BY y.organ, y.language, y.year, t.theme_id
),

-- A year is as whole as the least whole of its sessions, those without any document among them.
coverage_of AS (
    SELECT
        organ, language, year,
        bool_and(coverage = 'whole') AS is_whole,
        bool_or(coverage = 'partial') AS is_partial
    FROM (
        SELECT y.organ, y.language, y.year, c.coverage
        FROM document_years AS y
        JOIN session_coverage AS c ON c.organ = y.organ AND c.session = y.session AND c.language = y.language
        UNION ALL
        SELECT organ, language, year, CASE WHEN resolutions > 0 THEN 'partial' ELSE 'unknown' END FROM absent_sessions
    )
    GROUP BY organ, language, year
),

years AS (
    SELECT
        d.organ, d.language, d.year, t.theme_id, d.documents, c.is_whole, c.is_partial,
        coalesce(w.documents_with_theme, 0) AS documents_with_theme
    FROM documents_of AS d
    JOIN coverage_of AS c USING (organ, language, year)
    JOIN countable_themes AS t USING (language)
    LEFT JOIN with_theme AS w
        ON w.organ = d.organ AND w.language = d.language AND w.year = d.year AND w.theme_id = t.theme_id
),

pairs AS (
    SELECT
        *,
        lag(year) OVER before AS year_before,
        lag(documents) OVER before AS documents_before,
        lag(documents_with_theme) OVER before AS documents_with_theme_before,
        is_whole AND lag(is_whole) OVER before AS are_whole,
        is_partial OR lag(is_partial) OVER before AS is_one_partial
    FROM years
    WINDOW before AS (PARTITION BY organ, language, theme_id ORDER BY year)
),

tested AS (
    SELECT
        *,
        fisher_p(documents_with_theme_before, documents_before, documents_with_theme, documents) AS p_value,
        count(*) OVER (PARTITION BY organ, language, year) AS tests,
        row_number() OVER (PARTITION BY organ, language, year ORDER BY p_value, theme_id) AS place
    FROM pairs
    WHERE year_before IS NOT NULL
)

SELECT
    organ,
    language,
    theme_id,
    year,
    documents,
    documents_with_theme,
    documents_with_theme / documents AS document_share,
    year_before,
    documents_before,
    documents_with_theme_before,
    documents_with_theme_before / documents_before AS document_share_before,
    document_share - document_share_before AS change,
    change_low(documents_with_theme_before, documents_before, documents_with_theme, documents) AS change_low,
    change_high(documents_with_theme_before, documents_before, documents_with_theme, documents) AS change_high,
    p_value,
    -- Between p_value and 1 also where rounding would have it otherwise.
    greatest(p_value, least(1.0, min(p_value * tests / place) OVER (
        PARTITION BY organ, language, year ORDER BY place DESC ROWS UNBOUNDED PRECEDING
    ))) AS q_value,
    CASE WHEN are_whole THEN 'whole' WHEN is_one_partial THEN 'partial' ELSE 'unknown' END AS coverage
FROM tested
