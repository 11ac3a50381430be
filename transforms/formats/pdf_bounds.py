"""What a PDF would cost, told by its bytes before a library opens it.

Here: objects and inflated streams are counted. Not here: pages and glyphs (`pdf_glyphs`); what hides its size
behind other filters or calls itself is stopped by the limits of the process that reads it.
"""

from __future__ import annotations

import re
import zlib

from transforms.text import Unreadable

MOST_OBJECTS = 500_000
"""In a file; a session report of 300 pages with all its structure has some 60 000."""
MOST_STREAM_BYTES = 32 << 20
"""Of one stream once inflated, pictures aside: a page has some 100 000, a font some millions."""
MOST_BYTES = 512 << 20
"""Of all streams."""
STEP = 1 << 20
DICTIONARY = 2_000
"""Bytes before a stream in which its dictionary is looked for."""
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKED = re.compile(rb"/N\s+(\d{1,12})")
ZLIB = 8
"""The low half of the first byte of inflatable data."""


def require_bounded(data: bytes) -> None:
    """Raises Unreadable (too_costly) where the file has too many objects or inflates beyond all measure."""
    objects = data.count(b" obj")
    if objects > MOST_OBJECTS:
        raise costly(f"{objects} objects", f"{MOST_OBJECTS}")
    whole = 0
    for found in STREAM.finditer(data):
        before = data[max(0, found.start() - DICTIONARY) : found.start()]
        dictionary = before[before.rfind(b" obj") + 1 :]
        if b"/ObjStm" in dictionary and (packed := PACKED.search(dictionary)):
            objects += int(packed[1])
            if objects > MOST_OBJECTS:
                raise costly(f"{objects} objects", f"{MOST_OBJECTS}")
        if b"/Image" in dictionary or data[found.end() : found.end() + 1] == b"":
            continue
        size = _inflated(data, found.end(), dictionary.count(b"/Fl"))
        whole += size
        if size > MOST_STREAM_BYTES or whole > MOST_BYTES:
            shown = f"{MOST_STREAM_BYTES >> 20} MB in one part and {MOST_BYTES >> 20} MB in all"
            raise costly("parts that unpack to a huge size", shown)


def costly(what: str, limit: str) -> Unreadable:
    return Unreadable(
        "too_costly", f"The PDF has {what}; at most {limit} are read. Split it, or get the text's own file."
    )


def _inflated(data: bytes, start: int, layers: int) -> int:
    """How many bytes a stream gives, up to a little more than is allowed; 0 for what is not deflated.
    `layers` is how often it says that it is."""
    if data[start] & 0x0F != ZLIB or not layers:
        return 0
    inflaters = [zlib.decompressobj() for _ in range(min(layers, 4))]
    size, at = 0, start
    waiting: list[tuple[int, bytes]] = []
    while size <= MOST_STREAM_BYTES:
        if waiting:
            layer, piece = waiting.pop()
        elif at < len(data) and not inflaters[0].eof:
            layer, piece = 0, data[at : at + STEP]
            at += STEP
        else:
            break
        inflater = inflaters[layer]
        try:
            out = inflater.decompress(piece, STEP)
        except zlib.error:
            break
        size += len(out)
        if inflater.unconsumed_tail and not inflater.eof:
            waiting.append((layer, inflater.unconsumed_tail))
        if out and layer + 1 < len(inflaters):
            waiting.append((layer + 1, out))
    return size
