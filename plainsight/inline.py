"""Renders one message as Python-Markdown would, to compare what a translation makes with what its source makes."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

import markdown

from plainsight.text_characters import shows_nothing

# A translation cannot use these: raw HTML, and links in angle brackets.
_OFF = ("html", "autolink", "automail")
_LABEL = re.compile(r"\[(\d{1,4})\]")
# A text without any of these is itself: nothing in it is Markdown.
HAS_MARKS = re.compile(r"[\\`*_\[\]{}<>&!\n\x02\x03]")

# Attributes that are words for a reader.
SPOKEN = frozenset({"title", "alt", "aria-label"})

Shape = tuple[str, tuple[tuple[str, str | None], ...]]


@dataclass(frozen=True)
class Rendered:
    """What a message comes to: its elements, sorted, each as often as it comes, and the words that a reader sees.

    Alternative texts and titles are words. Emphasis is no element here: a translation may place it as it likes.
    `wordless` counts the links and pictures that say nothing.
    """

    elements: tuple[Shape, ...]
    text: str
    wordless: int = 0


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
    md.references.update({number: (f"#{number}", None) for number in _LABEL.findall(text)})
    root = Element("div")
    SubElement(root, "p").text = text.replace("\n", "  \n")
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    html = md.serializer(root)
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html.strip().removeprefix("<div>").removesuffix("</div>").strip()


def render_written(text: str, references: Mapping[str, tuple[str, str | None]]) -> str:
    """`text`, the raw Markdown of one block, as a page shows it: raw HTML and attribute lists count."""
    md = _page_parser().reset()
    md.references = dict(references)
    root = Element("div")
    SubElement(root, "p").text = text
    for name in ("inline", "attr_list", "unescape"):
        root = md.treeprocessors[name].run(root) or root
    html = md.serializer(root)
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html.strip().removeprefix("<div>").removesuffix("</div>").strip()


@lru_cache
def _page_parser() -> markdown.Markdown:
    return markdown.Markdown(extensions=["extra", "sane_lists"])


@lru_cache(maxsize=50_000)
def rendered(text: str) -> Rendered:
    """What the message `text` comes to."""
    if not HAS_MARKS.search(text):
        return Rendered((), text)
    reader = _Reader()
    reader.feed(render_inline(text))
    reader.close()
    return Rendered(tuple(sorted(reader.elements, key=repr)), "".join(reader.words).strip(), reader.wordless)


def structure(text: str) -> Counter[Shape]:
    """The elements that the message `text` renders to, with their attributes, and how often each comes."""
    return Counter(rendered(text).elements)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Shape] = []
        self.words: list[str] = []
        self.wordless = 0
        self._links: list[int] = []  # how many words stood before each link that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = [value for name, value in attrs if name in SPOKEN and value]
        self.words += [f" {value} " for value in spoken]
        if tag == "a":
            self._links.append(len(self.words))
        if tag == "img" and not _says_something(spoken):
            self.wordless += 1
        if tag == "br":
            self.words.append("\n")
        if tag not in ("em", "strong", "p"):
            kept = tuple(sorted((name, value) for name, value in attrs if name not in SPOKEN))
            self.elements.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links and not _says_something(self.words[self._links.pop() :]):
            self.wordless += 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _says_something(words: list[str]) -> bool:
    return not shows_nothing("".join(words))
