"""What keeps its own direction in a text that runs from right to left: typed numbers, addresses, code.

Without it a browser shows +44 8000 121 700 as 700 121 8000 44+, and moves the brackets and slashes of addresses and code.
"""

import re
from functools import cache

from plainsight.text_checks import ADDRESS, TYPED_NUMBER

_PIECES = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_TAG = re.compile(r"<(/?)(bdi|bdo|code|kbd|pre|samp|script|style)\b([^>]*)", re.IGNORECASE)
_CODE = frozenset({"code", "kbd", "pre", "samp"})
# Every address has one of these signs, and every typed number six digits.
_SIGN = re.compile(r"@|[.:]\S")
_DIGITS, _DIGIT = re.compile(r"\d{2}"), re.compile(r"\d")
_ENDS = ".,;:!?-"


def isolated(html: str) -> str:
    """`html` of a page whose texts run from right to left, in which numbers, addresses and code run from left to right."""
    inside: list[str] = []
    pieces = []
    for piece in _PIECES.split(html):
        if tag := _TAG.match(piece):
            closes, name, attributes = tag[1], tag[2].lower(), tag[3]
            if closes and name in inside:
                inside.remove(name)
            elif not closes:
                if name in _CODE and not inside and " dir=" not in attributes:
                    piece = f'{piece[: tag.end(2)]} dir="ltr"{piece[tag.end(2) :]}'
                inside.append(name)
        elif not inside and not piece.startswith("<") and _may_hold(piece):
            piece = _either().sub(_isolate, piece)
        pieces.append(piece)
    return "".join(pieces)


@cache
def _either() -> re.Pattern[str]:
    """An address or a typed number; most sites that are built need it in no process, or in one."""
    return re.compile(rf"({ADDRESS.pattern})|{TYPED_NUMBER.pattern}", re.IGNORECASE)


def _may_hold(text: str) -> bool:
    return bool(_SIGN.search(text) or (_DIGITS.search(text) and len(_DIGIT.findall(text)) >= 6))


def _isolate(found: re.Match[str]) -> str:
    text = found[0].rstrip(_ENDS)
    # Digits of Arabic scripts run from right to left in groups even where the line does not, unless they are told to.
    name = "bdi" if found[1] or text.isascii() else "bdo"
    return f'<{name} dir="ltr">{text}</{name}>{found[0][len(text) :]}'
