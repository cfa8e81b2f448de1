"""Writes PO files so that an edit of one sentence is a diff of one message: no wrapping, no line numbers, no dates."""

from collections.abc import Iterator

from plainsight.catalog_data import Catalog, Message

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a", "\b": "\\b",
                          "\f": "\\f", "\v": "\\v"})


def format_po(catalog: Catalog) -> str:
    """`catalog` as the text of a PO file; messages sorted by the file they are from, obsolete ones last."""
    live = [message for message in catalog.messages if not message.obsolete]
    gone = [message for message in catalog.messages if message.obsolete]
    # Sorting is stable, so messages of one page stay in reading order.
    live.sort(key=lambda message: message.locations[:1])
    gone.sort(key=lambda message: (message.msgid, message.context or ""))
    blocks = ["\n".join(_header(catalog)), *("\n".join(_lines(message)) for message in (*live, *gone))]
    return "\n\n".join(blocks) + "\n"


def _header(catalog: Catalog) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in catalog.header_comments)
    yield 'msgid ""'
    yield 'msgstr ""'
    yield from (f'"{_escape(f"{name}: {value}")}\\n"' for name, value in catalog.header.items())


def _lines(message: Message) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in message.comments)
    if not message.obsolete:
        yield from (f"#. {note}" for note in message.notes)
        yield from (f"#: {location}" for location in message.locations)
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


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
