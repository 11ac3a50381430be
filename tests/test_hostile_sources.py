"""One build over everything that a folder may hold: each file ends as a document or as a reject.

Not here: readable texts over time (`test_build`), how a single text is read (the tests of the parser).
"""

from __future__ import annotations

import os
import random
import resource
import string
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.build_fixtures import ask, build_here, hrcw, resolution, write_texts
from warehouse.enumerations import REJECT_REASONS

BOUND_SECONDS = 60
NOISE_BYTES = 50_000_000
MEBIBYTE = 1 << 20

GOOD = {
    "A/HRC/RES/48/811": ("good.txt", resolution("48/811", "Plain")),
    "A/HRC/RES/48/812": ("other.txt", resolution("48/812", "Another", who="women")),
}
LETTER = (
    "Dear Madam,\n\nThank you for your letter of 3 May 2020 about the resolution of the Council. I shall "
    "reply as soon as my colleagues have read it.\n\nYours sincerely,\nA. Person\n"
)
MARKUP = "<script>alert('x')</script> [bold]bold[/bold] [/] \"quoted\" 'single'; DROP TABLE resolutions; -- workers"
INVISIBLE = "\x00\x01\x1b[31m\u202eright to left\u202c\u200b\ufeff "
WITHOUT_SYMBOL = resolution("48/830", "x").replace("48/830. x\n", "")
WITHOUT_OPERATIVE = resolution("48/831", "Cut").partition("1. Calls")[0]
IMPOSSIBLE_SESSION = resolution("9999/1", "Far").replace("Human Rights Council", "General Assembly")
IMPOSSIBLE_DATE = (
    resolution("75/1", "Day")
    .replace("Human Rights Council", "General Assembly")
    .replace("13 September–11 October 2021", "31 June–5 July 2010")
)

REJECTED = {
    "empty.txt": "empty",
    "blank.txt": "empty",
    "binary.dat": "not_text",
    "noise.bin": "not_text",
    "noise.txt": "not_a_resolution",
    "over.txt": "too_large",
    "letter.txt": "not_a_resolution",
    "good copy.txt": "duplicate",
    "claims a.txt": "conflicting_text",
    "text.pdf": "damaged",
    "text.docx": "damaged",
    "pipe": "unreadable",
    "dangling.txt": "unreadable",
    "loop": "unreadable",
    "to-folder": "unreadable",
    "unnumbered.txt": "no_symbol",
    "cut.txt": "incomplete",
}
"""File name to the reason it must be rejected for."""

READ = {
    "A/HRC/RES/48/813": "latin1.txt",
    "A/HRC/RES/48/814": "utf16.txt",
    "A/HRC/RES/48/815": "claims b.txt",
    "A/HRC/RES/48/816": 'it\'s "two"\nlines.txt',
    "A/HRC/RES/48/817": "bytes \udcff\udcfe.txt",
    "A/HRC/RES/48/818": "script.txt",
    "A/HRC/RES/48/819": "long.txt",
    "A/HRC/RES/48/820": "crlf.txt",
    "A/HRC/RES/48/822": "dense.txt",
    "A/RES/9999/1": "far.txt",
    "A/RES/75/1": "day.txt",
}


def fill(folder: Path) -> None:
    """A folder with good texts among everything else."""
    letters = random.Random(1).choices(string.ascii_letters + string.digits + " .,;\n", k=MEBIBYTE)
    noise = "".join(letters).encode()
    write_texts(
        folder,
        {
            **dict(GOOD.values()),
            "good copy.txt": GOOD["A/HRC/RES/48/811"][1],
            "empty.txt": "",
            "blank.txt": " \n\t\n\x0c\n  ",
            "binary.dat": random.Random(2).randbytes(20_000),
            "noise.txt": (noise * (NOISE_BYTES // MEBIBYTE + 1))[:NOISE_BYTES],
            "noise.bin": (random.Random(3).randbytes(MEBIBYTE) * (NOISE_BYTES // MEBIBYTE + 1))[:NOISE_BYTES],
            "letter.txt": LETTER,
            "claims a.txt": resolution("48/815", "Claim"),
            "claims b.txt": resolution("48/815", "Claim", who="farmers and fishermen"),
            "text.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
            "text.docx": b"PK\x03\x04" + bytes(range(256)),
            "unnumbered.txt": WITHOUT_SYMBOL,
            "cut.txt": WITHOUT_OPERATIVE,
            "latin1.txt": resolution("48/813", "Droits en Côte d'Ivoire").replace("–", "-").encode("latin-1"),
            "utf16.txt": resolution("48/814", "Sixteen bits").encode("utf-16"),
            READ["A/HRC/RES/48/816"]: resolution("48/816", "Odd name"),
            READ["A/HRC/RES/48/817"]: resolution("48/817", "Odd bytes"),
            "script.txt": resolution("48/818", MARKUP, who=INVISIBLE + MARKUP),
            "long.txt": resolution("48/819", "Long", who="workers " + "and others " * 190_000),
            "dense.txt": resolution("48/822", "Dense", who="workers " + "and farmers " * 2_000),
            "crlf.txt": resolution("48/820", "Line ends").replace("\n", "\r\n"),
            ".hidden.txt": resolution("48/821", "Hidden"),
            "far.txt": IMPOSSIBLE_SESSION,
            "day.txt": IMPOSSIBLE_DATE,
        },
    )
    with (folder / "over.txt").open("wb") as sparse:
        sparse.truncate(52_428_801)
    os.mkfifo(folder / "pipe")
    for name, target in (("dangling.txt", "nowhere"), ("loop", "loop"), ("to-folder", ".")):
        (folder / name).symlink_to(target)


@dataclass
class Batch:
    home: Path
    folder: Path
    run: subprocess.CompletedProcess[str]
    processor_seconds: float

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("hostile")
    fill(place / "texts")
    before = processor_seconds_of_children()
    run = hrcw("build", place / "texts", home=place / "home")
    return Batch(place / "home", place / "texts", run, processor_seconds_of_children() - before)


def processor_seconds_of_children() -> float:
    """Of the processes that ended; unlike the clock it does not count what other work took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_build_ends_well_and_in_time(batch: Batch) -> None:
    assert batch.run.returncode == 0, batch.run.stdout + batch.run.stderr
    assert "Traceback" not in batch.run.stdout + batch.run.stderr
    assert batch.processor_seconds < BOUND_SECONDS


def test_the_good_texts_are_published(batch: Batch) -> None:
    listed = ", ".join(f"'{symbol}'" for symbol in GOOD)
    found = f"SELECT symbol FROM resolutions WHERE symbol IN ({listed}) ORDER BY ALL"
    assert [symbol for (symbol,) in ask(batch.home, found)] == sorted(GOOD)


def test_what_can_be_read_is_read(batch: Batch) -> None:
    uris = dict(ask(batch.home, "SELECT symbol, source_uri FROM resolutions"))
    assert {symbol: uris.get(symbol) for symbol in READ} == {
        symbol: batch.uri(name) for symbol, name in READ.items()
    }
    assert len(uris) == len(READ) + len(GOOD)


@pytest.mark.parametrize(("name", "reason"), REJECTED.items())
def test_every_other_file_is_a_reject_with_its_reason(batch: Batch, name: str, reason: str) -> None:
    rejects = dict(ask(batch.home, "SELECT source_uri, reason FROM rejects"))
    if name == "good copy.txt":  # which of two equal texts is kept goes by name
        assert {rejects.get(batch.uri("good.txt")), rejects.get(batch.uri(name))} == {None, reason}
    else:
        assert rejects[batch.uri(name)] == reason


def test_nothing_is_rejected_besides(batch: Batch) -> None:
    assert ask(batch.home, "SELECT count(*) FROM rejects") == [(len(REJECTED),)]


def test_every_detail_is_a_sentence_for_a_person(batch: Batch) -> None:
    for uri, reason, detail in ask(batch.home, "SELECT source_uri, reason, detail FROM rejects"):
        assert reason in REJECT_REASONS
        assert detail[0].isupper()
        assert detail.endswith((".", ".)")) or "Name" in detail, (uri, detail)
        assert len(detail.split()) >= 4
        assert "Error" not in detail
        assert "0x" not in detail
    details = dict(ask(batch.home, "SELECT source_uri, detail FROM rejects"))
    assert "PDF" in details[batch.uri("text.pdf")]
    assert "ZIP" in details[batch.uri("text.docx")]
    assert "52,428,801 bytes" in details[batch.uri("over.txt")]
    assert "claims%20b.txt" in details[batch.uri("claims a.txt")]


def test_every_source_is_accounted_for_once_and_hidden_files_are_none(batch: Batch) -> None:
    sources = {uri for (uri,) in ask(batch.home, "SELECT source_uri FROM sources")}
    assert sources == {batch.uri(name) for name in os.listdir(batch.folder) if name != ".hidden.txt"}
    outcomes = ask(batch.home, "SELECT source_uri FROM resolutions UNION ALL SELECT source_uri FROM rejects")
    assert sorted(uri for (uri,) in outcomes) == sorted(sources)


def test_accents_of_an_old_encoding_are_kept(batch: Batch) -> None:
    [(title, text)] = ask(
        batch.home,
        "SELECT title, text FROM resolutions JOIN paragraphs USING (document_id) "
        "WHERE paragraph_id = 'A/HRC/RES/48/813@en#pp2'",
    )
    assert title == "Droits en Côte d'Ivoire"
    assert text.endswith("are at stake in Côte d'Ivoire,")


def test_markup_and_quotes_are_text_and_nothing_else(batch: Batch) -> None:
    [(title, text)] = ask(
        batch.home,
        "SELECT title, text FROM resolutions JOIN paragraphs USING (document_id) "
        "WHERE paragraph_id = 'A/HRC/RES/48/818@en#pp2'",
    )
    for shown in (title, text):
        assert "<script>alert('x')</script> [bold]bold[/bold] [/] \"quoted\" 'single'; DROP TABLE" in shown
        assert "\x00" not in shown
        assert "\x1b" not in shown
    pages = [path.read_text(encoding="utf-8") for path in (batch.home / "data-docs").rglob("*.html")]
    assert pages
    assert not [page for page in pages if "<script>alert(" in page]


def test_a_paragraph_of_two_megabytes_is_one_paragraph(batch: Batch) -> None:
    long = "FROM paragraphs WHERE paragraph_id = 'A/HRC/RES/48/819@en#pp2'"
    [(length, words)] = ask(batch.home, f"SELECT length(text), word_count {long}")
    assert length > 2_000_000
    assert words > 380_000


def test_a_paragraph_dense_with_mentions_has_them_all(batch: Batch) -> None:
    dense = "FROM paragraph_themes WHERE paragraph_id = 'A/HRC/RES/48/822@en#pp2' AND surface = 'farmers'"
    assert ask(batch.home, f"SELECT count(DISTINCT start_char) {dense}") == [(2_000,)]


def test_the_command_names_the_first_rejects_and_counts_the_rest(batch: Batch) -> None:
    assert f"{len(REJECTED)} rejected:" in batch.run.stdout
    assert f"… and {len(REJECTED) - 10} more, in the table rejects." in batch.run.stdout
    assert f"{len(GOOD) + len(READ)} documents" in batch.run.stdout


def test_a_folder_of_which_nothing_can_be_read_publishes_the_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRCW_MAX_BYTES", "10")
    texts = write_texts(tmp_path / "texts", {"a.txt": GOOD["A/HRC/RES/48/811"][1]})
    os.mkfifo(texts / "pipe")
    assert build_here(tmp_path / "home", texts).ended == "published"
    assert ask(tmp_path / "home", "SELECT reason FROM rejects ORDER BY ALL") == [
        ("too_large",),
        ("unreadable",),
    ]
    assert ask(tmp_path / "home", "SELECT count(*) FROM resolutions") == [(0,)]
