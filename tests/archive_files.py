"""Archives made for tests: good ones of every kind, and hostile ones.

Here: bytes. Not here: any test.
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
from collections.abc import Callable, Iterable, Mapping

Files = Mapping[str, bytes]
FILES: Files = {
    "78session/English/a.xml": b"<a/>",
    "78session/English/b.xml": b"<b/>",
    "README.md": b"read me",
}
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def zip_of(files: Files, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return buffer.getvalue()


def tar_of(files: Files, form: int = tarfile.PAX_FORMAT) -> bytes:
    return tar_with((member(name, len(data)), data) for name, data in files.items())


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, target
    return info


def tar_with(members: Iterable[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def packed(kind: str, files: Files) -> bytes:
    """An archive of the files, by the ending of its name: "zip", "tar", "tar.gz" …"""
    if kind == "zip":
        return zip_of(files)
    compression = kind.removeprefix("tar").removeprefix(".")
    return COMPRESS[compression](tar_of(files)) if compression else tar_of(files)


def zip_with_link(name: str, target: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    return buffer.getvalue()


def locked_zip(name: str, data: bytes) -> bytes:
    """A ZIP whose member says that it is encrypted; what it holds is never looked at."""
    made = bytearray(zip_of({name: data}))
    made[6] |= 1
    directory = made.index(b"PK\1\2")
    made[directory + 8] |= 1
    return bytes(made)


def overlapping_zip(size: int, count: int) -> bytes:
    """A small ZIP whose `count` members are one and the same run of `size` zeros."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = compressor.compress(bytes(size)) + compressor.flush()
    checksum = zlib.crc32(bytes(size))
    numbers = struct.pack("<3L", checksum, len(body), size)
    local = b"PK\3\4" + struct.pack("<5H", 20, 0, 8, 0, 33) + numbers + struct.pack("<2H", 1, 0) + b"a"
    directory = b"".join(
        b"PK\1\2"
        + struct.pack("<6H", 20, 20, 0, 8, 0, 33)
        + numbers
        + struct.pack("<5H2L", len(name := f"{at}.txt".encode()), 0, 0, 0, 0, 0, 0)
        + name
        for at in range(count)
    )
    end = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(local) + len(body), 0)
    return local + body + directory + b"PK\5\6" + end
