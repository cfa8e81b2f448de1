"""The only definition of a segment: where it stands in a parsed page, and what its message is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.util import STX, AtomicString

from plainsight.labels import label_targets, restore_targets

# What the attr_list extension reads as attributes at the end of a block stays with the block, not with the message.
_HEADER_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
_BLOCK_ATTRIBUTES = re.compile(r"\n[ ]*\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
_HEADER_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th"})
# A footnote's last paragraph ends in a placeholder for the space before its back link.
_PLACEHOLDERS = re.compile(rf"(?:{STX}[^{STX}]*\x03)+$")
_HARD_BREAK = re.compile(r" {2,}\n")
_SOFT_BREAK = re.compile(r"[ ]*\n[ ]*")
_BREAK_MARK = "\x1f"
_DIRECTIVE = re.compile(r"<!--\s*(note|critical)\s*(?::\s*(.*?))?\s*-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Segment:
    """One segment of a page.

    `path` leads from the root element to the element (child indexes), `part` says whether it is its text or its tail;
    `raw` is the Markdown as written, without `suffix` (its attribute list); `msgid` is the message; `targets` belong
    to its labels. `translatable` is false where raw HTML is torn through the text.
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

    def markdown(self, msgstr: str) -> str:
        """The raw Markdown that stands for the translation `msgstr` in the page; its own raw text for its msgid."""
        if msgstr == self.msgid:
            return self.raw + self.suffix
        # The catalog checks refuse "<"; escaping it here as well means that not even a bug there lets HTML through.
        text = msgstr.replace("<", "&lt;").replace(STX, "")
        return restore_targets(text, self.targets).replace("\n", "  \n") + self.suffix


def message_text(raw: str) -> str:
    """`raw` with soft line breaks as spaces and hard ones as newlines, so that reflowing a source changes nothing."""
    text = _HARD_BREAK.sub(_BREAK_MARK, raw.strip())
    return _SOFT_BREAK.sub(" ", text).replace(_BREAK_MARK, "\n")


def find_segments(root: Element, md: markdown.Markdown) -> list[Segment]:
    """The segments of `root` (a document after block parsing and before the inline pass), in order.

    Removes the elements that hold translator directives (`<!-- note: … -->`, `<!-- critical -->`) from `root`.
    """
    directives = _take_directives(root, md)
    segments = []
    for path, element, part, text in _texts(root, ()):
        notes, critical = (), False
        for ancestor in _ancestors(root, path):
            if ancestor in directives:
                more, marked = directives[ancestor]
                notes, critical = notes + more, critical or marked
        segments.append(_segment(path, element, part, text, md, notes, critical))
    return segments


def _segment(path, element, part, text, md, notes, critical) -> Segment:
    pattern = _HEADER_ATTRIBUTES if element.tag in _HEADER_TAGS and part == "text" else _BLOCK_ATTRIBUTES
    end = pattern.search(text) or _PLACEHOLDERS.search(text)
    raw, suffix = (text[: end.start()], end[0]) if end else (text, "")
    labelled = label_targets(message_text(raw), md)
    targets = tuple(target.replace("\n", " ") for target in labelled.targets)
    return Segment(path, part, raw, suffix, labelled.text, targets, notes, critical, STX not in raw)


def _texts(element: Element, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Element, str, str]]:
    if _is_text(element.text) and element.tag not in ("pre", "code"):
        yield path, element, "text", element.text
    for index, child in enumerate(element):
        if isinstance(child.tag, str):
            yield from _texts(child, (*path, index))
        if _is_text(child.tail):
            yield (*path, index), child, "tail", child.tail


def _is_text(text: str | None) -> bool:
    if not text or isinstance(text, AtomicString) or not text.strip():
        return False
    # A placeholder alone is a block of raw HTML, kept as it is.
    return not re.fullmatch(rf"\s*{STX}[^{STX}]*\x03\s*", text)


def _ancestors(root: Element, path: tuple[int, ...]) -> Iterator[Element]:
    element = root
    for index in path:
        element = element[index]
        yield element


def _take_directives(root: Element, md: markdown.Markdown) -> dict[Element, tuple[tuple[str, ...], bool]]:
    found: dict[Element, tuple[tuple[str, ...], bool]] = {}
    for parent in list(root.iter()):
        notes, critical = (), False
        for child in list(parent):
            directive = _directive(child, md)
            if directive:
                kind, text = directive
                notes, critical = (notes, True) if kind == "critical" else ((*notes, text), critical)
                parent.remove(child)
            elif notes or critical:
                found[child] = (notes, critical)
                notes, critical = (), False
    return found


def _directive(element: Element, md: markdown.Markdown) -> tuple[str, str] | None:
    placeholder = re.fullmatch(rf"\s*{STX}wzxhzdk:(\d+)\x03\s*", element.text or "")
    if element.tag != "p" or not placeholder:
        return None
    block = md.htmlStash.rawHtmlBlocks[int(placeholder[1])]
    match = _DIRECTIVE.fullmatch(block) if isinstance(block, str) else None
    return (match[1], " ".join((match[2] or "").split())) if match else None
