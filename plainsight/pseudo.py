"""Pseudo-locales: a page in `en_XA` shows what is too long or not translatable, one in `ar_XB` what is not mirrored."""

import re
from dataclasses import replace

from plainsight.catalog_data import Catalog
from plainsight.plurals import plural_count, plural_header
from plainsight.locales import PSEUDO

# What a translation must keep: labels, footnotes, placeholders, code, addresses, escapes, digits.
_KEPT = re.compile(
    r"\]\[\d+\]|\[\^[^\]]*\]|%\([a-z_]+\)[sd]|%%|\{[^{}]*\}|`+.+?`+|https?://\S+|\S+@\S+|\S+\.(?:com|org|net)\S*|\\.|\d+"
    r"|[\[\]*_!<>&;\n]"
)
_ACCENTS = str.maketrans(
    "aceghijklmnorstuwyzACDEGHIJKLNORSTUWYZ", "áçéĝĥíĵķļɱñóŕšţúŵýžÁÇĎÉĜĤÍĴĶĻÑÓŔŠŢÚŴÝŽ"
)
# Arabic letters for Latin ones by sound or place: real letters of the script, so lines really run from right to left.
_ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابصدهفجحيطكلمنوثقرستغذشخيز", strict=True))
_FILL = {"en_XA": "one two three four five six seven eight nine ten ".split(), "ar_XB": []}


def pseudo(text: str, locale_id: str) -> str:
    """`text` as it could look in the language of `locale_id`; what a translation must keep is kept."""
    parts, last = [], 0
    for match in _KEPT.finditer(text):
        parts += [_convert(text[last : match.start()], locale_id), match[0]]
        last = match.end()
    parts.append(_convert(text[last:], locale_id))
    return "".join(parts) + _padding(text, locale_id)


def _convert(text: str, locale_id: str) -> str:
    if locale_id == "en_XA":
        return text.translate(_ACCENTS)
    return "".join(_ARABIC.get(character.lower(), character) for character in text)


def _padding(text: str, locale_id: str) -> str:
    words = _FILL[locale_id]
    wanted = max(1, len(text) * 2 // 5) if words else 0
    padding = ""
    for number in range(wanted):
        if len(padding) >= wanted:
            break
        padding += " " + words[number % len(words)].translate(_ACCENTS)
    return padding


def pseudo_catalog(template: Catalog, locale_id: str) -> Catalog:
    """A complete catalog of `template` in a pseudo-locale; raises `KeyError` for another locale."""
    base, _ = PSEUDO[locale_id]
    header = {**template.header, "Language": locale_id, "Plural-Forms": plural_header(base)}
    forms = plural_count(header["Plural-Forms"], base)
    messages = tuple(
        replace(
            message,
            msgstrs=(pseudo(message.msgid, locale_id),)
            if message.plural is None
            else (pseudo(message.plural, locale_id),) * forms,
        )
        for message in template.messages
    )
    return replace(template, header=header, messages=messages)
