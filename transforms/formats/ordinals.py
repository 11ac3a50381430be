"""How numbers are written in lists: 4, iv, IV, d, 4th, (4) in circles, in letters of other scripts.

Here: from a number to signs, for the formats of DOCX and ODT. Not here: counting.
"""

from __future__ import annotations

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST_ROMAN = 4_000
MOST_REPEATED = 5
MOST_SIGN = 100
"""Characters of a number or bullet that are printed; a file may ask for millions before each paragraph."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Without the letters that lists leave out: ё, й, ъ, ы, ь."""
ARABIC_ORDER = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
CHINESE = "〇一二三四五六七八九"
CHINESE_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}
)  # fmt: skip
LETTERS = {
    "lowerLetter": LATIN, "upperLetter": LATIN.upper(), "russianLower": RUSSIAN,
    "russianUpper": RUSSIAN.upper(), "arabicAlpha": ARABIC_ORDER, "arabicAbjad": ARABIC_ABJAD,
    "chicago": "*†‡§",
}  # fmt: skip
"""Of which the first is doubled after the last."""
BULLET = "•"


def write_number(number: int, form: str) -> str:
    """A number in a format, by its name in OOXML (ST_NumberFormat); plain digits for what is not known."""
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < number < MOST_ROMAN:
        text = _roman(number)
        return text if form == "lowerRoman" else text.upper()
    if form in LETTERS and number > 0:
        turns, at = divmod(number - 1, len(LETTERS[form]))
        return LETTERS[form][at] * (turns + 1) if turns < MOST_REPEATED else str(number)
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}{_ordinal_ending(number)}"
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form in CHINESE_FORMATS and 0 < number < 100:
        return _chinese(number)
    return str(number)


def write_letters(number: int) -> str:
    """A number in letters as columns of sheets count: z, aa, ab."""
    out = ""
    while number > 0:
        number, at = divmod(number - 1, len(LATIN))
        out = LATIN[at] + out
    return out


def bullet(sign: str) -> str:
    """A bullet as it is printed. Symbol fonts draw theirs for letters and private signs."""
    sign = sign.strip()
    is_drawn = len(sign) == 1 and (sign.isalnum() or "\ue000" <= sign <= "\uf8ff")
    return BULLET if is_drawn else sign


def _roman(number: int) -> str:
    out = ""
    for amount, letters in ROMAN:
        count, number = divmod(number, amount)
        out += letters * count
    return out


def _ordinal_ending(number: int) -> str:
    if 10 < number % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{CHINESE[tens]}十"
    return head + (CHINESE[ones] if ones else "")
