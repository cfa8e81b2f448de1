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
"""What fits one sheet in the last size. A page with more takes as many sheets as it needs, each no fuller than this."""

# What a page takes besides its text, in ems: its title and the numbers at its top; the end of a line, and a gap, for each block.
_TOP, _BLOCK = 300, 16
# How wide a letter is on average, in ems. Of 35 languages none is much wider, but for those whose letters are squares.
_LETTER, _SQUARE = 0.57, 1.0
_SQUARES = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")

_MAIN = re.compile(r'<main id="main">(.*)</main>', re.DOTALL)
# Elements that are never printed hold no other of their kind.
_UNPRINTED = re.compile(r'<(\w+)[^>]* class="(?:[^"]* )?unprinted[" ].*?</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLOCKS = re.compile(r"<(?:p|li|h[1-6]|dt|dd|tr)\b")
_ROOT = re.compile(r'<html lang="([^"]*)"[^>]*(?=>)')
_LINES = re.compile(r"((?:,?:lang\([\w-]+\))+)\{--lines:([\d.]+)")
_USUAL_LINES = re.compile(r"\[lang\]\{[^}]*--lines:([\d.]+)")


def fitted(html: str, css: str) -> str:
    """The page `html` with the class for its size on paper, given the minified styles `css` of every page.

    A page that is a sheet itself, such as a poster, has its own sizes and stays as it is.
    """
    root, main = _ROOT.search(html), _MAIN.search(html)
    if root is None or main is None or 'class="sheet ' in main[1]:
        return html
    size = size_of(amount(main[1], leading(css, root[1])))
    return f'{html[: root.end()]} class="fit-{size}"{html[root.end() :]}'


def amount(main: str, lines: float) -> float:
    """How much paper the markup `main` takes, in ems times the height of a line; `lines` is that height in ems."""
    printed = _UNPRINTED.sub("", main)
    text = " ".join(_TAG.sub(" ", printed).split())
    letters = len(text) * _LETTER + len(_SQUARES.findall(text)) * (_SQUARE - _LETTER)
    return lines * (letters + _BLOCK * len(_BLOCKS.findall(printed)) + _TOP)


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
