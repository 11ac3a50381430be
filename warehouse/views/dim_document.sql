-- One row is one adopted text in one language: the dimension that every fact joins by document_id.
-- document_id: = resolutions.document_id
-- symbol: = resolutions.symbol
-- language: = resolutions.language
-- organ: = resolutions.organ
-- session_id: organ/session: HRC/30, see dim_session
-- document_type: = resolutions.document_type
-- number: = resolutions.number
-- title: = resolutions.title
-- agenda_item: = resolutions.agenda_item
-- adopted_on: Date of adoption, see dim_date
-- adoption: = resolutions.adoption
-- votes_in_favour: = resolutions.votes_in_favour
-- votes_against: = resolutions.votes_against
-- votes_abstaining: = resolutions.votes_abstaining
-- word_count: = resolutions.word_count
-- is_fictitious: = resolutions.is_fictitious
-- url: Its page at the United Nations
-- source_sha256: = resolutions.source_sha256
SELECT
    document_id, symbol, language, organ, concat(organ, '/', session) AS session_id, document_type, number, title,
    agenda_item, adopted_on, adoption, votes_in_favour, votes_against, votes_abstaining, word_count, is_fictitious,
    CASE WHEN NOT is_fictitious THEN concat('https://docs.un.org/', language, '/', symbol) END AS url,
    source_sha256
FROM resolutions
ORDER BY document_id
