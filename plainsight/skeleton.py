"""A page's HTML with a gap for each segment, made once by Python-Markdown and filled once per edition."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from plainsight.fast_inline import fast_inline
from plainsight.labels import restore_targets
from plainsight.segments import Segment

# Constructs by which one text of a page changes another: notes, abbreviations, references, a table of contents.
_CONNECTED = re.compile(r"\[\^|\]:|\*\[|\[TOC\]|markdown=|///|zq\d+qz")
_TOKEN = re.compile(r"zq\d+qz")
_START = re.compile(r"<[a-z][a-z0-9]*(?: [^<>]*)?>$")


@dataclass(frozen=True)
class Gap:
    """What stands before a segment's text: `before` ends where the element of the text begins, `start` is its tag.

    `source` is the HTML of the source text, None where it needs the full pass.
    """

    before: str
    start: str
    source: str | None


@dataclass(frozen=True)
class Mark:
    """What stands around a source text in place of a translation: tags that say its language, and what closes them."""

    start: str
    end: str


class Skeleton:
    """The HTML of a page in `gaps`, one for each of its segments, and `rest` after the last of them.

    `marked` gives the same HTML with a token for each segment, all of them marked as source text: it is asked for when
    the first translation is missing.
    """

    def __init__(self, segments: Sequence[Segment], gaps: Sequence[Gap], rest: str, marked: Callable[[], str]):
        self._segments, self._gaps, self._rest, self._marked = tuple(segments), tuple(gaps), rest, marked

    @cached_property
    def _marks(self) -> Sequence[Mark] | None:
        """The marks of all segments; None where marking does more than to add them."""
        html = self._marked()
        if _TOKEN.findall(html) != _tokens(self._segments):
            return None
        marks, end = [], ""
        *parts, rest = _TOKEN.split(html)
        for gap, part in zip(self._gaps, parts, strict=True):
            tags = part.removeprefix(end + gap.before)
            if not part.startswith(end + gap.before) or not re.fullmatch(r"(?:<[^<>]*>){1,2}", tags):
                return None
            end = "</span>" if tags.count("<") == 2 else ""
            marks.append(Mark(tags, end))
        return marks if rest == end + self._rest else None

    def fill(self, msgstrs: Sequence[str | None]) -> str | None:
        """The page with each segment as `msgstrs` says, None for the source text; None if one needs the full pass."""
        marks = self._marks if None in msgstrs else ()
        if marks is None:
            return None
        parts = []
        for place, (gap, segment, msgstr) in enumerate(zip(self._gaps, self._segments, msgstrs, strict=True)):
            start, end = gap.start, ""
            if msgstr is None:
                html, start, end = gap.source, marks[place].start, marks[place].end
            elif msgstr == segment.msgid:
                html = gap.source
            else:
                text = restore_targets(msgstr, segment.targets) if segment.targets else msgstr
                html = None if "\n" in text else fast_inline(text)
            if html is None:
                return None
            parts += (gap.before, start, html, end)
        return "".join((*parts, self._rest)).strip()


def make_skeleton(body: str, segments: Sequence[Segment], render: Callable[[list[str], bool], str]) -> Skeleton | None:
    """The skeleton of the page whose Markdown is `body`; None for a page whose texts depend on each other.

    `render(texts, marked)` is the HTML of the page with `texts` in place of its segments, all of them marked as source
    text or none.
    """
    if _CONNECTED.search(body) or not all(segment.translatable and segment.part == "text" for segment in segments):
        return None
    tokens = _tokens(segments)
    plain = render(tokens, False)
    if _TOKEN.findall(plain) != tokens:
        return None
    *parts, rest = _TOKEN.split(plain)
    starts = [_START.search(part) for part in parts]
    if None in starts:
        return None
    gaps = [
        Gap(part[: start.start()], start[0], fast_inline(segment.raw))
        for part, start, segment in zip(parts, starts, segments, strict=True)
    ]
    return Skeleton(segments, gaps, rest, partial(render, tokens, True))


def _tokens(segments: Sequence[Segment]) -> list[str]:
    return [f"zq{number}qz" for number in range(len(segments))]
