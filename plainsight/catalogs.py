"""The catalogs of a locale in memory: which messages may be shown, and how complete they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plainsight.catalog_checks import check_catalog, clean_message
from plainsight.catalog_data import Catalog, Message
from plainsight.catalog_quick import surely_fine
from plainsight.extract import is_critical
from plainsight.findings import Finding
from plainsight.known_messages import Templates, check_known
from plainsight.plurals import plural_index_for
from plainsight.po_read import read_po

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Translations:
    """One domain of a locale. `usable` holds what may be shown: translated, not fuzzy, passed by every check."""

    usable: Mapping[Key, Message] = field(default_factory=dict)
    stale: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()
    findings: tuple[Finding, ...] = ()
    plural_forms: str = ""

    def text(self, msgid: str, context: str | None = None) -> str | None:
        """The translation of a message, or None where there is no usable one."""
        message = self.usable.get((context, msgid))
        return message.msgstrs[0] if message and message.plural is None else None


class Chain(Sequence[Translations]):
    """The catalogs that serve an edition, nearest first, read when the first of them is asked for."""

    def __init__(self, *loads: Callable[[], Translations]):
        self._loads, self._loaded = loads, None

    def _all(self) -> tuple[Translations, ...]:
        if self._loaded is None:
            self._loaded = tuple(load() for load in self._loads)
        return self._loaded

    def __getitem__(self, place):
        return self._all()[place]

    def __iter__(self) -> Iterator[Translations]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._loads)


def load_translations(
    path: Path, domain: str, locale_id: str, plural: str = "", templates: Templates | None = None
) -> Translations:
    """The catalog at `path`; a missing one is empty. Every message that fails a check is refused, never shown.

    `plural` is the rule of a catalog whose header has none; what `templates` do not have is never used.
    """
    if not path.exists():
        return Translations()
    catalog, findings = read_po(path)
    if plural and not catalog.header.get("Plural-Forms"):
        catalog = replace(catalog, header={**catalog.header, "Plural-Forms": plural})
    known = templates.known(domain) if templates else None
    if known is not None:
        messages, more = check_known(catalog, known)
        catalog, findings = replace(catalog, messages=tuple(messages)), [*findings, *more]
    return select(catalog, domain, locale_id, findings)


def select(catalog: Catalog, domain: str, locale_id: str, findings: list[Finding] | None = None) -> Translations:
    """What of `catalog` may be shown, with `findings` and those of its checks."""
    fine = {id(message) for message in catalog.messages if surely_fine(message, locale_id)}
    unsure = tuple(message for message in catalog.messages if id(message) not in fine)
    refused, more = check_catalog(replace(catalog, messages=unsure), domain=domain, locale_id=locale_id)
    live = [message for message in catalog.messages if not message.obsolete and message.msgid]
    shown = [m for m in live if m.translated and not m.fuzzy and m.key not in refused]
    usable = {m.key: m if id(m) in fine else clean_message(m, locale_id) for m in shown}
    return Translations(
        usable,
        frozenset(m.key for m in live if m.fuzzy),
        frozenset(refused),
        (*(findings or ()), *more),
        catalog.header.get("Plural-Forms", ""),
    )


@dataclass(frozen=True)
class Completeness:
    """How much of a template is translated: counts of messages."""

    total: int
    translated: int
    critical: int
    critical_translated: int
    stale: int
    refused: int

    @property
    def percent(self) -> int:
        """Translated messages in whole percent, rounded down: 100 means all."""
        return 100 * self.translated // self.total if self.total else 100


def completeness(template: Catalog, translations: Translations) -> Completeness:
    """How complete `translations` is, measured against `template`."""
    wanted = [message for message in template.messages if message.msgid]
    critical = [message for message in wanted if is_critical(message)]
    keys = {message.key for message in wanted}
    return Completeness(
        len(wanted),
        sum(message.key in translations.usable for message in wanted),
        len(critical),
        sum(message.key in translations.usable for message in critical),
        len(translations.stale & keys),
        len(translations.refused & keys),
    )


def plural_text(translations: Translations, locale_id: str, message: Message, number: int) -> str:
    """The form of a plural message for `number`, by the file's own plural rule where it is a safe one."""
    index = plural_index_for(translations.plural_forms, locale_id)(number)
    return message.msgstrs[min(index, len(message.msgstrs) - 1)]
