"""The folder of feeds: generations side by side, and `latest`, which leads to one of them at any moment.

    feeds/latest -> generations/4c1f…    feeds/generations/4c1f…/{parquet,csv,json,arrow}/, manifest.json, …

Here: putting a generation in place in one step, keeping old ones. Not here: what is in a generation.
A link, since two folders cannot trade places in one step; whoever opened files of the old generation keeps them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from warehouse.files import NotWritten, flush

MANIFEST = "manifest.json"
NAME = re.compile(r"[0-9a-f]{16}")


class FeedsNotWritten(NotWritten):
    """The feeds could not be written; the message says why and what to do. `latest` is as it was."""


class Generations:
    """The generations of one folder. One caller at a time."""

    def __init__(self, folder: Path) -> None:
        self.latest = folder / "latest"
        self._all = folder / "generations"
        self._building = self._all / ".building"
        self._link = self._all / ".latest"

    def check(self) -> None:
        """Raises FeedsNotWritten where `latest` is something that this program did not write."""
        if self.latest.exists() and not self.latest.is_symlink():
            raise FeedsNotWritten(
                f"{self.latest} was not written by this program. Move it away, then try again."
            )

    def begin(self) -> Path:
        """An empty folder to write a generation to."""
        self.remove_leftovers()
        self._building.mkdir(parents=True)
        return self._building

    def is_latest(self, name: str) -> bool:
        """Whether `latest` leads to this generation and every file of it is there."""
        return (
            self.latest.is_symlink()
            and os.readlink(self.latest) == self._target(name)
            and self._is_whole(name)
        )

    def put_in_place(self, name: str) -> None:
        """What was begun becomes the generation of this name, and `latest` leads to it.

        The data may be those of an earlier generation again; then that one is the latest anew.
        """
        place = self._all / name
        if self._is_whole(name):
            os.utime(place)
        else:
            if place.exists():
                place.rename(self._all / f".{name}.old")
            self._building.rename(place)
            flush(self._all)
        self._link.symlink_to(self._target(name))
        self._link.replace(self.latest)
        flush(self.latest.parent)

    def keep(self, count: int) -> None:
        """Removes all but the latest generation and those that were latest before it, so that `count` are left."""
        latest = self.latest.resolve()
        others = [each for each in self._all.iterdir() if NAME.fullmatch(each.name) and each != latest]
        others.sort(key=lambda each: (each.stat().st_mtime_ns, each.name), reverse=True)
        for each in others[count - 1 :]:
            each.rename(self._all / f".{each.name}.old")  # so that no part of one ever has its name
        self.remove_leftovers()

    def remove_leftovers(self) -> None:
        """What this or an earlier, killed run left behind."""
        for left in self._all.glob(".*"):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left, ignore_errors=True)

    @staticmethod
    def _target(name: str) -> str:
        """Where `latest` leads, seen from where it is, so that the folder may be moved."""
        return f"generations/{name}"

    def _is_whole(self, name: str) -> bool:
        try:
            manifest: dict[str, Any] = json.loads((self._all / name / MANIFEST).read_text(encoding="utf-8"))
            sizes = {self._all / name / file["path"]: file["bytes"] for file in manifest["files"]}
            return all(path.stat().st_size == size for path, size in sizes.items())
        except (OSError, ValueError, KeyError):
            return False
