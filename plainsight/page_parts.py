"""What the blocks of a page hold (`page_blocks`), told by their tags: each tag is read once, by the checks of pages."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from plainsight.page_facts import Element, PageFacts, read_part
from plainsight.page_links import check_href
from plainsight.page_privacy import FormRules, check_parts, is_foreign, loaded
from plainsight.remembered import Remembered

# Tags that can be read one by one, and how: none of these elements has a text of a kind of its own.
_OWN_TEXT = r"(?!(?:script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext|noscript|body)\b)"
_TAG = re.compile(rf'/?{_OWN_TEXT}([a-z][a-z0-9]*)((?: [a-z][A-Za-z-]*(?:="[^"<>&]*")?)*)/?')
_ATTRIBUTE = re.compile(r' ([a-z][A-Za-z-]*)(?:="([^"]*)")?')
_TITLE = re.compile(r"title>([^<&]*)</title>\s*")
_SAYS_NOTHING = re.compile(r'meta (?:name="description"|property="og:title") content="[^"<>&]*"')
# Addresses below the site, as seen from a page in the folder of an edition.
_ADDRESS = re.compile(r"(?:(?:\.\./(?:([A-Za-z0-9-]+)/)?)?([a-z0-9]+(?:-[a-z0-9]+)*\.html))?(?:#([A-Za-z0-9_.:-]+))?")
_PLAIN = frozenset(
    "p li ul ol h2 h3 h4 strong em b i dl dt dd div blockquote span section bdi main header".split()  # noqa: SIM905
)
_HEAVY = frozenset({"script", "style", "link", "base", "img", "audio"})
_PRODUCT = re.compile("plainsight", re.IGNORECASE)
# What a plain link has, and no check is about.
_OF_LINKS = frozenset({"href", "hreflang", "lang", "dir", "aria-current"})
# So many tags take little room.
_FEW = 20_000


# Not frozen, which would make each four times as slowly: of a large site there are millions.
@dataclass(eq=False, slots=True)
class Part:
    """What a block holds that the checks of a page ask for. `targets` are paths below the site that it leads to; other
    `links` are (such a path, or file name beside the page, or "" for the page; whether it is such a path; anchor);
    `needs` directions its texts take from the page; `only` is a target where there is a link to it and nothing else.
    """

    ids: tuple[str, ...] = ()
    targets: frozenset[str] = frozenset()
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


NOTHING, OPEN, BAD = Part(), Part(is_open=True), Part(is_bad=True)


def together(parts: Sequence[Part]) -> Part:
    """What `parts` hold in this order, as one; `BAD` where one is, or they hold what a page has once."""
    # Most of them say nothing, or, in the language menu, are a link and nothing else.
    targets = {part.only for part in parts} - {""}
    others = [part for part in parts if not part.only and part is not NOTHING]
    if not others and len(targets) < 2:
        return next((part for part in parts if part.only), NOTHING)
    if len(others) == 1 and not targets:
        return others[0]
    ids, links, needs, heads, forms, heavy, blocks = [], [], set(), 0, [], [], []
    title, html, called, notice = None, None, False, False
    for part in others:
        if part.is_bad or (html and part.html):
            return BAD
        ids += part.ids
        targets |= part.targets
        links += part.links
        needs |= part.needs
        heads += part.heads
        title, html = title or part.title, html or part.html
        called, notice = called or part.called, notice or part.notice
        forms += part.forms
        heavy += part.heavy
        blocks += part.blocks
    return Part(
        tuple(ids),
        frozenset(targets),
        tuple(links),
        frozenset(needs),
        heads,
        title,
        html,
        next((part.focus for part in parts if part.focus), ""),
        called,
        notice,
        tuple(forms),
        tuple(heavy),
        tuple(blocks),
    )


class PartReader:
    """Reads blocks of pages with `forms` (as in `page_privacy`), in their head or after it; `files` are the paths of all
    written files.
    """

    def __init__(
        self,
        directions: Mapping[str, str],
        files: frozenset[str],
        is_exit: Callable[[Element], bool],
        in_head: bool,
        forms: FormRules,
    ):
        self._directions, self._files, self._is_exit = directions, files, is_exit
        self._in_head, self._forms = in_head, forms
        self._tags = Remembered(self._tag)
        # What a block holds, by the block as `read` takes it.
        self.parts = Remembered(self.read)

    def next_round(self) -> None:
        """Begin another edition (`Remembered`)."""
        self.parts.next_round()
        # A line of the language menu comes again with the edition that it leads to.
        if len(self._tags) > _FEW:
            self._tags.next_round()

    def read(self, block: str) -> Part:
        """What `block`, which begins with a tag, holds; `BAD` where it needs a close look, `OPEN` where something in it is
        not closed.
        """
        block = block[1:].removesuffix("\n")
        if b"ght" in block.encode().lower() and _PRODUCT.search(block):
            return BAD
        if self._in_head and (title := _TITLE.fullmatch(block)):
            return Part(title=title[1].strip()) if title[1].strip() else BAD
        # A text between tags says nothing, so what a block holds is told by its tags.
        parts = [self._tags[piece[: piece.find(">") + 1]] for piece in block.split("<")]
        if None not in parts:
            return together(parts)
        facts, closed = read_part("<" + block, self._in_head)
        return self.seen(facts) if closed else OPEN

    def _tag(self, tag: str) -> Part | None:
        """What a tag, from after the sign that opens it to the one that closes it, holds by itself; None where only the
        parser can say.
        """
        tag = tag[:-1]
        if _SAYS_NOTHING.fullmatch(tag):
            return NOTHING
        match = _TAG.fullmatch(tag)
        if not match:
            return None
        if tag.startswith("/"):
            return None if match[2] else NOTHING
        # Of an attribute that comes twice, browsers take the first.
        attributes = {name.lower(): value or "" for name, value in reversed(_ATTRIBUTE.findall(match[2]))}
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
        if link[1:] == (True, ""):
            return Part(targets=frozenset({link[0]}), focus="other", only=link[0])
        return Part(links=(link,), focus="other")

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
        targets = frozenset(link[0] for link in links if link[1:] == (True, ""))
        part = Part(
            ids,
            targets,
            tuple(link for link in links if link[1:] != (True, "")),
            frozenset(self._needs(element) for element in facts.elements if element.name != "html") - {""},
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
        if len(targets) == 1 and _holds_same(part, Part(targets=targets, focus="other")):
            return replace(part, only=links[0][0])
        return NOTHING if _holds_same(part, NOTHING) else part


def _holds_same(one: Part, other: Part) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in Part.__slots__)


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
