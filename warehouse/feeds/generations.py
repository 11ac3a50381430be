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
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from warehouse.files import NotWritten, flush, flush_tree, sha256_of

MANIFEST = "manifest.json"
NAME = re.compile(r"([0-9a-f]{16})(?:-[0-9]+)?")
"""The name of what is in it, and a number where a damaged generation had that name."""

MOST_DAMAGED = 100
"""Damaged generations of one content are removed once there is a whole one, so that there are few."""

Expected = Callable[[str], Mapping[str, str]]
"""The SHA-256 of every file that the generation of a name should have, by its path below the generation."""


class FeedsNotWritten(NotWritten):
    """The feeds could not be written; the message says why and what to do. `latest` is as it was."""


class Generations:
    """The generations of one folder. One caller at a time."""

    def __init__(self, folder: Path) -> None:
        self.latest = folder / "latest"
        self._all = folder / "generations"
        self.building = self._all / ".building"
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
        self.building.mkdir(parents=True)
        return self.building

    def place_for(self, content: str, expected: Expected) -> str:
        """The generation that has this content already, or else the first name that is free.

        A damaged one is not mended where it stands: `latest` would lead to nothing, or to half of it, meanwhile.
        """
        names = (content, *(f"{content}-{number}" for number in range(2, MOST_DAMAGED)))
        there = [name for name in names if (self._all / name).exists()]
        whole = (name for name in there if self._is_whole(name, expected(name)))
        return next(whole, None) or next(name for name in names if name not in there)

    def is_latest(self, name: str) -> bool:
        """Whether `latest` leads to this generation, and it is there."""
        return (
            self.latest.is_symlink()
            and os.readlink(self.latest) == self._target(name)
            and self.latest.exists()
        )

    def _is_whole(self, name: str, expected: Mapping[str, str]) -> bool:
        """Whether every file is there, byte for byte."""
        try:
            return all(sha256_of(self._all / name / path) == digest for path, digest in expected.items())
        except OSError:
            return False

    def manifest(self, name: str) -> dict[str, Any]:
        """What the manifest of a generation says; nothing where there is none to be read."""
        try:
            said = json.loads((self._all / name / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def put_in_place(self, name: str) -> None:
        """What was begun becomes the generation of this name, and `latest` leads to it.

        The data may be those of an earlier generation again; then that one is the latest anew. All of it is on the disk
        before `latest` leads to it.
        """
        place = self._all / name
        if place.exists():
            os.utime(place)
        else:
            flush_tree(self.building)
            self.building.rename(place)
            flush(self._all)
        self._link.symlink_to(self._target(name))
        self._link.replace(self.latest)
        flush(self.latest.parent)

    def keep(self, count: int) -> None:
        """Removes all but the latest generation and those that were latest before it, so that `count` are left.

        Damaged ones with the content of the latest are removed too.
        """
        latest = self._all / self.latest.resolve().name  # not where it is, should the folder be a link itself
        others = [each for each in self._all.iterdir() if NAME.fullmatch(each.name) and each != latest]
        others.sort(key=lambda each: (each.stat().st_mtime_ns, each.name), reverse=True)
        damaged = [each for each in others if _content(each) == _content(latest)]
        older = [each for each in others if each not in damaged]
        for each in (*damaged, *older[count - 1 :]):
            each.rename(self._all / f".{each.name}.old")  # so that no part of one ever has its name
        self.remove_leftovers()

    def remove_leftovers(self) -> None:
        """What this or an earlier, killed run left behind."""
        self._link.unlink(missing_ok=True)
        old = [each for each in self._all.glob(".*.old") if NAME.fullmatch(each.name[1:-4])]
        for left in (self.building, *old):
            shutil.rmtree(left, ignore_errors=True)

    @staticmethod
    def _target(name: str) -> str:
        """Where `latest` leads, seen from where it is, so that the folder may be moved."""
        return f"generations/{name}"


def _content(generation: Path) -> str:
    return generation.name.partition("-")[0]
