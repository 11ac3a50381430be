"""`hrcw explain` as a person and a program meet it: readable at its width, inert, and the errors it makes.

Not here: the marks within a text (`test_explain_marks`), what an explanation holds (`test_explaining`).
"""

from __future__ import annotations

import io
import json
import re
import shutil
import time
from pathlib import Path

import duckdb
import pytest
from rich.cells import cell_len
from rich.console import Console

from orchestration.explain_json import explanation_as_json
from orchestration.explain_terminal import show_explanation
from orchestration.home import Home
from tests.build_fixtures import SampleBuild, ask, hrcw, sample_build, sample_copy
from tests.explain_fixtures import VERSION, explained, explanation_of, hostile, mention, rule
from tests.inspect_fixtures import DOCUMENT_ID, HOSTILE
from warehouse.explaining import Explanation, Inherited

__all__ = ["sample_build", "sample_copy"]

STARTS_WITHIN = 3.0
TEXT = "Calls upon States to let women workers rest;"


def shown(explanation: Explanation, width: int = 100, styled: bool = False) -> str:
    out = io.StringIO()
    color = "truecolor" if styled else None
    show_explanation(
        explanation,
        Console(file=out, width=width, force_terminal=styled, color_system=color, highlight=False),  # type: ignore[arg-type]
    )
    return out.getvalue()


def example(**more: object) -> Explanation:
    states = {"target_id": "states", "label": "States", "kind": "states", "role": "addressee"}
    ohchr = Inherited("OHCHR", "Office of the High Commissioner", "un_entity", f"{DOCUMENT_ID}#op4")
    return explanation_of(
        explained(
            "op4(a)", TEXT, mention(1, TEXT, "States", "actor", rule=rule("actor_terms.csv:2", "States", family="actor"), **states),
            mention(2, TEXT, "women", target_id="women_girls", label="Women", rule=rule("theme_terms.csv:9", "wom{an|en}")),
            mention(3, TEXT, "women workers", rule=rule("theme_terms.csv:8", "women {worker*|employee*}", near="<{calls|asks}; !@sleep", within=9)),
            mention(4, TEXT, "rest", rule=rule("theme_terms.csv:9", "wom{an|en}")),
            lead_verb="call", action="directive", marker="(a)", inherited=(ohchr,),
        ),
        **more,
    )  # fmt: skip


def test_a_paragraph_its_mentions_and_why() -> None:
    assert shown(example()).splitlines() == [
        "A/HRC/RES/30/21@en#op4(a)  operative · call, directive · The right to rest",
        "",
        "  (a) Calls upon [States]¹ to let [[women]² workers]³ [rest]⁴;",
        "",
        "Actors",
        "  1  States              States (states) · states · addressee  actor_terms.csv:2",
        "                                                               States",
        "     inherited from op4  Office of the High Commissioner",
        "                         (OHCHR) · UN entity · addressee",
        "",
        "Themes",
        "  2  women          Women (women_girls)       theme_terms.csv:9",
        "                                              wom{an|en}",
        "  3  women workers  The right to rest (rest)  theme_terms.csv:8",
        "                                              women {worker*|employee*}",
        "                                              only with ‘{calls|asks}’ within 9 words before it; not",
        "                                              with words of the theme sleep within 9 words",
        "  4  rest           The right to rest (rest)  theme_terms.csv:9, as at 2",
    ]


def test_on_a_narrow_console_the_parts_stand_below_each_other() -> None:
    rows = shown(example(), 60).splitlines()
    assert rows[-9:] == [
        "  3  women workers",
        "       The right to rest (rest)",
        "       theme_terms.csv:8",
        "       women {worker*|employee*}",
        "       only with ‘{calls|asks}’ within 9 words before it;",
        "       not with words of the theme sleep within 9 words",
        "  4  rest",
        "       The right to rest (rest)",
        "       theme_terms.csv:9, as at 2",
    ]
    assert "     inherited from op4" in rows


def test_a_long_term_is_broken_behind_bars() -> None:
    long = rule(term="{international|regional|subregional|bilateral|enhanced|transnational} cooperation")
    rows = shown(explanation_of(explained("op1", "To rest;", mention(1, "To rest;", "rest", rule=long))), 60)
    assert (
        "\n       {international|regional|subregional|bilateral|\n       enhanced|transnational} cooperation\n"
        in rows
    )


def test_a_terminal_gets_colours_and_numbers_and_no_brackets() -> None:
    text = shown(example(), styled=True)
    assert "[4;36mStates\x1b[0m\x1b[36m¹\x1b[0m" in text
    assert "[women" not in text
    assert "\x1b[1;36mActors" in text


def test_without_mentions_it_says_so() -> None:
    text = shown(explanation_of(explained("pp1", "Noting rest,")))
    assert "No mention of an actor, an instrument or a theme was found in it, and no request.\n" in text
    assert "Actors" not in text


def test_other_vocabularies_stand_first() -> None:
    first, *_ = shown(example(packaged="f" * 12), 160).splitlines()
    assert first.startswith(f"! Made with vocabularies {VERSION}; those of this program are {'f' * 12}: ")


def test_a_whole_document_has_its_title_once() -> None:
    paragraphs = [explained("pp1", "Noting rest,"), explained("op1", "Decides;")]
    rows = shown(explanation_of(*paragraphs, is_whole=True)).splitlines()
    assert rows[0] == "A/HRC/RES/30/21@en  The right to rest"
    assert [row for row in rows if "#" in row] == [
        "A/HRC/RES/30/21@en#pp1  operative", "A/HRC/RES/30/21@en#op1  operative",
    ]  # fmt: skip
    assert shown(explanation_of(is_whole=True)).splitlines()[-1] == "The document has no paragraph."


@pytest.mark.parametrize("width", [20, 60, 100, 160])
@pytest.mark.parametrize("styled", [False, True])
@pytest.mark.parametrize("is_whole", [False, True])
def test_hostile_words_are_shown_and_do_nothing(width: int, styled: bool, is_whole: bool) -> None:
    text = shown(hostile(is_whole), width, styled)
    assert not re.search("[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    plain = re.sub("\x1b\\[[0-9;]*m", "", text)
    assert "\x1b" not in plain
    assert "␛" in plain
    assert "[red]" in plain
    if not styled:
        assert text == plain
    assert max(map(cell_len, plain.splitlines())) <= max(width, 40)


def test_hostile_words_come_through_json_unchanged_and_do_nothing() -> None:
    written = explanation_as_json(hostile())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", written)
    assert json.loads(written)["mentions"][0]["surface"] == HOSTILE
    tag = explanation_of(explained("op1", "\x7f \U000e0041 Côte d’Ivoire"))
    written = explanation_as_json(tag)
    assert "\\u007f \\udb40\\udc41 Côte d’Ivoire" in written
    assert json.loads(written)["paragraph"]["text"] == "\x7f \U000e0041 Côte d’Ivoire"


# ---- the command


@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("typed", ["30/21", "29/901"])
def test_a_real_text_fits_the_width_when_piped(sample_build: SampleBuild, typed: str, width: int) -> None:
    run = hrcw("explain", typed, home=sample_build.home, COLUMNS=str(width))
    assert (run.returncode, run.stderr) == (0, "")
    assert max(map(cell_len, run.stdout.splitlines())) <= width
    assert "\x1b" not in run.stdout
    ids = ask(
        sample_build.home,
        f"SELECT paragraph_id FROM paragraphs WHERE document_id = 'A/HRC/RES/{typed}@en' ORDER BY position",
    )
    assert [(row.split("  ")[0],) for row in run.stdout.splitlines() if re.match(r"A/\S+#", row)] == ids


@pytest.mark.parametrize(
    "typed",
    ["A/HRC/RES/29/901@en#op3(c)", "29/901#op3(c)", " a/hrc/res/29/901 # OP3 (C) ", "29/901@EN#Op3(c)"],
)
def test_a_paragraph_may_be_typed_in_many_ways(sample_build: SampleBuild, typed: str) -> None:
    run = hrcw("explain", typed, home=sample_build.home, COLUMNS="100")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("A/HRC/RES/29/901@en#op3(c)  operative")
    assert "inherited from op3" in run.stdout
    assert "theme_terms_migration.csv:" in run.stdout


def test_mentions_that_cross_are_told_apart(sample_build: SampleBuild) -> None:
    run = hrcw("explain", "29/901#op2", home=sample_build.home, COLUMNS="100")
    assert "[¹States of [²transit]¹ and destination]²" in run.stdout


def test_json_is_one_object_for_programs(sample_build: SampleBuild) -> None:
    run = hrcw("explain", "29/901#op4", "--format", "json", home=sample_build.home)
    assert run.returncode == 0, run.stderr
    record = json.loads(run.stdout)
    assert record["document"]["document_id"] == "A/HRC/RES/29/901@en"
    text = record["paragraph"]["text"]
    assert {each["family"] for each in record["mentions"]} == {"actor", "theme"}
    assert all(text[each["start_char"] : each["end_char"]] == each["surface"] for each in record["mentions"])
    [of_theme] = [each for each in record["mentions"] if each.get("theme_id") == "migrant_children"]
    assert ask(
        sample_build.home, f"SELECT term, near, within FROM vocabulary WHERE rule = '{of_theme['rule']}'"
    ) == [(of_theme["term"], of_theme["near"], of_theme["within"])]
    whole = json.loads(hrcw("explain", "29/901", "--format", "json", home=sample_build.home).stdout)
    assert {"paragraph", "mentions", "inherited_addressees"} <= record.keys()
    [same] = [each for each in whole["paragraphs"] if each["paragraph"] == record["paragraph"]]
    assert same["mentions"] == record["mentions"]


def test_requests_stand_beside_mentions_in_text_and_in_json(sample_build: SampleBuild) -> None:
    text = hrcw("explain", "30/21#op8", home=sample_build.home, COLUMNS="160").stdout
    assert "annual [thematic panel discussion]² under agenda item 10" in " ".join(text.split())
    [row] = [row for row in text.partition("\nRequests\n")[2].splitlines() if "request_words.csv:" in row]
    assert row.split("  ")[1:3] == ["2", "thematic panel discussion"]
    said = " ".join(text.partition("\nRequests\n")[2].split())
    assert "nobody named · for the Human Rights" in said
    assert "‘thirty-first session’" in said

    record = json.loads(hrcw("explain", "30/21#op9", "--format", "json", home=sample_build.home).stdout)
    [asked] = [each for each in record["mentions"] if each["family"] == "request"]
    assert {len(each) for each in record["mentions"]} == {len(asked)}
    assert {each["request"] is None for each in record["mentions"] if each is not asked} == {True}
    assert asked["request_id"] == "A/HRC/RES/30/21@en#op9/r1"
    assert asked["request"] == {
        "deliverable": "report", "requested_of": "OHCHR",
        "requested_of_label": "Office of the United Nations High Commissioner for Human Rights", "recipient": "HRC",
        "due_session": "31", "due_year": None, "due_surface": "thirty-first session", "is_recurring": False,
    }  # fmt: skip
    columns = ", ".join(f"r.{name}" for name in asked["request"] if name != "requested_of_label")
    sql = f"SELECT {columns} FROM report_requests AS r WHERE request_id = '{asked['request_id']}'"
    values = [value for name, value in asked["request"].items() if name != "requested_of_label"]
    assert ask(sample_build.home, sql) == [tuple(values)]
    assert (asked["rule"], asked["rule_family"]) == ask(
        sample_build.home, f"SELECT rule, family FROM vocabulary WHERE rule = '{asked['rule']}'"
    )[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["30/21#op12"], "A/HRC/RES/30/21@en has no paragraph op12. Close to it: "),
        (["30/21#op12"], "It has opening, pp1 to pp11, op1 to op9."),
        (["35/901#op4(z)"], "Close to it: op4, op4(a), op4(b)."),
        (["30/12#op1"], "Close to it: A/HRC/RES/30/21."),
        (["30/21#op1", "--language", "fr"], "A/HRC/RES/30/21 is not here in fr; it is in en."),
        (["30/21", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        ([], "Missing argument 'PARAGRAPH_ID'"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_would_do(
    sample_build: SampleBuild, arguments: list[str], message: str
) -> None:
    run = hrcw("explain", *arguments, home=sample_build.home)
    assert (run.returncode, run.stdout) == (2, "")
    assert message in " ".join(run.stderr.split())


def test_a_warehouse_of_another_vocabulary_or_version_says_so(sample_copy: Path, tmp_path: Path) -> None:
    warehouse = Home(sample_copy).warehouse
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE paragraph_themes SET vocabulary_version = 'feedfeedfeed'")
    run = hrcw("explain", "30/21#op8", home=sample_copy, COLUMNS="160")
    assert run.returncode == 0
    assert "! Made with vocabularies " in run.stdout
    assert "feedfeedfeed" in run.stdout
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("DROP VIEW inherited_addressees")
    run = hrcw("explain", "30/21#op8", home=sample_copy)
    assert (run.returncode, run.stdout) == (1, "")
    assert "is not of this version of the program; build it anew: " in run.stderr
    shutil.copy(__file__, warehouse)
    assert hrcw("explain", "30/21", home=sample_copy).returncode == 1


def test_it_starts_fast(sample_build: SampleBuild) -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        assert hrcw("explain", "30/21#op8", home=sample_build.home).returncode == 0
        took.append(time.perf_counter() - start)
    assert min(took) < STARTS_WITHIN, took


def test_the_readme_shows_what_the_command_prints(sample_build: SampleBuild) -> None:
    """Lines of the vocabulary move; whoever moves one prints the README's examples anew."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    example = readme[readme.index("```\nA/HRC/RES/29/901@en#op3(c)") + 4 :].split("\n```")[0]
    printed = hrcw("explain", "29/901#op3(c)", home=sample_build.home, COLUMNS="96").stdout
    assert [line.rstrip() for line in printed.strip("\n").splitlines()] == example.splitlines()
    asked = readme[readme.index("```\nRequests\n") + 4 :].split("\n```")[0]
    printed = hrcw("explain", "29/901#op6", home=sample_build.home, COLUMNS="96").stdout
    assert printed.partition("\nRequests\n")[2].rstrip("\n") == asked.removeprefix("Requests\n")
