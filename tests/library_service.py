"""A stand-in for the OAI-PMH service of the UN Digital Library: a real HTTP server with lists in pages.

Here: the server, its faults, a log of every request. Not here: the records (`records_files`), any test.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.document_service import Handler
from tests.records_files import deleted, harvested, oai, oai_error

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE OAI-PMH [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-05T09:30:00Z</responseDate>
<ListRecords><record><header><identifier>&c;</identifier></header></record></ListRecords></OAI-PMH>"""
FOREIGN = oai(
    "<record><header><identifier>oai:x:1</identifier></header><metadata><dc>A title</dc></metadata></record>"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A record: `marc` is None where it was deleted; `stamp` is the day of its last change."""

    marc: str | None
    stamp: str = "2026-01-02"
    set_name: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: when it came (seconds), its query, what was answered, its headers."""

    at: float
    query: dict[str, str]
    answer: str
    headers: dict[str, str]


@dataclass
class LibraryService:
    """The server with what it holds. Use it as a context manager; `url` is the address of its service.

    `faults`: for a place in the list (records before it), what happens to its next requests before it is served.
    `always`: faults that stay. `tokens` are those given out; take some away and they have expired.
    """

    records: dict[str, Held] = field(default_factory=dict)
    page_size: int = 2
    today: str = "2026-01-05"
    faults: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    always: dict[int, str] = field(default_factory=dict)
    sets: tuple[str, ...] = ("resolutions",)
    tokens: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)

    def hold(self, marc: str | None, number: str, stamp: str = "2026-01-02", set_name: str = "") -> None:
        """Hold a record under its number, in the place of an earlier one."""
        self.records.pop(f"oai:library:{number}", None)
        self.records[f"oai:library:{number}"] = Held(marc, stamp, set_name)

    def __enter__(self) -> Self:
        self.lock = threading.Lock()
        service = self

        class OfLibrary(_Pages):
            library = service

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), OfLibrary)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/oai2d"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, query: dict[str, str], headers: dict[str, str]) -> tuple[str, bytes]:
        """What happens to a request, and the page that it asks for."""
        with self.lock:
            page, at = self._page(query)
            happens = "document"
            if self.faults[at]:
                happens = self.faults[at].pop(0)
            elif at in self.always:
                happens = self.always[at]
            self.log.append(Request(time.time(), query, happens, headers))
            return happens, page

    def _page(self, query: dict[str, str]) -> tuple[bytes, int]:
        if "resumptionToken" in query:
            if query["resumptionToken"] not in self.tokens:
                return oai_error("badResumptionToken", "The token has expired."), -1
            since, set_name, at = self.tokens[query["resumptionToken"]]
        else:
            since, set_name, at = query.get("from", ""), query.get("set", ""), 0
            if query.get("metadataPrefix") != "marcxml":
                return oai_error("cannotDisseminateFormat", "Ask for marcxml."), -1
            if set_name and set_name not in self.sets:
                return oai_error("badArgument", "The set does not exist."), -1
        listed = [
            harvested(held.marc, name, f"{held.stamp}T10:00:00Z") if held.marc else deleted(name, held.stamp)
            for name, held in self.records.items()
            if held.stamp >= since and set_name in ("", held.set_name)
        ]
        if not listed:
            return self._dated(oai_error("noRecordsMatch", "Nothing has changed.")), at
        end = at + self.page_size
        token = None
        if end < len(listed):
            token = f"{since}|{set_name}|{end}|{len(self.log)}"
            self.tokens[token] = since, set_name, end
        return self._dated(oai(*listed[at:end], token=token)), at

    def _dated(self, answer: bytes) -> bytes:
        return answer.replace(b"<responseDate>2026-01-05", f"<responseDate>{self.today}".encode())

    # ---- what tests ask of the log

    def queries(self) -> list[dict[str, str]]:
        return [each.query for each in self.log]

    def times_asked(self) -> Counter[Any]:
        """How often each page was asked for, of the requests that were served."""
        return Counter(tuple(each.query.items()) for each in self.log if each.answer == "document")


class _Pages(Handler):
    library: LibraryService

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        happens, page = self.library.answer(query, headers)
        getattr(self, "_" + happens)("", page)

    def _busy(self, symbol: str, body: bytes) -> None:
        self._send(503, b"Busy", Retry_After="1")

    def _busy_long(self, symbol: str, body: bytes) -> None:
        self._send(503, b"Busy", Retry_After="7200")

    def _cut(self, symbol: str, body: bytes) -> None:
        self._send(200, body[: len(body) // 2], Content_Type="text/xml")

    def _entities(self, symbol: str, body: bytes) -> None:
        self._send(200, BOMB, Content_Type="text/xml")

    def _foreign(self, symbol: str, body: bytes) -> None:
        self._send(200, FOREIGN, Content_Type="text/xml")

    def _expired(self, symbol: str, body: bytes) -> None:
        self._send(200, oai_error("badResumptionToken", "The token has expired."))

    def _bad_argument(self, symbol: str, body: bytes) -> None:
        self._send(200, oai_error("badArgument", "Unknown token."))

    def _same_token(self, symbol: str, body: bytes) -> None:
        token = self.path.partition("resumptionToken=")[2]
        self._send(200, oai(deleted("oai:library:0"), token=token.replace("%7C", "|")))
