"""Where harvests of catalogue records stand: `raw/harvest.json`, for each service and set.

Here: the list under way, the last that came to its end, and the file. Not here: asking (`harvest`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from orchestration.settings import SettingError
from orchestration.writing import write_whole


@dataclass(slots=True)
class Listing:
    """A list under way. `began` (UTC) tells it from all others; `since` is the day from which changes are asked for,
    "" for all; `pages` were kept, and `token` goes on after them; `responded_at` is the server's time at its
    beginning. `given_up` are lists that it replaces, whose token had expired: when each began."""

    began: str
    since: str = ""
    pages: int = 0
    token: str = ""
    responded_at: str = ""
    records: int = 0
    deleted: int = 0
    given_up: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ended:
    """A list that came to its end: when (UTC), what it gave, and the day from which the next is to ask."""

    at: str
    go_on_from: str
    pages: int
    records: int
    deleted: int


@dataclass(slots=True)
class Standing:
    """How the harvest of one set stands."""

    service: str
    set_name: str = ""
    under_way: Listing | None = None
    last: Ended | None = None

    def url(self) -> str:
        """The address that begins the list under way."""
        assert self.under_way is not None
        chosen = {"set": self.set_name, "from": self.under_way.since}
        query = {"verb": "ListRecords", "metadataPrefix": "marcxml"}
        return f"{self.service}?{urlencode(query | {name: value for name, value in chosen.items() if value})}"

    def next_url(self) -> str:
        """The address of the next page."""
        assert self.under_way is not None
        if not self.under_way.token:
            return self.url()
        query = {"verb": "ListRecords", "resumptionToken": self.under_way.token}
        return f"{self.service}?{urlencode(query)}"

    def uri(self, page: int = 0) -> str:
        """The name of a page of the list under way in the raw store, the next one without a number: tokens
        expire, so it is named after the list and not after its own address."""
        assert self.under_way is not None
        return f"{self.url()}#list={self.under_way.began}&page={page or self.under_way.pages + 1}"


class HarvestFile:
    """The state of all harvests of a home; written whole or not at all.

    Raises SettingError where the file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "harvest.json"
        try:
            rows = json.loads(self.file.read_bytes()) if self.file.exists() else []
            self.standings = [_standing(row) for row in rows]
        except (ValueError, TypeError, AttributeError) as error:
            raise SettingError(
                f"{self.file} is damaged ({error}). Delete it; the next harvest then begins at the first record."
            ) from error

    def standing(self, service: str, set_name: str) -> Standing:
        for each in self.standings:
            if (each.service, each.set_name) == (service, set_name):
                return each
        self.standings.append(Standing(service, set_name))
        return self.standings[-1]

    def save(self) -> None:
        """Write the state; it is on the disk when this returns."""
        write_whole(self.file, json.dumps([asdict(each) for each in self.standings], indent=1).encode())


def _standing(row: dict[str, object]) -> Standing:
    standing = Standing(**row)  # type: ignore[arg-type]
    if isinstance(row["under_way"], dict):
        standing.under_way = Listing(**row["under_way"])
    if isinstance(row["last"], dict):
        standing.last = Ended(**row["last"])
    return standing
