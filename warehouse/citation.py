"""How to cite the work: CITATION.cff (Citation File Format 1.2.0), for the program and for a release of the data.

    python -m warehouse.citation > CITATION.cff

Here: its text. Not here: what a release holds (`warehouse.release`).
"""

from __future__ import annotations

import io
import sys
from datetime import date
from importlib.metadata import version
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

TITLE = "hrc-warehouse: United Nations Human Rights Council resolutions as data"
ABSTRACT = (
    "Reads adopted texts of the United Nations Human Rights Council into tables: paragraphs, actors, instruments, "
    "themes, votes, each claim traceable to its words, with measured precision and recall."
)
RIGHTS = (
    "The labels, definitions and terms of the vocabularies are under the Apache License 2.0. The words of resolutions are "
    "the United Nations': source: United Nations; the official text is the one published by the United Nations."
)
LICENCE = "Apache-2.0"
KEYWORDS = ("human rights", "United Nations", "Human Rights Council", "resolutions", "open data")
AUTHORS = ("The hrc-warehouse authors",)


def citation() -> str:
    """Of the program."""
    message = "If you use this program or its data, please cite it so, with the version of the program or of the release of the data."
    return _cff(
        {"type": "software", "message": message, "version": version("hrc-warehouse"), "license": LICENCE}
    )


def citation_of_release(release: str, released_on: date, generation: str) -> str:
    """Of a release of the data, which is told by its version, and by the hash of its feeds."""
    return _cff(
        {
            "type": "dataset",
            "message": f"If you use these data, please cite them so. {RIGHTS}",
            "license": LICENCE,
            "version": release,
            "date-released": released_on,
            "identifiers": [
                {
                    "type": "other",
                    "value": generation,
                    "description": "Generation: a hash of the files of the feeds",
                }
            ],
        }
    )


def _cff(own: dict[str, Any]) -> str:
    whole = {"cff-version": "1.2.0", "title": TITLE, **own}
    whole |= {
        "version": DoubleQuotedScalarString(own["version"]),  # 1.0 and on would be a number and a truth
        "abstract": ABSTRACT,
        "authors": [{"name": name} for name in AUTHORS],
        "keywords": list(KEYWORDS),
    }
    yaml = YAML()
    yaml.width = 4096
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(citation())
