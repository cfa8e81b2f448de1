"""What in a page's body translators cannot reach, or only in pieces."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

import markdown

from plainsight.directives import Fault
from plainsight.own_html import is_torn
from plainsight.segments import Segment

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"(?<!\\)\[[^\[\]]*\](?:\(|\[[^\]^])")
# What in raw HTML is no text for a reader to read.
_NO_TEXT = re.compile(
    r"<!--.*?-->|<(style|script|pre|code|kbd|samp|math|svg)\b.*?</\1\s*>|<[^<>]*>|&#?\w+;", re.DOTALL | re.IGNORECASE
)


def check_segments(segments: Sequence[Segment], root: Element, md: markdown.Markdown) -> Iterator[Fault]:
    """A warning for each text of `root`, a document before its inline pass, that cannot be translated as it should."""
    for segment in segments:
        yield from _check(segment, _parts(root, segment), md)
    for block in md.htmlStash.rawHtmlBlocks:
        text = " ".join(_NO_TEXT.sub(" ", block).split()) if isinstance(block, str) else ""
        if any(c.isalpha() for c in text):
            what = f"raw HTML is not translated: {text[:40]!r}."
            yield Fault(block.strip(), what, 'Write it in Markdown, or add markdown="1" to its first tag.', "warning")


def _parts(root: Element, segment: Segment) -> list[Element]:
    """The elements that `segment` stands beside, within its own parent."""
    element = root
    for index in segment.path[:-1]:
        element = element[index]
    if segment.part == "tail":
        return [element[segment.path[-1]]]
    element = element[segment.path[-1]] if segment.path else element
    return list(element[:1])


def _check(segment: Segment, beside: list[Element], md: markdown.Markdown) -> Iterator[Fault]:
    raw = segment.raw.strip()
    if segment.skip:
        return
    if not segment.translatable:
        what = f"raw HTML, or an attribute list over two lines, keeps a text from being translated: {raw[:40]!r}."
        yield Fault(raw, what, "Put the HTML in a block of its own, and the list in one line.", "warning")
    elif not segment.targets and "[" in raw and _LINK.search(_CODE.sub("", raw)):
        what = f"a link is not kept from translators: {raw[:40]!r}."
        yield Fault(raw, what, "Write each link as [text](address), and escape other square brackets.", "warning")
    # The way back from a footnote stands after its text, and tears nothing.
    inline = [element for element in beside if isinstance(element.tag, str) and not md.is_block_level(element.tag)]
    if is_torn(raw) or any(element.get("class") != "footnote-backref" for element in inline):
        what = f"HTML tears a sentence into parts that are translated apart: {raw[:40]!r}."
        yield Fault(
            raw, what, "Write it in Markdown, or let each HTML element end where it begins, in one text.", "warning"
        )
