"""The lines of a PO file, gathered into entries; what does not belong anywhere breaks one entry and no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)\s*(?:\[\s*(\d{1,2})\s*\])?\s*(\".*)?", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_STARTS = frozenset({"msgctxt", "msgid"})


@dataclass
class Entry:
    """An entry as it stands in the file: `fields` by keyword (`msgstr[1]`), unescaped; comment lines by their mark
    (`""` for the translator's). `broken` says what is wrong with it, in `broken_line`; `line` is where it begins.
    """

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    obsolete: bool = False
    broken: str = ""
    broken_line: int = 0

    @property
    def has_translation(self) -> bool:
        """Whether a `msgstr` line has been read."""
        return any(name.startswith("msgstr") for name in self.fields)

    def breaks(self, line: int, what: str) -> None:
        """Note that the entry cannot be used because of `line`; the first reason stays."""
        if not self.broken:
            self.broken, self.broken_line = what, line


def read_entries(text: str) -> list[Entry]:
    """The entries of a PO file in order; comments that no entry follows are left out."""
    reader = _Reader()
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    conflicts = _conflicts(lines)
    for number, line in enumerate(lines, 1):
        reader.take(line.strip(), number, conflicts.get(number, 0))
    reader.close()
    return reader.entries


def quoted_text(line: str) -> str | None:
    """The text of one or more quoted strings on a line; None where a quotation mark is missing or too many."""
    parts, position = [], 0
    while position < len(line):
        match = _QUOTED.match(line, position)
        if not match:
            return None
        parts.append(match[1])
        position = match.end()
    return unescape("".join(parts)) if parts else None


def unescape(text: str) -> str:
    """The text between the quotation marks of a PO line, with its escapes resolved."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = match[1]
    if code in _ESCAPES:
        return _ESCAPES[code]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code[0] in "01234567" else code


def _conflicts(lines: list[str]) -> dict[int, int]:
    """For each line within a Git conflict, the line where that conflict begins."""
    found, start = {}, 0
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< "):
            start = number
        elif line.startswith(">>>>>>> ") and start:
            found.update(dict.fromkeys(range(start, number + 1), start))
            start = 0
    return found


@dataclass
class _Reader:
    """What is known while lines are read. Comments wait in `waiting` until it is clear which entry they belong to."""

    entries: list[Entry] = field(default_factory=list)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    current: str = ""  # the field that a quoted line continues
    blank: bool = True  # whether a blank line stands before this one

    def take(self, line: str, number: int, conflict: int) -> None:
        if not line:
            self.blank = True
            return
        obsolete = line.startswith("#~")
        if obsolete:
            line = line[2:].strip()
            line = "#" + line if line.startswith("|") else line
        if line.startswith("#"):
            self._comment(line)
        elif line and _CONFLICT.match(line):
            self._entry(number, new=False).breaks(conflict or number, "has a conflict that Git could not resolve.")
            self.current = ""
        elif line:
            self._text(line, number, obsolete)
        if conflict and self.entries and not line.startswith("#"):
            self.entries[-1].breaks(conflict, "has a conflict that Git could not resolve.")
        self.blank = False

    def close(self) -> None:
        """Break what has no end, or no beginning."""
        for before, entry in zip([None, *self.entries], self.entries, strict=False):
            if "msgid" in entry.fields and not entry.has_translation:
                entry.breaks(entry.line, "has a message without a translation line (msgstr).")
            elif "msgid" not in entry.fields:
                entry.breaks(entry.line, "has a translation without its message (msgid).")
                if not entry.has_translation and before is not None and entry.broken == _STRAY:
                    before.breaks(entry.broken_line, _STRAY)

    def _comment(self, line: str) -> None:
        # "#=" is where new versions of gettext write some flags.
        kind = line[1:2] if line[1:2] in (".", ":", ",", "|", "=") else ""
        self.waiting.setdefault("," if kind == "=" else kind, []).append(line[1 + len(kind) :].strip())

    def _entry(self, number: int, *, new: bool) -> Entry:
        """The entry that a line belongs to: the last one, or a new one if it must be or if the last is complete."""
        ended = self.entries and self.entries[-1].has_translation and (self.blank or self.waiting)
        if new or ended or not self.entries:
            self.entries.append(Entry(number))
            self.current = ""
        entry = self.entries[-1]
        for kind, lines in self.waiting.items():
            entry.comments.setdefault(kind, []).extend(lines)
        self.waiting = {}
        return entry

    def _text(self, line: str, number: int, obsolete: bool) -> None:
        match = _KEYWORD.fullmatch(line)
        if not match:
            self._continue(line, number)
            return
        name = match[1] + (f"[{int(match[2])}]" if match[2] else "")
        last = self.entries[-1] if self.entries else None
        starts = name in _STARTS and (last is None or last.broken or last.has_translation or "msgid" in last.fields)
        entry = self._entry(number, new=bool(starts))
        entry.obsolete = entry.obsolete or obsolete
        if name in entry.fields:
            entry.breaks(number, f"has a second {name}.")
            return
        self.current, self.blank = name, False
        entry.fields[name] = ""
        if match[3]:
            self._continue(match[3], number)

    def _continue(self, line: str, number: int) -> None:
        text = quoted_text(line)
        entry = self._entry(number, new=False) if self.blank or not self.current else self.entries[-1]
        if text is None:
            entry.breaks(number, _wrong(line))
        elif not self.current:
            entry.breaks(number, _STRAY)
        else:
            entry.fields[self.current] += text


_STRAY = "has a text that belongs to nothing."


def _wrong(line: str) -> str:
    if not line.startswith('"'):
        return "cannot be understood."
    if len(line) == 1 or not line.endswith('"') or line.endswith('\\"'):
        return "has a text that does not end with a quotation mark."
    return 'has a quotation mark within a text: it is written \\".'


def split_locations(lines: list[str]) -> Iterator[str]:
    """The file names in `#:` comments, without line numbers; a name with spaces stands between isolates."""
    for line in lines:
        for match in re.finditer("\u2068([^\u2069]*)\u2069(?::\\d+)?|(\\S+)", line):
            # A line number would stale a catalog with each edit above it.
            yield match[1] or re.sub(r":\d+$", "", match[2] or "")
