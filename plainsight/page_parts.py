"""What the blocks of a page hold (`page_blocks`), told by their tags: each tag is read once, by the checks of pages."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from plainsight.page_facts import Element, PageFacts, read_part
from plainsight.page_links import check_href
from plainsight.page_part import BAD, NOTHING, OPEN, Part, holds_same, together
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
        if len(targets) == 1 and holds_same(part, Part(targets=targets, focus="other")):
            return replace(part, only=links[0][0])
        return NOTHING if holds_same(part, NOTHING) else part


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
