-- Question: Which texts of the Council were adopted by a recorded vote, and how close was it?
-- Reading: Those held in English; without a language, a text would stand once in each that it is held in.
SELECT symbol, votes_in_favour, votes_against, votes_abstaining, votes_in_favour - votes_against AS margin
FROM resolutions
WHERE organ = 'HRC' AND language = 'en' AND adoption = 'recorded_vote'
ORDER BY margin, symbol
