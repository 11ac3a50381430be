"""Tables of what the catalogue of the United Nations says of texts, and of who voted how.

Here: records, their subjects and votes, what they complete, the votes of States. Not here: the texts
(`tables_documents`).
"""

from __future__ import annotations

from warehouse import enumerations
from warehouse.contract import Column, Table
from warehouse.tables_columns import BOOLEAN, DATE, DOCUMENT_ID, INTEGER, STRING, TIMESTAMP

SYMBOL = Column(
    "symbol",
    STRING,
    "The document that the record is about, canonical; see resolutions.symbol",
    required=True,
)
OF_RECORD = (
    Column("source_uri", STRING, "Where the record was read", required=True, references="sources.source_uri"),
    Column("source_sha256", STRING, "SHA-256 of that source's bytes, its name in the raw store", required=True),
    Column("record_position", INTEGER, "Place of the record in that source, from 1", required=True),
)  # fmt: skip
"""With these a value is traced to its record and to the bytes that it came from."""

RECORDS = Table(
    "records",
    grain="one catalogue record about one document, as one source has it",
    key=("source_uri", "record_position", "symbol"),
    columns=(
        SYMBOL,
        Column("record_id", STRING, "Number of the record in the catalogue (001), else its OAI-PMH identifier"),
        Column("url", STRING, "Page of the record"),
        Column("is_voting_data", BOOLEAN, "True for a record of how States voted on the text", required=True),
        Column("title", STRING, "Title (245 $a $b), without what only says the kind of text"),
        Column("title_language", STRING, "Language of the title, ISO 639-1", required=True),
        Column("adopted_on", DATE, "Day of adoption"),
        Column("date_field", STRING, "The field that gave the day: 992 $a (action), 245 $c, 269 $a (document)"),
        Column("agenda_item", STRING, "Agenda item (991 $b); null where the record names several"),
        Column("vote_note", STRING, "Vote note as the record has it (996 $a)"),
        Column("adoption", STRING, "How it was adopted, by the vote note or the roll", values=enumerations.ADOPTIONS),
        Column("meeting", INTEGER, "Number of the meeting that adopted it, by the vote note"),
        Column("votes_in_favour", INTEGER, "Votes in favour, of a recorded vote"),
        Column("votes_against", INTEGER, "Votes against, of a recorded vote"),
        Column("votes_abstaining", INTEGER, "Abstentions, of a recorded vote"),
        Column("changed_at", TIMESTAMP, "When the catalogue last changed the record (005), UTC"),
        Column("identifier", STRING, "Its OAI-PMH identifier; null where it came in a file of records"),
        Column("stamped_at", TIMESTAMP, "The datestamp that it was harvested with, UTC"),
        Column("is_current", BOOLEAN, "False where a later harvest gave the record again or reported it deleted; it then completes nothing", required=True),
        *OF_RECORD,
    ),
)  # fmt: skip

RECORD_SUBJECTS = Table(
    "record_subjects",
    grain="one heading under which the catalogue files a document",
    key=("symbol", "kind", "heading"),
    columns=(
        SYMBOL,
        Column("kind", STRING, "subject (650, UNBIS Thesaurus) or place (651)", required=True, values=enumerations.HEADING_KINDS),
        Column("heading", STRING, "The heading as the catalogue writes it: MIGRANT WORKERS", required=True),
        *OF_RECORD,
    ),
)  # fmt: skip

RECORD_VOTES = Table(
    "record_votes",
    grain="one State in the roll of a record of voting data (967)",
    key=("source_uri", "record_position", "symbol", "position"),
    columns=(
        SYMBOL,
        Column("position", INTEGER, "Place in the roll, from 1", required=True),
        Column("actor_id", STRING, "The State; null where the vocabulary does not know its name", references="actors.actor_id"),
        Column("printed_name", STRING, "The State as the record names it", required=True),
        Column("printed_code", STRING, "Its code in the record"),
        Column("vote", STRING, "What it voted", required=True, values=enumerations.ROLL_VOTES),
        *OF_RECORD,
    ),
)  # fmt: skip

RECORD_DELETIONS = Table(
    "record_deletions",
    grain="one record that a harvest reported as deleted from the catalogue",
    key=("source_uri", "identifier"),
    columns=(
        Column("identifier", STRING, "OAI-PMH identifier of the record", required=True),
        Column("deleted_at", TIMESTAMP, "The datestamp of the deletion, UTC"),
        *OF_RECORD[:2],
    ),
)

VOTES = Table(
    "votes",
    grain="one State's vote on one document",
    key=("document_id", "position"),
    columns=(
        DOCUMENT_ID,
        Column("position", INTEGER, "Place in the list of votes, from 1", required=True),
        Column("actor_id", STRING, "The State; null where the vocabulary does not know its name", references="actors.actor_id"),
        Column("printed_name", STRING, "The State as printed", required=True),
        Column("vote", STRING, "What it voted", required=True, values=enumerations.VOTES),
        Column("origin", STRING, "Whether the text itself lists it, or a record of voting data", required=True, values=enumerations.ORIGINS),
        Column("source_uri", STRING, "Where it was read", required=True, references="sources.source_uri"),
        Column("source_sha256", STRING, "SHA-256 of that source's bytes", required=True),
        Column("record_position", INTEGER, "Place of the record in that source; null where the text lists it"),
    ),
)  # fmt: skip

COMPLETIONS = Table(
    "completions",
    grain="one fact about one document, as one record has it",
    key=("document_id", "field", "source_uri", "record_position"),
    columns=(
        DOCUMENT_ID,
        Column("field", STRING, "The column of resolutions; state_votes stands for the rows of votes", required=True, values=enumerations.COMPLETED_FIELDS),
        Column("value", STRING, "What the record says", required=True),
        Column("published", STRING, "What the warehouse holds", required=True),
        Column("outcome", STRING, "filled: the text lacks it and this record gave it; agrees or differs: another source is held", required=True, values=enumerations.OUTCOMES),
        Column("record_field", STRING, "The field of the record: 245 $a, 996", required=True),
        Column("record_id", STRING, "Number of the record in the catalogue"),
        *OF_RECORD,
    ),
)  # fmt: skip
