"""hrcw feeds: the marts of the published warehouse as files, and in PostgreSQL.

Here: the command. Not here: the files and the loading (`warehouse.feeds`).
"""

from pathlib import Path

import click

from orchestration.cli_options import errors_for_people, holding, home_option
from orchestration.settings import DEFAULT_FEEDS_SCHEMA


@click.command()
@home_option
@click.option(
    "--to", metavar="URL", envvar="HRCW_FEEDS_TO", show_envvar=True,
    help="Load them into PostgreSQL too: postgresql://user@host:5432/database.",
)  # fmt: skip
@click.option(
    "--schema", default=DEFAULT_FEEDS_SCHEMA, show_default=True, envvar="HRCW_FEEDS_SCHEMA", show_envvar=True,
    help="Schema of the database to load into.",
)  # fmt: skip
def feeds(home: Path, to: str | None, schema: str) -> None:
    """The dimensions, facts and metrics as files for BI tools, in hrcw-home/feeds/latest/.

    Parquet, CSV, JSON and Arrow, with datapackage.json (Frictionless), croissant.json and a manifest of checksums. What
    is not new is not written. With --to, the rows of these tables are replaced in one schema of the database, in one
    transaction; a password is best kept in PGPASSWORD or ~/.pgpass.

    \b
    Exit code 0  written, or nothing new
              1  the database could not be loaded and is as it was, another process has held the home for an hour, or the
                 warehouse is of another version
              2  wrong arguments, nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.settings import SettingError, feed_generations
    from warehouse.feeds.postgres_tables import NotASchema, check_schema
    from warehouse.feeds.postgres_url import Address, FeedsNotLoaded, NotAnAddress
    from warehouse.feeds.writing import write_feeds

    place = Home(home)
    reporter = reporter_for_stderr()
    try:
        keep = feed_generations()
        if to is not None:
            Address(to)
            check_schema(schema)
    except (NotAnAddress, NotASchema, SettingError) as error:
        raise click.UsageError(str(error)) from error
    with holding(place, reporter):
        written = write_feeds(place.warehouse, place.feeds, keep, reporter)
    click.echo(written.summary)
    if to is None:
        return
    from warehouse.feeds.postgres import load_postgres

    try:
        with errors_for_people(None):
            loaded = load_postgres(place.warehouse, to, schema, reporter=reporter)
    except FeedsNotLoaded as error:
        raise click.ClickException(str(error)) from error
    click.echo(loaded.summary)
