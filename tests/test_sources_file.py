"""sources.yml: what it may say, and that every mistake is named with its line and the fix.

Not here: fetching what it names (`test_fetching`), building from its folders (`test_build`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.sources_file import (
    EXAMPLE,
    OrganSources,
    Sources,
    SourcesFileError,
    load_sources,
    read_sources,
)


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Sources()),
        ("# nothing yet\n", Sources()),
        ("contact: desk@example.org\n", Sources("desk@example.org")),
        ("organs:\n  HRC:\n", Sources(organs={"HRC": OrganSources(("en",), ("current",))})),
        ("organs:\n  GA:\n    sessions: 75\n", Sources(organs={"GA": OrganSources(("en",), ("75",))})),
        (
            "organs:\n  HRC:\n    languages: [en, fr]\n    sessions: [12-14, 'S-17', current]\n",
            Sources(organs={"HRC": OrganSources(("en", "fr"), ("12-14", "S-17", "current"))}),
        ),
    ],
)
def test_what_a_file_says(tmp_path: Path, text: str, expected: Sources) -> None:
    assert read_sources(write(tmp_path, text)) == expected


def test_the_example_that_errors_show_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    found = read_sources(write(tmp_path, EXAMPLE))
    assert found.folders == ((tmp_path / "texts").resolve(),)
    assert found.organs["HRC"].sessions == ("current", "30-35", "S-17")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("folder: [x]\n", 1, "'folder' is no setting. Write folders"),
        ("contact: a@b.org\ncolour: red\n", 2, "'colour' is no setting. There are contact, folders"),
        ("organs:\n  HRC:\n    session: [30]\n", 3, "'session' is no setting. Write sessions"),
        (
            "organs:\n  HRC:\n    languages:\n      - en\n      - de\n",
            5,
            "'de' is no language of the United Nations",
        ),
        (
            "organs:\n  SC:\n    sessions: [1]\n",
            2,
            "'SC' is no organ that can be fetched. Write one of HRC, GA",
        ),
        ("organs:\n  HRC:\n    sessions:\n      - 30\n      - 3o\n", 5, "'3o' names no session"),
        (
            "organs:\n  HRC:\n    sessions: [35-30]\n",
            3,
            "'35-30' runs backwards. Write the earlier session first: 30-35",
        ),
        ("organs:\n  HRC:\n    sessions: []\n", 3, "the list is empty"),
        ("organs: HRC\n", 1, "names with values are expected here"),
        ("- HRC\n", 1, "names with values are expected here"),
        ("organs:\n  GA:\n    sessions: [1-3]\n", 3, "begins before session 31"),
        ("contact: [a]\n", 1, "text is expected here"),
        ("folders: [.]\ncontact: 'a\n", 3, "this is no YAML"),
        ("contact: x\ncontact: y\n", 2, "duplicate key"),
        ("folders: [.]\ncontact: nonsense\n", 2, "'nonsense' is no e-mail address or web page. Write one"),
        ("contact: ''\n", 1, "is no e-mail address or web page. Write one"),
        ("contact: a@b.org\nfolders:\n  - .\n  - absent\n", 4, "absent is no folder or file"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_fix(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourcesFileError) as caught:
        read_sources(path)
    [first, *_] = str(caught.value).splitlines()
    assert first.startswith(f"{path}, line {line}: ")
    assert words in first


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "folder: x\norgans:\n  HRC:\n    languages: [xx]\n    session: [yy]\n")
    with pytest.raises(SourcesFileError) as caught:
        read_sources(path)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()[:3]] == [
        f"{path}, line {number}" for number in (1, 4, 5)
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"contact: \x00", b"[" * 5000])
def test_what_is_no_text_or_has_no_end_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "sources.yml"
    path.write_bytes(data)
    with pytest.raises(SourcesFileError, match=r"sources\.yml"):
        read_sources(path)


def test_the_file_is_in_the_home_or_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HRCW_SOURCES", raising=False)
    assert load_sources(tmp_path) == Sources()
    write(tmp_path, "contact: home@example.org\n")
    assert load_sources(tmp_path).contact == "home@example.org"
    elsewhere = tmp_path / "elsewhere.yml"
    monkeypatch.setenv("HRCW_SOURCES", str(elsewhere))
    with pytest.raises(SourcesFileError, match="is no file"):
        load_sources(tmp_path)
    elsewhere.write_text("contact: set@example.org\n")
    assert load_sources(tmp_path).contact == "set@example.org"
