-- The words of a text as the search compares them, with accents, in small letters, œ as oe; each Chinese character is a word.
-- text: Any text
CREATE MACRO search_words(text) AS
    regexp_extract_all(
        replace(replace(replace(replace(lower(nfc_normalize(text::VARCHAR)), 'œ', 'oe'), 'æ', 'ae'), 'ﬁ', 'fi'), 'ﬂ', 'fl'),
        '\p{Han}|(?:[^\P{L}\p{Han}]|[\p{N}\p{M}])+'
    )
