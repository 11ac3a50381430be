"""sources.yml: which folders builds read, and which sessions are fetched from the document service.

Here: reading the file, and saying all that is wrong with it, each with its line and the fix. Not here: reading
the folders (`scan`), fetching (`fetching`).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from orchestration.fetching.questions import KINDS, LANGUAGES
from orchestration.fetching.scope import ScopeError, read_sessions
from orchestration.fetching.settings import CONTACT
from orchestration.settings import SettingError

EXAMPLE = """contact: you@example.org
folders: [texts]
organs:
  HRC:
    languages: [en]
    sessions: [current, 30-35, S-17]
"""


class SourcesFileError(SettingError):
    """A sources.yml that cannot be used; the message has a line for each problem, then an example."""


@dataclass(frozen=True, slots=True)
class OrganSources:
    """What of one organ is fetched: languages (ISO 639-1), and sessions as the file has them."""

    languages: tuple[str, ...]
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sources.yml says; `folders` are absolute."""

    contact: str = ""
    folders: tuple[Path, ...] = ()
    organs: Mapping[str, OrganSources] = field(default_factory=dict)


def sources_path(home: Path) -> Path:
    """Where the file is: HRCW_SOURCES, else sources.yml in the home."""
    given = os.environ.get("HRCW_SOURCES")
    return Path(given).absolute() if given else home / "sources.yml"


def load_sources(home: Path) -> Sources:
    """What the sources.yml of a home says; nothing where there is none.

    Raises SourcesFileError with every problem, its line and its fix.
    """
    path = sources_path(home)
    if os.environ.get("HRCW_SOURCES") and not path.is_file():
        raise SourcesFileError(f"HRCW_SOURCES is {path}, which is no file.")
    return read_sources(path) if path.is_file() else Sources()


def read_sources(path: Path) -> Sources:
    """What one file says. Raises SourcesFileError."""
    tree = _tree(path)
    if tree is None:
        return Sources()
    try:
        written = _File.model_validate(tree)
    except ValidationError as error:
        problems = [(_line(tree, each["loc"]), _sentence(each)) for each in error.errors()]
        raise _refusal(path, problems) from error
    folders = [path.parent / name for name in written.folders]
    problems = [
        (_line(tree, ("folders", number)), f"{place} is no folder or file. Make it, or take the line out")
        for number, place in enumerate(folders)
        if not place.exists()
    ]
    problems += [(_line(tree, place), sentence) for place, sentence in _unknown_sessions(written)]
    if problems:
        raise _refusal(path, problems)
    return Sources(
        written.contact,
        tuple(Path(os.path.realpath(place)) for place in folders),
        {
            organ: OrganSources(tuple(each.languages), tuple(each.sessions))
            for organ, each in written.organs.items()
        },
    )


def _unknown_sessions(written: _File) -> Iterator[tuple[tuple[Any, ...], str]]:
    today = datetime.now(UTC).date()
    for organ, each in written.organs.items():
        for number, session in enumerate(each.sessions):
            try:
                read_sessions(organ, [session], today)
            except ScopeError as error:
                yield ("organs", organ, "sessions", number), str(error).rstrip(".")


def _tree(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = str(error.problem or error.context).strip().partition("\n")[0]
        raise _refusal(path, [(line, f"this is no YAML: {said}")]) from error
    except (YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise SourcesFileError(f"{path} cannot be read: {error}") from error


def _refusal(path: Path, problems: list[tuple[int, str]]) -> SourcesFileError:
    lines = [f"{path}, line {line}: {sentence}." for line, sentence in sorted(problems)]
    return SourcesFileError("\n".join([*lines, "A file that can be used:", "", EXAMPLE]))


# ---- what may stand in the file


def _text(value: Any) -> Any:
    """YAML takes 30 for a number and `no` for False; what is written plain is meant as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str | int) and not isinstance(value, bool) else value


def _is_language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(
            f"{value!r} is no language of the United Nations. Write one of {', '.join(LANGUAGES)}"
        )
    return value


def _is_organ(value: str) -> str:
    if value not in KINDS:
        raise ValueError(f"{value!r} is no organ that can be fetched. Write one of {', '.join(KINDS)}")
    return value


def _is_contact(value: str) -> str:
    if not (value.isascii() and CONTACT.fullmatch(value.strip())):
        raise ValueError(f"{value!r} is no e-mail address or web page. Write one, such as name@example.org")
    return value.strip()


Session = Annotated[str, BeforeValidator(_text)]
Language = Annotated[str, AfterValidator(_is_language)]
Organ = Annotated[str, AfterValidator(_is_organ)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Organ(_Strict):
    languages: Annotated[list[Language], BeforeValidator(_several), Field(min_length=1)] = ["en"]
    sessions: Annotated[list[Session], BeforeValidator(_several), Field(min_length=1)] = ["current"]


class _File(_Strict):
    contact: Annotated[str, AfterValidator(_is_contact)] = ""
    folders: Annotated[list[str], BeforeValidator(_several)] = []
    organs: dict[Organ, Annotated[_Organ, BeforeValidator(lambda value: {} if value is None else value)]] = {}


KEYS = ("contact", "folders", "organs", "languages", "sessions")
SENTENCES = {
    "string_type": "text is expected here, not {input!r}. Put it in quotes",
    "list_type": "a list is expected here, such as [en, fr]",
    "dict_type": "names with values are expected here, such as HRC: with languages and sessions below it",
    "model_type": "names with values are expected here, such as languages: [en]",
    "too_short": "the list is empty. Name at least one, or take the line out",
}


def _sentence(error: Mapping[str, Any]) -> str:
    key = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, KEYS, 1)
        return f"{key!r} is no setting. " + (f"Write {near[0]}" if near else f"There are {', '.join(KEYS)}")
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return SENTENCES.get(error["type"], error["msg"]).format(input=error["input"])


def _line(tree: Any, place: tuple[Any, ...]) -> int:
    """The line (from 1) of the setting at a place, or of the nearest one above it."""
    line = getattr(getattr(tree, "lc", None), "line", 0) or 0
    for part in place:
        if part == "[key]":
            break
        position = _position(tree, part)
        if position is None:
            break
        line = position
        tree = tree[part]
    return line + 1


def _position(tree: Any, part: Any) -> int | None:
    marks = getattr(tree, "lc", None)
    if marks is None or marks.data is None or part not in marks.data:
        return None
    return int(marks.data[part][0])
