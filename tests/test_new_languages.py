"""A language more is a file more: small files for Russian, Chinese and Arabic, and a text of each.

Here: that no code knows a script, an alphabet, capitals or spaces. Not here: the languages that are read (their own tests).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.documents import read_documents
from transforms.lead_phrases import find_lead
from transforms.text import text_lines
from warehouse.languages import load_languages

NEVER = "(?!)"
EMPTY = """
[printed]

[lead_phrases]
before = []
finite_before = []
continuing = []
after_participle = []
after_finite = []
joined = "(?!)"
manner = ['(?!)']
degrees = []
feelings = []
objects = []
qualities = []
evaluative = []
"""
FILES = {
    "ru": """
code = "ru"
name = "Russian"
united_nations = "Организация Объединенных Наций"
months = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
ordinals = ["первая", "вторая", "третья"]

[organs]
HRC = ["Совет по правам человека", "Советом по правам человека"]
opening = '^(?P<organ>{organ})\\s*,'

[front]
masthead = '^{united_nations}\\s+(?P<symbol>[AES]/\\S.*)$'
furniture = []
title_prefix = '^(?:(?P<resolution>Резолюция)|(?P<decision>Решение)) (?=\\d)'
session = '{ordinal} сессия'
agenda_item = '^Пункт (?P<item>\\d+) повестки дня$'
adoption = 'Резолюция, принятая (?P<organ>{organ})'
adopted_on = ' (?P<date>{date}) года'
decision = '^Решение, принятое'
statement = '(?!)'
at_meeting = '(?!)(?P<meeting>)'
meeting_within = '(?!)(?P<meeting>)'
decides = '(?!)(?P<organ>)'

[body]
heading = '^Статья \\d+$'
annexed = 'приложени'

[closing]
meeting = '^(?P<meeting>\\d+)-е заседание$'
without_vote = '^\\[Принята без голосования\\.?\\]$'
recorded_vote = '(?!)(?P<in_favour>)(?P<against>)(?P<abstaining>)'
one = '(?!)'
annex = '^Приложение$'
annex_titled = '(?!)'

[dates]
date = '\\d{1,2} {month} \\d{4}'
ordered = '^(?P<day>\\d{1,2}) (?P<month>{month}) (?P<year>\\d{4})(?: года)?$'
range = '(?!)(?P<from>)(?P<to>)'
"""
    + EMPTY.replace("before = []", "capital = false\nbefore = []", 1)
    + """
[[lead]]
lemma = "ссылаться"
action = "reinforcing"
participle = ["ссылаясь"]

[[lead]]
lemma = "призывать"
action = "directive"
finite = ["призывает"]

[[lead]]
lemma = "постановлять"
action = "deciding"
finite = ["постановляет"]
""",
    "zh": """
code = "zh"
name = "Chinese"
spaces = false
united_nations = "联合国"
months = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"]
ordinals = ["第一", "第二", "第三"]

[organs]
HRC = ["人权理事会"]
opening = '^(?P<organ>{organ})\\s*[，,]'

[front]
masthead = '^{united_nations}\\s+(?P<symbol>[AES]/\\S.*)$'
furniture = []
title_prefix = '(?!)(?P<decision>)'
session = '{ordinal}届会议'
agenda_item = '^议程项目(?P<item>\\d+)$'
adoption = '(?P<organ>{organ})决议'
adopted_on = '(?P<date>{date})'
decision = '(?!)'
statement = '(?!)'
at_meeting = '(?!)(?P<meeting>)'
meeting_within = '(?!)(?P<meeting>)'
decides = '(?!)(?P<organ>)'

[body]
heading = '(?!)'
annexed = '附件'

[closing]
meeting = '^第(?P<meeting>\\d+)次会议$'
without_vote = '^\\[未经表决获得通过。?\\]$'
recorded_vote = '(?!)(?P<in_favour>)(?P<against>)(?P<abstaining>)'
one = '(?!)'
annex = '^附件$'
annex_titled = '(?!)'

[dates]
date = '\\d{4}年{month}\\d{1,2}日'
ordered = '^(?P<year>\\d{4})年(?P<month>{month})(?P<day>\\d{1,2})日$'
range = '(?!)(?P<from>)(?P<to>)'
"""
    + EMPTY
    + """
[[lead]]
lemma = "回顾"
action = "reinforcing"
participle = ["回顾"]

[[lead]]
lemma = "促请"
action = "directive"
finite = ["促请"]

[[lead]]
lemma = "决定"
action = "deciding"
finite = ["决定"]
""",
    "ar": """
code = "ar"
name = "Arabic"
letters = "أبجدهوزحطي"
united_nations = "الأمم المتحدة"
months = ["كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"]
ordinals = ["الأولى", "الثانية", "الثالثة"]

[organs]
HRC = ["مجلس حقوق الإنسان"]
opening = '^إن (?P<organ>{organ})\\s*،'

[front]
masthead = '^{united_nations}\\s+(?P<symbol>[AES]/\\S.*)$'
furniture = []
title_prefix = '(?!)(?P<decision>)'
session = 'الدورة {ordinal}'
agenda_item = '^البند (?P<item>\\d+) من جدول الأعمال$'
adoption = 'قرار اعتمده (?P<organ>{organ})'
adopted_on = 'في (?P<date>{date})'
decision = '(?!)'
statement = '(?!)'
at_meeting = '(?!)(?P<meeting>)'
meeting_within = '(?!)(?P<meeting>)'
decides = '(?!)(?P<organ>)'

[body]
heading = '(?!)'
annexed = 'مرفق'

[closing]
meeting = '^الجلسة (?P<meeting>\\d+)$'
without_vote = '^\\[اعتمد بدون تصويت\\.?\\]$'
recorded_vote = '(?!)(?P<in_favour>)(?P<against>)(?P<abstaining>)'
one = '(?!)'
annex = '^المرفق$'
annex_titled = '(?!)'

[dates]
date = '\\d{1,2} {month} \\d{4}'
ordered = '^(?P<day>\\d{1,2}) (?P<month>{month}) (?P<year>\\d{4})$'
range = '(?!)(?P<from>)(?P<to>)'
"""
    + EMPTY
    + """
[[lead]]
lemma = "أشار"
action = "reinforcing"
participle = ["إذ يشير"]

[[lead]]
lemma = "دعا"
action = "directive"
finite = ["يدعو"]

[[lead]]
lemma = "قرر"
action = "deciding"
finite = ["يقرر"]
""",
}
TEXTS = {
    "ru": """Резолюция, принятая Советом по правам человека 2 октября 2015 года

30/901. Право на отдых

Совет по правам человека,

ссылаясь на свою резолюцию 29/901,

1. призывает государства:

a) обеспечивать отдых;

b) сообщать об этом;

2. постановляет вернуться к этому вопросу.

42-е заседание

2 октября 2015 года

[Принята без голосования.]
""",
    "zh": """2015年10月2日人权理事会决议

30/901. 休息权

人权理事会，

回顾其第29/901号决议，

1. 促请各国：

(a) 保障休息；

(b) 就此提出报告；

2. 决定继续审议这一问题。

第42次会议

2015年10月2日

[未经表决获得通过。]
""",
    "ar": """قرار اعتمده مجلس حقوق الإنسان في 2 تشرين الأول/أكتوبر 2015

30/901. الحق في الراحة

إن مجلس حقوق الإنسان،

إذ يشير إلى قراره 29/901،

1 - يدعو الدول إلى ما يلي:

(أ) ضمان الراحة؛

(ب) تقديم تقرير عن ذلك؛

2 - يقرر مواصلة النظر في هذه المسألة.

الجلسة 42

2 تشرين الأول/أكتوبر 2015

[اعتمد بدون تصويت.]
""",
}
LEADS = {
    "ru": ["ссылаясь", "призывает", "постановляет"],
    "zh": ["回顾", "促请", "决定"],
    "ar": ["إذ يشير", "يدعو", "يقرر"],
}


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("code", FILES)
def test_a_text_is_read_once_its_language_has_a_file(tmp_path: Path, code: str, gap: str) -> None:
    (tmp_path / f"{code}.toml").write_text(FILES[code], encoding="utf-8")
    languages = load_languages(tmp_path)
    (document,) = read_documents(text_lines(TEXTS[code].replace("\n\n", gap)), languages).documents
    assert document.document_id == f"A/HRC/RES/30/901@{code}"
    assert (str(document.adopted_on), document.meeting, document.closing.adoption) == (
        "2015-10-02",
        42,
        "without_vote",
    )
    assert document.identifiers == ["opening", "pp1", "op1", "op1(a)", "op1(b)", "op2"]
    found = [find_lead(p.text, languages[code]) for p in document.paragraphs[1:] if not p.depth]
    assert [lead.phrase for lead in found if lead] == LEADS[code]


def test_a_line_of_chinese_is_joined_to_the_next_without_a_space(tmp_path: Path) -> None:
    (tmp_path / "zh.toml").write_text(FILES["zh"], encoding="utf-8")
    broken = TEXTS["zh"].replace("决定继续审议", "决定继续\n审议")
    (document,) = read_documents(text_lines(broken), load_languages(tmp_path)).documents
    assert document.paragraphs[-1].text == "决定继续审议这一问题。"
