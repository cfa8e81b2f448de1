"""PO files as tools write them, read with one pattern; any other file is left to the tolerant reader.

In the subset (blank lines between entries and nowhere else, nothing broken, no message twice) what is read is what
`po_read` reads (`tests/test_po_quick.py`).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from plainsight.catalog_data import Key
from plainsight.po_lines import Entry, read_entries, unescape

_TEXT = r'"[^"\\\n]*+(?:\\[ntr"\\][^"\\\n]*+)*+"'
_TEXTS = rf"({_TEXT}(?:\n{_TEXT})*+)"
_PLAIN = rf"((?:#(?![~=|])[^\n]*\n)*+)(?:msgctxt {_TEXTS}\n)?+msgid {_TEXTS}\nmsgstr {_TEXTS}"
_LINE = rf"(?:#[^\n]*|(?:#~ )?(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?{_TEXT})"
_ENTRY = re.compile(rf"(?:{_PLAIN}|({_LINE}(?:\n{_LINE})*+))(?:\n\n++(?=.)|\n++\Z)")


class QuickFile(NamedTuple):
    """A file: `header` is the text of its first entry, at `header_line`; `texts` are the translations of its usual
    messages ("" for none), whose entries begin at `places` in its text; `others` are the entries that hold more: plural
    forms, marks, obsolete ones.
    """

    header: str
    header_line: int
    texts: dict[Key, str]
    places: list[int]
    others: list[Entry]


def read_quickly(text: str) -> QuickFile | None:
    """The file with the text `text`; None where it is outside of the subset."""
    start = len(text) - len(text.lstrip("\n"))
    if "\r" in text or not (first := _ENTRY.match(text, start)) or first[3] != '""' or first[2]:
        return None
    texts: dict[Key, str] = {}
    places: list[int] = []
    others: list[Entry] = []
    end = first.end()
    # Each entry has to begin where the one before it ends.
    for match in iter(_ENTRY.scanner(text, end).match, None):
        comments, context, msgid, msgstr, other = match.groups()
        if other is None and not (comments and _matters(comments)):
            key = _key(context, msgid)
            if not key[1]:
                return None
            texts[key] = _joined(msgstr) if "\n" in msgstr or "\\" in msgstr else msgstr[1:-1]
            places.append(match.start())
        elif entry := entry_at(text, match.start()):
            others.append(entry)
        else:
            return None
        end = match.end()
    keys = {(entry.fields.get("msgctxt"), entry.fields["msgid"]) for entry in others}
    if end < len(text) or len(texts) < len(places) or len(keys) < len(others) or not keys.isdisjoint(texts):
        return None
    return QuickFile(_joined(first[4]), 1 + start + first[1].count("\n"), texts, places, others)


def _matters(comments: str) -> bool:
    """Whether they may say that the message is stale, how long it may be, or what it must not say."""
    return "fuzzy" in comments or "max " in comments or "; not: " in comments


def entry_at(text: str, place: int) -> Entry | None:
    """The entry that begins at `place` in `text`; None where there is more to it, or less, than one of the subset."""
    block = _ENTRY.match(text, place)[0].rstrip("\n")
    last = block[block.rfind("\n") + 1 :]
    # A comment at its end would belong to the next entry.
    entries = read_entries(block) if not last.startswith("#") or last.startswith("#~ ") else []
    if len(entries) != 1 or entries[0].broken or not entries[0].fields.get("msgid"):
        return None
    entries[0].line += text.count("\n", 0, place)
    return entries[0]


def _joined(quoted: str) -> str:
    text = quoted[1:-1]
    if "\n" in text:
        text = text.replace('"\n"', "")
    return unescape(text) if "\\" in text else text


# The same messages come in every language.
@lru_cache(maxsize=100_000)
def _key(context: str | None, msgid: str) -> Key:
    return context and _joined(context), _joined(msgid)
