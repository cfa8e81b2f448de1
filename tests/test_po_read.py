"""Catalogs of strangers are read whatever is in them, and everything wrong is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.findings import errors
from plainsight.po_read import LIMIT_BYTES, parse_po, read_po

BAD = Path(__file__).parent / "bad" / "catalogs"
# file -> (line of the error finding or None, a part of what it says)
EXPECTED = {
    "has-a-byte-order-mark.po": (None, "byte order mark"),
    "is-not-utf-8.po": (8, "not UTF-8"),
    "says-another-encoding.po": (1, "ISO-8859-1"),
    "text-does-not-end.po": (8, "does not end"),
    "git-conflict.po": (8, "conflict"),
    "message-twice.po": (10, "says again"),
    "no-msgstr.po": (7, "without a translation line"),
    "rubbish-line.po": (8, "cannot be understood"),
    "quotation-mark-within-a-text.po": (8, "quotation mark within"),
    "no-msgid.po": (7, "without its message"),
    "text-of-nothing.po": (7, "belongs to nothing"),
    "conflict-around-messages.po": (7, "conflict"),
    "plural-forms-with-a-gap.po": (7, "not numbered"),
    "two-headers.po": (None, "another header"),
    "byte-order-mark-within.po": (8, "cannot be understood"),
    "no-header.po": (None, "no header"),
    "language-is-a-path.po": (None, None),
    "empty-date.po": (None, None),
    "flags-without-space.po": (None, None),
    "comment-after-a-message-without-msgstr.po": (7, "without a translation line"),
    "plural-rule-runs-code.po": (None, None),
    "iso-date-and-foreign-flag.po": (None, None),
    "windows-line-ends.po": (None, None),
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_is_named_with_its_line_and_the_rest_is_used(name):
    """Whatever is wrong with a file, its sound messages are read and its unsound ones named."""
    line, what = EXPECTED[name]
    catalog, findings = read_po(BAD / name)
    found = errors(findings)
    assert [finding.where for finding in found] == ([f"{name}:{line}"] if line else [])
    if what:
        assert any(what in finding.what and finding.remedy for finding in findings)
    if name != "is-not-utf-8.po":
        assert next(m for m in catalog.messages if m.msgid == "Good").msgstrs == ("Bueno",)
    assert all(message.msgid for message in catalog.messages), "the header is never a message"


def test_a_fuzzy_mark_after_a_broken_message_stays_with_its_own():
    """A broken entry never takes the comments of the next: a stale text would be published."""
    catalog, _ = read_po(BAD / "comment-after-a-message-without-msgstr.po")
    assert [(message.msgid, message.fuzzy) for message in catalog.messages] == [("Stale", True), ("Good", False)]


def test_what_a_conflict_touches_is_not_used_and_its_neighbours_are():
    """Neither side of a conflict is published."""
    catalog, _ = read_po(BAD / "conflict-around-messages.po")
    assert [message.msgid for message in catalog.messages] == ["Good"]


@given(st.text())
def test_no_text_stops_the_reader(text):
    """Any text at all is a catalog with findings, never an exception."""
    catalog, findings = parse_po(text, "x.po")
    assert all(finding.remedy for finding in findings)
    assert all(message.msgid for message in catalog.messages)


@given(
    st.lists(
        st.sampled_from(
            [
                'msgid "a"',
                'msgstr "b"',
                'msgctxt "c"',
                'msgid_plural "d"',
                'msgstr[0] "e"',
                '"f"',
                "#, fuzzy",
                '#~ msgid "g"',
                '#~ msgstr "h"',
                "# i",
                "",
                "<<<<<<< x",
                '"',
                "msgstr",
                '#| msgid "j"',
                'msgid ""',
                '"k: l\\n"',
            ]
        ),
        max_size=25,
    )
)
def test_no_order_of_lines_stops_the_reader(lines):
    """Lines of a catalog in any order are read or named."""
    parse_po("\n".join(lines), "x.po")


def test_a_missing_file_is_a_finding(tmp_path):
    """A catalog that is not there is empty and says what to do."""
    catalog, findings = read_po(tmp_path / "es.po")
    assert not catalog.messages and "invoke update" in findings[0].remedy


def test_previous_text_comments_and_locations_are_kept():
    """What translators and tools wrote about a message stays with it; line numbers do not."""
    catalog, _ = parse_po(
        '# mine\n#. note\n#: a.md:3 b.md:4\n#: a.md:9\n#, fuzzy, no-wrap\n#| msgid "Old"\nmsgid "New"\nmsgstr "N"\n',
        "x.po",
    )
    message = catalog.messages[0]
    assert (message.comments, message.notes, message.locations) == (("mine",), ("note",), ("a.md", "b.md"))
    assert message.fuzzy and message.flags == ("no-wrap",) and message.previous == "Old"


def test_a_file_that_is_no_catalog_by_its_size_is_not_read(tmp_path):
    """Nobody fills the memory of a build with a file."""
    path = tmp_path / "es.po"
    with path.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    catalog, findings = read_po(path)
    assert not catalog.messages and ["larger than" in finding.what for finding in findings] == [True]


@pytest.mark.parametrize("data", [b"\xed\xa0\x80", b"\xff\xfem\x00s\x00g\x00", 'msgid "é"'.encode("latin-1")])
def test_bytes_that_are_no_utf_8_are_named(tmp_path, data):
    """Lone surrogates, UTF-16 and Latin-1: nothing is guessed, nothing is published as mojibake."""
    path = tmp_path / "es.po"
    path.write_bytes(b'msgid ""\nmsgstr ""\n\n' + data)
    catalog, findings = read_po(path)
    assert not catalog.messages and findings[0].where == "es.po:4" and "not UTF-8" in findings[0].what
