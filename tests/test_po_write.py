"""Catalogs are written so that diffs are small and every gettext tool reads them."""

import io
from dataclasses import replace
from pathlib import Path

from babel.messages.pofile import read_po as babel_read_po
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_data import Catalog, Message
from plainsight.po_read import parse_po
from plainsight.po_write import format_po

# Everything that UTF-8 can say, and line breaks and quotation marks more often than chance would have them.
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from('\n"\\#'), min_size=1)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"]), min_size=1, max_size=9)
LINES = st.lists(LINE, max_size=2).map(tuple)
HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def catalog(*messages: Message) -> Catalog:
    return Catalog(Path("x.po"), HEADER, (), messages)


@st.composite
def messages(draw) -> Message:
    plural = draw(st.none() | TEXT)
    forms = draw(st.lists(TEXT | st.just(""), min_size=1, max_size=3)) if plural else [draw(TEXT | st.just(""))]
    fuzzy, obsolete = draw(st.booleans()), draw(st.booleans())
    flags = tuple(dict.fromkeys(draw(st.lists(st.sampled_from(["md-text", "no-wrap"]), max_size=2))))
    return Message(
        draw(st.none() | TEXT),
        draw(TEXT),
        plural,
        tuple(forms),
        fuzzy,
        obsolete,
        comments=draw(LINES),
        flags=flags,
        notes=() if obsolete else draw(LINES),
        previous=draw(st.none() | TEXT) if fuzzy else None,
        locations=() if obsolete else draw(st.sampled_from([(), ("a.md",), ("a b.md", "c.md")])),
    )


@given(st.lists(messages(), max_size=5, unique_by=lambda message: message.key))
def test_what_is_written_is_read_again(written):
    """Writing and reading a catalog changes nothing in it; writing it again changes no byte."""
    text = format_po(catalog(*written))
    again, findings = parse_po(text, "x.po")
    assert not findings
    assert {m.key: replace(m, line=0) for m in again.messages} == {m.key: m for m in written}
    assert format_po(again) == text


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


def test_pages_come_before_hotlines_and_obsolete_messages_last():
    """Who translates from top to bottom begins with what readers see first."""
    text = format_po(
        catalog(
            Message(None, "Line", locations=("content/hotlines/us.toml",)),
            Message(None, "Old", msgstrs=("Viejo",), obsolete=True),
            Message(None, "Second", locations=("content/pages/b.md",)),
            Message(None, "First", locations=("content/pages/a.md",)),
        )
    )
    assert [m.msgid for m in parse_po(text, "x.po")[0].messages] == ["First", "Second", "Line", "Old"]


def test_a_note_with_a_line_break_stays_a_note():
    """What an author notes can never become a message."""
    text = format_po(catalog(Message(None, "A", notes=('one\nmsgid "B"',), comments=("two\r\nthree",))))
    assert [m.msgid for m in parse_po(text, "x.po")[0].messages] == ["A"]


def test_the_encoding_is_always_named():
    """No tool has to guess, whatever a file said before it was written in UTF-8."""
    for header in ({}, {"Content-Type": "text/plain; charset=CHARSET"}):
        assert "charset=UTF-8" in format_po(Catalog(Path("x.po"), header, (), ()))
