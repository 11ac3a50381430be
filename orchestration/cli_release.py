"""hrcw release: the published warehouse frozen under a version.

Here: the command. Not here: what a release holds (`warehouse.release`).
"""

from pathlib import Path

import click

from orchestration.cli_options import holding, home_option


@click.command()
@click.argument("version")
@home_option
def release(version: str, home: Path) -> None:
    """Freeze warehouse, feeds, codebook and checksums under VERSION, in hrcw-home/releases/VERSION/.

    A release is written once and never changed. Verify a copy of one with: sha256sum -c SHA256SUMS

    \b
    Exit code 0  released
              1  another process has held the home for an hour, or the warehouse is of another version
              2  the version was released before or cannot be one, nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from orchestration.settings import SettingError, feed_generations
    from warehouse.feeds.writing import write_feeds
    from warehouse.release import NotReleased, check_version, write_release

    place = Home(home)
    reporter = reporter_for_stderr()
    try:
        keep = feed_generations()
        check_version(place.releases, version)
    except (NotReleased, SettingError) as error:
        raise click.UsageError(str(error)) from error
    with holding(place, reporter):
        feeds = write_feeds(place.warehouse, place.feeds, keep, reporter)
        done = write_release(place.warehouse, feeds.latest, place.releases, version)
    click.echo(f"Released {done.folder}: {done.files} files, {done.bytes:,} bytes")
    if done.fictitious:
        click.echo(f"{done.fictitious:,} of its documents are invented samples: do not publish it as data.")
