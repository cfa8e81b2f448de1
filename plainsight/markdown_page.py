"""A Markdown body: its blocks parsed once, its text rendered once per edition."""

import copy
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown

from plainsight.attributes import find_attributes, translate_attributes
from plainsight.directives import Fault
from plainsight.locales import Locale
from plainsight.page_structure import Structure
from plainsight.segment_checks import check_segments
from plainsight.segments import Segment, find_segments
from plainsight.skeleton import Skeleton, make_skeleton

EXTENSIONS = ("extra", "admonition", "toc", "sane_lists")
_SIMPLE = (str, int, float, bool, type(None), dict, list, set, tuple)

# The translation of a message: the text to show, or None for the source text. Called with the msgid, and with its
# context as a second argument where it has one.
Lookup = Callable[..., str | None]


class MarkdownPage:
    """A Markdown body with `segments`; `render` gives its HTML in an edition.

    The steps are those of `markdown.Markdown.convert`, stopped before the inline pass and taken up from there.
    """

    def __init__(self, body: str):
        self._md = markdown.Markdown(extensions=list(EXTENSIONS))
        self._blank = not body.strip()
        self._body = body
        self._skeleton: tuple[Locale, Skeleton] | tuple[()] | None = None
        self._root = self._parse(body)
        self.segments, faults = find_segments(self._root, self._md)
        self.faults: list[Fault] = [*faults, *check_segments(self.segments, self._root, self._md)]
        self._state = self._save()
        self._heading_ids: list[str] = []
        # Messages (context, msgid) of titles and other attributes that are text.
        self.attributes: list[tuple[str, str]] = []
        self._source_html = self._finish(copy.deepcopy(self._root), remember_ids=True)
        # How the page is built in every language.
        self.structure = Structure.of(self._source_html)

    def render(self, lookup: Lookup | None = None, source: Locale | None = None) -> str:
        """The HTML. Without `lookup`, exactly Python-Markdown's; with it, each segment as `lookup(msgid)` says.

        Where that is None the source text stands, marked with the language and direction of `source`.
        """
        if lookup is None or self._blank:
            return self._source_html
        msgstrs = [_look_up(lookup, segment) if segment.translatable else None for segment in self.segments]
        skeleton = self._skeleton_for(source)
        filled = skeleton.fill(msgstrs) if skeleton else None
        return self._render(msgstrs, lookup, source) if filled is None else filled

    def _render(self, msgstrs: Sequence[str | None], lookup: Lookup | None, source: Locale | None) -> str:
        """The full pass: Python-Markdown's own, on the blocks as parsed."""
        texts = [
            None if text is None else found.markdown(text) for found, text in zip(self.segments, msgstrs, strict=True)
        ]
        root = self._with_texts(texts, source)
        return self._finish(root, lookup if self.attributes else None)

    def _with_texts(self, texts: Sequence[str | None], source: Locale | None, marked: bool = False) -> Element:
        """The blocks with `texts` in place of the segments; where one is None, or all are `marked`, the source's mark."""
        root = copy.deepcopy(self._root)
        # All places are found before the first change: a fallback may add an element.
        places = [(segment, _find(root, segment.path)) for segment in self.segments]
        for (segment, element), text in zip(places, texts, strict=True):
            if text is not None:
                setattr(element, segment.part, text)
            if source is not None and (text is None or marked):
                _mark(root, element, segment, source)
        for element, heading_id in zip(_headings(root), self._heading_ids, strict=True):
            element.set("id", heading_id)
        return root

    def _skeleton_for(self, source: Locale | None) -> Skeleton | None:
        """The page with gaps for its texts, made at its first use; None where only the full pass will do."""
        if source is None or self.attributes or self._skeleton == ():
            return None
        if self._skeleton is None or self._skeleton[0] != source:

            def render(texts: list[str], marked: bool) -> str:
                suffixed = [text + segment.suffix for text, segment in zip(texts, self.segments, strict=True)]
                return self._finish(self._with_texts(suffixed, source, marked))

            made = make_skeleton(self._body, self.segments, render)
            self._skeleton = (source, made) if made else ()
        return self._skeleton[1] if self._skeleton else None

    def _parse(self, body: str) -> Element:
        self._md.lines = body.split("\n")
        for preprocessor in self._md.preprocessors:
            self._md.lines = preprocessor.run(self._md.lines)
        root = self._md.parser.parseDocument(self._md.lines).getroot()
        for treeprocessor in self._md.treeprocessors[: self._inline_index()]:
            root = _run(treeprocessor, root)
        return root

    def _finish(self, root: Element, lookup: Lookup | None = None, remember_ids: bool = False) -> str:
        if self._blank:
            return ""
        self._restore()
        for treeprocessor in self._md.treeprocessors[self._inline_index() :]:
            root = _run(treeprocessor, root)
        if remember_ids:
            self._heading_ids = [element.get("id", "") for element in _headings(root)]
            self.attributes = find_attributes(root)
        if lookup is not None:
            translate_attributes(root, lookup)
        html = self._md.serializer(root)
        tag = self._md.doc_tag
        html = html[html.index(f"<{tag}>") + len(tag) + 2 : html.rindex(f"</{tag}>")].strip()
        for postprocessor in self._md.postprocessors:
            html = postprocessor.run(html)
        return html.strip()

    def _inline_index(self) -> int:
        return self._md.treeprocessors.get_index_for_name("inline")

    def _save(self) -> list[tuple[Any, dict[str, Any]]]:
        owners = [self._md.htmlStash, *self._md.registeredExtensions]
        return [
            (owner, {name: copy.deepcopy(value) for name, value in vars(owner).items() if isinstance(value, _SIMPLE)})
            for owner in owners
        ]

    def _restore(self) -> None:
        for owner, values in self._state:
            for name, value in values.items():
                setattr(owner, name, copy.deepcopy(value))


# In a preview, most bodies are the same in every build.
@lru_cache(maxsize=2_000)
def read_body(body: str) -> MarkdownPage:
    """The page whose Markdown is `body`; the same one for the same text."""
    return MarkdownPage(body)


def _run(treeprocessor: Any, root: Element) -> Element:
    changed = treeprocessor.run(root)
    return root if changed is None else changed


def _look_up(lookup: Lookup, segment: Segment) -> str | None:
    return lookup(segment.msgid) if segment.context is None else lookup(segment.msgid, segment.context)


def _find(root: Element, path: tuple[int, ...]) -> Element:
    for index in path:
        root = root[index]
    return root


def _headings(root: Element) -> list[Element]:
    return [element for element in root.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]


def _mark(root: Element, element: Element, segment: Segment, source: Locale) -> None:
    marks = {"lang": source.tag, "dir": source.direction}
    if segment.part == "text" and not len(element):
        element.attrib.update(marks)
        return
    if segment.part == "text":
        span = Element("span", marks)
        element.insert(0, span)
        span.text, element.text = element.text, None
        return
    parent = _find(root, segment.path[:-1])
    position = list(parent).index(element)
    span = SubElement(parent, "span", marks)
    parent.remove(span)
    parent.insert(position + 1, span)
    span.text, element.tail = element.tail, None
