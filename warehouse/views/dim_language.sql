-- One row is one language that texts are read in.
-- language: = languages.language
-- label: = languages.label
-- themes_found: = languages.themes_found
SELECT language, label, themes_found
FROM languages
ORDER BY language
