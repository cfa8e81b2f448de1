"""Written pages that are surely in order, told apart at a glance from those that must be looked at closely.

A page is read in chunks, cut where a line begins with a tag. Most chunks (the language menu, the styles) stand on
many pages: what one holds is found once, by the same parser and the same checks as everywhere. A page passes here
only if the close look would find nothing (`tests/test_page_quick.py`); what is wrong with another is not said here.
"""

import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from plainsight.addresses import Ways
from plainsight.page_facts import PageFacts
from plainsight.page_parts import BAD, Part, PartReader
from plainsight.page_privacy import FormRules, check_head

_PRODUCT = re.compile("plainsight", re.IGNORECASE)


@dataclass(frozen=True)
class Passed:
    """A page that is in order if `anchors`, (path, id), are there; `ids` are its own."""

    ids: frozenset[str]
    anchors: tuple[tuple[str, str], ...]


# The page that lists the editions; it belongs to none.
LANGUAGES_PAGE = "index.html"


class QuickLook:
    """Tells pages that are surely in order; `files` are the paths of all written files, `forms` as in `page_privacy`."""

    def __init__(self, directions: Mapping[str, str], files: Collection[str], budget: int, is_exit, ways: Ways):
        self._ways = ways
        self._directions, self._files, self._budget = directions, frozenset(files), budget
        self._reader = PartReader(directions, self._files, is_exit)
        self._heads: dict[tuple, bool] = {}
        self._sizes: dict[str, int] = {}
        self._wanted: dict[str, frozenset[str]] = {}

    def look(self, path: str, text: str, forms: FormRules) -> Passed | None:
        """What the page at `path` needs to be in order; None where it must be looked at closely."""
        tag, _, name = path.partition("/")
        head, ends, body = text.partition("</head>")
        if tag not in self._directions or "/" in name or not ends or "<body" in head or not text.startswith("<"):
            return None
        if _PRODUCT.search(path) or not self._is_small(head, body):
            return None
        parts = [*self._reader.read(head[1:], True, forms), *self._reader.read("/head>" + body, False, forms)]
        return None if BAD in parts else self._judge(tag, name, parts, forms)

    def _judge(self, tag: str, name: str, parts: list[Part], forms: FormRules) -> Passed | None:
        path, direction = f"{tag}/{name}", self._directions[tag]
        targets = {part.only for part in parts}
        targets.discard("")
        # Most of them, such as the language menu, are a link and nothing else.
        others = [part for part in parts if not part.only]
        ids = [found for part in others for found in part.ids]
        anchors, html = [], [part.html for part in others if part.html]
        for part in others:
            for target, is_path, anchor in part.links:
                target = target if is_path else f"{tag}/{target}" if target else path
                targets.add(target)
                if anchor:
                    anchors.append((target, anchor))
            if part.needs and part.needs != {direction}:
                return None
        fine = (
            html == [(tag, direction)]
            and any(part.title for part in others)
            and sum(part.heads for part in others) == 1
            and any(part.notice for part in others)
            and next((part.focus for part in parts if part.focus), "") == "exit"
            and len(set(ids)) == len(ids)
            and targets <= self._files
            and f"{tag}/{self._ways.safety}" in targets | {path}
            and (any(part.called for part in others) or f"{tag}/{self._ways.help}" in targets - {path})
            and (self._alternates(name) - targets <= {path} or (name in targets and name != LANGUAGES_PAGE))
            and self._head(parts, forms)
        )
        return Passed(frozenset(ids), tuple(anchors)) if fine else None

    def _alternates(self, name: str) -> frozenset[str]:
        if name not in self._wanted:
            self._wanted[name] = frozenset(f"{tag}/{name}" for tag in self._directions)
        return self._wanted[name]

    def _head(self, parts: list[Part], forms: FormRules) -> bool:
        heavy = [part for part in parts if part.heavy or part.blocks or part.forms]
        key = (tuple(heavy), forms)
        if key not in self._heads:
            elements = tuple(element for part in heavy for element in (*part.heavy, *part.forms))
            facts = PageFacts(elements, tuple(block for part in heavy for block in part.blocks), (), None)
            self._heads[key] = not any(check_head(facts, forms))
        return self._heads[key]

    def _is_small(self, head: str, body: str) -> bool:
        """Whether the page is surely within the budget: the sum of its parts, each compressed alone, is well below."""
        styles = head.find("<meta http-equiv=")
        start, end = (styles, head.rfind("</style>")) if styles >= 0 else (0, 0)
        shared = head[start:end]
        if shared not in self._sizes:
            self._sizes[shared] = len(zlib.compress(shared.encode(), 9))
        rest = (head[:start] + head[end:] + body).encode()
        room = 0.97 * self._budget - self._sizes[shared] - 40
        # What is small enough as it is need not be compressed to know that.
        return len(rest) < room or len(zlib.compress(rest, 1)) < room
