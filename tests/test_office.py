"""DOC, WordPerfect and RTF are read through LibreOffice, which is kept in bounds.

Here: telling the formats, converting, and what a conversion must never do. Not here: how exactly
converted texts are read (`test_office_corpora`).
"""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.office import convert, find_soffice
from orchestration.settings import SettingError
from tests.build_fixtures import ask, build_here, write_texts
from tests.conftest import read_frames, resolution, rows
from tests.office_files import printed
from transforms.formats.docx import read_docx
from transforms.formats.legacy import OLE, find_legacy
from transforms.parse import parse_sources
from transforms.text import Unreadable
from warehouse.languages import load_languages

TEXT = resolution("Guided by the Charter,", "1. Salutes the report;", "2. Decides to act.")


@pytest.fixture(scope="session")
def soffice() -> str:
    program = find_soffice()
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer).")
    return program


def rtf(body: str) -> bytes:
    return b"{\\rtf1\\ansi " + body.replace("\n\n", "\\par ").encode("ascii") + b"}"


def wordperfect(text: str) -> bytes:
    """A WordPerfect 5.1 file: its header, and text in which 0xC3 08 begins italics and 0xC4 08 ends them."""
    header = b"\xffWPC" + (16).to_bytes(4, "little") + bytes([1, 10, 0, 1, 0, 0, 0, 0])
    body = text.encode("ascii").replace(b"Salutes", b"\xc3\x08\xc3Salutes\xc4\x08\xc4")
    return header + body


def ole(*streams: str, flags: int = 0) -> bytes:
    """What an OLE file shows of itself: its mark, the first bytes of a Word stream, the names of streams."""
    word = b"\xec\xa5" + bytes(9) + bytes([flags])
    return (
        OLE.ljust(512, b"\0")
        + word.ljust(512, b"\0")
        + b"".join(each.encode("utf-16-le") for each in streams)
    )


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (ole("WordDocument"), "doc"),
        (wordperfect("x"), "wpd"),
        (rtf("x"), "rtf"),
        (b"\xef\xbb\xbf{\\rtf1 x}", "rtf"),
        (b"\r\n{\\rtf1 x}", "rtf"),
        (b"The Human Rights Council,", None),
        (b"PK\x03\x04", None),
    ],
)
def test_formats_are_told_by_their_bytes(data, suffix):
    found = find_legacy(data)
    assert (found.suffix if found else None) == suffix


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ole("Workbook"), "unsupported_format"),
        (OLE, "unsupported_format"),
        (ole("EncryptedPackage", "EncryptionInfo"), "password"),
        (ole("WordDocument", flags=1), "password"),
    ],
)
def test_what_no_office_program_could_convert_is_refused_before(data, reason):
    with pytest.raises(Unreadable) as refused:
        find_legacy(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "name"), [(ole("WordDocument"), "DOC"), (wordperfect("x"), "WordPerfect"), (rtf("x"), "RTF")]
)
def test_without_libreoffice_it_is_said_what_to_install(data, name, monkeypatch):
    ((stage, reason, detail),) = rows(read_frames(data)["rejects"], "stage", "reason", "detail")
    assert (stage, reason) == ("read", "needs_libreoffice")
    assert name in detail
    assert "apt install libreoffice-writer" in detail
    monkeypatch.setenv("HRCW_SOFFICE", "none")
    with pytest.raises(Unreadable, match="apt install libreoffice-writer"):
        convert(data, find_legacy(data).suffix)


def test_a_program_that_is_none_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("HRCW_SOFFICE", str(tmp_path))
    with pytest.raises(SettingError, match="HRCW_SOFFICE"):
        find_soffice()


@pytest.mark.parametrize(("data", "suffix"), [(rtf(TEXT.replace("Salutes", "{\\i Salutes}")), "rtf"), (wordperfect(TEXT), "wpd")])  # fmt: skip
def test_converted_files_are_read_with_their_italics(data, suffix, soffice):
    (text,) = read_docx(convert(data, suffix))
    assert printed(text.lines) == [line for line in TEXT.split("\n") if line]
    (italic,) = [line for line in text.lines if line.italics]
    assert italic.italic_words == "Salutes"


@pytest.mark.parametrize(
    "data",
    [
        ole("WordDocument"),
        ole("WordDocument") + os.urandom(5000),
        b"\xffWPC" + bytes(range(256)) * 40,
        b"{\\rtf1}",
    ],
    ids=["no document", "noise", "WordPerfect noise", "empty"],
)
def test_what_libreoffice_makes_nothing_of_is_refused(data, soffice):
    frames = parse_sources([("0" * 64, data)], load_languages(), "test", convert)
    ((reason,),) = rows(frames["rejects"], "reason")
    assert reason in ("damaged", "empty", "not_a_resolution", "unknown_language")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_document_reaches_neither_files_nor_addresses(soffice, listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    fields = (
        f'INCLUDETEXT "{secret}"',
        f'INCLUDETEXT "{secret.as_uri()}"',
        f'INCLUDETEXT "{address}/x.docx"',
        f'INCLUDEPICTURE "{address}/x.png"',
    )
    included = "".join(f"{{\\field{{\\*\\fldinst {each}}}{{\\fldrslt before}}}}\\par " for each in fields)
    template = f"{{\\*\\template {address}/t.dot}}"
    (text,) = read_docx(convert(rtf(template + "kept\n\n" + included), "rtf"))
    assert "kept" in printed(text.lines)
    assert not any("secret of this" in line.text for line in text.lines)
    assert asked == []


@pytest.fixture
def endless(tmp_path, monkeypatch) -> Path:
    """A program that never ends and has a child, in the place of soffice; the file to which it writes the
    ids of both."""
    ids = tmp_path / "ids"
    program = tmp_path / "endless"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $$ $! > {ids}.new\nmv {ids}.new {ids}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("HRCW_SOFFICE", str(program))
    return ids


def is_alive(process: str) -> bool:
    """Whether a process runs; one that ended and is not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(is_so) -> bool:
    deadline = time.monotonic() + 30
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_so()


linux = pytest.mark.skipif(sys.platform != "linux", reason="It looks into /proc.")


@linux
def test_a_conversion_that_takes_too_long_is_ended_with_its_children(endless, monkeypatch):
    monkeypatch.setenv("HRCW_MAX_SECONDS", "4")
    with pytest.raises(Unreadable, match="HRCW_MAX_SECONDS") as refused:
        convert(b"x", "doc")
    assert refused.value.reason == "too_slow"
    assert not any(map(is_alive, endless.read_text().split()))


@linux
def test_a_conversion_ends_and_leaves_nothing_when_its_caller_is_killed(endless, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    caller = subprocess.Popen(
        [sys.executable, "-c", "from orchestration.office import convert; convert(b'x', 'doc')"],
        env=os.environ | {"TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert wait_until(endless.exists)
    assert any(folder.iterdir())
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    ids = endless.read_text().split()
    assert wait_until(lambda: not any(map(is_alive, ids)) and not any(folder.iterdir()))


def test_what_waited_for_libreoffice_is_read_once_it_is_there(soffice, tmp_path, monkeypatch):
    files = {"old.doc": rtf(TEXT), "old.wpd": wordperfect(TEXT.replace("30/21", "30/22"))}
    folder, home = write_texts(tmp_path / "texts", files), tmp_path / "home"
    monkeypatch.setenv("HRCW_SOFFICE", "none")
    build_here(home, folder)
    assert ask(home, "SELECT reason FROM rejects") == [("needs_libreoffice",)] * 2
    monkeypatch.delenv("HRCW_SOFFICE")
    build_here(home, folder)
    assert ask(home, "SELECT reason FROM rejects") == []
    assert ask(home, "SELECT symbol, source_format FROM resolutions ORDER BY ALL") == [
        ("A/HRC/RES/30/21", "rtf"), ("A/HRC/RES/30/22", "wordperfect"),
    ]  # fmt: skip
