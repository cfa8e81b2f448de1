"""The state of each message in a locale, its class, and how much of a page is translated."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from plainsight.catalog_data import Catalog, Key, Message, is_critical
from plainsight.catalogs import Translations
from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.load_editions import load_edition
from plainsight.locale_ids import locale_folder
from plainsight.pages import SourcePage
from plainsight.po_read import read_po
from plainsight.review import read_reviews, review_code
from plainsight.settings import Settings
from plainsight.site import Site
from plainsight.text_warnings import is_copy, is_of_another_script

# From best to worst.
State = Literal["reviewed", "translated", "machine-drafted", "stale", "refused", "missing"]
STATES: tuple[State, ...] = get_args(State)
# critical: a reader's safety depends on it; interface: buttons, labels, warnings; normal: the rest of the pages.
Kind = Literal["critical", "interface", "normal"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# The translator's comment above what a machine has written, until somebody takes it away.
MACHINE_DRAFT = "Machine draft, not reviewed."
# And as people and their programs write it: "machine-drafted: DeepL, 2026-11-24".
_DRAFTED = re.compile(r"\W*machine[- ]draft", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A message of a template in a locale. `translation` is the message with what is shown, None where there is none."""

    message: Message
    kind: Kind
    state: State
    translation: Message | None

    @property
    def pages(self) -> tuple[str, ...]:
        """The campaign pages that show the message, by name, trees with their page; none for an interface message."""
        names = (name for name in self.message.locations if name.startswith(("content/pages/", "content/trees/")))
        return tuple(dict.fromkeys(name.rpartition("/")[2].rpartition(".")[0] for name in names))


def state_of(key: Key, translations: Translations, reviewed: Collection[str]) -> State:
    """The state of the message `key`; `reviewed` are the codes of what has been signed off."""
    message = translations.usable.get(key)
    if message is None:
        return "refused" if key in translations.refused else "stale" if key in translations.stale else "missing"
    if review_code(message) in reviewed:
        return "reviewed"
    return "machine-drafted" if is_machine_draft(message) else "translated"


def is_machine_draft(message: Message) -> bool:
    """Whether a machine has written the translation and nobody has said that it is theirs."""
    return any(_DRAFTED.match(comment) for comment in message.comments)


def entries(template: Catalog, domain: str, translations: Translations, reviewed: Collection[str]) -> Iterator[Entry]:
    """Each message of `template` (of the domain "interface" or "content") as it stands in a locale, in its order."""
    for message in template.messages:
        if message.msgid:
            kind: Kind = "critical" if is_critical(message) else "interface" if domain == "interface" else "normal"
            state = state_of(message.key, translations, reviewed)
            yield Entry(message, kind, state, translations.usable.get(message.key))


def load_entries(settings: Settings, locale_id: str, findings: list[Finding]) -> tuple[Edition, list[Entry]]:
    """The edition in `locale_id` and every message in it, interface first; appends to `findings`.

    Raises `ValueError` for an unknown id.
    """
    edition = load_edition(settings, locale_id, findings)
    reviews, wrong = read_reviews(locale_folder(settings.translations, locale_id))
    findings += wrong
    found: list[Entry] = []
    for domain, chain in (("interface", edition.interface), ("content", edition.content)):
        template, _ = read_po(settings.translations / f"{domain}.pot")
        found += entries(template, domain, chain[0] if chain else Translations(), reviews)
    return edition, found


def translated_percent(page: SourcePage, edition: Edition) -> int:
    """How many of the words of `page`, counted in its source, have a usable translation: percent, rounded down.

    A text that somebody has only copied, or put in another script, is shown, and counts as none.
    """
    if edition.is_source:
        return 100
    keys = list(_texts(page))
    total = translated = 0
    for (_, msgid), text in zip(keys, edition.content_texts(keys), strict=True):
        words = _words(msgid)
        total += words
        translated += words if text is not None and not _is_left(msgid, text, edition.locale.id) else 0
    return 100 * translated // total if total else 100


# The same texts are counted in every edition.
@lru_cache(maxsize=20_000)
def _words(text: str) -> int:
    return len(text.split())


def _is_left(msgid: str, text: str, locale_id: str) -> bool:
    return is_copy(msgid, text, locale_id) or is_of_another_script(text, locale_id)


def page_percents(site: Site, editions: Iterable[Edition]) -> dict[tuple[str, str], int]:
    """`translated_percent` of each page in each of `editions`, by slug and locale id, but for what `site` knows."""
    return {
        (page.slug, edition.locale.id): translated_percent(page, edition)
        for edition in editions
        for page in site.pages.values()
        if (page.slug, edition.locale.id) not in site.percents
    }


def is_in_language(site: Site, page: SourcePage, edition: Edition) -> bool:
    """Whether enough of the words of `page` are in the language of `edition` (PAGE_TRANSLATED_PERCENT)."""
    percent = site.percents.get((page.slug, edition.locale.id))
    percent = translated_percent(page, edition) if percent is None else percent
    return percent >= site.settings.page_translated_percent


def _texts(page: SourcePage) -> Iterator[Key]:
    yield from ((None, page.fields[name]) for name in ("title", "description") if page.fields.get(name))
    yield from ((segment.context, segment.msgid) for segment in page.body.segments if segment.translatable)
    yield from page.body.attributes
