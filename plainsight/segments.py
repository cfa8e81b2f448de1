"""The only definition of a segment: where it stands in a parsed page, and what its message is."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.util import STX, AtomicString

from plainsight.directives import Directives, Fault, Found, take_directives
from plainsight.labels import label_targets, restore_targets, same_rendering
from plainsight.own_html import keep_own_html

# What the attr_list extension reads as attributes at the end of a block stays with the block, not with the message.
# With a brace in it that is not quoted, it is no list, and shown as it is written.
_LIST = r"""\{:?[ ]*[^}\n ](?:"[^"\n]*"|'[^'\n]*'|[^}\n])*+\}[ ]*$"""
_HEADER_ATTRIBUTES = re.compile(rf"[ ]+{_LIST}")
_BLOCK_ATTRIBUTES = re.compile(rf"\n[ ]*{_LIST}")
_HEADER_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th"})
# A footnote's last paragraph ends in a placeholder for the space before its back link.
_PLACEHOLDERS = re.compile(rf"(?:{STX}[^{STX}]*\x03)+$")
_ONE_PLACEHOLDER = re.compile(rf"\s*{STX}[^{STX}]*\x03\s*")
_HARD_BREAK = re.compile(r" {2,}\n")
_SOFT_BREAK = re.compile(r"[ ]*\n[ ]*")
_UNDERSCORES = re.compile(r"(?<![\w\\*_])(_{1,2})(?=[^\s_])([^_]*?[^\s_\\])\1(?![\w_])")
_BREAK_MARK = "\x1f"
# Without a letter or digit but in these, there is nothing to translate.
_NO_WORD = re.compile(r"<[^<>]*>|&#?\w+;|\]\[\d+\]")
_WORD = re.compile(r"[^\W_]")
# Marks that Python-Markdown replaces with what it has made itself.
_MARKERS = frozenset({"[TOC]", "///Footnotes Go Here///"})
_NOTHING_SAID = Directives()


class Segment(NamedTuple):
    """One segment of a page.

    `path` leads from the root element to the element (child indexes), `part` says whether it is its text or its tail;
    `raw` is the Markdown as written, without `suffix` (its attribute list); `msgid` is the message; `targets` belong
    to its labels. `context` tells equal messages apart; `limit` is the greatest length, 0 for any. `translatable` is
    false where raw HTML is torn through the text, and where the page says so (`skip`).
    """

    path: tuple[int, ...]
    part: str
    raw: str
    suffix: str
    msgid: str
    targets: tuple[str, ...]
    notes: tuple[str, ...] = ()
    critical: bool = False
    translatable: bool = True
    context: str | None = None
    limit: int = 0
    skip: bool = False

    def markdown(self, msgstr: str) -> str:
        """The raw Markdown that stands for the translation `msgstr` in the page; its own raw text for its msgid."""
        if msgstr == self.msgid:
            return self.raw + self.suffix
        # The catalog checks refuse other HTML; not even a bug there lets it through here.
        text = keep_own_html(msgstr.replace(STX, ""), self.msgid)
        return restore_targets(text, self.targets).replace("\n", "  \n") + self.suffix


def message_text(raw: str) -> str:
    """`raw` with soft line breaks as spaces and hard ones as newlines, so that reflowing a source changes nothing."""
    text = raw.strip()
    if "\n" not in text and _BREAK_MARK not in text:
        return text
    text = _HARD_BREAK.sub(_BREAK_MARK, text)
    return _SOFT_BREAK.sub(" ", text).replace(_BREAK_MARK, "\n")


def find_segments(root: Element, md: markdown.Markdown) -> tuple[list[Segment], list[Fault]]:
    """The segments of `root` (a document after block parsing and before the inline pass), in order, and what is wrong
    with its directives.

    Takes the directives for translators (`<!-- note: … -->`, `<!-- critical -->`, …) out of `root`.
    """
    # A comment is a stashed block, or stands in a text with its bracket.
    found = (
        take_directives(root, md) if md.htmlStash.rawHtmlBlocks or any("<" in line for line in md.lines) else Found()
    )
    segments = []
    for path, element, part, text in _texts(root, ()):
        segment = _segment(path, element, part, text, md, _said(root, path, element, part, found))
        if _WORD.search(_NO_WORD.sub("", segment.msgid)):
            segments.append(segment)
    return segments, found.faults


def _said(root: Element, path: tuple[int, ...], element: Element, part: str, found: Found) -> Directives:
    said = _NOTHING_SAID
    if found.blocks:
        for ancestor in _ancestors(root, path if part == "text" else path[:-1]):
            said = said.joined(found.blocks.get(ancestor, _NOTHING_SAID))
    own = found.texts.get((element, part))
    return said.joined(own) if own else said


def _segment(
    path: tuple[int, ...], element: Element, part: str, text: str, md: markdown.Markdown, said: Directives
) -> Segment:
    pattern = _HEADER_ATTRIBUTES if element.tag in _HEADER_TAGS and part == "text" else _BLOCK_ATTRIBUTES
    end = ("{" in text and pattern.search(text)) or (STX in text and _PLACEHOLDERS.search(text))
    # White space at the end, a hard break before an attribute list among it, is no part of a message.
    length = len((text[: end.start()] if end else text).rstrip())
    raw, suffix = text[:length], text[length:]
    labelled = label_targets(message_text(raw), md)
    targets = tuple(target.replace("\n", " ") for target in labelled.targets)
    # An attribute list or a reference over two lines is none; in one line it would become one.
    doubtful = "\n" in raw and ("{" in raw or ("[" in raw and md.references))
    torn = STX in raw or (doubtful and not _renders_as(raw, labelled.text, targets, md))
    msgid = _with_stars(labelled.text, targets, md)
    return Segment(
        path,
        part,
        raw,
        suffix,
        msgid,
        targets,
        said.notes,
        said.critical,
        not torn and not said.skip,
        said.context,
        said.limit,
        said.skip,
    )


def _with_stars(text: str, targets: tuple[str, ...], md: markdown.Markdown) -> str:
    """`text` with emphasis written as `*`: `_` needs spaces around the word, which not every script has."""
    if "_" not in text:
        return text
    starred = _UNDERSCORES.sub(lambda match: match[1].replace("_", "*") + match[2] + match[1].replace("_", "*"), text)
    if starred == text:
        return text
    raw = restore_targets(text, targets).replace("\n", "  \n")
    return starred if _renders_as(raw, starred, targets, md) else text


def _renders_as(raw: str, msgid: str, targets: tuple[str, ...], md: markdown.Markdown) -> bool:
    return same_rendering(raw, restore_targets(msgid, targets).replace("\n", "  \n"), md.references)


def _texts(element: Element, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Element, str, str]]:
    if _is_text(element.text) and element.tag not in ("pre", "code"):
        yield path, element, "text", element.text
    for index, child in enumerate(element):
        if isinstance(child.tag, str):
            yield from _texts(child, (*path, index))
        if _is_text(child.tail):
            yield (*path, index), child, "tail", child.tail


def _is_text(text: str | None) -> bool:
    if not text or isinstance(text, AtomicString) or not text.strip() or text.strip() in _MARKERS:
        return False
    # A placeholder alone is a block of raw HTML, kept as it is.
    return STX not in text or not _ONE_PLACEHOLDER.fullmatch(text)


def _ancestors(root: Element, path: tuple[int, ...]) -> Iterator[Element]:
    element = root
    for index in path:
        element = element[index]
        yield element
