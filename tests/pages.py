"""A reference document set in the United Nations' page layout, in every format that we set.

Here: the list of formats. Not here: how each is set (`pages_html`, `pages_markdown`, `pages_docx`, `pages_pdf`).
"""

from __future__ import annotations

from typing import Any

from tests import pages_docx, pages_html, pages_markdown, pages_pdf
from tests.gold_texts import number_of

FORMS = ("html", "markdown", "docx", "pdf", "pdf, two columns")


def formats_of(gold: dict[str, Any]) -> dict[str, bytes]:
    """The document in each of FORMS; the name of its format stands before the comma."""
    made = (
        pages_html.page_of(gold, number_of(gold)).encode(),
        pages_markdown.page_of(gold, number_of(gold)).encode(),
        pages_docx.set_pages(gold),
        pages_pdf.render_pdf(gold),
        pages_pdf.render_pdf(gold, pages_pdf.Layout(columns=2)),
    )
    return dict(zip(FORMS, made, strict=True))
