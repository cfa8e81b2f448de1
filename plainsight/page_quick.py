"""Written pages that are surely in order, told apart at a glance from those that must be looked at closely.

A page is read in chunks, cut where a line begins with a tag. Most chunks (the language menu, the styles) stand on
many pages: what one holds is found once, by the same parser and the same checks as everywhere. A page passes here
only if the close look would find nothing (`tests/test_page_quick.py`); what is wrong with another is not said here.
"""

import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from plainsight.page_facts import Element, PageFacts, read_part
from plainsight.page_links import check_href
from plainsight.page_privacy import FormRules, check_head, check_parts, is_foreign, loaded

_INLINE = r"(?:p|li|ul|ol|h2|h3|h4|strong|em|dl|dt|dd|div|blockquote|span|section)"
# A chunk in which nothing but links and ids can matter.
_SIMPLE = re.compile(rf'(?:{_INLINE}(?: id="[a-z0-9_-]+")?>|/(?:{_INLINE}|a)>|a href="[^"<>&]*">)[^<]*')
_SIMPLE_LINK = re.compile(r'(?:^|<)a href="([^"]*)">')
_SIMPLE_ID = re.compile(r'(?:^|<)[a-z0-9]+ id="([^"]*)">')
# Addresses below the site, as seen from a page in the folder of an edition.
_ADDRESS = re.compile(r"(?:(?:\.\./(?:([A-Za-z0-9-]+)/)?)?([a-z0-9]+(?:-[a-z0-9]+)*\.html))?(?:#([A-Za-z0-9_.:-]+))?")
_HEAVY = frozenset({"script", "style", "link", "base", "img", "audio"})
_PRODUCT = re.compile("plainsight", re.IGNORECASE)
_LIMIT = 40_000


@dataclass(frozen=True, eq=False)
class Part:
    """What a chunk holds that the checks of a page ask for. `links` are (path below the site, or file name beside the
    page, or "" for the page; whether it is such a path; anchor); `needs` directions its texts take from the page.
    """

    ids: tuple[str, ...] = ()
    links: tuple[tuple[str, bool, str], ...] = ()
    needs: frozenset[str] = frozenset()
    heads: int = 0
    title: str | None = None
    html: tuple[str, str] | None = None
    focus: str = ""
    called: bool = False
    notice: bool = False
    forms: tuple[Element, ...] = ()
    heavy: tuple[Element, ...] = ()
    blocks: tuple = ()
    is_open: bool = False
    is_bad: bool = False


_NOTHING, _OPEN, _BAD = Part(), Part(is_open=True), Part(is_bad=True)


@dataclass(frozen=True)
class Passed:
    """A page that is in order if `anchors`, (path, id), are there; `ids` are its own."""

    ids: frozenset[str]
    anchors: tuple[tuple[str, str], ...]


class QuickLook:
    """Tells pages that are surely in order; `files` are the paths of all written files, `forms` as in `page_privacy`."""

    def __init__(self, directions: Mapping[str, str], files: Collection[str], budget: int, is_exit):
        self._directions, self._files, self._budget, self._is_exit = directions, frozenset(files), budget, is_exit
        self._parts: dict[tuple[bool, FormRules], dict[str, Part]] = {}
        self._heads: dict[tuple, bool] = {}
        self._sizes: dict[str, int] = {}
        self._wanted: dict[str, frozenset[str]] = {}
        self._count = 0

    def look(self, path: str, text: str, forms: FormRules) -> Passed | None:
        """What the page at `path` needs to be in order; None where it must be looked at closely."""
        tag, _, name = path.partition("/")
        head, ends, body = text.partition("</head>")
        if tag not in self._directions or "/" in name or not ends or "<body" in head or not text.startswith("<"):
            return None
        if _PRODUCT.search(path) or not self._is_small(head, body):
            return None
        parts = [*self._read(head[1:], True, forms), *self._read("/head>" + body, False, forms)]
        if _BAD in parts:
            return None
        return self._judge(tag, name, [part for part in parts if part is not _NOTHING], forms)

    def _judge(self, tag: str, name: str, parts: list[Part], forms: FormRules) -> Passed | None:
        path, direction = f"{tag}/{name}", self._directions[tag]
        ids = [found for part in parts for found in part.ids]
        targets, anchors, heads, notice, called, focus, title, html = set(), [], 0, False, False, "", None, []
        for part in parts:
            for target, is_path, anchor in part.links:
                target = target if is_path else f"{tag}/{target}" if target else path
                targets.add(target)
                if anchor:
                    anchors.append((target, anchor))
            heads += part.heads
            notice = notice or part.notice
            called = called or part.called
            focus = focus or part.focus
            title = title or part.title
            if part.html:
                html.append(part.html)
            if part.needs and part.needs != {direction}:
                return None
        fine = (
            html == [(tag, direction)]
            and title
            and heads == 1
            and notice
            and focus == "exit"
            and len(set(ids)) == len(ids)
            and targets <= self._files
            and f"{tag}/safety.html" in targets | {path}
            and (called or f"{tag}/help.html" in targets - {path})
            and self._alternates(name) <= targets | {path}
            and self._head(parts, forms)
        )
        return Passed(frozenset(ids), tuple(anchors)) if fine else None

    def _alternates(self, name: str) -> frozenset[str]:
        if name not in self._wanted:
            self._wanted[name] = frozenset(f"{tag}/{name}" for tag in self._directions)
        return self._wanted[name]

    def _head(self, parts: list[Part], forms: FormRules) -> bool:
        heavy = [part for part in parts if part.heavy or part.blocks or part.forms]
        key = (tuple(map(id, heavy)), forms)
        if key not in self._heads:
            elements = tuple(element for part in heavy for element in (*part.heavy, *part.forms))
            facts = PageFacts(elements, tuple(block for part in heavy for block in part.blocks), (), None)
            self._heads[key] = not any(check_head(facts, forms))
        return self._heads[key]

    def _is_small(self, head: str, body: str) -> bool:
        """Whether the page is surely within the budget: the sum of its parts, each compressed alone, is well below."""
        styles = head.find("<meta http-equiv=")
        start, end = (styles, head.rfind("</style>")) if styles >= 0 else (0, 0)
        shared = head[start:end]
        if shared not in self._sizes:
            self._sizes[shared] = len(zlib.compress(shared.encode(), 9))
        rest = zlib.compress((head[:start] + head[end:] + body).encode(), 1)
        return self._sizes[shared] + len(rest) + 40 < 0.97 * self._budget

    def _read(self, text: str, in_head: bool, forms: FormRules) -> list[Part]:
        memo = self._parts.setdefault((in_head, forms), {})
        if self._count > _LIMIT:
            # Parts are known by their identity in what was found out about heads: both begin anew.
            self._parts, self._heads, self._count = {(in_head, forms): {}}, {}, 0
            memo = self._parts[in_head, forms]
        found, waiting = [], ""
        for chunk in text.split("\n<"):
            chunk = f"{waiting}\n<{chunk}" if waiting else chunk
            part = memo.get(chunk)
            if part is None:
                part = memo[chunk] = self._part(chunk, in_head, forms)
                self._count += 1
            waiting = chunk if part is _OPEN else ""
            if part is not _OPEN:
                found.append(part)
        return [_BAD] if waiting else found

    def _part(self, chunk: str, in_head: bool, forms: FormRules) -> Part:
        if "ght" in chunk.lower() and _PRODUCT.search(chunk):
            return _BAD
        if not in_head and all(map(_SIMPLE.fullmatch, chunk.split("<"))):
            links = [self._link(href) for href in _SIMPLE_LINK.findall(chunk)]
            ids = tuple(_SIMPLE_ID.findall(chunk))
            if None not in links and "tabindex" not in chunk:
                focus = "other" if links else ""
                return Part(ids=ids, links=tuple(links), focus=focus) if links or ids else _NOTHING
        facts, closed = read_part("<" + chunk, in_head)
        if not closed:
            return _OPEN
        return self._seen(facts, forms)

    def _link(self, href: str) -> tuple[str, bool, str] | None:
        match = _ADDRESS.fullmatch(href) if href else None
        if not match:
            return None
        folder, name, anchor = match[1], match[2] or "", match[3] or ""
        if folder:
            return f"{folder}/{name}", True, anchor
        return name, href.startswith("../"), anchor

    def _seen(self, facts: PageFacts, forms: FormRules) -> Part:
        links = []
        for link in facts.links:
            href = link.attributes["href"]
            if found := self._link(href):
                links.append(found)
            elif not _is_scheme(href) or check_href("", href, (), {}):
                return _BAD
        needs = set()
        for element in facts.elements:
            wanted = self._directions.get(element.attributes.get("lang", ""))
            if wanted and element.attributes.get("dir") not in (wanted, "auto"):
                needs.add(wanted)
            local = [url for url in loaded(element) if not is_foreign(url) and not url.startswith("#")]
            # A file beside the editions, such as the logo, is the same for each of their pages.
            if element.name != "script" and any(
                not url.startswith("../") or url[3:] not in self._files for url in local
            ):
                return _BAD
        ids = tuple(name for name, _ in facts.ids)
        if facts.comments or any(check_parts(facts, forms)) or any(not name or re.search(r"\s", name) for name in ids):
            return _BAD
        html = [(e.attributes.get("lang", ""), e.attributes.get("dir", "")) for e in facts.named("html")]
        first = facts.first_focusable
        part = Part(
            ids,
            tuple(links),
            frozenset(needs) if not html else frozenset(),
            sum(1 for _ in facts.named("h1")),
            facts.title or None,
            html[0] if len(html) == 1 else None,
            "" if first is None else "exit" if self._is_exit(first) else "other",
            any(link.attributes["href"].startswith(("tel:", "sms:")) for link in facts.links),
            any("safety-notice" in element.classes for element in facts.elements),
            tuple(facts.named("form")),
            tuple(e for e in facts.elements if _is_heavy(e)),
            facts.blocks,
        )
        return _BAD if len(html) > 1 else part


def _is_heavy(element: Element) -> bool:
    names = element.attributes
    return element.name in _HEAVY or (
        element.name == "meta" and ("http-equiv" in names or names.get("name", "").lower() == "referrer")
    )


def _is_scheme(href: str) -> bool:
    try:
        return bool(urlsplit(href.strip()).scheme)
    except ValueError:
        return False
