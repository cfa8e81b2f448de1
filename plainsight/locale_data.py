"""CLDR's data of a locale: each part is made when it is asked for, and no other locale shares it.

Babel merges all that a locale inherits, of which a page needs little. And what an alias stands for it notes in data
that locales share: after Urdu, which has no names of days to stand alone, those of most languages were Urdu's.
"""

import pickle
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import babel
from babel import localedata
from babel.core import get_global

from plainsight.locale_ids import script_of


def parse_locale(locale_id: str) -> babel.Locale:
    """Babel's locale called `locale_id`, with data of its own. Raises what `babel.Locale.parse` does."""
    locale = babel.Locale.parse(locale_id)
    vars(locale)["_Locale__data"] = localedata.LocaleDataDict(_Parts(str(locale).partition("@")[0]))
    return locale


def forget_parts(locale: babel.Locale) -> None:
    """Let go of the data of `locale`, one of `parse_locale`, now: parts hold what holds them. They are made again when asked."""
    parts = vars(locale)["_Locale__data"]._data
    parts.clear()
    vars(parts).pop("_levels", None)


class _Parts(dict[str, Any]):
    """The parts of the data of the locale `name`, such as "territories": as Babel merges them, one by one."""

    def __init__(self, name: str):
        super().__init__()
        self._name = name

    @cached_property
    def _levels(self) -> list[dict[str, Any]]:
        """What the locale and those that it inherits from say themselves, the root first."""
        chain = [self._name]
        while chain[-1] != "root":
            chain.append(parent_of(chain[-1]))
        return [_read(name) for name in reversed(chain)]

    def __missing__(self, key: str) -> Any:
        root, *others = self._levels
        part = {key: _copy(root[key])} if key in root else {}
        for level in others:
            if key in level:
                localedata.merge(part, {key: level[key]})
        self[key] = part[key]
        return part[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for level in self._levels for key in level))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def parent_of(name: str) -> str:
    """The locale that the locale `name` inherits from: "root" at last, and at once where it has another script."""
    if known := get_global("parent_exceptions").get(name):
        return known
    parent, _, last = name.rpartition("_")
    is_other_script = len(last) == 4 and last.isalpha() and "_" not in parent and script_of(parent) != last
    return "root" if is_other_script or not parent else parent


def _copy(part: Any) -> Any:
    """`part` with no dictionary of it shared: what is merged is copied by Babel, what is only in the root is not."""
    return {key: _copy(value) for key, value in part.items()} if isinstance(part, dict) else part


# The root, and what countries of one language inherit; each takes about 1 MB.
@lru_cache(maxsize=8)
def _read(name: str) -> dict[str, Any]:
    """What the file of the locale `name` says, and nobody changes."""
    with open(localedata.resolve_locale_filename(name), "rb") as file:
        return pickle.load(file)  # noqa: S301 - Babel's own file, read as Babel does
