-- One row is one treaty, declaration, resolution, decision or document cited.
-- instrument_id: = instruments.instrument_id
-- instrument: Its title; its identifier where the warehouse knows no title
-- kind: = instruments.kind
-- organ: = instruments.organ
-- session: = instruments.session
-- number: = instruments.number
-- adopted_on: = instruments.adopted_on
-- url: = instruments.url
-- document_id: = instruments.document_id
SELECT
    instrument_id, coalesce(title, instrument_id) AS instrument, kind, organ, session, number, adopted_on, url, document_id
FROM instruments
ORDER BY instrument_id
