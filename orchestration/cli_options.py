"""What the commands of hrcw share: exit codes, options, errors as people read them.

Here: nothing that takes time to import. Not here: any command.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from orchestration.home import Home
    from orchestration.reporting import Reporter

PUBLISHED, FAILED, STOPPED = 0, 1, 130
NOT_PUBLISHED = {"refused": FAILED, "failed": FAILED, "stopped": STOPPED}

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="HRCW_HOME",
    default=Path("hrcw-home"),
    show_default=True,
    show_envvar=True,
    help="Folder of the warehouse and all it is made from.",
)


vocabulary_option = click.option(
    "--vocabulary",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="HRCW_VOCABULARY",
    show_envvar=True,
    help="Folder of vocabularies to use instead of the program's own.",
)


@contextmanager
def errors_for_people(output: Path | None) -> Iterator[None]:
    """Errors of reading the warehouse and of writing `output` as click says them."""
    from warehouse.finding import NoSuchDocument
    from warehouse.reading import NoWarehouse, QueryError

    try:
        yield
    except (NoWarehouse, NoSuchDocument) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if output is None:
            raise  # a closed pipe: whoever read it has seen enough
        raise click.UsageError(f"Cannot write {output}: {error.strerror}.") from error


@contextmanager
def holding(place: "Home", reporter: "Reporter", part: str = "") -> Iterator[None]:
    """Holds a home, or one part of it, while something is written from its published warehouse, and has errors as click
    says them.

    A home that cannot be written, or has no warehouse, ends with 2; one that another process holds, with 1.
    """
    from orchestration.home import HomeBusy
    from warehouse.files import NotWritten, errors_as
    from warehouse.reading import MAKE_COMMAND, NoWarehouse

    with errors_for_people(None):
        try:
            if not place.warehouse.is_file():
                raise NoWarehouse(
                    f"There is no warehouse at {place.warehouse}. Make one with: {MAKE_COMMAND}"
                )
            with errors_as(NotWritten, place.folder), place.locked(reporter.say, part=part):
                yield
        except NotWritten as error:
            raise click.UsageError(str(error)) from error
        except HomeBusy as error:
            raise click.ClickException(str(error)) from error
