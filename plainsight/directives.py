"""Directives: HTML comments in a page that tell translators something about the text after them; never published."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import markdown
from markdown.util import STX, AtomicString

from plainsight.findings import Level

# What each one takes: a text, a number, or nothing.
DIRECTIVES = {"note": "text", "context": "text", "skip": "", "critical": "", "max": "number"}
_COMMENT = re.compile(r"<!--\s*([A-Za-z][\w-]*)\s*(?::\s*((?:(?!-->).)*?))?\s*-->", re.DOTALL)
_COMMENTS = re.compile(_COMMENT.pattern + r"[ ]*\n?", re.DOTALL)
_CODE = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_STASHED = re.compile(rf"\s*{STX}wzxhzdk:(\d+)\x03\s*")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a page's body: `raw` is the text as written, to find its line by."""

    raw: str
    what: str
    remedy: str
    level: Level = "error"


@dataclass(frozen=True)
class Directives:
    """What directives say of a text: notes, message context, greatest length (0 for any), critical, skipped."""

    notes: tuple[str, ...] = ()
    context: str | None = None
    limit: int = 0
    critical: bool = False
    skip: bool = False

    def joined(self, inner: "Directives") -> "Directives":
        """These together with `inner`, those of a part, which count where only one can."""
        return Directives(
            (*self.notes, *inner.notes),
            inner.context or self.context,
            inner.limit or self.limit,
            self.critical or inner.critical,
            self.skip or inner.skip,
        )


@dataclass
class Found:
    """The directives of a page: by element, for all that it holds, and by text (element and "text" or "tail")."""

    blocks: dict[Element, Directives] = field(default_factory=dict)
    texts: dict[tuple[Element, str], Directives] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def take_directives(root: Element, md: markdown.Markdown) -> Found:
    """Take every directive out of `root`, a document before its inline pass; says what each belongs to.

    One in a block of its own belongs to the block after it, one within a text to that text.
    """
    found = Found()
    for parent in list(root.iter()):
        waiting, raw = Directives(), ""
        _take_from_text(parent, "text", found)
        for child in list(parent):
            _take_from_text(child, "tail", found)
            comment = _stashed_comment(child, md) or _only_comments(child)
            said = _read_all(comment, found) if comment else None
            if said:
                waiting, raw = waiting.joined(said), comment
                _remove(parent, child)
            elif waiting != Directives() and not comment:
                found.blocks[child] = waiting
                waiting = Directives()
        if waiting != Directives():
            found.faults.append(
                Fault(raw, "is a directive that no text follows.", "Put it above its text, or remove it.")
            )
    return found


def _stashed_comment(element: Element, md: markdown.Markdown) -> str | None:
    """The comment that `element` stands for, if it is a block of its own."""
    placeholder = _STASHED.fullmatch(element.text or "") if element.tag == "p" and not len(element) else None
    block = md.htmlStash.rawHtmlBlocks[int(placeholder[1])] if placeholder else None
    return block if isinstance(block, str) and block.strip().startswith("<!--") else None


def _only_comments(element: Element) -> str | None:
    """The text of `element`, where it is a paragraph of comments: within a list they are not stashed."""
    text = element.text or ""
    comments = element.tag == "p" and not len(element) and not isinstance(text, AtomicString) and "<!--" in text
    return text if comments and not _COMMENTS.sub("", text).strip() else None


def _read_all(comments: str, found: Found) -> Directives | None:
    """What `comments` say together; None where one of them is no directive."""
    said = [_read(piece, found) for piece, is_comment in _pieces(comments) if is_comment]
    if not said or None in said or _COMMENTS.sub("", comments).strip():
        return None
    joined = Directives()
    for directives in said:
        joined = joined.joined(directives)
    return joined


def _take_from_text(element: Element, part: str, found: Found) -> None:
    text = getattr(element, part)
    if (
        not text
        or isinstance(text, AtomicString)
        or "<!--" not in text
        or (part == "text" and element.tag in ("pre", "code"))
    ):
        return
    rest, said = [], Directives()
    for piece, is_comment in _pieces(text):
        directives = _read(piece, found) if is_comment else None
        if directives is None:
            rest.append(piece)
        else:
            said = said.joined(directives)
    if said != Directives():
        setattr(element, part, "".join(rest).rstrip(" ") if rest else None)
        found.texts[element, part] = said


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces: comments that may be directives, and what stands between them, code included."""
    start = position = 0
    while position < len(text):
        if code := _CODE.match(text, position):
            position = code.end()
        elif comment := _COMMENTS.match(text, position):
            yield text[start:position], False
            yield comment[0], True
            start = position = comment.end()
        else:
            position += 1
    yield text[start:], False


def _read(comment: str, found: Found) -> Directives | None:
    """What `comment` says; None where it is no directive and stays as it is, with a fault if it looks like one."""
    name, value = _COMMENT.fullmatch(comment.strip()).groups()
    value = " ".join((value or "").split())
    if name not in DIRECTIVES:
        if fault := _unknown(comment, name, bool(value)):
            found.faults.append(fault)
        return None
    kind = DIRECTIVES[name]
    if kind == "text" and not value:
        found.faults.append(Fault(comment, f"the directive {name!r} says nothing.", f"Write <!-- {name}: … -->."))
    elif kind == "number" and not (value.isascii() and value.isdigit() and 0 < int(value) < 10_000):
        found.faults.append(
            Fault(comment, f"{name} is {value!r}.", "Give a number of characters, such as <!-- max: 30 -->.")
        )
    elif kind == "" and value:
        found.faults.append(
            Fault(comment, f"the directive {name!r} takes no text.", f"Write <!-- {name} -->, and a note apart.")
        )
    else:
        return {
            "note": Directives(notes=(value,)),
            "context": Directives(context=value),
            "skip": Directives(skip=True),
            "critical": Directives(critical=True),
            "max": Directives(limit=int(value) if kind == "number" else 0),
        }[name]
    return None


def _unknown(comment: str, name: str, has_value: bool) -> Fault | None:
    close = difflib.get_close_matches(name.lower(), DIRECTIVES, n=1, cutoff=0.6)
    if close:
        return Fault(comment, f"{name!r} is no directive.", f"Did you mean {close[0]}?")
    if has_value:
        known = ", ".join(DIRECTIVES)
        what = f"{name!r} is no directive, so the comment is published."
        return Fault(
            comment, what, f"The directives are {known}; remove the comment if it is not for readers.", "warning"
        )
    return None


def _remove(parent: Element, child: Element) -> None:
    """Remove `child` from `parent`; what follows it within `parent` stays."""
    index, tail = list(parent).index(child), child.tail
    parent.remove(child)
    if tail and tail.strip():
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
