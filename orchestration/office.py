"""Old formats through LibreOffice, where it is installed: DOC, WordPerfect and RTF become DOCX.

Here: finding LibreOffice, and what a failed conversion means. Not here: running it (`office_guard`),
telling the formats (`transforms.formats.legacy`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from orchestration.office_guard import TOO_SLOW
from orchestration.settings import max_seconds, office_program
from transforms.formats.legacy import needs_libreoffice
from transforms.text import Unreadable

PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SHARE = 0.75
"""Of the time for a source, so much may its conversion take; the rest is for reading it."""
GUARD = Path(__file__).with_name("office_guard.py")


def convert(data: bytes, suffix: str) -> bytes:
    """The document as DOCX bytes; `suffix` (doc, wpd, rtf) names its format. Takes some seconds.

    Raises Unreadable: needs_libreoffice where it is not installed, too_slow, damaged where LibreOffice
    makes nothing of it.
    """
    program = find_soffice()
    if program is None:
        raise needs_libreoffice(suffix)
    seconds = max_seconds() * SHARE
    guard = subprocess.Popen(
        [sys.executable, "-I", str(GUARD), program, suffix, str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert guard.stdin is not None
    assert guard.stdout is not None
    with guard, suppress(BrokenPipeError):
        guard.stdin.write(len(data).to_bytes(8, "big") + data)
        guard.stdin.flush()
        made = guard.stdout.read()  # the input stays open until then: where it closes, the guard gives up
    if guard.returncode == TOO_SLOW:
        raise Unreadable(
            "too_slow", f"LibreOffice took more than {seconds:.0f} s to convert the file (HRCW_MAX_SECONDS)."
        )
    if guard.returncode or not made:
        raise Unreadable(
            "damaged",
            "LibreOffice could not open the file: it is damaged, or has a password. Open it by hand, "
            "save it as DOCX and build again.",
        )
    return made


def find_soffice() -> str | None:
    """The LibreOffice of the settings, else of this machine; None where there is none.

    Raises SettingError for one that cannot be run.
    """
    chosen = office_program()
    if chosen is not None:
        return chosen or None
    found = (shutil.which(name) for name in PROGRAMS)
    placed = (place for place in PLACES if Path(place).is_file())
    return next((each for each in found if each), None) or next(placed, None)
