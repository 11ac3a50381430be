"""hrcw feeds: the marts of the published warehouse as files, and in PostgreSQL.

Here: the command. Not here: the files and the loading (`warehouse.feeds`).
"""

from pathlib import Path

import click

from orchestration.cli_options import home_option


@click.command()
@home_option
@click.option(
    "--to", metavar="URL", envvar="HRCW_FEEDS_TO", show_envvar=True,
    help="Load them into PostgreSQL too: postgresql://user@host:5432/database.",
)  # fmt: skip
@click.option("--schema", default="hrcw", show_default=True, help="Schema of the database to load into.")
def feeds(home: Path, to: str | None, schema: str) -> None:
    """The dimensions, facts and metrics as files for BI tools, in hrcw-home/feeds/latest/.

    Parquet, CSV, JSON and Arrow, with datapackage.json (Frictionless), croissant.json and a manifest of checksums. What
    is not new is not written. With --to, every table of the database is replaced in one transaction; a password is best
    kept in PGPASSWORD or ~/.pgpass.

    \b
    Exit code 0  written, or nothing new
              1  the database could not be loaded; it is as it was
              2  wrong arguments, nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.settings import SettingError, feed_generations
    from warehouse.feeds.generations import FeedsNotWritten
    from warehouse.feeds.postgres_url import Address, FeedsNotLoaded, NotAnAddress
    from warehouse.feeds.writing import write_feeds
    from warehouse.reading import NoWarehouse, QueryError

    place = Home(home)
    reporter = reporter_for_stderr()
    try:
        keep = feed_generations()
        if to is not None:
            Address(to)
        if not place.warehouse.is_file():
            raise NoWarehouse(f"There is no warehouse at {place.warehouse}. Make one with: hrcw build")
        with place.locked(reporter.say):
            written = write_feeds(place.warehouse, place.feeds, keep, reporter)
        click.echo(written.summary)
        if to is not None:
            from warehouse.feeds.postgres import load_postgres

            click.echo(load_postgres(place.warehouse, to, schema, reporter=reporter).summary)
    except (NoWarehouse, FeedsNotWritten, NotAnAddress, SettingError) as error:
        raise click.UsageError(str(error)) from error
    except (QueryError, FeedsNotLoaded) as error:
        raise click.ClickException(str(error)) from error
