"""`invoke bench translate`: how long a merge takes, and how many translations the checks go through in a second."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainsight.catalog_checks import check_catalog
from plainsight.catalog_data import Catalog, Message
from plainsight.catalogs import select
from plainsight.merge import merge
from plainsight.po_read import parse_po
from plainsight.po_write import format_po

MESSAGES, EDITS = 10_000, 1_000
_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve".split()  # noqa: SIM905 (a list of them is harder to read)
_HEADER = {"Language": "es", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


@dataclass(frozen=True)
class Figures:
    """What was measured: messages and edits, seconds for one merge, and messages per second checked (as a
    build does, and each closely), read, written.
    """

    messages: int
    edits: int
    kept: int
    fuzzy: int
    merge_seconds: float
    checked_per_second: float
    closely_per_second: float
    read_per_second: float
    written_per_second: float

    def lines(self) -> list[str]:
        """The figures as sentences."""
        return [
            f"merge: {self.messages:,} messages with {self.edits:,} edits in {self.merge_seconds:.2f} s"
            f" ({self.kept:,} translations kept, {self.fuzzy:,} suggested)",
            f"check: {self.checked_per_second:,.0f} messages a second, {self.closely_per_second:,.0f} where each is looked at closely",
            f"read:  {self.read_per_second:,.0f} messages a second",
            f"write: {self.written_per_second:,.0f} messages a second",
        ]


def measure(messages: int = MESSAGES, edits: int = EDITS) -> Figures:
    """Merge, check, read and write a catalog of made-up words, the same one each time."""
    template, translated = _catalogs(messages)
    edited = _edited(template, edits)
    merged, merge_seconds = _timed(lambda: merge(translated, edited))
    _, check_seconds = _timed(lambda: select(translated, "content", "es"))
    _, closely_seconds = _timed(lambda: check_catalog(translated, domain="content", locale_id="es"))
    text, write_seconds = _timed(lambda: format_po(translated))
    _, read_seconds = _timed(lambda: parse_po(text, "content.po"))
    live = [message for message in merged.messages if not message.obsolete and message.translated]
    fuzzy = sum(message.fuzzy for message in live)
    return Figures(
        messages,
        edits,
        len(live) - fuzzy,
        fuzzy,
        merge_seconds,
        messages / check_seconds,
        messages / closely_seconds,
        messages / read_seconds,
        messages / write_seconds,
    )


def _catalogs(count: int) -> tuple[Catalog, Catalog]:
    chance = random.Random(3)  # noqa: S311 (made-up words, not secrets)
    words = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(3_000)})
    found: dict[str, Message] = {}
    while len(found) < count:
        said = chance.choices(words, k=chance.randint(4, 30))
        if chance.random() < 0.2:
            said[1] = f"[{said[1]}][1]"
        if chance.random() < 0.2:
            said[2] = f"**{said[2]}**"
        if chance.random() < 0.2:
            said[-1] = str(chance.randint(2, 999))
        msgid = " ".join(said).capitalize() + "."
        page = f"content/pages/page-{len(found) // 60}.md"
        found[msgid] = Message(None, msgid, msgstrs=(f"Sí, {msgid}",), locations=(page,))
    messages = tuple(found.values())
    path = Path("content.po")
    return Catalog(path, _HEADER, (), messages), Catalog(path, _HEADER, (), messages)


def _edited(template: Catalog, edits: int) -> Catalog:
    messages = list(template.messages)
    step = max(len(messages) // edits, 1) if edits else len(messages) + 1
    for number in range(0, min(step * edits, len(messages)), step):
        old = messages[number]
        messages[number] = Message(None, f"Ahora {old.msgid}", locations=old.locations)
    return Catalog(template.path, template.header, (), tuple(messages))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = work()
    return result, max(time.perf_counter() - start, 1e-9)


def main() -> int:
    """Measure and print."""
    print("\n".join(measure().lines()))
    return 0
