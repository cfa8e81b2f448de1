"""What every written page must have: design section 5, items 4 to 7."""

import gzip
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plainsight.addresses import Ways
from plainsight.page_facts import Element, PageFacts
from plainsight.page_links import resolve
from plainsight.page_privacy import Fault
from plainsight.page_quick import LANGUAGES_PAGE

# One round trip: what a server may send before it waits for an answer, less its headers.
BUDGET = 14_000
# The project's name says what the reader looks at, to whoever looks over a shoulder or through a history.
_PRODUCT = re.compile("plainsight", re.IGNORECASE)


@dataclass(frozen=True)
class Expected:
    """What `check_written` compares a page with: the path of the page, its tag and direction, the site's tags,
    and what every page must lead to.
    """

    path: str
    tag: str
    direction: str
    directions: Mapping[str, str]
    ways: Ways


def check_page(facts: PageFacts, expected: Expected) -> Iterator[Fault]:
    """What one page of an edition lacks, apart from what its links and its privacy ask for."""
    yield from _check_language(facts, expected)
    yield from _check_headings(facts)
    yield from _check_exit(facts)
    targets = {resolve(expected.path, link.attributes["href"]) for link in facts.links}
    yield from _check_ways(facts, expected, targets)
    yield from _check_alternates(expected, targets)
    for line, text in facts.comments:
        remedy = "Write {# … #} in templates: comments reach every reader."
        yield line, f"holds the comment {text.strip()[:60]!r}.", remedy


def decode(content: bytes) -> tuple[str, list[Fault]]:
    """`content` as text, and what is wrong with it where it is none."""
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return content.decode(errors="replace"), [(line, "is not UTF-8 text.", "Save what it is made from as UTF-8.")]


def check_name(path: str, text: str) -> Iterator[Fault]:
    """Where the file `path` with the content `text` names the software."""
    if _PRODUCT.search(path):
        yield 1, "has the name of the software in its own name.", "Name it after what it holds."
    for found in _PRODUCT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield line, f"holds {found.group()!r}, the name of the software.", "Remove it: the name never reaches a reader."


def heaviest_pages(root: Path) -> dict[str, tuple[str, int]]:
    """By the tag of each edition written below `root`: the path of its heaviest page, and its bytes after gzip -9."""
    heaviest: dict[str, tuple[str, int]] = {}
    for file in sorted(root.glob("*/*.html")):
        size, tag = packed_size(file.read_bytes()), file.parent.name
        if size > heaviest.get(tag, ("", 0))[1]:
            heaviest[tag] = (file.relative_to(root).as_posix(), size)
    return heaviest


def packed_size(content: bytes) -> int:
    """How many bytes reach a reader."""
    return len(gzip.compress(content, 9, mtime=0))


def check_size(content: bytes) -> Iterator[Fault]:
    """Whether the page is within the budget."""
    size = packed_size(content)
    if size > BUDGET:
        what = f"is {size:,} bytes after gzip -9, {size - BUDGET:,} more than the {BUDGET:,} of one round trip."
        yield 1, what, "Shorten the page, or split it in two."


def _check_language(facts: PageFacts, expected: Expected) -> Iterator[Fault]:
    html = facts.html
    line, attributes = (html.line, html.attributes) if html else (1, {})
    for name, wanted in (("lang", expected.tag), ("dir", expected.direction)):
        if attributes.get(name) != wanted:
            what = f"<html> has {name}={attributes.get(name, '')!r} in the edition {expected.tag}."
            yield line, what, f'Write {name}="{wanted}": the base template has locale.tag and locale.direction.'
    for element in facts.elements:
        direction = expected.directions.get(element.attributes.get("lang", expected.tag), expected.direction)
        if direction != expected.direction and element.attributes.get("dir") not in (direction, "auto"):
            what = f"<{element.name}> has lang={element.attributes['lang']!r} and no dir={direction!r}."
            yield element.line, what, "Give both: punctuation and numbers end up in the wrong place otherwise."


def _check_headings(facts: PageFacts) -> Iterator[Fault]:
    if not facts.title:
        yield 1, "has no title.", 'Write a line title = "…" into its front matter.'
    headings = list(facts.named("h1"))
    if len(headings) != 1:
        line = headings[1].line if headings else 1
        what = f"has {len(headings)} first-level headings."
        yield line, what, "Let the template print page.title in the only h1; begin pages with ##."


def is_exit(element: Element) -> bool:
    """Whether `element` is the link of the component `exit`, and leads to another site."""
    return (
        element.name == "a"
        and "exit__link" in element.classes
        and element.attributes.get("href", "").startswith("https:")
    )


def _check_exit(facts: PageFacts) -> Iterator[Fault]:
    found = next(filter(is_exit, facts.elements), None)
    if found is None:
        what = "has no quick exit that works without script."
        yield 1, what, 'Let the base template call the macro exit with exit_url: <a class="exit__link" href="https:…">.'
    elif facts.first_focusable is not found:
        line = facts.first_focusable.line if facts.first_focusable else found.line
        what = "has something that the Tab key reaches before the quick exit, or the exit is hidden."
        yield line, what, "Print the macro exit first in the body, without hidden or tabindex."


def _check_ways(facts: PageFacts, expected: Expected, targets: set[str | None]) -> Iterator[Fault]:
    called = any(link.attributes["href"].startswith(("tel:", "sms:")) for link in facts.links)
    if not called and f"{expected.tag}/{expected.ways.help}" not in targets - {expected.path}:
        what = "has no way to a hotline: no number to call or write to, no link to the page of hotlines."
        yield 1, what, "Let the base template call the macro hotline_bar."
    if not any("safety-notice" in element.classes for element in facts.elements):
        yield 1, "has no safety notice.", "Let the base template call the macro safety_notice."
    if f"{expected.tag}/{expected.ways.safety}" not in targets | {expected.path}:
        yield 1, "has no link to the page about using the site safely.", "Let the safety notice link to url('safety')."


def _check_alternates(expected: Expected, targets: set[str | None]) -> Iterator[Fault]:
    own = "/" not in expected.path
    name = expected.path if own else posixpath.relpath(expected.path, expected.tag)
    if not own and name != LANGUAGES_PAGE and name in targets:
        return  # a page of its own lists them
    for tag in expected.directions:
        if (own or tag != expected.tag) and f"{tag}/{name}" not in targets:
            what = f"has no link to the same page in the edition {tag}."
            yield 1, what, "Let the base template call the macro language_menu with alternates."
