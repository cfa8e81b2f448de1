"""Merges a template into a catalog, as GNU msgmerge does; Babel's own update takes minutes and mixes contexts."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from plainsight.catalog_data import Catalog, Key, Message

THRESHOLD = 0.75
# Shorter texts ("Name", "Get help now") resemble too much. Scripts without spaces have few words, so letters count too.
FEWEST_WORDS = 4
FEWEST_LETTERS = 12
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(r"\]\[\d+\]")
# A text is compared with those that share its rarest words; words that many share say nothing and take long.
_SHARING = 400
_CLOSEST = 6
# Longer texts are compared by word: the same answer in a fraction of the time.
_LONG = 150


def merge(catalog: Catalog, template: Catalog) -> Catalog:
    """`catalog` with the messages of `template`, in its order, then what has become obsolete.

    A message whose text is the same keeps its translation, also one that was obsolete before. A changed text takes
    the translation of the nearest text that is no longer used, as fuzzy, with the text that it was made for; never
    where the numbers differ. That text is kept as obsolete, so an edit that is taken back loses nothing. Where only
    capitals and spaces have changed, the translation stands.
    """
    known = {message.key: message for message in catalog.messages}
    wanted = {message.key for message in template.messages}
    unused = [message for message in catalog.messages if message.key not in wanted and any(message.msgstrs)]
    alike = _alike(template.messages, known, unused)
    taken = {message.key for message in alike.values()}
    near = _nearest(
        [message for message in template.messages if message.key not in alike],
        known,
        [message for message in unused if message.key not in taken],
    )
    merged = []
    for message in template.messages:
        old = known.get(message.key)
        if message.key in alike:
            old = alike[message.key]
            merged.append(_carry(message, old, old.msgstrs, fuzzy=old.fuzzy, previous=old.previous))
        elif message.key in near:
            merged.append(_fuzzy(message, near[message.key]))
        elif old is None:
            merged.append(replace(message, msgstrs=("",) * _forms(message, catalog)))
        elif old.plural == message.plural:
            merged.append(_carry(message, old, old.msgstrs, fuzzy=old.fuzzy, previous=old.previous))
        else:
            merged.append(_carry(message, old, _reshaped(message, old, catalog), fuzzy=True, previous=old.msgid))
    # A suggestion that has moved on, or that nobody has touched, is no work to keep.
    moved = {message.key for message in near.values()} | taken
    kept = {(message.msgid, message.msgstrs) for message in (*merged, *unused) if not message.fuzzy}
    gone = [
        replace(message, obsolete=True, notes=(), locations=())
        for message in unused
        if not (message.fuzzy and (message.key in moved or (message.previous, message.msgstrs) in kept))
    ]
    return Catalog(catalog.path, _header(catalog, template), catalog.header_comments, (*merged, *gone))


def _header(catalog: Catalog, template: Catalog) -> dict[str, str]:
    missing = {name: value for name, value in template.header.items() if name not in catalog.header}
    return {**catalog.header, **missing}


def _fuzzy(message: Message, near: Message) -> Message:
    return _carry(message, near, near.msgstrs, fuzzy=True, previous=near.previous if near.fuzzy else near.msgid)


def _carry(message: Message, old: Message, msgstrs: tuple[str, ...], *, fuzzy: bool, previous: str | None) -> Message:
    fuzzy = fuzzy and any(msgstrs)
    # Flags of other tools are kept; whether a text has a format is for the template to say.
    foreign = (flag for flag in old.flags if not flag.endswith("-format"))
    return replace(
        message,
        msgstrs=msgstrs,
        fuzzy=fuzzy,
        comments=old.comments,
        flags=tuple(dict.fromkeys((*message.flags, *foreign))),
        previous=previous if fuzzy else None,
    )


def _reshaped(message: Message, old: Message, catalog: Catalog) -> tuple[str, ...]:
    """The texts of `old` for a message that has gained, changed or lost its plural."""
    if message.plural is None:
        return (next(filter(None, reversed(old.msgstrs)), ""),)
    return old.msgstrs if old.plural is not None else old.msgstrs[:1] * _forms(message, catalog)


def _forms(message: Message, catalog: Catalog) -> int:
    if message.plural is None:
        return 1
    forms = re.match(r"\s*nplurals\s*=\s*(\d)", catalog.header.get("Plural-Forms", ""))
    return int(forms[1]) if forms and int(forms[1]) else 2


def _alike(
    template: Collection[Message], known: Mapping[Key, Message], unused: Collection[Message]
) -> dict[Key, Message]:
    """For each message without a translation the one unused one that differs in capitals and spaces alone."""
    by_text: dict[tuple[str | None, ...], list[Message]] = defaultdict(list)
    for message in unused:
        if message.translated:
            by_text[_letters(message)].append(message)
    found: dict[Key, Message] = {}
    for message in template:
        old = known.get(message.key)
        if old is None or (old.plural == message.plural and not any(old.msgstrs)):
            others = by_text.pop(_letters(message), [])
            if len(others) == 1:
                found[message.key] = others[0]
    return found


def _letters(message: Message) -> tuple[str | None, ...]:
    return (message.context, _small(message.msgid), None if message.plural is None else _small(message.plural))


def _small(text: str) -> str:
    # "US" and "us", "AIDS" and "aids" are other words.
    return " ".join(word if word.isupper() and len(word) > 1 else word.casefold() for word in text.split(" ") if word)


def _nearest(
    template: Collection[Message], known: Mapping[Key, Message], unused: Collection[Message]
) -> dict[Key, Message]:
    """For each message without a translation the unused one most like it, each used once, the best pairs first.

    A message that a catalog holds untranslated takes only from what has just become unused: what a translator has
    once rejected does not come again with every update.
    """
    index = _Index.of([message for message in unused if message.translated])
    pairs = []
    for number, message in enumerate(template):
        old = known.get(message.key)
        if old is None or (old.plural == message.plural and not any(old.msgstrs)):
            for same_page, ratio, other in index.like(message):
                if old is None or not other.obsolete:
                    pairs.append((not same_page, -ratio, other.obsolete, number, message, other))
    pairs.sort(key=lambda pair: pair[:4])
    found: dict[Key, Message] = {}
    taken: set[Key] = set()
    for *_, message, other in pairs:
        if message.key not in found and other.key not in taken:
            found[message.key] = other
            taken.add(other.key)
    return found


@dataclass(frozen=True)
class _Index:
    """Messages by the words they hold, so that a new text is compared with few of them."""

    messages: tuple[Message, ...]
    by_word: Mapping[str, list[int]]

    @classmethod
    def of(cls, messages: Collection[Message]) -> "_Index":
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, message in enumerate(messages):
            for word in _words(message.msgid):
                by_word[word].append(number)
        return cls(tuple(messages), by_word)

    def like(self, message: Message) -> Iterator[tuple[bool, float, Message]]:
        """The messages that `message` may be made of: whether of the same page, how like from 0 to 1, and which."""
        if _short(message.msgid):
            return
        shared: Counter[int] = Counter()
        for word in sorted(_words(message.msgid), key=lambda word: (len(self.by_word.get(word, ())), word)):
            found = self.by_word.get(word, ())
            if shared and len(found) > _SHARING:
                break
            shared.update(found)
        pages = set(message.locations)
        for number, _ in shared.most_common(_CLOSEST):
            other = self.messages[number]
            if not _short(other.msgid) and _comparable(message, other):
                ratio = _ratio(message.msgid, other.msgid)
                if ratio >= THRESHOLD:
                    yield not pages.isdisjoint(other.locations), ratio, other


def _words(text: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(text)}
    # Where nothing stands between words, pairs of letters take their place.
    return words | {word[at : at + 2] for word in words if not word.isascii() for at in range(len(word) - 1)}


def _short(text: str) -> bool:
    return len(text) < FEWEST_LETTERS or (text.isascii() and len(_WORD.findall(text)) < FEWEST_WORDS)


def _comparable(message: Message, other: Message) -> bool:
    return (
        (message.context == other.context or message.msgid == other.msgid)
        and (message.plural is None) == (other.plural is None)
        and _numbers(message) == _numbers(other)
    )


def _numbers(message: Message) -> list[str]:
    # The number of a link's label says nothing about the text.
    return _DIGITS.findall(_LABEL.sub("", f"{message.msgid}\n{message.plural or ''}"))


def _ratio(text: str, other: str) -> float:
    if text == other:
        return 1.0
    pair = (text, other) if max(len(text), len(other)) <= _LONG else (_split(text), _split(other))
    matcher = difflib.SequenceMatcher(None, *pair, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= THRESHOLD else 0.0


def _split(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)
