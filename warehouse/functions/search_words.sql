-- The words of a text as the search compares them, with accents, in small letters; each Chinese character is a word.
-- text: Any text
CREATE MACRO search_words(text) AS
    regexp_extract_all(lower(nfc_normalize(text::VARCHAR)), '\p{Han}|(?:[^\P{L}\p{Han}]|[\p{N}\p{M}])+')
