"""Reads PO files of strangers: whatever is in one gives messages and findings, never an exception.

The format is that of the GNU gettext manual, "The Format of PO Files". What cannot be read is lost to the build, not to
the file: a catalog with an error finding is never rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from plainsight.catalog_data import Catalog, Message
from plainsight.findings import Finding

LIMIT_BYTES = 20_000_000
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,2})\])?\s*(.*)", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*$")


def read_po(path: Path) -> tuple[Catalog, list[Finding]]:
    """The catalog in the file `path` (a missing one is empty, with a finding) and everything wrong with the file."""
    where = _where(path)
    empty = Catalog(path, {}, (), ())
    try:
        if path.stat().st_size > LIMIT_BYTES:
            return empty, [Finding(where, "is larger than 20 MB.", "Restore the file: no real catalog is.")]
        data = path.read_bytes()
    except OSError as error:
        return empty, [Finding(where, f"cannot be read: {error.strerror}.", "Restore the file, or run: invoke update")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return empty, [Finding(f"{where}:{line}", "is not UTF-8 text.", "Save it as UTF-8 (Poedit: Catalog properties).")]
    catalog, findings = parse_po(text, where)
    if data.startswith(b"\xef\xbb\xbf"):
        what = "begins with a byte order mark, which was skipped."
        findings.append(Finding(f"{where}:1", what, "Save it as UTF-8 without BOM.", "warning"))
    return replace(catalog, path=path), findings


def _where(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("translations") :]) if "translations" in parts else path.name


@dataclass
class _Entry:
    """The lines of one entry, as they are collected."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    obsolete: bool = False
    broken: str = ""
    broken_line: int = 0


def parse_po(text: str, where: str) -> tuple[Catalog, list[Finding]]:
    """The catalog that `text` is, and what is wrong with it; `where` names the file in findings."""
    findings: list[Finding] = []
    header: dict[str, str] = {}
    header_comments: tuple[str, ...] = ()
    messages: dict[tuple[str | None, str], Message] = {}
    for entry in _entries(text):
        place = f"{where}:{entry.broken_line or entry.line}"
        if entry.broken:
            findings.append(Finding(place, entry.broken, "Correct it there: this message is not used until then."))
            continue
        message = _message(entry)
        if message.msgid == "" and message.context is None:
            if not header:
                header = _header(message.msgstrs[0])
                header_comments = message.comments
                findings += _check_header(header, place)
            continue
        if message.key in messages:
            if not messages[message.key].obsolete and not message.obsolete:
                first = messages[message.key].line
                what = f"says again what line {first} says: {message.msgid[:50]!r}."
                findings.append(Finding(place, what, "Keep one of the two; the first is used."))
            if not messages[message.key].obsolete or message.obsolete:
                continue
        messages[message.key] = message
    if not header and messages:
        findings.append(Finding(f"{where}:1", "has no header.", "Run: invoke update", "warning"))
    return Catalog(Path(where), header, header_comments, tuple(messages.values())), findings


def _entries(text: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    current = ""
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = raw.strip()
        if not line:
            current = ""
            continue
        begins = (line.startswith("#") and not line.startswith("#~")) or _starts_message(line)
        if entry is None or (begins and entry.fields.keys() & {"msgstr", "msgstr[0]"}) or (begins and entry.broken):
            if entry is not None and (entry.fields or entry.broken):
                yield entry
            entry = _Entry(number)
        elif begins and not line.startswith("#") and "msgid" in entry.fields and not line.startswith("msgid_plural"):
            _break(entry, number, "has a message without a translation line (msgstr).")
            yield entry
            entry = _Entry(number)
        current = _take(entry, line, number, current)
    if entry is not None and (entry.fields or entry.broken):
        yield entry


def _starts_message(line: str) -> bool:
    line = line.removeprefix("#~").strip()
    return line.startswith(("msgctxt", "msgid")) and not line.startswith("msgid_plural")


def _take(entry: _Entry, line: str, number: int, current: str) -> str:
    """Put one line into `entry`; returns the field that a quoted line after it continues."""
    if _CONFLICT.match(line):
        _break(entry, number, "has a conflict that Git could not resolve.")
        return ""
    if line.startswith("#~"):
        entry.obsolete = True
        line = line[2:].strip()
        if line.startswith("|"):
            line = "#" + line
    if line.startswith("#"):
        kind = line[1:2] if line[1:2] in (".", ":", ",", "|") else ""
        entry.comments.setdefault(kind, []).append(line[1 + len(kind) :].strip())
        return ""
    match = _KEYWORD.fullmatch(line)
    if match:
        name = match[1] + (f"[{match[2]}]" if match[2] else "")
        if name in entry.fields:
            _break(entry, number, f"has a second {name}.")
            return ""
        if not entry.fields:
            entry.line = number
        entry.fields[name] = ""
        current, line = name, match[3]
    quoted = _QUOTED.fullmatch(line)
    if not quoted or not current:
        what = "has a text that does not end with a quotation mark." if line.startswith('"') else "cannot be understood."
        _break(entry, number, what)
        return current
    entry.fields[current] += unescape(quoted[1])
    return current


def _break(entry: _Entry, number: int, what: str) -> None:
    if not entry.broken:
        entry.broken, entry.broken_line = what, number


def unescape(text: str) -> str:
    """The text between the quotation marks of a PO line, with its escapes resolved."""
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if code in _ESCAPES:
            return _ESCAPES[code]
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        return chr(int(code, 8)) if code.isdigit() and "8" not in code and "9" not in code else code

    return _ESCAPE.sub(character, text)


def _message(entry: _Entry) -> Message:
    fields, comments = entry.fields, entry.comments
    plural = fields.get("msgid_plural")
    forms = sorted((int(name[7:-1]), text) for name, text in fields.items() if name.startswith("msgstr["))
    msgstrs = tuple(text for _, text in forms) if forms else (fields.get("msgstr", ""),)
    flags = [flag.strip() for line in comments.get(",", []) for flag in line.split(",") if flag.strip()]
    previous = [_QUOTED.findall(line) for line in comments.get("|", []) if not line.startswith("msgctxt")]
    return Message(
        context=fields.get("msgctxt"),
        msgid=fields.get("msgid", ""),
        plural=plural,
        msgstrs=msgstrs,
        fuzzy="fuzzy" in flags,
        obsolete=entry.obsolete,
        comments=tuple(comments.get("", [])),
        notes=tuple(comments.get(".", [])),
        # A line number would stale a catalog with each edit above it.
        locations=tuple(dict.fromkeys(re.sub(r":\d+$", "", item) for line in comments.get(":", []) for item in line.split())),
        flags=tuple(flag for flag in flags if flag != "fuzzy"),
        previous=unescape("".join(part for parts in previous for part in parts)) or None,
        line=entry.line,
    )


def _header(text: str) -> dict[str, str]:
    fields = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in fields if colon and _HEADER_NAME.match(name.strip())}


def _check_header(header: dict[str, str], place: str) -> list[Finding]:
    charset = re.search(r"charset=([^\s;]+)", header.get("Content-Type", ""), re.IGNORECASE)
    if charset and charset[1].upper() not in ("UTF-8", "UTF8", "CHARSET"):
        what = f"says that its encoding is {charset[1]}, and only UTF-8 is read."
        return [Finding(place, what, "Save it as UTF-8 (Poedit: Catalog properties).")]
    return []
