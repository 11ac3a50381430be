"""Files that are there whole or not at all.

Not here: builds that are killed while they write (`test_readings`), the store of sources (`test_raw_store`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.writing import replacing, write_whole


def write_half(target: Path) -> None:
    with replacing(target) as partial:
        partial.write_bytes(b"sec")
        raise OSError("disk full")


def test_what_failed_leaves_the_file_before_it_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "rows.json"
    write_whole(target, b"first")
    with pytest.raises(OSError, match="disk full"):
        write_half(target)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.json"]
    assert target.read_bytes() == b"first"


def test_what_succeeds_takes_the_place_of_the_file_before_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "rows.json"
    for data in (b"first", b"second"):
        write_whole(target, data)
        assert [path.name for path in target.parent.iterdir()] == ["rows.json"]
        assert target.read_bytes() == data
