"""Renders one message as Python-Markdown would, to compare what a translation makes with what its source makes."""

from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

import markdown

# A translation cannot use these: raw HTML, links in angle brackets, and what an entity would hide from a check.
_OFF = ("html", "autolink", "automail")
_LABELS = 30

Shape = tuple[str, tuple[tuple[str, str | None], ...]]
Structure = tuple[tuple[Shape, int], ...]


@lru_cache
def _parser() -> markdown.Markdown:
    md = markdown.Markdown(extensions=["extra", "sane_lists"])
    for name in _OFF:
        md.inlinePatterns.deregister(name)
    md.treeprocessors.deregister("attr_list")
    return md


def render_inline(text: str) -> str:
    """`text` (a message) as the HTML of a paragraph, with its labels `[1]`, `[2]` … leading to `#1`, `#2` …

    Raw HTML, links in angle brackets and attribute lists are text.
    """
    md = _parser()
    md.reset()
    md.references.update({str(number): (f"#{number}", None) for number in range(1, _LABELS + 1)})
    root = Element("div")
    SubElement(root, "p").text = text.replace("\n", "  \n")
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    html = md.serializer(root)
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html


@lru_cache(maxsize=50_000)
def structure(text: str) -> Structure:
    """The elements that `text` renders to, with their attributes and how often each comes; emphasis is not counted.

    Titles and alternative texts are words, so they are left out.
    """
    found = _Elements()
    found.feed(render_inline(text))
    found.close()
    return tuple(sorted(found.elements.items(), key=repr))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: Counter[Shape] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("em", "strong", "div", "p"):
            kept = tuple(sorted((name, value) for name, value in attrs if name not in ("title", "alt", "aria-label")))
            self.elements[(tag, kept)] += 1
