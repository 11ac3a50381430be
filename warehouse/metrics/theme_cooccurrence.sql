-- Title:       Which themes stand together
-- Grain:       one row for each two themes × (organ, language) that at least one document names both of; the one whose
--              identifier sorts first is theme_id. A theme and one that counts it are no pair
-- Denominator: documents, paragraphs: all documents of that organ in that language, and their preambular and operative
--              paragraphs
-- Counting:    a paragraph or document names both where a mention of one of them shares no character with any mention of the
--              other: "women migrant workers" alone names no two themes together. document_lift: documents that name both,
--              by those expected if the two were named independently (with_theme × with_other / documents); 1 is what
--              chance gives. paragraph_lift: the same of paragraphs. A theme counts its narrower themes too
-- Caveats:     lifts of rare themes rest on few documents: look at documents_with_both first. Long texts name many
--              themes, which raises every document_lift; long paragraphs raise paragraph_lift too, though less. Two themes
--              that no document names together have no row: an average must fill in zeros
WITH texts AS (
    SELECT r.organ, r.language, count(DISTINCT r.document_id) AS documents, count(p.paragraph_id) AS paragraphs
    FROM resolutions AS r
    LEFT JOIN paragraphs AS p ON p.document_id = r.document_id AND p.kind IN ('preambular', 'operative')
    GROUP BY r.organ, r.language
),

documents_of AS (
    SELECT organ, language, theme_id, document_id, sum(mentions) AS mentions
    FROM theme_paragraphs
    GROUP BY organ, language, theme_id, document_id
),

single AS (
    SELECT organ, language, theme_id, count(DISTINCT document_id) AS documents, count(*) AS paragraphs
    FROM theme_paragraphs
    GROUP BY organ, language, theme_id
),

-- Pairs that can be counted: neither counts the other.
apart AS (
    SELECT a.theme_id, b.theme_id AS other_theme_id
    FROM themes AS a
    JOIN themes AS b ON a.theme_id < b.theme_id
    ANTI JOIN theme_ancestors AS x
        ON (x.theme_id = a.theme_id AND x.counted_as = b.theme_id)
        OR (x.theme_id = b.theme_id AND x.counted_as = a.theme_id)
),

-- How many mentions of each of the two share characters with one of the other: those of one theme start at different ones.
overlapping AS (
    SELECT
        a.paragraph_id, a.theme_id, b.theme_id AS other_theme_id,
        count(DISTINCT a.start_char) AS of_theme, count(DISTINCT b.start_char) AS of_other
    FROM theme_spans AS a
    JOIN theme_spans AS b
        ON b.paragraph_id = a.paragraph_id AND a.theme_id < b.theme_id
        AND b.start_char < a.end_char AND a.start_char < b.end_char
    GROUP BY a.paragraph_id, a.theme_id, b.theme_id
),

overlapping_in_documents AS (
    SELECT p.document_id, o.theme_id, o.other_theme_id, sum(o.of_theme) AS of_theme, sum(o.of_other) AS of_other
    FROM overlapping AS o
    JOIN paragraphs AS p USING (paragraph_id)
    GROUP BY p.document_id, o.theme_id, o.other_theme_id
),

together AS (
    SELECT a.organ, a.language, a.theme_id, b.theme_id AS other_theme_id, count(*) AS documents
    FROM documents_of AS a
    JOIN documents_of AS b ON b.document_id = a.document_id AND a.theme_id < b.theme_id
    LEFT JOIN overlapping_in_documents AS o
        ON o.document_id = a.document_id AND o.theme_id = a.theme_id AND o.other_theme_id = b.theme_id
    WHERE a.mentions > coalesce(o.of_theme, 0) OR b.mentions > coalesce(o.of_other, 0)
    GROUP BY ALL
),

side_by_side AS (
    SELECT a.organ, a.language, a.theme_id, b.theme_id AS other_theme_id, count(*) AS paragraphs
    FROM theme_paragraphs AS a
    JOIN theme_paragraphs AS b ON b.paragraph_id = a.paragraph_id AND a.theme_id < b.theme_id
    LEFT JOIN overlapping AS o
        ON o.paragraph_id = a.paragraph_id AND o.theme_id = a.theme_id AND o.other_theme_id = b.theme_id
    WHERE a.mentions > coalesce(o.of_theme, 0) OR b.mentions > coalesce(o.of_other, 0)
    GROUP BY ALL
)

SELECT
    t.organ,
    t.language,
    t.theme_id,
    t.other_theme_id,
    x.documents,
    a.documents AS documents_with_theme,
    b.documents AS documents_with_other,
    t.documents AS documents_with_both,
    t.documents * x.documents / (a.documents * b.documents) AS document_lift,
    x.paragraphs,
    a.paragraphs AS paragraphs_with_theme,
    b.paragraphs AS paragraphs_with_other,
    coalesce(s.paragraphs, 0) AS paragraphs_with_both,
    paragraphs_with_both * x.paragraphs / (a.paragraphs * b.paragraphs) AS paragraph_lift,
    c.coverage
FROM together AS t
SEMI JOIN apart AS p ON p.theme_id = t.theme_id AND p.other_theme_id = t.other_theme_id
JOIN texts AS x ON x.organ = t.organ AND x.language = t.language
JOIN single AS a ON a.organ = t.organ AND a.language = t.language AND a.theme_id = t.theme_id
JOIN single AS b ON b.organ = t.organ AND b.language = t.language AND b.theme_id = t.other_theme_id
JOIN organ_coverage AS c ON c.organ = t.organ AND c.language = t.language
LEFT JOIN side_by_side AS s
    ON s.organ = t.organ AND s.language = t.language AND s.theme_id = t.theme_id AND s.other_theme_id = t.other_theme_id
