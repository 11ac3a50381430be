"""The ZIP containers that office documents are, read at bounded cost.

Here: opening, listing and inflating, and what is refused. Not here: what the parts say, archives of texts
(`orchestration.archives`, which streams files that may be larger than memory).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property

from transforms.text import Unreadable

MAGIC = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
ENCRYPTED = 0x1
MOST_ENTRIES = 10_000
MOST_BYTES = 128 << 20
"""Inflated bytes that are read of one container, all parts together."""
MOST_RATIO = 250
"""Inflated to packed size of a part larger than SMALL. Office XML packs 10 to 40 times, a bomb 1,000 times."""
SMALL = 4 << 20
CHUNK = 1 << 20
DEEPEST = 150
"""Elements within elements of a part. A text box in a table within a table has some 40."""


class Package:
    """A ZIP container in memory. Nothing is extracted, so names are words and lead nowhere.

    Raises Unreadable: damaged for what is no whole ZIP file, too_costly for too many entries, for parts
    that inflate beyond the limits, whatever size they declare, password for encrypted ones.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(CENTRAL) > MOST_ENTRIES:
            raise Unreadable("too_costly", f"The file is a container of more than {MOST_ENTRIES:,} parts.")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise _damaged(str(error)) from error
        self._left = MOST_BYTES

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._file.namelist())

    def read(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a part, at most `most`."""
        try:
            info = self._file.getinfo(name)
        except KeyError as error:
            raise _damaged(f"it has no part {name!r}") from error
        if info.flag_bits & ENCRYPTED:
            raise Unreadable("password", "The file is encrypted. Save it without a password and build again.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(f"its part {name!r} is packed in a way that office documents are not")
        limit = min(self._left, most or self._left)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._file.open(info) as part:
                while chunk := part.read(CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > limit or (size > SMALL and size > MOST_RATIO * max(info.compress_size, 1)):
                        raise Unreadable(
                            "too_costly",
                            f"The part {name!r} of the file inflates to {size >> 20} MiB and more. "
                            "Is it a text of the United Nations?",
                        )
        except Unreadable:
            raise
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise _damaged(str(error)) from error
        self._left -= size
        return b"".join(chunks)


def first_name(data: bytes) -> str:
    """The name of the first part, which a damaged container still shows; "" for what is no ZIP file."""
    if not data.startswith(MAGIC) or len(data) < 30:
        return ""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")].decode("utf-8", "replace")


def _damaged(why: str) -> Unreadable:
    return Unreadable("damaged", f"The file is a damaged ZIP container: {why}. Get it again and build.")
