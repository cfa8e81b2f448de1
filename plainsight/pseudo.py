"""Pseudo-locales: a page in `en_XA` shows what is too long or not translatable, one in `ar_XB` what is not mirrored."""

import re
from dataclasses import replace

from plainsight.catalog_data import Catalog
from plainsight.locales import PSEUDO
from plainsight.plurals import plural_count, plural_header
from plainsight.text_checks import ADDRESS

# What a translation must keep: escapes, code, targets and labels, footnotes, placeholders, tags, entities, numbers and
# the letters at them.
_KEPT = re.compile(
    r"\\.|(`+)(?!`).+?(?<!`)\1(?!`)|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]|%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%%"
    r"|\{[^{}]*\}|<[!/?a-zA-Z][^<>]*>|&#?\w+;|\w*\d\w*",
    re.DOTALL,
)
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Every letter has one, so an ASCII letter on a page is one that no translator could reach.
_ACCENTS = str.maketrans(_PLAIN, "áƀçðéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĎÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ")
# Arabic letters for Latin ones by sound or place: real letters of the script, so lines really run from right to left.
_ARABIC = str.maketrans(_PLAIN, "ابصدهفجحيطكلمنوثقرستغذشخيز" * 2)
_FILL = "one two three four five six seven eight nine ten".translate(_ACCENTS).split()
_LONGER = 0.4


def pseudo(text: str, locale_id: str) -> str:
    """`text` as it could look in the language of `locale_id`; what a translation must keep is kept.

    In `en_XA` it is at least 40 % longer and stands in brackets, so that one sees where it is cut off.
    """
    parts, last = [], 0
    for start, end in _kept(text):
        parts += [_convert(text[last:start], locale_id), text[start:end]]
        last = end
    converted = "".join([*parts, _convert(text[last:], locale_id)])
    if locale_id != "en_XA" or not text.strip():
        return converted
    body = converted.rstrip()
    head = len(body) - len(body.lstrip())
    return f"{body[:head]}⟦{body[head:]}{_padding(len(text))}⟧{converted[len(body) :]}"


def _kept(text: str) -> list[tuple[int, int]]:
    """Where in `text` what is kept begins and ends, in order, without overlaps."""
    spans = sorted(match.span() for pattern in (_KEPT, ADDRESS) for match in pattern.finditer(text))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _convert(text: str, locale_id: str) -> str:
    return text.translate(_ACCENTS if locale_id == "en_XA" else _ARABIC)


def _padding(length: int) -> str:
    padding, number = "", 0
    while len(padding) < length * _LONGER:
        padding += f" {_FILL[number % len(_FILL)]}"
        number += 1
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
