"""Where things stand in a hotline file: TOML's reader gives values only, and a finding names the line."""

import re

Place = tuple[str | int, ...]
_HEADER = re.compile(r"\s*\[\[\s*([a-z_]+)(?:\s*\.\s*([a-z_]+))?\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([a-z_]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=")


def line_numbers(text: str) -> dict[Place, int]:
    """The line (from 1) of each table and key: `("line", 0)`, `("line", 0, "channel", 1, "number")`, `("code",)`."""
    found: dict[Place, int] = {}
    here: Place = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table, child = header.groups()
            if child is None:
                here = (table, _count(found, (table,)))
            else:
                parent = (table, max(_count(found, (table,)) - 1, 0))
                here = (*parent, child, _count(found, (*parent, child)))
            found[here] = number
        elif single := _TABLE.match(line):
            here = (single[1],)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1].strip('"')), number)
    return found


def _count(found: dict[Place, int], path: Place) -> int:
    count = 0
    while (*path, count) in found:
        count += 1
    return count


def nearest(found: dict[Place, int], path: Place) -> int:
    """The line of `path`, or of the table around it."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)
