"""The names of members in archives: which lead out, which are passed over, and their addresses in URIs.

Here: one member's name and marks. Not here: walking through archives (`archives`).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from contextlib import suppress
from urllib.parse import quote

MAX_NAME = 4096
SAYS_UTF8 = 0x800
"""The flag by which a ZIP says that a name is UTF-8; without it, it should be code page 437."""
PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
OUTSIDE = re.compile(r"/|[A-Za-z]:|.*[\\\0]|(?:.*/)?\.\.(?:/|$)", re.DOTALL)
"""Absolute paths, drives, backslashes, and steps upwards."""


def name_of(info: zipfile.ZipInfo) -> str:
    """The path of a member of a ZIP with "/" between its parts; some programs write backslashes, and some
    write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & SAYS_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def is_passed_over(name: str) -> bool:
    parts = posixpath.normpath(name).split("/")
    return not OUTSIDE.match(name) and any(part.startswith(".") or part == "__MACOSX" for part in parts)


def refusal_of(name: str, is_plain: bool) -> tuple[str, str] | None:
    """Why a member is not read: where its name leads, or what it is."""
    if OUTSIDE.match(name):
        detail = (
            "Its path leaves the archive, or is not written with '/'. Pack the texts anew, with plain paths."
        )
    elif not is_plain:
        detail = "It is a link or a device, not a file. Pack the file itself."
    elif len(name) > MAX_NAME:
        detail = f"Its name has more than {MAX_NAME:,} characters. Give it a shorter one."
    else:
        return None
    return "unsafe_archive", detail


def locked(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    if info.flag_bits & 1:
        return (
            "password",
            "It is locked with a password. Unpack it with the password and build from the folder.",
        )
    if info.compress_type not in PACKING:
        return (
            "unsupported_format",
            "It is packed by a rare method. Unpack the archive and build from its folder.",
        )
    return None


def address_of(name: str) -> str:
    """A path within an archive as a part of a URI; one that leads out of it is no path any more."""
    if OUTSIDE.match(name):
        return quote(name[:MAX_NAME].encode("utf-8", "surrogateescape"), safe="")
    return quote(posixpath.normpath(name[:MAX_NAME]).encode("utf-8", "surrogateescape"))
