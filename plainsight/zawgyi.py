"""Burmese for phones with a Zawgyi font: the same letters under other numbers, in the order in which they are drawn.

Zawgyi is an encoding of its own in Unicode's place: such a phone shows Unicode text garbled, and this text right. Source:
the rules of Rabbit Converter (https://github.com/Rabbit-Converter/Rabbit), which takes what this writes back to its source.
Of several forms that Zawgyi has for one mark, the plain one is taken: readable, if not always where a typesetter puts it.
"""

import re

_STACKED = dict(
    zip(
        "ကခဂဃစဆဇဈဋဌဏတထဒဓနပဖဗဘမလ",
        "\u1060\u1061\u1062\u1063\u1065\u1066\u1068\u1069\u106c\u106d\u1070\u1071\u1073\u1075\u1076\u1077\u1078\u1079\u107a\u107b\u107c\u1085",
        strict=True,
    )
)
# Two letters that are one sign.
_PAIRS = {"ဋ္ဌ": "\u1092", "ဍ္ဍ": "\u106e", "ဏ္ဍ": "\u1091", "ဋ္ဋ": "\u1097", "ဎ္ဍ": "\u106f", "ဿ": "\u1086"}
_WIDE = frozenset("ကဃဆဏတထဘယလသဟဩ")
_SYLLABLE = re.compile(
    "(?P<kinzi>\u1004\u103a\u1039)?(?P<base>[\u1000-\u1021\u1025\u1027\u1029\u1040\u104e\u106e\u106f\u1086\u1091\u1092\u1097])"
    "(?:\u1039(?P<stacked>[\u1000-\u1021]))?(?P<killed>\u103a(?=\u103b))?(?P<ya>\u103b?)(?P<ra>\u103c?)(?P<wa>\u103d?)(?P<ha>\u103e?)(?P<e>\u1031?)"
    "(?P<marks>[\u102b-\u1030\u1032\u1036-\u1038\u103a]*)"
)


def to_zawgyi(text: str) -> str:
    """`text`, Burmese in Unicode, for a Zawgyi font; everything that is no Burmese stays as it is."""
    for pair, sign in _PAIRS.items():
        text = text.replace(pair, sign)
    return _SYLLABLE.sub(_draw, text)


def _draw(found: re.Match[str]) -> str:
    base, stacked, marks = found["base"], found["stacked"], found["marks"]
    below = bool(stacked or found["wa"] or found["ha"] or re.search("[\u102f\u1030]", marks))
    if base in "နညရ" and below:
        base = {"န": "\u108f", "ည": "\u106b", "ရ": "\u1090"}[base]
    around = ("\u107e" if base in _WIDE else "\u103b") if found["ra"] else ""
    middle = "".join(
        (
            "\u1064" if found["kinzi"] else "",
            _STACKED.get(stacked, f"\u1039{stacked}") if stacked else "",
            "\u1039" if found["killed"] else "",
            "\u103a" if found["ya"] else "",
            "\u108a" if found["wa"] and found["ha"] else "\u103c" if found["wa"] else "\u103d" if found["ha"] else "",
        )
    )
    marks = marks.replace("\u102b\u103a", "\u105a").replace("\u103a", "\u1039").replace("\u102d\u1036", "\u108e")
    # Where something hangs below already, "u" stands lower, and the dot further to the right.
    if found["ya"] or found["ra"] or stacked:
        marks = marks.replace("\u102f", "\u1033").replace("\u1030", "\u1034")
    if below or found["ya"] or base == "\u1014":
        marks = marks.replace("\u1037", "\u1095" if found["ya"] or found["wa"] else "\u1094")
    return ("\u1031" if found["e"] else "") + around + base + middle + marks
