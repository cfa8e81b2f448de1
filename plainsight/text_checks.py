"""What of a text must be the same in its translation: numbers, and addresses that could lead a reader elsewhere."""

import re
import unicodedata
from collections import Counter

from plainsight.text_characters import INVISIBLE, plain

_SEPARATORS = r".,'’ \u00a0\u2009\u202f٬،"
# "1,000", "1 000 000", "1,00,000": thousands as different languages write them.
_THOUSANDS = re.compile(rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[{_SEPARATORS}]\d{{2,3}})*[{_SEPARATORS}]\d{{3}}(?![.,]?\d)")
_DECIMAL = re.compile(r"(?<![\d.,:٫])(\d+)[.,٫](\d+)(?![.,:٫]?\d)")
_PAIR = re.compile(r"(?=(?<!\d)(\d+)[.,:٫/–-](\d+))")
_NUMBER = re.compile(r"\d+")
# Every character that is read as a digit, of whatever script, circled and superscript ones too; and numerals that are
# no digits ("½", "㉑", "Ⅷ"), but for those of East Asia, which are words. Beyond these planes there is neither.
_NUMERALS = list(filter(str.isnumeric, map(chr, range(128, 0x20000))))
_DIGITS = {ord(character): str(unicodedata.digit(character)) for character in _NUMERALS if character.isdigit()}
_ODD = frozenset(c for c in _NUMERALS if not c.isdigit() and not c.isalpha() and c != "〇")
# Numerals of East Asia are words, but three or more of them without one for ten are digits: a year, or what is dialled.
_HAN_WORDS = ("〇零", "一壹", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_HAN_DIGITS = {ord(word): str(number) for number, words in enumerate(_HAN_WORDS) for word in words}
HAN_NUMBER = re.compile(f"[{''.join(_HAN_WORDS)}]{{3,}}")
_ENDLESS = re.compile(rf"[\d{''.join(_HAN_WORDS)}]{{60}}")
# What is dialled: three groups or more, of which none is a year.
_DIALLED = re.compile(r"(?<![\d-])\d+(?:[-–]\d+){2,}(?![\d-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?![\d:])")
_INVISIBLE_IN_NUMBER = re.compile(rf"\d[{INVISIBLE}]+\d")
_LETTER_IN_NUMBER = re.compile(r"\d[OoОоΟοlIІіӀЗзБ|]+\d|\d{2,}[OoОоΟοlIІіӀЗз]\b|\b[OoОоΟοlIІі]\d{2,}")
# Endings of host names. Two letters are one only in lower case and after a label of two: "gracias.No" lacks a space.
_ENDINGS = (
    "com|org|net|info|gov|edu|int|mil|biz|app|dev|page|link|site|online|website|web|xyz|top|club|shop|store|live|life|help"
    "|support|chat|fyi|click|space|icu|vip|one|world|today|wiki|blog|news|email|onion|mobi|pro|name|xn--[a-z0-9-]+"
)
_ENDINGS_OF_SCRIPTS = "рф|укр|бел|срб|бг|中国|中國|台灣|台湾|香港|公司|网络|ไทย|भारत|مصر|السعودية|امارات|الاردن|المغرب"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_LABELS = rf"(?:{_LABEL}\.){{0,5}}"
# Most texts have no address: these signs, followed by something, are where one could be.
_SIGN = re.compile(r"@|[.:][^\s.:]")
_END = r"[^\s<>\"'«»“”‘’「」『』（）()\[\]，。、；：？！،؛؟]"
ADDRESS = re.compile(
    rf"\b[a-z][a-z0-9+.-]{{0,30}}://{_END}+"
    rf"|\b(?:mailto|tel|sms|data|javascript|geo|tg|viber|whatsapp|skype):(?=\S){_END}+"
    rf"|\bwww\.{_END}+|[\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{0,5}}|(?<![\w@])@\w{{3,}}"
    rf"|\b{_LABELS}{_LABEL}\.(?:[a-z]{{2,10}}/{_END}*|(?:{_ENDINGS})\b)"
    rf"|\b(?:{_LABELS}{_LABEL}\.{_LABEL}|\w[\w-]{{0,61}}\w)\.(?-i:[a-z]{{2}}|{_ENDINGS_OF_SCRIPTS})\b(?:/{_END}*)?"
    rf"|\b[a-z0-9-]{{2,63}}\s\.(?-i:com|net|org|info)\b"
    r"|\b(?:t\.me|t\.co|m\.me|g\.co|x\.co)\b",
    re.IGNORECASE,
)

# Six digits or more, however they are set apart, in any script: a number to call, or a date.
TYPED_NUMBER = re.compile(r"(?<![\w/.,-])[+(]?\d(?:(?:[ .\-\u2010-\u2015\u00a0]|\)[ -]?| \()?\d){5,}(?![\w/])")


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return HAN_NUMBER.sub(lambda match: match[0].translate(_HAN_DIGITS), text.translate(_DIGITS))


def numbers(text: str) -> Counter[str]:
    """The digit sequences in `text`, in ASCII digits whatever digits it has; separators of thousands are left out."""
    return Counter(_NUMBER.findall(_without_thousands(_ascii_digits(text))))


def other_numbers(source: str, text: str) -> bool:
    """Whether `text` has other numbers than `source`, or their parts in another order ("7.24" for "24.7")."""
    if source == text:
        return False
    one, other = (_without_thousands(_ascii_digits(t)) for t in (source, text))
    if Counter(_NUMBER.findall(one)) != Counter(_NUMBER.findall(other)):
        return True
    if _odd_numerals(text) - _odd_numerals(source):
        return True
    if any(_order(found) not in _order(other) for found in _DIALLED.findall(one) if not _has_year(found)):
        return True
    known, written = set(_PAIR.findall(one)), set(_PAIR.findall(other))
    return any(pair not in written for pair in _DECIMAL.findall(one)) or any(
        pair not in known for pair in (*_DECIMAL.findall(other), *_CLOCK.findall(other))
    )


def _order(text: str) -> str:
    """The digit sequences of `text` in their order, with nothing else between them."""
    return f" {' '.join(_NUMBER.findall(text))} "


def _has_year(text: str) -> bool:
    return any(_YEAR.fullmatch(part) for part in _NUMBER.findall(text))


def endless_number(source: str, text: str) -> bool:
    """Whether `text` has a number longer than any, and `source` has not: what follows would take long to read it."""
    return bool(_ENDLESS.search(text)) and not _ENDLESS.search(source)


def _without_thousands(text: str) -> str:
    return _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def _odd_numerals(text: str) -> Counter[str]:
    return Counter() if _ODD.isdisjoint(text) else Counter(c for c in text if c in _ODD)


def broken_number(source: str, text: str) -> bool:
    """Whether something invisible, or a letter that looks like a digit, stands within a number of `text` alone."""
    if _INVISIBLE_IN_NUMBER.search(text):
        return True
    return bool(_LETTER_IN_NUMBER.search(_ascii_digits(text)) and not _LETTER_IN_NUMBER.search(_ascii_digits(source)))


def addresses(text: str) -> Counter[str]:
    """What could lead a reader elsewhere: web and e-mail addresses, handles, host names; in lower case."""
    text = plain(text)
    if not _SIGN.search(text):
        return Counter()
    return Counter(match[0].lower().rstrip(".,;:!?-") for match in ADDRESS.finditer(text))
