"""Catalogs are written so that diffs are small and every gettext tool reads them."""

import io
from pathlib import Path

from babel.messages.pofile import read_po as babel_read_po
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_data import Catalog, Message
from plainsight.po_read import parse_po
from plainsight.po_write import format_po

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1)
HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def catalog(*messages: Message) -> Catalog:
    return Catalog(Path("x.po"), HEADER, (), messages)


@given(st.lists(st.builds(Message, st.none() | TEXT, TEXT, msgstrs=st.tuples(TEXT), fuzzy=st.booleans()), max_size=5,
                unique_by=lambda message: message.key))
def test_what_is_written_is_read_again(messages):
    """Writing and reading a catalog changes no text of it."""
    again, findings = parse_po(format_po(catalog(*messages)), "x.po")
    assert not findings
    assert {m.key: (m.msgstrs, m.fuzzy) for m in again.messages} == {m.key: (m.msgstrs, m.fuzzy) for m in messages}
    assert format_po(again) == format_po(catalog(*messages))


EXAMPLE = catalog(
    Message(None, 'Say "yes"\nnow', msgstrs=("Diga «sí»\nya",), notes=("a note",), locations=("b.md",)),
    Message("menu", "one page", "%(n)s pages", ("una página", "%(n)s páginas"), locations=("a.html",)),
    Message(None, "Gone", msgstrs=("Ido",), obsolete=True),
    Message(None, "New", msgstrs=("Nuevo",), fuzzy=True, previous="Old", locations=("a.html",)),
)


def test_babel_reads_it():
    """Babel finds the same messages, so plain pybabel works on our catalogs."""
    read = babel_read_po(io.BytesIO(format_po(EXAMPLE).encode()))
    assert read.get('Say "yes"\nnow').string == "Diga «sí»\nya"
    assert read.get("one page", "menu").string == ("una página", "%(n)s páginas")
    assert read.get("New").fuzzy and "Gone" in str(read.obsolete)


def test_an_edit_of_one_message_is_a_diff_of_one_message():
    """Long texts are on one line, and nothing depends on where or when a message was extracted."""
    long = Message(None, "word " * 60 + "end", msgstrs=("palabra " * 60 + "fin",))
    text = format_po(catalog(long))
    assert f'msgid "{long.msgid}"' in text.splitlines()
