"""The theme's styles and scripts, put into each page with its policy."""

import base64
import hashlib
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

import rcssmin
import rjsmin

from plainsight.page_blocks import as_blocks
from plainsight.palette import TOKENS, branded_css
from plainsight.print_fit import print_class, with_class

# A template prints these where its styles and scripts belong; nobody writes them by chance.
HEAD_MARK = "<!--assets-head-6f1c0e-->"
BODY_MARK = "<!--assets-body-6f1c0e-->"
_LANG_RULE = re.compile(r"(?<=\})((?::lang\([\w-]+\),?)+)(\{[^{}]*\})")
_SIZE_RULE = re.compile(r"\.(fit-\d+)\{[^{}]*\}")


# Classes and languages.
Held = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Component:
    """What one component adds to a page that uses it, minified; "" where it has none."""

    name: str
    css: str = ""
    head_script: str = ""
    body_script: str = ""


@dataclass(frozen=True, eq=False)
class Assets:
    """The styles and scripts of a theme: `css` for every page, the rest for pages with the component."""

    css: str
    components: tuple[Component, ...]


def load_assets(theme: Path, colour: str = "", accent: str = "") -> Assets:
    """The assets of the theme in the folder `theme`, minified: tokens.css (with a publisher's `colour` and `accent`, ""
    for the theme's), base.css, and each component's in order of name.
    """
    style, script = partial(_read, minify=rcssmin.cssmin), partial(_read, minify=rjsmin.jsmin)
    components = []
    for folder in component_folders(theme):
        stem = folder / folder.name
        assets = style(f"{stem}.css"), script(f"{stem}.head.js"), script(f"{stem}.js")
        components.append(Component(folder.name, *assets))
    tokens = _read(theme / TOKENS, minify=lambda css: rcssmin.cssmin(branded_css(css, colour, accent)))
    return Assets(tokens + style(theme / "base.css"), tuple(components))


def held_in(block: str) -> Held:
    """The classes and the languages of the elements of `block`."""
    classes = frozenset(name for attribute in _values(block, "class") for name in attribute.split())
    return classes, frozenset(_values(block, "lang"))


def assemble(
    page: Sequence[str],
    assets: Assets,
    *,
    form_action: tuple[str, ...],
    connect: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    referrer: str = "no-referrer",
    held: Callable[[str], Held] = held_in,
) -> list[str]:
    """The HTML `page`, in blocks, with the assets it uses in place of its two marks, and a policy that allows just these.

    Its root gets the class for its size on paper. A page uses a component if an element has the component's name as a
    class. `form_action` are the origins to which the page may post, `connect` those to which its script may send,
    `scripts` the sources of scripts that are files of their own, `referrer` its referrer policy. Raises `ValueError`
    where a mark is missing. `held` is `held_in`, where that is remembered.
    """
    first = next((place for place, block in enumerate(page) if HEAD_MARK in block), len(page))
    head, _, rest = page[first].partition(HEAD_MARK) if first < len(page) else ("", "", "")
    after_mark = [rest, *page[first + 1 :]]
    last = next((place for place in range(len(after_mark) - 1, -1, -1) if BODY_MARK in after_mark[place]), -1)
    if last < 0:
        raise ValueError("the template must print head_assets in its head and body_assets at the end of its body")
    body, _, end = after_mark[last].rpartition(BODY_MARK)
    names = list(map(held, page))
    classes = frozenset().union(*(found for found, _ in names))
    languages = tuple(sorted(frozenset().union(*(found for _, found in names)) - {""}))
    used = tuple(component.name for component in assets.components if component.name in classes)
    text = "".join(page)
    size = print_class(text, assets.css)
    media = "<audio " in text
    before, after = _frame(assets, used, size, languages, form_action, connect, scripts, referrer, media)
    top = with_class("".join((*page[:first], head)), size)
    return as_blocks([top, before, *after_mark[:last], body, after, end, *after_mark[last + 1 :]])


def _values(block: str, name: str) -> set[str]:
    """The values of each attribute of `block` that is written `name="…"`: a pattern would look at every letter."""
    pieces = block.split(f'{name}="')
    return {
        piece.partition('"')[0]
        for before, piece in pairwise(pieces)
        # It may be the end of another name, such as that of hreflang.
        if '"' in piece and not (before[-1:].isalnum() or before.endswith("_"))
    }


@lru_cache(maxsize=256)
def _frame(
    assets: Assets,
    names: tuple[str, ...],
    size: str,
    languages: tuple[str, ...],
    form_action: tuple[str, ...],
    connect: tuple[str, ...],
    scripts: tuple[str, ...],
    referrer: str,
    media: bool,
) -> tuple[str, str]:
    """What stands in place of the two marks of a page that uses the components `names`, has the class `size` and holds
    `languages`.
    """
    used = [component for component in assets.components if component.name in names]
    style = _spoken(assets.css + "".join(component.css for component in used), languages)
    style = _SIZE_RULE.sub(lambda rule: rule[0] if rule[1] == size else "", style)
    head_script = ";".join(component.head_script for component in used if component.head_script)
    body_script = ";".join(component.body_script for component in used if component.body_script)
    sources = [*(_source(script) for script in (head_script, body_script) if script), *scripts]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_source(style)}",
            f"script-src {' '.join(sources) or chr(39) + 'none' + chr(39)}",
            *([f"connect-src {' '.join(connect)}"] if connect else []),
            "img-src 'self' data:",
            *(["media-src 'self'"] if media else []),
            f"form-action {' '.join(form_action) or chr(39) + 'none' + chr(39)}",
            "base-uri 'none'",
        )
    )
    before = [
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy).replace("&#x27;", chr(39))}">',
        f'<meta name="referrer" content="{referrer}">',
        f"<script>{head_script}</script>" if head_script else "",
        f"<style>{style}</style>",
    ]
    return "".join(before), f"<script>{body_script}</script>" if body_script else ""


def _spoken(style: str, languages: tuple[str, ...]) -> str:
    """`style` without the rules for fonts and lines of languages that the page does not hold: every byte is paid for."""

    def keep(rule: re.Match[str]) -> str:
        wanted = [selector for selector in rule[1].split(",") if _is_held(selector[6:-1].lower())]
        return f"{','.join(wanted)}{rule[2]}" if wanted else ""

    def _is_held(prefix: str) -> bool:
        return any(f"{tag.lower()}-".startswith(f"{prefix}-") for tag in languages)

    return _LANG_RULE.sub(keep, style)


def component_folders(theme: Path) -> list[Path]:
    """The folder of each component of the theme in the folder `theme`, in order of name."""
    return sorted(path for path in (theme / "components").glob("[!._]*") if path.is_dir())


def _read(path: Path | str, *, minify) -> str:
    path = Path(path)
    return minify(path.read_text(encoding="utf-8")) if path.is_file() else ""


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
