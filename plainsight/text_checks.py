"""What the characters of a translation must not do, whatever the language: hide, reorder, imitate."""

import re
import unicodedata
from collections import Counter

# Marks that Arabic, Indic and other scripts need between letters. Bidi embeddings, overrides and isolates are not among
# them: they reorder what stands around them.
_JOINERS = {"\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner", "\u2060": "word joiner",
            "\u200e": "left-to-right mark", "\u200f": "right-to-left mark", "\u061c": "Arabic letter mark"}
# A zero-width space is where a line of Thai, Khmer, Lao or Burmese may break.
_SPACED_SCRIPTS = frozenset({"th", "km", "lo", "my", "shn", "mnw", "ksw"})
_DIGIT_RUN = re.compile(r"\d+")
_JOINER_IN_NUMBER = re.compile(rf"\d[{''.join(_JOINERS)}]+\d")
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto|tel|sms|javascript|data):\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*|(?<![\w@])@\w{3,}"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|gov|edu|int|io|me|co|app|link|site|online|xyz|top|ru|cn|de|uk|us|es|mx|tw|mm)\b(?:/\S*)?",
    re.IGNORECASE,
)
_LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS_LIMIT = 3


def hidden_characters(text: str, locale_id: str) -> list[str]:
    """The characters of `text` that no translation may hold, as `U+XXXX NAME`, each once."""
    language = locale_id.split("_")[0]
    found = []
    for character in dict.fromkeys(text):
        category = unicodedata.category(character)
        if category[0] not in "CZ" or character in "\n \u00a0\u202f\u3000" or character in _JOINERS:
            continue
        if character == "\u200b" and language in _SPACED_SCRIPTS:
            continue
        if category == "Zs" and character != "\u1680":
            continue
        found.append(f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}")
    return found


def stacked_marks(text: str) -> bool:
    """Whether more marks stand on one letter than any spelling needs."""
    run = 0
    for character in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run > _MARKS_LIMIT:
            return True
    return False


def digit_runs(text: str) -> Counter[str]:
    """The numbers in `text` as ASCII digits, in whatever digits they are written; separators of thousands are dropped."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c for c in text)
    plain = re.sub(r"(?<=\d)[.,'’\u00a0\u202f٬ ](?=\d{3}(?!\d))", "", plain)
    return Counter(re.findall(r"\d+", plain))


def joined_digits(text: str) -> bool:
    """Whether an invisible mark stands inside a number."""
    return bool(_JOINER_IN_NUMBER.search(text))


def addresses(text: str) -> Counter[str]:
    """What could lead a reader elsewhere: web and e-mail addresses, handles, host names; in lower case."""
    return Counter(match[0].lower().rstrip(".,;:)") for match in _ADDRESS.finditer(text))


def mixed_scripts(text: str) -> str | None:
    """The first word of `text` that mixes Latin, Cyrillic and Greek letters, or None."""
    for word in _WORD.findall(text):
        scripts = {name for c in word for name in _LOOKALIKES if unicodedata.name(c, "").startswith(name)}
        if len(scripts) > 1:
            return word
    return None


def letters_among_digits(text: str) -> bool:
    """Whether a letter that looks like a digit stands within a number."""
    return bool(re.search(r"\d[OoОоlIІіЗзБ]\d|\d{2,}[OoОоlIІіЗз]\b", text))
