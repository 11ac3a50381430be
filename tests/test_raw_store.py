"""The raw store: bytes are kept for ever under their SHA-256, and the ledger survives a crash.

Not here: which files are looked at (`test_scan`) or what becomes of them (`test_build`).
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.journal import JournalDamaged
from orchestration.raw_store import NO_BYTES, RawStore, read_failures, sources_frame
from tests.build_fixtures import digest
from warehouse.enumerations import REJECT_REASONS
from warehouse.tables import SOURCES

LIMIT = 1000


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def put(folder: Path, name: str, content: bytes) -> tuple[str, Path]:
    path = folder / name
    path.write_bytes(content)
    return path.as_uri(), path


def test_bytes_are_kept_as_they_are_under_their_sha256(store: RawStore, tmp_path: Path) -> None:
    content = b"\xff\x00The Human Rights Council,\r\n"
    uri, path = put(tmp_path, "a.txt", content)
    [sighting] = store.add([(uri, path)], LIMIT)
    assert sighting.sha256 == hashlib.sha256(content).hexdigest()
    assert (sighting.bytes, sighting.problem) == (len(content), "")
    assert store.holds(sighting.sha256)
    assert store.read(sighting.sha256) == content


def test_only_what_is_new_or_changed_is_noted(store: RawStore, tmp_path: Path) -> None:
    source = put(tmp_path, "a.txt", b"first")
    assert len(store.add([source], LIMIT)) == 1
    written = store.ledger.read_bytes()
    source[1].touch()
    assert store.add([source], LIMIT) == []
    assert store.ledger.read_bytes() == written
    put(tmp_path, "a.txt", b"second")
    assert [sighting.bytes for sighting in store.add([source], LIMIT)] == [6]


def test_the_old_bytes_of_a_changed_file_stay(store: RawStore, tmp_path: Path) -> None:
    source = put(tmp_path, "a.txt", b"first")
    [before] = store.add([source], LIMIT)
    put(tmp_path, "a.txt", b"second")
    [after] = store.add([source], LIMIT)
    assert store.read(before.sha256) == b"first"
    assert store.current()[source[0]] == after
    ledger = [json.loads(line) for line in store.ledger.read_text().splitlines()]
    assert [line["sha256"] for line in ledger] == [before.sha256, after.sha256]


def test_a_forgotten_source_is_gone_but_its_bytes_stay_and_it_may_come_back(
    store: RawStore, tmp_path: Path
) -> None:
    kept, left = put(tmp_path, "kept.txt", b"kept"), put(tmp_path, "left.txt", b"left")
    sightings = {sighting.source_uri: sighting for sighting in store.add([kept, left], LIMIT)}
    store.forget([left[0]])
    assert list(store.current()) == [kept[0]]
    assert store.read(sightings[left[0]].sha256) == b"left"
    assert len(store.add([kept, left], LIMIT)) == 1
    assert list(store.current()) == [kept[0], left[0]]


def test_forgetting_nothing_writes_nothing(store: RawStore) -> None:
    store.forget([])
    assert not store.ledger.exists()
    assert store.current() == {}


def test_two_files_with_the_same_bytes_share_one_object(store: RawStore, tmp_path: Path) -> None:
    store.add([put(tmp_path, "a.txt", b"same"), put(tmp_path, "b.txt", b"same")], LIMIT)
    objects = [path for path in store.objects.rglob("*") if path.is_file()]
    assert len(store.current()) == 2
    assert [path.name for path in objects] == [hashlib.sha256(b"same").hexdigest()]


@pytest.mark.parametrize(
    "torn", [b'{"source_uri": "file:///x', b'{"source_uri": "file:///caf\xc3', b"\x00\x00\x00\x00", b"{"]
)
def test_a_torn_last_line_is_passed_over_and_the_next_does_not_grow_onto_it(
    store: RawStore, tmp_path: Path, torn: bytes
) -> None:
    first = put(tmp_path, "a.txt", b"first")
    store.add([first], LIMIT)
    with store.ledger.open("ab") as file:
        file.write(torn)
    assert list(store.current()) == [first[0]]
    second = put(tmp_path, "b.txt", b"second")
    store.add([first, second], LIMIT)
    assert list(store.current()) == [first[0], second[0]]
    assert all(json.loads(line) for line in store.ledger.read_text().splitlines())


def test_a_file_over_the_limit_is_named_with_both_sizes_and_not_stored(
    store: RawStore, tmp_path: Path
) -> None:
    [sighting] = store.add([put(tmp_path, "big.txt", b"x" * 1001)], LIMIT)
    assert sighting.problem == "too_large"
    assert sighting.detail == "The file has 1,001 bytes; the limit is 1,000 (HRCW_MAX_BYTES)."
    assert (sighting.bytes, sighting.sha256) == (1001, digest(tmp_path / "big.txt"))
    assert not store.holds(sighting.sha256)


def test_a_file_of_exactly_the_limit_is_read(store: RawStore, tmp_path: Path) -> None:
    [sighting] = store.add([put(tmp_path, "full.txt", b"x" * LIMIT)], LIMIT)
    assert (sighting.problem, store.holds(sighting.sha256)) == ("", True)


def test_a_greater_limit_lets_a_large_file_in(store: RawStore, tmp_path: Path) -> None:
    source = put(tmp_path, "big.txt", b"x" * 1001)
    store.add([source], LIMIT)
    [sighting] = store.add([source], 2 * LIMIT)
    assert (sighting.problem, store.holds(sighting.sha256)) == ("", True)


def test_an_empty_file_is_stored_and_told_from_one_that_cannot_be_read(
    store: RawStore, tmp_path: Path
) -> None:
    empty, pipe = put(tmp_path, "empty.txt", b""), tmp_path / "pipe"
    os.mkfifo(pipe)
    of_empty, of_pipe = store.add([empty, (pipe.as_uri(), pipe)], LIMIT)
    assert of_empty.sha256 == of_pipe.sha256 == NO_BYTES
    assert (of_empty.problem, of_pipe.problem) == ("", "unreadable")
    assert "pipe" in of_pipe.detail


def test_links_are_told_apart(store: RawStore, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    links = {"dangling": "nowhere", "round": "round", "to_folder": "folder"}
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    found = store.add([((tmp_path / name).as_uri(), tmp_path / name) for name in links], LIMIT)
    details = dict(zip(links, [sighting.detail for sighting in found], strict=True))
    assert {sighting.problem for sighting in found} == {"unreadable"}
    assert "not there" in details["dangling"]
    assert "not there" in details["round"]
    assert "link to a folder" in details["to_folder"]


def test_a_file_that_vanished_after_it_was_listed_is_unreadable(store: RawStore, tmp_path: Path) -> None:
    uri, path = put(tmp_path, "a.txt", b"here")
    path.unlink()
    [sighting] = store.add([(uri, path)], LIMIT)
    assert sighting.problem == "unreadable"
    assert sighting.detail.endswith(".")


def test_sources_follow_the_contract_and_say_when_the_bytes_were_seen(
    store: RawStore, tmp_path: Path
) -> None:
    here, gone = put(tmp_path, "here.txt", b"here"), put(tmp_path, "gone.txt", b"gone")
    store.add([here, gone], LIMIT)
    frame = sources_frame(store.current(), [gone[0]])
    assert dict(frame.schema) == SOURCES.schema
    assert dict(frame.select("source_uri", "is_missing").iter_rows()) == {here[0]: False, gone[0]: True}
    seen = frame["first_seen_at"][0]
    assert abs(datetime.now(UTC).replace(tzinfo=None) - seen) < timedelta(minutes=5)


def test_failures_to_read_give_a_reason_of_the_contract(store: RawStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    files = [put(tmp_path, "big.txt", b"x" * 1001), put(tmp_path, "good.txt", b"text")]
    store.add([*files, ((tmp_path / "pipe").as_uri(), tmp_path / "pipe")], LIMIT)
    failures = read_failures(store.current())
    assert dict(failures.select("source_uri", "reason").iter_rows()) == {
        files[0][0]: "too_large",
        (tmp_path / "pipe").as_uri(): "unreadable",
    }
    assert set(failures["reason"]) <= set(REJECT_REASONS)
    assert set(failures["stage"]) == {"read"}
    assert read_failures({}).columns == failures.columns


def test_bytes_from_elsewhere_are_kept_under_their_address_and_noted_once(tmp_path):
    store = RawStore(tmp_path / "raw")
    uri = "https://docs.un.org/en/A/HRC/RES/30/21"
    first = store.put(uri, b"one")
    assert store.read(first.sha256) == b"one"
    assert store.put(uri, b"one").sha256 == first.sha256
    assert len(store.ledger.read_text().splitlines()) == 1
    second = store.put(uri, b"two")
    assert store.current()[uri].sha256 == second.sha256
    assert store.read(first.sha256) == b"one"


def test_a_store_reads_of_the_ledger_only_what_was_added(store: RawStore) -> None:
    store.put("https://example.org/1", b"one")
    another = RawStore(store.folder)
    another.put("https://example.org/2", b"two")
    assert list(store.current()) == ["https://example.org/1", "https://example.org/2"]
    written = store.ledger.read_bytes()
    store.ledger.write_bytes(b"#" + written[1:])
    store.put("https://example.org/3", b"three")
    assert len(store.current()) == 3
    store.ledger.unlink()
    assert store.current() == {}


@pytest.mark.parametrize("line", ["garbage", '{"symbol": "A/1"', "[1]", "\x00", '{"symbol": "A/1"}'])
def test_a_damaged_line_of_the_ledger_is_named(store: RawStore, line: str) -> None:
    store.put("https://example.org/1", b"one")
    with store.ledger.open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(JournalDamaged, match=r"ledger\.jsonl, line 2: .* take this line out"):
        RawStore(store.folder).current()


def test_another_reason_for_the_same_refusal_is_noted(store: RawStore, tmp_path: Path) -> None:
    source = put(tmp_path, "a.txt", b"x" * 3000)
    store.add([source], 1000)
    [sighting] = store.add([source], 2000)
    assert "the limit is 2,000" in sighting.detail
    assert store.add([source], 2000) == []


def test_what_killed_writers_left_is_removed_once_no_writer_can_be_at_it(
    store: RawStore, tmp_path: Path
) -> None:
    source = put(tmp_path, "a.txt", b"first")
    [sighting] = store.add([source], LIMIT)
    folder = store.objects / sighting.sha256[:2]
    old, young = folder / f"{'0' * 64}.4321.partial", folder / f".{'1' * 64}.4321.partial"
    for path in (old, young):
        path.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    store.add([source], LIMIT)
    assert (old.exists(), young.exists(), store.holds(sighting.sha256)) == (False, True, True)
