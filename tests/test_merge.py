"""Merging keeps what volunteers have done, and never puts it where it does not belong."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_data import Catalog, Message
from plainsight.merge import merge
from plainsight.po_read import parse_po
from plainsight.po_write import format_po


def catalog(*messages: Message) -> Catalog:
    return Catalog(Path("es.po"), {"Plural-Forms": "nplurals=2; plural=(n != 1);"}, ("mine",), messages)


def message(msgid: str, msgstr: str = "", page: str = "a.md", **more) -> Message:
    return Message(None, msgid, msgstrs=(msgstr,), locations=(page,), **more)


def by_id(merged: Catalog) -> dict[str, Message]:
    return {m.msgid: m for m in merged.messages}


def test_the_same_text_keeps_its_translation_and_comments():
    """What has not changed is not touched; notes come from the source."""
    old = message("Call the hotline", "Llame", comments=("by me",), notes=("old",))
    merged = merge(catalog(old), catalog(message("Call the hotline", notes=("new",))))
    kept = by_id(merged)["Call the hotline"]
    assert (kept.msgstrs, kept.comments, kept.notes, kept.fuzzy) == (("Llame",), ("by me",), ("new",), False)
    assert merged.header_comments == ("mine",)


def test_a_changed_text_is_fuzzy_with_the_text_it_was_made_for():
    """A translator sees what was translated before, and readers do not."""
    merged = merge(catalog(message("Call the hotline now", "Llame ya")), catalog(message("Call the hotline today")))
    new = by_id(merged)["Call the hotline today"]
    assert new.fuzzy and new.msgstrs == ("Llame ya",) and new.previous == "Call the hotline now"
    assert "Call the hotline now" not in by_id(merged)


def test_a_reverted_edit_brings_the_translation_back():
    """What became obsolete by a mistake is translated again when the mistake is undone."""
    first = catalog(message("A text that goes and comes", "Un texto"), message("Stays", "Queda"))
    without = merge(first, catalog(message("Stays")))
    assert by_id(without)["A text that goes and comes"].obsolete
    back = merge(without, catalog(message("A text that goes and comes"), message("Stays")))
    assert by_id(back)["A text that goes and comes"].msgstrs == ("Un texto",)
    assert not by_id(back)["A text that goes and comes"].obsolete


def test_a_translation_in_use_is_never_taken():
    """A new text like an old one that is still there starts empty."""
    old = message("Call the hotline now", "Llame ya")
    merged = merge(catalog(old), catalog(message("Call the hotline now"), message("Call the hotline noon")))
    assert by_id(merged)["Call the hotline noon"].msgstrs == ("",)


def test_other_numbers_are_never_taken():
    """A text with another number starts empty: a wrong number is worse than none."""
    merged = merge(catalog(message("They answer within 24 hours", "24 horas")), catalog(message("They answer within 48 hours")))
    assert by_id(merged)["They answer within 48 hours"].msgstrs == ("",)


def test_very_short_texts_are_never_taken():
    """"Name" and "Same" have nothing to do with each other."""
    merged = merge(catalog(message("Name", "Nombre")), catalog(message("Same")))
    assert by_id(merged)["Same"].msgstrs == ("",)


def test_the_same_page_comes_first():
    """Of two texts that are near, the one of the same page is taken."""
    old = catalog(message("Read this page with care now", "B", "b.md"), message("Read this page with care soon", "A", "a.md"))
    merged = merge(old, catalog(message("Read this page with care please", page="a.md")))
    assert by_id(merged)["Read this page with care please"].msgstrs == ("A",)


def test_a_plural_starts_with_each_form():
    """A new plural message has a place for every form of the language."""
    merged = merge(catalog(), catalog(Message(None, "one", "many", ("", ""))))
    assert merged.messages[0].msgstrs == ("", "")


IDS = st.lists(st.sampled_from(["alpha beta gamma", "alpha beta delta", "alpha beta 12", "one two three four", "x"]), unique=True)


@given(IDS, IDS)
def test_merging_again_changes_nothing(before, after):
    """A second update writes the same bytes."""
    template = catalog(*(message(msgid) for msgid in after))
    once = merge(catalog(*(message(msgid, f"T {msgid}") for msgid in before)), template)
    text = format_po(once)
    assert format_po(merge(parse_po(text, "es.po")[0], template)) == text
    assert {m.msgid for m in once.messages if not m.obsolete} == set(after)
