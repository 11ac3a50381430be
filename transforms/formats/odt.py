"""ODT: texts of LibreOffice and other programs in OpenDocument, packed or flat.

Here: from the file to its lines. Not here: markup (`odt_blocks`), parts (`odt_parts`).
"""

from __future__ import annotations

from transforms.formats.blocks import block_lines
from transforms.formats.odt_blocks import OdtStory, running_blocks
from transforms.formats.odt_parts import OFFICE, is_opendocument, read_odt_parts
from transforms.formats.odt_styles import OdtStyles
from transforms.formats.reader import Format, Text
from transforms.text import Unreadable


def read_odt(data: bytes) -> list[Text]:
    """The lines of a document as it is printed once all changes are accepted.

    Raises Unreadable for what is no text document, damaged, encrypted or too costly.
    """
    parts = read_odt_parts(data)
    body = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("damaged", "The file is an ODT file without a text. Get it again and build.")
    common = None if parts.styles is None else parts.styles.find(f"{OFFICE}styles")
    styles = OdtStyles(common, parts.content.find(f"{OFFICE}automatic-styles"))
    headers, footers = (running_blocks(parts.styles, kind) for kind in ("header", "footer"))
    return [Text(block_lines(headers, OdtStory(styles).blocks(body), footers))]


ODT = Format("odt", is_opendocument, read_odt)
