"""Which files a build reads, and what a person is told when there is nothing to read.

Not here: reading the files (`test_raw_store`), whole builds (`test_build`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.scan import NoSource, Scan, list_files, path_of, sample_files, scan, take_back
from tests.build_fixtures import write_texts

LIMIT = 10_000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "texts", {"b.txt": "b", "a.txt": "a"})


def names(found: Scan) -> list[str]:
    return [path.name for _, path in found.files]


def take(home: Home, *given: Path) -> Scan:
    """Scan, and note in the home what was found, as a build does."""
    found = scan(home, list(given))
    home.raw.add(found.files, LIMIT)
    if given:
        home.record_sources(found.roots)
    return found


def test_a_new_home_reads_the_sample(home: Home) -> None:
    found = scan(home, [])
    assert found.is_sample
    assert len(found.files) == 11
    assert all(uri.startswith("sample:") for uri, _ in found.files)
    assert "sample:A_HRC_RES_30_21.txt" in dict(found.files)


def test_a_scan_writes_nothing(home: Home, texts: Path) -> None:
    scan(home, [])
    scan(home, [texts])
    assert not home.folder.exists()


def test_files_come_by_uri_whatever_the_order_given(home: Home, texts: Path) -> None:
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    assert (
        names(scan(home, [texts, other])) == names(scan(home, [other, texts])) == ["c.txt", "a.txt", "b.txt"]
    )


def test_a_file_named_twice_is_read_once(home: Home, texts: Path) -> None:
    assert names(scan(home, [texts / "a.txt", texts, texts / "a.txt"])) == ["a.txt", "b.txt"]


def test_the_same_folder_under_other_names_is_the_same(
    home: Home, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (texts.parent / "link").symlink_to("texts")
    monkeypatch.chdir(texts)
    plain = scan(home, [texts]).files
    for name in (".", "../texts", str(texts.parent / "link"), f"{texts}/"):
        assert scan(home, [Path(name)]).files == plain


def test_hidden_files_and_folders_are_left_out_and_folders_below_are_read(home: Home, texts: Path) -> None:
    write_texts(texts / "below" / "deeper", {"c.txt": "c"})
    write_texts(texts / ".git", {"d.txt": "d"})
    write_texts(texts, {".DS_Store": "x"})
    assert names(scan(home, [texts])) == ["a.txt", "b.txt", "c.txt"]


def test_a_hidden_file_that_is_named_is_read(home: Home, texts: Path) -> None:
    write_texts(texts, {".notes.txt": "x"})
    assert names(scan(home, [texts / ".notes.txt"])) == [".notes.txt"]


def test_a_link_to_a_folder_is_listed_and_not_followed(home: Home, texts: Path) -> None:
    (texts / "round").symlink_to(".")
    assert names(scan(home, [texts])) == ["a.txt", "b.txt", "round"]


def test_a_home_among_its_sources_is_not_read_but_its_drop_folder_is(texts: Path) -> None:
    home = Home(texts / "hrcw-home")
    write_texts(home.folder / "raw" / "objects" / "ab", {"ab12": "a"})
    write_texts(home.folder, {"warehouse.duckdb": "x", "last_run.json": "{}"})
    write_texts(home.drop / "below", {"c.txt": "c"})
    write_texts(home.drop, {"d.txt": "d"})
    assert sorted(names(scan(home, [texts]))) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert sorted(path.name for path in list_files(home.drop, home)) == ["c.txt", "d.txt"]


def test_a_path_that_is_not_there_is_named(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NoSource, match=r"/absent does not exist\. Name a file or a folder"):
        scan(home, [tmp_path / "absent"])


def test_one_wrong_path_among_good_ones_is_named(home: Home, texts: Path) -> None:
    with pytest.raises(NoSource, match="/absent does not exist"):
        scan(home, [texts, texts / "absent"])


def test_a_folder_without_files_is_named(home: Home, tmp_path: Path) -> None:
    write_texts(tmp_path / "hollow" / ".hidden", {"a.txt": "a"})
    with pytest.raises(NoSource, match=r"/hollow holds no file to read\. Put resolution texts there"):
        scan(home, [tmp_path / "hollow"])


def test_what_was_given_once_is_read_again_without_arguments(home: Home, texts: Path) -> None:
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    take(home, texts)
    take(home, other)
    write_texts(texts, {"new.txt": "n"})
    found = scan(home, [])
    assert sorted(names(found)) == ["a.txt", "b.txt", "c.txt", "new.txt"]
    assert (found.is_sample, found.missing) == (False, [])


def test_the_drop_folder_is_read_without_being_named(home: Home, texts: Path) -> None:
    take(home, texts)
    write_texts(home.drop, {"dropped.txt": "d"})
    assert "dropped.txt" in names(scan(home, []))


def test_real_sources_make_the_sample_leave(home: Home, texts: Path) -> None:
    take(home)
    found = scan(home, [texts])
    assert len(found.left) == 11
    assert all(uri.startswith("sample:") for uri in found.left)
    assert not found.is_sample


def test_files_dropped_into_a_home_make_the_sample_leave(home: Home) -> None:
    take(home)
    write_texts(home.drop, {"dropped.txt": "d"})
    found = scan(home, [])
    assert (names(found), len(found.left)) == (["dropped.txt"], 11)


def test_a_file_that_is_gone_is_missing_in_whichever_build_comes_next(home: Home, texts: Path) -> None:
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    take(home, texts)
    (texts / "a.txt").unlink()
    gone = (texts / "a.txt").as_uri()
    assert scan(home, []).missing == [gone]
    assert scan(home, [texts]).missing == [gone]
    assert scan(home, [other]).missing == [gone]


def test_files_of_a_folder_that_is_not_named_this_time_are_not_missing(home: Home, texts: Path) -> None:
    take(home, texts)
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    assert scan(home, [other]).missing == []


def test_a_folder_that_lost_all_its_files_is_still_looked_at(home: Home, texts: Path) -> None:
    take(home, texts)
    for path in texts.iterdir():
        path.unlink()
    assert len(scan(home, [texts]).missing) == 2
    texts.rmdir()
    assert len(scan(home, []).missing) == 2
    with pytest.raises(
        NoSource, match=r"is no longer there\. The warehouse still holds .* `hrcw build --prune`"
    ):
        scan(home, [texts])


def test_the_sample_does_not_come_back_when_all_sources_are_dropped(home: Home, texts: Path) -> None:
    take(home, texts)
    for path in texts.iterdir():
        path.unlink()
    home.raw.forget(scan(home, []).missing)
    with pytest.raises(NoSource, match=f"Nothing to read in {texts}, which earlier builds"):
        scan(home, [])


def test_a_dangling_link_is_there(home: Home, texts: Path) -> None:
    (texts / "link.txt").symlink_to("nowhere")
    take(home, texts)
    assert "link.txt" in names(scan(home, []))
    assert scan(home, []).missing == []


@pytest.mark.parametrize(
    "name",
    [
        b"plain.txt",
        b"two words.txt",
        b"quo'te\".txt",
        b"line\nbreak.txt",
        b"per%20cent#?.txt",
        b"\xff\xfe.txt",
    ],
)
def test_any_file_name_makes_a_uri_that_leads_back(home: Home, tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.write_text("x")
    [(uri, _)] = scan(home, [folder]).files
    assert uri.isascii()
    assert uri.isprintable()
    assert path_of(uri) == path


def test_the_sample_is_part_of_the_package() -> None:
    assert all(path.is_file() for _, path in sample_files())


def test_what_was_fetched_is_never_missing(tmp_path):
    home = Home(tmp_path / "home")
    home.raw.put("https://docs.un.org/en/A/HRC/RES/30/21", b"text")
    found = scan(home, [])
    assert (found.is_sample, found.files, found.missing) == (False, [], [])


def test_the_folders_of_sources_yml_are_read_where_none_is_named(home: Home, texts: Path) -> None:
    other = write_texts(texts.parent / "other", {"c.txt": "c"})
    take(home, texts)
    (home.folder / "sources.yml").write_text(f"folders: [{other}]\n", encoding="utf-8")
    assert names(scan(home, [])) == ["c.txt", "a.txt", "b.txt"]
    assert names(scan(home, [texts])) == ["a.txt", "b.txt"]
    assert home.recorded_sources() == [texts]


def test_a_folder_that_sources_yml_no_longer_names_is_no_longer_read(home: Home, texts: Path) -> None:
    home.folder.mkdir()
    path = home.folder / "sources.yml"
    path.write_text(f"folders: [{texts}]\n", encoding="utf-8")
    assert names(take(home)) == ["a.txt", "b.txt"]
    path.write_text("folders: []\n", encoding="utf-8")
    write_texts(texts, {"new.txt": "new"})
    assert names(scan(home, [])) == []


def test_a_folder_is_taken_back_with_what_is_known_of_it(home: Home, texts: Path) -> None:
    other = write_texts(texts.parent / "texts-too", {"c.txt": "c"})
    take(home, texts)
    take(home, other)
    take_back(home, texts)
    assert home.recorded_sources() == [other]
    assert [path_of(uri).name for uri in home.raw.current()] == ["c.txt"]
    assert names(scan(home, [])) == ["c.txt"]
    take_back(home, other)
    assert scan(home, []).is_sample


def test_a_source_that_is_no_longer_there_is_taken_back_too(home: Home, texts: Path) -> None:
    take(home, texts / "a.txt")
    (texts / "a.txt").unlink()
    take_back(home, texts / "a.txt")
    assert (home.recorded_sources(), list(home.raw.current())) == ([], [])


def test_what_would_be_read_again_is_not_taken_back(home: Home, texts: Path) -> None:
    take(home, texts)
    with pytest.raises(NoSource, match=r"a\.txt would be read again, as a part of .*/texts\. Move it away"):
        take_back(home, texts / "a.txt")
    with pytest.raises(NoSource, match=r"/never was not read here\. .* given: .*/texts\."):
        take_back(home, texts.parent / "never")
    (home.folder / "sources.yml").write_text(f"folders: [{texts}]\n", encoding="utf-8")
    with pytest.raises(NoSource, match=r"sources\.yml names it"):
        take_back(home, texts)
    assert len(home.raw.current()) == 2
