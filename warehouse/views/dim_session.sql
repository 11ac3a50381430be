-- One row is one session of one organ: the dimension that facts and figures by session join by session_id.
-- session_id: organ/session: HRC/30
-- organ: = sessions.organ
-- session: = sessions.session
-- session_kind: = sessions.session_kind
-- session_number: = sessions.session_number
-- label: = sessions.label
-- starts_on: = sessions.starts_on
-- ends_on: = sessions.ends_on
-- resolutions_adopted: Resolutions that it adopted, by the index (adopted_resolutions); null where that does not count them
SELECT
    concat(s.organ, '/', s.session) AS session_id, s.organ, s.session, s.session_kind, s.session_number, s.label,
    s.starts_on, s.ends_on, a.resolutions AS resolutions_adopted
FROM sessions AS s
LEFT JOIN adopted_resolutions AS a ON a.organ = s.organ AND a.session = s.session
ORDER BY session_id
