"""An edition: a locale, its catalogs, and the gettext functions that templates call."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from babel.lists import format_list
from markupsafe import Markup, escape

from plainsight.catalog_data import Key
from plainsight.catalogs import Chain, Translations, plural_text
from plainsight.locales import Locale, LocaleFile

T = TypeVar("T")
# The edition being rendered, so that macros imported without context translate. Nothing else is "current".
_current: ContextVar["Speaking"] = ContextVar("edition")


@dataclass(frozen=True)
class Edition:
    """The whole site in one locale. `chain` holds its catalogs and those it falls back to, nearest first.

    `source` is the locale of the pages as written.
    """

    locale: Locale
    source: Locale
    file: LocaleFile = LocaleFile("source")
    interface: Sequence[Translations] = ()
    content: Sequence[Translations] = ()

    @property
    def is_source(self) -> bool:
        """Whether the pages are shown as written."""
        return self.locale.id == self.source.id

    @property
    def is_pseudo(self) -> bool:
        """Whether this is a pseudo-locale, which is never published."""
        return self.locale.is_pseudo

    @property
    def is_draft(self) -> bool:
        """Whether nobody who reads it natively has approved it."""
        return not self.is_source and self.file.status != "reviewed"

    def content_text(self, msgid: str, context: str | None = None) -> str | None:
        """The translation of a content message; itself in the source edition, None where there is no usable one."""
        return self.content_texts(((context, msgid),))[0]

    def content_texts(self, keys: Sequence[Key]) -> list[str | None]:
        """`content_text` of each of many messages (context, msgid)."""
        if self.is_source:
            return [msgid for _, msgid in keys]
        self._is_asked()
        texts = [translations.texts for translations in self.content]
        found = [texts[0].get(key) or None for key in keys] if texts else [None] * len(keys)
        for other in texts[1:] if None in found else ():
            found = [text or other.get(key) or None for key, text in zip(keys, found, strict=True)]
        return found

    def interface_text(self, msgid: str, context: str | None = None) -> str:
        """The translation of an interface message, or the message itself."""
        self._is_asked()
        return _first(self.interface, msgid, context) or msgid

    def plural(self, singular: str, plural: str, number: int, context: str | None = None) -> str:
        """The form of a plural interface message for `number`."""
        self._is_asked()
        for translations in self.interface:
            message = translations.usable.get((context, singular))
            if message and message.plural == plural:
                return plural_text(translations, self.locale.id, message, number)
        return singular if number == 1 else plural

    def forget(self) -> None:
        """Let go of the catalogs, which are read again if anybody asks: an edition that is done needs no memory."""
        for chain in (self.interface, self.content):
            if isinstance(chain, Chain):
                chain.forget()

    def _is_asked(self) -> None:
        current = _current.get(None)
        if current is not None and current.edition is not self:
            current.others.add(self.locale.id)

    @contextmanager
    def current(self) -> Iterator["Speaking"]:
        """Make this the edition that the gettext functions below speak."""
        speaking = Speaking(self)
        token = _current.set(speaking)
        try:
            yield speaking
        finally:
            _current.reset(token)


@dataclass(slots=True)
class Speaking:
    """The current edition, and whether anything has `asked` for it: what has not is the same in every edition.

    `others` are the ids of the other editions that were asked for a text meanwhile: what was made depends on them.
    """

    edition: Edition
    asked: bool = False
    others: set[str] = field(default_factory=set)


def _first(chain: Sequence[Translations], msgid: str, context: str | None = None) -> str | None:
    for translations in chain:
        if text := translations.text(msgid, context):
            return text
    return None


def listed(items: Iterable[str], name: Callable[[str], str] = str) -> Markup:
    """`items` as the current edition lists them ("a, b, and c", "a、b和c"), each as `name` calls it, escaped."""
    locale, texts = speaking().locale, [str(escape(name(item))) for item in items]
    # A language that CLDR does not know borrows its data, and must not borrow its words.
    known = locale.is_pseudo or locale.babel.language == locale.id.split("_")[0]
    return Markup(format_list(texts, "standard", locale.babel) if known and texts else ", ".join(texts))


def speaking() -> Edition:
    """The edition that is current."""
    current = _current.get()
    current.asked = True
    return current.edition


def asks(call: Callable[[], T]) -> tuple[T, bool]:
    """What `call` returns, and whether it has asked for the current edition."""
    current = _current.get()
    before, current.asked = current.asked, False
    try:
        return call(), current.asked
    finally:
        current.asked = current.asked or before


# Jinja's newstyle gettext marks whatever it gets as safe: a catalog is text, so what it says is escaped here.


def gettext(message: str) -> Markup:
    """`message` in the current edition, escaped."""
    return escape(speaking().interface_text(message))


def ngettext(singular: str, plural: str, number: int) -> Markup:
    """The form for `number` in the current edition, escaped."""
    return escape(speaking().plural(singular, plural, number))


def pgettext(context: str, message: str) -> Markup:
    """`message` of `context` in the current edition, escaped."""
    return escape(speaking().interface_text(message, context))


def npgettext(context: str, singular: str, plural: str, number: int) -> Markup:
    """The form for `number` of `context` in the current edition, escaped."""
    return escape(speaking().plural(singular, plural, number, context))
