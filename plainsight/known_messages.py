"""Which messages a site has, by its templates (.pot): what else stands in a catalog is reported, and never used."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from plainsight.catalog_data import Catalog, Key, Message
from plainsight.findings import Finding
from plainsight.po_lines import unescape
from plainsight.po_read import read_po, where_of

_TEXT = r'"((?:[^"\\\n]|\\.)*)"\n'
# An entry as `po_write` has it, each text on one line.
_ENTRY = re.compile(rf"\nmsg(?:ctxt {_TEXT}msg)?id {_TEXT}(?:msgid_plural {_TEXT})?msgstr")
# What `po_write` never writes: obsolete entries in a template, texts over several lines, indented lines.
_OTHER = ("\n#~", '\n"', "\n ", "\n\t", "\r", "\ufeff")
# More messages than these are counted, not named: a catalog that nobody has updated lacks many.
_NAMED = 3


class Known(dict[Key, str | None]):
    """The plural of each message by its key, None where it has none. The same template is the same object."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other if isinstance(other, Known) else dict.__eq__(self, other)

    @cached_property
    def singular(self) -> frozenset[Key]:
        """The keys of the messages that have no plural."""
        return frozenset(key for key, plural in self.items() if plural is None)


class Templates:
    """The templates in the folder `translations`, each read when it is first asked for."""

    def __init__(self, translations: Path):
        self._translations, self._read = translations, {}

    def known(self, domain: str) -> Known | None:
        """The messages of the template of `domain`; None where there is no such file."""
        if domain not in self._read:
            path = self._translations / f"{domain}.pot"
            self._read[domain] = _known(path) if path.is_file() else None
        return self._read[domain]


def _known(path: Path) -> Known:
    return _read_known(path, path.read_text(encoding="utf-8", errors="replace"))


@lru_cache(maxsize=8)
def _read_known(path: Path, text: str) -> Known:
    header, _, rest = text.partition("\n\n")
    header, rest = f"\n{header}", f"\n{rest}"
    parts = [match.groups() for match in _ENTRY.finditer(rest)]
    texts = [tuple(None if part is None else unescape(part) for part in found) for found in parts]
    known = Known({(context, msgid): plural for context, msgid, plural in texts})
    contexts = sum(context is not None for context, _, _ in texts)
    is_ours = (
        len(known) == rest.count("\nmsgid ")
        and contexts == rest.count("\nmsgctxt ")
        and not any(mark in rest for mark in _OTHER)
        and '\nmsgid ""\n' in header
    )
    # Written by another tool, or by hand, or with a message that stands there twice: only the reader of catalogs can say.
    return known if is_ours else Known({m.key: m.plural for m in read_po(path)[0].messages if not m.obsolete})


def check_known(catalog: Catalog, known: Known) -> tuple[list[Message], list[Finding]]:
    """The messages of `catalog` that the site has, with the same plural, and a finding about the others."""
    ours, others = [], []
    for message in catalog.messages:
        is_ours = message.obsolete or known.get(message.key, "") == message.plural
        (ours if is_ours else others).append(message)
    return ours, list(_findings(others, where_of(catalog.path)))


def _findings(others: list[Message], where: str) -> Iterator[Finding]:
    more = len(others) - _NAMED
    for number, message in enumerate(others[:_NAMED], 1):
        also = f" So it is with {more} more." if more > 0 and number == _NAMED else ""
        what = f"{message.msgid[:50]!r} is no message of the site, in this form and context: it is not used.{also}"
        yield Finding(f"{where}:{message.line}", what, "Run: invoke update. If it is new there, ask who has added it.")
