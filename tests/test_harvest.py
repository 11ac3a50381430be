"""`hrcw fetch --records` against a stand-in for the catalogue: whole lists, politely, and no page asked for twice.

Not here: pages by themselves (`test_oai_page`), reading records (`test_records`), what they complete (`test_completion`).
"""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from orchestration.cli import cli
from orchestration.home import Home
from tests.build_fixtures import HRCW, ask, build_here, clean_environment, write_texts
from tests.build_fixtures import resolution as text
from tests.fetching_fixtures import FAST
from tests.library_service import LibraryService
from tests.records_files import full_record, voting_data
from transforms.oai_page import read_page

RATE = 3000


@pytest.fixture
def library() -> Iterator[LibraryService]:
    """Five records, in three pages."""
    with LibraryService() as held:
        for number in range(801, 806):
            held.hold(full_record(f"A/HRC/RES/48/{number}", f"900{number}"), f"900{number}")
        yield held


@dataclass(frozen=True)
class Run:
    """How a command ended, and its output with white space as single spaces."""

    returncode: int
    stdout: str
    stderr: str


def command(home: Path, *arguments: str, **settings: str) -> Run:
    """Run a command to its end in this process: a start of the program takes longer than a harvest here."""
    ran = CliRunner().invoke(cli, [*arguments], env=settings | {"HRCW_HOME": str(home)})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    said = (" ".join(each.replace("│", " ").split()) for each in (ran.stdout, ran.stderr))
    return Run(ran.exit_code, *said)


def harvest(library: LibraryService, home: Path, *arguments: str, rate: float = RATE, **settings: str) -> Run:
    settings = FAST | {"HRCW_RECORDS_SERVICE": library.url} | settings
    return command(home, "fetch", "--records", "--rate", str(rate), *arguments, **settings)


def state(home: Path) -> list[dict[str, Any]]:
    return list(json.loads((home / "raw" / "harvest.json").read_text()))


def pages(home: Path) -> list[bytes]:
    """The pages in the raw store, by list and number."""
    store = Home(home).raw
    return [store.read(sighting.sha256) for sighting in store.current().values()]


def numbers(home: Path) -> list[int]:
    """How many records each page holds."""
    return [read_page(page).records for page in pages(home)]


# ---- whole lists


def test_every_page_is_kept_and_the_next_harvest_asks_for_changes_alone(
    library: LibraryService, tmp_path: Path
) -> None:
    run = harvest(library, tmp_path)
    assert run.returncode == 0, run.stderr
    assert "5 records" in run.stdout
    assert "hrcw build" in run.stdout
    first, *others = library.queries()
    assert first == {"verb": "ListRecords", "metadataPrefix": "marcxml"}
    assert [set(query) for query in others] == [{"verb", "resumptionToken"}] * 2
    assert numbers(tmp_path) == [2, 2, 1]
    assert {each.headers["user-agent"] for each in library.log} == {
        "hrc-warehouse/0.1.0 (+tests@example.org)"
    }
    library.log.clear()
    library.hold(full_record("A/HRC/RES/48/802", "900802", item="4."), "900802", "2026-02-01")
    library.hold(None, "900803", "2026-02-02")
    library.today = "2026-02-03"
    run = harvest(library, tmp_path)
    assert (run.returncode, library.queries()) == (0, [first | {"from": "2026-01-05"}])
    assert "1 records that were deleted" in run.stdout
    assert numbers(tmp_path) == [2, 2, 1, 1]
    library.log.clear()
    run = harvest(library, tmp_path)
    assert (run.returncode, library.queries()) == (0, [first | {"from": "2026-02-03"}])
    assert "Nothing is new in the catalogue." in run.stdout
    assert numbers(tmp_path) == [2, 2, 1, 1]


def test_each_set_has_a_harvest_of_its_own_and_since_says_where_to_begin(
    library: LibraryService, tmp_path: Path
) -> None:
    library.hold(full_record("A/HRC/RES/48/806", "900806"), "900806", "2026-01-04", "resolutions")
    run = harvest(library, tmp_path, "--set", "resolutions")
    assert "no record of that" not in run.stderr
    harvest(library, tmp_path, "--since", "2026-01-03")
    run = harvest(library, tmp_path, "--set", "resolutions", "--since", "2026-01-08")
    assert run.returncode == 0
    assert "Changes between 2026-01-05 and 2026-01-08 are not asked for" in run.stderr
    chosen = [{name: query.get(name) for name in ("set", "from")} for query in library.queries()]
    assert chosen == [
        {"set": "resolutions", "from": None},
        {"set": None, "from": "2026-01-03"},
        {"set": "resolutions", "from": "2026-01-08"},
    ]
    library.sets = ("resolutions", "speeches")
    run = harvest(library, tmp_path, "--set", "speeches")
    assert (run.returncode, "no record of that at all. Is there a set 'speeches'?" in run.stderr) == (0, True)


# ---- stops and restarts


def test_a_harvest_goes_on_where_a_limit_stopped_it(library: LibraryService, tmp_path: Path) -> None:
    for expected in ([2], [2, 2], [2, 2, 1]):
        assert harvest(library, tmp_path, "--limit", "1").returncode == 0
        assert numbers(tmp_path) == expected
    assert set(library.times_asked().values()) == {1}
    assert len(library.log) == 3
    assert state(tmp_path)[0]["under_way"] is None


def test_a_harvest_killed_at_any_moment_loses_nothing_and_asks_for_no_page_twice(tmp_path: Path) -> None:
    """Killed at the moment of a request, the answer to it may be lost: that page alone is asked for again."""
    settings = FAST | {"HRCW_RECORDS_SERVICE": ""}
    with LibraryService(page_size=1) as library:
        for number in range(1, 41):
            library.hold(full_record(f"A/HRC/RES/48/{number}", f"9{number}"), f"9{number}")
        settings["HRCW_RECORDS_SERVICE"] = library.url
        kills = 6
        for turn in range(kills):
            process = subprocess.Popen(
                [str(HRCW), "fetch", "--records", "--rate", "3000"],
                env=clean_environment(tmp_path, **settings),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wanted = len(library.log) + 1 + turn % 4
            deadline = time.monotonic() + 60
            while len(library.log) < wanted and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(turn * 0.004)
            assert process.poll() is None, "the harvest ended by itself"
            process.kill()
            process.wait()
        assert harvest(library, tmp_path).returncode == 0
        assert numbers(tmp_path) == [1] * 40
        assert (
            len({name for page in pages(tmp_path) for name in library.records if name.encode() in page}) == 40
        )
        assert sum(count - 1 for count in library.times_asked().values()) <= kills
        assert len(library.times_asked()) == 40


def test_a_page_kept_before_a_kill_is_noted_without_asking_again(
    library: LibraryService, tmp_path: Path
) -> None:
    """The moment between the sighting of a page and the state, at the middle of a list and at its end."""
    for _ in range(3):
        harvest(library, tmp_path, "--limit", "1")
        after = (tmp_path / "raw" / "harvest.json").read_text()
    [done] = json.loads(after)
    uri = next(uri for uri in Home(tmp_path).raw.current() if uri.endswith("page=3"))
    began = uri.partition("#list=")[2].partition("&")[0]
    for kept, token in ((1, next(iter(library.tokens))), (2, list(library.tokens)[1])):
        under_way = {
            "began": began, "since": "", "pages": kept, "token": token, "responded_at": "2026-01-05T09:30:00Z",
            "records": 2 * kept, "deleted": 0, "given_up": [],
        }  # fmt: skip
        (tmp_path / "raw" / "harvest.json").write_text(
            json.dumps([done | {"under_way": under_way, "last": None}])
        )
        library.log.clear()
        assert harvest(library, tmp_path).returncode == 0
        assert len(library.log) == 2 - kept
        assert state(tmp_path)[0]["last"] | {"at": ""} == done["last"] | {"at": ""}
    assert numbers(tmp_path) == [2, 2, 1]


def test_a_list_whose_token_expired_is_begun_anew_and_replaces_what_came_of_it(
    library: LibraryService, tmp_path: Path
) -> None:
    harvest(library, tmp_path, "--limit", "2", "--since", "2026-01-01")
    library.tokens.clear()
    run = harvest(library, tmp_path)
    assert run.returncode == 0, run.stdout
    assert "has expired (badResumptionToken); the list is begun anew" in run.stderr
    assert [query["from"] for query in library.queries() if "from" in query] == ["2026-01-01"] * 2
    assert numbers(tmp_path) == [2, 2, 1]
    assert len({uri.partition("&page")[0] for uri in Home(tmp_path).raw.current()}) == 1


def test_a_person_may_stop_a_harvest(library: LibraryService, tmp_path: Path) -> None:
    library.faults[2] = ["drip"]
    process = subprocess.Popen(
        [str(HRCW), "fetch", "--records", "--rate", "3000"],
        env=clean_environment(tmp_path, **FAST, HRCW_RECORDS_SERVICE=library.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    deadline = time.monotonic() + 60
    while len(library.log) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in said
    assert harvest(library, tmp_path).returncode == 0
    assert numbers(tmp_path) == [2, 2, 1]


@pytest.mark.parametrize("how", ["expired", "bad_argument"])
def test_a_token_that_expires_again_at_once_ends_the_run(
    library: LibraryService, tmp_path: Path, how: str
) -> None:
    """Some servers say badArgument of a token that they do not know any more."""
    library.always = {2: how}
    run = harvest(library, tmp_path)
    assert run.returncode == 3
    assert "expired again" in run.stdout
    assert len(library.log) == 4


# ---- troubles


@pytest.mark.parametrize(
    "fault", ["busy", "unavailable", "throttled", "reset", "truncated", "cut", "empty", "silent"]
)
def test_a_trouble_that_passes_costs_no_page(library: LibraryService, tmp_path: Path, fault: str) -> None:
    library.faults[2] = [fault]
    run = harvest(library, tmp_path)
    assert run.returncode == 0, run.stdout
    assert numbers(tmp_path) == [2, 2, 1]
    (_, first), (second, _) = (
        pair
        for pair in pairwise(library.log)
        if "document" not in {pair[0].answer} or pair[1].answer != "document"
    )
    assert first.answer == second.answer == fault
    if fault in ("busy", "throttled"):
        again = next(b.at - a.at for a, b in pairwise(library.log) if a.answer == fault)
        assert again >= 1


@pytest.mark.parametrize(
    ("fault", "requests", "words"),
    [
        ("missing", 1, "not OAI-PMH"),
        ("letter", 1, "not OAI-PMH"),
        ("entities", 1, "not OAI-PMH"),
        ("foreign", 1, "no record in MARCXML"),
        ("gone", 1, "answered 404"),
        ("moved_elsewhere", 1, "elsewhere"),
        ("endless", 1, "HRCW_MAX_BYTES"),
        ("announced_huge", 1, "HRCW_MAX_BYTES"),
        ("busy_long", 1, "left alone until"),
        ("same_token", 1, "same page again"),
        ("unavailable", 5, "answered 503"),
        ("cut", 5, "not well-formed"),
    ],
)  # fmt: skip
def test_what_is_no_page_ends_the_harvest_and_is_not_kept(
    library: LibraryService, tmp_path: Path, fault: str, requests: int, words: str
) -> None:
    library.always[2] = fault
    run = harvest(library, tmp_path)
    assert run.returncode == 3
    assert words in run.stdout
    assert len(library.log) == 1 + requests
    assert numbers(tmp_path) == [2]


def test_the_rate_holds_from_one_run_to_the_next(library: LibraryService, tmp_path: Path) -> None:
    for _ in range(2):
        harvest(library, tmp_path, "--limit", "2", rate=100)
    assert len(library.log) == 3
    assert all(later.at - earlier.at >= 0.6 for earlier, later in pairwise(library.log))


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (["--records", "--symbol", "A/HRC/RES/30/1"], {}, "leave out --symbol"),
        (["--records", "--session", "30", "--recheck"], {}, "leave out --session, --recheck"),
        (["--set", "resolutions"], {}, "add --records"),
        (["--records", "--since", "yesterday"], {}, "--since"),
        (["--records", "--set", "speeches"], {}, "badArgument: The set does not exist"),
        (["--records"], {"HRCW_RECORDS_SERVICE": "ftp://x"}, "HRCW_RECORDS_SERVICE is 'ftp://x'"),
        (["--records"], {"HRCW_CONTACT": ""}, "Set HRCW_CONTACT"),
    ],
)  # fmt: skip
def test_a_wrong_order_is_refused_with_a_sentence(
    library: LibraryService, tmp_path: Path, arguments: list[str], settings: dict[str, str], words: str
) -> None:
    settings = FAST | {"HRCW_RECORDS_SERVICE": library.url} | settings
    run = command(tmp_path, "fetch", *arguments, **settings)
    assert run.returncode == 2
    assert words in run.stderr
    assert pages(tmp_path) == []


def test_a_damaged_state_says_what_to_do(library: LibraryService, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "harvest.json").write_text("[{")
    run = harvest(library, tmp_path)
    assert run.returncode == 2
    assert "Delete it" in run.stderr


def test_a_dry_run_says_what_it_would_ask_and_asks_nothing(library: LibraryService, tmp_path: Path) -> None:
    run = harvest(library, tmp_path, "--dry-run", "--since", "2026-01-01", HRCW_CONTACT="")
    assert run.returncode == 0
    assert "verb=ListRecords&metadataPrefix=marcxml&from=2026-01-01" in run.stderr
    assert not library.log
    assert not (tmp_path / "raw").exists()


# ---- a build


def test_harvested_records_complete_texts_with_their_provenance(
    library: LibraryService, tmp_path: Path
) -> None:
    """Of a record harvested twice the later report counts, and one that was deleted gives nothing."""
    bare = text("48/801", "The right to rest").replace(" on 8 October 2021", "")
    folder = write_texts(tmp_path / "texts", {"801.txt": bare})
    home = tmp_path / "home"
    library.hold(voting_data("A/HRC/RES/48/801", {"MEXICO": "MEX Y", "NAURU": "NRU N"}), "910801")
    assert harvest(library, home).returncode == 0
    library.hold(full_record("A/HRC/RES/48/801", "900801", item="4."), "900801", "2026-02-01")
    library.hold(None, "900802", "2026-02-01")
    library.hold(None, "900803", "2026-02-01")
    library.today = "2026-02-02"
    assert harvest(library, home).returncode == 0
    built = build_here(home, folder)
    assert built.ended == "published", built.outcome
    assert ask(home, "SELECT adopted_on::VARCHAR, meeting, votes_in_favour FROM resolutions") == [
        ("2021-10-08", 29, 33)
    ]
    assert ask(home, "SELECT actor_id, vote, origin FROM votes ORDER BY position") == [
        ("MEX", "in_favour", "record"), ("NRU", "against", "record"),
    ]  # fmt: skip
    rows = ask(
        home,
        "SELECT field, value, source_uri FROM completions JOIN sources USING (source_uri, source_sha256) "
        "WHERE outcome = 'filled' AND field IN ('adopted_on', 'state_votes') ORDER BY field",
    )
    assert [(name, value, uri.partition("#")[0], uri[-7:]) for name, value, uri in rows] == [
        ("adopted_on", "2021-10-08", f"{library.url}?verb=ListRecords&metadataPrefix=marcxml&from=2026-01-05", "&page=1"),
        ("state_votes", "2 States", f"{library.url}?verb=ListRecords&metadataPrefix=marcxml", "&page=3"),
    ]  # fmt: skip
    assert ask(home, "SELECT agenda_item FROM resolutions") == [("3",)]
    current = "SELECT right(source_uri, 1), symbol FROM records WHERE NOT is_current ORDER BY symbol"
    assert ask(home, current) == [("1", f"A/HRC/RES/48/{number}") for number in (801, 802)] + [
        ("2", "A/HRC/RES/48/803")
    ]
    assert ask(home, "SELECT identifier FROM record_deletions ORDER BY ALL") == [
        ("oai:library:900802",), ("oai:library:900803",),
    ]  # fmt: skip
    assert ask(home, "SELECT source_uri FROM rejects") == []
    status = command(home, "status").stdout
    assert "Catalogue records: last harvest" in status
    assert "1 records, 2 deleted" in status
