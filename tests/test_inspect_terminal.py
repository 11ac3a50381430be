"""`hrcw inspect` in the terminal: readable at its width, with styles or without, inert whatever a text holds.

Not here: what an inspection holds (`test_inspection`), the page (`test_inspect_page`).
"""

from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from orchestration.inspect_terminal import show_inspection
from tests.build_fixtures import SampleBuild, ask, hrcw, sample_build
from tests.explain_fixtures import asked_for
from tests.inspect_fixtures import DOCUMENT_ID, hostile, inspection_of, line, paragraph
from warehouse.inspection import Footnote, Inspection
from warehouse.showing import visible

__all__ = ["sample_build"]

README = Path(__file__).resolve().parents[1] / "README.md"


def shown(inspection: Inspection, width: int = 80, styled: bool = False) -> str:
    out = io.StringIO()
    color = "truecolor" if styled else None
    show_inspection(
        inspection,
        Console(file=out, width=width, force_terminal=styled, color_system=color, highlight=False),  # type: ignore[arg-type]
    )
    return out.getvalue()


def example() -> Inspection:
    chapeau = paragraph(
        "op1",
        "Calls upon States:",
        marker="1.",
        lead_phrase="Calls upon",
        lead_verb="call",
        action="directive",
    )
    item = paragraph("op1(a)", "To protect them;", marker="(a)", depth=1, parent_id=chapeau.paragraph_id)
    return inspection_of(
        [chapeau, item, paragraph("op3", "Decides;", number_is_inferred=True, lead_phrase=None)],
        [
            line(1, "front", "Thirtieth session"), line(3, "paragraph", "1. Calls upon", "op1"),
            line(4, "furniture", "GE.15-16923 (E)"), line(5, "paragraph", "States:", "op1"),
            line(6, "paragraph", "(a) To protect them;", "op1(a)"), line(7, "paragraph", "Decides;", "op3"),
        ],
        (Footnote("1", "A/HRC/29/2.", f"{DOCUMENT_ID}#op1"), Footnote("2", "Ibid.", None)),
    )  # fmt: skip


def test_lines_stand_beside_what_they_were_read_as() -> None:
    text = shown(example())
    assert text.splitlines()[0] == "A/HRC/RES/30/21  The right to rest"
    assert text.partition("READ AS\n")[2].splitlines() == [
        "",
        "1  [front] Thirtieth session",
        "",
        "3  1. Calls upon                          op1  operative · call, directive",
        "4  [furniture] GE.15-16923 (E)            1. _Calls upon_ States:",
        "5  States:                                Footnote 1: A/HRC/29/2.",
        "",
        "6  (a) To protect them;                     op1(a)  operative",
        "                                            (a) To protect them;",
        "",
        "7  Decides;                               op3  operative · number inferred · no",
        "                                          lead phrase",
        "                                          [3] Decides;",
        "",
    ]


def test_facts_and_warnings_come_first() -> None:
    head = shown(example(), 120).partition("READ AS")[0]
    for row in (
        "Text        resolution in en",
        "Organ       Human Rights Council, session 30, agenda item 3",
        "Adopted     2 October 2015, meeting 42, recorded vote: 30 in favour, 12 against, 5 abstaining",
        "Source      file:///texts/30-21.txt (text)",
        "Paragraphs  3: 3 operative (1 of them items)",
        "Lines       6: 4 of paragraphs, 1 front, 1 furniture",
        "Footnotes   2, 1 of them called by a paragraph",
        "! Number 2 is missing before op3.",
        "! The number is inferred, not printed, of op3.",
        "! No lead phrase was recognized in op3.",
        "! No paragraph is known to call footnote 2.",
    ):
        assert f"{row}\n" in head


def test_what_a_paragraph_asks_for_stands_below_it_and_is_counted() -> None:
    reports = (asked_for(), asked_for("op3", deliverable="oral_update", is_recurring=True, surface="updates"))
    text = shown(dataclasses.replace(example(), requests=reports), 240)
    assert "\nRequests    2: 1 report, 1 oral update\n" in text
    words = "from Secretary-General (SG) · for the Human Rights Council, session 31"
    right = [row[121:].strip() for row in text.partition("READ AS\n")[2].splitlines()]
    assert right[right.index("Footnote 1: A/HRC/29/2.") + 1] == f"Asks for ‘report’: report · {words}"
    assert right[right.index("[3] Decides;") + 1] == f"Asks for ‘updates’: oral update · {words} · recurring"
    assert "\nRequests    none found\n" in shown(example(), 120)
    unread = shown(dataclasses.replace(example(), finds_requests=False), 120)
    assert "\nRequests    not searched for: the vocabulary has no words for them in en\n" in unread


def test_the_readme_shows_the_counts_that_the_command_prints(sample_build: SampleBuild) -> None:
    readme = README.read_text(encoding="utf-8")
    printed = hrcw("inspect", "30/21", home=sample_build.home, COLUMNS="120").stdout.splitlines()
    for label in ("Paragraphs", "Lines", "Requests"):
        [row] = [row for row in printed if row.startswith(f"{label} ")]
        assert f"\n{row}\n" in readme


def test_what_was_not_found_says_so() -> None:
    text = shown(inspection_of([], title=None, adopted_on=None, meeting=None, adoption=None), 120)
    assert "(no title was found)" in text
    assert "on a day not found, meeting not found, how it was adopted was not found" in text
    assert "No warnings." in text


@pytest.mark.parametrize("width", [80, 120])
def test_a_real_text_fits_the_width_when_piped(sample_build: SampleBuild, width: int) -> None:
    run = hrcw("inspect", "30/21", home=sample_build.home, COLUMNS=str(width))
    assert (run.returncode, run.stderr) == (0, "")
    assert max(map(cell_len, run.stdout.splitlines())) <= width
    assert "\x1b" not in run.stdout
    assert not any("BOX DRAWINGS" in unicodedata.name(character, "") for character in set(run.stdout))
    assert "! The source lost the end of op7." in run.stdout
    left = (width - 3) - (width - 3) // 2
    columns = [(row[:left], row[left:]) for row in run.stdout.partition("READ AS")[2].splitlines()]
    source = " ".join(left for left, _ in columns)
    numbers = [
        int(number) for number in re.findall(r"^ *(\d+)  ", "\n".join(left for left, _ in columns), re.M)
    ]
    lines = ask(
        sample_build.home,
        f"SELECT line_number, text FROM source_lines WHERE document_id = '{DOCUMENT_ID}' ORDER BY 1",
    )
    assert numbers == [number for number, _ in lines]
    words = source.split()
    assert {word for _, text in lines for word in text.split()} <= set(words)


def test_a_terminal_gets_styles_and_no_underscores() -> None:
    text = shown(example(), styled=True)
    assert "\x1b[1;3mCalls upon\x1b[0m" in text
    assert "_" not in text


@pytest.mark.parametrize("width", [20, 80, 120])
@pytest.mark.parametrize("styled", [False, True])
def test_hostile_words_are_shown_and_do_nothing(width: int, styled: bool) -> None:
    text = shown(hostile(), width, styled)
    assert not re.search("[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert re.sub("\x1b\\[[0-9;]*m", "", text).count("\x1b") == 0
    if not styled:
        assert "\x1b" not in text
    if width == 120:
        assert "[red]bold[/red] [/] ␛[31mred␇ ⟨U+202E⟩evil⟨U+2066⟩" in re.sub("\x1b\\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("a\tb\nc\r\x00\x7f", "a b␊c␍␀␡"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
        ("\u2028\ufeff\x85", "⟨U+2028⟩⟨U+FEFF⟩⟨U+0085⟩"),
        ("می\u200cخواهم 人权 Côte d’Ivoire", "می\u200cخواهم 人权 Côte d’Ivoire"),
    ],
)
def test_what_steers_becomes_visible(text: str, inert: str) -> None:
    assert visible(text) == inert


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["30/12"], "Close to it: A/HRC/RES/30/21."),
        (["30/21", "--language", "fr"], "A/HRC/RES/30/21 is not here in fr; it is in en."),
        (["30/21", "--html", "absent/page.html"], "there is no folder absent. Make it first."),
        ([], "Missing argument 'SYMBOL'"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_would_do(
    sample_build: SampleBuild, arguments: list[str], message: str
) -> None:
    run = hrcw("inspect", *arguments, home=sample_build.home)
    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr
