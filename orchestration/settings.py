"""Where the home is and what limits hold: environment variables, each with its default.

Here: reading and checking them. Not here: what the folders of a home are for (`home`).
"""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_HOME = "./hrcw-home"
DEFAULT_MAX_BYTES = 50 * 1024 * 1024
DEFAULT_MAX_ARCHIVE_BYTES = 5 * 1024**3
DEFAULT_MAX_SECONDS = 60
DEFAULT_FEED_GENERATIONS = 3
DEFAULT_FEEDS_SCHEMA = "hrcw"
NO_PROGRAM = "none"
DEFAULT_CRON = "0 5 * * *"
DEFAULT_FETCH_CRON = "0 4 * * *"


class SettingError(ValueError):
    """A setting that cannot be used; the message names it, its value and what would do."""


def home_folder() -> Path:
    return Path(os.environ.get("HRCW_HOME") or DEFAULT_HOME).absolute()


def max_bytes() -> int:
    """Largest document that is read, in bytes (HRCW_MAX_BYTES)."""
    return _positive("HRCW_MAX_BYTES", DEFAULT_MAX_BYTES, "a number of bytes, such as 50000000")


def max_archive_bytes() -> int:
    """Largest archive or file of JSON Lines that is read, packed and unpacked, in bytes
    (HRCW_MAX_ARCHIVE_BYTES)."""
    return _positive(
        "HRCW_MAX_ARCHIVE_BYTES", DEFAULT_MAX_ARCHIVE_BYTES, "a number of bytes, such as 5000000000"
    )


def max_seconds() -> int:
    """Longest time that the reading of one source may take, in seconds (HRCW_MAX_SECONDS)."""
    return _positive("HRCW_MAX_SECONDS", DEFAULT_MAX_SECONDS, "a number of seconds, such as 60")


def feed_generations() -> int:
    """How many generations of feeds are kept, the latest among them (HRCW_FEED_GENERATIONS)."""
    return _positive("HRCW_FEED_GENERATIONS", DEFAULT_FEED_GENERATIONS, "how many to keep, 1 or more")


def feeds_to() -> str | None:
    """The PostgreSQL database that Dagster loads the feeds into (HRCW_FEEDS_TO)."""
    return os.environ.get("HRCW_FEEDS_TO") or None


def feeds_schema() -> str:
    """The schema of that database (HRCW_FEEDS_SCHEMA)."""
    return os.environ.get("HRCW_FEEDS_SCHEMA") or DEFAULT_FEEDS_SCHEMA


def _positive(name: str, default: int, expected: str) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()) or int(value) == 0:
        raise SettingError(f"{name} is {value!r}; it must be {expected}.")
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


def fetch_cron() -> str:
    """When the schedules look for new documents (HRCW_FETCH_SCHEDULE), in cron's five fields."""
    return os.environ.get("HRCW_FETCH_SCHEDULE") or DEFAULT_FETCH_CRON
