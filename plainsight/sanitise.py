"""A second opinion on what a translation comes to on a page: a sanitiser must find nothing to remove or to mend."""

import re
from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from plainsight.fast_inline import fast_inline
from plainsight.inline import SPOKEN, render_written
from plainsight.own_html import keep_own_html

_LABEL = re.compile(r"\]\[(\d{1,4})\]")
# A translation may place these as it likes.
_FREE = frozenset({"p", "em", "strong"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "area", "source", "track", "col", "embed", "link", "meta"})
# What a sanitiser removes with all that is within; in an author's text they allow nothing.
_NEVER = frozenset({"script", "style"})

Event = tuple[str, str, tuple[tuple[str, str], ...]]


def is_clean(msgid: str, msgstr: str) -> bool:
    """Whether the translation `msgstr`, as a page would show it, is HTML with the elements of its source `msgid`, each
    as often and with its attributes, and nothing that a sanitiser which allows only these and emphasis would change.
    """
    if _labels(msgid) == _labels(msgstr) is not None:
        return True
    cleaner, own = _cleaner(msgid)
    html = _on_page(msgstr, msgid)
    found = _events(html)
    return cleaner is not None and _elements(found) == own and found == _events(cleaner.clean(html))


def _labels(text: str) -> list[str] | None:
    """The labels of `text`, where it is nothing but words, emphasis and labelled links, whose HTML is known; else None."""
    is_known = "](" not in text and "\n" not in text and fast_inline(_LABEL.sub(r"](#\1)", text)) is not None
    return sorted(_LABEL.findall(text)) if is_known else None


def _on_page(msgstr: str, msgid: str) -> str:
    labels = {number: (f"#{number}", None) for number in _LABEL.findall(msgid)}
    return render_written(keep_own_html(msgstr, msgid).replace("\n", "  \n"), labels)


@lru_cache(maxsize=2_000)
def _cleaner(msgid: str) -> tuple[nh3.Cleaner | None, Counter[Event]]:
    """A sanitiser that allows what `msgid` comes to and emphasis, None where nothing can be; and its elements."""
    events = _events(_on_page(msgid, msgid))
    values: dict[str, dict[str, set[str]]] = {}
    spoken: dict[str, set[str]] = {}
    for kind, name, attributes in events:
        if kind == "start":
            own = values.setdefault(name, {})
            for key, value in attributes:
                if key in SPOKEN:
                    spoken.setdefault(name, set()).add(key)
                else:
                    own.setdefault(key, set()).add(value)
    if _NEVER & values.keys():
        return None, Counter()
    schemes = {urlsplit(value).scheme for own in values.values() for found in own.values() for value in found}
    cleaner = nh3.Cleaner(
        tags=values.keys() | _FREE,
        attributes=spoken,
        tag_attribute_values=values,
        url_schemes=schemes - {""} | {"https"},
        strip_comments=not any(kind == "comment" for kind, _, _ in events),
        link_rel=None,
    )
    return cleaner, _elements(events)


def _elements(events: list[Event]) -> Counter[Event]:
    """What `events` hold beside texts, without the words of attributes."""
    kept = (
        (kind, name, tuple(pair for pair in attributes if pair[0] not in SPOKEN))
        for kind, name, attributes in events
        if kind != "text"
    )
    return Counter(event for event in kept if event[1] not in _FREE or event[2])


def _events(html: str) -> list[Event]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.events


class _Reader(HTMLParser):
    """Reads HTML into events that do not depend on how it is written: order of attributes, codes for characters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(("start", tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a slash closes nothing in HTML

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", data, ()))

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data, ()))

    def handle_decl(self, decl: str) -> None:
        self.events.append(("declaration", decl, ()))

    def unknown_decl(self, data: str) -> None:
        self.events.append(("declaration", data, ()))

    def handle_pi(self, data: str) -> None:
        self.events.append(("instruction", data, ()))
