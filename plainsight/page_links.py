"""Whether every link and file reference of the written pages leads somewhere, from file:// and any sub-path."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from plainsight.page_facts import PageFacts
from plainsight.page_privacy import Fault, is_foreign, loaded

_SCHEMES = frozenset({"http", "https", "mailto", "sms", "tel"})
# Digits, and the signs that are dialled: `#` is written %23 in an address.
_DIALLED = re.compile(r"(tel|sms):(\+|\*|%23|[0-9])+(\?body=[A-Za-z0-9%._~-]*)?")


def resolve(path: str, href: str) -> str | None:
    """The file below the output folder that `href` on the page `path` leads to; None where it leaves the site."""
    if is_foreign(href) or href.startswith(("/", "\\")):
        return None
    target = unquote(urlsplit(href).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path


def check_links(
    path: str, facts: PageFacts, files: Collection[str], anchors: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    """What is wrong with the links of the page `path`.

    `files` are all written files, `anchors` the ids of each page, both by path below the output folder.
    """
    for link in facts.links:
        href = link.attributes["href"]
        if fault := check_href(path, href, files, anchors):
            yield link.line, *fault
    for element in facts.elements:
        if element.name == "script":
            continue  # refused wherever it is
        for url in loaded(element):
            if not is_foreign(url) and not url.startswith("#") and resolve(path, url) not in files:
                yield element.line, f"<{element.name}> opens {url!r}, which was not written.", "Correct the address."


def check_ids(facts: PageFacts) -> Iterator[Fault]:
    """Ids that a page has more than once, or that no link could name."""
    seen = set()
    for name, line in facts.ids:
        if name in seen:
            yield line, f"has the id {name!r} a second time.", "Give one of the two another id."
        elif not name or re.search(r"\s", name):
            yield line, f"has the id {name!r}, which no link can name.", "Write an id without spaces."
        seen.add(name)


def check_href(
    path: str, href: str, files: Collection[str], anchors: Mapping[str, Collection[str]]
) -> tuple[str, str] | None:
    """What is wrong with the address `href` of a link on the page `path`, and what to do; None where nothing is."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return f"links to {href!r}, which is no address.", "Correct the link."
    if not href:
        return "has a link without an address.", "Write where it leads, or remove it."
    if href != href.strip() or "\\" in href:
        return f"links to {href!r}, which browsers read in different ways.", "Remove spaces and backslashes from it."
    if parts.scheme:
        return _check_scheme(href, parts.scheme, parts.netloc)
    if href.startswith("/"):
        what = f"links to {href!r}: that works neither from a sub-path nor from a folder on a disk."
        return what, "Make the link relative, with url() in a template and page.md in a page."
    target = resolve(path, href)
    if target not in files:
        explicit = any(file.startswith(f"{target}/") for file in files) or target == "."
        if explicit:
            return f"links to the folder {href!r}.", "Name the file, such as index.html."
        return f"links to {href!r}, which was not written.", "Correct the link."
    if parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        return f"links to {href!r}, and {target} has no id {unquote(parts.fragment)!r}.", "Correct the part after '#'."
    return None


def _check_scheme(href: str, scheme: str, host: str) -> tuple[str, str] | None:
    if scheme not in _SCHEMES:
        return f"links to {href!r}.", f"Use one of {', '.join(sorted(_SCHEMES))}, or a page of the site."
    if scheme in ("http", "https") and not host:
        return f"links to {href!r}, which names no host.", "Correct the link."
    if scheme in ("tel", "sms") and not _DIALLED.fullmatch(href):
        return f"links to {href!r}, which cannot be dialled.", "Let content/hotlines and the hotline macros write it."
    return None
