"""A written page in parts, cut where a line begins with a tag: what each holds is found once, by the checks of pages."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from plainsight.page_facts import Element, PageFacts, read_part
from plainsight.page_links import check_href
from plainsight.page_privacy import FormRules, check_parts, is_foreign, loaded

# Tags that can be read one by one, and how: none of these elements has a text of a kind of its own.
_OWN_TEXT = r"(?!(?:script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext|noscript|body)\b)"
_TAG = re.compile(rf'/?{_OWN_TEXT}([a-z][a-z0-9]*)((?: [a-z][a-z-]*(?:="[^"<>&]*")?)*)')
_ATTRIBUTE = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_TITLE = re.compile(r"title>([^<&]*)</title>\s*")
_SAYS_NOTHING = re.compile(r'meta (?:name="description"|property="og:title") content="[^"<>&]*"')
# Addresses below the site, as seen from a page in the folder of an edition.
_ADDRESS = re.compile(r"(?:(?:\.\./(?:([A-Za-z0-9-]+)/)?)?([a-z0-9]+(?:-[a-z0-9]+)*\.html))?(?:#([A-Za-z0-9_.:-]+))?")
_PLAIN = frozenset(
    "p li ul ol h2 h3 h4 strong em b i dl dt dd div blockquote span section bdi main header".split()  # noqa: SIM905
)
_BARE = rf"/?(?:{'|'.join(sorted(_PLAIN))})>[^<]*+"
_SAYS_TEXT = re.compile(rf"{_BARE}(?:<{_BARE})*+")
_HEAVY = frozenset({"script", "style", "link", "base", "img", "audio"})
_PRODUCT = re.compile("plainsight", re.IGNORECASE)
# What a plain link has, and no check is about.
_OF_LINKS = frozenset({"href", "hreflang", "lang", "dir", "aria-current"})
# How many chunks are remembered, and how long those may be that say nothing.
_LIMIT, _COMMON = 20_000, 40


@dataclass(frozen=True, eq=False)
class Part:
    """What a chunk holds that the checks of a page ask for. `links` are (path below the site, or file name beside the
    page, or "" for the page; whether it is such a path; anchor); `needs` directions its texts take from the page;
    `only` is such a path where there is a link to it and nothing else.
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
    only: str = ""
    is_open: bool = False
    is_bad: bool = False


NOTHING, _OPEN, BAD = Part(), Part(is_open=True), Part(is_bad=True)


class PartReader:
    """Reads pages in parts; `files` are the paths of all written files, `forms` as in `page_privacy`."""

    def __init__(self, directions: Mapping[str, str], files: frozenset[str], is_exit: Callable[[Element], bool]):
        self._directions, self._files, self._is_exit = directions, files, is_exit
        self._parts: dict[tuple[bool, FormRules], Parts] = {}

    def read(self, text: str, in_head: bool, forms: FormRules) -> list[Part]:
        """The parts of `text` that say anything; `BAD` alone where one needs a close look.

        `text` is a piece of a page that begins within its first tag, after the sign that opens it.
        """
        parts = self.parts(in_head, forms)
        chunks = text.split("\n<")
        found = list(map(parts.__getitem__, chunks))
        distinct = set(found)
        if _OPEN in distinct:
            found = _closed(chunks, parts)
            distinct = set(found)
        if BAD in distinct or not found:
            return [BAD]
        return [part for part in found if part is not NOTHING]

    def parts(self, in_head: bool, forms: FormRules) -> "Parts":
        """What chunks of pages with these `forms` hold, in their head or after it."""
        parts = self._parts.get((in_head, forms))
        if parts is None or len(parts) > _LIMIT:
            parts = Parts(self._directions, self._files, self._is_exit, in_head, forms)
            self._parts[in_head, forms] = parts
        return parts


class Parts(dict[str, Part]):
    """What chunks hold, by their text; a new one is read when it is asked for."""

    def __init__(
        self,
        directions: Mapping[str, str],
        files: frozenset[str],
        is_exit: Callable[[Element], bool],
        in_head: bool,
        forms: FormRules,
    ):
        super().__init__()
        self._directions, self._files, self._is_exit = directions, files, is_exit
        self._in_head, self._forms = in_head, forms
        self._tags: dict[str, Part | None] = {}

    def __missing__(self, chunk: str) -> Part:
        part = self._part(chunk)
        if part is not NOTHING or len(chunk) < _COMMON:  # a long text stands on one page
            self[chunk] = part
        return part

    def _part(self, chunk: str) -> Part:
        if "ght" in chunk.lower() and _PRODUCT.search(chunk):
            return BAD
        if self._in_head and (title := _TITLE.fullmatch(chunk)):
            return Part(title=title[1].strip()) if title[1].strip() else BAD
        if _SAYS_TEXT.fullmatch(chunk):
            return NOTHING
        tags, parts = self._tags, []
        for piece in chunk.split("<"):
            tag, end, _ = piece.partition(">")
            if tag not in tags:
                tags[tag] = self._tag(tag)
            part = tags[tag] if end else None
            if part is None:
                break
            if part is not NOTHING:
                parts.append(part)
        else:
            return _together(parts) if parts else NOTHING
        facts, closed = read_part("<" + chunk, self._in_head)
        return self.seen(facts) if closed else _OPEN

    def _tag(self, tag: str) -> Part | None:
        """What the tag `tag` holds by itself; None where only the parser can say."""
        if _SAYS_NOTHING.fullmatch(tag):
            return NOTHING
        match = _TAG.fullmatch(tag)
        if not match:
            return None
        if tag.startswith("/"):
            return None if match[2] else NOTHING
        # Of an attribute that comes twice, browsers take the first.
        attributes = {name: value or "" for name, value in reversed(_ATTRIBUTE.findall(match[2]))}
        if match[1] in _PLAIN and not attributes:
            return NOTHING
        element = Element(match[1], attributes, 1, self._in_head)
        if match[1] == "a" and "href" in attributes and attributes.keys() <= _OF_LINKS:
            return self._plain_link(element)
        return self.seen(PageFacts((element,), (), (), None))

    def _plain_link(self, element: Element) -> Part:
        """What `seen` finds in a link that has nothing but the attributes of most: no check of elements is about them."""
        link, needs = self._link(element.attributes["href"]), self._needs(element)
        if link is None or needs or self._is_exit(element):
            return self.seen(PageFacts((element,), (), (), None))
        return Part(links=(link,), focus="other", only=link[0] if link[1:] == (True, "") else "")

    def _link(self, href: str) -> tuple[str, bool, str] | None:
        match = _ADDRESS.fullmatch(href) if href else None
        if not match:
            return None
        folder, name, anchor = match[1], match[2] or "", match[3] or ""
        if folder:
            return f"{folder}/{name}", True, anchor
        return name, href.startswith("../"), anchor

    def _needs(self, element: Element) -> str:
        """The direction that `element` takes from the page, where it has a language with one."""
        wanted = self._directions.get(element.attributes.get("lang", ""), "")
        return "" if element.attributes.get("dir") in (wanted, "auto") else wanted

    def seen(self, facts: PageFacts) -> Part:
        """The part that holds `facts`."""
        links = []
        for link in facts.links:
            href = link.attributes["href"]
            if found := self._link(href):
                links.append(found)
            elif not _is_scheme(href) or check_href("", href, (), {}):
                return BAD
        for element in facts.elements:
            local = [url for url in loaded(element) if not is_foreign(url) and not url.startswith("#")]
            # A file beside the editions, such as the logo, is the same for each of their pages.
            if element.name != "script" and any(
                not url.startswith("../") or url[3:] not in self._files for url in local
            ):
                return BAD
        ids = tuple(name for name, _ in facts.ids)
        html = [(e.attributes.get("lang", ""), e.attributes.get("dir", "")) for e in facts.named("html")]
        if (
            facts.title == ""
            or facts.comments
            or len(html) > 1
            or any(check_parts(facts, self._forms))
            or any(not name or re.search(r"\s", name) for name in ids)
        ):
            return BAD
        first = facts.first_focusable
        part = Part(
            ids,
            tuple(links),
            frozenset(filter(None, map(self._needs, facts.elements))) if not html else frozenset(),
            sum(1 for _ in facts.named("h1")),
            facts.title,
            html[0] if html else None,
            "" if first is None else "exit" if self._is_exit(first) else "other",
            any(link.attributes["href"].startswith(("tel:", "sms:")) for link in facts.links),
            any("safety-notice" in element.classes for element in facts.elements),
            tuple(facts.named("form")),
            tuple(e for e in facts.elements if _is_heavy(e)),
            facts.blocks,
        )
        is_link = len(links) == 1 and links[0][1:] == (True, "")
        if is_link and vars(part) == vars(Part(links=part.links, focus="other")):
            return replace(part, only=links[0][0])
        return part


def _closed(chunks: list[str], parts: Parts) -> list[Part]:
    """The parts of `chunks`, each taken together with the next ones until nothing in it is open; none where that is
    never so.
    """
    found, waiting = [], ""
    for chunk in chunks:
        chunk = f"{waiting}\n<{chunk}" if waiting else chunk
        waiting = chunk if parts[chunk] is _OPEN else ""
        if not waiting:
            found.append(parts[chunk])
    return [] if waiting else found


def _together(parts: list[Part]) -> Part:
    """What `parts`, of one element each, hold in this order."""
    if BAD in parts or sum(bool(part.html) for part in parts) > 1:
        return BAD
    if len(parts) == 1:
        return parts[0]
    return Part(
        tuple(name for part in parts for name in part.ids),
        tuple(link for part in parts for link in part.links),
        frozenset().union(*(part.needs for part in parts)),
        sum(part.heads for part in parts),
        None,
        next((part.html for part in parts if part.html), None),
        next((part.focus for part in parts if part.focus), ""),
        any(part.called for part in parts),
        any(part.notice for part in parts),
        tuple(form for part in parts for form in part.forms),
        tuple(element for part in parts for element in part.heavy),
    )


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
