"""Where the home is and what limits hold: environment variables, each with its default.

Here: reading and checking them. Not here: what the folders of a home are for (`home`).
"""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_HOME = "./hrcw-home"
DEFAULT_MAX_BYTES = 50 * 1024 * 1024
DEFAULT_MAX_SECONDS = 60
NO_PROGRAM = "none"
DEFAULT_CRON = "0 5 * * *"


class SettingError(ValueError):
    """A setting that cannot be used; the message names it, its value and what would do."""


def home_folder() -> Path:
    return Path(os.environ.get("HRCW_HOME") or DEFAULT_HOME).absolute()


def max_bytes() -> int:
    """Largest file that is read, in bytes (HRCW_MAX_BYTES)."""
    value = os.environ.get("HRCW_MAX_BYTES") or str(DEFAULT_MAX_BYTES)
    if not (value.isascii() and value.isdigit()) or int(value) == 0:
        raise SettingError(f"HRCW_MAX_BYTES is {value!r}; it must be a number of bytes, such as 50000000.")
    return int(value)


def max_seconds() -> int:
    """Longest time that the reading of one source may take, in seconds (HRCW_MAX_SECONDS)."""
    value = os.environ.get("HRCW_MAX_SECONDS") or str(DEFAULT_MAX_SECONDS)
    if not (value.isascii() and value.isdigit()) or int(value) == 0:
        raise SettingError(f"HRCW_MAX_SECONDS is {value!r}; it must be a number of seconds, such as 60.")
    return int(value)


def office_program() -> str | None:
    """The program that converts DOC, WordPerfect and RTF (HRCW_SOFFICE): "" where none shall, None where
    nothing is set and LibreOffice is looked for."""
    value = os.environ.get("HRCW_SOFFICE")
    if not value or value == NO_PROGRAM:
        return "" if value else None
    if not os.access(value, os.X_OK) or Path(value).is_dir():
        raise SettingError(
            f"HRCW_SOFFICE is {value!r}, which is no program. Give the path of soffice, "
            f"'{NO_PROGRAM}' to convert nothing, or leave it out and LibreOffice is looked for."
        )
    return value


def vocabulary_folder() -> Path | None:
    """The folder of vocabularies to use instead of the program's own (HRCW_VOCABULARY)."""
    value = os.environ.get("HRCW_VOCABULARY")
    if not value:
        return None
    if not Path(value).is_dir():
        raise SettingError(
            f"HRCW_VOCABULARY is {value!r}, which is no folder. Make one with: hrcw vocabulary copy FOLDER"
        )
    return Path(value).absolute()


def cron() -> str:
    """When the schedule builds (HRCW_SCHEDULE), in cron's five fields."""
    return os.environ.get("HRCW_SCHEDULE") or DEFAULT_CRON
