"""A stand-in for the UN document service: a real HTTP server that behaves as people have seen it behave.

Here: the server, its faults, a log of every request, and the fictitious texts it serves. Not here: any test.
"""

from __future__ import annotations

import gzip
import hashlib
import socket
import struct
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from warehouse.symbols import read_symbol

MISSING_PAGE = b"""<!DOCTYPE html>
<html><head><title>Document Viewer</title></head><body><p>There is no document matching your request.</p></body></html>
"""
OF_ONE_DAY = "Fri, 02 Oct 2015 12:00:00 GMT"
BOMB = gzip.compress(b"x" * 50_000_000)
ELSEWHERE = "http://127.0.0.2:9/stolen"


def text_of(symbol: str, language: str = "en") -> bytes:
    """A fictitious text of the Council or the Assembly with the symbol in its masthead."""
    adopted = read_symbol(symbol)
    assert adopted is not None
    council = adopted.organ == "HRC"
    if adopted.document_type == "presidential_statement":
        return (
            f"United Nations {symbol}\n\nHuman Rights Council\n\n"
            f"President’s statement {symbol.removeprefix('A/HRC/')}\n\n{adopted.session}/{adopted.number}. Fictitious statement\n\n"
            "At the 42nd meeting, on 2 October 2015, the President of the Human Rights Council made the following "
            f"statement:\n\n“The Human Rights Council takes note of matter {symbol}.”\n"
        ).encode()
    what = adopted.document_type.capitalize()
    if language == "fr":
        organ = "Le Conseil des droits de l’homme," if council else "L’Assemblée générale,"
        return (
            f"Nations Unies {symbol}\n\nRésolution adoptée par {organ[0].lower()}{organ[1:-1]} le 2 octobre 2015\n\n"
            f"{adopted.session}/{adopted.number}. Texte fictif\n\n{organ}\n\nGuidé par la Charte des Nations Unies,\n\n"
            f"1. Décide de rester saisi de la question {symbol}.\n"
        ).encode()
    organ = "The Human Rights Council" if council else "The General Assembly"
    return (
        f"United Nations {symbol}\n\n{what} adopted by {organ[0].lower()}{organ[1:]} on 2 October 2015\n\n"
        f"{adopted.session}/{adopted.number}. Fictitious text\n\n{organ},\n\nGuided by the Charter of the United Nations,\n\n"
        f"1. Decides to remain seized of matter {symbol}.\n"
    ).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it came (seconds), for what, with which headers, and what was answered."""

    at: float
    symbol: str
    language: str
    answer: str
    headers: dict[str, str]

    @property
    def key(self) -> tuple[str, str]:
        return self.symbol, self.language


@dataclass
class DocumentService:
    """The server with what it holds. Use it as a context manager; `url` is its address.

    `faults`: for a symbol, what happens to its next requests, one after the other, before it is served.
    `always`: a fault that stays. After `block_after` requests with no pause of `rest` seconds between any two, the page of
    a missing document is the answer to everything for `block_seconds`.
    """

    documents: dict[tuple[str, str], bytes] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    always: dict[str, str] = field(default_factory=dict)
    block_after: int = 10**9
    rest: float = 1.0
    block_seconds: float = 1.0
    log: list[Asked] = field(default_factory=list)

    def hold(self, *symbols: str, language: str = "en") -> None:
        """Serve fictitious texts under these symbols."""
        self.documents |= {(symbol, language): text_of(symbol, language) for symbol in symbols}

    def __enter__(self) -> Self:
        self.lock = threading.Lock()
        self.in_a_row, self.blocked_until, self.last_at = 0, 0.0, 0.0
        service = self

        class OfService(Handler):
            held = service

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), OfService)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def decide(self, symbol: str, language: str, headers: dict[str, str]) -> str:
        """What the next request gets, noted in the log."""
        with self.lock:
            now = time.time()
            if now - self.last_at >= self.rest:
                self.in_a_row = 0
            self.in_a_row, self.last_at = self.in_a_row + 1, now
            if self.in_a_row > self.block_after and now >= self.blocked_until:
                self.blocked_until, self.in_a_row = now + self.block_seconds, 0
            if now < self.blocked_until:
                answer = "blocked"
            elif self.faults[symbol]:
                answer = self.faults[symbol].pop(0)
            elif symbol in self.always:
                answer = self.always[symbol]
            elif (symbol, language) not in self.documents:
                answer = "missing"
            else:
                answer = "document"
            self.log.append(Asked(now, symbol, language, answer, headers))
            return answer

    # ---- what tests ask of the log

    def times_asked(self, *answers: str) -> Counter[tuple[str, str]]:
        """How often each document was asked for, of the requests answered so; of all without."""
        return Counter(each.key for each in self.log if not answers or each.answer in answers)

    def least_gap(self, requests: int = 10) -> float:
        """The shortest time between two requests in seconds, the mean of so many in a row: a busy machine may
        note a single one late."""
        times = sorted(each.at for each in self.log)
        spans = zip(times, times[requests:], strict=False)
        return min(after - before for before, after in spans) / requests


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    held: DocumentService

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error: the service has a log of its own."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        symbol, language = query.get("s", ""), query.get("l", "")
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.held.decide(symbol, language, headers)
        if parts.path == "/moved":
            answer = "document"
        body = self.held.documents.get((symbol, language), text_of("A/HRC/RES/1/1"))
        getattr(self, "_" + answer)(symbol, body)

    def _send(self, status: int, body: bytes = b"", sent: bytes | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body if sent is None else sent)
            self.wfile.flush()

    def _document(self, symbol: str, body: bytes) -> None:
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(304, ETag=tag)
        else:
            self._send(200, body, ETag=tag, Content_Type="application/octet-stream")

    def _dated(self, symbol: str, body: bytes) -> None:
        """A server without tags: what it holds is of one day."""
        if self.headers.get("If-Modified-Since") == OF_ONE_DAY:
            self._send(304, Last_Modified=OF_ONE_DAY)
        else:
            self._send(200, body, Last_Modified=OF_ONE_DAY)

    def _missing(self, symbol: str, body: bytes) -> None:
        self._send(200, MISSING_PAGE, Content_Type="text/html; charset=utf-8")

    _blocked = _missing

    def _wrong_type(self, symbol: str, body: bytes) -> None:
        self._send(200, body, Content_Type="text/html")

    def _wrong(self, symbol: str, body: bytes) -> None:
        self._send(200, text_of("A/HRC/RES/29/99"), Content_Type="application/pdf")

    def _other_language(self, symbol: str, body: bytes) -> None:
        self._send(200, text_of(symbol, "fr"))

    def _letter(self, symbol: str, body: bytes) -> None:
        self._send(200, b"Dear Madam,\n\nThe service is being maintained.\n\nYours sincerely\n")

    def _empty(self, symbol: str, body: bytes) -> None:
        self._send(200)

    def _gone(self, symbol: str, body: bytes) -> None:
        self._send(404, b"Not found")

    def _refused(self, symbol: str, body: bytes) -> None:
        self._send(400, b"Bad request")

    def _throttled(self, symbol: str, body: bytes) -> None:
        self._send(429, b"Slow down", Retry_After="1")

    def _throttled_until(self, symbol: str, body: bytes) -> None:
        self._send(429, b"Slow down", Retry_After=formatdate(time.time() + 2, usegmt=True))

    def _throttled_long(self, symbol: str, body: bytes) -> None:
        self._send(429, b"Slow down", Retry_After="7200")

    def _forbidden(self, symbol: str, body: bytes) -> None:
        self._send(403, b"Forbidden")

    def _unavailable(self, symbol: str, body: bytes) -> None:
        self._send(503, b"Unavailable")

    def _reset(self, symbol: str, body: bytes) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _truncated(self, symbol: str, body: bytes) -> None:
        self._send(200, body, sent=body[: len(body) // 2])
        self.close_connection = True

    def _drip(self, symbol: str, body: bytes) -> None:
        self._send(200, body, sent=b"")
        self._slowly(body)

    def _drip_headers(self, symbol: str, body: bytes) -> None:
        self._slowly(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 1000)

    def _slowly(self, data: bytes) -> None:
        with suppress(OSError):
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        self.close_connection = True

    def _silent(self, symbol: str, body: bytes) -> None:
        time.sleep(5)
        self.close_connection = True

    def _announced_huge(self, symbol: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        self.close_connection = True

    def _endless(self, symbol: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        with suppress(OSError):
            for _ in range(10_000):
                self.wfile.write(chunk)
        self.close_connection = True

    def _bomb(self, symbol: str, body: bytes) -> None:
        self._send(200, BOMB, Content_Encoding="gzip")

    def _undelimited(self, symbol: str, body: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _undelimited_half(self, symbol: str, body: bytes) -> None:
        self._undelimited(symbol, body[: len(body) // 2])

    def _compressed_in_two(self, symbol: str, body: bytes) -> None:
        self._send(200, gzip.compress(body[:99]) + gzip.compress(body[99:]), Content_Encoding="gzip")

    def _compressed_half(self, symbol: str, body: bytes) -> None:
        self._send(200, gzip.compress(body[:99]) + gzip.compress(body[99:])[:-9], Content_Encoding="gzip")

    def _latin_tag(self, symbol: str, body: bytes) -> None:
        self._send(200, body, ETag='"é"')

    def _held_though_given(self, symbol: str, body: bytes) -> None:
        self._send(200, body, Retry_After="86400")

    def _compressed(self, symbol: str, body: bytes) -> None:
        self._send(200, gzip.compress(body), Content_Encoding="gzip")

    def _moved(self, symbol: str, body: bytes) -> None:
        self._send(302, Location=f"/moved?{urlsplit(self.path).query}")

    def _moved_around(self, symbol: str, body: bytes) -> None:
        self._send(302, Location=self.path)

    def _moved_elsewhere(self, symbol: str, body: bytes) -> None:
        self._send(302, Location=ELSEWHERE)
