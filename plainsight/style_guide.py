"""The style guide: every component with every example, in each direction, on light and dark screens; for the preview, never published."""

import re
from collections.abc import Mapping
from html import escape

from plainsight.component_examples import render_example
from plainsight.components import ComponentDocs, load_components
from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.load_editions import load_edition
from plainsight.palette import EDGES, TEXTS, TOKENS, branded_css, contrast, read_colours
from plainsight.preview_page import preview_page
from plainsight.settings import Settings
from plainsight.templates import make_environment
from plainsight.theme import load_assets

STYLE_PATH = "/~style"
# Scripts whose letters stack or join, those first that need the most room.
_COMPLEX = ("ur", "my", "km", "bo", "th", "lo", "hi", "bn", "ta", "am")
# Components that stand on the band at the top of a page.
_ON_BAND = frozenset({"hotline-bar", "language-menu"})
_ID = re.compile(r'(?<=\sid=")[^"]+')
_SCRIPT = re.compile(r"<script\b[^>]*></script>")
_NAMING = re.compile(r'((?:\s(?:id|for|list|aria-labelledby|aria-describedby|aria-controls)="|\shref="#))([^"]*)')


def style_guide(settings: Settings) -> str:
    """The page. It needs nothing else, and runs no script."""
    editions = shown_editions(settings)
    environment = make_environment(settings.theme)
    css = branded_css(
        (settings.theme / TOKENS).read_text(encoding="utf-8"), settings.brand.colour, settings.brand.accent
    )
    screens = dict(zip(("light", "dark"), read_colours(css), strict=True))
    parts, count = [], 0
    components = load_components(settings.theme)
    for docs in components:
        parts.append(_heading(docs))
        for example in docs.examples:
            parts.append(f"<h3>{escape(example.name)}</h3>")
            for edition in editions:
                html = render_example(environment, docs, example.options, edition, example.markup)
                html = f'<div class="band">{html}</div>' if docs.name in _ON_BAND else html
                for screen in screens:
                    count += 1
                    parts.append(_shown(_numbered(html, count), edition, screen, f"{docs.name}: {example.name}"))
    assets = load_assets(settings.theme, settings.brand.colour, settings.brand.accent)
    style = assets.css + "".join(component.css for component in assets.components)
    style += "".join(_screen(name, colours) for name, colours in screens.items()) + _STYLE
    content = _CONTENT.format(
        tokens="".join(_tokens(name, colours) for name, colours in screens.items()),
        names="".join(f'<li><a href="#guide-{docs.name}">{docs.name}</a></li>' for docs in components),
        parts="\n".join(parts),
    )
    return preview_page("Style guide", "guide", style, content)


def shown_editions(settings: Settings) -> list[Edition]:
    """The editions that examples are shown in: the source, one from right to left, one of a complex script.

    Those of the site come first; where it has none, a pseudo-locale shows the direction.
    """
    ignored: list[Finding] = []
    editions = [load_edition(settings, locale_id, ignored) for locale_id in settings.locales]
    source = next(edition for edition in editions if edition.is_source)
    mirrored = [edition for edition in editions if edition.locale.direction != source.locale.direction]
    mirrored = mirrored or [load_edition(settings, "ar_XB", ignored)]
    by_language = {edition.locale.id.partition("_")[0]: edition for edition in reversed(editions)}
    stacked = [by_language[language] for language in _COMPLEX if language in by_language]
    return list({edition.locale.id: edition for edition in (source, mirrored[0], *stacked[:1])}.values())


def _heading(docs: ComponentDocs) -> str:
    options = "".join(f"<li><code>{escape(name)}</code>: {escape(text)}</li>" for name, text in docs.options.items())
    listed = f"<details><summary>Options</summary><ul>{options}</ul></details>" if options else ""
    return f'<h2 id="guide-{docs.name}">{docs.name}</h2><p>{escape(docs.description)}</p>{listed}'


def _shown(html: str, edition: Edition, screen: str, label: str) -> str:
    locale = edition.locale
    return (
        f'<section class="guide-{screen}" lang="{locale.tag}" dir="{locale.direction}" data-example="{escape(label)}" '
        f'aria-label="{escape(label)}, {locale.tag}, {screen}">{html}</section>'
    )


def _numbered(html: str, number: int) -> str:
    """`html` without scripts, its ids made its own, because each example stands on the page many times."""
    html = _SCRIPT.sub("", html)
    own = set(_ID.findall(html))

    def renamed(found: re.Match[str]) -> str:
        return found[1] + " ".join(f"{name}-{number}" if name in own else name for name in found[2].split(" "))

    return _NAMING.sub(renamed, html)


def _screen(name: str, colours: Mapping[str, str]) -> str:
    values = "".join(f"--{token}:{colour};" for token, colour in colours.items())
    return f".guide-{name}{{{values}color-scheme:{name};background:var(--paper);color:var(--ink)}}"


def _tokens(screen: str, colours: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><td class="guide-{screen}"><svg class="guide-pair" viewBox="0 0 40 20" role="img" aria-label="{front} on {ground}">'
        f'<rect width="40" height="20" fill="{colours[ground]}"/><rect x="12" y="6" width="16" height="8" fill="{colours[front]}"/></svg></td>'
        f"<th scope=row>{front} on {ground}</th><td>{colours[front]} on {colours[ground]}</td>"
        f"<td>{contrast(colours[front], colours[ground]):.1f}:1</td></tr>"
        for front, ground in (*TEXTS, *EDGES)
    )
    return f"<table><caption>Colours on {screen} screens</caption>{rows}</table>"


_STYLE = """
.guide { padding: 1rem; }
.guide section { border: 1px dashed var(--edge); margin-block: .5rem; padding: .5rem; max-inline-size: none; }
.guide main > * { max-inline-size: none; }
.guide .exit { position: static; }
.guide .band { padding-inline: 1rem; }
.guide table { margin-block: 1rem; }
.guide td, .guide th { padding-inline: .5rem; text-align: start; font-weight: normal; }
.guide .guide-pair { stroke: none; inline-size: 3rem; block-size: 1.5rem; }
"""
_CONTENT = """<p>Every component of the theme with every example of its .toml file, as readers meet it: from left to right, from right to left, in a script that
needs room, on light and on dark screens. Sizes, spaces and colours are the tokens of theme/tokens.css. This page belongs to the
preview: it is never published.</p>
{tokens}
<ul class="tiles">{names}</ul>
{parts}"""
