"""`hrcw export` as a person meets it: a file that builds the same rows.

Not here: what the file says (`test_akn_export`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from orchestration.export import export_akn, write_export
from orchestration.home import Home
from tests.akn_files import assert_valid, load_schema
from tests.build_fixtures import SampleBuild, ask, build_here, hrcw, sample_build, sample_copy

__all__ = ["sample_build", "sample_copy"]

SEED = "A/HRC/RES/30/21"
ROWS = {
    "resolutions": "* EXCLUDE (source_uri, source_format, source_sha256, ingested_at, line_count)",
    "paragraphs": "*", "footnotes": "*", "paragraph_themes": "*", "paragraph_actors": "*", "sessions": "*",
}  # fmt: skip


def test_the_command_writes_to_the_screen_or_a_file(sample_build: SampleBuild, tmp_path: Path) -> None:
    out = tmp_path / "30-21.xml"
    run = hrcw("export", f"{SEED.lower()}", "-o", out, home=sample_build.home)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", f"Wrote {out}\n")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    shown = hrcw("export", f"{SEED}@en", "--format", "akn", home=sample_build.home)
    assert shown.stdout.encode() == out.read_bytes()
    assert shown.stderr == ""
    assert etree.fromstring(out.read_bytes()).tag.endswith("}akomaNtoso")
    assert "Thirtieth session" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["30/22"], "Close to it: A/HRC/RES/30/21"),
        ([SEED, "--language", "fr"], "is not here in fr"),
        ([SEED, "--format", "html"], "'html' is not 'akn'"),
        ([SEED, "-o", "/nowhere/x.xml"], "Cannot write /nowhere/x.xml: No such file or directory"),
        ([], "Missing argument 'SYMBOL'"),
    ],
)
def test_wrong_use_ends_with_2(sample_build: SampleBuild, arguments: list[str], message: str) -> None:
    run = hrcw("export", *arguments, home=sample_build.home)
    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_without_a_warehouse_it_says_how_to_make_one(tmp_path: Path) -> None:
    run = hrcw("export", SEED, home=tmp_path / "home")
    assert run.returncode == 2
    assert "hrcw build" in run.stderr


def test_every_document_exported_builds_the_same_warehouse(sample_copy: Path, tmp_path: Path) -> None:
    """The sample read as text, and read again from its own exports."""
    schema = load_schema()
    folder = tmp_path / "exports"
    folder.mkdir()
    for (document_id,) in ask(sample_copy, "SELECT document_id FROM resolutions"):
        data = export_akn(Home(sample_copy).warehouse, document_id)
        assert_valid(data, schema)
        write_export(data, folder / f"{document_id.replace('/', '_')}.xml")
    again = tmp_path / "again"
    assert build_here(again, folder).ended == "published"
    for table, columns in ROWS.items():
        sql = f"SELECT {columns} FROM {table} ORDER BY ALL"
        assert ask(again, sql) == ask(sample_copy, sql), table
    assert ask(again, "SELECT DISTINCT source_format FROM resolutions") == [("akn",)]
    assert ask(
        again, "SELECT count(*) FROM expectation_results WHERE NOT success AND severity = 'critical'"
    ) == [(0,)]
