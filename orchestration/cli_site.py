"""hrcw site: the published warehouse as a folder of pages.

Here: the command. Not here: the pages (`warehouse.site`).
"""

from pathlib import Path

import click

from orchestration.cli_options import home_option


@click.command()
@home_option
def site(home: Path) -> None:
    """The published warehouse as pages for a browser, in hrcw-home/site/.

    Open index.html from disk: no server is needed, and nothing is loaded from the network.

    \b
    Exit code 0  written      2  nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from warehouse.reading import NoWarehouse, QueryError
    from warehouse.site.building import SiteNotWritten, write_site

    place = Home(home)
    reporter = reporter_for_stderr()
    try:
        if not place.warehouse.is_file():
            raise NoWarehouse(f"There is no warehouse at {place.warehouse}. Make one with: hrcw build")
        with place.locked(reporter.say):
            written = write_site(place.warehouse, place.site, reporter)
    except (NoWarehouse, SiteNotWritten) as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {written.files:,} files. Open {written.index}")
