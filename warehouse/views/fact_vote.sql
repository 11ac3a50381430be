-- One row is one State's vote on one text, with the keys of its dimensions. A text held in several languages has the vote once in each: count texts by symbol.
-- document_id: The document, see dim_document
-- symbol: = resolutions.symbol
-- session_id: The session, see dim_session
-- language: The language, see dim_language
-- adopted_on: Date of adoption, see dim_date
-- position: = votes.position
-- actor_id: The State, see dim_actor; null where the vocabulary does not know its name
-- printed_name: = votes.printed_name
-- vote: = votes.vote
-- origin: = votes.origin
SELECT
    v.document_id, d.symbol, d.session_id, d.language, d.adopted_on, v.position, v.actor_id, v.printed_name, v.vote, v.origin
FROM votes AS v
JOIN dim_document AS d USING (document_id)
ORDER BY v.document_id, v.position
