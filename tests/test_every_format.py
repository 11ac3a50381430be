"""A folder with a text in every format, under names that lie, built by the command's own job.

Not here: what each reader makes of its format (`test_formats_agree`), archives (`test_archives`).
"""

from __future__ import annotations

import io
import tarfile
from importlib.resources import files
from pathlib import Path

from tests.build_fixtures import ask, build_here, write_texts
from tests.conftest import read_frames
from tests.pages import FORMS, formats_of
from tests.test_formats_agree import gold_of

SAMPLES = Path(str(files("warehouse"))) / "samples"


def packed(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def test_every_format_is_told_by_its_content_and_read_byte_for_byte(tmp_path: Path) -> None:
    texts = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    frames = [read_frames(text) for text in texts]
    golds = [gold_of(each) for each in frames]
    folder = write_texts(tmp_path / "texts", {"plain.pdf": texts[0]})
    expected = {golds[0]["symbol"]: "text"}
    for number, form in enumerate(FORMS):
        loose, within = golds[2 * number + 1 : 2 * number + 3]
        write_texts(folder, {f"{number}.txt": formats_of(loose)[form]})
        write_texts(folder, {f"{number}.doc": packed(f"inner {number}", formats_of(within)[form])})
        expected |= {each["symbol"]: form.partition(",")[0] for each in (loose, within)}
    home = tmp_path / "home"
    assert build_here(home, folder).ended == "published"
    assert ask(home, "SELECT source_uri, reason, detail FROM rejects") == []
    assert dict(ask(home, "SELECT symbol, source_format FROM resolutions")) == expected
    for gold in golds:
        found = ask(
            home,
            f"SELECT text FROM paragraphs JOIN resolutions USING (document_id) WHERE symbol = '{gold['symbol']}' ORDER BY position",
        )
        assert [row[0] for row in found] == [block["text"] for block in gold["blocks"]], gold["symbol"]
