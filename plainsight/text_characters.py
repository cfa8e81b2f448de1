"""What the characters of a translation must not do, whatever the language: hide, reorder, imitate."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# Invisible, harmless, and left behind by editors and machines: taken out without a word.
_LEFT_BEHIND = "\u200b\ufeff\u00ad"
# Where a line of these languages may break, nothing else says so.
UNSPACED = frozenset({"th", "km", "lo", "my", "shn", "mnw", "ksw", "nod", "bo", "dz"})
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f\u061c")
_WORD_JOINER = "\u2060"
INVISIBLE = _LEFT_BEHIND + "".join(_JOINERS | _MARKS) + _WORD_JOINER
# Scripts whose letters take other shapes beside a joiner, by the first word of their characters' names.
_JOINED_SCRIPTS = frozenset(
    {
        "ARABIC",
        "SYRIAC",
        "MANDAIC",
        "NKO",
        "MONGOLIAN",
        "PHAGS-PA",
        "THAANA",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "MYANMAR",
        "KHMER",
        "TIBETAN",
        "MEETEI",
        "BALINESE",
        "JAVANESE",
        "SUNDANESE",
        "CHAKMA",
        "ADLAM",
        "HANIFI",
        "TIRHUTA",
        "NEWA",
    }
)
_ISOLATES = {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069", "\u202a": "\u202c", "\u202b": "\u202c"}
# Letters and symbols that show nothing, and what stands for characters that were lost.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_LOST = frozenset("\ufffc\ufffd")
_VARIANTS = frozenset(map(chr, range(0xE0100, 0xE01F0)))
# What counts as printable and is looked at all the same.
_SUSPECT = _BLANK | _LOST | _VARIANTS
# Overlays: no spelling needs them. A keycap (U+20E3) is a picture of a digit, and stays one.
_STRIKES = frozenset(
    "\u0334\u0335\u0336\u0337\u0338\u20d2\u20d3\u20d8\u20d9\u20da\u20dd\u20de\u20df\u20e0\u20e4\u20e5\u20e6\u20ea\u20eb"
)
_MARKS_LIMIT = 3
# Tibetan, Burmese and Khmer write more of them: the Burmese word for "secret" has four in a row.
_MARKS_LIMIT_OF_STACKING_SCRIPTS = 6
# Pairs of letters of these scripts look alike.
LOOKALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"})
_WORD = re.compile(r"[^\W\d_]+")


def clean(text: str, locale_id: str) -> str:
    """`text` without harmless invisible characters that no reader would miss, in Unicode's normal form NFC."""
    if text.isascii():
        return text
    kept = "\u200b" if locale_id.split("_")[0] in UNSPACED else ""
    return unicodedata.normalize("NFC", "".join(c for c in text if c not in _LEFT_BEHIND or c in kept))


def plain(text: str) -> str:
    """`text` as it looks, for comparing addresses: no invisible characters, no compatibility forms."""
    if text.isascii():
        return text
    visible = "".join(c for c in text if c not in INVISIBLE)
    return re.sub(r"(?<=[A-Za-z0-9])[。｡․](?=[A-Za-z0-9])", ".", unicodedata.normalize("NFKC", visible))


def hidden_characters(source: str, text: str, locale_id: str) -> list[str]:
    """The characters of `text` that a translation of `source` may not hold, as `U+XXXX NAME`, each once.

    A control that `source` holds may come as often as there, if its pairs balance.
    """
    if text.isprintable() and _SUSPECT.isdisjoint(text):
        return []
    allowed = Counter(c for c in source if not c.isprintable())
    found = Counter(c for at, c in enumerate(text) if not _is_fine(text, at, locale_id))
    wrong = [c for c in found if c not in allowed or found[c] != allowed[c]]
    if not wrong and found and not _balanced(text):
        wrong = [c for c in found if c in _ISOLATES or c in _ISOLATES.values()]
    return [f"U+{ord(c):04X} {unicodedata.name(c, 'control character')}" for c in wrong]


def _is_fine(text: str, at: int, locale_id: str) -> bool:
    character = text[at]
    if character in _BLANK or character in _LOST:
        return False
    if character.isprintable() and character not in _VARIANTS:
        return True
    if character in "\n\u00a0\u202f\u3000" or character == _WORD_JOINER:
        return True
    if character in _LEFT_BEHIND:
        return True  # clean() takes them out, or the language needs them
    if character in _MARKS:
        return _is_right_to_left(locale_id)
    beside = [script_of(c) for c in text[max(at - 3, 0) : at + 2] if c not in INVISIBLE]
    if character in _JOINERS:
        return not _JOINED_SCRIPTS.isdisjoint(beside) or (character == "\u200d" and _joins_pictures(text, at))
    category = unicodedata.category(character)
    if character in _VARIANTS:
        return "CJK" in beside
    # Spaces of other widths; letters newer than our tables, but nothing beyond the planes where letters are.
    return category == "Zs" or (
        category == "Cn"
        and ord(character) < 0xE0000
        and ord(character) & 0xFFFE != 0xFFFE
        and not 0xFDD0 <= ord(character) <= 0xFDEF
    )


def _joins_pictures(text: str, at: int) -> bool:
    before, after = text[max(at - 2, 0) : at].rstrip("\ufe0f"), text[at + 1 : at + 2]
    return (
        bool(before and after)
        and unicodedata.category(before[-1]) in ("So", "Sk")
        and unicodedata.category(after) == "So"
    )


def odd_letters(word: str) -> list[str]:
    """The letters of `word` that are not of the script that most of it has, as `U+XXXX NAME`, each once."""
    scripts = Counter(script_of(c) for c in word)
    usual = scripts.most_common(1)[0][0]
    return [f"U+{ord(c):04X} {unicodedata.name(c, '')}" for c in dict.fromkeys(word) if script_of(c) != usual]


def _balanced(text: str) -> bool:
    expected: list[str] = []
    for character in text:
        if character in _ISOLATES:
            expected.append(_ISOLATES[character])
        elif character in _ISOLATES.values() and (not expected or expected.pop() != character):
            return False
    return not expected


@lru_cache
def _is_right_to_left(locale_id: str) -> bool:
    try:
        return Locale.parse(locale_id).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return locale_id == "ar_XB"


@lru_cache(maxsize=10_000)
def script_of(character: str) -> str:
    """The script of `character` as the first word of its Unicode name, such as `LATIN` or `CJK`; "" for no name."""
    return unicodedata.name(character, "").partition(" ")[0]


def stacked_marks(text: str) -> bool:
    """Whether more marks stand on one letter than any spelling needs."""
    if text.isascii():
        return False
    run = 0
    for character in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        stacking = "\u0f00" <= character <= "\u109f" or "\u1780" <= character <= "\u17ff"
        if run > (_MARKS_LIMIT_OF_STACKING_SCRIPTS if stacking else _MARKS_LIMIT):
            return True
    return False


def struck_out(text: str) -> bool:
    """Whether a mark crosses letters or digits out, or circles them as forbidden."""
    return not text.isascii() and not _STRIKES.isdisjoint(unicodedata.normalize("NFC", text))


def shows_nothing(text: str) -> bool:
    """Whether no letter, number or symbol of `text` can be seen: punctuation alone says nothing."""
    return not any(unicodedata.category(c)[0] in "LNS" and c not in _BLANK for c in text)


def mixed_scripts(text: str) -> set[str]:
    """The words of `text` that mix letters of scripts whose letters look alike."""
    if text.isascii():
        return set()
    scripts = {c: script_of(c) for c in set(text)}
    if len(LOOKALIKES.intersection(scripts.values())) < 2:
        return set()
    return {word for word in _WORD.findall(text) if len({scripts[c] for c in word} & LOOKALIKES) > 1}
