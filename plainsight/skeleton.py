"""A page's HTML with a gap for each segment, made once by Python-Markdown and filled once per edition."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plainsight.fast_inline import fast_inline
from plainsight.labels import restore_targets
from plainsight.segments import Segment

# Constructs by which one text of a page changes another: notes, abbreviations, references, a table of contents.
_CONNECTED = re.compile(r"\[\^|\]:|\*\[|\[TOC\]|markdown=|///|zq\d+qz")
_TOKEN = re.compile(r"zq\d+qz")
_START = re.compile(r"<[a-z][a-z0-9]*(?: [^<>]*)?>$")


@dataclass(frozen=True)
class Gap:
    """What stands before a segment's text, and around it where the source text stands in for a translation.

    `before` ends where the element of the text begins; `start` is its tag, `marked` the tags with the mark of the
    source language, `end` what closes that mark.
    """

    before: str
    start: str
    marked: str
    end: str
    source: str | None


@dataclass(frozen=True)
class Skeleton:
    """The HTML of a page in `gaps`, and `rest` after the last of them."""

    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...]
    rest: str

    def fill(self, msgstrs: Sequence[str | None]) -> str | None:
        """The page with each segment as `msgstrs` says, None for the source text; None if one needs the full pass."""
        parts = []
        for gap, segment, msgstr in zip(self.gaps, self.segments, msgstrs, strict=True):
            if msgstr is None:
                html, start, end = gap.source, gap.marked, gap.end
            elif msgstr == segment.msgid:
                html, start, end = gap.source, gap.start, ""
            else:
                text = restore_targets(msgstr, segment.targets) if segment.targets else msgstr
                html, start, end = None if "\n" in text else fast_inline(text), gap.start, ""
            if html is None:
                return None
            parts += (gap.before, start, html, end)
        return "".join((*parts, self.rest)).strip()


def make_skeleton(body: str, segments: Sequence[Segment], render: Callable[[list[str], bool], str]) -> Skeleton | None:
    """The skeleton of the page whose Markdown is `body`; None for a page whose texts depend on each other.

    `render(texts, marked)` is the HTML of the page with `texts` in place of its segments, all of them marked as source
    text or none.
    """
    if _CONNECTED.search(body) or not all(segment.translatable and segment.part == "text" for segment in segments):
        return None
    tokens = [f"zq{number}qz" for number in range(len(segments))]
    plain, marked = render(tokens, False), render(tokens, True)
    if _TOKEN.findall(plain) != tokens or _TOKEN.findall(marked) != tokens:
        return None
    one, other = _TOKEN.split(plain), _TOKEN.split(marked)
    gaps, end = [], ""
    for number, segment in enumerate(segments):
        before, with_mark = one[number], other[number].removeprefix(end)
        start = _START.search(before)
        if not other[number].startswith(end) or not start:
            return None
        before = before[: start.start()]
        tags = with_mark[len(before) :]
        if not with_mark.startswith(before) or not re.fullmatch(r"(?:<[^<>]*>){1,2}", tags):
            return None
        end = "</span>" if tags.count("<") == 2 else ""
        gaps.append(Gap(before, start[0], tags, end, fast_inline(segment.raw)))
    if other[-1] != end + one[-1]:
        return None
    return Skeleton(tuple(segments), tuple(gaps), one[-1])
