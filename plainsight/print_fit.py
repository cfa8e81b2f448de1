"""How large a page is printed: the more text it has, the smaller, so that it fits one sheet of A4 or Letter.

Paper is measured by no browser before it is asked for, and no style knows how much it holds: so the build says it, with
a class on the root of the page. The sizes themselves are in the theme's base.css.
"""

import re
from functools import lru_cache

MOST = (2500, 2950, 3550, 4400)
"""The most that fits one sheet in each size of `base.css`, from `.fit-1` on; what is more takes the last size.

As `amount` counts, with room for fonts that are an eighth wider than those that this was measured with.
"""
LIMIT = 6200
"""The most that fits one sheet in the last size. A page with more takes more sheets, in the size in which they are full."""

# What a page takes besides its text, in ems: its title and the numbers at its top; the end of a line, and a gap, for each block.
_TOP, _BLOCK = 300, 16
# How wide a letter is on average, in ems. Of 35 languages none is much wider, but for those whose own letters are squares.
_LETTER, _SQUARE, _SQUARES = 0.57, 1.0, ("zh", "yue", "ja", "ko")

_BEGIN, _END = '<main id="main">', "</main>"
_UNPRINTED = 'unprinted"'
# What a line of its own begins with.
_BLOCKS = re.compile(r"<(?:p[ >]|li|h|d[td]|tr)")
_TAGS = re.compile(r"<[^>]*>")
_ROOT = re.compile(r'<html lang="([^"]*)"[^>]*(?=>)')
_LINES = re.compile(r"((?:,?:lang\([\w-]+\))+)\{--lines:([\d.]+)")
_USUAL_LINES = re.compile(r"\[lang\]\{[^}]*--lines:([\d.]+)")


def print_class(html: str, css: str) -> str:
    """The class that gives the page `html` its size on paper, given the minified styles `css` of every page.

    "" for a page that is a sheet itself, such as a poster: it has its own sizes.
    """
    root, begin, end = _ROOT.search(html), html.find(_BEGIN), html.rfind(_END)
    if root is None or not -1 < begin < end or html.find('class="sheet ', begin, end) >= 0:
        return ""
    letter = _SQUARE if root[1].partition("-")[0] in _SQUARES else _LETTER
    size = size_of(amount(html[begin + len(_BEGIN) : end], leading(css, root[1]), letter))
    return f"fit-{size}"


def with_class(html: str, name: str) -> str:
    """`html`, the beginning of a page, with the class `name` on its root; as it is where there is no name."""
    return _ROOT.sub(lambda root: f'{root[0]} class="{name}"', html, count=1) if name else html


def amount(main: str, lines: float, letter: float = _LETTER) -> float:
    """How much paper the markup `main` takes, in ems times the height of a line; `lines` is that height in ems, and
    `letter` the width of a letter that is not ASCII.
    """
    printed = _printed(main)
    text = _TAGS.sub("", printed.lstrip())
    ascii_letters = len(text.encode("ascii", "ignore"))
    letters = ascii_letters * _LETTER + (len(text) - ascii_letters) * letter
    return lines * (letters + _BLOCK * len(_BLOCKS.findall(printed)) + _TOP)


def _printed(main: str) -> str:
    """`main` without its elements of the class `unprinted`, none of which holds another of its kind."""
    kept, here = [], 0
    while (found := main.find(_UNPRINTED, here)) >= 0:
        tag = main.rfind("<", here, found)
        name, is_class = main[tag + 1 : found].partition(" ")[0], ' class="' in main[max(tag, here) : found]
        end = main.find(f"</{name}>", found) if tag >= 0 and is_class and ">" not in main[tag:found] else -1
        kept.append(main[here : tag if end >= 0 else found])
        here = end if end >= 0 else found + len(_UNPRINTED)
    return "".join((*kept, main[here:]))


def size_of(found: float) -> int:
    """The size for an amount, as the number in the name of its class; on as many sheets as are needed."""
    sheets = -(-found // LIMIT)
    return next((size for size, most in enumerate(MOST, 1) if found / sheets <= most), len(MOST) + 1)


@lru_cache(maxsize=256)
def leading(css: str, tag: str) -> float:
    """The height of a line, in ems, that the minified styles `css` give to the language `tag`."""
    found = [float(usual[1]) for usual in [_USUAL_LINES.search(css)] if usual]
    for selectors, lines in _LINES.findall(css):
        prefixes = re.findall(r"[\w-]+(?=\))", selectors)
        if any(f"{tag}-".lower().startswith(f"{prefix}-".lower()) for prefix in prefixes):
            found.append(float(lines))
    return found[-1] if found else 1.6
