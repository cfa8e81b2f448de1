"""Which texts of a catalog need a close look, as the last build has found: what is surely fine need not be told again."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

# The digest of a catalog's text, and the places of the translations in it that are not surely fine.
Verdict = Sequence[str | Sequence[int]]


class Verdicts:
    """Verdicts by the name of a catalog, such as "es/content": `known` are those that the same code has found with the
    same templates, `found` those of this build.

    A verdict counts for the very text that it was found in.
    """

    def __init__(self, known: Mapping[str, Verdict] = MappingProxyType({})):
        self._known, self.found = known, {}

    def of(self, name: str, text: str) -> tuple[int, ...] | None:
        """The places in the catalog `name`, which reads `text`, that need a close look; None where nobody knows."""
        if name not in self._known or self._known[name][0] != _digest(text):
            return None
        return tuple(self._known[name][1])

    def take(self, name: str, text: str, places: Sequence[int]) -> None:
        """Take over what was found out about the catalog `name`."""
        self.found[name] = _digest(text), list(places)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
