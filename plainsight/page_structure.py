"""The last gate of a page: in another language its body must be built as in the language it was written in.

Nothing that the checks of translations let through should fail here. What does is a hole in them, and the page is shown
in the source language.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from plainsight.inline import SPOKEN

_TAG = re.compile(r"<[^<>]*>")
_PARTS = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:[^<>\"]|\"[^\"]*\")*?)/?>")
_ATTRIBUTE = re.compile(r"([^\s=\"/]+)(?:=(\"[^\"]*\"|[^\s\"]+))?")
# A translator may set these where they like; they lead nowhere.
_FREE = frozenset({"<em>", "</em>", "<strong>", "</strong>"})
# Without attributes but words and languages. `abbr` depends on the words that are there; a `span` marks a text that has
# no translation.
_FREE_SHAPES = frozenset(slash + name for slash in ("", "/") for name in ("em", "strong", "abbr", "span"))
# What says in which language a text is, and what is words for a reader.
_FREE_ATTRIBUTES = SPOKEN | {"lang", "dir", "placeholder"}
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "label",
    "mark", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BRACES = re.compile(r"\{[\w:.-]+\}")

# Tags in a block may stand in any order; blocks may not.
Blocks = tuple[tuple[str, "Counter[str]"], ...]


@dataclass(frozen=True)
class Structure:
    """How the HTML of a body is built: its `tags` in order without emphasis, and its placeholders in braces, sorted."""

    tags: tuple[str, ...]
    braces: tuple[str, ...]
    html: str = field(repr=False, compare=False)

    @cached_property
    def blocks(self) -> Blocks | None:
        """Each tag of a block and what stands inline after it, each as often; None where tags cannot be read apart."""
        return _blocks(self.html)

    @classmethod
    def of(cls, html: str) -> "Structure":
        """The structure of `html`."""
        return cls(_tags(html), _braces(html), html)

    def is_kept(self, html: str) -> bool:
        """Whether `html`, this body in another language, has the same elements, attributes, ids, targets and
        placeholders: blocks in the same order, what is inline in the same block.
        """
        if _braces(html) != self.braces:
            return False
        return _tags(html) == self.tags or (self.blocks is not None and _blocks(html) == self.blocks)


def _tags(html: str) -> tuple[str, ...]:
    comments = _COMMENT.findall(html) if "<!--" in html else []
    html = _COMMENT.sub("", html) if comments else html
    found = _TAG.findall(html)
    # A bracket that belongs to no tag could be the beginning of one for a browser.
    rest = ("<",) * (html.count("<") - len(found))
    return (*(tag for tag in found if tag not in _FREE), *rest, *comments)


def _braces(html: str) -> tuple[str, ...]:
    return tuple(sorted(_BRACES.findall(html))) if "{" in html else ()


def _blocks(html: str) -> Blocks | None:
    comments = _COMMENT.findall(html)
    html = _COMMENT.sub("", html)
    tags = _TAG.findall(html)
    if len(tags) != html.count("<"):
        return None
    blocks: list[tuple[str, Counter[str]]] = [("", Counter(comments))]
    for tag in tags:
        name, shape = _shape(tag)
        if name in _INLINE and shape not in _FREE_SHAPES:
            blocks[-1][1][shape] += 1
        elif name not in _INLINE:
            blocks.append((shape, Counter()))
    return tuple(blocks)


@lru_cache(maxsize=20_000)
def _shape(tag: str) -> tuple[str, str]:
    """The name of `tag`, and what of it must be the same in every language."""
    match = _PARTS.fullmatch(tag)
    if match is None:
        return "", tag
    ends, name, rest = match[1], match[2].lower(), match[3]
    pairs = ((key.lower(), value) for key, value in _ATTRIBUTE.findall(rest))
    kept = sorted(f"{key}={value}" for key, value in pairs if key not in _FREE_ATTRIBUTES)
    return name, " ".join((ends + name, *kept))
