"""What a piece of a page holds that the checks of pages ask for, and what pieces hold together."""

from collections.abc import Sequence
from dataclasses import dataclass

from plainsight.page_facts import Element


# Not frozen: that would take five times as long for each, and a large site makes millions.
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


def holds_same(one: Part, other: Part) -> bool:
    """Whether two parts say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in Part.__slots__)
