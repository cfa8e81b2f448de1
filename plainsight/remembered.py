"""What was found out about pieces of pages, for as long as the next edition's pages may hold the same."""

from collections.abc import Callable
from typing import TypeVar

K, V = TypeVar("K"), TypeVar("V")


class Remembered(dict[K, V]):
    """What `find` finds for a key. It is forgotten when a whole round has gone by in which nobody asked for it.

    A round is an edition: what stands on its pages alone is soon forgotten, and what each edition's page holds stays,
    however many pages there are. A memory of so many entries would hold nothing when an edition's pages have more.
    """

    def __init__(self, find: Callable[[K], V]):
        super().__init__()
        self._find, self._before = find, {}

    def __missing__(self, key: K) -> V:
        found = self._before[key] if key in self._before else self._find(key)
        self[key] = found
        return found

    def known(self, key: K) -> V | None:
        """What has been found for `key`, if it is remembered."""
        return self[key] if key in self or key in self._before else None

    def next_round(self) -> None:
        """Begin another round."""
        self._before = dict(self)
        self.clear()
