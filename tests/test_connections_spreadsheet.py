"""LibreOffice Calc opens the CSV feeds: the figures are numbers, and no word of a text becomes a formula.

Not here: the rule that makes words safe (`test_feeds`).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from orchestration.office import find_soffice
from tests.build_fixtures import sample_build
from tests.connections_fixtures import COLUMNS, Figures, connected_home, figures, run, same
from tests.feeds_fixtures import HOSTILE, hostile_home

__all__ = ["connected_home", "figures", "hostile_home", "sample_build"]

OF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
AS_THE_PAGE_SAYS = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
"""Comma, quotation mark, UTF-8, from the first line, without special numbers; formulas evaluated where there are any."""


@pytest.fixture(scope="module")
def calc() -> Path:
    program = find_soffice()
    if program is None or not (Path(program).resolve().parent / "libsclo.so").exists():
        pytest.skip(
            "No LibreOffice Calc here: no CSV is opened in it. Debian: apt-get install libreoffice-calc"
        )
    return Path(program)


def in_calc(calc: Path, file: Path, folder: Path) -> Any:
    """The sheet that Calc makes of a CSV file, as flat XML."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    opened = f"--infilter={AS_THE_PAGE_SAYS}"
    run([calc, profile, "--headless", "--convert-to", "fods", opened, "--outdir", folder, file])
    return etree.parse(folder / f"{file.stem}.fods")


def rows_of(sheet: Any) -> list[list[str]]:
    """The value of each cell, its words where it is no number."""
    return [
        ["".join(cell.xpath("string(@office:value)", namespaces=OF)) or words(cell)
         for cell in row.findall("table:table-cell", OF)
         for _ in range(int(cell.get(f"{{{OF['table']}}}number-columns-repeated", "1")))]
        for row in sheet.iterfind(".//table:table-row", OF)
    ]  # fmt: skip


def words(cell: Any) -> str:
    return "\n".join("".join(line.itertext()) for line in cell.findall("text:p", OF))


def feed(home: Path, mart: str) -> Path:
    return home / "feeds" / "latest" / "csv" / f"{mart}.csv"


def test_the_figures_are_numbers(calc: Path, connected_home: Path, tmp_path: Path, figures: Figures) -> None:
    head, *rows = rows_of(in_calc(calc, feed(connected_home, "theme_frequency"), tmp_path))
    of_migration = [
        dict(zip(head, row, strict=False)) for row in rows if {"HRC", "en", "migration"} <= set(row)
    ]
    assert same([[row[column] for column in COLUMNS] for row in of_migration], figures)


def test_words_that_begin_like_a_formula_are_words(calc: Path, hostile_home: Path, tmp_path: Path) -> None:
    sheet = in_calc(calc, feed(hostile_home, "fact_paragraph"), tmp_path)
    assert sheet.xpath("//@table:formula", namespaces=OF) == []
    shown = {cell for row in rows_of(sheet) for cell in row}
    with feed(hostile_home, "fact_paragraph").open(encoding="utf-8-sig", newline="") as file:
        safe = {
            row["text"]
            for row in csv.DictReader(file)
            if row["text"].startswith("'") and "\t" not in row["text"]
        }
    assert '\'=HYPERLINK("http://example.org")' in safe
    assert len(safe) > 5
    assert {text for text in safe if "\r" not in text} <= shown


def test_calc_would_have_run_them(calc: Path, tmp_path: Path) -> None:
    """Were they not made safe: what the test above looks for is there to be found."""
    (tmp_path / "unsafe.csv").write_text(f"text\r\n{HOSTILE[0].replace(chr(34), chr(34) * 2)}\r\n=1+1\r\n")
    assert in_calc(calc, tmp_path / "unsafe.csv", tmp_path).xpath("//@table:formula", namespaces=OF)
