"""Written pages that are surely in order, told apart at a glance from those that must be looked at closely.

A page is read in blocks (`page_blocks`). Most stand on many pages: what one holds is found once, by the same parser and
the same checks as everywhere. A page passes here
only if the close look would find nothing (`tests/test_page_quick.py`); what is wrong with another is not said here.
"""

import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from plainsight.addresses import Ways
from plainsight.page_facts import PageFacts
from plainsight.page_part import BAD, OPEN, Part, together
from plainsight.page_parts import PartReader
from plainsight.page_privacy import FormRules, check_head
from plainsight.remembered import Remembered

_STYLES = "<meta http-equiv="
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
        self._reader = partial(PartReader, directions, self._files, is_exit)
        # By the identity of the forms, which are few: they and the readers of the head and of what follows.
        self._readers: dict[int, tuple[FormRules, PartReader, PartReader]] = {}
        self._allowed = Remembered(self._allows)
        self._packed = Remembered(_packed)
        self._wanted: dict[str, frozenset[str]] = {}
        self._edition = ""

    def look(self, path: str, blocks: Sequence[str], forms: FormRules) -> Passed | None:
        """What the page at `path`, in the blocks of `page_blocks`, needs to be in order; None where it must be looked at
        closely.
        """
        tag, _, name = path.partition("/")
        if tag not in self._directions or "/" in name or _PRODUCT.search(path):
            return None
        if tag != self._edition:
            self._edition = tag
            self._next_round()
        head, body = _halves(blocks)
        if not head or not head[0].startswith("<") or any("<body" in block for block in head):
            return None
        if not self._is_small([*head, *body]):
            return None
        if id(forms) not in self._readers:
            self._readers[id(forms)] = forms, self._reader(True, forms), self._reader(False, forms)
        _, in_head, after = self._readers[id(forms)]
        parts = [*map(in_head.parts.__getitem__, head), *map(after.parts.__getitem__, body)]
        if OPEN in parts:  # what is open in a block ends in another
            joined = "".join(blocks)
            return self.look(path, [joined], forms) if len(blocks) > 1 else None
        whole = together(parts)
        if whole is BAD or not whole.needs <= {self._directions[tag]} or not self._is_allowed(parts, forms):
            return None
        return self._judge(tag, name, whole)

    def _judge(self, tag: str, name: str, whole: Part) -> Passed | None:
        path = f"{tag}/{name}"
        targets, anchors = set(whole.targets), []
        for target, is_path, anchor in whole.links:
            target = target if is_path else f"{tag}/{target}" if target else path
            targets.add(target)
            if anchor:
                anchors.append((target, anchor))
        fine = (
            whole.html == (tag, self._directions[tag])
            and whole.title
            and whole.heads == 1
            and whole.notice
            and whole.focus == "exit"
            and len(set(whole.ids)) == len(whole.ids)
            and targets <= self._files
            and f"{tag}/{self._ways.safety}" in targets | {path}
            and (whole.called or f"{tag}/{self._ways.help}" in targets - {path})
            and (self._alternates(name) - targets <= {path} or (name in targets and name != LANGUAGES_PAGE))
        )
        return Passed(frozenset(whole.ids), tuple(anchors)) if fine else None

    def _alternates(self, name: str) -> frozenset[str]:
        if name not in self._wanted:
            self._wanted[name] = frozenset(f"{tag}/{name}" for tag in self._directions)
        return self._wanted[name]

    def _is_allowed(self, parts: Sequence[Part], forms: FormRules) -> bool:
        """Whether the policies of a page allow just the styles, scripts and forms of its `parts`."""
        return self._allowed[id(forms), *(part for part in parts if part.heavy or part.blocks or part.forms)]

    def _allows(self, key: tuple[Any, ...]) -> bool:
        forms, parts = self._readers[key[0]][0], key[1:]
        elements = tuple(element for part in parts for element in (*part.heavy, *part.forms))
        facts = PageFacts(elements, tuple(block for part in parts for block in part.blocks), (), None)
        return not any(check_head(facts, forms))

    def _next_round(self) -> None:
        for _, in_head, after in self._readers.values():
            in_head.next_round()
            after.next_round()
        self._allowed.next_round()
        self._packed.next_round()

    def _is_small(self, blocks: list[str]) -> bool:
        """Whether the page is surely within the budget: the sum of its parts, each compressed alone, is well below."""
        room, new = 0.97 * self._budget - 40, []
        for block in blocks:
            size = self._packed.known(block)
            if size is None:
                size = len(block.encode())
                new.append((size, block))
            room -= size
        # What is small enough as it is need not be compressed to know that.
        for size, block in sorted(new, reverse=True) if room < 0 else ():
            room += size - self._packed[block]
            if room >= 0:
                break
        return room >= 0 or len(zlib.compress("".join(blocks).encode(), 9)) < 0.97 * self._budget - 40


def _packed(block: str) -> int:
    """How large `block` is when compressed, in bytes; what stands on many pages, as well as it can be."""
    content = block.encode()
    return min(len(content), len(zlib.compress(content, 9 if block.startswith(_STYLES) else 1)))


def _halves(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    """The blocks of the head of a page, and those after it; none where it has no end."""
    place = next((place for place, block in enumerate(blocks) if "</head>" in block), -1)
    if place < 0:
        return [], []
    before, end, after = blocks[place].partition("</head>")
    return [*blocks[:place], *([before] if before else ())], [end + after, *blocks[place + 1 :]]
