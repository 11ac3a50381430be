"""The settings of fetching: whom to ask, how fast, how long to wait. Each is an environment variable.

Here: reading and checking them. Not here: settings of the home (`orchestration.settings`).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from orchestration.settings import SettingError

DEFAULT_SERVICE = "https://documents.un.org"
DEFAULT_RECORDS_SERVICE = "https://digitallibrary.un.org/oai2d"
DEFAULT_RATE = 20.0
LOCAL = {"localhost", "127.0.0.1", "::1"}
CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+")


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly to ask; times in seconds.

    At most `rate` requests a minute; a rest of `rest` after `rest_after` requests in a row; up to `attempts`
    for one document, the first waits between them `backoff` and then twice as long each time, at most
    `patience`. A service that wants to be left alone for longer than `patience` ends the fetch.
    """

    rate: float = DEFAULT_RATE
    rest_after: int = 200
    rest: float = 600
    backoff: float = 5
    patience: float = 900
    attempts: int = 5
    read_timeout: float = 60
    deadline: float = 300


def pace(rate: float = DEFAULT_RATE) -> Pace:
    """The pace of the settings (HRCW_REST_AFTER, HRCW_REST_SECONDS, HRCW_BACKOFF_SECONDS,
    HRCW_PATIENCE_SECONDS, HRCW_READ_TIMEOUT_SECONDS, HRCW_DEADLINE_SECONDS)."""
    plain = Pace()
    return Pace(
        rate=rate,
        rest_after=int(_number("HRCW_REST_AFTER", plain.rest_after, least=1)),
        rest=_number("HRCW_REST_SECONDS", plain.rest),
        backoff=_number("HRCW_BACKOFF_SECONDS", plain.backoff),
        patience=_number("HRCW_PATIENCE_SECONDS", plain.patience),
        read_timeout=_number("HRCW_READ_TIMEOUT_SECONDS", plain.read_timeout),
        deadline=_number("HRCW_DEADLINE_SECONDS", plain.deadline),
    )


def _number(name: str, default: float, least: float = 0.001) -> float:
    value = os.environ.get(name) or str(default)
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not least <= number < 1e6:
        raise SettingError(f"{name} is {value!r}; it must be a number such as {default:g}.")
    return number


def block_seconds() -> float:
    """How long the service may block, in seconds (HRCW_BLOCK_SECONDS)."""
    return _number("HRCW_BLOCK_SECONDS", 3600)


def service() -> str:
    """The address of the document service (HRCW_DOCUMENT_SERVICE), without a slash at its end."""
    return _address("HRCW_DOCUMENT_SERVICE", DEFAULT_SERVICE)


def records_service() -> str:
    """The address of the catalogue's OAI-PMH service (HRCW_RECORDS_SERVICE), without a query."""
    return _address("HRCW_RECORDS_SERVICE", DEFAULT_RECORDS_SERVICE)


def _address(name: str, default: str) -> str:
    value = (os.environ.get(name) or default).rstrip("/")
    try:
        parts = urlsplit(value)
        sound = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
        sound = sound and bool(parts.hostname) and parts.port != 0 and not parts.query
    except ValueError:
        sound = False
    if not sound:
        raise SettingError(f"{name} is {value!r}; it must be an address such as {default}.")
    return value


def contact(named: str = "") -> str:
    """Whom the service can write to (HRCW_CONTACT, else what sources.yml names): an e-mail address or a
    web page."""
    value = (os.environ.get("HRCW_CONTACT") or named).strip()
    if not value:
        raise SettingError(
            "Set HRCW_CONTACT to your e-mail address or web page, so that the service can reach who asks: "
            "export HRCW_CONTACT=name@example.org, or contact: name@example.org in sources.yml"
        )
    if not (value.isascii() and CONTACT.fullmatch(value)):
        raise SettingError(f"The contact is {value!r}; it must be an e-mail address or a web page.")
    return value
