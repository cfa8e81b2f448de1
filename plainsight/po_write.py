"""Writes PO files so that an edit of one sentence is a diff of one message: no wrapping, no line numbers, no dates."""

import re
from collections.abc import Iterator

from plainsight.catalog_data import Catalog, Message

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
    }
)


def format_po(catalog: Catalog) -> str:
    """`catalog` as the text of a PO file: messages sorted by the file they are from, hotlines after the pages,
    obsolete ones last. The encoding that its header names is UTF-8.
    """
    live = [message for message in catalog.messages if not message.obsolete]
    gone = [message for message in catalog.messages if message.obsolete]
    # Sorting is stable, so messages of one page stay in reading order.
    live.sort(key=lambda message: ("hotlines/" in "".join(message.locations[:1]), message.locations[:1]))
    gone.sort(key=lambda message: (message.msgid, message.context or ""))
    blocks = ["\n".join(_header(catalog)), *("\n".join(_lines(message)) for message in (*live, *gone))]
    return "\n\n".join(blocks) + "\n"


def _header(catalog: Catalog) -> Iterator[str]:
    yield from _comments("#", catalog.header_comments)
    yield 'msgid ""'
    yield 'msgstr ""'
    yield from (f'"{_escape(f"{name}: {value}")}\\n"' for name, value in _fields(catalog).items())


def _fields(catalog: Catalog) -> dict[str, str]:
    # Other tools guess an encoding where the header names none.
    fields = {"Content-Type": "text/plain; charset=UTF-8"}
    for name, value in catalog.header.items():
        fields[name] = re.sub(r"charset=[^\s;]+", "charset=UTF-8", value) if name == "Content-Type" else value
    return {name: fields[name] for name in (*catalog.header, *fields)}


def _comments(mark: str, comments: tuple[str, ...]) -> Iterator[str]:
    # A line break within a comment would begin a line of the catalog.
    for comment in comments:
        yield from (f"{mark} {line.strip()}".rstrip() for line in re.split(r"[\r\n]+", comment))


def _lines(message: Message) -> Iterator[str]:
    yield from _comments("#", message.comments)
    if not message.obsolete:
        yield from _comments("#.", message.notes)
        yield from (f"#: {_location(location)}" for location in message.locations)
    if flags := [*(["fuzzy"] if message.fuzzy else []), *message.flags]:
        yield f"#, {', '.join(flags)}"
    mark = "#~ " if message.obsolete else ""
    if message.previous is not None:
        yield f'#{"~" if message.obsolete else ""}| msgid "{_escape(message.previous)}"'
    if message.context is not None:
        yield f'{mark}msgctxt "{_escape(message.context)}"'
    yield f'{mark}msgid "{_escape(message.msgid)}"'
    if message.plural is None:
        yield f'{mark}msgstr "{_escape(message.msgstrs[0] if message.msgstrs else "")}"'
        return
    yield f'{mark}msgid_plural "{_escape(message.plural)}"'
    yield from (f'{mark}msgstr[{number}] "{_escape(text)}"' for number, text in enumerate(message.msgstrs))


def _location(name: str) -> str:
    # As GNU gettext writes it.
    return f"\u2068{name}\u2069" if re.search(r"\s", name) else name


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
