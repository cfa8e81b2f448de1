"""What the last build was made from, and what it found out: by content, never by time stamps.

The note of a build stands beside its output folder. What it says of a page counts only while the file is as written.
"""

import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from plainsight.output import MANIFEST, file_digest, read_manifest
from plainsight.parallel import shared
from plainsight.settings import Settings
from plainsight.verdicts import Verdict

_PACKAGE = Path(__file__).parent
_LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "nh3",
    "pelican",
    "phonenumbers",
    "rcssmin",
    "rjsmin",
    "segno",
)
_FENCE = b"\n+++\n"
# Fewer files than this are read sooner than a second process is ready.
WORTH_SHARING = 1_000
# The only files of a locale's folder that other editions ask for.
_LOCALE_FILE = "locale.toml"


def digest(*parts: str | bytes) -> str:
    """One digest of `parts`, in this order."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode()
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()


@dataclass(frozen=True)
class Inputs:
    """Everything that a build is made from, as digests.

    `common` is what each page may depend on: settings, the day, code, libraries, theme, hotlines, templates, the front
    matter of every page, the locale files. `pages`, by path below the folder of pages, are their whole sources;
    `locales`, by name, the rest of each folder of a locale.
    """

    common: str
    pages: Mapping[str, str]
    locales: Mapping[str, str]

    @cached_property
    def whole(self) -> str:
        """The digest of all of it."""
        return digest(
            self.common, *(f"{key}\n{value}" for part in (self.pages, self.locales) for key, value in part.items())
        )


def read_inputs(settings: Settings, today: date) -> Inputs:
    """What a build of `settings` on the day `today` is made from, as it is at this moment."""
    # Where a project lies changes no page, so that parts can be built on several machines.
    nowhere = replace(settings, root=Path(), output=Path(), content=Path(), theme=Path())
    common = [f"{sys.version} {today} {nowhere!r}"]
    common += [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    pages: dict[str, str] = {}
    locales: dict[str, list[str]] = {}
    for number, folder in enumerate((settings.content, settings.theme, settings.translations, _PACKAGE)):
        for path in _files(str(folder)):
            with open(path, "rb", buffering=0) as file:
                content = file.read()
            found = Path(path)
            name = f"{number}/{found.relative_to(folder).as_posix()}"
            if found.suffix == ".md" and found.is_relative_to(settings.pages):
                pages[found.relative_to(settings.pages).as_posix()] = digest(content)
                end = content.find(_FENCE)
                content = content[: end + 1] if end >= 0 else content
            elif folder == settings.translations and found.parent != folder and found.name != _LOCALE_FILE:
                locale = found.relative_to(folder).parts[0]
                locales.setdefault(locale, []).append(f"{name}\0{digest(content)}")
                continue
            common.append(f"{name}\0{digest(content)}")
    return Inputs(digest(*common), pages, {name: digest(*files) for name, files in locales.items()})


@dataclass
class Note:
    """What is known of the last build.

    `inputs` is the digest of all that it was made from, `common` that of what each page may depend on. By path: `keys`,
    what each page was made from; `bodies`, what is wrong with its text; `seen`, what the quick look at it found (its
    place in `found`, null for nothing). By locale id: `editions`, what its catalogs were; `findings` about them; `asked`,
    the other editions that its pages asked. `percents` are those of `Site`, by slug, then locale id; `pages`, by slug,
    what its source was; `verdicts` are those of `Verdicts`, by catalog.
    """

    inputs: str = ""
    common: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, list[list[str]]] = field(default_factory=dict)
    seen: dict[str, int | None] = field(default_factory=dict)
    found: list[Any] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    findings: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    percents: dict[str, dict[str, int]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)


def read_note(output: Path, name: str = "") -> Note | None:
    """The note of the last build into `output`; None where there is none, or the list of its files is another.

    It stands beside the folder, or has a `name` in it.
    """
    try:
        found = json.loads(_note_file(output, name).read_text(encoding="utf-8"))
        manifest = (output / MANIFEST).read_bytes()
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.pop("manifest", None) != digest(manifest):
        return None
    return Note(**found) if found.keys() == Note.__dataclass_fields__.keys() else None


def intact_files(output: Path) -> tuple[dict[str, str], bool]:
    """The files that the last build wrote into `output` and that are as it wrote them, with their digests; whether
    those are all.
    """
    wanted = read_manifest(output)

    def is_intact(name: str) -> bool:
        return file_digest(f"{output}/{name}") == wanted[name]

    names = list(wanted)
    told = shared(is_intact, names) if len(names) >= WORTH_SHARING else map(is_intact, names)
    intact = {name: wanted[name] for name, found in zip(names, told, strict=True) if found}
    return intact, len(intact) == len(wanted)


def write_note(output: Path, note: Note, name: str = "") -> None:
    """Keep `note` for the next build, where `read_note` looks; a folder that cannot be written is no reason to fail."""
    path = _note_file(output, name)
    try:
        manifest = digest((output / MANIFEST).read_bytes())
        path.with_suffix(".new").write_text(json.dumps({**vars(note), "manifest": manifest}), encoding="utf-8")
        os.replace(path.with_suffix(".new"), path)
    except OSError:
        path.unlink(missing_ok=True)


def _note_file(output: Path, name: str) -> Path:
    return output / name if name else output.parent / f".{output.name}.build.json"


def _files(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield f"{place}/{name}"
