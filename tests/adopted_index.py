"""How many resolutions each session of the Council adopted, by the index of Council texts, and which it leaves out:

    python -m tests.adopted_index > warehouse/reference/adopted_resolutions.csv

Here: the rows of that file, derived from `../shared/reference`. Not here: reading the file (`warehouse.reference`).
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from pathlib import Path

INDEX = Path(__file__).resolve().parents[2] / "shared" / "reference" / "council_texts_2006_2022.csv"
SOURCE = "Index of Council texts 2006-2022, compiled by Deutsche Welle from OHCHR"
COLUMNS = ("organ", "session", "resolutions", "year", "source")
NUMBERED = re.compile(r"(?<!OM/)(?<!\d)(?P<session>(?:S-)?\d+)/(?P<number>\d+)\.?$")
"""What a cell ends with: "51/3", "7/32.", "A/HRC/RES/16/1", "S-9/1". Not "OM/1/2": organizational meetings count apart, and
without them the index has nothing of session 1."""
LAST_RESOLUTION = 100
"""Above it are decisions and statements by the President."""
LAST_SPECIAL = 35
UNCOUNTED = {
    "1": 2006, "9": 2008, "S-1": 2006, "S-2": 2006, "S-4": 2006, "S-12": 2009, "S-13": 2010, "S-14": 2010, "S-15": 2011,
    "S-16": 2011, "S-17": 2011, "S-18": 2011, "S-19": 2012, "S-20": 2014,
}  # fmt: skip
"""Sessions that the index leaves out, though they took place: the years are of general knowledge, from no file here."""
UNCOUNTED_SOURCE = "General knowledge that it took place: the index of Council texts 2006-2022 leaves it out"
BEGAN = {"S-3": 2006, "S-5": 2007, "S-8": 2008}
"""Sessions of an autumn that the index counts for the next year: held on 15 November 2006, 2 October 2007, and 28
November and 1 December 2008."""


def adopted_rows(index: Path = INDEX) -> list[tuple[str, str, int | None, int, str]]:
    """The rows, by organ and session: regular ones first.

    A session adopted as many resolutions as its highest number says; None where the index leaves it out. It began in the year that most of its texts have
    in the index. Of the special sessions that lost their numbers, the newest is the 35th, and each has one resolution.
    """
    numbers: dict[str, int] = {}
    years: dict[str, Counter[int]] = {}
    unnumbered = LAST_SPECIAL
    with index.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            found = NUMBERED.search(row["Adopted text"].strip())
            if row["Session typ"] == "special":
                session, number = (
                    (f"S-{found['session']}", found["number"]) if found else (f"S-{unnumbered}", 1)
                )
                unnumbered -= not found
            elif found:
                session, number = found["session"], found["number"]
            else:
                continue
            if int(number) <= LAST_RESOLUTION:
                numbers[session] = max(int(number), numbers.get(session, 0))
                years.setdefault(session, Counter())[int(row["year"])] += 1
    counted = [
        ("HRC", session, adopted, BEGAN.get(session, years[session].most_common(1)[0][0]), SOURCE)
        for session, adopted in numbers.items()
    ]
    uncounted = [("HRC", session, None, year, UNCOUNTED_SOURCE) for session, year in UNCOUNTED.items()]
    return sorted(
        [*counted, *uncounted], key=lambda row: (row[1].startswith("S-"), int(row[1].removeprefix("S-")))
    )


def adopted_csv(index: Path = INDEX) -> str:
    """The file as it stands in `warehouse/reference`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(adopted_rows(index))
    return out.getvalue()


if __name__ == "__main__":
    if not INDEX.exists():
        sys.exit(f"{INDEX} is not there: the index of Council texts is needed to derive the rows from")
    sys.stdout.write(adopted_csv())
