"""A Markdown body: read once, its text rendered once per edition."""

import copy
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from plainsight.attributes import find_attributes, translate_attributes
from plainsight.directives import Fault, take_directives
from plainsight.locales import Locale
from plainsight.markdown_blocks import Blocks, find, give_back, headings, spare_parser
from plainsight.page_structure import Structure
from plainsight.segment_checks import check_segments
from plainsight.segments import Segment, find_segments
from plainsight.skeleton import Gap, Outline, Skeleton, is_connected, make_outline

# The translation of a message: the text to show, or None for the source text. Called with the msgid, and with its
# context as a second argument where it has one.
Lookup = Callable[..., str | None]


class MarkdownPage:
    """A Markdown body with `segments`; `render` gives its HTML in an edition."""

    def __init__(self, body: str):
        self._body = body
        may_be_outlined = bool(body.strip()) and not is_connected(body)
        blocks = Blocks(body, spare_parser() if may_be_outlined else None)
        self.segments, faults = find_segments(blocks.root, blocks.md)
        self.faults: list[Fault] = [*faults, *check_segments(self.segments, blocks.root, blocks.md)]
        # What the full pass needs; made again from the body where it was used up.
        self._blocks: Blocks | None = None
        outline = None
        if may_be_outlined and all(segment.translatable and segment.part == "text" for segment in self.segments):
            outline = make_outline(blocks, self.segments)
            give_back(blocks.md)
        else:
            blocks.save()
            self._blocks = blocks
        outline = outline or self._outline_in_full()
        self._heading_ids = outline.heading_ids
        # Messages (context, msgid) of titles and other attributes that are text.
        self.attributes = outline.attributes
        self._skeleton = None if self.attributes else outline.skeleton
        self._source_html = outline.html
        # How the page is built in every language.
        self.structure = Structure.of(self._source_html)

    def __getstate__(self) -> dict[str, Any]:
        skeleton = self._skeleton and ([tuple(gap) for gap in self._skeleton.gaps], *self._skeleton[1:])
        segments = [tuple(segment) for segment in self.segments]
        return {**vars(self), "segments": segments, "_skeleton": skeleton, "_blocks": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.segments = [Segment._make(segment) for segment in self.segments]
        if self._skeleton:
            gaps, *others = self._skeleton
            self._skeleton = Skeleton(tuple(Gap._make(gap) for gap in gaps), *others)

    def render(self, lookup: Lookup | None = None, source: Locale | None = None) -> str:
        """The HTML. Without `lookup`, exactly Python-Markdown's; with it, each segment as `lookup(msgid)` says.

        Where that is None the source text stands, marked with the language and direction of `source`.
        """
        if lookup is None or not self._body.strip():
            return self._source_html
        msgstrs = [_look_up(lookup, segment) if segment.translatable else None for segment in self.segments]
        filled = self._skeleton.fill(self.segments, msgstrs, source) if self._skeleton and source else None
        return self._render(msgstrs, lookup, source) if filled is None else filled

    def _render(self, msgstrs: Sequence[str | None], lookup: Lookup | None, source: Locale | None) -> str:
        """The full pass: Python-Markdown's own, on the blocks as parsed."""
        texts = [
            None if text is None else found.markdown(text) for found, text in zip(self.segments, msgstrs, strict=True)
        ]
        blocks = self._parsed()
        root = blocks.run(self._with_texts(blocks.root, texts, source))
        if self.attributes:
            translate_attributes(root, lookup)
        return blocks.html(root)

    def _outline_in_full(self) -> Outline:
        """The outline by the full pass, without a skeleton."""
        blocks = self._parsed()
        root = blocks.run(copy.deepcopy(blocks.root))
        heading_ids = [element.get("id", "") for element in headings(root)]
        attributes = find_attributes(root)
        return Outline(blocks.html(root) if self._body.strip() else "", None, heading_ids, attributes)

    def _parsed(self) -> Blocks:
        """The blocks with a parser that knows nothing of an earlier pass."""
        if self._blocks is None:
            self._blocks = Blocks(self._body)
            take_directives(self._blocks.root, self._blocks.md)
            self._blocks.save()
        self._blocks.restore()
        return self._blocks

    def _with_texts(self, blocks: Element, texts: Sequence[str | None], source: Locale | None) -> Element:
        """A copy of `blocks` with `texts` in place of the segments; where one is None, the mark of the source's."""
        root = copy.deepcopy(blocks)
        # All places are found before the first change: a fallback may add an element.
        places = [(segment, find(root, segment.path)) for segment in self.segments]
        for (segment, element), text in zip(places, texts, strict=True):
            if text is not None:
                setattr(element, segment.part, text)
            elif source is not None:
                _mark(root, element, segment, source)
        for element, heading_id in zip(headings(root), self._heading_ids, strict=True):
            element.set("id", heading_id)
        return root


# In a preview, most bodies are the same in every build.
@lru_cache(maxsize=2_000)
def read_body(body: str) -> MarkdownPage:
    """The page whose Markdown is `body`; the same one for the same text."""
    return MarkdownPage(body)


def _look_up(lookup: Lookup, segment: Segment) -> str | None:
    return lookup(segment.msgid) if segment.context is None else lookup(segment.msgid, segment.context)


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
    parent = find(root, segment.path[:-1])
    position = list(parent).index(element)
    span = SubElement(parent, "span", marks)
    parent.remove(span)
    parent.insert(position + 1, span)
    span.text, element.tail = element.tail, None
