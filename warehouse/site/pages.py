"""Pages from templates: everything printed is escaped and made visible, and the policy is the strictest there is.

Here: the one way a page is written. Not here: what stands on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from warehouse.showing import ORGANS, visible
from warehouse.site.naming import file_stem, fragment, paragraph_name, source_name
from warehouse.site.spreadsheets import write_csv

ASSETS = Path(__file__).parent / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "trusted-types hrcw; require-trusted-types-for 'script'"
)
"""A page may load the site's own style and scripts and nothing else: no inline script or style, no image, no
request to anywhere, no page within it, no text of a document made into markup or script by a script."""


SPELT = {"nhri": "national human rights institution"}


class Pages:
    """Writes pages and files below one folder."""

    def __init__(self, folder: Path, everywhere: Mapping[str, Any]) -> None:
        self.folder = folder
        self.written = 0
        self._made: set[Path] = set()
        self._environment = Environment(
            loader=PackageLoader("warehouse.site"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "percent": percent, "count": count, "points": points, "chance": chance, "day": day, "place": fragment, "words": words, "ranges": ranges, "stem": file_stem,
            "name": paragraph_name, "source": source_name, "organ": lambda organ: ORGANS.get(organ, organ),
        }  # fmt: skip
        self._environment.globals |= {**everywhere, "policy": POLICY}

    def know(self, **everywhere: Any) -> None:
        """Gives all pages a value."""
        self._environment.globals |= everywhere

    def page(self, path: str, template: str, **values: Any) -> None:
        """Writes one page; `path` is below the folder, with / between."""
        root = "../" * path.count("/")
        html = self._environment.get_template(template).render(root=root, path=path, **values)
        self.file(path, html.encode("utf-8", "replace"))

    def file(self, path: str, content: bytes) -> None:
        target = self.path(path)
        target.write_bytes(content)
        self.written += 1

    def csv(self, path: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        write_csv(self.path(path), columns, rows)
        self.written += 1

    def path(self, path: str) -> Path:
        """Where a file of the site stands; its folder is there."""
        target = self.folder / path
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        return target


def copy_assets(pages: Pages) -> str:
    """Puts style and scripts into the site; returns a hash of them, which links carry so that no old one is used."""
    digest = hashlib.sha256()
    for asset in sorted(ASSETS.iterdir()):
        content = asset.read_bytes()
        digest.update(content)
        pages.file(f"assets/{asset.name}", content)
    return digest.hexdigest()[:8]


def sql_shown(sql: str) -> Markup:
    """SQL as it is, its lines kept."""
    return Markup("\n").join(escape(visible(line)) for line in sql.splitlines())


def _shown(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return visible(value) if isinstance(value, str) else value


def percent(share: float | None) -> str:
    """62% of 0.618; close to none or all with a decimal, so that something is never shown as nothing."""
    if share is None:
        return "–"
    if 0 < share < 0.0095:
        return f"{max(share * 100, 0.1):.1f}%"
    if 0.9905 < share < 1:
        return f"{min(share * 100, 99.9):.1f}%"
    return f"{share * 100:.0f}%"


def points(change: float) -> str:
    """A difference of two shares in percentage points, with its sign: +6; small ones with a decimal."""
    if change == 0:
        return "0"
    return f"{change * 100:+.{0 if abs(change) >= 0.0095 else 1}f}".replace("-", "−")


def chance(probability: float) -> str:
    return "<0.001" if probability < 0.001 else f"{probability:.3f}"


def count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def day(when: date | datetime | None) -> str:
    return "–" if when is None else f"{when:%d %B %Y}".lstrip("0")


def words(name: str | None) -> str:
    """A name of the program as words: without_vote is without vote, un_entity UN entity."""
    spelt = (name or "").replace("_", " ")
    return SPELT.get(spelt, f"UN {spelt[3:]}" if spelt.startswith("un ") else spelt)


def ranges(sessions: Sequence[str]) -> str:
    """Sessions in few words: 12, 15–17, S-3."""
    runs: list[list[str]] = []
    for session in sessions:
        follows = (
            runs
            and session.isdecimal()
            and runs[-1][-1].isdecimal()
            and int(session) == int(runs[-1][-1]) + 1
        )
        if follows:
            runs[-1].append(session)
        else:
            runs.append([session])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
