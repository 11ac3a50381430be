"""Every expectation holds for a valid warehouse, and each fails for data that break it.

Here: one way to spoil the sample warehouse for each rule written by hand; those that follow from a
contract are spoilt by their kind. Not here: ways to spoil figures (`tests.metric_spoils`), the pages
(`tests.test_data_docs`).
"""

from __future__ import annotations

import functools
import subprocess
import sys
from datetime import UTC, date, timedelta, timezone
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.checks import Check, Tables, rule
from expectations.derived import derived_checks
from expectations.identifier_rules import IDENTIFIERS
from expectations.rules import all_checks, hand_written_checks
from expectations.suites import ExpectationError, Outcome, new_context, run_checks
from expectations.validate import planned, validate
from tests.metric_spoils import SPOILT_FIGURES, Change
from tests.sample_warehouse import DECISION, READ_AT, RESOLUTION, Rows, as_tables, valid_rows
from warehouse.contract import ContractError, Table
from warehouse.tables import EXPECTATION_RESULTS, TABLES

PP1 = f"{RESOLUTION}#pp1"
LATER = date(2016, 1, 1)

SPOILT: dict[tuple[str, str], list[Change]] = {
    ("resolutions", "document_id is the symbol, @ and the language"): [("resolutions", 0, {"language": "fr"})],
    ("resolutions", "language is a code of two small letters"): [("resolutions", 0, {"language": "English"})],
    ("resolutions", "symbol is in capitals and without spaces"): [("resolutions", 0, {"symbol": "A/HRC/res/30/21"})],
    ("resolutions", "the symbol of a Council text ends with its session and number"): [("resolutions", 0, {"number": "22"})],
    ("resolutions", "the symbol of a Council text names its type"): [("resolutions", 1, {"document_type": "resolution"})],
    ("resolutions", "a recorded vote has its three counts"): [("resolutions", 0, {"votes_abstaining": None})],
    ("resolutions", "an adoption without a vote has no counts"): [("resolutions", 1, {"votes_in_favour": 47})],
    ("resolutions", "votes in the Council add up to at most 47"): [("resolutions", 0, {"votes_against": 46})],
    ("resolutions", "vote counts are not negative"): [("resolutions", 0, {"votes_against": -1})],
    ("resolutions", "adopted_on is not after the day it was read"): [("resolutions", 0, {"adopted_on": date(2115, 10, 1)})],
    ("resolutions", "it has a paragraph"): [("paragraphs", 4, None)],
    ("resolutions", "a resolution has an operative paragraph"): [("paragraphs", row, {"kind": "heading"}) for row in (1, 2, 3)],
    ("resolutions", "a resolution has a preambular paragraph"): [("paragraphs", 0, None)],
    ("resolutions", "word_count is the words of its paragraphs"): [("paragraphs", 0, {"word_count": 1000})],
    ("resolutions", "source_lines holds every line of its source"): [("source_lines", 1, None)],
    ("resolutions", "source_sha256 is 64 hexadecimal digits"): [("resolutions", 0, {"source_sha256": "A" * 64})],
    ("resolutions", "source_sha256 is that of its source"): [("sources", 0, {"source_sha256": "d" * 64})],
    ("resolutions", "its organ and session are in sessions"): [("sessions", 1, None)],
    ("resolutions", "adopted_on is within the days of its session"): [("resolutions", 0, {"adopted_on": date(2015, 10, 3)})],
    ("paragraphs", "paragraph_id begins with its document_id and #"): [("paragraphs", 0, {"document_id": DECISION})],
    ("paragraphs", "positions of a document run from 1 without gaps"): [("paragraphs", 1, None)],
    ("paragraphs", "operative paragraphs are numbered without gaps or repeats"): [("paragraphs", 2, {"number": "3"})],
    ("paragraphs", "no preambular paragraph follows an operative one"): [("paragraphs", 0, {"position": 5})],
    ("paragraphs", "its parent is an earlier paragraph of the same document"): [("paragraphs", 3, {"parent_id": f"{DECISION}#op1"})],
    ("paragraphs", "depth is 0 exactly where there is no parent"): [("paragraphs", 3, {"depth": 0})],
    ("paragraphs", "text is one clean line"): [("paragraphs", 0, {"text": "Recalling resolu\u00adtion 29/2,"})],
    ("paragraphs", "word_count is at least 1"): [("paragraphs", 0, {"word_count": 0})],
    ("paragraphs", "lead_phrase stands in the text"): [("paragraphs", 0, {"lead_phrase": "Deploring"})],
    ("footnotes", "positions of a document run from 1 without gaps"): [("footnotes", 0, {"position": 4})],
    ("footnotes", "text is one clean line"): [("footnotes", 0, {"text": "See\tibid."})],
    ("footnotes", "the paragraph that calls it is of the same document"): [("footnotes", 0, {"paragraph_id": f"{DECISION}#op1"})],
    ("source_lines", "line_number is at least 1"): [("source_lines", 0, {"line_number": 0})],
    ("source_lines", "text is not empty"): [("source_lines", 0, {"text": "  "})],
    ("source_lines", "its paragraph is of the same document"): [("source_lines", 1, {"paragraph_id": f"{DECISION}#op1"})],
    ("source_lines", "a line of a paragraph names the paragraph"): [("source_lines", 1, {"paragraph_id": None})],
    ("paragraph_actors", "surface equals the text at its offsets"): [("paragraph_actors", 0, {"start_char": 0})],
    ("paragraph_actors", "offsets begin at 0 or later and end after they begin"): [("paragraph_actors", 0, {"end_char": 3})],
    ("paragraph_actors", "mentions of actors do not overlap"): [("paragraph_actors", 1, {"paragraph_id": f"{RESOLUTION}#op1"})],
    ("paragraph_actors", "an addressee stands in an operative paragraph or an annex"): [("paragraph_actors", 1, {"role": "addressee"})],
    ("paragraph_instruments", "surface equals the text at its offsets"): [("paragraph_instruments", 0, {"surface": "29/102"})],
    ("paragraph_instruments", "offsets begin at 0 or later and end after they begin"): [("paragraph_instruments", 0, {"start_char": -5})],
    ("paragraph_instruments", "cited_on is the day the cited text was adopted"): [("paragraph_instruments", 0, {"cited_on": date(2015, 6, 29)})],
    ("paragraph_instruments", "cited_on is not after the citing text was adopted"): [("paragraph_instruments", 0, {"cited_on": LATER})],
    ("footnote_instruments", "surface equals the text at its offsets"): [("footnotes", 0, {"text": "See nothing."})],
    ("paragraph_themes", "surface equals the text at its offsets"): [("paragraphs", 1, {"text": "Requests nothing;"})],
    ("paragraph_themes", "offsets begin at 0 or later and end after they begin"): [("paragraph_themes", 0, {"end_char": 0, "start_char": 0})],
    ("report_requests", "surface equals the text at its offsets"): [("report_requests", 0, {"surface": "a study"})],
    ("report_requests", "offsets begin at 0 or later and end after they begin"): [("report_requests", 0, {"start_char": -5})],
    ("report_requests", "a request stands in an operative paragraph or an annex"): [("paragraphs", 1, {"kind": "preambular"})],
    ("report_requests", "due_surface stands in the paragraph"): [("report_requests", 0, {"due_surface": "thirty-third session"})],
    ("report_requests", "what is due has the words that say so"): [("report_requests", 0, {"due_session": None})],
    ("report_requests", "due_session is a number"): [("report_requests", 0, {"due_session": "thirty-second"})],
    ("resolutions", "a recorded vote counts the States that are listed"): [("votes", 0, {"vote": "against"})],
    ("votes", "positions of a document run from 1 without gaps"): [("votes", 0, {"position": 2})],
    ("votes", "the State is known"): [("votes", 0, {"actor_id": None})],
    ("votes", "a State votes once on a document"): [("votes", 1, {"actor_id": "MEX"})],
    ("records", "source_sha256 is 64 hexadecimal digits"): [("records", 0, {"source_sha256": "none"})],
    ("records", "a recorded vote counts the States in its roll"): [("record_votes", 0, {"vote": "against"})],
    ("record_votes", "the State is known"): [("record_votes", 0, {"actor_id": None})],
    ("completions", "published is what the document has"): [("resolutions", 0, {"agenda_item": "4"})],
    ("completions", "a value that fills is the one published"): [("completions", 0, {"value": "4"})],
    ("completions", "records agree with what is held"): [("completions", 0, {"outcome": "differs"})],
    ("instruments", "a UN symbol has a docs.un.org url"): [("instruments", 0, {"url": None})],
    ("instruments", "document_id is the text of the same symbol"): [("instruments", 0, {"document_id": RESOLUTION})],
    ("instruments", "adopted_on is that of the text held here"): [("instruments", 0, {"adopted_on": LATER})],
    ("actors", "iso3 is three capitals, of a State only"): [("actors", 0, {"iso3": "OHC"})],
    ("actors", "m49 is three digits, of a State only"): [("actors", 2, {"m49": "48"})],
    ("actors", "actor_id of a State is its iso3"): [("actors", 2, {"iso3": "MEZ"})],
    ("actors", "an actor does not belong to itself"): [("actors", 1, {"parent_id": "UN"})],
    ("themes", "a theme is not its own broader theme"): [("themes", 0, {"parent_id": "migration"})],
    ("themes", "label and definition say something"): [("themes", 0, {"definition": " "})],
    ("sessions", "starts_on is not after ends_on"): [("sessions", 0, {"starts_on": LATER})],
    ("sessions", "session_number is at least 1"): [("sessions", 0, {"session_number": 0})],
    ("sessions", "session_kind is as the session is written"): [("sessions", 0, {"session": "S-29"})],
    ("sessions", "documents is the number of its texts held here"): [("resolutions", 1, None)],
    ("languages", "documents is the number of texts held here"): [("languages", 0, {"documents": 1})],
    ("sources", "every source is a document, a reject or holds records"): [("rejects", 0, None)],
    ("sources", "source_sha256 is 64 hexadecimal digits"): [("sources", 0, {"source_sha256": "a" * 63})],
    ("sources", "bytes is not negative"): [("sources", 3, {"bytes": -1})],
    ("rejects", "source_sha256 is 64 hexadecimal digits"): [("rejects", 0, {"source_sha256": "none"})],
    ("rejects", "detail says something"): [("rejects", 0, {"detail": ""})],
    **{
        (table, f"{column} has at most 300 characters"): [(table, 0, {column: "A/" + "1" * 299})]
        for table, column in IDENTIFIERS.items()
    },
    **SPOILT_FIGURES,
}  # fmt: skip


def spoil(rows: Rows, changes: list[Change]) -> Rows:
    for table, row, values in changes:
        if values is None:
            del rows[table][row]
        else:
            rows[table][row].update(values)
    return rows


def spoilt_by_hand(check: Check) -> Tables:
    return as_tables(spoil(valid_rows(), SPOILT[check.table, check.sentence]))


def spoilt_by_kind(table: Table, kind: str) -> Tables:
    """The sample warehouse with one table spoilt in the way that all checks of this kind are about."""
    rows = valid_rows()
    first = rows[table.name][0]
    match kind:
        case "columns":
            tables = as_tables(rows)
            return {**tables, table.name: tables[table.name].select(reversed(table.names))}
        case "unique":
            rows[table.name].append(first)
        case "not_null":
            first.update(dict.fromkeys(table.required))
        case "in_set":
            first.update({column.name: "of no such kind" for column in table.columns if column.values})
        case "rule":
            first.update({column.name: "nowhere" for column in table.columns if column.references})
    return as_tables(rows)


@functools.cache
def engine() -> Any:
    return new_context()


@functools.cache
def derived_outcomes(table: str, kind: str) -> dict[str, Outcome]:
    checks = [check for check in derived_checks() if (check.table, check.kind) == (table, kind)]
    found = run_checks(checks, spoilt_by_kind(TABLES[table], kind), engine(), "run-1", READ_AT)
    return {outcome.check.sentence: outcome for outcome in found}


def outcome(check: Check, tables: Tables) -> Outcome:
    [found] = run_checks([check], tables, engine(), "run-1", READ_AT)
    return found


def test_every_hand_written_rule_has_a_way_to_spoil_it() -> None:
    assert set(SPOILT) == {(check.table, check.sentence) for check in hand_written_checks()}


def named(check: Check) -> str:
    return f"{check.table}: {check.sentence}"


@pytest.mark.parametrize("check", hand_written_checks(), ids=named)
def test_each_rule_fails_on_data_that_break_it(check: Check) -> None:
    found = outcome(check, spoilt_by_hand(check))
    assert not found.success
    assert found.unexpected_count >= 1
    assert found.observed


@pytest.mark.parametrize("check", derived_checks(), ids=named)
def test_each_promise_of_a_contract_fails_on_data_that_break_it(check: Check) -> None:
    found = derived_outcomes(check.table, check.kind)[check.sentence]
    assert not found.success
    assert found.unexpected_count >= 1
    assert found.observed


def test_a_valid_warehouse_passes_every_expectation(tmp_path: Path) -> None:
    in_geneva = READ_AT.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=1)))
    results = validate(as_tables(valid_rows()), "run-1", in_geneva, tmp_path / "docs")
    assert results.filter(~pl.col("success")).to_dicts() == []
    assert results.select("table_name", "expectation", "severity").rows() == [tuple(p) for p in planned()]
    assert dict(results.schema) == EXPECTATION_RESULTS.schema
    assert results["observed"].null_count() == results.height
    assert results["unexpected_count"].sum() == 0
    assert results["run_id"].unique().to_list() == ["run-1"]
    assert results["checked_at"].unique().to_list() == [READ_AT]
    assert "Every expectation held." in (tmp_path / "docs" / "index.html").read_text("utf-8")


def test_an_empty_warehouse_breaks_no_rule() -> None:
    nothing = {name: TABLES[name].frame().lazy() for name in valid_rows()}
    for check in all_checks():
        assert check.query(nothing).select("holds").collect().height == 0, named(check)


@pytest.mark.parametrize("check", all_checks(), ids=named)
def test_each_query_judges_every_row_of_its_table_once(check: Check) -> None:
    """Also where the rows it looks up are there twice, which is for another check to report."""
    rows = valid_rows()
    others = {name: [*of_table, *of_table] for name, of_table in rows.items() if name != check.table}
    judged = check.query(as_tables({**rows, **others})).select("holds", *check.shows).collect()
    assert judged.height == len(rows[check.table])


def test_planning_imports_neither_the_engine_nor_pandas() -> None:
    program = (
        "import sys, expectations.validate as v; v.planned(); "
        "print(sorted({'great_expectations', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plan_has_no_two_expectations_alike() -> None:
    plan = planned()
    assert len({(p.table_name, p.expectation) for p in plan}) == len(plan)
    assert {p.severity for p in plan} == {"critical", "warning"}
    assert {p.table_name for p in plan} == set(TABLES) - {"expectation_results", "publication"}


def test_a_missing_table_is_named() -> None:
    tables = as_tables(valid_rows())
    del tables["footnotes"]
    with pytest.raises(ContractError, match="give frames for footnotes"):
        validate(tables, "run-1", READ_AT)


def check_named(table: str, sentence: str) -> Check:
    [check] = [check for check in all_checks() if (check.table, check.sentence) == (table, sentence)]
    return check


def test_what_was_seen_names_the_rows_and_their_values() -> None:
    check = check_named("paragraph_instruments", "cited_on is the day the cited text was adopted")
    changes: list[Change] = [("paragraph_instruments", 0, {"cited_on": date(2015, 6, 29)})]
    found = outcome(check, as_tables(spoil(valid_rows(), changes)))
    assert found.unexpected_count == 1
    assert found.observed == (
        f"paragraph_id '{PP1}', instrument_id 'A/HRC/DEC/29/101', start_char 40, "
        "cited_on 2015-06-29, adopted 2015-06-22"
    )


def test_what_was_seen_stops_at_ten_rows() -> None:
    check = check_named("source_lines", "line_number is at least 1")
    rows = valid_rows()
    rows["source_lines"] = [{**rows["source_lines"][0], "line_number": -n} for n in range(12)]
    found = outcome(check, as_tables(rows))
    assert found.unexpected_count == 12
    assert found.observed is not None
    assert found.observed.startswith(f"document_id '{RESOLUTION}', line_number 0; ")
    assert found.observed.endswith(f"document_id '{RESOLUTION}', line_number -9; and 2 more")


def test_what_is_invisible_in_a_text_is_shown() -> None:
    check = check_named("paragraphs", "text is one clean line")
    found = outcome(
        check, as_tables(spoil(valid_rows(), [("paragraphs", 0, {"text": "resolu\u00adtion\n29/2"})]))
    )
    assert found.observed == f"paragraph_id '{PP1}', text 'resolu\\xadtion\\n29/2'"


def test_a_frame_that_lacks_a_column_is_reported_and_not_a_crash() -> None:
    tables = as_tables(valid_rows())
    tables["sources"] = tables["sources"].drop("bytes").with_columns(seen=pl.lit(1))
    checks = [check for check in all_checks() if check.table == "sources"]
    found = {o.check.sentence: o for o in run_checks(checks, tables, engine(), "run-1", READ_AT)}
    assert [sentence for sentence, o in found.items() if not o.success] == [
        "columns and types equal the contract", "bytes is not null", "bytes is not negative",
    ]  # fmt: skip
    columns = found["columns and types equal the contract"]
    assert columns.unexpected_count == 3
    assert columns.observed is not None
    assert columns.observed.startswith("column 3: bytes Int64 expected, first_seen_at Datetime")


def test_a_column_of_another_type_is_reported() -> None:
    tables = as_tables(valid_rows())
    tables["sources"] = tables["sources"].with_columns(pl.col("bytes").cast(pl.Int32))
    found = outcome(check_named("sources", "columns and types equal the contract"), tables)
    assert found.observed == "column 3: bytes Int64 expected, bytes Int32 found"


@pytest.mark.parametrize(
    ("numbers", "held"),
    [
        (["1", "2"], True),
        (["1", "3"], False),
        (["1", "1"], False),
        (["2", "1"], False),
        ([None, "2"], False),
        (["1", "1 bis"], False),
    ],
)
def test_operative_numbers_run_on(numbers: list[str | None], held: bool) -> None:
    check = check_named("paragraphs", "operative paragraphs are numbered without gaps or repeats")
    changes: list[Change] = [
        ("paragraphs", row, {"number": n}) for row, n in zip((1, 2), numbers, strict=True)
    ]
    judged = check.query(as_tables(spoil(valid_rows(), changes))).select(pl.col("holds").all()).collect()
    assert judged.item() is held


def test_a_rule_that_cannot_be_computed_is_no_verdict_on_the_data() -> None:
    broken = rule("sources", "its colour is blue", pl.col("colour") == "blue")
    with pytest.raises(ExpectationError, match=r"sources: 'its colour is blue' cannot be computed"):
        outcome(broken, as_tables(valid_rows()))
