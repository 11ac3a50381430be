"""The commands about the vocabularies: copy, check, diff.

Here: arguments and exit codes. Not here: the work; each command imports it.
"""

import sys
from pathlib import Path

import click

from orchestration.cli_options import FAILED, PUBLISHED, errors_for_people, home_option


@click.group()
def vocabulary() -> None:
    """The words by which actors, instruments, themes and requests are found: CSV files for any spreadsheet.

    \b
    hrcw vocabulary copy words        1. the program's own, to edit
    hrcw vocabulary check words       2. errors, words claimed twice, dead terms
    hrcw vocabulary diff words        3. which paragraphs would gain or lose a label
    hrcw build --vocabulary words     4. publish with them
    """


@vocabulary.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def copy(folder: Path) -> None:
    """Copy the program's vocabularies into FOLDER, which must be new or empty."""
    from orchestration.vocabulary import FolderInUse, copy_vocabulary

    try:
        count = copy_vocabulary(folder)
    except FolderInUse as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"Cannot write {folder}: {error.strerror}.") from error
    click.echo(f"Wrote {count} files to {folder}. Edit them, then: hrcw vocabulary check {folder}")


@vocabulary.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option("--all", "everything", is_flag=True, help="List everything, not the first of each kind.")
def check(folder: Path | None, home: Path, everything: bool) -> None:
    """Errors, words claimed twice and dead terms of the vocabularies in FOLDER (the program's own without).

    An error is a row that cannot be used, or whose example it does not match. Dead terms are those that
    no text of the published warehouse has; without a warehouse they are not looked for.

    \b
    Exit code 0  no error      1  errors
    """
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.vocabulary import check_vocabulary
    from orchestration.vocabulary_terminal import show_check

    with errors_for_people(None):
        found = check_vocabulary(folder, Home(home).warehouse, reporter_for_stderr())
    show_check(found, Console(soft_wrap=True, highlight=False), everything)
    sys.exit(FAILED if found.errors else PUBLISHED)


@vocabulary.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV file to write every change to.",
)
def diff(folder: Path, home: Path, output: Path | None) -> None:
    """Which paragraphs of the published warehouse would gain or lose a label with the vocabularies in FOLDER.

    A request has three: request is what is asked for, asked of whom, due for which organ and when.
    Nothing is published.
    """
    from rich.console import Console

    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.vocabulary import diff_vocabulary
    from orchestration.vocabulary_terminal import show_diff
    from warehouse.vocabularies import VocabularyError

    try:
        with errors_for_people(output):
            changes = diff_vocabulary(folder, Home(home).warehouse, reporter_for_stderr())
            if output:
                changes.rows.write_csv(output)
    except VocabularyError as error:
        raise click.UsageError("\n".join(error.problems)) from error
    show_diff(changes, Console(soft_wrap=True, highlight=False))
    if output:
        click.echo(f"Wrote {output}")
