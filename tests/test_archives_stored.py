"""Members of archives in the store of sources: under their addresses, unpacked once, missing once they are gone.

Not here: reading archives, hostile ones among them (`test_archives`), files outside archives (`test_raw_store`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.ingest import Ingest, take_in
from orchestration.raw_store import RawStore
from orchestration.versions import Versions
from tests.archive_files import FILES, tar_of, zip_of
from tests.build_fixtures import ask, build_here, resolution, write_texts


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def take(home: Home, *paths: Path, prune: bool = False) -> Ingest:
    return take_in(home, list(paths), prune, Versions("program", "parser", "vocabulary"))


def held(found: Ingest) -> dict[str, bool]:
    """The address of each source below the last "/" of its archive, and whether it is missing."""
    rows = found.sources.select("source_uri", "is_missing").iter_rows()
    return {uri.rpartition("/texts/")[2]: missing for uri, missing in rows}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "texts", {"a!.zip": zip_of(FILES)})


def test_members_are_stored_under_their_addresses(home: Home, texts: Path) -> None:
    found = take(home, texts)
    assert held(found) == {f"a%21.zip!/{name}": False for name in FILES}
    shas = dict(found.sources.select("source_uri", "source_sha256").iter_rows())
    uri = f"{(texts / 'a!.zip').as_uri()}!/README.md"
    assert home.raw.read(shas[uri]) == b"read me"
    assert len(found.new) == 3


def test_an_archive_that_did_not_change_is_not_unpacked_again(
    home: Home, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(home, texts)
    ledger = home.raw.ledger.read_bytes()
    (texts / "a!.zip").touch()
    shutil.copy(texts / "a!.zip", texts / "copy.zip")
    monkeypatch.setattr("orchestration.raw_store.unpack", None)
    found = take(home, texts)
    assert sorted(held(found)) == sorted(
        f"{zipped}!/{name}" for name in FILES for zipped in ("a%21.zip", "copy.zip")
    )
    assert home.raw.ledger.read_bytes().startswith(ledger)


def test_other_limits_look_into_an_archive_anew(home: Home, texts: Path) -> None:
    path = texts / "a!.zip"
    source = [(path.as_uri(), path)]
    first = home.raw.add(source, 5)
    assert [each.problem for each in first] == ["", "", "too_large"]
    [changed] = home.raw.add(source, 1000)
    assert (changed.problem, changed.source_uri) == ("", f"{path.as_uri()}!/README.md")
    assert home.raw.add(source, 1000) == []


def test_a_member_that_vanished_is_missing_until_pruned_whichever_path_is_named(
    home: Home, texts: Path
) -> None:
    take(home, texts)
    write_texts(texts, {"a!.zip": zip_of({"README.md": b"read me"})})
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    gone = {name: name != "README.md" for name in FILES}
    for named in ([texts], [other], []):
        states = held(take(home, *named))
        assert {name: states[f"a%21.zip!/{name}"] for name in FILES} == gone
    assert [name for name in held(take(home, prune=True)) if "a%21" in name] == ["a%21.zip!/README.md"]


def test_the_members_of_an_archive_that_is_gone_are_missing(home: Home, texts: Path) -> None:
    write_texts(texts, {"b.txt": "b"})
    take(home, texts)
    (texts / "a!.zip").unlink()
    assert held(take(home)) == {f"a%21.zip!/{name}": True for name in FILES} | {"b.txt": False}
    assert held(take(home, prune=True)) == {"b.txt": False}


def test_an_archive_in_the_place_of_a_file_and_back(home: Home, texts: Path) -> None:
    path = texts / "b.txt"
    write_texts(texts, {"b.txt": "b"})
    take(home, path)
    path.write_bytes(zip_of({"c.txt": b"c"}))
    assert {name: missing for name, missing in held(take(home, path)).items() if "b.txt" in name} == {
        "b.txt!/c.txt": False
    }
    path.write_bytes(b"b")
    assert held(take(home, path)) == {"b.txt": False, "b.txt!/c.txt": True}


def test_an_archive_that_cannot_be_read_to_its_end_is_a_source_with_the_reason(
    home: Home, texts: Path
) -> None:
    path = texts / "cut.tar"
    path.write_bytes(tar_of({"a": b"1", "b": b"2"})[:2048])
    found = take(home, path)
    assert held(found) == {"cut.tar": False, "cut.tar!/a": False, "cut.tar!/b": False}
    path.write_bytes(tar_of({"a": b"1", "b": b"2"}))
    assert held(take(home, path)) == {"cut.tar!/a": False, "cut.tar!/b": False}


def test_an_archive_over_its_limit_is_named_with_its_setting(tmp_path: Path) -> None:
    path = tmp_path / "big.tar"
    path.write_bytes(tar_of(FILES))
    [found] = RawStore(tmp_path / "raw").add([(path.as_uri(), path)], 10, 1000)
    assert (found.problem, found.sha256) == ("too_large", hashlib.sha256(path.read_bytes()).hexdigest())
    assert found.detail == "The archive (tar) has 10,240 bytes; the limit is 1,000 (HRCW_MAX_ARCHIVE_BYTES)."


def test_an_archive_may_be_larger_than_a_document(tmp_path: Path) -> None:
    path = tmp_path / "big.tar"
    path.write_bytes(tar_of({str(at): os.urandom(900) for at in range(10)}))
    found = RawStore(tmp_path / "raw").add([(path.as_uri(), path)], 1000)
    assert [each.problem for each in found] == [""] * 10


def test_a_build_reads_an_archive_and_accounts_for_every_member(tmp_path: Path) -> None:
    clone = {
        "un-main/78session/English/a.txt": resolution("48/811", "Plain").encode(),
        "un-main/README.md": b"About this repository",
        "un-main/../evil.txt": b"evil",
    }
    texts = write_texts(tmp_path / "texts", {"un.zip": zip_of(clone), "cut.zip": zip_of(clone)[:50]})
    assert build_here(tmp_path / "home", texts).ended == "published"
    home, base = tmp_path / "home", f"{(texts / 'un.zip').as_uri()}!/"
    assert ask(home, "SELECT symbol, source_uri FROM resolutions") == [
        ("A/HRC/RES/48/811", f"{base}un-main/78session/English/a.txt")
    ]
    assert ask(home, "SELECT source_uri, stage, reason FROM rejects ORDER BY ALL") == [
        ((texts / "cut.zip").as_uri(), "read", "damaged"),
        (f"{base}un-main%2F..%2Fevil.txt", "read", "unsafe_archive"),
        (f"{base}un-main/README.md", "parse", "not_a_resolution"),
    ]
    assert not list(tmp_path.rglob("evil*"))
    assert build_here(tmp_path / "home", texts).ended == "unchanged"
