"""The blocks of a Markdown body, and Python-Markdown's own way from them to HTML.

The steps are those of `markdown.Markdown.convert`, stopped before the inline pass and taken up from there.
"""

import copy
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown

EXTENSIONS = ("extra", "admonition", "toc", "sane_lists")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Address and title of a link by its name in lower case, as Python-Markdown has read them.
References = Mapping[str, tuple[str, str | None]]
_SIMPLE = (str, int, float, bool, type(None), dict, list, set, tuple)
# Parsers that have done their work, each to be used by one page at a time.
_SPARE: list[markdown.Markdown] = []


class Blocks:
    """The blocks of a body below `root`, as `md` has parsed them, before the inline pass."""

    def __init__(self, body: str, md: markdown.Markdown | None = None):
        self.md = md or markdown.Markdown(extensions=list(EXTENSIONS))
        self.root = self._parse(body)
        self._state: list[tuple[Any, dict[str, Any]]] = []

    def _parse(self, body: str) -> Element:
        self.md.lines = body.split("\n")
        for preprocessor in self.md.preprocessors:
            self.md.lines = preprocessor.run(self.md.lines)
        root = self.md.parser.parseDocument(self.md.lines).getroot()
        for treeprocessor in list(self.md.treeprocessors)[: self._inline_index()]:
            root = _run(treeprocessor, root)
        return root

    def run(self, root: Element) -> Element:
        """`root` after the inline pass and all that follows it."""
        for treeprocessor in list(self.md.treeprocessors)[self._inline_index() :]:
            root = _run(treeprocessor, root)
        return root

    def html(self, root: Element) -> str:
        """The HTML of `root`, which `run` has returned."""
        html = self.md.serializer(root)
        tag = self.md.doc_tag
        html = html[html.index(f"<{tag}>") + len(tag) + 2 : html.rindex(f"</{tag}>")].strip()
        for postprocessor in self.md.postprocessors:
            html = postprocessor.run(html)
        return html.strip()

    def _inline_index(self) -> int:
        return self.md.treeprocessors.get_index_for_name("inline")

    def save(self) -> None:
        """Keep what the parser knows now, for `restore`: a pass leaves notes and stashes behind."""
        owners = [self.md.htmlStash, *self.md.registeredExtensions]
        self._state = [
            (owner, {name: copy.deepcopy(value) for name, value in vars(owner).items() if isinstance(value, _SIMPLE)})
            for owner in owners
        ]

    def restore(self) -> None:
        """Let the parser know what it knew at `save`, and nothing of a pass after it."""
        for owner, values in self._state:
            for name, value in values.items():
                setattr(owner, name, copy.deepcopy(value))


def spare_parser() -> markdown.Markdown:
    """A parser for a body without notes, abbreviations and a table of contents; it may have read others."""
    try:
        return _SPARE.pop().reset()
    except IndexError:
        md = markdown.Markdown(extensions=list(EXTENSIONS))
        # There is no table to make, nor a place to look for through the whole page.
        md.treeprocessors["toc"].marker, md.treeprocessors["toc"].toc_top = "", 7
        return md


def inline_html(text: str, references: References) -> str:
    """What Python-Markdown makes of the paragraph `text` of a page with `references`, in which no other text of the page
    has a say, without its tags.
    """
    blocks = Blocks("", spare_parser())
    blocks.md.references.update(references)
    paragraph = SubElement(blocks.root, "p")
    paragraph.text = text
    html = blocks.html(blocks.run(blocks.root))
    give_back(blocks.md)
    return html.removeprefix("<p>").removesuffix("</p>")


def give_back(md: markdown.Markdown) -> None:
    """Take back what `spare_parser` gave; one that has failed does not come back."""
    _SPARE.append(md)


def find(root: Element, path: tuple[int, ...]) -> Element:
    """The element of `root` to which `path`, child indexes, leads."""
    for index in path:
        root = root[index]
    return root


def headings(root: Element) -> list[Element]:
    """The headings of `root` in order."""
    return [element for element in root.iter() if element.tag in HEADINGS]


def _run(treeprocessor: Any, root: Element) -> Element:
    changed = treeprocessor.run(root)
    return root if changed is None else changed
