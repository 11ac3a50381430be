-- Question: Which texts were adopted by a recorded vote, and how close was it?
SELECT symbol, votes_in_favour, votes_against, votes_abstaining, votes_in_favour - votes_against AS margin
FROM resolutions
WHERE adoption = 'recorded_vote'
ORDER BY margin, symbol
