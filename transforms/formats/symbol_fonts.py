"""Signs of the fonts Symbol and Wingdings, which office files give by the font's own codes.

Here: the signs that texts use. Not here: the letters of other fonts, whose codes are Unicode's.
"""

from __future__ import annotations

UPPER = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
LOWER = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
SYMBOL = (
    {0x41 + at: sign for at, sign in enumerate(UPPER)}
    | {0x61 + at: sign for at, sign in enumerate(LOWER)}
    | {
        0xA3: "≤",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "•",
        0xB9: "≠",
        0xD7: "·",
        0x2D: "−",
        0xA2: "′",
    }
)
WINGDINGS = {
    0xA7: "•",
    0x6C: "•",
    0x6E: "•",
    0xD8: "•",
    0x76: "•",
    0xFC: "✓",
    0xA8: "□",
    0x6F: "□",
    0xE0: "→",
}


def symbol(code: str, font: str) -> str:
    """The sign with a hexadecimal code in a font; "" for what is no code."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    own = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    known = SYMBOL if font == "Symbol" else WINGDINGS if font.startswith("Wingdings") else {}
    if own in known:
        return known[own]
    return chr(own) if 0x20 <= own < 0xD800 else ""
