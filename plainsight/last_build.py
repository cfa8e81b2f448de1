"""Whether anything has changed since the last build: by content, never by time stamps.

The note of a build stands beside its output folder. It holds a digest of everything that the build was made from, and
what it reported; it counts only while every written file is still what the build wrote.
"""

import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plainsight.output import MANIFEST, read_manifest
from plainsight.settings import Settings

_PACKAGE = Path(__file__).parent
_LIBRARIES = ("babel", "jinja2", "markdown", "markupsafe", "nh3", "pelican", "phonenumbers", "rcssmin", "rjsmin")


def digest_inputs(settings: Settings, today: date) -> str:
    """A digest of everything that a build is made from: sources, settings, the day, code and libraries."""
    whole = hashlib.sha256(f"{sys.version} {today} {settings!r}".encode())
    for name in _LIBRARIES:
        whole.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for folder in (settings.content, settings.theme, settings.translations, _PACKAGE):
        for path in _files(str(folder)):
            with open(path, "rb", buffering=0) as file:
                whole.update(f"{path}\0{hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return whole.hexdigest()


def read_note(settings: Settings, inputs: str) -> dict[str, Any] | None:
    """What the last build reported, if it was made from `inputs` and its files are as it wrote them; None otherwise."""
    try:
        note = json.loads(_note_file(settings.output).read_text(encoding="utf-8"))
        manifest = (settings.output / MANIFEST).read_bytes()
    except (OSError, ValueError):
        return None
    if not isinstance(note, dict) or note.get("inputs") != inputs or note.get("manifest") != _hash(manifest):
        return None
    for name, digest in read_manifest(settings.output).items():
        try:
            with open(settings.output / name, "rb", buffering=0) as file:
                if _hash(file.read()) != digest:
                    return None
        except OSError:
            return None
    return note["report"]


def write_note(settings: Settings, inputs: str, report: dict[str, Any]) -> None:
    """Remember that the output folder was made from `inputs`; a folder that cannot be written is no reason to fail."""
    note = {"inputs": inputs, "manifest": _hash((settings.output / MANIFEST).read_bytes()), "report": report}
    path = _note_file(settings.output)
    try:
        path.with_suffix(".new").write_text(json.dumps(note), encoding="utf-8")
        os.replace(path.with_suffix(".new"), path)
    except OSError:
        path.unlink(missing_ok=True)


def _note_file(output: Path) -> Path:
    return output.parent / f".{output.name}.build.json"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield f"{place}/{name}"
