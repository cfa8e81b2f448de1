"""Translations that surely pass every check, told apart from those that must be checked.

Most translations are a sentence with a few marks, links and placeholders in their places. For these the answer is known
without rendering them, for many at a time; all others go to `catalog_checks`. `tests/test_catalog_quick.py` holds that
what passes here has no finding there.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from operator import eq, gt
from typing import NamedTuple

from plainsight import text_characters, text_checks
from plainsight.catalog_data import Message
from plainsight.glossary import avoided
from plainsight.quotation_marks import MARKS, foreign_marks
from plainsight.text_warnings import SENTENCE_ENDS, UNENDED, own_scripts

# Text in which every mark is accounted for: plain, `**strong**`, `*emphasis*`, `[text][1]`.
_PLAIN = r"[^\\`*_\[\]{}<>&%$#^~|/@\x00-\x1f\x7f]"
_TEXT = rf"(?:{_PLAIN}++|(?<![!\]])\[{_PLAIN}++\]\[\d{{1,2}}\](?![\[(]))"
_WITHIN = rf"(?=[^\s*]){_TEXT}+(?<=[^\s*])"
_SHAPE = re.compile(rf"(?:{_TEXT}|(?<!\*)\*\*{_WITHIN}\*\*(?!\*)|(?<!\*)\*{_WITHIN}\*(?!\*))+")
_UNMARKED = re.compile(r"[^\\`*_\[\]{}<>&%$#^~|/@]*+")
# What the theme fills in, with no letter after it; here a dash stands for it.
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd](?!\w)")
# How many texts are looked at together, as one.
_TOGETHER = 64
_LABEL = re.compile(r"\]\[(\d{1,2})\]")
_WORDLESS = re.compile(r"\[[\W_]*\]\[")
# Where an address could be; a full stop or colon with a space or nothing after it is none.
_SIGN = re.compile(r"[.:．：。｡․:﹒︓](?:(?![\s.:…\"'”’»)\]*]|$)|(?<=:)(?=\S))")
# Three full stops, where compatible forms are taken apart: nothing leads away that stands after a space and before one.
_ELLIPSIS = re.compile(r"(?<!\s)…|…(?=\S)")
_BREAK_IN_NUMBER = re.compile(r"\d\u200b|\u200b\d")
_LETTER = re.compile(r"[^\W\d_]")
# The numbers of lines, and where each line ends. Other digits need a closer look anyway. What stands near a number and
# could be read with it (a letter before it, which counts to the end of the line; a letter or another number after it)
# is found as a part of it, so that it is none of the source's. Each begins with what few texts have.
_NUMBER = re.compile(
    r"[0-9\n](?:(?<=\n)|(?<=[^\W\d]\d).*\n|[0-9]*+(?:\w*[^\W\d]|[.,'’ \u00a0\u2009\u202f٬،:٫/–-]{1,2}\d)?)"
)
_FOUR_MARKS = re.compile(r"[^\x00-\x7f\w]{4}")
_ENDS = re.compile(r"[.!?:…]$")
_HEADER = re.compile(r"(?:Project|Content|MIME|POT|Plural)-")
_LIMIT = re.compile(r"max \d")
_UNUSUAL = frozenset(text_characters.INVISIBLE) | frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufffc\ufffd"
)
_COMPATIBLE = re.compile(r"[\u2024\u2100-\u214f\ufe00-\ufe6f\uff00-\uffef\u3200-\u33ff]")
# Signs of English that are written in other ways elsewhere.
_ENGLISH = str.maketrans("", "", "‘’“”–—…")


class _Source(NamedTuple):
    """What a translation of a text is compared with."""

    labels: list[str]
    placeholders: list[str]
    numbers: list[str]
    ends: bool
    longest: int
    marked: bool


class _Sources(NamedTuple):
    """The same of many texts, their `numbers` with a line break after those of each."""

    all: list[_Source]
    numbers: list[str]
    ends: list[bool]
    longest: list[int]
    marked: list[bool]


def surely_fine(message: Message, locale_id: str) -> bool:
    """Whether `message` is shown as it stands: it passes every check, without a warning, and cleaning changes nothing."""
    if message.plural is not None or len(message.msgstrs) != 1:
        return False
    if any(_LIMIT.match(note) or avoided(note) for note in message.notes):
        return False
    return not unsure([(message.msgid, message.msgstrs[0])], locale_id)


def unsure(pairs: Sequence[tuple[str, str]], locale_id: str) -> list[int]:
    """The places of those of `pairs` (msgid, msgstr; one form, no notes) that are not `surely_fine`."""
    scripts = own_scripts(locale_id)
    sources = [_source(msgid) if text and scripts else None for msgid, text in pairs]
    found = [place for place, source in enumerate(sources) if not source]
    # Those with marks come together, so that the others need no look at each.
    waiting = [place for place, source in enumerate(sources) if source and not source.marked]
    waiting += [place for place, source in enumerate(sources) if source and source.marked]
    chunks = [waiting[start : start + _TOGETHER] for start in range(0, len(waiting), _TOGETHER)]
    while chunks:
        chunk = chunks.pop()
        if not _all_fine(tuple(pairs[place][0] for place in chunk), [pairs[place][1] for place in chunk], locale_id):
            half = len(chunk) // 2
            if half:
                chunks += (chunk[:half], chunk[half:])
            else:
                found += chunk
    return sorted(found)


def _all_fine(msgids: tuple[str, ...], texts: list[str], locale_id: str) -> bool:
    """Whether every one of `texts` is surely a fine translation of its own of `msgids`, all of which have a `_source`.

    No pattern here reaches over a line break, so what is true of the lines is true of each.
    """
    sources = _sources(msgids)
    lines = "\n".join(texts)
    firsts, lasts = [text[0] for text in texts], [text[-1] for text in texts]
    if lines.count("\n") != len(texts) - 1 or " " in firsts or " " in lasts:
        return False
    if any(map(eq, texts, msgids)) or any(map(gt, map(len, texts), sources.longest)):
        return False
    is_ended = locale_id.split("_")[0] not in UNENDED
    if is_ended and not SENTENCE_ENDS.issuperset(compress(lasts, sources.ends)):
        return False
    plains = texts
    if any(sources.marked) or not _UNMARKED.fullmatch(lines):
        plains = [
            text if not marked and _UNMARKED.fullmatch(text) else _plain(text, source)
            for text, source, marked in zip(texts, sources.all, sources.marked, strict=True)
        ]
        if None in plains:
            return False
        lines = "\n".join(plains)
    if not "".join(firsts).isalpha() and not all(text[:1].isalpha() or _LETTER.search(text) for text in plains):
        return False
    return _are_words(lines, sources.numbers, locale_id)


def _plain(text: str, source: _Source) -> str | None:
    """`text` without its marks; None where they are not those of `source`."""
    if source.placeholders or "%(" in text:
        if sorted(_PLACEHOLDER.findall(text)) != source.placeholders:
            return None
        text = _PLACEHOLDER.sub("-", text)
    if not _SHAPE.fullmatch(text):
        return None
    if (source.labels or "[" in text) and (sorted(_LABEL.findall(text)) != source.labels or _WORDLESS.search(text)):
        return None
    return _unmarked(text)


def _unmarked(text: str) -> str:
    """`text`, which has the `_SHAPE`, without its marks."""
    if "[" in text:
        text = _LABEL.sub("", text).replace("[", "").replace("]", "")
    return text.replace("*", "")


def _are_words(lines: str, numbers: list[str], locale_id: str) -> bool:
    """Whether `lines` are words of the locale's scripts with these `numbers`, and nothing imitates, hides or leads away."""
    if "\u200b" in lines:  # where a line may break, in languages that say so
        if locale_id.split("_")[0] not in text_characters.UNSPACED or _BREAK_IN_NUMBER.search(lines):
            return False
        lines = lines.replace("\u200b", "")
    characters = set(lines)
    if not "".join(characters - {"\n"}).isprintable() or not _UNUSUAL.isdisjoint(characters):
        return False
    scripts, kinds = own_scripts(locale_id), set(map(_kind, characters)) - {""}
    if not kinds <= scripts:
        # A foreign name, where none of its letters could pass for one of the language's own.
        is_told = scripts.isdisjoint(text_characters.LOOKALIKES) and kinds <= {*scripts, "LATIN"}
        if not is_told or "\n" in lines or kinds.isdisjoint(scripts):
            return False
    if _NUMBER.findall(lines + "\n") != numbers:
        return False
    if ("-" in characters and _HEADER.search(lines)) or ("…" in characters and _ELLIPSIS.search(lines)):
        return False
    if _SIGN.search(lines) or (not MARKS.isdisjoint(characters) and foreign_marks(lines, locale_id)):
        return False
    if lines.isascii():
        return True
    if any(map(_may_combine, characters)) and not unicodedata.is_normalized("NFC", lines):
        return False
    if "CJK" in kinds and text_checks.HAN_NUMBER.search(lines):
        return False
    return not (any(c > "\x7f" and not c.isalnum() for c in characters) and _FOUR_MARKS.search(lines))


@lru_cache(maxsize=20_000)
def _source(msgid: str) -> _Source | None:
    """What a translation of `msgid` is compared with; None where only the full check will do."""
    text = _PLACEHOLDER.sub("-", msgid)
    if not _SHAPE.fullmatch(text) or not msgid.isprintable() or msgid != msgid.strip():
        return None
    if not msgid.translate(_ENGLISH).isascii() or text_checks.addresses(msgid):
        return None
    plain = _unmarked(text)
    # A number that is written with signs, or beside a letter, may be read in more ways than one.
    if re.search(r"\d\W{0,2}\d(?<!\d\d)|\d[A-Za-z]|[A-Za-z]\d", plain) or _SIGN.search(plain):
        return None
    return _Source(
        sorted(_LABEL.findall(msgid)),
        sorted(_PLACEHOLDER.findall(msgid)),
        _NUMBER.findall(plain),
        bool(_ENDS.search(msgid)),
        6 * len(msgid) + 120,
        not _UNMARKED.fullmatch(msgid),
    )


# The same messages come in every language.
@lru_cache(maxsize=5_000)
def _sources(msgids: tuple[str, ...]) -> _Sources:
    found = [_source(msgid) for msgid in msgids]
    numbers = [number for source in found for number in (*source.numbers, "\n")]
    return _Sources(
        found,
        numbers,
        [source.ends for source in found],
        [source.longest for source in found],
        [source.marked for source in found],
    )


@lru_cache(maxsize=10_000)
def _kind(character: str) -> str:
    """The script of a letter; "" for usual signs, ASCII digits and spaces; "?" for what needs a closer look."""
    if character.isascii():
        return "LATIN" if character.isalpha() else ""
    if character == "…":  # `_ELLIPSIS` says where
        return ""
    category = unicodedata.category(character)
    if _COMPATIBLE.match(character):
        return "?"
    if character.isnumeric() or unicodedata.normalize("NFKC", character) != character:
        # Numerals of East Asia are words, and the full check says so too.
        return (
            text_characters.script_of(character)
            if character.isalpha() and category == "Lo" and character.isnumeric()
            else "?"
        )
    if category[0] in "LM":
        return text_characters.script_of(character)
    return "" if category[0] == "P" else "?"


@lru_cache(maxsize=10_000)
def _may_combine(character: str) -> bool:
    """Whether Unicode's normal form NFC may write `character` otherwise, alone or with the one before it."""
    is_jamo = "\u1100" <= character <= "\u11ff"
    return is_jamo or unicodedata.category(character)[0] == "M" or not unicodedata.is_normalized("NFC", character)
