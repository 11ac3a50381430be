"""hrcw release: the published warehouse frozen under a version.

Here: the command. Not here: what a release holds (`warehouse.release`).
"""

from pathlib import Path

import click

from orchestration.cli_options import home_option


@click.command()
@click.argument("version")
@home_option
def release(version: str, home: Path) -> None:
    """Freeze warehouse, feeds, codebook and checksums under VERSION, in hrcw-home/releases/VERSION/.

    A release is written once and never changed. Verify a copy of one with: sha256sum -c SHA256SUMS

    \b
    Exit code 0  released
              2  the version was released before or cannot be one, nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.settings import SettingError, feed_generations
    from warehouse.feeds.generations import FeedsNotWritten
    from warehouse.feeds.writing import write_feeds
    from warehouse.reading import NoWarehouse, QueryError
    from warehouse.release import NotReleased, check_version, write_release

    place = Home(home)
    reporter = reporter_for_stderr()
    try:
        check_version(place.releases, version)
        if not place.warehouse.is_file():
            raise NoWarehouse(f"There is no warehouse at {place.warehouse}. Make one with: hrcw build")
        with place.locked(reporter.say):
            feeds = write_feeds(place.warehouse, place.feeds, feed_generations(), reporter)
            done = write_release(place.warehouse, feeds.latest, place.releases, version)
    except (NoWarehouse, FeedsNotWritten, NotReleased, SettingError) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Released {done.folder}: {done.files} files, {done.bytes:,} bytes")
    if done.fictitious:
        click.echo(f"{done.fictitious:,} of its documents are invented samples: do not publish it as data.")
