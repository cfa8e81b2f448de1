"""A written HTML file, parsed once into the facts that the checks of written files ask for."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

_FOCUSABLE = frozenset({"button", "select", "textarea", "summary", "iframe"})
_RAW = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag: `attributes` by lower-case name, of each name the first as browsers do; `line` counts from 1."""

    name: str
    attributes: Mapping[str, str]
    line: int
    in_head: bool

    @property
    def classes(self) -> frozenset[str]:
        """The class tokens."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def is_focusable(self) -> bool:
        """Whether the Tab key stops at it, as far as its tag says."""
        attributes = self.attributes
        if "hidden" in attributes or "disabled" in attributes or attributes.get("tabindex", "0").startswith("-"):
            return False
        if self.name == "input":
            return attributes.get("type", "").lower() != "hidden"
        return (
            self.name in _FOCUSABLE or "tabindex" in attributes or (self.name in ("a", "area") and "href" in attributes)
        )


@dataclass(frozen=True, slots=True)
class Block:
    """An inlined script or style: its element and its text, exactly as written."""

    element: Element
    text: str

    @property
    def source(self) -> str:
        """What a content security policy must name to allow it: `'sha256-…'`."""
        return f"'sha256-{base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class PageFacts:
    """What one written page holds, in document order; `title` is None where there is no title element."""

    elements: tuple[Element, ...]
    blocks: tuple[Block, ...]
    comments: tuple[tuple[int, str], ...]
    title: str | None

    def named(self, *names: str) -> Iterator[Element]:
        """The elements of these tag names."""
        return (element for element in self.elements if element.name in names)

    @cached_property
    def html(self) -> Element | None:
        """The html element."""
        return next(self.named("html"), None)

    @cached_property
    def ids(self) -> tuple[tuple[str, int], ...]:
        """Every id with its line, repeated ones too."""
        return tuple((found.attributes["id"], found.line) for found in self.elements if "id" in found.attributes)

    @cached_property
    def links(self) -> tuple[Element, ...]:
        """The elements that a reader can follow: a and area with an address."""
        return tuple(element for element in self.named("a", "area") if "href" in element.attributes)

    @cached_property
    def first_focusable(self) -> Element | None:
        """Where the first Tab leads."""
        return next((element for element in self.elements if element.is_focusable), None)

    @cached_property
    def policies(self) -> tuple[Element, ...]:
        """The meta elements that hold a content security policy."""
        return tuple(
            found
            for found in self.named("meta")
            if found.attributes.get("http-equiv", "").lower() == "content-security-policy"
        )


class _Reader(HTMLParser):
    def __init__(self, in_head: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.comments: list[tuple[int, str]] = []
        self.title: str | None = None
        self._in_head = in_head
        self._into: Element | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_head = self._in_head and tag != "body"
        attributes = {name: value or "" for name, value in reversed(attrs)}
        element = Element(tag, attributes, self.getpos()[0], self._in_head)
        self.elements.append(element)
        if tag in _RAW or (tag == "title" and self._in_head):
            self._into, self._text = element, []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A slash closes nothing in HTML (in SVG it does, and what is in there is read just the same).
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False
        if self._into is None or tag != self._into.name:
            return
        text = "".join(self._text)
        if tag in _RAW:
            self.blocks.append(Block(self._into, text))
        elif self.title is None:
            self.title = text.strip()
        self._into = None

    @property
    def reads_text(self) -> bool:
        """Whether it is within a script, a style or the title."""
        return self._into is not None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append((self.getpos()[0], data))


def read_page(text: str) -> PageFacts:
    """The facts of the HTML document `text`. Never raises: what is no HTML is a page without the facts it should have."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return PageFacts(tuple(reader.elements), tuple(reader.blocks), tuple(reader.comments), reader.title)


def read_part(text: str, in_head: bool) -> tuple[PageFacts, bool]:
    """The facts of a piece of a document that begins outside of every tag, script, style and title; and whether it ends
    there too, so that what follows can be read apart.
    """
    reader = _Reader(in_head)
    reader.feed(text)
    closed = "<" not in reader.rawdata and reader.cdata_elem is None and not reader.reads_text
    return PageFacts(tuple(reader.elements), tuple(reader.blocks), tuple(reader.comments), reader.title), closed
