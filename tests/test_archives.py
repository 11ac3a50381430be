"""Archives are read member by member, and no hostile one costs more than its size.

Not here: members in the store of sources (`test_archives_stored`), what they say (`test_reading`).
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from time import monotonic

import pytest

from orchestration import archives
from orchestration.archive_streams import Budget, TooMuch
from orchestration.archives import Limits, Member, kind_of, unpack
from tests.archive_files import (
    COMPRESS,
    FILES,
    locked_zip,
    member,
    overlapping_zip,
    packed,
    tar_of,
    tar_with,
    zip_of,
    zip_with_link,
)
from warehouse.enumerations import REJECT_REASONS

KINDS = ("zip", "tar", "tar.gz", "tar.bz2", "tar.xz")
LIMITS = Limits(1_000_000, 1_000_000_000)
SECONDS = 30
"""Far more than a hostile archive of the tests takes on a busy machine, far less than inflating it whole."""


def members(data: bytes, limits: Limits = LIMITS) -> list[Member]:
    kind = kind_of(io.BytesIO(data), limits.document)
    assert kind
    found = list(unpack(io.BytesIO(data), kind, len(data), limits))
    assert all(not each.problem or each.problem in REJECT_REASONS for each in found)
    assert all(not each.problem or each.detail.endswith((".", ".)")) for each in found)
    return found


def problems(data: bytes, limits: Limits = LIMITS) -> dict[str | None, str]:
    """Address to problem."""
    return {each.address: each.problem for each in members(data, limits)}


# ---- telling and reading


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_is_a_source_with_its_bytes(kind: str) -> None:
    found = {each.address: each.data for each in members(packed(kind, FILES))}
    assert found == FILES


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zip_of(FILES), "zip"),
        (tar_of(FILES), "tar"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (COMPRESS["bz2"](b"x"), "bzip2"),
        (lzma.compress(b"x"), "xz"),
        (b'\n {"text": "x"}\n', "json_lines"),
        (b'{"text": "' + b"x" * 100_000 + b'"}', "json_lines"),
        (zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), ""),
        (zip_of({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}), ""),
        (zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), ""),
        (zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})[:200], ""),
        (b"The Human Rights Council,", ""),
        (b'{"title": "no text"}', ""),
        (b"{not JSON", ""),
        (b"", ""),
    ],
)
def test_archives_are_told_by_content_and_documents_that_are_zip_are_none(data: bytes, kind: str) -> None:
    assert kind_of(io.BytesIO(data), LIMITS.document) == kind


@pytest.mark.parametrize("ending", COMPRESS)
def test_a_single_compressed_file_is_one_source(ending: str) -> None:
    assert members(COMPRESS[ending](b"the text")) == [Member("", b"the text")]


@pytest.mark.parametrize("ending", COMPRESS)
def test_compressed_pieces_that_follow_one_another_are_one_file(ending: str) -> None:
    pieces = COMPRESS[ending](b"one, ") + COMPRESS[ending](b"two")
    assert members(pieces) == [Member("", b"one, two")]


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_members_and_folders_are_passed_over(kind: str) -> None:
    hidden = {".git/config": b"x", "a/.DS_Store": b"x", "__MACOSX/a.xml": b"x", "a/._b.xml": b"x"}
    assert [each.address for each in members(packed(kind, hidden | {"./a/b.xml": b"<b/>"}))] == ["a/b.xml"]


def test_folders_in_archives_are_no_sources() -> None:
    folder = member("a/", kind=tarfile.DIRTYPE)
    assert [each.address for each in members(tar_with([(folder, b""), (member("a/b", 1), b"x")]))] == ["a/b"]
    assert [each.address for each in members(zip_of({"a/": b"", "a/b": b"x"}))] == ["a/b"]


@pytest.mark.parametrize(
    ("name", "address"),
    [("two words.txt", "two%20words.txt"), ("é/%.txt", "%C3%A9/%25.txt"), ("a//b/./c.txt", "a/b/c.txt")],
)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_are_percent_encoded(kind: str, name: str, address: str) -> None:
    assert [each.address for each in members(packed(kind, {name: b"x"}))] == [address]


def test_json_lines_in_archives_are_split_too() -> None:
    lines = b'{"text": "one"}\n\n{"text": "two"}'
    assert [each.address for each in members(zip_of({"all.jsonl": lines}))] == [
        "all.jsonl!/1",
        "all.jsonl!/3",
    ]
    assert members(lzma.compress(lines)) == [Member("1", b'{"text": "one"}'), Member("3", b'{"text": "two"}')]


# ---- hostile names and kinds


@pytest.mark.parametrize(
    "name",
    [
        "../x.txt",
        "a/../../x.txt",
        "a/..",
        "/etc/passwd",
        "C:/x.txt",
        "C:x.txt",
        "..\\x.txt",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_path_that_leaves_the_archive_is_refused_and_the_others_are_read(kind: str, name: str) -> None:
    unsafe, good = members(packed(kind, {name: b"evil", "good.txt": b"good"}))
    assert (unsafe.problem, unsafe.data) == ("unsafe_archive", b"")
    assert unsafe.address is not None
    assert ".." not in unsafe.address.split("/")
    assert not unsafe.address.startswith("/")
    assert good == Member("good.txt", b"good")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (b"a\\b.txt", "a/b.txt"),  # as some programs for Windows write it
        ("résolution.txt".encode(), "r%C3%A9solution.txt"),  # UTF-8 that does not say so
        ("résolution.txt".encode("cp437"), "r%C3%A9solution.txt"),
    ],
)
def test_names_of_other_makers_are_read(written: bytes, address: str) -> None:
    data = zip_of({"x" * len(written): b"text"}).replace(b"x" * len(written), written)
    assert members(data) == [Member(address, b"text")]


def test_a_text_that_is_called_mimetype_makes_no_document_of_an_archive() -> None:
    assert [each.address for each in members(zip_of({"mimetype": b"a text", "b.txt": b"b"}))] == [
        "mimetype",
        "b.txt",
    ]


def test_a_tar_of_old_without_its_magic_is_one() -> None:
    data = bytearray(tar_of({"a.txt": b"text"}))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert members(bytes(data)) == [Member("a.txt", b"text")]


def test_a_name_with_a_null_is_refused() -> None:
    data = zip_of({"good.txt_evil.exe": b"x"}).replace(b"good.txt_", b"good.txt\0")
    assert problems(data) == {"good.txt%00evil.exe": "unsafe_archive"}


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_a_tar_are_refused(kind: bytes) -> None:
    data = tar_with([(member("odd", kind=kind, target="/etc/passwd"), b""), (member("good", 1), b"x")])
    assert problems(data) == {"odd": "unsafe_archive", "good": ""}


def test_links_in_a_zip_are_refused() -> None:
    assert problems(zip_with_link("odd", b"/etc/passwd")) == {"odd": "unsafe_archive"}


def test_a_second_member_of_one_name_is_refused_and_both_are_accounted_for() -> None:
    data = tar_with((member("a", 1), data) for data in (b"1", b"2", b"3"))
    assert problems(data) == {"a": "", "a#2": "unsafe_archive", "a#3": "unsafe_archive"}


@pytest.mark.parametrize(
    "inner", [zip_of(FILES), tar_of(FILES), gzip.compress(b"x", mtime=0), lzma.compress(b"x")]
)
def test_an_archive_within_an_archive_says_to_unpack_it(inner: bytes) -> None:
    [found] = members(zip_of({"inner": inner}))
    assert found.problem == "unsafe_archive"
    assert "within an archive. Unpack the outer one" in found.detail


def test_a_document_within_an_archive_is_read() -> None:
    document = zip_of({"[Content_Types].xml": b"<Types/>"})
    assert members(zip_of({"a.docx": document})) == [Member("a.docx", document)]


def test_a_locked_member_says_so_and_the_others_are_read() -> None:
    [found] = members(locked_zip("secret.txt", b"x"))
    assert (found.problem, found.address) == ("password", "secret.txt")


def test_a_rare_packing_is_named() -> None:
    assert problems(zip_of({"a": b"x"}, zipfile.ZIP_LZMA)) == {"a": "unsupported_format"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_without_files_is_empty(kind: str) -> None:
    assert problems(packed(kind, {".hidden": b"x"})) == {None: "empty"}


# ---- damage


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.xz", "tar.bz2"])
def test_what_stands_before_a_damage_is_read(kind: str) -> None:
    files = {f"{at}.txt": os.urandom(100_000) for at in range(20)}
    data = packed(kind, files)
    found = members(data[: len(data) * 2 // 3])
    assert found[-1].address is None
    assert found[-1].problem == "damaged"
    assert len(found) > 1
    assert all(each.data == files[str(each.address)] for each in found[:-1])


def test_a_tar_cut_between_two_members_is_damaged() -> None:
    whole = tar_of({"a": b"1", "b": b"2"})
    assert problems(whole[:2048]) == {"a": "", "b": "", None: "damaged"}


def test_a_tar_with_a_damaged_header_in_its_midst_is_damaged() -> None:
    whole = bytearray(tar_of({"a": b"1", "b": b"2", "c": b"3"}))
    whole[1024:1030] = b"\xff" * 6
    assert problems(bytes(whole)) == {"a": "", None: "damaged"}


def test_one_damaged_member_of_a_zip_costs_no_other() -> None:
    data = bytearray(zip_of({"a": b"A" * 50, "b": b"B" * 50}, zipfile.ZIP_STORED))
    data[data.index(b"A" * 50)] = 0
    assert problems(bytes(data)) == {"a": "damaged", "b": ""}


@pytest.mark.parametrize("cut", [30, 100, 300])
def test_a_zip_that_was_cut_is_damaged(cut: int) -> None:
    assert problems(zip_of(FILES)[:cut]) == {None: "damaged"}


def test_any_cut_or_changed_byte_ends_well() -> None:
    for kind in KINDS:
        whole = packed(kind, FILES)
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :]):
                if form := kind_of(io.BytesIO(broken), 100):
                    assert list(unpack(io.BytesIO(broken), form, len(broken), LIMITS))


# ---- bombs


def test_a_member_over_the_limit_is_refused_whatever_it_says_of_its_size() -> None:
    limits = Limits(1000, 1_000_000)
    files = {"big": b"x" * 1001, "full": b"x" * 1000}
    for kind in KINDS:
        assert problems(packed(kind, files), limits) == {"big": "too_large", "full": ""}
    lying = zip_of({"big": b"x" * 5000}).replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert set(problems(lying, limits).values()) == {"damaged"}


@pytest.mark.parametrize("ending", COMPRESS)
def test_a_bomb_is_stopped_by_what_it_unpacks_to(ending: str) -> None:
    bomb = COMPRESS[ending](tar_of({f"{at}.txt": bytes(20_000_000) for at in range(8)}))
    before = monotonic()
    found = members(bomb, Limits(50_000_000, 5_000_000_000))
    assert (found[-1].address, found[-1].problem) == (None, "unsafe_archive")
    assert "no texts pack so small" in found[-1].detail
    assert sum(len(each.data) for each in found) <= 100 << 20
    assert monotonic() - before < SECONDS


def test_members_that_overlap_are_stopped() -> None:
    bomb = overlapping_zip(10_000_000, 1000)
    assert len(bomb) < 100_000
    before = monotonic()
    found = members(bomb, Limits(50_000_000, 5_000_000_000))
    assert found[-1].problem in ("unsafe_archive", "damaged")
    assert sum(len(each.data) for each in found) <= 100 << 20
    assert monotonic() - before < SECONDS


def test_an_archive_may_not_unpack_to_more_than_its_limit() -> None:
    data = packed("tar.gz", {"a": os.urandom(5000), "b": os.urandom(5000)})
    assert problems(data, Limits(6000, 8000))[None] == "unsafe_archive"


def test_texts_that_pack_well_are_no_bomb() -> None:
    Budget(1_000_000, 1 << 40).spend(100_000_000)
    with pytest.raises(TooMuch):
        Budget(1_000_000, 1 << 40).spend(105_000_000)


def test_more_members_than_are_read_end_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    for kind in KINDS:
        found = members(packed(kind, {str(at): b"x" for at in range(5)}))
        assert [each.problem for each in found] == ["", "", "", "unsafe_archive"]


def test_a_directory_that_is_too_long_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.archive_streams.DIRECTORY_BYTES", 2000)
    assert problems(zip_of({f"{at}": b"x" for at in range(100)})) == {None: "unsafe_archive"}
    assert problems(zip_of({"a": b"x"})) == {"a": ""}


def test_a_header_that_is_too_long_is_not_loaded() -> None:
    long = tar_with([(member("x" * 2_000_000, 1), b"x")])
    assert problems(long) == {None: "unsafe_archive"}
    assert problems(tar_with([(member("x" * 2_000_000, 1), b"x")], tarfile.GNU_FORMAT)) == {
        None: "unsafe_archive"
    }


def test_memory_stays_flat_over_a_large_archive(tmp_path: Path) -> None:
    path = tmp_path / "large.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        text = os.urandom(400_000)
        for at in range(200):
            archive.addfile(member(f"{at}.txt", len(text)), io.BytesIO(text))
    tracemalloc.start()
    with path.open("rb") as file:
        count = sum(1 for _ in unpack(file, "gzip", path.stat().st_size, LIMITS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 8_000_000
