"""File names and links of the site, made from identifiers, and what a source is called there.

Here: names that are safe on every file system, and that tell nothing of the computer that made the site. Not here: what stands in the files.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

LONGEST_SLUG = 60
NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def file_stem(identifier: str) -> str:
    """A name of a-z, 0-9 and hyphens: what can be read of the identifier, and a hash that tells it apart.

    Two identifiers that differ in capitals alone get two names, also where file systems ignore capitals.
    """
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode().lower()
    slug = NOT_PLAIN.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-")
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest


def fragment(name: str) -> str:
    """A place on a page as a link has it: op4(a) is #op4%28a%29."""
    return "#" + quote(name, safe="~.-_", errors="replace")


def paragraph_name(paragraph_id: str) -> str:
    """What a paragraph is called within its document: op4(a)."""
    return paragraph_id.partition("#")[2]


def source_name(uri: str) -> str:
    """What a source is called on pages that others read: of a file its name alone, and its path within an archive.

    Folders of a computer are nobody else's concern; any other address (https:, sample:) is given in full.
    """
    if not uri.lower().startswith("file:"):
        return uri
    file, within, member = uri.partition("!/")
    return unquote(urlsplit(file).path.rstrip("/").rpartition("/")[2] + within + member)
