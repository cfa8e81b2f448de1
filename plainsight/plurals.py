"""Plural rules of catalogs: read from the header by a small parser of our own, never evaluated as code."""

import re
from collections.abc import Callable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import DEFAULT_PLURAL, PLURALS, get_plural
from babel.plural import to_gettext

PluralIndex = Callable[[int], int]
_FORM = re.compile(r"\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*$")
_TOKEN = re.compile(r"\s*(\d+|n|\|\||&&|[<>=!]=|[<>!?:%()*/+-])")
_LIMIT = 1000
# Binary operators of C by rising precedence, as in the gettext manual, "Plural forms".
_LEVELS: tuple[dict[str, Callable[[int, int], int]], ...] = (
    {"||": lambda a, b: int(bool(a or b))},
    {"&&": lambda a, b: int(bool(a and b))},
    {"==": lambda a, b: int(a == b), "!=": lambda a, b: int(a != b)},
    {
        "<": lambda a, b: int(a < b),
        ">": lambda a, b: int(a > b),
        "<=": lambda a, b: int(a <= b),
        ">=": lambda a, b: int(a >= b),
    },
    {"+": lambda a, b: a + b, "-": lambda a, b: a - b},
    {"*": lambda a, b: a * b, "/": lambda a, b: a // b if b else 0, "%": lambda a, b: a % b if b else 0},
)


def plural_header(locale_id: str) -> str:
    """The `Plural-Forms` header for a locale: gettext's usual one where Babel has it, else made from CLDR's rule, else,
    for a language that CLDR does not know, that of English.
    """
    try:
        locale = Locale.parse(locale_id)
    except (UnknownLocaleError, ValueError):
        return "nplurals={}; plural={};".format(*DEFAULT_PLURAL)
    if locale.language in PLURALS:
        return "nplurals={}; plural={};".format(*get_plural(locale))
    # CLDR's e is the exponent of compact numbers ("1M"), which we do not write.
    return re.sub(r"\be\b", "0", to_gettext(locale.plural_form))


def plural_count(header: str, locale_id: str) -> int:
    """How many forms a catalog has by its header; by the locale's rule where the header has none that can be read."""
    return _rule(header, locale_id)[0]


def plural_index_for(header: str, locale_id: str) -> PluralIndex:
    """The index of the form for a number, by the header where it can be read, else by the locale's rule."""
    return _rule(header, locale_id)[1]


@lru_cache
def single_number_forms(header: str, locale_id: str) -> frozenset[int]:
    """The indexes of forms that 0, 1 or 2 alone has, such as the dual of Arabic: they can do without the number.

    A header comes from strangers: with a form of its own for 90, "one day" could be said of 90 days.
    """
    index = plural_index_for(header, locale_id)
    found = [index(number) for number in range(1001)]
    return frozenset(form for form in set(found[:3]) if found.count(form) == 1)


@lru_cache
def _rule(header: str, locale_id: str) -> tuple[int, PluralIndex]:
    try:
        return parse_plural(header)
    except ValueError:
        return parse_plural(plural_header(locale_id))


def parse_plural(header: str) -> tuple[int, PluralIndex]:
    """The count of forms and the rule of a `Plural-Forms` header; raises `ValueError` where it is not one.

    An index outside the count is the last form.
    """
    match = _FORM.match(header)
    if not match or not 1 <= int(match[1]) <= 10 or len(header) > _LIMIT:
        raise ValueError(f"not a plural rule: {header[:80]!r}")
    count, tokens = int(match[1]), _tokens(match[2])
    rule, rest = _ternary(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"not a plural rule: {header[:80]!r}")
    return count, lambda number: min(max(rule(abs(number)), 0), count - 1)


def _tokens(text: str) -> list[str]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if not match:
            raise ValueError(f"not part of a plural rule: {text[position : position + 10]!r}")
        tokens.append(match[1])
        position = match.end()
    return tokens


def _ternary(tokens: list[str], at: int, depth: int = 0) -> tuple[PluralIndex, int]:
    if depth > 30:
        raise ValueError("a plural rule is nested too deep")
    condition, at = _binary(tokens, at, 0, depth)
    if at >= len(tokens) or tokens[at] != "?":
        return condition, at
    yes, at = _ternary(tokens, at + 1, depth + 1)
    no, at = _ternary(tokens, _expect(tokens, at, ":"), depth + 1)
    return lambda n: yes(n) if condition(n) else no(n), at


def _binary(tokens: list[str], at: int, level: int, depth: int) -> tuple[PluralIndex, int]:
    if level == len(_LEVELS):
        return _unary(tokens, at, depth)
    left, at = _binary(tokens, at, level + 1, depth)
    while at < len(tokens) and tokens[at] in _LEVELS[level]:
        operation = _LEVELS[level][tokens[at]]
        right, at = _binary(tokens, at + 1, level + 1, depth)
        left = _apply(operation, left, right)
    return left, at


def _apply(operation: Callable[[int, int], int], left: PluralIndex, right: PluralIndex) -> PluralIndex:
    return lambda n: operation(left(n), right(n))


def _unary(tokens: list[str], at: int, depth: int) -> tuple[PluralIndex, int]:
    if at >= len(tokens):
        raise ValueError("a plural rule ends too soon")
    token = tokens[at]
    if token == "!":
        if depth > 30:
            raise ValueError("a plural rule is nested too deep")
        operand, at = _unary(tokens, at + 1, depth + 1)
        return lambda n: int(not operand(n)), at
    if token == "(":
        inner, at = _ternary(tokens, at + 1, depth + 1)
        return inner, _expect(tokens, at, ")")
    if token == "n":
        return lambda n: n, at + 1
    if token.isdigit():
        value = int(token)
        return lambda n: value, at + 1
    raise ValueError(f"a plural rule cannot have {token!r} there")


def _expect(tokens: list[str], at: int, token: str) -> int:
    if at >= len(tokens) or tokens[at] != token:
        raise ValueError(f"a plural rule lacks {token!r}")
    return at + 1
