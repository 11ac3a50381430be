"""Gold documents as HTML in the United Nations' page layout, and pages as programs write them.

Here: HTML. Not here: any test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

Gold = Mapping[str, Any]


def page_of(document: Gold, number: str) -> str:
    """A page with the document: its masthead, italic lead phrases, raised calls, footnotes below a rule, and
    around it what sites print."""
    body = "\n".join(
        [
            *(f"<p>{escape(line)}</p>" for line in front_of(document)),
            f"<h1>{escape(number)}. {escape(document['title'])}</h1>",
            *(_paragraph(block) for block in document["blocks"]),
            *(f"<p><i>{escape(line)}</i></p>" for line in document.get("back", [])),
        ]
    )
    notes = "\n".join(
        f'<li id="fn{each["marker"]}"><p>{escape(each["text"])} <a href="#r" class="footnote-back">↩</a></p></li>'
        for each in document.get("notes", [])
    )
    below = f'<section class="footnotes"><hr><ol>{notes}</ol></section>' if notes else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document["lang"]}"><head><meta charset="utf-8"><title>UN</title>'
        "<style>p { margin: 0 } .lead { font-style: italic }</style><script>var a = '<p>';</script></head>"
        '<body><header><a href="/">Home</a></header><nav><ul><li>Search</li><li>About</li></ul></nav>'
        f"<div class='text'>{body}{below}</div><footer>Terms of use</footer></body></html>"
    )


def front_of(document: Gold) -> list[str]:
    """The lines above the title, without the masthead that a page prints once."""
    return [line for line in document.get("front", []) if line != document["symbol"]]


def pieces_of(block: Gold) -> list[tuple[str, str]]:
    """The text of a block in pieces, each with its kind: "lead", "call" (of a footnote) or ""."""
    text, marked = block["text"], block.get("marked") or block["text"]
    lead = block.get("lead") or ""
    end = len(lead) if text.startswith(lead) else 0
    pieces: list[tuple[str, str]] = []
    at = 0
    for sign in marked:
        is_text = at < len(text) and text[at] == sign
        kind = "call" if not is_text else "lead" if at < end else ""
        at += is_text
        if pieces and pieces[-1][1] == kind:
            pieces[-1] = (pieces[-1][0] + sign, kind)
        else:
            pieces.append((sign, kind))
    calls = [piece for piece, kind in pieces if kind == "call"]
    if at < len(text) or not all(call.replace(",", "").strip().isdecimal() for call in calls):
        return [(lead[:end], "lead"), (text[end:], "")]
    return pieces


def _paragraph(block: Gold) -> str:
    shown = {"lead": '<span class="lead">{}</span>', "call": "<sup>{}</sup>", "": "{}"}
    text = "".join(shown[kind].format(escape(piece, quote=False)) for piece, kind in pieces_of(block))
    marker = f"{escape(block['marker'])}&nbsp;&nbsp;" if block.get("marker") else ""
    return f"<p>{marker}{_wrapped(text)}</p>"


def _wrapped(text: str) -> str:
    """Lines of the source, which a browser prints as one."""
    return re.sub(r"((?:[^ <>]+ ){12})(?=[^<>]*(?:<|$))", lambda found: found[1].rstrip() + "\n", text)


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;} @page WordSection1 {size:595pt 842pt;} --></style></head>
<body lang=EN-GB><div class=WordSection1>
<p class=MsoNormal>Resolution adopted by the Human Rights Council on 2 October 2015<o:p></o:p></p>
<p class=MsoNormal><b>30/21.<span style='mso-tab-count:1'>    </span>The right to rest<o:p></o:p></b></p>
<p class=MsoNormal><i>The Human Rights Council,<o:p></o:p></i></p>
<p class=MsoNormal><i>Recalling</i> the Covenant,<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"
title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>
and the work of the <span style='display:none'>hidden</span>Committee,<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><i>Decides</i>
to act on the café’s rest.<o:p></o:p></p>
</div><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>
General Assembly resolution 2200 A (XXI), annex.<o:p></o:p></p></div></div></body></html>"""

LIBREOFFICE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<style type="text/css">p.sdfootnote { font-size: 10pt } a.sdfootnoteanc { font-size: 57% }</style></head>
<body lang="en-GB" dir="ltr"><div title="header"><p>A/HRC/RES/30/21</p></div>
<p>Resolution adopted by the Human Rights Council on 2 October 2015</p>
<p><b>30/21. The right to rest</b></p>
<p style="line-height: 100%"><font face="Times New Roman, serif"><i>The Human Rights Council,</i></font></p>
<p><i>Recalling</i> the Covenant,<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>
and the work of the Committee,</p>
<ol><li><p><i>Decides</i> to act on the café’s rest.</p></li></ol>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>General
Assembly resolution 2200 A (XXI), annex.</p></div>
<div title="footer"><p>3</p></div></body></html>"""
