"""Streams that a hostile archive cannot make costly: inflating, and walking through a tar, within a budget.

Here: bytes in, bytes out, never more in memory than is asked for. Not here: what the bytes are (`archives`).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

CHUNK = 1 << 16
XZ_MEMORY = 256 << 20
"""What inflating xz may take; `xz -9` asks for 65 MiB, a hostile file for four gibibytes."""
RATIO = 100
"""Unpacked to packed size: texts and their markup reach about 15, a bomb a thousand and more."""
RATIO_FLOOR = 100 << 20
"""Up to this size nothing is a bomb."""
DIRECTORY_BYTES = 128 << 20
"""What the directory of a ZIP may take: `zipfile` holds it in memory."""
HEADER_BYTES = 1 << 20
"""What the headers of one member of a tar may take, with long names and attributes."""


DAMAGE = (
    EOFError, OSError, ValueError, ArithmeticError, LookupError, struct.error, zlib.error, lzma.LZMAError,
    tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip
"""What the libraries raise for archives that are not whole."""


class TooMuch(Exception):
    """An archive that holds more than is read; the message is a sentence."""


class Budget:
    """How much may be unpacked from one archive; counts what was."""

    def __init__(self, packed: int, limit: int) -> None:
        self.unpacked, self.packed, self.limit = 0, packed, limit

    def spend(self, count: int) -> None:
        """Raises TooMuch where the archive turns out too large, or to be a bomb."""
        self.unpacked += count
        if self.unpacked > self.limit:
            raise TooMuch(
                f"Unpacked it has more than {self.limit:,} bytes, which is the limit (HRCW_MAX_ARCHIVE_BYTES)."
            )
        if self.unpacked > max(RATIO_FLOOR, RATIO * self.packed):
            raise TooMuch(
                f"Its {self.packed:,} bytes unpack to more than {self.unpacked:,}: no texts pack so small. "
                "Such an archive is made to fill disks. Take out the texts with care, or get them elsewhere."
            )


class Inflated(io.RawIOBase):
    """A stream of what another gives, counted by a budget. What stands before a damage is given first."""

    def __init__(self, source: Any, budget: Budget) -> None:
        self.source, self.budget = source, budget
        self.damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if self.damage:
            raise self.damage
        view = memoryview(target)
        filled = 0
        try:
            while filled < len(view) and (data := self.source.read(len(view) - filled)):
                view[filled : filled + len(data)] = data
                filled += len(data)
        except DAMAGE as error:
            if not filled:
                raise
            self.damage = error
        self.budget.spend(filled)
        return filled


class _Decompressed:
    """What a file of one or more compressed streams holds; bz2 and xz decompressors have one interface."""

    def __init__(self, file: IO[bytes], begin: Callable[[], Any]) -> None:
        self.file, self.begin, self.stream = file, begin, begin()

    def read(self, count: int) -> bytes:
        while True:
            if self.stream.eof:
                rest = self.stream.unused_data or self.file.read(CHUNK)
                rest = rest.lstrip(b"\0")  # padding between the streams of xz
                if not rest:
                    return b""
                self.stream = self.begin()
                data = self.stream.decompress(rest, count)
            elif self.stream.needs_input:
                packed = self.file.read(CHUNK)
                if not packed:
                    raise EOFError("The compressed data ends before its end mark.")
                data = self.stream.decompress(packed, count)
            else:
                data = self.stream.decompress(b"", count)
            if data:
                return bytes(data)


def inflate(file: IO[bytes], kind: str, budget: Budget) -> io.BufferedReader:
    """What a file compressed by gzip, bzip2 or xz holds, as a stream."""
    sources: dict[str, Callable[[], Any]] = {
        "gzip": lambda: gzip.GzipFile(fileobj=file, mode="rb"),
        "bzip2": lambda: _Decompressed(file, bz2.BZ2Decompressor),
        "xz": lambda: _Decompressed(
            file, lambda: lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=XZ_MEMORY)
        ),
    }
    return io.BufferedReader(Inflated(sources[kind](), budget), CHUNK)


class Forward:
    """A stream read once from front to back, as a file for `tarfile`; it remembers whether the last block
    read was one of zeros, which ends a tar."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.place, self.header = stream, 0, 0
        self.ended_in_zeros = False

    def tell(self) -> int:
        return self.place

    def seek(self, place: int) -> int:
        while self.place < place and self.take(min(CHUNK, place - self.place)):
            pass
        if self.place != place:
            raise EOFError("The archive ends within a member.")
        return place

    def read(self, count: int) -> bytes:
        """Bytes of headers, of which no member may have many."""
        self.header += count
        if self.header > HEADER_BYTES:
            raise TooMuch(
                f"The header of a member has more than {HEADER_BYTES:,} bytes. Pack the texts anew, with plain names."
            )
        data = self.take(count)
        self.ended_in_zeros = bool(data) and not data.strip(b"\0")
        return data

    def take(self, count: int) -> bytes:
        """Bytes of members."""
        data = self.stream.read(count)
        self.place += len(data)
        return data

    def drain(self) -> None:
        """To the end, where a compressed stream has its checksum."""
        while self.take(CHUNK):
            pass


class Section(io.RawIOBase):
    """So many bytes of a Forward from where it stands."""

    def __init__(self, forward: Forward, size: int) -> None:
        self.forward, self.left = forward, size

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        data = self.forward.take(min(len(target), self.left))
        if not data and self.left:
            raise EOFError("The archive ends within a member.")
        target[: len(data)] = data
        self.left -= len(data)
        return len(data)


class BoundedReads:
    """A file for `zipfile`, which asks for the whole directory at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seek, self.tell = file.seek, file.tell
        self.seekable, self.readable = file.seekable, file.readable

    def read(self, count: int = -1) -> bytes:
        if count > DIRECTORY_BYTES:
            raise TooMuch(f"Its directory has more than {DIRECTORY_BYTES:,} bytes. Split it into several.")
        return self.file.read(count)
