"""hrcw site: the published warehouse as a folder of pages.

Here: the command. Not here: the pages (`warehouse.site`).
"""

from pathlib import Path

import click

from orchestration.cli_options import holding, home_option


@click.command()
@home_option
def site(home: Path) -> None:
    """The published warehouse as pages for a browser, in hrcw-home/site/.

    Open index.html from disk: no server is needed, and nothing is loaded from the network.

    \b
    Exit code 0  written
              1  another process has written the site for an hour, or the warehouse is of another version
              2  nothing is published yet, or the folder cannot be written
    """
    from orchestration.home import Home
    from orchestration.reporting import reporter_for_stderr
    from warehouse.site.building import write_site

    place = Home(home)
    reporter = reporter_for_stderr()
    with holding(place, reporter, "site"):  # a publication need not wait for pages
        written = write_site(place.warehouse, place.site, reporter)
    click.echo(f"Wrote {written.files:,} files. Open {written.index}")
