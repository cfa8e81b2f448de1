"""A page in blocks: what a template prints, cut where a line begins with a tag.

Most blocks (the exit, the notices, the styles) stand on many pages, so what one holds is found once. Blocks are what a
page is made of, in this order and with nothing between them: cut otherwise, it is the same page.
"""

import re
from collections.abc import Iterable


def as_blocks(pieces: Iterable[str]) -> list[str]:
    """`pieces` of a page, put together wherever the next one does not begin a line with a tag."""
    blocks: list[str] = []
    waiting: list[str] = []
    is_line_end = False
    for piece in pieces:
        if is_line_end and piece.startswith("<"):
            blocks.append("".join(waiting))
            waiting = []
        waiting.append(piece)
        is_line_end = piece.endswith("\n") or (is_line_end and not piece)
    return [*blocks, "".join(waiting)] if waiting else blocks


def blocks_of(page: str) -> list[str]:
    """The written `page` in as many blocks as it can be cut into."""
    return re.split(r"(?<=\n)(?=<)", page)
