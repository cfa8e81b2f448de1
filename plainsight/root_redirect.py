"""Lets a server lead whoever opens the bare address of the site to the edition in the first language of their browser.

Only where the publisher asks for it (ROOT_REDIRECT): a phone may speak another language than the person who holds it. The
page that lists the languages neither detects nor redirects.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from plainsight.locale_ids import negotiation

# A territory after a tag, and what may follow the first language of the header.
_TERRITORY = "(-[a-z][a-z]|-[0-9][0-9][0-9])?"
_END = " *([,;]|$)"


class Redirect(NamedTuple):
    """For the languages `tags`, each in any territory, the tag of the edition; "" where none is to be offered."""

    tags: tuple[str, ...]
    edition: str


def redirects(locale_ids: Iterable[str]) -> tuple[Redirect, ...]:
    """What to do for each language tag, the first one that fits counts; `locale_ids` are those of the editions."""
    table = negotiation(tuple(locale_ids))
    found: dict[tuple[int, str], list[str]] = {}
    for tag, edition in table.items():
        # One without an edition matters only where a wider rule would take it: sr-ME is written in another script than sr.
        if edition or (_is_territory(tag) and table.get(tag.split("-")[0])):
            found.setdefault((-tag.count("-"), edition), []).append(tag)
    return tuple(Redirect(tuple(tags), edition) for (_, edition), tags in sorted(found.items()))


def _is_territory(tag: str) -> bool:
    return "-" in tag and len(tag.rpartition("-")[2]) < 4


def _pattern(tags: tuple[str, ...]) -> str:
    return f" *({'|'.join(tags)}){_TERRITORY}{_END}"


def _apache(rules: Iterable[Redirect]) -> Iterator[str]:
    yield "<IfModule mod_rewrite.c>"
    yield "RewriteEngine On"
    for tags, edition in rules:
        yield f'RewriteCond "%{{HTTP:Accept-Language}}" "^{_pattern(tags)}" [NC]'
        yield (
            f'RewriteRule "^$" "%{{REQUEST_URI}}{edition}/index.html" [R=302,L]'
            if edition
            else 'RewriteRule "^$" "-" [L]'
        )
    yield "</IfModule>"
    yield "<IfModule mod_headers.c>"
    yield 'Header always merge Vary Accept-Language "expr=%{REQUEST_URI} =~ m#/(index\\.html)?$#"'
    yield "</IfModule>"


def _netlify(rules: Iterable[Redirect]) -> Iterator[str]:
    for tags, edition in rules:
        to = f"/{edition}/index.html  302!" if edition else "/index.html  200!"
        yield f"/  {to}  Language={','.join(tags)}"


def _nginx(rules: Iterable[Redirect]) -> Iterator[str]:
    yield "# In your server block, for a site at the root of its host:"
    yield "#   if ($root_edition) { return 302 $root_edition; }"
    yield 'map "$uri $http_accept_language" $root_edition {'
    yield '  default "";'
    for tags, edition in rules:
        yield f'  "~*^/ {_pattern(tags)}" "{f"/{edition}/index.html" if edition else ""}";'
    yield "}"
    yield "map $uri $root_vary {"
    yield '  default "";'
    yield r'  ~^/(index\.html)?$ "Accept-Language";'
    yield "}"
    yield "add_header Vary $root_vary;"


REDIRECTS: dict[str, tuple[str, Callable[[Iterable[Redirect]], Iterator[str]]]] = {
    "apache": (".htaccess", _apache),
    "netlify": ("_redirects", _netlify),
    "nginx": ("headers.conf", _nginx),
}
"""By the name of a host, as in `headers.HOSTS`: the file that it reads, and how the rules are written there."""
