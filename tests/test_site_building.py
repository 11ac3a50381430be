"""Writing the site: the same bytes again, whole or not at all, over nothing but an older site.

Not here: what stands on the pages (`test_site`).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home, HomeBusy
from orchestration.reporting import PlainReporter
from tests.build_fixtures import SampleBuild, hrcw, sample_copy
from tests.site_fixtures import sample_build, sample_site
from warehouse.site.building import SiteNotWritten, write_site

__all__ = ["sample_build", "sample_copy", "sample_site"]
QUIET = PlainReporter(lambda line: None)


def test_the_same_warehouse_gives_the_same_bytes(
    sample_build: SampleBuild, sample_site: Path, tmp_path: Path
) -> None:
    write_site(sample_build.home / "warehouse.duckdb", tmp_path / "site", QUIET)
    files = {file.relative_to(sample_site) for file in sample_site.rglob("*") if file.is_file()}
    assert files == {
        file.relative_to(tmp_path / "site") for file in (tmp_path / "site").rglob("*") if file.is_file()
    }
    assert [
        file
        for file in sorted(files)
        if (sample_site / file).read_bytes() != (tmp_path / "site" / file).read_bytes()
    ] == []
    assert len({str(file).lower() for file in files}) == len(files)


def test_a_site_replaces_the_old_one_whole(sample_build: SampleBuild, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(sample_build.home / "warehouse.duckdb", site, QUIET)
    (site / "left-over.html").write_text("old")
    (tmp_path / ".site.1.building").mkdir()
    write_site(sample_build.home / "warehouse.duckdb", site, QUIET)
    assert not (site / "left-over.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_fails_midway_leaves_the_old_site(
    sample_build: SampleBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    write_site(sample_build.home / "warehouse.duckdb", site, QUIET)
    before = (site / "index.html").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.site.building.write_method", full)
    with pytest.raises(SiteNotWritten, match="No space left on device"):
        write_site(sample_build.home / "warehouse.duckdb", site, QUIET)
    assert (site / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_killed_swap_is_mended(sample_build: SampleBuild, tmp_path: Path) -> None:
    (tmp_path / ".site.1.old").mkdir()
    (tmp_path / ".site.1.old" / "index.html").write_text("old")
    (tmp_path / ".site.1.old" / "assets").mkdir()
    (tmp_path / ".site.1.old" / "assets" / "site.css").write_text("old")
    write_site(sample_build.home / "warehouse.duckdb", tmp_path / "site", QUIET)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") != "old"


def test_a_link_to_a_folder_elsewhere_goes_on_leading_to_the_site(
    sample_build: SampleBuild, tmp_path: Path
) -> None:
    served = tmp_path / "www" / "site"
    served.mkdir(parents=True)
    link = tmp_path / "site"
    link.symlink_to(served)
    for _ in range(2):
        write_site(sample_build.home / "warehouse.duckdb", link, QUIET)
        assert link.is_symlink()
        assert (served / "index.html").is_file()
    assert sorted(path.name for path in (*tmp_path.iterdir(), *served.parent.iterdir())) == [
        "site",
        "site",
        "www",
    ]


def test_a_warehouse_of_another_version_has_no_site(sample_copy: Path) -> None:
    """Its pages would show SQL that does not run on it."""
    shutil.rmtree(sample_copy / "site", ignore_errors=True)
    with duckdb.connect(str(sample_copy / "warehouse.duckdb")) as connection:
        connection.execute("DROP VIEW organ_coverage")
    run = hrcw("site", home=sample_copy)
    assert run.returncode == 1
    assert "is not of this version of the program; build it anew" in " ".join(run.stderr.split())
    assert not (sample_copy / "site").exists()


def test_a_publication_does_not_wait_for_pages(sample_copy: Path) -> None:
    """While a site is being written, which its lock says, a build publishes and another site waits."""
    home = Home(sample_copy)
    with home.locked(lambda line: None, part="site"):
        before = (sample_copy / "warehouse.duckdb").stat().st_ino
        run = hrcw("build", "--force", home=sample_copy)
        assert run.returncode == 0, run.stderr
        assert "waiting" not in run.stderr
        assert (sample_copy / "warehouse.duckdb").stat().st_ino != before
        with pytest.raises(HomeBusy, match="site"), home.locked(lambda line: None, seconds=0.1, part="site"):
            pass


def test_a_folder_of_others_is_not_replaced(sample_build: SampleBuild, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    with pytest.raises(SiteNotWritten, match=r"was not written by this program\. Move it away"):
        write_site(sample_build.home / "warehouse.duckdb", tmp_path / "site", QUIET)
    assert (tmp_path / "site" / "mine.txt").read_text() == "mine"


def test_without_a_warehouse_the_command_says_what_to_do(tmp_path: Path) -> None:
    run = hrcw("site", home=tmp_path / "none")
    assert run.returncode == 2
    assert "Make one with: hrcw build" in run.stderr
    assert not (tmp_path / "none").exists()


def test_the_command_says_what_to_open(sample_copy: Path) -> None:
    run = hrcw("site", home=sample_copy)
    assert run.returncode == 0
    assert re.fullmatch(
        rf"Wrote [\d,]+ files\. Open {re.escape(str(sample_copy / 'site' / 'index.html'))}\n", run.stdout
    )
    assert "Pages of themes: 69 of 69" in run.stderr
