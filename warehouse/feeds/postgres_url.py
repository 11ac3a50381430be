"""The address of a PostgreSQL database, and what may be said of it and of its errors: never the password.

Here: checking an address before anything is connected, errors in plain words. Not here: the loading (`postgres`).
"""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES = ("postgresql", "postgres")
CONNECT_SECONDS = 15
HIDDEN = "***"
EXPECTED = (
    "Expected postgresql://user@host:5432/database, or postgresql:///database?host=/run/postgresql for one of this "
    "machine. In a user's name or password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25, or leave "
    "the password out and set PGPASSWORD."
)
NOT_ENCODED = re.compile(r"%(?![0-9A-Fa-f]{2})|%00|[#\s\x00-\x1f\x7f]")
"""What no address may hold: the driver would refuse it, and repeat it."""
ADVICE = {
    "42501": "Give the user the right: GRANT CREATE ON DATABASE … TO …, or let the owner of the tables load them.",
    "23503": "A foreign key refers to rows that are replaced. Make it DEFERRABLE INITIALLY DEFERRED, without ON DELETE, and "
    "first delete the rows that refer to what is no more.",
    "2BP01": "Its columns changed, or this version has no such table. Drop what depends on it, load again, then make that anew.",
    "55P03": "Somebody else holds a lock. Try again later.",
}
"""What to do, by PostgreSQL's code of the error (SQLSTATE)."""
DETAILS = ("PG_DIAG_MESSAGE_PRIMARY", "PG_DIAG_MESSAGE_DETAIL", "PG_DIAG_CONTEXT")


class FeedsNotLoaded(RuntimeError):
    """The database could not be loaded and is as it was; the message says why and what to do."""


class NotAnAddress(ValueError):
    """An address that is not understood; the message repeats nothing of it, since it may hold a password."""


class Address:
    """An address that was understood.

    Raises NotAnAddress where it was not.
    """

    def __init__(self, url: str) -> None:
        try:
            self._parts = urlsplit(url)
            understood = self._is_understood(url)
        except ValueError:
            understood = False
        if not understood:
            raise NotAnAddress(f"The address of the database is not understood. {EXPECTED}")
        self._url = url

    def _is_understood(self, url: str) -> bool:
        """Whether every part is what it seems to be. In an address with a password as in u:12/secret@host, which is not
        encoded, u would be the host, 12 the port and the rest a database: an @ stands nowhere but before the host.

        Raises ValueError for a port or settings that are none.
        """
        parts = self._parts
        if parts.query:
            parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
        return (
            parts.scheme in SCHEMES
            and url.startswith(f"{parts.scheme}://")
            and url.count("@") == parts.netloc.count("@") <= 1
            and parts.path.count("/") <= 1
            and not NOT_ENCODED.search(url)
            and (parts.port is None or parts.port > 0)
        )

    def for_driver(self) -> str:
        """The address with a limit of how long connecting may take, where none is set."""
        settings = dict(parse_qsl(self._parts.query, keep_blank_values=True))
        if "connect_timeout" in settings or os.environ.get("PGCONNECT_TIMEOUT"):
            return self._url
        between = "&" if self._parts.query else "" if self._url.endswith("?") else "?"
        return f"{self._url}{between}connect_timeout={CONNECT_SECONDS}"

    def __str__(self) -> str:
        """Host, port and database: neither user nor password nor settings."""
        return f"{self._parts.scheme}://{self._parts.netloc.rpartition('@')[2]}{self._parts.path}"

    def hide(self, text: str) -> str:
        """The text without the password, however it is written."""
        given = [v for k, v in parse_qsl(self._parts.query) if k.endswith("password")]
        given.append(self._parts.password or "")
        secrets = {word for each in given if each for word in (each, unquote(each))}
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    def refused(self, error: Exception, what: str) -> FeedsNotLoaded:
        """The driver's error in plain words: what was done, what PostgreSQL says, what to do."""
        details = {key: _text(value) for key, value in getattr(error, "details", None) or ()}
        lines = [details[key] for key in DETAILS if key in details] or [_message(str(error))]
        if advice := ADVICE.get(getattr(error, "sqlstate", None) or ""):
            lines.append(advice)
        return FeedsNotLoaded(self.hide("\n".join([f"{self}: {what}: {lines[0]}", *lines[1:]])))


def _message(text: str) -> str:
    """What PostgreSQL says, out of what its driver makes of it."""
    for before in ("Failed to connect: ", "ERROR:  "):
        text = text.rpartition(before)[2]
    for after in ("\n\nQuery was: ", ". SQLSTATE: "):
        text = text.partition(after)[0]
    return text.strip()


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
