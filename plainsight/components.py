"""Theme components by their `.toml`: which options each one has, and the examples that tests and style guide render."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Example:
    """A named set of `options` with which a component is shown; those named in `markup` are HTML already."""

    name: str
    options: Mapping[str, Any]
    markup: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComponentDocs:
    """What a component is for, its options with what each one means, and its examples."""

    name: str
    description: str
    options: Mapping[str, str]
    examples: tuple[Example, ...]

    @property
    def macro(self) -> str:
        """The name of its Jinja macro, in the file `<name>/<name>.html`."""
        return self.name.replace("-", "_")


def load_components(theme: Path) -> tuple[ComponentDocs, ...]:
    """The components of the theme in the folder `theme`, in order of name.

    Raises `OSError`, `tomllib.TOMLDecodeError` or `KeyError` for one whose `.toml` is missing or not complete.
    """
    return tuple(_load(path) for path in sorted((theme / "components").glob("[!._]*")) if path.is_dir())


def _load(folder: Path) -> ComponentDocs:
    data = tomllib.loads((folder / f"{folder.name}.toml").read_text(encoding="utf-8"))
    examples = tuple(
        Example(entry["name"], entry.get("options", {}), tuple(entry.get("markup", ()))) for entry in data["examples"]
    )
    return ComponentDocs(folder.name, data["description"], data["options"], examples)
