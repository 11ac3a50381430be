-- One row is one migration theme in one session of one organ in one language: how often its texts speak of it.
-- organ: Organ that held the session
-- session: Session as the symbol writes it
-- session_number: Number of the session within its kind; sorts the sessions
-- language: Language of the texts counted, ISO 639-1
-- theme_id: migration, which counts all the narrower themes, or one of them
-- theme: Name of the theme
-- documents: Documents of the session: the denominator of document_share
-- documents_with_theme: Documents with at least one match
-- document_share: documents_with_theme / documents
-- document_share_low: Lower end of the Wilson 95 % interval of document_share
-- document_share_high: Upper end of the Wilson 95 % interval of document_share
-- paragraphs_with_theme: Preambular and operative paragraphs with at least one match
-- mentions: Matches in those paragraphs
-- mentions_per_1000_words: mentions / words of all preambular and operative paragraphs of the session × 1000
-- coverage: = theme_frequency.coverage
SELECT
    f.organ,
    f.session,
    f.session_number,
    f.language,
    f.theme_id,
    t.label AS theme,
    f.documents,
    f.documents_with_theme,
    f.document_share,
    f.document_share_low,
    f.document_share_high,
    f.paragraphs_with_theme,
    f.mentions,
    f.mentions_per_1000_words,
    f.coverage
FROM theme_frequency AS f
JOIN themes AS t USING (theme_id)
WHERE t.theme_id = 'migration' OR t.parent_id = 'migration'
ORDER BY f.organ, f.session_kind, f.session_number, f.session, f.language, t.parent_id NULLS FIRST, f.theme_id
