"""What is wrong with a theme: what it lacks, what is no template, what would fetch something."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from plainsight.findings import Finding
from plainsight.palette import TOKENS, check_colours
from plainsight.templates import Compiled, compile_template, compiles, make_environment, take_compiled
from plainsight.theme import component_folders

TEMPLATES = ("base", "home", "page", "help", "country", "tip", "tip-sent", "404", "languages")
COMPONENTS = (
    "exit",
    "skip-link",
    "language-menu",
    "safety-notice",
    "hotline-bar",
    "tip-form",
    "destination-card",
    "fallback-notice",
    "draft-banner",
    "site-nav",
    "sources",
)
"""Components without which a page lacks what every page must have, or a tip form what it must say."""

_CLASS = re.compile(r'\bclass="([^"]*)"')
_ELSEWHERE = re.compile(r"@import|(?:https?:)?//[\w-]+\.\w|\burl\((?!\s*[\"']?data:)", re.IGNORECASE)
_SUFFIXES = (".html", ".css", ".head.js", ".js", ".toml")


def check_theme(theme: Path, spread: Callable[..., Iterable[Any]] = map) -> list[Finding]:
    """What is missing in the theme in the folder `theme`, cannot be read, or would fetch something.

    Its templates are compiled for that, by `spread`: `map`, or what gives the same and shares the work among processes.
    """
    findings = []
    where = theme.name
    needed = [TOKENS, "base.css"]
    needed += [f"templates/{name}.html" for name in TEMPLATES]
    needed += [f"components/{name}/{name}.html" for name in COMPONENTS]
    for name in needed:
        if not (theme / name).is_file():
            findings.append(Finding(f"{where}/{name}", "is missing.", "Restore it: pages of every site need it."))
    for folder in component_folders(theme):
        findings += _check_component(folder, f"{where}/components/{folder.name}")
    if (theme / TOKENS).is_file():
        findings += check_colours((theme / TOKENS).read_text(encoding="utf-8", errors="replace"), f"{where}/{TOKENS}")
    files = [
        theme / TOKENS,
        theme / "base.css",
        *sorted(theme.glob("templates/*")),
        *sorted(theme.glob("components/*/*")),
    ]
    checked = partial(_check_file, theme, make_environment(theme))
    done = (spread if compiles() else map)(checked, [path for path in files if path.is_file()])
    for more, compiled in done:
        findings += more
        take_compiled(compiled)
    return findings


def _check_component(folder: Path, where: str) -> list[Finding]:
    names = [folder.name + suffix for suffix in _SUFFIXES]
    findings = [
        Finding(f"{where}/{path.name}", "is no part of its component.", f"Call it one of: {', '.join(names)}.")
        for path in sorted(folder.glob("[!._]*"))
        if path.name not in names
    ]
    for suffix, purpose in ((".html", "the markup"), (".toml", "its options and examples, which the tests use")):
        if not (folder / f"{folder.name}{suffix}").is_file():
            findings.append(Finding(f"{where}/{folder.name}{suffix}", "is missing.", f"Write {purpose}."))
    html_file = folder / f"{folder.name}.html"
    has_assets = any((folder / f"{folder.name}{suffix}").is_file() for suffix in (".css", ".head.js", ".js"))
    if has_assets and html_file.is_file() and not _has_class(html_file, folder.name):
        what = "gives no element the component's name as a class, so its style and script reach no page."
        findings.append(Finding(f"{where}/{html_file.name}", what, f'Write class="{folder.name}" on its element.'))
    return findings


def _has_class(path: Path, name: str) -> bool:
    text = path.read_text(encoding="utf-8", errors="replace")
    return any(name in re.split(r"[\s{]", attribute) for attribute in _CLASS.findall(text))


def _check_file(theme: Path, environment: jinja2.Environment, path: Path) -> tuple[list[Finding], Compiled | None]:
    """What is wrong with the file `path`, and what it was compiled to."""
    where, compiled = f"{theme.name}/{path.relative_to(theme).as_posix()}", None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [Finding(where, f"cannot be read: {error}.", "Save it as UTF-8 text.")], None
    if path.suffix == ".html":
        name = path.name if path.parent.name == "templates" else f"{path.parent.name}/{path.name}"
        try:
            compiled = compile_template(environment, name)
        except jinja2.TemplateSyntaxError as error:
            what = f"is not a valid template: {error.message}."
            return [Finding(f"{where}:{error.lineno}", what, "Correct that line.")], None
    if path.suffix in (".css", ".js") and (found := _ELSEWHERE.search(re.sub(r"(?m)/\*.*?\*/|^\s*//.*$", "", text))):
        what = f"holds {found.group()!r}, which would fetch something."
        return [Finding(where, what, "Put it into the theme itself, or remove it.")], None
    return [], compiled
