"""The catalogs of a locale in memory: which messages may be shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from plainsight.catalog_checks import check_catalog, clean_message
from plainsight.catalog_data import Catalog, Key, Message
from plainsight.catalog_quick import surely_fine, unsure
from plainsight.findings import Finding
from plainsight.known_messages import Known, Templates, check_known
from plainsight.plurals import plural_index_for
from plainsight.po_quick import entry_at, read_quickly
from plainsight.po_read import LIMIT_BYTES, check_header, entry_message, read_header, read_po, where_of
from plainsight.verdicts import Verdicts


@dataclass(frozen=True)
class Translations:
    """One domain of a locale. `usable` holds what may be shown: translated, not fuzzy, passed by every check."""

    usable: Mapping[Key, Message] = field(default_factory=dict)
    stale: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()
    findings: tuple[Finding, ...] = ()
    plural_forms: str = ""

    @cached_property
    def texts(self) -> Mapping[Key, str]:
        """The translations by key, without those of plural messages."""
        if isinstance(self.usable, _Usable):
            return self.usable.texts
        return {key: message.msgstrs[0] for key, message in self.usable.items() if message.plural is None}

    def text(self, msgid: str, context: str | None = None) -> str | None:
        """The translation of a message, or None where there is no usable one."""
        return self.texts.get((context, msgid))


class _Usable(Mapping[Key, Message]):
    """The messages of a catalog that was read quickly: `texts` are there, the messages are read when asked for.

    Those that hold more than a text (`others`) are there as well.
    """

    def __init__(self, texts: dict[Key, str], others: dict[Key, Message], load: Callable[[], Mapping[Key, Message]]):
        self.texts, self._others, self._load = texts, others, load

    @cached_property
    def _all(self) -> Mapping[Key, Message]:
        return self._load()

    def __getitem__(self, key: Key) -> Message:
        return self._others[key] if key in self._others else self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self.texts or key in self._others

    def __iter__(self) -> Iterator[Key]:
        return iter({**self.texts, **self._others})

    def __len__(self) -> int:
        return len(self.texts.keys() | self._others.keys())


class Chain(Sequence[Translations]):
    """The catalogs that serve an edition, nearest first, read when the first of them is asked for."""

    def __init__(self, *loads: Callable[[], Translations]):
        self._loads, self._loaded = loads, None

    def _all(self) -> tuple[Translations, ...]:
        if self._loaded is None:
            self._loaded = tuple(load() for load in self._loads)
        return self._loaded

    def forget(self) -> None:
        """Let go of them, until one is asked for again."""
        self._loaded = None

    def __getitem__(self, place):
        return self._all()[place]

    def __iter__(self) -> Iterator[Translations]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._loads)


def load_translations(
    path: Path,
    domain: str,
    locale_id: str,
    plural: str = "",
    templates: Templates | None = None,
    verdicts: Verdicts | None = None,
) -> Translations:
    """The catalog at `path`; a missing one is empty. Every message that fails a check is refused, never shown.

    `plural` is the rule of a catalog whose header has none; what `templates` do not have is never used. `verdicts` say
    what was found out before, and take what is found out now.
    """
    if not path.exists():
        return Translations()
    known, verdicts = templates.known(domain) if templates else None, verdicts or Verdicts()
    quick = _load_quickly(path, domain, locale_id, plural, known, verdicts)
    return quick or load_closely(path, domain, locale_id, plural, known)


def load_closely(path: Path, domain: str, locale_id: str, plural: str = "", known: Known | None = None) -> Translations:
    """`load_translations` of a file that is there, message by message."""
    catalog, findings = read_po(path)
    if plural and not catalog.header.get("Plural-Forms"):
        catalog = replace(catalog, header={**catalog.header, "Plural-Forms": plural})
    if known is not None:
        messages, more = check_known(catalog, known)
        catalog, findings = replace(catalog, messages=tuple(messages)), [*findings, *more]
    return select(catalog, domain, locale_id, findings)


def _load_quickly(
    path: Path, domain: str, locale_id: str, plural: str, known: Known | None, verdicts: Verdicts
) -> Translations | None:
    """`load_closely` of a file in the usual form, with no message that the site has not; None for any other."""
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size < LIMIT_BYTES else ""
    except (OSError, UnicodeDecodeError):
        return None
    name = f"{locale_id}/{domain}"
    places = verdicts.of(name, text)
    found = _read_quickly(path, text, domain, locale_id, plural, known, places)
    if found is None:
        return None
    translations, doubtful = found
    if places is None:
        verdicts.take(name, text, doubtful)
    return translations


# In a preview, the same catalogs are read again and again; in one build, those that several editions fall back to.
@lru_cache(maxsize=64)
def _read_quickly(
    path: Path,
    text: str,
    domain: str,
    locale_id: str,
    plural: str,
    known: Known | None,
    doubtful: Sequence[int] | None,
) -> tuple[Translations, Sequence[int]] | None:
    """The catalog that reads `text`, and the places of its texts that are `unsure`: those are `doubtful` where known."""
    found = read_quickly(text)
    header = read_header(found.header) if found else {}
    if not found or not header:
        return None
    texts, others = found.texts, [entry_message(entry) for entry in found.others]
    if known is not None and not (
        texts.keys() <= known.singular
        and all(message.obsolete or known.get(message.key, "") == message.plural for message in others)
    ):
        return None
    if doubtful is None:
        doubtful = unsure([(key[1], msgstr) for key, msgstr in texts.items()], locale_id)
    keys = list(texts) if doubtful else []
    for place in doubtful:
        if texts.pop(keys[place]):
            others.append(entry_message(entry_at(text, found.places[place])))
    if plural and not header.get("Plural-Forms"):
        header = {**header, "Plural-Forms": plural}
    findings = check_header(header, f"{where_of(path)}:{found.header_line}")
    checked = select(Catalog(path, header, (), tuple(others)), domain, locale_id, findings)
    texts.update(checked.texts)
    load = partial(load_closely, path, domain, locale_id, plural, known)
    return replace(checked, usable=_Usable(texts, dict(checked.usable), lambda: load().usable)), doubtful


def forget_files() -> None:
    """Let go of the files that were read."""
    _read_quickly.cache_clear()


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


def plural_text(translations: Translations, locale_id: str, message: Message, number: int) -> str:
    """The form of a plural message for `number`, by the file's own plural rule where it is a safe one."""
    index = plural_index_for(translations.plural_forms, locale_id)(number)
    return message.msgstrs[min(index, len(message.msgstrs) - 1)]
