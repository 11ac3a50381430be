"""Building the site: beside the old one, then put in its place.

Here: the order of the work, and the swap. Not here: any page (`overview`, `theme_pages` …).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.files import NotWritten, errors_as
from warehouse.progress import Progress
from warehouse.reading import open_warehouse, plain_errors
from warehouse.site.actor_pages import write_actor_pages
from warehouse.site.codebook_page import write_codebook
from warehouse.site.holdings import Holdings, load_holdings
from warehouse.site.instrument_pages import write_instrument_pages
from warehouse.site.named import load_named
from warehouse.site.overview import write_overview
from warehouse.site.pages import Pages, copy_assets
from warehouse.site.request_pages import write_request_pages
from warehouse.site.requests import load_requests
from warehouse.site.resolution_pages import write_resolution_pages
from warehouse.site.search_index import write_search
from warehouse.site.sql_pages import check_statements, write_method
from warehouse.site.theme_pages import write_theme_pages

KINDS = ("index", "themes", "resolutions", "requests", "actors", "instruments", "search", "codebook", "about")
"""The pages that every page leads to."""
MARKER = "assets/site.css"
"""What a folder has that this program wrote, and may therefore replace."""


class SiteNotWritten(NotWritten):
    """The site could not be written; the message says why and what to do. What was there is as it was."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, and the page to open."""

    files: int
    index: Path


def write_site(warehouse: Path, folder: Path, reporter: Progress) -> Written:
    """The published warehouse as a folder of pages, which is replaced only once all of it is written.

    One caller at a time for a folder. Raises NoWarehouse or QueryError where there is no warehouse to read,
    SiteNotWritten where the folder cannot be replaced.
    """
    folder = Path(os.path.realpath(folder))  # a link goes on leading to what is written
    if folder.exists() and not (folder / MARKER).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SiteNotWritten(f"{folder} was not written by this program. Move it away, then try again.")
    with (
        open_warehouse(warehouse) as connection,
        plain_errors(f"{warehouse} is not of this version of the program; build it anew: "),
        errors_as(SiteNotWritten, folder),
    ):
        _remove_leftovers(folder)
        building = folder.with_name(f".{folder.name}.{os.getpid()}.building")
        try:
            building.mkdir(parents=True)
            check_statements(connection)
            holdings = load_holdings(connection)
            named = load_named(connection)
            requests = load_requests(connection, holdings, named)
            pages = Pages(building, {"holdings": holdings, "kinds": KINDS})
            assets = copy_assets(pages)
            pages.know(assets=assets)
            write_overview(pages, connection, holdings, requests)
            write_theme_pages(pages, connection, holdings, named, reporter)
            write_resolution_pages(pages, connection, holdings, named, requests, reporter)
            write_request_pages(pages, requests)
            write_actor_pages(pages, connection, holdings, named, requests, reporter)
            write_instrument_pages(pages, connection, holdings, named, reporter)
            write_search(pages, connection, holdings, _version(holdings, assets), reporter)
            write_codebook(pages)
            write_method(pages, connection, holdings)
            _put_in_place(building, folder)
        finally:
            _remove_leftovers(folder)
    return Written(pages.written, folder / "index.html")


def _version(holdings: Holdings, assets: str) -> str:
    """What tells the index of one publication, as one program reads it, from that of another."""
    return hashlib.sha256(f"{holdings.publication['run_id']} {assets}".encode()).hexdigest()[:8]


def _put_in_place(building: Path, folder: Path) -> None:
    """Two renames, once all is on the disk; should the second fail, the old site is put back."""
    os.sync()  # one call for all: a site has tens of thousands of files
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    try:
        building.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _remove_leftovers(folder: Path) -> None:
    """What this or an earlier, killed build left beside the folder; an old site comes back if it is the only one."""
    for old in sorted(folder.parent.glob(f".{folder.name}.*.old")):
        if not folder.exists():
            old.rename(folder)
    for ending in ("building", "old"):
        for left in folder.parent.glob(f".{folder.name}.*.{ending}"):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left, ignore_errors=True)
