"""Snippets in pages: `{hotline:us-nhth}` and `{emergency:us}` become a number that can be called.

They are filled after translation: a message holds the snippet, never the number, so no catalog can change a digit.
What a snippet shows follows the rules of the directory: warnings come with the number, and a hotline that is not
shown to readers is named, with the way to its country's page.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from plainsight import hotline_words as words
from plainsight.editions import gettext
from plainsight.findings import Finding
from plainsight.hotline_model import Channel, Country
from plainsight.hotlines import ShownLine, first_emergency
from plainsight.pages import SourcePage

SNIPPET = re.compile(r"\{(hotline|emergency):([a-z0-9-]+)\}")
# What was meant to be one.
_LIKE = re.compile(r"\{\s*(?:hotline|emergency)\b[^}\n]*\}?", re.IGNORECASE)
_PIECES = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_TAG = re.compile(r"<(/?)(a|code|pre|script|style)\b", re.IGNORECASE)
_REMEDY = "Write {hotline:us-nhth} with the id of a hotline, or {emergency:us} with the code of a country."


def fill_snippets(html: str, countries: Iterable[Any], text: Callable[[str], Markup]) -> str:
    """`html` of a page with its snippets filled, in the current edition.

    `countries` are those that a template sees (code, name, href, emergency, lines); `text` gives the name of a hotline
    in the edition. Within a link the number is text; in code a snippet stays as it is.
    """
    if not SNIPPET.search(html):
        return html
    by_code = {country.code: country for country in countries}
    inside: list[str] = []
    filled = []
    for piece in _PIECES.split(html):
        if tag := _TAG.match(piece):
            name = tag[2].lower()
            if not tag[1]:
                inside.append(name)
            elif name in inside:
                inside.remove(name)
        elif not piece.startswith("<") and not set(inside) - {"a"}:
            linked = "a" in inside
            piece = SNIPPET.sub(lambda match: _filled(match, by_code, text, linked), piece)  # noqa: B023
        filled.append(piece)
    return "".join(filled)


def _filled(match: re.Match[str], countries: Mapping[str, Any], text: Callable[[str], Markup], linked: bool) -> str:
    kind, name = match.groups()
    country = countries.get(name.partition("-")[0])
    if country is None:
        return match[0]  # an error finding has named it, and stopped the build
    if kind == "emergency":
        entry = first_emergency(country.emergency)
        return _number(entry.href, entry.number, linked) if entry else _way(country.name, country.href, linked)
    shown = next((shown for shown in country.lines if shown.line.id == name), None)
    return _hotline(shown, text, linked) if shown else _way(country.name, country.href, linked)


def _hotline(shown: ShownLine, text: Callable[[str], Markup], linked: bool) -> str:
    line, said = shown.line, [text(shown.line.name)]
    said += [Markup("<strong>{}</strong>").format(gettext(words.WARNINGS[warning])) for warning in line.warnings]
    if channel := main_channel(line.channels):
        said.append(Markup(_number(channel.href, channel.display, linked)))
    if shown.state == "unverified":
        said.append(Markup("({})").format(gettext(words.STATES["unverified"])))
    return str(Markup(" ").join(said))


def main_channel(channels: Sequence[Channel]) -> Channel | None:
    """The channel to name where there is room for one: the main phone number, else the first that has a link."""
    usable = [channel for channel in channels if channel.href]
    return min(usable, key=lambda channel: (channel.type != "phone", channel.role != ""), default=None)


def _number(href: str, display: str, linked: bool) -> str:
    digits = Markup('<bdi dir="ltr">{}</bdi>').format(display)
    rel = Markup(' rel="nofollow noreferrer"') if href.startswith("http") else ""
    return str(digits if linked else Markup('<a href="{}"{}>{}</a>').format(href, rel, digits))


def _way(name: str, href: str, linked: bool) -> str:
    return str(Markup("{}").format(name) if linked else Markup('<a href="{}">{}</a>').format(href, name))


def check_snippets(pages: Iterable[SourcePage], countries: Mapping[str, Country]) -> Iterator[Finding]:
    """A finding with file and line for each snippet that names nothing, or that would not be filled where it stands."""
    ids = {line.id for country in countries.values() for line in country.lines}
    known = {"hotline": ids, "emergency": set(countries)}
    for page in pages:
        body = page.lines.index("+++", 1) + 1 if "+++" in page.lines[1:] else 0
        places: dict[str, list[int]] = {}
        for number, text in enumerate(page.lines, 1):
            for found in _LIKE.finditer(text) if "{" in text else ():
                where, exact = f"{page.path}:{number}", SNIPPET.fullmatch(found[0])
                if exact is None:
                    yield Finding(where, f"{found[0]} is no snippet.", _REMEDY)
                elif exact[2] not in known[exact[1]]:
                    close = difflib.get_close_matches(exact[2], sorted(known[exact[1]]), 1)
                    remedy = f"Did you mean {close[0]}?" if close else _REMEDY
                    yield Finding(where, f"{found[0]} names no {_CALLED[exact[1]]} of content/hotlines.", remedy)
                elif number <= body:
                    yield Finding(
                        where, f"{found[0]} stands in the front matter.", "Use snippets in the text of the page."
                    )
                else:
                    places.setdefault(found[0], []).append(number)
        html = page.body.render() if places else ""
        for snippet, numbers in places.items():
            if html.count(snippet) < len(numbers):
                what = (
                    f"{snippet} is taken for attributes, at the end of a heading or right behind bold text or a link."
                )
                yield Finding(f"{page.path}:{numbers[-1]}", what, "Put it within a sentence, with a space before it.")


_CALLED = {"hotline": "hotline", "emergency": "country"}
