"""Catalogue records: what is recognized, what each field is read as, and what hostile files cost.

Not here: how records complete texts (`test_completion`).
"""

from __future__ import annotations

import resource
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.records_files import (
    collection,
    deleted,
    field,
    full_record,
    harvested,
    oai,
    oai_error,
    prefixed,
    record,
    voting_data,
)
from transforms.records import Harvest, Record, is_marcxml, read_records
from transforms.records_fields import (
    Vote,
    read_agenda_item,
    read_day,
    read_title,
    read_title_language,
    read_vote,
)
from transforms.text import Unreadable

FULL = collection(full_record())
BARE = b'<collection><record><datafield tag="191"><subfield code="a">A/RES/90/1</subfield></datafield></record></collection>'
SYMBOL = field("191", a="A/HRC/RES/48/801")


def only(data: bytes) -> Record:
    harvest = read_records(data)
    assert harvest.failures == []
    [record] = harvest.records
    return record


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (FULL, True),
        (prefixed(FULL), True),
        (b"\xef\xbb\xbf\n<!-- harvested -->" + FULL.split(b"?>", 1)[1], True),
        (FULL.decode().replace("UTF-8", "UTF-16").encode("utf-16"), True),
        (collection(), True),
        (
            full_record().replace("<record", '<record xmlns="http://www.loc.gov/MARC21/slim"', 1).encode(),
            True,
        ),
        (BARE, True),
        (oai(), True),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + FULL.split(b"?>", 1)[1], True),
        (b"<collection><book/></collection>", False),
        (b'<record xmlns="urn:other"><datafield tag="191"/></record>', False),
        (b"<OAI-PMH><record/></OAI-PMH>", False),
        (b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>', False),
        (b"The collection of http://www.loc.gov/MARC21/slim", False),
        (b"", False),
    ],
)
def test_records_are_told_by_their_content(data: bytes, expected: bool) -> None:
    assert is_marcxml(data) is expected


@pytest.mark.parametrize("data", [FULL, prefixed(FULL), oai(harvested(full_record(), "oai:x:1"))])
def test_every_field_is_read(data: bytes) -> None:
    assert replace(only(data), identifier=None, stamped_at=None) == Record(
        1, "900801", ("A/HRC/RES/48/801",), False, "The right to rest", "en", date(2021, 10, 8), "269 $a", "3",
        "Adopted 33-3-11, 29th meeting", Vote("recorded_vote", 29, 33, 3, 11),
        ("RIGHT TO REST", "MIGRANT WORKERS"), ("ATLANTIS",), (), datetime(2021, 11, 1, 12), "https://digitallibrary.un.org/record/900801",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2015-10-02", date(2015, 10, 2)),
        ("20151002", date(2015, 10, 2)),
        ("[2015-10-02]", date(2015, 10, 2)),
        ("adopted by the Human Rights Council on 2 October 2015", date(2015, 10, 2)),
        ("2 OCTOBER 2015", date(2015, 10, 2)),
        ("2015", None),
        ("2015-10", None),
        ("2015-02-30", None),
        ("20151302", None),
        ("", None),
    ],
)
def test_dates(printed: str, day: date | None) -> None:
    assert read_day(printed) == day


@pytest.mark.parametrize(
    ("printed", "vote"),
    [
        ("Adopted without vote, 42nd meeting", Vote("without_vote", 42)),
        ("ADOPTED WITHOUT A VOTE, 59TH PLENARY MEETING", Vote("without_vote", 59)),
        ("Adopted by consensus, 1st (resumed) meeting", Vote("without_vote", 1)),
        ("Adopted 33-3-11, 29th meeting", Vote("recorded_vote", 29, 33, 3, 11)),
        ("Adopted 133-3-0, 88th plenary meeting", Vote("recorded_vote", 88, 133, 3, 0)),
        ("Adopted 33–3–11", Vote("recorded_vote", None, 33, 3, 11)),
        (
            "Adopted by a recorded vote of 32 to 14, with no abstentions",
            Vote("recorded_vote", None, 32, 14, 0),
        ),
        ("Adopted by a vote of 46 votes to none, 12th meeting", Vote("recorded_vote", 12, 46, 0, 0)),
        ("Adopted by recorded vote, 31st meeting, 2015-10-02", Vote("recorded_vote", 31)),
        (
            "Adopted by a vote (46 in favour, 1 against, no abstentions), 56th meeting",
            Vote("recorded_vote", 56, 46, 1, 0),
        ),
        ("In favour: 33, against: 3, abstentions: 11", Vote("recorded_vote", None, 33, 3, 11)),
        ("Adopted as orally revised (33-3-11)", Vote("recorded_vote", None, 33, 3, 11)),
        ("Adopted 33 to 3", Vote("recorded_vote", None, 33, 3, 0)),
        ("Adopted, 42nd meeting, items 3 to 5", Vote(None, 42)),
        ("Adopted by recorded vote (paragraphs 3 to 5 voted separately)", Vote("recorded_vote")),
        ("See A/HRC/30/L.1, 12-10-15 meeting", Vote()),
        ("Adopted, items 3-4-5 of the agenda", Vote()),
        ("Resolution A/RES/75-1-2/3", Vote()),
        ("", Vote()),
    ],
)
def test_votes(printed: str, vote: Vote) -> None:
    assert read_vote(printed) == vote


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        ("3.", "3"), ("3", "3"), ("[3]", "3"), ("Agenda item 10", "10"), ("71(b)", "71 (b)"), ("72b", "72 (b)"),
        ("71 (B).", "71 (b)"), ("3. Promotion of rights", "3"), ("03", "3"),
        ("3 and 9", None), ("Promotion", None), ("2015", None), ("", None),
    ],
)  # fmt: skip
def test_agenda_items(printed: str, item: str | None) -> None:
    assert read_agenda_item(printed) == item


def test_of_several_agenda_items_none_is_taken() -> None:
    held = record(SYMBOL, field("991", b="3."), field("991", b="9."))
    assert only(collection(held)).agenda_item is None


@pytest.mark.parametrize(
    ("main", "rest", "title"),
    [
        ("The right to rest :", "resolution /", "The right to rest"),
        ("The right to rest /", "", "The right to rest"),
        (
            "The right to rest :",
            "a sequel : draft resolution /",
            "The right to rest: a sequel : draft resolution",
        ),
        ("The right to rest :", "a sequel /", "The right to rest: a sequel"),
        ("The right to rest =", "= Le droit au repos", "The right to rest"),
        ("The right to rest.", "", "The right to rest"),
        ("", "", None),
    ],
)
def test_titles(main: str, rest: str, title: str | None) -> None:
    assert read_title(main, rest) == title


@pytest.mark.parametrize(
    ("codes", "language"),
    [
        (["arachiengfrerusspa"], "en"),
        (["fre"], "fr"),
        (["fra", "eng"], "en"),
        (["spa"], "es"),
        ([""], "en"),
        (["e"], "en"),
        (["und"], "en"),
    ],
)
def test_the_language_of_titles(codes: list[str], language: str) -> None:
    assert read_title_language(codes) == language


def test_the_day_of_the_action_goes_before_that_of_the_document() -> None:
    both = [field("269", a="2021-10-14"), field("992", a="2021-10-08")]
    found = only(collection(record(SYMBOL, *both)))
    assert (found.adopted_on, found.date_field) == (date(2021, 10, 8), "992 $a")
    within = [field("269", a="2021-10-14"), field("245", a="Rest :", c="adopted on 8 October 2021")]
    found = only(collection(record(SYMBOL, *within)))
    assert (found.adopted_on, found.date_field) == (date(2021, 10, 8), "245 $c")


@pytest.mark.parametrize(
    ("printed", "symbols"),
    [
        (["A/HRC/RES/48/801"], ("A/HRC/RES/48/801",)),
        (["a/hrc/res/48/801."], ("A/HRC/RES/48/801",)),
        (["S/RES/1325 (2000)"], ("S/RES/1325(2000)",)),
        (["A/RES/90/1 A", "A/RES/90/1 B"], ("A/RES/90/1A", "A/RES/90/1B")),
        (["A/HRC/48/L.1/Rev.1"], ("A/HRC/48/L.1/REV.1",)),
        (["A/HRC/RES/48/801", "A/HRC/RES/48/801"], ("A/HRC/RES/48/801",)),
    ],
)
def test_symbols(printed: list[str], symbols: tuple[str, ...]) -> None:
    assert only(collection(record(*(field("191", a=each) for each in printed)))).symbols == symbols


def test_votes_of_states_are_read_whichever_subfield_they_stand_in() -> None:
    roll = {"MEXICO": "MEX Y", "NORWAY": "NO N", "CHAD": "TCD A", "PALAU": "PLW", "NAURU": "NRU X"}
    by_c_and_d = voting_data("A/HRC/RES/48/801", roll, a="Adopted", b="33", c="3", d="11", e="1", f="48")
    by_b_and_c = record(SYMBOL, field("967", a="1", b="MEX", c="Y", d="corrected later", e="MEXICO"))
    found, other = read_records(collection(by_c_and_d, by_b_and_c)).records
    assert [(vote.name, vote.code, vote.vote) for vote in found.votes] == [
        ("MEXICO", "MEX", "in_favour"), ("NORWAY", "NO", "against"), ("CHAD", "TCD", "abstaining"),
        ("PALAU", "PLW", "non_voting"), ("NAURU", "NRU", "non_voting"),
    ]  # fmt: skip
    assert (found.symbols, found.is_voting_data) == (("A/HRC/RES/48/801",), True)
    assert found.vote == Vote("recorded_vote", None, 33, 3, 11)
    assert [(vote.name, vote.code, vote.vote) for vote in other.votes] == [("MEXICO", "MEX", "in_favour")]


def test_subdivisions_of_a_heading_stay_with_it() -> None:
    held = record(
        SYMBOL, field("650", a="HUMAN RIGHTS", z="AFRICA"), field("650", a="HUMAN RIGHTS", z="AFRICA")
    )
    assert only(collection(held)).subjects == ("HUMAN RIGHTS--AFRICA",)


def test_a_bad_record_costs_no_other_and_is_named() -> None:
    bad = record(field("245", a="A book"), number="77")
    harvest = read_records(collection(full_record(), bad, full_record("A/HRC/RES/48/802", "900802")))
    assert [each.symbols for each in harvest.records] == [("A/HRC/RES/48/801",), ("A/HRC/RES/48/802",)]
    [failure] = harvest.failures
    assert failure.reason == "no_symbol"
    assert "Record 2 (77), line 2" in str(failure)


def test_records_without_a_symbol_are_one_failure_that_counts_them() -> None:
    bad = [record(field("245", a="A book"), number=str(number)) for number in (77, 78, 79)]
    [failure] = read_records(collection(*bad, full_record())).failures
    assert "Record 1 (77), line 2" in str(failure)
    assert "2 further records" in str(failure)


def test_a_file_that_breaks_off_keeps_what_stands_before() -> None:
    whole = collection(full_record(), full_record("A/HRC/RES/48/802", "900802"))
    harvest = read_records(whole[: whole.index(b"900802")])
    assert [each.symbols for each in harvest.records] == [("A/HRC/RES/48/801",)]
    [failure] = harvest.failures
    assert failure.reason == "malformed_xml"
    assert "After record 1 (900801)" in str(failure)


def test_an_answer_of_oai_pmh_skips_what_was_deleted_and_tells_how_to_go_on() -> None:
    first = harvested(record(SYMBOL), "oai:catalogue:1")
    harvest = read_records(oai(deleted("oai:catalogue:0"), first, deleted("oai:catalogue:2"), token="page|2"))
    [found] = harvest.records
    assert (found.record_id, found.changed_at) == ("oai:catalogue:1", datetime(2026, 1, 2, 10))
    assert (found.identifier, found.stamped_at) == (found.record_id, found.changed_at)
    assert (sorted(harvest.deletions), harvest.resumption_token) == (
        ["oai:catalogue:0", "oai:catalogue:2"],
        "page|2",
    )
    assert read_records(oai(first, token="")).resumption_token is None


def test_an_answer_that_reports_deletions_alone_is_read() -> None:
    harvest = read_records(oai(deleted("oai:catalogue:0")))
    assert (harvest.records, harvest.failures) == ([], [])
    assert harvest.deletions == {"oai:catalogue:0": datetime(2026, 1, 2, 10)}


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (oai_error("noRecordsMatch", "nothing"), "empty", "noRecordsMatch: nothing"),
        (oai_error("badResumptionToken", "expired"), "damaged", "badResumptionToken: expired"),
        (collection(), "empty", "metadataPrefix=marcxml"),
        (
            b'<!DOCTYPE c [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + FULL.split(b"?>", 1)[1],
            "malformed_xml",
            "DOCTYPE",
        ),
        (FULL[:80], "malformed_xml", "not well-formed"),
        (FULL.replace(b"The right", b"&undeclared;"), "malformed_xml", "undeclared"),
        (collection("<record>" * 40 + "</record>" * 40), "malformed_xml", "31th element within elements"),
    ],
)
def test_what_holds_no_record_is_refused_with_a_reason(data: bytes, reason: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_records(data)
    assert refused.value.reason == reason
    assert words in str(refused.value)


def test_a_record_may_hold_so_much_and_a_source_any_number_of_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("transforms.markup.MOST_WITHIN", 100)
    small = oai(*[harvested(full_record(), f"oai:x:{number}") for number in range(50)])
    assert len(read_records(small).records) == 50
    large = record(*[field("650", a=str(number)) for number in range(100)])
    with pytest.raises(Unreadable, match="more than 100 elements in one") as refused:
        read_records(collection(large))
    assert refused.value.reason == "too_costly"


def test_memory_does_not_grow_with_a_large_harvest() -> None:
    one = full_record().replace("</record>", field("500", a="x" * 20_000) + "</record>")
    data = collection(*[one] * 2_000)
    assert len(data) > 40_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    harvest: Harvest = read_records(data)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert len(harvest.records) == 2_000
    assert grown < 1.5 * len(data)  # the bytes are held twice at most, the tree never
