"""One request to a server, with every bound that a strange answer needs.

Here: sending, sizes, times, truncation. Not here: when to ask (`pacing`), what an answer means (`fetching`).
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

CONNECT_SECONDS = 30
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. `problem` is "" for a whole answer of any status; else "failed" (it may do better when asked
    again), "too_large" or "refused" (we do not take it), with the sentence in `detail`.

    `location` is the address of a redirect within the service, `body` that of status 200 alone. Of a body that
    is not `is_delimited`, neither by a length nor by chunks, nothing tells whether it is whole.
    """

    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=httpx.Headers)
    problem: str = ""
    detail: str = ""
    location: str = ""
    is_delimited: bool = True

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


class Client:
    """A client of one service. Use it as a context manager.

    `limit` is the largest body that is taken, in bytes; `read_timeout` the longest silence and `deadline` the
    longest time of a whole request, in seconds. Redirects are given back, never followed: each is a request.
    """

    def __init__(self, service: str, contact: str, limit: int, read_timeout: float, deadline: float) -> None:
        self.service, self.limit, self.deadline = urlsplit(service), limit, deadline
        self.headers = {
            "User-Agent": f"hrc-warehouse/{version('hrc-warehouse')} (+{contact})",
            "Accept-Encoding": "identity",
        }
        self.timeout = httpx.Timeout(read_timeout, connect=min(CONNECT_SECONDS, deadline))

    def __enter__(self) -> Self:
        self.runner = asyncio.Runner()
        self.http = httpx.AsyncClient(headers=self.headers, timeout=self.timeout, follow_redirects=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.runner.run(self.http.aclose())
        self.runner.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask once. Nothing is raised for what a server or a network may do."""
        try:
            return self.runner.run(self._bounded(url, headers or {}))
        except TimeoutError:
            return Answer(problem="failed", detail=f"The answer was not whole after {self.deadline:.0f} s.")
        except httpx.TimeoutException:
            return Answer(problem="failed", detail="The service was silent for too long.")
        except httpx.HTTPError as error:
            return Answer(problem="failed", detail=f"The connection broke: {_words(error)}.")
        except (httpx.InvalidURL, UnicodeError) as error:
            return Answer(problem="refused", detail=f"The address cannot be used: {_words(error)}.")

    async def _bounded(self, url: str, headers: Mapping[str, str]) -> Answer:
        async with asyncio.timeout(self.deadline):
            return await self._get(url, headers)

    async def _get(self, url: str, headers: Mapping[str, str]) -> Answer:
        async with self.http.stream("GET", url, headers=headers) as response:
            answer = Answer(response.status_code, headers=response.headers)
            if response.status_code in REDIRECTS:
                return self._redirect(answer, url)
            if response.status_code != 200:
                return answer
            announced = response.headers.get("Content-Length", "")
            if announced.isdigit() and int(announced[:18]) > self.limit:
                return self._too_large(answer, f"{int(announced[:18]):,}")
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > self.limit:
                    return self._too_large(answer, f"more than {self.limit:,}")
            if announced.isdigit() and len(body) != int(announced[:18]):
                detail = f"{len(body):,} of {announced[:18]} bytes came."
                return Answer(answer.status, problem="failed", detail=detail)
            decoded = self._decoded(answer, bytes(body))
            chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()
            return replace(decoded, is_delimited=chunked or announced.isdigit())

    def _decoded(self, answer: Answer, body: bytes) -> Answer:
        """The answer with its body; a server may compress although asked not to."""
        encoding = answer.header("Content-Encoding").strip().lower()
        if encoding in ("gzip", "x-gzip", "deflate"):
            whole, left, ended = bytearray(), body, True
            while left:  # gzip may have several members, one after the other
                decoder = zlib.decompressobj(47)  # gzip or zlib, told by the header
                try:
                    whole += decoder.decompress(left, self.limit + 1 - len(whole))
                except zlib.error as error:
                    return Answer(answer.status, problem="failed", detail=f"The body is damaged: {error}.")
                if len(whole) > self.limit:
                    return self._too_large(answer, f"more than {self.limit:,}")
                left, ended = decoder.unused_data.lstrip(b"\0"), decoder.eof
                if not ended:
                    break
            if not ended:
                return Answer(answer.status, problem="failed", detail="The compressed body lacks its end.")
            body = bytes(whole)
        elif encoding not in ("", "identity"):
            return Answer(answer.status, problem="refused", detail=f"The body is compressed as {encoding!r}.")
        if not body.strip():
            return Answer(answer.status, problem="failed", detail="The answer was empty.")
        return Answer(answer.status, body, answer.headers)

    def _redirect(self, answer: Answer, url: str) -> Answer:
        """A redirect within the service, by https as soon as the service is asked by it."""
        try:
            target = urljoin(url, answer.header("Location"))
            parts = urlsplit(target)
            inside = _origin(parts) == _origin(self.service) and not parts.username
        except ValueError:
            target, inside = "", False
        if inside:
            return Answer(answer.status, headers=answer.headers, location=target)
        detail = f"It sends elsewhere, where we do not follow: {answer.header('Location')[:200]!r}."
        return Answer(answer.status, problem="refused", detail=detail)

    def _too_large(self, answer: Answer, size: str) -> Answer:
        detail = f"The file has {size} bytes; the limit is {self.limit:,} (HRCW_MAX_BYTES)."
        return Answer(answer.status, problem="too_large", detail=detail)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def _words(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
