-- Question: Where is the Convention relating to the Status of Refugees cited, and in which words?
-- Reading: A text held in several languages stands once in each: to count texts, count symbols.
SELECT document_id, paragraph_id, footnote, surface
FROM fact_instrument_citation
WHERE instrument_id = 'REFUGEE_1951'
ORDER BY document_id, paragraph_id
