"""Kinds of texts: every organ, session and form that adopted texts take, whatever broke their lines.

Here: one table of invented texts, read in many layouts, with page furniture at every line, and in files
that hold several. Not here: single rules of fronts, closings, footnotes and headings (their own files).
"""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import outline, read_one
from transforms.documents import read_documents
from transforms.text import normalize, text_lines
from warehouse.languages import load_languages

ADOPTED = "Resolution adopted by the Human Rights Council on 2 October 2015"
FRONT = f"{ADOPTED}|30/901. The right to a lamp"
COUNCIL = "The Human Rights Council,"
CLOSING = "42nd meeting|2 October 2015|[Adopted without a vote.]"
ALL = "all persons, in particular women, children and older persons, in rural and in urban areas alike"
PREAMBLE = (
    "pp1 Guided by the purposes and principles of the Charter of the United Nations,"
    "|pp2 Recalling its resolution 12/901 of 1 October 2009, General Assembly resolution 60/251 of 15 March 2006 and the 2030 Agenda,"
    f"|pp3 Deeply concerned that some 7.5 million people, among them {ALL}, have no lamp,"
)
SPEECH = "At the 45th meeting, held on 3 July 2015, the President of the Human Rights Council made the following statement:"
ROLL = "In favour:|Benin, Bolivia (Plurinational State of), Brazil, Chile, France, Germany, Honduras, India, Japan|Against:|Eritrea|Abstaining:|Cuba]"


@dataclass(frozen=True)
class Text:
    """An adopted text: lines above the formula, the formula, named paragraphs, lines below; parted by "|"."""

    front: str
    opening: str
    body: str
    closing: str
    symbol: str
    facts: str = ""

    @property
    def blocks(self) -> list[str]:
        body = [each.partition(" ")[2] for each in self.body.split("|")]
        return [
            each for each in [*self.front.split("|"), self.opening, *body, *self.closing.split("|")] if each
        ]

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        named = (each.partition(" ") for each in self.body.split("|"))
        return [(name, re.sub(r"^(?:“?\d+\.|\(?[a-z]{1,3}\)|[a-z]\.) ", "", text)) for name, _, text in named]


def council(
    body: str,
    front: str = FRONT,
    closing: str = CLOSING,
    symbol: str = "A/HRC/RES/30/901",
    facts: str = "42 2015-10-02 without_vote",
) -> Text:
    return Text(front, COUNCIL, body, closing, symbol, facts)  # fmt: skip


OPERATIVE = f"op1 1. Welcomes the report on lamps and {ALL};|op2 2. Decides to remain seized of the matter."
PLAIN = f"{PREAMBLE}|{OPERATIVE}"
MASTHEAD = "United Nations A/HRC/RES/30/901|General Assembly Distr.: General|12 October 2015|Original: English|Human Rights Council|Thirtieth session|Agenda item 3"
QUOTED = (
    "|op2 2. Recommends to the General Assembly the adoption of the following draft resolution:|op2.opening “The General Assembly,"
    f"|op2.pp1 “Recalling its resolution 60/251 of 15 March 2006 on {ALL},|op2.op1 “1. Adopts the Declaration on lamps;"
    "|op2.op2 “2. Requests the Secretary-General to report.”|op3 3. Decides to remain seized of the matter."
)
FRENCH = (
    "pp1 Guidé par les buts et principes de la Charte des Nations Unies et par la Déclaration universelle des droits de l’homme,"
    "|op1 1. Accueille avec satisfaction le rapport de la Rapporteuse spéciale sur les lampes et les recommandations qui y figurent ;"
    "|op2 2. Demande aux États :|op2(a) a) De prendre des mesures efficaces ;|op2(b) b) De coopérer entre eux ;|op3 3. Décide de demeurer saisi de la question."
)
SPANISH = (
    "pp1 Guiado por los propósitos y principios de la Carta de las Naciones Unidas y por la Declaración Universal de Derechos Humanos,"
    "|op1 1. Acoge con beneplácito el informe de la Relatora Especial sobre las lámparas y las recomendaciones que en él figuran;"
    "|op2 2. Exhorta a los Estados a que:|op2(a) a) Adopten medidas eficaces;|op2(b) b) Cooperen entre sí;|op3 3. Decide seguir ocupándose de la cuestión."
)
DRAFT = f"{PREAMBLE}|op1 1. Takes note of the report on lamps;{QUOTED}"

KINDS = {
    "the Council": council(PLAIN),
    "the Council, with its masthead": council(PLAIN, f"{MASTHEAD}|{FRONT}"),
    "the number without its dot": council(PLAIN, f"{ADOPTED}|30/901 The right to a lamp"),
    "the number on its own line": council(PLAIN, f"{ADOPTED}|30/901|The right to a lamp"),
    "the day at the closing alone": council(PLAIN, "30/21. The right to a lamp", symbol="A/HRC/RES/30/21"),
    "a special session": council(PLAIN, "Resolution adopted by the Human Rights Council on 12 May 2022|S-34/1. Lamps", f"2nd meeting|12 May 2022|[Adopted by a recorded vote of 33 to 2, with 12 abstentions. The voting was as follows:|{ROLL}", "A/HRC/RES/S-34/1", "2 2022-05-12 recorded_vote 33 2 12"),
    "a decision": Text("Decision adopted by the Human Rights Council on 3 July 2015|29/101. Lamps", "“The Human Rights Council,", f"{PREAMBLE}|op1 1. Decides to adopt the outcome of the review of lamps;|op2 2. Requests a report.”", "", "A/HRC/DEC/29/101", "None 2015-07-03 None"),
    "a President's statement": Text(f"Statement by the President|PRST 29/1. Lamps|{SPEECH}", COUNCIL, PLAIN, "", "A/HRC/PRST/29/1", "45 2015-07-03 None"),
    "a statement of an organizational meeting": Text(f"PRST OS/13/1. Lamps|{SPEECH}", "“The Human Rights Council,", PLAIN, "", "A/HRC/PRST/OS/13/1", "45 2015-07-03 None"),
    "the Assembly": Text("United Nations A/RES/76/901|General Assembly|Distr.: General 14 January 2022|Agenda item 74 (b)|Resolution adopted by the General Assembly on 16 December 2021|[on the report of the Third Committee (A/76/901/Add.2, para. 121)]|76/901. Lamps", "The General Assembly,", PLAIN, "53rd plenary meeting|16 December 2021", "A/RES/76/901", "53 2021-12-16 None"),
    "an emergency special session": Text("Resolution adopted by the General Assembly on 2 March 2022|ES-11/901. Lamps", "The General Assembly,", PLAIN, "5th plenary meeting|2 March 2022", "A/RES/ES-11/901", "5 2022-03-02 None"),
    "the Security Council": Text("Resolution 1901 (2009)|Adopted by the Security Council at its 6201st meeting, on 30 September 2009", "The Security Council,", f"{PREAMBLE}|pp4 Acting under Chapter VII of the Charter of the United Nations,|{OPERATIVE}", "", "S/RES/1901(2009)"),
    "the Economic and Social Council": Text("United Nations E/RES/2020/5|2020 session|Agenda item 19 (f)|Resolution adopted by the Economic and Social Council on 18 June 2020|2020/5. Lamps", "The Economic and Social Council,", PLAIN, "9th plenary meeting|18 June 2020", "E/RES/2020/5", "9 2020-06-18 None"),
    "the Commission": Text("2005/47. Lamps", "The Commission on Human Rights,", PLAIN, "56th meeting|19 April 2005|[Adopted by a recorded vote of 38 votes to 15,|with no abstentions. See chap. XIV.]", "E/CN.4/RES/2005/47", "56 2005-04-19 recorded_vote 38 15 0"),
    "every number lost": council(f"{PREAMBLE}|op1 Strongly condemns all acts that impede lamps for {ALL};|op2 Calls upon all parties:|op2(a) (a) To respect {ALL};|op2(b) (b) To break no lamp;|op3 Decides to establish a mission, to be appointed by the President, in order to document the acts of {ALL};|op4 Also requests the High Commissioner to report."),
    "the first number lost": council(f"{PREAMBLE}|op1 Welcomes the report on {ALL};|op2 2. Condemns all acts that impede lamps;|op3 3. Decides to act."),
    "items three deep": council(f"{PREAMBLE}|op1 1. Decides, for the sake of {ALL}:|op1(a) (a) To renew the mandate in order:|op1(a)(i) (i) To gather information:|op1(a)(i)(aa) (aa) From States;|op1(a)(i)(bb) (bb) From others;|op1(a)(ii) (ii) To report;|op1(b) (b) To follow the question, and that of {ALL};|op2 2. Requests the Secretary-General to provide all the resources that {ALL} need."),
    "letters past (h)": council(f"{PREAMBLE}|op1 1. Urges States:|" + "|".join(f"op1({x}) ({x}) To act in favour of lamps and of {ALL};" for x in "abcdefghijk") + "|op2 2. Requests the Secretary-General to help."),
    "items of a preamble": council(f"{PREAMBLE}|pp4 Recalling the following principles:|pp4(a) (a) That lamps are a common good;|pp4(b) (b) That no one may be denied a lamp,|pp5 Convinced that lamps matter to {ALL},|{OPERATIVE}"),
    "sections that number on": council(f"{PREAMBLE}|h1 I|h2 General principles|op1 1. Reaffirms that lamps matter to {ALL};|op2 2. Stresses that oil matters;|h3 II|h4 Follow-up|op3 3. Decides to act."),
    "sections that number anew": council(f"{PREAMBLE}|h1 A|op1 1. Reaffirms that lamps matter to {ALL};|op2 2. Stresses that oil matters;|h2 B|s2.op1 1. Decides to act;|s2.op2 2. Requests a report."),
    "cited items": council(f"{PREAMBLE}|op1 1. Invites States to consider paragraph 2 (b) and article 3 (c) of the Convention, and to report on paragraphs 4 and 5 above as well as on resolutions 5/1 and 5/2 of 18 June 2007;|op2 2. Notes the “lamp fund” (“the Fund”)."),
    "a quoted draft": council(DRAFT),
    "two annexes": council(f"{PREAMBLE}|op1 1. Adopts the principles on lamps, as contained in the annexes, for {ALL}.|h1 Annex I|h2 Principles on lamps|an1.op1 1. Everyone has a lamp, including {ALL}.|an1.op2 2. States respect this.|h3 Annex II|h4 Programme of work|an2.op1 1. The programme begins in 2021.", closing="", facts="None 2015-10-02 None"),
    "articles": council(f"{PREAMBLE}|op1 1. Adopts the declaration on lamps, as annexed, for {ALL}.|h1 Annex|h2 Declaration on Lamps|h3 Article 1|an1.op1 1. Everyone has a lamp, including {ALL}.|an1.op2 2. States respect this.|h4 Article 2|an1.s2.op1 1. No one is without a lamp.", closing="", facts="None 2015-10-02 None"),
    "French": Text("Résolution adoptée par le Conseil des droits de l’homme le 2 octobre 2015|30/901. Les lampes", "Le Conseil des droits de l’homme,", FRENCH, "42e séance|2 octobre 2015|[Adoptée par 32 voix contre 13, avec 2 abstentions, à l’issue d’un vote enregistré. Les voix se sont réparties comme suit :|Ont voté pour :|Bénin, Bolivie (État plurinational de), Chili|Ont voté contre :|France|Se sont abstenus :|Inde]", "A/HRC/RES/30/901", "42 2015-10-02 recorded_vote 32 13 2"),
    "Spanish": Text("Resolución aprobada por el Consejo de Derechos Humanos el 2 de octubre de 2015|30/901. Las lámparas", "El Consejo de Derechos Humanos,", SPANISH, "42ª sesión|2 de octubre de 2015|[Aprobada sin votación.]", "A/HRC/RES/30/901", "42 2015-10-02 without_vote"),
}  # fmt: skip


def wrap(block: str, width: int) -> list[str]:
    return textwrap.wrap(block, width, break_long_words=False)


def lines(width: int, gap: str, between: str = "\n") -> Callable[[Text], str]:
    return lambda text: gap.join(between.join(wrap(block, width)) for block in text.blocks) + "\n"


def pages(text: Text) -> str:
    """Pages of 14 lines with the symbol above and a page number and a job number below."""
    out: list[str] = []
    every = [line for block in text.blocks for line in wrap(block, 92)]
    for page, start in enumerate(range(0, len(every), 14), 1):
        out += [text.symbol] * (page > 1) + every[start : start + 14] + ["", f"{page}/9 GE.15-17040", "\f"]
    return "\n".join(out)


def marked(text: str) -> str:
    """The text as word processors leave it: spaces that do not break, soft hyphens, ligatures."""
    text = re.sub(r"(?m)^(\d+\.|\([a-z]+\)) ", "\\1\u00a0\u00a0", text)
    return re.sub(r"(\d) (?=[A-Z])", "\\1\u00a0", text).replace("tion", "\u00adtion").replace("fi", "\ufb01")


LAYOUTS: dict[str, Callable[[Text], str]] = {
    "one paragraph a line": lambda text: "\n\n".join(text.blocks),
    "wrapped": lines(88, "\n\n"), "wrapped narrowly": lines(70, "\n\n"),
    "tight": lines(88, "\n"), "tight and narrow": lines(70, "\n"),
    "a blank line after every line": lines(88, "\n\n", "\n\n"),
    "pages": pages,
    "Windows": lambda text: lines(88, "\n\n")(text).replace("\n", "\r\n"),
    "indented": lambda text: "        " + lines(80, "\n\n        ", "\n    ")(text),
    "a word processor's characters": lambda text: marked(lines(88, "\n\n")(text)),
    "tabs": lambda text: "\n\n".join(re.sub(r"^(\d+\.|\([a-z]+\)) ", "\t\\1\t", block) for block in text.blocks),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_in_every_layout(kind: str, layout: str) -> None:
    text = KINDS[kind]
    source = LAYOUTS[layout](text)
    document = read_one(source)
    assert document.identity.symbol == text.symbol
    assert outline(source) == text.paragraphs
    closing = document.closing
    facts: list[object] = [document.meeting, document.adopted_on, closing.adoption]
    if closing.adoption == "recorded_vote":
        facts += [closing.in_favour, closing.against, closing.abstaining]
    if text.facts:
        assert " ".join(map(str, facts)) == text.facts
    assert_accounted(source)


def assert_accounted(source: str) -> None:
    """Every line of the source stands once, at its number, with a role; a line of text has a paragraph."""
    raw = [line.replace("\f", " ").strip() for line in normalize(source).split("\n")]
    read = [
        line
        for document in read_documents(text_lines(source), load_languages()).documents
        for line in document.lines
    ]
    assert [(line.number, line.text) for line in read] == [(n, t) for n, t in enumerate(raw, 1) if t]
    for line in read:
        is_text = line.role in ("opening", "paragraph", "heading", "annex")
        assert line.role, line.text
        assert (line.paragraph is not None) == is_text, line.text


FURNITURE = [
    "2/5", "2/5 GE.15-17040", "GE.15-17040 (E)", "GE.15-17040 (E) 141015 151015", "23-25999", "23-25999 (E)", "*2325999*",
    "- 2 -", "A/HRC/RES/30/901", "Please recycle", "GE.15-17040|A/HRC/RES/30/901", "Distr.: General|12 October 2015|Original: English",
]  # fmt: skip


@pytest.mark.parametrize("width", [88, 1000])
@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_may_stand_at_any_line(furniture: str, width: int) -> None:
    text = KINDS["items three deep"]
    whole = lines(width, "\n\n")(text).split("\n")
    for at in range(len(whole) + 1):
        source = "\n".join([*whole[:at], "", *furniture.split("|"), "", *whole[at:]])
        assert outline(source) == text.paragraphs, (at, whole[at : at + 1])
        document = read_one(source)
        assert (document.front.title, document.meeting) == ("The right to a lamp", 42)
        assert_accounted(source)


def test_a_file_may_hold_texts_of_every_type() -> None:
    body = "\n\n".join([COUNCIL, "Recalling its resolution 5/1,", "1. Decides to act."])
    report = "\n\n".join(
        [
            "I. Resolutions", "30/1. Lamps", body, *CLOSING.split("|"), "30/2. Oil and the\nrights of lamps", body,
            *CLOSING.split("|"), "II. Decisions", "30/101. The review of Lampland", body, "[Adopted without a vote.]",
            "III. President’s statements", "PRST/30/1. Wicks", SPEECH, body,
        ]
    )  # fmt: skip
    documents = read_documents(text_lines(report), load_languages()).documents
    assert [(each.identity.symbol, each.front.title) for each in documents] == [
        ("A/HRC/RES/30/1", "Lamps"), ("A/HRC/RES/30/2", "Oil and the rights of lamps"),
        ("A/HRC/DEC/30/101", "The review of Lampland"), ("A/HRC/PRST/30/1", "Wicks"),
    ]  # fmt: skip
    assert_accounted(report)


REPEATED = ["1. ", "1. Decides;", "(a)", "(a) To act:", "“The General Assembly,", "Heading words", "42nd meeting", "_____", "\f2", "30/2. Lamps", "Annex"]  # fmt: skip


@pytest.mark.parametrize("line", REPEATED)
def test_a_line_twenty_thousand_times_costs_little(line: str) -> None:
    start = "\n\n".join([ADOPTED, "30/1. Lamps", COUNCIL, "Recalling lamps,", "1. Decides to act:"])
    begun = time.perf_counter()
    read_documents(text_lines(start + f"\n{line}" * 20_000), load_languages())
    assert time.perf_counter() - begun < 20
