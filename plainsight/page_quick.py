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

from plainsight.addresses import Ways
from plainsight.page_blocks import BLOCKS
from plainsight.page_facts import PageFacts
from plainsight.page_parts import BAD, OPEN, Part, PartReader, together
from plainsight.page_privacy import FormRules, check_head

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
        self._allowed: dict[tuple, bool] = {}
        # How large blocks are that have been compressed, in bytes.
        self._packed: dict[str, int] = {}
        self._wanted: dict[str, frozenset[str]] = {}

    def look(self, path: str, blocks: Sequence[str], forms: FormRules) -> Passed | None:
        """What the page at `path`, in the blocks of `page_blocks`, needs to be in order; None where it must be looked at
        closely.
        """
        tag, _, name = path.partition("/")
        if tag not in self._directions or "/" in name or _PRODUCT.search(path):
            return None
        head, body = _halves(blocks)
        if not head or not head[0].startswith("<") or any("<body" in block for block in head):
            return None
        if not self._is_small([*head, *body]):
            return None
        if id(forms) not in self._readers:
            self._readers[id(forms)] = forms, self._reader(True, forms), self._reader(False, forms)
        _, in_head, after = self._readers[id(forms)]
        parts = [*map(in_head.read, head), *map(after.read, body)]
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
        key = (id(forms), *(part for part in parts if part.heavy or part.blocks or part.forms))
        if key not in self._allowed:
            if len(self._allowed) > BLOCKS:
                self._allowed.clear()
            elements = tuple(element for part in key[1:] for element in (*part.heavy, *part.forms))
            facts = PageFacts(elements, tuple(block for part in key[1:] for block in part.blocks), (), None)
            self._allowed[key] = not any(check_head(facts, forms))
        return self._allowed[key]

    def _is_small(self, blocks: list[str]) -> bool:
        """Whether the page is surely within the budget: the sum of its parts, each compressed alone, is well below."""
        room, new = 0.97 * self._budget - 40, []
        for block in blocks:
            if block in self._packed:
                room -= self._packed[block]
            else:
                new.append((len(block.encode()), block))
        room -= sum(size for size, _ in new)
        # What is small enough as it is need not be compressed to know that.
        for size, block in sorted(new, reverse=True) if room < 0 else ():
            if len(self._packed) > BLOCKS:
                self._packed.clear()
            # What stands on many pages is compressed as well as it can be, once.
            level = 9 if block.startswith(_STYLES) else 1
            self._packed[block] = min(size, len(zlib.compress(block.encode(), level)))
            room += size - self._packed[block]
            if room >= 0:
                break
        return room >= 0 or len(zlib.compress("".join(blocks).encode(), 9)) < 0.97 * self._budget - 40


def _halves(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    """The blocks of the head of a page, and those after it; none where it has no end."""
    place = next((place for place, block in enumerate(blocks) if "</head>" in block), -1)
    if place < 0:
        return [], []
    before, end, after = blocks[place].partition("</head>")
    return [*blocks[:place], *([before] if before else ())], [end + after, *blocks[place + 1 :]]
