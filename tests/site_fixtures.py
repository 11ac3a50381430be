"""What the tests of the site share: the sample as pages, hostile texts as pages, and a browser.

Here: fixtures. Not here: any test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.build_fixtures import SampleBuild, hrcw, resolution, sample_build, shared_place, write_texts

__all__ = [
    "Opened",
    "browser",
    "chromium",
    "expect",
    "figures_site",
    "hostile_site",
    "sample_build",
    "sample_site",
    "site_of_texts",
    "tab_to",
]

MOST_TABS = 40

FRENCH = """Conseil des droits de l’homme
Quarante-huitième session
13 septembre-11 octobre 2021
Point 3 de l’ordre du jour
Résolution adoptée par le Conseil des droits de l’homme le 8 octobre 2021
48/3. Droits de l’homme des migrants

Le Conseil des droits de l’homme,

Rappelant la Déclaration universelle des droits de l’homme,

1. Demande aux États de protéger les droits de l’homme des migrants;

2. Décide de rester saisi de la question.
"""
HOSTILE_TITLE = (
    "</title><script>document.documentElement.dataset.hostile='1'</script> {{ 7*7 }} \u202egnitseT"
)
HOSTILE_AIM = (
    "protect migrants </script><script>document.documentElement.dataset.hostile='1'</script>"
    "<img src=x onerror=\"document.documentElement.dataset.hostile='1'\"> \"quotes\" 'q' &amp; {{ 7*7 }} {% raw %}"
    " \u202eevil\u202c <a href=\"javascript:void(document.documentElement.dataset.hostile='1')\">migrants</a>"
)


SESSIONS = {
    5: ("Fifth", "18 June 2007"),
    48: ("Forty-eighth", "8 October 2021"),
    60: ("Sixtieth", "6 October 2025"),
}
FRENCH_FIFTH = (
    FRENCH.replace("Quarante-huitième", "Cinquième")
    .replace("13 septembre-11 octobre 2021", "11-18 juin 2007")
    .replace("8 octobre 2021", "18 juin 2007")
)


def about(session: int, number: int, whom: str) -> str:
    """A short resolution of a session, about those named."""
    ordinal, day = SESSIONS[session]
    return (
        f"Human Rights Council\n{ordinal} session\nAgenda item 3\n"
        f"Resolution adopted by the Human Rights Council on {day}\n{session}/{number}. Rights of {whom}, part {number}\n\n"
        "The Human Rights Council,\n\nRecalling the Universal Declaration of Human Rights,\n\n"
        f"Recalling also the rights of {whom} in the Convention on the Rights of the Child,\n\n"
        f"1. Notes the situation of {whom} and of children;\n\n2. Calls upon States to protect {whom};\n\n"
        f"3. Requests the High Commissioner to report on {whom} to the Council.\n"
    )


def _once(factory: pytest.TempPathFactory, name: str) -> tuple[Path, FileLock]:
    """A folder that all test processes share, and its lock."""
    place = shared_place(factory, name)
    return place, FileLock(f"{place}.lock")


@pytest.fixture(scope="session")
def sample_site(sample_build: SampleBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the embedded sample, as the command writes it."""
    home, lock = _once(
        tmp_path_factory, "sample-site"
    )  # not the sample's own, which other tests copy meanwhile
    with lock:
        if not (home / "site").exists():
            shutil.copytree(sample_build.home, home)
            run = hrcw("site", home=home)
            assert run.returncode == 0, run.stderr
    return home / "site"


def site_of_texts(home: Path, texts: dict[str, str | bytes]) -> Path:
    """Builds a warehouse of texts in a new home, and its site."""
    for arguments in (("build", write_texts(home.parent / f"{home.name}-texts", texts)), ("site",)):
        run = hrcw(*arguments, home=home)
        assert run.returncode == 0, run.stderr
    return home / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a resolution whose title and paragraphs are hostile, and of one in French."""
    place, lock = _once(tmp_path_factory, "hostile-site")
    with lock:
        if not (place / "home" / "site").exists():
            place.mkdir(exist_ok=True)
            site_of_texts(
                place / "home",
                {
                    "hostile.txt": resolution("48/1", HOSTILE_TITLE, HOSTILE_AIM),
                    "plain.txt": resolution("48/2", "Rights of the child", "protect children", "children"),
                    "french.txt": FRENCH,
                },
            )
    return place / "home" / "site"


@pytest.fixture(scope="session")
def figures_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a session held whole (the fifth, in two languages), one in part (the 48th), and one of which nobody
    knows (the 60th), which alone does not speak of migrants."""
    place, lock = _once(tmp_path_factory, "figures-site")
    held = [(5, 2, "migrants"), (48, 10, "migrants"), (60, 10, "forests")]
    texts: dict[str, str | bytes] = {
        f"{session}-{number}.txt": about(session, number, whom)
        for session, last, whom in held
        for number in range(1, last + 1)
    }
    texts |= {f"{n}-fr.txt": FRENCH_FIFTH.replace("48/3.", f"5/{n}.") for n in (1, 2)}
    with lock:
        if not (place / "home" / "site").exists():
            place.mkdir(exist_ok=True)
            site_of_texts(place / "home", texts)
    return place / "home" / "site"


@dataclass
class Opened:
    """Pages in headless Chromium; what went wrong and what was asked for is kept."""

    browser: object
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, file: Path, width: int = 1280, scheme: str = "light", place: str = "") -> Iterator:  # type: ignore[type-arg]
        """The page, loaded from disk; `place` is a fragment, with its #, or a query, with its ?."""
        page = self.browser.new_page(  # type: ignore[attr-defined]
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        page.on("console", lambda message: self.errors.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        try:
            page.goto(file.as_uri() + place)
            yield page
        finally:
            page.close()


def tab_to(page: Any, element_id: str) -> None:
    """Go to an element by the Tab key."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element_id:
            return
    raise AssertionError(f"{element_id} is not reached by {MOST_TABS} tabs")


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """One browser for a file of tests."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip(
            "No chromium on PATH: pages are not opened in a browser. Debian: apt-get install chromium"
        )
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def expect(locator: Any) -> Any:
    """What is expected of a part of a page, and waited for; the policy of the pages forbids waiting by a script."""
    from playwright.sync_api import expect as expected

    return expected(locator)


@pytest.fixture
def browser(chromium: object) -> Opened:
    return Opened(chromium)
