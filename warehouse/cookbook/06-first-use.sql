-- Question: When was each term about migrants first used?
-- Reading: First among the texts held. With documents_before = 0 nothing is known of earlier use.
SELECT term, first_on, first_surface, first_paragraph_id, documents_before, documents, mentions
FROM term_first_use
WHERE organ = 'HRC' AND language = 'en' AND theme_id = 'migrant_workers'
ORDER BY first_on, term
