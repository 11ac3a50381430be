"""`hrcw fetch` killed at any moment and started again: nothing is lost, nothing is asked for twice.

Not here: stops by a person or by the service (`test_fetching`).
"""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from pathlib import Path

from orchestration.home import Home
from tests.build_fixtures import HRCW, clean_environment
from tests.document_service import DocumentService
from tests.fetching_fixtures import FAST, fetch, held, ledger, outcomes, resolutions

KILLS = 12
PATIENCE = 120


def test_a_fetch_killed_a_dozen_times_loses_nothing_and_asks_for_nothing_twice(tmp_path: Path) -> None:
    """An answer that a kill lost is asked for once more, at most one for each kill."""
    home = tmp_path / "home"
    chance = random.Random()
    seed = chance.randrange(10**6)
    chance.seed(seed)
    with DocumentService() as service:
        service.hold(*resolutions(30, 150), *resolutions(31, 90), *resolutions(31, 3, "DEC", 101))
        command = [str(HRCW), "fetch", "--session", "30-31", "--rate", "3000"]
        settings = FAST | {"HRCW_DOCUMENT_SERVICE": service.url}
        kills = 0
        while kills < KILLS:
            process = subprocess.Popen(
                command,
                env=clean_environment(home, **settings),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wanted = len(service.log) + chance.randint(1, 16)
            deadline = time.monotonic() + PATIENCE
            while len(service.log) < wanted and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.04))
            assert process.poll() is None, f"seed {seed}: the fetch ended by itself after {kills} kills"
            process.kill()
            process.wait()
            kills += 1
        assert fetch(service, home, "--session", "30-31").returncode == 0
        asked = service.times_asked()
        assert held(home) == service.documents, f"seed {seed}"
        canaries = sum(row["outcome"] == "unchanged" for row in ledger(home))
        again = sum(asked[key] - 1 for key in service.documents)
        assert again <= kills + canaries, f"seed {seed}"
        had = Counter(row["symbol"] for row in ledger(home) if row["outcome"] == "fetched")
        assert set(had.values()) == {1}, f"seed {seed}"
        assert set(had) == {symbol for symbol, _ in service.documents}


def test_a_file_kept_before_a_kill_is_noted_without_asking_again(tmp_path: Path) -> None:
    """The moment between the sighting of a file and its row."""
    home = tmp_path / "home"
    with DocumentService() as service:
        service.hold(*resolutions(30, 3))
        uri = "https://docs.un.org/en/A/HRC/RES/30/2"
        sighting = Home(home).raw.put(uri, service.documents["A/HRC/RES/30/2", "en"])
        run = fetch(service, home, "--session", "30", "--kind", "resolution")
        assert run.returncode == 0
        assert "1 kept when a fetch was stopped; noted now" in run.stderr
        assert ("A/HRC/RES/30/2", "en") not in service.times_asked()
        assert held(home) == service.documents
        [row] = [row for row in ledger(home) if row["symbol"] == "A/HRC/RES/30/2"]
        assert (row["outcome"], row["sha256"], row["status"]) == ("fetched", sighting.sha256, None)


def test_half_a_row_is_dropped_and_its_document_asked_for_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with DocumentService() as service:
        service.hold("A/HRC/RES/30/1", "A/HRC/RES/30/2")
        fetch(service, home, "--symbol", "A/HRC/RES/30/1")
        with (home / "raw" / "fetches.jsonl").open("ab") as file:
            file.write(b'{"symbol": "A/HRC/RES/30/2", "langu')
        assert (
            fetch(service, home, "--symbol", "A/HRC/RES/30/1", "--symbol", "A/HRC/RES/30/2").returncode == 0
        )
        assert outcomes(home) == ["fetched", "fetched"]
        assert held(home) == service.documents
        assert set(service.times_asked().values()) == {1}
