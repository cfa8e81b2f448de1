"""Translations that surely pass every check, told apart from those that must be checked.

Most translations are a sentence with a few marks and links in their places. For these the answer is known without
rendering them; all others go to `catalog_checks`. `tests/test_catalog_quick.py` holds that what passes here has no
finding there.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from plainsight import text_characters, text_checks
from plainsight.catalog_data import Message
from plainsight.glossary import avoided
from plainsight.locales import find_locale
from plainsight.quotation_marks import MARKS, foreign_marks

# Text in which every mark is accounted for: plain, `**strong**`, `*emphasis*`, `[text][1]`.
_PLAIN = r"[^\\`*_\[\]{}<>&%$#^~|/@\x00-\x1f\x7f]"
_TEXT = rf"(?:{_PLAIN}++|(?<![!\]])\[{_PLAIN}++\]\[\d{{1,2}}\](?![\[(]))"
_WITHIN = rf"(?=[^\s*]){_TEXT}+(?<=[^\s*])"
_SHAPE = re.compile(rf"(?:{_TEXT}|(?<!\*)\*\*{_WITHIN}\*\*(?!\*)|(?<!\*)\*{_WITHIN}\*(?!\*))+")
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&%$#^~|/@]")
# How many texts are looked at together, as one.
_TOGETHER = 64
_USUAL_ENDS = frozenset(".!?…。")
_LABEL = re.compile(r"\]\[(\d{1,2})\]")
_WORDLESS = re.compile(r"\[[\W_]*\]\[")
_MARKS = re.compile(r"\]\[\d{1,2}\]|[*\[\]]")
# Where an address could be; a full stop or colon with a space or nothing after it is none.
_SIGN = re.compile(r"[.:．：。｡․:﹒︓](?:(?![\s.:…\"'”’»)\]*]|$)|(?<=:)(?=\S))")
_COMPATIBLE = re.compile(r"[\u2024\u2100-\u214f\ufe00-\ufe6f\uff00-\uffef\u3200-\u33ff]")
# Each begins with the digit, which is what few texts have.
_NEAR_DIGITS = re.compile(r"\d(?:(?<=[^\W\d]\d)|\w*[^\W\d]|[.,'’ \u00a0\u2009\u202f٬،:٫/–-]{1,2}\d)")
_MANY_MARKS = re.compile(r"[^\w\s\x00-\x7f]{4}")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:…]$")
_USUAL_END = re.compile(r"[.!?:…。।؟።]\s*$")
_HEADER = re.compile(r"(?:Project|Content|MIME|POT|Plural)-")
_LIMIT = re.compile(r"max \d")
_UNUSUAL = frozenset(text_characters.INVISIBLE) | frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufffc\ufffd"
)
# Plain words in these: no numerals but digits, none of the letters that imitate others.
_LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL")


class _Source(NamedTuple):
    labels: list[str]
    numbers: list[str]
    ends: bool
    is_plain: bool


def surely_fine(message: Message, locale_id: str) -> bool:
    """Whether `message` is shown as it stands: it passes every check, without a warning, and cleaning changes nothing."""
    if message.plural is not None or len(message.msgstrs) != 1:
        return False
    msgid, text = message.msgid, message.msgstrs[0]
    source = _source(msgid)
    if source is None or not text or text == msgid or len(text) > 6 * len(msgid) + 120 or not text.isprintable():
        return False
    if text != text.strip() or not _SHAPE.fullmatch(text) or sorted(_LABEL.findall(text)) != source.labels:
        return False
    if source.labels and _WORDLESS.search(text):
        return False
    plain = text if source.is_plain and "*" not in text else _MARKS.sub("", text)
    return (
        not _SIGN.search(plain)
        and sorted(_NUMBER.findall(plain)) == source.numbers
        and _words(plain, _script(locale_id))
        and (not source.ends or bool(_USUAL_END.search(text)))
        and not _HEADER.search(text)
        and not foreign_marks(text, locale_id)
        and not any(_LIMIT.match(note) or avoided(note) for note in message.notes)
    )


def unsure(pairs: Sequence[tuple[str, str]], locale_id: str) -> list[int]:
    """The places of those of `pairs` (msgid, msgstr; one form, no notes) that are not `surely_fine`."""
    script, found, kept = _script(locale_id), [], []
    for place, (msgid, text) in enumerate(pairs):
        source = _source(msgid)
        if source is None or not text or text == msgid or len(text) > 6 * len(msgid) + 120 or text != text.strip():
            found.append(place)
            continue
        plain = text
        if _SPECIAL.search(text):
            if not _SHAPE.fullmatch(text) or sorted(_LABEL.findall(text)) != source.labels or _WORDLESS.search(text):
                found.append(place)
                continue
            plain = _MARKS.sub("", text)
        elif source.labels:
            found.append(place)
            continue
        if (
            not _LETTER.search(plain)
            or (script != "LATIN" if text.isascii() else not script)
            or sorted(_NUMBER.findall(plain)) != source.numbers
            or (source.ends and text[-1] not in _USUAL_ENDS and not _USUAL_END.search(text))
        ):
            found.append(place)
            continue
        kept.append((place, plain))
    for start in range(0, len(kept), _TOGETHER):
        chunk = kept[start : start + _TOGETHER]
        if not _fine_together([plain for _, plain in chunk], script):
            for place, _ in chunk:
                msgid, text = pairs[place]
                if not surely_fine(Message(None, msgid, None, (text,)), locale_id):
                    found.append(place)
    return sorted(found)


def _fine_together(plains: list[str], script: str) -> bool:
    """Whether nothing stands against any of `plains`, texts without their marks, as far as their characters say.

    No pattern here reaches over a line break, so what is true of the lines is true of each.
    """
    lines = "\n".join(plains)
    if lines.count("\n") != len(plains) - 1 or not lines.replace("\n", " ").isprintable():
        return False
    if _SIGN.search(lines) or _near_digits(lines) or _HEADER.search(lines) or _COMPATIBLE.search(lines):
        return False
    characters = set(lines)
    if not MARKS.isdisjoint(characters):  # whose they are is asked of each text
        return False
    if text_checks.HAN_NUMBER.search(lines):
        return False
    if _MANY_MARKS.search(lines) or not _UNUSUAL.isdisjoint(characters) or not unicodedata.is_normalized("NFC", lines):
        return False
    return {_kind(character) for character in characters} <= {script, ""}


@lru_cache(maxsize=20_000)
def _source(msgid: str) -> _Source | None:
    """What a translation of `msgid` is compared with; None where only the full check will do."""
    if not _SHAPE.fullmatch(msgid) or not msgid.isprintable() or not msgid.isascii() or msgid != msgid.strip():
        return None
    if text_checks.addresses(msgid):
        return None
    plain = _MARKS.sub("", msgid)
    # A number that is written with signs, or beside a letter, may be read in more ways than one.
    if re.search(r"\d\W{0,2}\d(?<!\d\d)|\d[A-Za-z]|[A-Za-z]\d", plain) or _SIGN.search(plain):
        return None
    return _Source(
        sorted(_LABEL.findall(msgid)),
        sorted(_NUMBER.findall(plain)),
        bool(_ENDS.search(msgid)),
        "*" not in msgid and "[" not in msgid,
    )


def _words(text: str, script: str) -> bool:
    """Whether `text` is of the words of `script`, with nothing that imitates, hides or could be read as a number."""
    if not _LETTER.search(text):
        return False
    if text.isascii():
        return script == "LATIN" and not _near_digits(text)
    if not unicodedata.is_normalized("NFC", text) or not _UNUSUAL.isdisjoint(text) or _COMPATIBLE.search(text):
        return False
    if _MANY_MARKS.search(text) or _near_digits(text) or text_checks.HAN_NUMBER.search(text):
        return False
    kinds = {_kind(character) for character in set(text)}
    return kinds <= {script, ""} if script else False


def _near_digits(text: str) -> bool:
    return bool(_NEAR_DIGITS.search(text))


@lru_cache(maxsize=10_000)
def _kind(character: str) -> str:
    """The script of a letter; "" for usual signs, ASCII digits and spaces; "?" for what needs a closer look."""
    if character.isascii():
        return "LATIN" if character.isalpha() else ""
    category = unicodedata.category(character)
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


@lru_cache
def _script(locale_id: str) -> str:
    """The one script of the language's own name; "" where there are more, or none."""
    try:
        name = find_locale(locale_id).own_name
    except ValueError:
        return ""
    found = {text_characters.script_of(character) for character in name if character.isalpha()}
    return found.pop() if len(found) == 1 else ""
