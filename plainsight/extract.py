"""Babel extraction methods for pages and hotlines, and the templates made with them (`invoke extract`)."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from plainsight.catalog_data import CRITICAL, Catalog, Message
from plainsight.findings import Finding, Refused, errors
from plainsight.glossary import WHERE as GLOSSARY
from plainsight.glossary import read_glossary
from plainsight.pages import SourcePage, read_page
from plainsight.trees import read_tree

DOMAINS = ("interface", "content")
COMMENT_TAG = "Translators:"
Extracted = tuple[int, str | None, str | tuple[str, str], list[str]]


def extract_page(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """Babel extraction method for campaign pages: each message with its line and the notes for translators.

    Raises `Refused` for a page that cannot be read.
    """
    path = Path(file.name)
    page, findings = read_page(path, path.as_posix())
    if page is None or errors(findings):
        raise Refused(findings)
    yield from _messages(page)


def extract_tree(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """Babel extraction method for decision trees, as for pages. Raises `Refused` for a tree that cannot be used."""
    path = Path(file.name)
    steps, findings = read_tree(path, path.as_posix())
    if errors(findings):
        raise Refused(findings)
    for step in steps:
        yield from _messages(step)


def _messages(page: SourcePage) -> Iterator[Extracted]:
    for message in page.messages():
        notes = [CRITICAL] if message.critical else []
        comments = [f"{COMMENT_TAG} {note}" for note in (*notes, *message.notes)]
        if message.context is None:
            yield message.line, None, message.msgid, comments
        else:
            yield message.line, "pgettext", (message.context, message.msgid), comments


def extract_hotlines(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """Babel extraction method for hotline files: the name of each line, and nothing else (numbers are data)."""
    data = tomllib.load(file)
    lines = Path(file.name).read_text(encoding="utf-8").splitlines()
    for entry in data.get("line", []):
        name = entry.get("name")
        if not name:
            continue
        number = next((n for n, line in enumerate(lines, 1) if line.startswith("name") and name in line), 0)
        operator = entry.get("operator") or "unknown"
        yield number, None, name, [f"{COMMENT_TAG} Name of a hotline, run by: {operator}."]


def extract_templates(root: Path) -> dict[str, Catalog]:
    """The template of each domain, as `babel.cfg` in `root` says; a message met twice keeps its first place.

    What lies below content/ belongs to the domain `content`, the rest to `interface`. Raises `Refused`.
    """
    mapping = (root / "babel.cfg").read_text(encoding="utf-8")
    glossary = read_glossary(root / GLOSSARY)
    methods, options = parse_mapping_cfg(io.StringIO(mapping), filename="babel.cfg")
    found: dict[str, dict[tuple[str | None, str], Message]] = {domain: {} for domain in DOMAINS}
    items = extract_from_dir(
        root, methods, options, DEFAULT_KEYWORDS, (COMMENT_TAG,), strip_comment_tags=True, directory_filter=_wanted
    )
    for name, line, text, comments, context in items:
        domain = "content" if name.startswith("content/") else "interface"
        msgid, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
        notes = tuple(dict.fromkeys(comment.strip() for comment in comments if comment.strip()))
        if not name.startswith("content/hotlines/"):  # names of their own, not ours to word
            notes = (*notes, *glossary.notes(msgid))
        message = Message(
            context, msgid, plural, ("",) * (2 if plural else 1), notes=notes, locations=(name,), line=line
        )
        messages = found[domain]
        messages[message.key] = _joined(messages[message.key], message) if message.key in messages else message
    return {
        domain: Catalog(Path(f"translations/{domain}.pot"), _HEADER, (), tuple(messages.values()))
        for domain, messages in found.items()
    }


_HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_SKIPPED = frozenset({"output", "node_modules", "tests", "docs", "bench", "translations", "requirements"})


def _wanted(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in _SKIPPED


def _joined(first: Message, again: Message) -> Message:
    notes = tuple(dict.fromkeys((*first.notes, *again.notes)))
    locations = tuple(dict.fromkeys((*first.locations, *again.locations)))
    plural = first.plural or again.plural
    return Message(
        first.context,
        first.msgid,
        plural,
        ("",) * (2 if plural else 1),
        notes=notes,
        locations=locations,
        line=first.line,
    )


def stale_templates(root: Path, templates: dict[str, Catalog], written: dict[str, Catalog]) -> list[Finding]:
    """A finding for each template whose messages are not those of the source any more."""
    return [
        Finding(
            f"translations/{domain}.pot",
            "does not hold the messages of the pages and templates as they are now.",
            "Run: invoke extract update",
        )
        for domain, template in templates.items()
        if _compared(template) != _compared(written[domain])
    ]


def _compared(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str | None, tuple[str, ...]]]:
    return {message.key: (message.plural, message.notes) for message in catalog.messages}
