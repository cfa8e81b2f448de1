"""Reads PO files of strangers: whatever is in one gives messages and findings, never an exception.

The format is that of the GNU gettext manual, "The Format of PO Files". What cannot be read is lost to the build, not to
the file: a catalog with an error finding is never rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from plainsight.catalog_data import Catalog, Key, Message
from plainsight.findings import Finding
from plainsight.po_lines import Entry, quoted_text, read_entries, split_locations

LIMIT_BYTES = 20_000_000
_BOM = b"\xef\xbb\xbf"
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*$")
_CORRECT = "Correct it there: this message is not used until then."
_SAVE = "Save it as UTF-8 (Poedit: Catalog properties)."


def read_po(path: Path) -> tuple[Catalog, list[Finding]]:
    """The catalog in the file `path` (a missing one is empty, with a finding) and everything wrong with the file."""
    where = where_of(path)
    empty = Catalog(path, {}, (), ())
    try:
        if path.stat().st_size > LIMIT_BYTES:
            return empty, [Finding(where, "is larger than 20 MB.", "Restore the file: no real catalog is.")]
        data = path.read_bytes()
    except OSError as error:
        return empty, [Finding(where, f"cannot be read: {error.strerror}.", "Restore the file, or run: invoke update")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return empty, [Finding(f"{where}:{line}", "is not UTF-8 text.", _SAVE)]
    catalog, findings = parse_po(text, where)
    if data.startswith(_BOM):
        what = "begins with a byte order mark, which was skipped."
        findings.append(Finding(f"{where}:1", what, "Save it as UTF-8 without BOM.", "warning"))
    return replace(catalog, path=path), findings


def where_of(path: Path) -> str:
    """What findings call the catalog at `path`: its path from `translations` on, else its name."""
    parts = path.parts
    return "/".join(parts[parts.index("translations") :]) if "translations" in parts else path.name


def parse_po(text: str, where: str) -> tuple[Catalog, list[Finding]]:
    """The catalog that `text` is, and what is wrong with it; `where` names the file in findings.

    An entry that cannot be understood is left out, alone. Of messages that come twice, the first is used.
    """
    findings: list[Finding] = []
    header: dict[str, str] = {}
    header_comments: tuple[str, ...] = ()
    messages: dict[Key, Message] = {}
    headers = 0
    for entry in read_entries(text):
        message = entry_message(entry)
        place = f"{where}:{entry.line}"
        if entry.broken:
            findings.append(Finding(f"{where}:{entry.broken_line}", entry.broken, _CORRECT))
        elif message.key == (None, ""):
            headers += 1
            if headers == 1 and not message.obsolete:
                header, header_comments = read_header(message.msgstrs[0]), message.comments
                findings += check_header(header, place)
            else:
                findings.append(Finding(place, "has another header, which is not used.", "Remove it.", "warning"))
        elif not message.msgid:
            findings.append(Finding(place, "has a message without text, which is not used.", "Remove it.", "warning"))
        else:
            findings += _add(messages, message, place)
    if not header and messages:
        findings.append(Finding(f"{where}:1", "has no header.", "Run: invoke update", "warning"))
    # Everything within one conflict is one finding.
    return Catalog(Path(where), header, header_comments, tuple(messages.values())), list(dict.fromkeys(findings))


def _add(messages: dict[Key, Message], message: Message, place: str) -> Iterator[Finding]:
    """Put `message` into `messages`; an obsolete one never stands in the way of one that is in use."""
    first = messages.get(message.key)
    if first is None:
        messages[message.key] = message
    elif first.obsolete and not message.obsolete:
        del messages[message.key]
        messages[message.key] = message
    elif not message.obsolete:
        what = f"says again what line {first.line} says: {message.msgid[:50]!r}."
        yield Finding(place, what, "Keep one of the two; the first is used.")


def entry_message(entry: Entry) -> Message:
    """The message that `entry` is."""
    fields, comments = entry.fields, entry.comments
    forms = sorted((int(name[7:-1]), text) for name, text in fields.items() if name.startswith("msgstr["))
    if forms and [number for number, _ in forms] != list(range(len(forms))):
        entry.breaks(entry.line, "has plural forms that are not numbered 0, 1, 2 and so on.")
    flags = [flag.strip() for line in comments.get(",", []) for flag in line.split(",") if flag.strip()]
    return Message(
        context=fields.get("msgctxt"),
        msgid=fields.get("msgid", ""),
        plural=fields.get("msgid_plural"),
        msgstrs=tuple(text for _, text in forms) or (fields.get("msgstr", ""),),
        fuzzy="fuzzy" in flags,
        obsolete=entry.obsolete,
        comments=tuple(comments.get("", [])),
        notes=tuple(comments.get(".", [])),
        locations=tuple(dict.fromkeys(split_locations(comments.get(":", [])))),
        flags=tuple(dict.fromkeys(flag for flag in flags if flag != "fuzzy")),
        previous=_previous(comments.get("|", [])),
        line=entry.line,
    )


def _previous(lines: list[str]) -> str | None:
    """The earlier msgid in `#|` comments; its context and plural are not kept."""
    current, text = "", ""
    for line in lines:
        keyword = re.match(r"(msgctxt|msgid_plural|msgid)\b\s*", line)
        if keyword:
            current, line = keyword[1], line[keyword.end() :]
        if current == "msgid":
            text += quoted_text(line) or ""
    return text or None


def read_header(text: str) -> dict[str, str]:
    """The fields of a header with the text `text`, by name."""
    fields = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in fields if colon and _HEADER_NAME.match(name.strip())}


def check_header(header: dict[str, str], place: str) -> list[Finding]:
    """What is wrong with the fields `header` of a catalog, at `place`."""
    charset = re.search(r"charset=([^\s;]+)", header.get("Content-Type", ""), re.IGNORECASE)
    if charset and charset[1].upper() not in ("UTF-8", "UTF8", "ASCII", "US-ASCII", "CHARSET"):
        return [Finding(place, f"says that its encoding is {charset[1]}, and only UTF-8 is read.", _SAVE)]
    return []
