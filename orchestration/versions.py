"""What made the rows: versions of the program, of the parser and of the vocabularies.

Here: hashes of the code and data that decide the outcome, so that a change of either is never
mistaken for work already done. Not here: any use of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

PARSER_DATA = (
    "orchestration/parsing.py",
    "warehouse/contract.py",
    "warehouse/enumerations.py",
    "warehouse/symbols.py",
    "warehouse/languages.py",
    "warehouse/languages_leads.py",
    "warehouse/languages_patterns.py",
    "warehouse/lexicon.py",
)

FIGURES = ("tables_metrics.py",)
"""Contracts of what is computed from readings: no reading depends on them."""


@dataclass(frozen=True, slots=True)
class Versions:
    """`program` decides everything, `parser` the readings, `vocabulary` the mentions."""

    program: str
    parser: str
    vocabulary: str

    @property
    def readings(self) -> str:
        """The name under which readings by this parser and these vocabularies are kept."""
        return f"{self.parser.partition('+')[2]}-{self.vocabulary}"


@cache
def versions(vocabulary: str) -> Versions:
    """The versions in force; `vocabulary` is the hash of the vocabularies loaded."""
    root = Path(str(files("warehouse"))).parent
    number = version("hrc-warehouse")
    parser = [*sorted((root / "transforms").rglob("*.py")), *(root / path for path in PARSER_DATA)]
    parser += sorted((root / "warehouse" / "languages").rglob("*.t*"))
    for family in ("tables_*.py", "vocabularies*.py"):
        parser += sorted(path for path in (root / "warehouse").glob(family) if path.name not in FIGURES)
    program = [
        path
        for package in ("orchestration", "transforms", "warehouse", "expectations")
        for path in sorted((root / package).rglob("*"))
        if path.suffix in (".py", ".sql", ".toml", ".csv")
    ]
    return Versions(f"{number}+{_hash(program)}", f"{number}+{_hash(parser)}", vocabulary)


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
