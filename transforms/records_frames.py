"""From the records of a source to rows of the tables of records.

Here: one row for each symbol, heading and State. Not here: reading records (`records`), what they complete
(`completion`).
"""

from __future__ import annotations

from typing import Any

from transforms.records import Harvest, Record

RECORD_TABLES = ("record_deletions", "records", "record_subjects", "record_votes")
"""The tables that records fill; `source_uri` is known to nobody before they are gathered."""


def add_records(rows: dict[str, list[dict[str, Any]]], harvest: Harvest, sha256: str) -> None:
    """Add the rows of what a source holds."""
    rows["record_deletions"] += [
        {"identifier": identifier, "deleted_at": deleted_at, "source_sha256": sha256}
        for identifier, deleted_at in harvest.deletions.items()
    ]
    for record in harvest.records:
        for symbol in record.symbols:
            of_record = {"symbol": symbol, "source_sha256": sha256, "record_position": record.position}
            rows["records"].append(of_record | _facts(record))
            rows["record_subjects"] += [
                of_record | {"kind": kind, "heading": heading}
                for kind, headings in (("subject", record.subjects), ("place", record.places))
                for heading in headings
            ]
            rows["record_votes"] += [
                of_record
                | {
                    "position": position,
                    "printed_name": vote.name,
                    "printed_code": vote.code,
                    "vote": vote.vote,
                }
                for position, vote in enumerate(record.votes, 1)
            ]


def _facts(record: Record) -> dict[str, Any]:
    return {
        "record_id": record.record_id,
        "url": record.url,
        "is_voting_data": record.is_voting_data,
        "title": record.title,
        "title_language": record.title_language,
        "adopted_on": record.adopted_on,
        "date_field": record.date_field,
        "agenda_item": record.agenda_item,
        "vote_note": record.vote_note,
        "adoption": record.vote.adoption,
        "meeting": record.vote.meeting,
        "votes_in_favour": record.vote.in_favour,
        "votes_against": record.vote.against,
        "votes_abstaining": record.vote.abstaining,
        "changed_at": record.changed_at,
        "identifier": record.identifier,
        "stamped_at": record.stamped_at,
    }
