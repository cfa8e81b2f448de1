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
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&%$#^~|/@]")
# What the theme fills in, with no letter after it; here a dash stands for it.
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd](?!\w)")
# How many texts are looked at together, as one.
_TOGETHER = 64
_LABEL = re.compile(r"\]\[(\d{1,2})\]")
_WORDLESS = re.compile(r"\[[\W_]*\]\[")
_MARKS = re.compile(r"\]\[\d{1,2}\]|[*\[\]]")
# Where an address could be; a full stop or colon with a space or nothing after it is none.
_SIGN = re.compile(r"[.:．：。｡․:﹒︓](?:(?![\s.:…\"'”’»)\]*]|$)|(?<=:)(?=\S))")
# Three full stops, where compatible forms are taken apart: nothing leads away that stands after a space and before one.
_ELLIPSIS = re.compile(r"(?<!\s)…|…(?=\S)")
# Each begins with the digit, which is what few texts have.
_NEAR_DIGITS = re.compile(r"[0-9](?:(?<=[^\W\d]\d)|\w*[^\W\d]|[.,'’ \u00a0\u2009\u202f٬،:٫/–-]{1,2}\d)")
_BREAK_IN_NUMBER = re.compile(r"\d\u200b|\u200b\d")
_LETTER = re.compile(r"[^\W\d_]")
# Other digits need a closer look anyway.
_NUMBER = re.compile(r"[0-9]+|\n")
_DIGITS = frozenset("0123456789")
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


class _Sources(NamedTuple):
    """The same of many texts, their `numbers` with a line break between each two."""

    all: list[_Source]
    numbers: list[str]
    ends: list[bool]


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
    known = [bool(text and scripts and _source(msgid)) for msgid, text in pairs]
    found = [place for place, is_known in enumerate(known) if not is_known]
    waiting = list(compress(range(len(pairs)), known))
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
    if lines.count("\n") != len(texts) - 1 or lines != lines.strip() or " \n" in lines or "\n " in lines:
        return False
    if any(text == msgid or len(text) > source.longest for msgid, text, source in zip(msgids, texts, sources.all)):  # noqa: B905
        return False
    is_ended = locale_id.split("_")[0] not in UNENDED
    if is_ended and not SENTENCE_ENDS.issuperset(text[-1] for text in compress(texts, sources.ends)):
        return False
    plains = [
        _plain(text, source) if source.labels or source.placeholders or _SPECIAL.search(text) else text
        for text, source in zip(texts, sources.all, strict=True)
    ]
    if None in plains:
        return False
    if not all(text[:1].isalpha() or _LETTER.search(text) for text in plains):
        return False
    return _are_words("\n".join(plains), sources.numbers, locale_id)


def _plain(text: str, source: _Source) -> str | None:
    """`text` without its marks; None where they are not those of `source`."""
    if sorted(_PLACEHOLDER.findall(text)) != source.placeholders:
        return None
    text = _PLACEHOLDER.sub("-", text)
    if not _SHAPE.fullmatch(text) or sorted(_LABEL.findall(text)) != source.labels or _WORDLESS.search(text):
        return None
    return _MARKS.sub("", text)


def _are_words(lines: str, numbers: list[str], locale_id: str) -> bool:
    """Whether `lines` are words of the locale's scripts with these `numbers`, and nothing imitates, hides or leads away."""
    if "\u200b" in lines:  # where a line may break, in languages that say so
        if locale_id.split("_")[0] not in text_characters.UNSPACED or _BREAK_IN_NUMBER.search(lines):
            return False
        lines = lines.replace("\u200b", "")
    characters = set(lines)
    if not lines.replace("\n", " ").isprintable() or not _UNUSUAL.isdisjoint(characters):
        return False
    scripts, kinds = own_scripts(locale_id), {_kind(character) for character in characters} - {""}
    if not kinds <= scripts:
        # A foreign name, where none of its letters could pass for one of the language's own.
        is_told = scripts.isdisjoint(text_characters.LOOKALIKES) and kinds <= {*scripts, "LATIN"}
        if not is_told or "\n" in lines or kinds.isdisjoint(scripts):
            return False
    if _DIGITS.isdisjoint(characters):
        if len(numbers) != lines.count("\n"):
            return False
    elif _NUMBER.findall(lines) != numbers or _NEAR_DIGITS.search(lines):
        return False
    if ("-" in characters and _HEADER.search(lines)) or ("…" in characters and _ELLIPSIS.search(lines)):
        return False
    if _SIGN.search(lines) or (not MARKS.isdisjoint(characters) and foreign_marks(lines, locale_id)):
        return False
    if lines.isascii():
        return True
    if not unicodedata.is_normalized("NFC", lines) or ("CJK" in kinds and text_checks.HAN_NUMBER.search(lines)):
        return False
    marks = "".join(sorted(c for c in characters if c > "\x7f" and not c.isalnum()))
    return not marks or not _four_of(marks).search(lines)


@lru_cache(maxsize=1_000)
def _four_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]{{4}}")


@lru_cache(maxsize=20_000)
def _source(msgid: str) -> _Source | None:
    """What a translation of `msgid` is compared with; None where only the full check will do."""
    text = _PLACEHOLDER.sub("-", msgid)
    if not _SHAPE.fullmatch(text) or not msgid.isprintable() or msgid != msgid.strip():
        return None
    if not msgid.translate(_ENGLISH).isascii() or text_checks.addresses(msgid):
        return None
    plain = _MARKS.sub("", text)
    # A number that is written with signs, or beside a letter, may be read in more ways than one.
    if re.search(r"\d\W{0,2}\d(?<!\d\d)|\d[A-Za-z]|[A-Za-z]\d", plain) or _SIGN.search(plain):
        return None
    return _Source(
        sorted(_LABEL.findall(msgid)),
        sorted(_PLACEHOLDER.findall(msgid)),
        _NUMBER.findall(plain),
        bool(_ENDS.search(msgid)),
        6 * len(msgid) + 120,
    )


# The same messages come in every language.
@lru_cache(maxsize=5_000)
def _sources(msgids: tuple[str, ...]) -> _Sources:
    found = [_source(msgid) for msgid in msgids]
    numbers = [number for source in found for number in (*source.numbers, "\n")]
    return _Sources(found, numbers[:-1], [source.ends for source in found])


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
