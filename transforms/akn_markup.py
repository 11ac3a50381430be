"""From the bytes of a source to the tree of an Akoma Ntoso document.

Here: telling AKN by its content. Not here: safe parsing (`markup`), what the markup says (`akn_reading`).
"""

from __future__ import annotations

import re
from typing import Any

from transforms.akn import AKN
from transforms.markup import DOCTYPE, after_prolog, ascii_head, parse_xml

DEEPEST = 100
"""Elements within elements; the files of the United Nations have at most twenty."""
START_TAG = re.compile(r"<(?:[\w.-]+:)?akomaNtoso[\s>/][^>]{0,4000}")


def is_akn(data: bytes) -> bool:
    """Whether the bytes are XML whose root is `akomaNtoso` in its namespace, whatever the encoding.

    A file with a document type is told by the same root, so that it can be refused with a reason.
    """
    head = ascii_head(data)
    at = after_prolog(head)
    if not head.startswith("<", at):
        return False
    found = START_TAG.search(head, at) if DOCTYPE.match(head, at) else START_TAG.match(head, at)
    return found is not None and AKN in found[0]


def parse_markup(data: bytes) -> Any:
    """The root element. Raises Unreadable (malformed_xml) for what cannot be read safely."""
    return parse_xml(data, "Akoma Ntoso", DEEPEST)
