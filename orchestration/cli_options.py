"""Options that several commands share.

Here: the options. Not here: commands.
"""

from pathlib import Path

import click

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="HRCW_HOME",
    default=Path("hrcw-home"),
    show_default=True,
    show_envvar=True,
    help="Folder of the warehouse and all it is made from.",
)
