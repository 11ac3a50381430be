"""What archives hold: ZIP, tar, compressed files, and files of JSON Lines, member by member.

Nothing is unpacked to a disk by the name it has in an archive: a member is an address and bytes. Here:
telling archives by content, walking through them, and what is refused. Not here: keeping what is found
(`raw_store`), streams and budgets (`archive_streams`), what the bytes say (`transforms`).
"""

from __future__ import annotations

import codecs
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any, cast

from orchestration.archive_names import address_of, is_passed_over, locked, name_of, refusal_of
from orchestration.archive_streams import (
    CHUNK,
    DAMAGE,
    BoundedReads,
    Budget,
    Forward,
    Inflated,
    Section,
    TooMuch,
    inflate,
)
from transforms.formats.jsonl import is_record, read_record
from transforms.text import Unreadable

MAX_MEMBERS = 250_000
MAGIC = {b"PK\3\4": "zip", b"PK\5\6": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz"}
TITLES = {
    "zip": "ZIP",
    "tar": "tar",
    "gzip": "gzip",
    "bzip2": "bzip2",
    "xz": "xz",
    "json_lines": "JSON Lines",
}
TAR_MAGIC, TAR_PLACE = b"ustar", 257
CONTENTS_ENTRY, TYPE_ENTRY, TYPE_BEGINS = "[Content_Types].xml", "mimetype", b"application/"
"""What tells a document (DOCX, ODT) from an archive; both are ZIP."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes: of one document, and of one archive, packed and unpacked."""

    document: int
    archive: int


@dataclass(frozen=True, slots=True)
class Member:
    """One source within an archive. `address` is what follows "!/" in its URI: the path, percent-encoded, or
    the number of a line; "" for the one file within a compressed file, None for the archive itself, of which
    `problem` and `detail` (a reason and a sentence) then speak."""

    address: str | None
    data: bytes = b""
    problem: str = ""
    detail: str = ""


def kind_of(file: IO[bytes], limit: int) -> str:
    """ "zip", "tar", "gzip", "bzip2", "xz" or "json_lines" by the content of a file; "" for a document.

    `limit` bounds the first line of JSON Lines. A ZIP that is a document by its entries is one. The file is
    at its beginning afterwards.
    """
    head = file.read(512)
    file.seek(0)
    kind = _kind_by_magic(head)
    if kind == "zip" and _is_document(file, head):
        kind = ""
    elif not kind and _may_be_record(head):
        kind = "json_lines" if is_record(_first_line(file, limit)) else ""
    file.seek(0)
    return kind


def unpack(file: IO[bytes], kind: str, size: int, limits: Limits) -> Iterator[Member]:
    """Every source in an archive of `size` bytes, each as it is read; last of all, where the archive could not
    be read to its end or holds nothing, what is wrong with it.

    Hidden members, folders and `__MACOSX` are passed over.
    """
    known: dict[str, int] = {}
    count = 0
    try:
        for member in _members(file, kind, Budget(size, limits.archive), limits):
            if count == MAX_MEMBERS:
                raise TooMuch(f"It holds more than {MAX_MEMBERS:,} texts. Split it into several.")
            count += 1
            yield _apart(member, known)
    except TooMuch as error:
        yield Member(None, problem="unsafe_archive", detail=str(error))
    except (*DAMAGE, MemoryError) as error:
        yield Member(None, problem="damaged", detail=_damaged(kind, error, count))
    else:
        if not count:
            yield Member(
                None, problem="empty", detail=f"The file is {TITLES[kind]} and holds no file to read."
            )


def _members(file: IO[bytes], kind: str, budget: Budget, limits: Limits) -> Iterator[Member]:
    if kind == "zip":
        yield from _members_of_zip(file, budget, limits)
    elif kind == "tar":
        yield from _members_of_tar(file, limits)
    elif kind == "json_lines":
        yield from _lines(iter(lambda: file.readline(limits.document + 1), b""), "", limits.document)
    else:
        stream = inflate(file, kind, budget)
        if _kind_by_magic(stream.peek(512)) == "tar":
            yield from _members_of_tar(stream, limits)
        else:
            yield from _sources(stream, "", limits)


def _members_of_zip(file: IO[bytes], budget: Budget, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(cast(IO[bytes], BoundedReads(file))) as archive:
        for info in archive.infolist():
            name, mode = name_of(info), stat.S_IFMT(info.external_attr >> 16)
            if name.endswith("/") or is_passed_over(name):
                continue
            is_plain = mode in (0, stat.S_IFREG)
            if refusal := refusal_of(name, is_plain) or locked(info) or _too_large(info.file_size, limits):
                yield Member(address_of(name), problem=refusal[0], detail=refusal[1])
                continue
            try:
                with archive.open(info) as packed:
                    yield from _sources(
                        io.BufferedReader(Inflated(packed, budget), CHUNK), address_of(name), limits
                    )
            except DAMAGE as error:
                yield Member(
                    address_of(name), problem="damaged", detail=f"The member is damaged: {_said(error)}."
                )


def _members_of_tar(stream: IO[bytes], limits: Limits) -> Iterator[Member]:
    forward = Forward(stream)
    with tarfile.open(fileobj=cast(Any, forward), mode="r:") as archive:
        while (info := archive.next()) is not None:
            cast(Any, archive).members.clear()  # it would keep all of them
            forward.header = 0
            if info.isdir() or is_passed_over(info.name):
                continue
            address = address_of(info.name)
            if refusal := refusal_of(info.name, info.isreg() and not info.issparse()) or _too_large(
                info.size, limits
            ):
                yield Member(address, problem=refusal[0], detail=refusal[1])
                continue
            forward.seek(info.offset_data)
            yield from _sources(io.BufferedReader(Section(forward, info.size), CHUNK), address, limits)
    if not forward.ended_in_zeros:
        raise EOFError("The archive has no end mark.")
    forward.drain()


def _sources(stream: io.BufferedReader, address: str, limits: Limits) -> Iterator[Member]:
    """What one file within an archive gives: itself, or the lines of JSON Lines."""
    head = stream.peek(512)
    if _may_be_record(head):
        skipped, line = _begin(stream, limits.document)
        if is_record(line):
            rest = iter(lambda: stream.readline(limits.document + 1), b"")
            inner = f"{address}!/" if address else ""
            yield from _lines(chain(skipped, [line], rest), inner, limits.document)
            return
        data = b"".join([*skipped, line])
        data += stream.read(limits.document + 1 - len(data))
    else:
        data = stream.read(limits.document + 1)
    if refusal := _too_large(len(data), limits):
        yield Member(address, problem=refusal[0], detail=refusal[1])
    elif inner := kind_of(io.BytesIO(data), 0):
        detail = f"It is an archive ({TITLES[inner]}) within an archive. Unpack the outer one and build from its folder."
        yield Member(address, problem="unsafe_archive", detail=detail)
    else:
        yield Member(address, data)


def _lines(lines: Iterator[bytes], before: str, limit: int) -> Iterator[Member]:
    """The records of JSON Lines, each by the number of its line; a line that is none says why."""
    cut = False
    number = 1
    for line in lines:
        address, is_whole = f"{before}{number}", line.endswith(b"\n")
        number += is_whole
        if cut or len(line) > limit:
            if not cut:
                yield Member(
                    address,
                    problem="too_large",
                    detail=f"The line has more than {limit:,} bytes (HRCW_MAX_BYTES).",
                )
            cut = not is_whole
            continue
        record = line.removeprefix(codecs.BOM_UTF8).strip()
        if not record:
            continue
        try:
            read_record(record)
        except Unreadable as error:
            yield Member(address, problem=error.reason, detail=f"Line {number - is_whole}: {error}")
        else:
            yield Member(address, record)


def _begin(stream: io.BufferedReader, limit: int) -> tuple[list[bytes], bytes]:
    """The empty lines with which a stream begins, and the line below them."""
    skipped: list[bytes] = []
    while True:
        line = stream.readline(limit + 1)
        if line.removeprefix(codecs.BOM_UTF8).strip() or not line:
            return skipped, line
        skipped.append(line)


def _first_line(file: IO[bytes], limit: int) -> bytes:
    """The first line that is not empty, without a byte order mark."""
    while line := file.readline(limit + 1):
        if line := line.removeprefix(codecs.BOM_UTF8).strip():
            return line
    return b""


def _may_be_record(head: bytes) -> bool:
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def _kind_by_magic(head: bytes) -> str:
    if head[TAR_PLACE : TAR_PLACE + len(TAR_MAGIC)] == TAR_MAGIC or _is_old_tar(head):
        return "tar"
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")


def _is_old_tar(head: bytes) -> bool:
    """Whether a tar begins that has no magic; its header has a sum."""
    try:
        return len(head) == tarfile.BLOCKSIZE and bool(
            tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape").name
        )
    except tarfile.HeaderError:
        return False


def _is_document(file: IO[bytes], head: bytes) -> bool:
    """Whether a ZIP is a document; one without a directory shows it by its first entry."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], BoundedReads(file))) as archive:
            if TYPE_ENTRY in archive.NameToInfo:
                with archive.open(TYPE_ENTRY) as entry:
                    return entry.read(len(TYPE_BEGINS)) == TYPE_BEGINS
            return CONTENTS_ENTRY in archive.NameToInfo
    except (*DAMAGE, TooMuch):
        return head[30:].startswith((CONTENTS_ENTRY.encode(), TYPE_ENTRY.encode() + TYPE_BEGINS))


def _too_large(size: int, limits: Limits) -> tuple[str, str] | None:
    if size <= limits.document:
        return None
    return "too_large", f"It has more than {limits.document:,} bytes, which is the limit (HRCW_MAX_BYTES)."


def _apart(member: Member, known: dict[str, int]) -> Member:
    """The member, unless one of its name came before; then why it is not read, at an address of its own."""
    address = member.address or ""
    known[address] = known.get(address, 0) + 1
    if known[address] == 1:
        return member
    detail = "Another member of the archive has the same name. Pack the texts anew, each once."
    return Member(f"{address}#{known[address]}", problem="unsafe_archive", detail=detail)


def _damaged(kind: str, error: BaseException, count: int) -> str:
    read = (
        f"{count:,} member{'s' * (count != 1)} before it could be read"
        if count
        else "nothing of it could be read"
    )
    return f"The archive ({TITLES[kind]}) is damaged: {_said(error)}; {read}. Get it anew, whole."


def _said(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__
