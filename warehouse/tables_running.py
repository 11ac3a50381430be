"""Tables of how the warehouse came to be.

Here: sources, rejects, expectations, the publication. Not here: what the texts say, figures (`tables_metrics`).
"""

from __future__ import annotations

from warehouse import enumerations
from warehouse.contract import Column, Table
from warehouse.tables_columns import BIGINT, BOOLEAN, STRING, TIMESTAMP

SOURCES = Table(
    "sources",
    grain="one source that the warehouse was built from",
    key=("source_uri",),
    columns=(
        Column(
            "source_uri",
            STRING,
            "file:///… for a file, …!/… for a member of an archive, sample:… for the embedded sample",
        ),
        Column("source_sha256", STRING, "SHA-256 of its bytes, its name in the raw store", required=True),
        Column("bytes", BIGINT, "Its size", required=True),
        Column("first_seen_at", TIMESTAMP, "When these bytes were first seen there, UTC", required=True),
        Column(
            "is_missing",
            BOOLEAN,
            "True where it is no longer there; what it gave is kept until pruned",
            required=True,
        ),
    ),
)

REJECTS = Table(
    "rejects",
    grain="one source that did not become a document",
    key=("source_uri", "source_sha256", "reason", "detail"),
    columns=(
        Column("source_uri", STRING, "Where it was read", references="sources.source_uri"),
        Column("source_sha256", STRING, "SHA-256 of its bytes"),
        Column("stage", STRING, "Where it stopped", required=True, values=enumerations.STAGES),
        Column("reason", STRING, "Why, as a word to group by", values=enumerations.REJECT_REASONS),
        Column("detail", STRING, "Why, as a sentence that says what to do"),
        Column("rejected_at", TIMESTAMP, "When these bytes were first seen, UTC", required=True),
    ),
)

EXPECTATION_RESULTS = Table(
    "expectation_results",
    grain="one expectation of one run",
    key=("run_id", "table_name", "expectation"),
    columns=(
        Column("run_id", STRING, "The run that checked it"),
        Column("table_name", STRING, "The table checked"),
        Column("expectation", STRING, "What was expected, in words"),
        Column(
            "severity",
            STRING,
            "critical: nothing is published when it fails",
            required=True,
            values=enumerations.SEVERITIES,
        ),
        Column("success", BOOLEAN, "Whether it held", required=True),
        Column("observed", STRING, "What was seen instead: up to ten of the rows that failed"),
        Column("unexpected_count", BIGINT, "Rows that failed", required=True),
        Column("checked_at", TIMESTAMP, "When, UTC", required=True),
    ),
)

PUBLICATION = Table(
    "publication",
    grain="the publication that made this file; there is one row",
    key=("run_id",),
    columns=(
        Column("run_id", STRING, "The run that published it"),
        Column("published_at", TIMESTAMP, "When, UTC", required=True),
        Column(
            "input_fingerprint",
            STRING,
            "Hash of sources, parser and vocabularies: equal means equal rows",
            required=True,
        ),
        Column("parser_version", STRING, "Version of the parser", required=True),
        Column("vocabulary_version", STRING, "Hash of the vocabularies", required=True),
        Column("hrcw_version", STRING, "Version of this program", required=True),
    ),
)
