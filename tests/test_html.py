"""HTML is read as a browser prints it: every element that makes lines, hides, numbers or marks text.

Not here: pages that are none or are hostile (`test_html_hostile`), what the lines mean (`test_reading`), blocks and tables of office documents (their own tests).
"""

from __future__ import annotations

import pytest

from tests.conftest import CLOSING, FRONT, read_frames, resolution, rows
from tests.pages_html import LIBREOFFICE, WORD
from transforms.formats.html import HTML, read_html
from transforms.formats.registry import find_format
from transforms.text import Line


def lines_of(body: str, head: str = "") -> list[Line]:
    (text,) = read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    return text.lines


def printed(body: str, head: str = "") -> list[str]:
    return [line.printed for line in lines_of(body, head)]


# ---- telling HTML, and its encoding


@pytest.mark.parametrize(
    ("data", "is_html"),
    [
        (b"<!DOCTYPE html><p>x", True),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html xmlns="h"/>', True),
        ("<html><p>é</p></html>".encode("utf-16"), True),
        (b"<p>a piece</p>", True),
        (b"<table><tr><td>x", True),
        (b"The Human Rights Council,\n\n<p>1. Decides", False),
        (b"<1> a list", False),
        (b"<text>", False),
        (b"<pre-session document>", False),
        (b"<>", False),
        (b"", False),
    ],
)
def test_html_is_told_by_how_it_begins(data: bytes, is_html: bool) -> None:
    assert HTML.recognizes(data) == is_html
    assert (find_format(data) is HTML) == is_html


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ("<meta charset=ISO-8859-1>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=no-such-thing>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_the_encoding_is_what_the_page_says_unless_it_does_not_fit(said: str, encoding: str) -> None:
    page = f"<html>{said}<p>L’Assemblée générale a décidé d’étudier l’état des droits à la santé</p>"
    page = said + page.replace(said, "") if said.startswith("<?") else page
    (text,) = read_html(page.encode(encoding))
    assert [line.text for line in text.lines] == [
        "L’Assemblée générale a décidé d’étudier l’état des droits à la santé"
    ]


def test_a_page_in_cyrillic_says_its_encoding() -> None:
    (text,) = read_html("<meta charset=koi8-r><p>Совет по правам человека,".encode("koi8-r"))
    assert text.lines[0].text == "Совет по правам человека,"


# ---- lines


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a\n  b\t c</p><p>d", ["a b c", "d"]),
        ("a<br>b<br/>c", ["a", "b", "c"]),
        ("a<div>b<div>c</div>d</div>e", ["a", "b", "c", "d", "e"]),
        ("a <i>b</i>c<b>d </b> e", ["a bcd e"]),
        ("<pre>a\n  b\n\nc</pre>d", ["a", "b", "c", "d"]),
        ("<p style='white-space: pre-wrap'>a\nb</p>", ["a", "b"]),
        ("a&nbsp;b&#8211;c&eacute;&shy;d&lt;p&gt;", ["a b–céd<p>"]),
        ("<h1>a</h1><h2>b</h2>c", ["a", "b", "c"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("a <q>b</q> c", ["a “b” c"]),
        ("<span style='display:block'>a</span>b", ["a", "b"]),
        ("<p style='display:inline'>a</p> <p style='display:inline'>b</p>", ["a b"]),
        ("<p style='text-transform:uppercase'>annex</p>", ["ANNEX"]),
        ("a<wbr>b<unknown>c</unknown>", ["abc"]),
        ("a<ins>b</ins><del>c</del>", ["ab"]),
    ],
)
def test_blocks_and_breaks_make_lines(body: str, expected: list[str]) -> None:
    assert printed(body) == expected


def test_two_breaks_are_a_blank_line_and_one_is_none() -> None:
    lines = lines_of("a<br>b<br><br>c<br> <br>d<p>e")
    assert [(line.text, line.after_blank) for line in lines] == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("d", True),
        ("e", True),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template>x</template>",
        "<noscript>x</noscript>",
        "<nav>x</nav>",
        "<header>x</header>",
        "<footer>x <p>y</p></footer>",
        "<aside>x</aside>",
        "<svg><text>x</text></svg>",
        "<select><option>x</select>",
        "<textarea>x</textarea>",
        "<iframe>x</iframe>",
        "<p hidden>x</p>",
        "<div aria-hidden=true>x<p>y</div>",
        "<div role=navigation>x</div>",
        "<span style='display: none'>x</span>",
        "<span style='visibility:hidden'>x</span>",
        "<span style='mso-hide:all'>x</span>",
        "<p class=gone>x</p>",
        "<p id=away>x</p>",
        "<!-- x -->",
        "<ruby><rt>x</rt></ruby>",
        "<p class=away>x</p>",
    ],
)
def test_what_is_not_printed_or_stands_around_is_left_out(hidden: str) -> None:
    head = "<title>x</title><style>/* .a{} /* */ .away /**/ {display:none} /* .b{*/ .gone, #away { display:none } @media print {p {display:none}} /* p {display:none}</style>"
    assert printed(f"before {hidden}after", head) in (["before after"], ["before", "after"])


def test_the_head_and_foot_of_an_article_are_its_own() -> None:
    body = "<header>site</header><article><header>title</header><p>text<footer>note</footer></article><footer>terms"
    assert printed(body) == ["title", "text", "note"]


def test_of_a_page_with_a_main_part_only_this_is_read() -> None:
    assert printed("<div>menu</div><div><main><p>text</main></div><div>more</div>") == ["text"]
    assert printed("<div>menu</div><main></main><p>text") == ["menu", "text"]


def test_a_main_part_that_holds_the_least_of_the_text_hides_no_other() -> None:
    body = "<p>Recalling its resolution, and all that was said before it,"
    assert printed(f"<main><h1>A/HRC/RES/30/21</h1></main>{body}") == ["A/HRC/RES/30/21", body[3:]]
    assert printed(f"<div role=main>a</div><script>{'x' * 500}</script><nav>{'y' * 500}</nav>") == ["a"]
    assert printed(f"<main>{body}</main><div>menu</div>") == [body[3:]]
    assert printed(f"<main>a</main><main>b</main>{body}") == ["a", "b", body[3:]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p style='visibility:hidden'>a<span style='visibility:visible'>b</span>c", ["b"]),
        ("<div style='visibility:hidden'>a<p>b<p style='visibility:visible'>c<i>d</i></div>e", ["cd", "e"]),
        ("<div style='display:none'>a<p style='visibility:visible;display:block'>b</div>c", ["c"]),
        ("<ol style='visibility:hidden'><li>a<li style='visibility:visible'>b</ol>", ["2. b"]),
        ("<div style='visibility:collapse'>a<br>b<q>c</q><hr></div>d", ["d"]),
        ("<p>a<span style='visibility:hidden'>b</span> c", ["a c"]),
    ],
)
def test_what_is_visible_within_what_is_not_is_printed(body: str, expected: list[str]) -> None:
    assert printed(body) == expected


# ---- lists


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=9><li>a<li value=20>b<li>c</ol>", ["9. a", "20. b", "21. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol type=a><li>a<li>b</ol>", ["a. a", "b. b"]),
        ("<ol type=i start=4><li>a</ol>", ["iv. a"]),
        ("<ol type=A><li>a</ol><ol type=I><li>b</ol>", ["A. a", "I. b"]),
        ("<ol style='list-style-type: lower-alpha'><li>a</ol>", ["a. a"]),
        ("<ol class=r><li>a</ol>", ["i. a"]),
        ("<ol style='list-style:none'><li>1. a</ol>", ["1. a"]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", ["1. a", "b"]),
        ("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["1. a", "a. b", "b. c", "2. d"]),
        ("<ol><li><ol type=i><li>a</ol></ol>", ["1. i. a"]),
        ("<ol><li></li><li>b</ol>", ["1.", "2. b"]),
        ("<ul><li>a</ul>", ["• a"]),
        ("<ul style='list-style-type:none'><li>a</ul>", ["a"]),
        ("<ol start=x><li value=''>a</ol>", ["1. a"]),
        ("""<ol style='list-style-type:"(§) "'><li>a</ol>""", ["(§) a"]),
        ("""<ol style='list-style-type:"%s"'><li>a</ol>""" % ("§" * 1000), ["§" * 100 + " a"]),
        ("""<ol style='list-style:"§" inside'><li>a</ol>""", ["§ a"]),
        ("<ol start=99999999999999999999><li>a</ol>", ["1000000. a"]),
    ],
)
def test_lists_have_the_numbers_that_are_printed(body: str, expected: list[str]) -> None:
    assert printed(body, "<style>ol.r { list-style-type: lower-roman }</style>") == expected


# ---- tables


def test_a_table_of_data_has_a_line_for_each_row() -> None:
    rows_of_table = "".join(f"<tr><td>State {at}</td><td><p>{at}00</p></td></tr>" for at in range(5))
    lines = lines_of(f"<table><tr><th>State<th>Sum</tr>{rows_of_table}</table>after")
    assert [line.text for line in lines] == ["State Sum", *(f"State {at} {at}00" for at in range(5)), "after"]


def test_a_table_that_only_sets_text_beside_text_has_its_paragraphs() -> None:
    column = "".join(f"<p>paragraph {at}</p>" for at in range(6))
    assert printed(f"<table><tr><td><ul><li>menu</ul></td><td>{column}</td></tr></table>") == [
        "• menu",
        *(f"paragraph {at}" for at in range(6)),
    ]


def test_numbers_in_cells_of_their_own_begin_the_paragraphs_beside_them() -> None:
    lines = lines_of(
        "<table>" + "".join(f"<tr><td>{n}.<td>Calls {n};</tr>" for n in range(1, 6)) + "</table>"
    )
    assert [(line.text, line.after_blank) for line in lines] == [
        (f"{n}. Calls {n};", True) for n in range(1, 6)
    ]


def test_tables_in_tables() -> None:
    assert printed("<table><tr><td>a<table><tr><td>b</table>c</table>d") == ["a", "b", "c", "d"]
    assert printed("</td></tr></table>a<tr><td>b") in (["a", "b"], ["ab"])


# ---- marks


@pytest.mark.parametrize(
    "italic",
    [
        "<i>{}</i>",
        "<em>{}</em>",
        "<cite>{}</cite>",
        "<span style='font-style:italic'>{}</span>",
        "<span class=c1>{}</span>",
        "<b><font size=2><i>{}</i></font></b>",
    ],
)
def test_italics_are_kept(italic: str) -> None:
    (line,) = lines_of(f"<p>1. {italic.format('Calls upon')} States", "<style>.c1{font-style:italic}</style>")
    assert (line.text, line.italic_words) == ("1. Calls upon States", "Calls upon")


def test_italics_may_be_taken_back() -> None:
    (line,) = lines_of("<p><i>a <span style='font-style:normal'>b</span></i>")
    assert line.italic_words == "a"


def test_bold_lines_are_told() -> None:
    lines = lines_of("<h2>a</h2><p><b>b</b> c<p style='font-weight:700'>d<p style='font-weight:400'>e")
    assert [line.is_bold for line in lines] == [True, False, True, False]


def test_raised_digits_are_calls_and_other_raised_letters_are_not() -> None:
    assert printed(
        "<p>rights,<sup>1</sup> on the 21<sup>st</sup>,<span style='vertical-align:super'>2</span>"
    ) == ["rights,¹ on the 21st,²"]


# ---- footnotes

CALLED = "the Covenant,{} and more,"
NOTE = "General Assembly resolution 2200 A (XXI), annex."


@pytest.mark.parametrize(
    ("call", "below"),
    [
        ("<sup>1</sup>", f"<div id=ftn1><p>1 {NOTE}</p></div>"),
        (
            "<sup>[1]</sup>",
            f"<p class=MsoFootnoteText>[1] {NOTE}</p>".replace("[1]", "<a href='#_ftnref1'>[1]</a>"),
        ),
        (
            "<a href='#fn1' role='doc-noteref'>1</a>",
            f"<section role=doc-endnotes><ol><li>{NOTE}<a href='#r'>↩</a></ol></section>",
        ),
        ("<sup><a href='#fn1'>1</a></sup>", f"<aside role=doc-footnote><sup>1</sup>{NOTE}</aside>"),
        ("<sup><a href='#fn1'>1</a></sup>", f"<div class=footnotes><ol><li id=fn1>{NOTE}</ol></div>"),
        ("<sup class=footnote>1</sup>", f"<hr><p><sup>1</sup> {NOTE}</p>"),
    ],
)
def test_footnotes_of_every_making(call: str, below: str) -> None:
    text = resolution(f"Recalling {CALLED.format(call)}", "1. Decides to act.").replace("\n\n", "<p>")
    frames = read_frames(f"<html><body><p>{text}{below}")
    assert rows(frames["footnotes"], "marker", "text") == [("1", NOTE)]
    assert rows(frames["footnotes"], "paragraph_id")[0][0].endswith("#pp1")
    assert rows(frames["paragraphs"], "text")[1:] == [
        ("Recalling the Covenant, and more,",),
        ("Decides to act.",),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "<p class=footnote>1 See a.</p>",
        "<div class=footnote>1 See a.</div>",
        "<aside class=footnote>1 See a.</aside>",
        "<aside role=doc-footnote>1 See a.</aside>",
        "<ol type=none><li class=footnote>1 See a.</ol>",
        "<section class=footnotes>1 See a.</section>",
        "<div class=footnotes><p>1 See a.</p></div>",
        "<div class=footnotes><p></p>1 See a.</div>",
        "<dl class=footnotes><dt>1<dd>See a.</dl>",
        "<table class=footnotes><tr><td>1<td>See a.</table>",
        "<ol class=footnotes><li>See a.</ol>",
        "<ol class=footnotes><li></li></ol>",
        "<div class=footnote>1 See a.<br><br>and b.</div>",
        "<p id=ftn1><a href='#ref'>1</a> See a.</p>",
        "<p><small class=footnote>1 See a.</small></p>",
    ],
)
def test_all_text_of_a_footnote_has_its_role(note: str) -> None:
    lines = lines_of(f"text{note}")
    assert [line.role for line in lines] == ["", *["footnote"] * (len(lines) - 1)]
    assert len(lines) > 1
    assert [line.role for line in lines_of(f"<div>{note}after</div>")][-1] == ""


def test_the_role_of_a_head_of_pages_ends_with_it() -> None:
    lines = lines_of("<div title=header>head</div>text<div title=footer>foot<p>and</div>more")
    assert [(line.text, line.role) for line in lines] == [
        ("head", "furniture"), ("text", ""), ("foot", "furniture"), ("and", "furniture"), ("more", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("page", [WORD.encode("cp1252"), LIBREOFFICE.encode()], ids=["word", "libreoffice"])
def test_pages_of_word_processors(page: bytes) -> None:
    frames = read_frames(page)
    assert rows(frames["resolutions"], "symbol", "title", "source_format") == [
        ("A/HRC/RES/30/21", "The right to rest", "html")
    ]
    assert rows(frames["paragraphs"], "marker", "text", "lead_phrase")[1:] == [
        (None, "Recalling the Covenant, and the work of the Committee,", "Recalling"),
        ("1.", "Decides to act on the café’s rest.", "Decides"),
    ]
    assert rows(frames["footnotes"], "marker", "text") == [("1", NOTE)]


def test_a_list_and_a_text_give_the_same_paragraphs() -> None:
    items = ["Decides to act;", "Calls upon States;", "Requests the Secretary-General to report."]
    text = resolution(*(f"{number}. {item}" for number, item in enumerate(items, 1)))
    as_list = "<ol>" + "".join(f"<li>{item}" for item in items) + "</ol>"
    before, _, _ = text.partition("1. Decides")
    page = f"<html><p>{before}{as_list}<p>{CLOSING}".replace("\n\n", "<p>")
    columns = ("marker", "kind", "text")
    assert rows(read_frames(page)["paragraphs"], *columns) == rows(read_frames(text)["paragraphs"], *columns)


def test_front_matter_of_a_page_is_that_of_a_text() -> None:
    page = "<html><p>" + resolution("1. Decides to act.").replace("\n\n", "<p>")
    [(title, adopted)] = rows(read_frames(page)["resolutions"], "title", "adopted_on")
    assert (title, str(adopted)) == ("The right to rest", "2015-10-02")
    assert FRONT.startswith("Resolution adopted")
