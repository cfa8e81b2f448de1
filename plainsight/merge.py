"""Merges a template into a catalog, as GNU msgmerge does; Babel's own update takes minutes and mixes contexts."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plainsight.catalog_data import Catalog, Message

THRESHOLD = 0.7
# Shorter texts ("Name", "Yes") resemble too much.
SHORTEST = 12
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
# A word that more candidates share than this finds nothing, and comparing them all would take minutes.
_COMMON = 200
_CLOSEST = 5


def merge(catalog: Catalog, template: Catalog) -> Catalog:
    """`catalog` with the messages of `template`, in its order, then what has become obsolete.

    A message whose text is the same keeps its translation, also one that was obsolete before. A changed text takes
    the translation of the nearest text that is no longer used, as fuzzy, with the text that it was made for; never
    where the numbers differ.
    """
    known = {message.key: message for message in catalog.messages}
    wanted = {message.key for message in template.messages}
    unused = [message for message in catalog.messages if message.key not in wanted and message.translated]
    index = _Index.of(unused)
    taken: set[tuple[str | None, str]] = set()
    merged = []
    for message in template.messages:
        old = known.get(message.key)
        if old is not None and (old.plural is None) == (message.plural is None):
            merged.append(_carry(message, old, fuzzy=old.fuzzy, previous=old.previous))
            continue
        near = index.nearest(message, taken)
        if near is None:
            merged.append(replace(message, msgstrs=_empty(message, catalog)))
            continue
        taken.add(near.key)
        merged.append(_carry(message, near, fuzzy=True, previous=near.previous if near.fuzzy else near.msgid))
    gone = [
        replace(message, obsolete=True, notes=(), locations=(), fuzzy=message.fuzzy)
        for message in unused
        # What has become the start of a new message is not kept twice.
        if message.key not in taken
    ]
    return Catalog(catalog.path, catalog.header, catalog.header_comments, (*merged, *gone))


def _carry(message: Message, old: Message, *, fuzzy: bool, previous: str | None) -> Message:
    return replace(
        message,
        msgstrs=old.msgstrs,
        fuzzy=fuzzy and any(old.msgstrs),
        comments=old.comments,
        flags=old.flags if not message.flags else message.flags,
        previous=previous if fuzzy else None,
    )


def _empty(message: Message, catalog: Catalog) -> tuple[str, ...]:
    if message.plural is None:
        return ("",)
    forms = re.match(r"\s*nplurals\s*=\s*(\d)", catalog.header.get("Plural-Forms", ""))
    return ("",) * (int(forms[1]) if forms and int(forms[1]) else 2)


@dataclass(frozen=True)
class _Index:
    """Messages by the words they hold, so that a new text is compared with few of them."""

    messages: tuple[Message, ...]
    by_word: dict[str, list[int]]

    @classmethod
    def of(cls, messages: Iterable[Message]) -> "_Index":
        messages = tuple(messages)
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, message in enumerate(messages):
            for word in set(_WORD.findall(message.msgid.lower())):
                by_word[word].append(number)
        return cls(messages, by_word)

    def nearest(self, message: Message, taken: set[tuple[str | None, str]]) -> Message | None:
        """The unused message most like `message`, from the same page first; None where none is like it enough."""
        if len(message.msgid) < SHORTEST:
            return None
        shared: Counter[int] = Counter()
        for word in set(_WORD.findall(message.msgid.lower())):
            found = self.by_word.get(word, ())
            if len(found) <= _COMMON:
                shared.update(found)
        best: tuple[bool, float, Message] | None = None
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(message.msgid)
        for number, _ in shared.most_common(_CLOSEST):
            other = self.messages[number]
            if other.key in taken or not _comparable(message, other):
                continue
            matcher.set_seq1(other.msgid)
            ratio = matcher.ratio()
            same_page = bool(set(message.locations) & set(other.locations))
            if ratio >= THRESHOLD and (best is None or (same_page, ratio) > best[:2]):
                best = (same_page, ratio, other)
        return best[2] if best else None


def _comparable(message: Message, other: Message) -> bool:
    return (
        message.context == other.context
        and (message.plural is None) == (other.plural is None)
        and _DIGITS.findall(message.msgid) == _DIGITS.findall(other.msgid)
    )
