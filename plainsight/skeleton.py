"""A page's HTML with a gap for each segment, made once by Python-Markdown and filled once per edition."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX, AtomicString

from plainsight.attributes import find_attributes
from plainsight.fast_inline import fast_inline
from plainsight.labels import restore_targets
from plainsight.locales import Locale
from plainsight.markdown_blocks import HEADINGS, Blocks, References, find, headings, inline_html
from plainsight.segments import Segment

# Constructs by which one text of a page changes another: notes, abbreviations, a table of contents.
# What is like a token, or Python-Markdown's own signs, is in no text that anybody means to write.
_CONNECTED = ("[^", "*[", "[toc]", "///", "markdown", "zq", STX, ETX)
# What a text may come to where nothing else has a say in it. Other attributes than these are messages, or could be.
_INLINE = re.compile(r'(?:[^<]|</?(?:strong|em|code)>|<br />|<a href="[^"]*">|</a>)*+')
# What something inline may begin or end with.
_INLINE_SIGN = re.compile(r"[*_`\[\]\\<&]")
_TOKEN = re.compile(r"zq\d+qz")
_START = re.compile(r"<[a-z][a-z0-9]*(?: [^<>]*)?>$")
_ATTRIBUTE = re.compile(r' ([^\s="<>]+)(="[^"<>]*")?')


class Gap(NamedTuple):
    """What stands before a segment's text: `before` ends where the element of the text begins, `start` is its tag.

    `source` is the HTML of the source text, None where it needs the full pass. `nested` says whether the element holds
    others, so that a mark of its text stands within it.
    """

    before: str
    start: str
    source: str | None
    nested: bool


class Skeleton(NamedTuple):
    """The HTML of a page in `gaps`, one for each of its segments, and `rest` after the last of them; the `references` of
    its links.
    """

    gaps: tuple[Gap, ...]
    rest: str
    references: References

    def fill(self, segments: Sequence[Segment], msgstrs: Sequence[str | None], source: Locale) -> str | None:
        """The page with each of its `segments` as `msgstrs` says; None if one needs the full pass.

        Where a text is None the source text stands, marked with the language and direction of `source`.
        """
        parts = []
        for gap, segment, msgstr in zip(self.gaps, segments, msgstrs, strict=True):
            start, end = gap.start, ""
            if msgstr is None:
                html = gap.source
                start, end = _marked(start, gap.nested, source.tag, source.direction)
            elif msgstr == segment.msgid:
                html = gap.source
            else:
                text = restore_targets(msgstr, segment.targets) if segment.targets else msgstr
                html = None if "\n" in text else fast_inline(text)
                html = html or _inline(segment.markdown(msgstr).removesuffix(segment.suffix), self.references)
            if html is None:
                return None
            parts += (gap.before, start, html, end)
        return "".join((*parts, self.rest)).strip()


@dataclass(frozen=True)
class Outline:
    """A page read without the full pass: its source's `html`, the ids of its headings, the messages of attributes."""

    html: str
    skeleton: Skeleton | None
    heading_ids: list[str]
    attributes: list[tuple[str, str]]


def is_connected(body: str) -> bool:
    """Whether a text in the Markdown `body` could change another one."""
    small = body.lower()
    return any(mark in small for mark in _CONNECTED)


def make_outline(blocks: Blocks, segments: Sequence[Segment]) -> Outline | None:
    """The outline of the page with `blocks`, which is not connected; None where only the full pass will do.

    `segments` are all of its segments, each the text of an element. The parser and the blocks are used up.
    """
    references = dict(blocks.md.references)
    texts = [_Text(number, segment, blocks.root, references) for number, segment in enumerate(segments)]
    # A mark would part a text from its attribute list, and emphasis may begin in one and end in the other.
    if any(text.segment.suffix and (text.nested or _INLINE_SIGN.search(text.segment.suffix)) for text in texts):
        return None
    # One pass is enough where a heading is known without the full pass, but for the id that is made of it.
    takes_one = all(text.is_usual and not (text.is_heading and (text.nested or text.segment.suffix)) for text in texts)
    if not takes_one:
        twin = copy.deepcopy(blocks.root)
        blocks.save()
    for text in texts:
        if text.is_usual and not text.is_heading:
            text.put(text.token)
        elif text.source == text.segment.raw:
            text.put(text.source)
    root = blocks.run(blocks.root)
    heading_ids, attributes = [element.get("id", "") for element in headings(root)], find_attributes(root)
    for text in texts if takes_one else ():
        if text.is_heading:
            text.element[:] = []
            text.put(text.token)
    html = blocks.html(root)
    if _TOKEN.findall(html) != [text.token for text in texts if takes_one or (text.is_usual and not text.is_heading)]:
        return None
    source_html = _TOKEN.sub(lambda match: texts[int(match[0][2:-2])].source, html)
    if not takes_one:
        blocks.restore()
        for text in texts:
            text.element = find(twin, text.segment.path)
            text.put(text.token)
        for element, heading_id in zip(headings(twin), heading_ids, strict=True):
            element.set("id", heading_id)
        html = blocks.html(blocks.run(twin))
    skeleton = _skeleton(html, texts, references)
    return Outline(source_html, skeleton, heading_ids, attributes) if skeleton else None


class _Text:
    """A segment with the element that holds it, and the HTML of its `source` where that is known without the full pass."""

    def __init__(self, number: int, segment: Segment, root: Element, references: References):
        self.token = f"zq{number}qz"
        self.segment = segment
        self.element = find(root, segment.path)
        self.source = fast_inline(segment.raw) or _inline(segment.raw, references)
        self.is_usual = self.source is not None
        self.is_heading = self.element.tag in HEADINGS  # of which an id is made
        self.nested = len(self.element) > 0

    def put(self, text: str) -> None:
        """Let `text`, in which there is no Markdown, stand in the element."""
        suffix = self.segment.suffix
        self.element.text = text + suffix if suffix else AtomicString(text)


def _inline(text: str, references: References) -> str | None:
    """The HTML of the inline Markdown `text`; None where its element or another text may have a say in it."""
    if is_connected(text) or "{" in text or text != text.strip():
        return None
    html = inline_html(text, references)
    return html if _INLINE.fullmatch(html) else None


def _skeleton(html: str, texts: list[_Text], references: References) -> Skeleton | None:
    """The page whose `html` has tokens in place of its `texts`; None where one is lost, or stands in no element."""
    if _TOKEN.findall(html) != [text.token for text in texts]:
        return None
    *parts, rest = _TOKEN.split(html)
    starts = [_START.search(part) for part in parts]
    if None in starts or not all(_is_read(start[0]) for start in starts):
        return None
    gaps = [
        Gap(part[: start.start()], start[0], text.source, text.nested)
        for part, start, text in zip(parts, starts, texts, strict=True)
    ]
    return Skeleton(tuple(gaps), rest, references)


@lru_cache(maxsize=1_000)
def _is_read(start: str) -> bool:
    """Whether the attributes of the tag `start` are read as they were written."""
    return _tag(start, _ATTRIBUTE.findall(start)) == start


def _tag(start: str, attributes: list[tuple[str, str]]) -> str:
    """The tag `start` with `attributes` in place of its own, in the order of Python-Markdown's serializer."""
    name = start[1:-1].partition(" ")[0]
    return f"<{name}{''.join(f' {key}{value}' for key, value in sorted(attributes))}>"


@lru_cache(maxsize=1_000)
def _marked(start: str, nested: bool, language: str, direction: str) -> tuple[str, str]:
    """What stands around a source text in place of the tag `start`: tags that say its language, and what closes them."""
    marks = {"lang": f'="{language}"', "dir": f'="{direction}"'}
    if nested:
        return start + _tag("<span>", list(marks.items())), "</span>"
    # An attribute list has the last word.
    return _tag(start, list((marks | dict(_ATTRIBUTE.findall(start))).items())), ""
