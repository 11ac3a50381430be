"""Runs LibreOffice once, in a process of its own that ends it and cleans up whatever happens.

Here: a program that reads a document from its standard input and writes the converted one to its
output. Not here: calling it (`office`); it imports nothing of ours, so that it starts fast.

    python office_guard.py SOFFICE SUFFIX SECONDS < (eight bytes of length, the document) > DOCX

Whoever calls keeps the input open: where it closes, the caller died, and the conversion ends too.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FAILED, TOO_SLOW = 3, 4
"""Exit codes: nothing was written; the time was over."""
TICK = 0.05

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""
"""No macros, no links that are followed, and a proxy that nobody answers at: a document reaches nothing."""


def main(soffice: str, suffix: str, seconds: float) -> int:
    length = int.from_bytes(sys.stdin.buffer.read(8), "big")
    data = sys.stdin.buffer.read(length)
    with tempfile.TemporaryDirectory(prefix="hrcw-office-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        source = home / f"source.{suffix}"
        source.write_bytes(data)
        command = [
            soffice, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--convert-to", "docx", "--outdir", str(home / "out"), str(source),
        ]  # fmt: skip
        environment = {**os.environ, "HOME": folder, "TMPDIR": folder}
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        try:
            in_time = _wait(process, time.monotonic() + seconds)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not in_time:
            return TOO_SLOW
        made = home / "out" / "source.docx"
        if process.returncode or not made.is_file():
            return FAILED
        sys.stdout.buffer.write(made.read_bytes())
        sys.stdout.buffer.flush()
    return 0


def _wait(process: subprocess.Popen[bytes], deadline: float) -> bool:
    """Whether the process ended before the deadline and before the caller died."""
    while process.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], TICK)
        if readable or time.monotonic() > deadline:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
