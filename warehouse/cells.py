"""Words in the cells of a CSV file, so that a spreadsheet shows them and runs nothing.

Here: the one rule. Not here: any file, or the way back, which is for readers (`feeds/describing` tells them).
"""

from __future__ import annotations

import re

RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula (OWASP, CSV injection), also behind apostrophes of the text itself."""


def safe_text(text: str) -> str:
    """The words as a cell has them: with an apostrophe in front where a spreadsheet would run them."""
    return f"'{text}" if RUNS.match(text) else text
