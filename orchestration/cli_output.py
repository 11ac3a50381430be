"""What the commands that write a file share: its format, and what they say once it is there.

Here: nothing that takes time to import. Not here: writing (`warehouse.answers`), any command.
"""

import errno
import os
import sys
from pathlib import Path

import click

BY_SUFFIX = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
DRAWN = {"", ".txt"}
"""Suffixes of files that hold a table as it is drawn on the screen."""

output_option = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to, instead of the screen.",
)
rows_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", *BY_SUFFIX.values()]),
    help="How to write the rows.  [default: by the suffix of --output, else table]",
)


def form_of_rows(form: str | None, output: Path | None) -> str:
    """The format that was asked for, else that of the file's suffix, else a table.

    Raises click.UsageError for a suffix that says another format, or none that is written, and for Parquet on a screen.
    """
    if output is None:
        if form == "parquet" and sys.stdout.isatty():
            raise click.UsageError("Parquet is not for a screen. Add --output FILE.")
        return form or "table"
    suffix = output.suffix.lower()
    said = BY_SUFFIX.get(suffix)
    if form is None and said is None and suffix not in DRAWN:
        known = ", ".join(BY_SUFFIX)
        raise click.UsageError(
            f"{output}: no format has the suffix {suffix}. Name it {known}, or give --format."
        )
    if form and said and form != said:
        raise click.UsageError(f"{output} is named as {said}, but --format is {form}. Change one of them.")
    check_output(output)
    return form or said or "table"


def check_output(output: Path | None) -> None:
    """Raises click.UsageError for a file whose folder is not there, before any work is done for it."""
    if output is not None and not output.parent.is_dir():
        raise click.UsageError(f"Cannot write {output}: {os.strerror(errno.ENOENT)}.")


def say_written(output: Path, rows: int | None = None) -> None:
    """On standard error, so that nothing but rows is in a pipe."""
    counted = "" if rows is None else f": {rows:,} row{'s' if rows != 1 else ''}"
    click.echo(f"Wrote {output}{counted}", err=True)
