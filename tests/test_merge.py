"""Merging keeps what volunteers have done, and never puts it where it does not belong."""

from dataclasses import replace
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
    assert by_id(merged)["Call the hotline now"].obsolete


def test_a_reverted_edit_brings_the_translation_back():
    """What became obsolete by a mistake is translated again when the mistake is undone."""
    first = catalog(message("A text that goes and comes", "Un texto"), message("Stays", "Queda"))
    without = merge(first, catalog(message("Stays")))
    assert by_id(without)["A text that goes and comes"].obsolete
    back = merge(without, catalog(message("A text that goes and comes"), message("Stays")))
    assert by_id(back)["A text that goes and comes"].msgstrs == ("Un texto",)
    assert not by_id(back)["A text that goes and comes"].obsolete


def test_an_edit_taken_back_before_anyone_translated_it_changes_nothing():
    """The translation of the first text is published again as it was, and the suggestion made of it is gone."""
    first = catalog(message("Call the hotline now", "Llame ya"))
    edited = merge(first, catalog(message("Call the hotline today")))
    back = merge(edited, catalog(message("Call the hotline now")))
    assert format_po(back) == format_po(first)


def test_the_nearest_pair_is_matched_first():
    """A text that comes earlier on a page does not take what belongs to a later one."""
    old = catalog(message("Somebody can listen to you today", "A"))
    new = catalog(message("Somebody can listen to me on Monday"), message("Somebody can listen to you today!"))
    merged = by_id(merge(old, new))
    assert merged["Somebody can listen to you today!"].msgstrs == ("A",)
    assert merged["Somebody can listen to me on Monday"].msgstrs == ("",)


def test_a_context_that_changed_keeps_the_text_as_fuzzy():
    """The same words in another place may need another translation, so somebody looks."""
    old = Message("menu", "Go to the tip form", msgstrs=("Ir",))
    merged = merge(catalog(old), catalog(message("Go to the tip form")))
    assert merged.messages[0].fuzzy and merged.messages[0].msgstrs == ("Ir",)


def test_a_changed_plural_is_fuzzy():
    """Forms made for another plural are not shown until somebody has looked, and are not lost."""
    old = Message(None, "%(num)s page", "%(num)s pages", ("una", "más"))
    changed = merge(catalog(old), catalog(Message(None, "%(num)s page", "%(num)s sheets", ("", "")))).messages[0]
    single = merge(catalog(old), catalog(message("%(num)s page"))).messages[0]
    more = merge(catalog(single), catalog(Message(None, "%(num)s page", "%(num)s pages", ("", "")))).messages[0]
    assert changed.fuzzy and changed.msgstrs == ("una", "más")
    assert single.fuzzy and single.msgstrs == ("más",)
    assert more.fuzzy and more.msgstrs == ("más", "más")


def test_a_rejected_suggestion_does_not_come_again():
    """A translator who empties a fuzzy translation does it once."""
    template = catalog(message("Call the hotline today"))
    merged = merge(catalog(message("Call the hotline now", "Llame ya")), template)
    emptied = catalog(*(replace(m, msgstrs=("",), fuzzy=False) if not m.obsolete else m for m in merged.messages))
    assert by_id(merge(emptied, template))["Call the hotline today"].msgstrs == ("",)


def test_a_new_label_is_no_other_number():
    """A link that was added does not count as a changed number."""
    old = message("Read how to stay safe here", "Lea cómo")
    merged = merge(catalog(old), catalog(message("Read [how to stay safe][1] here")))
    assert merged.messages[0].fuzzy


def test_flags_of_other_tools_are_kept_and_formats_are_the_templates():
    """What Weblate notes stays; a text that is no format any more is not checked as one."""
    old = message("Call the hotline now", "Llame", flags=("md-text", "python-format"))
    assert merge(catalog(old), catalog(message("Call the hotline now"))).messages[0].flags == ("md-text",)


def test_a_translation_in_use_is_never_taken():
    """A new text like an old one that is still there starts empty."""
    old = message("Call the hotline now", "Llame ya")
    merged = merge(catalog(old), catalog(message("Call the hotline now"), message("Call the hotline noon")))
    assert by_id(merged)["Call the hotline noon"].msgstrs == ("",)


def test_other_numbers_are_never_taken():
    """A text with another number starts empty: a wrong number is worse than none."""
    merged = merge(
        catalog(message("They answer within 24 hours", "24 horas")), catalog(message("They answer within 48 hours"))
    )
    assert by_id(merged)["They answer within 48 hours"].msgstrs == ("",)


def test_very_short_texts_are_never_taken():
    """The texts "Name" and "Same" have nothing to do with each other."""
    merged = merge(catalog(message("Name", "Nombre")), catalog(message("Same")))
    assert by_id(merged)["Same"].msgstrs == ("",)
    merged = merge(catalog(message("Get help now", "Ayuda")), catalog(message("Get help not")))
    assert by_id(merged)["Get help not"].msgstrs == ("",)


def test_the_same_page_comes_first():
    """Of two texts that are near, the one of the same page is taken."""
    old = catalog(
        message("Read this page with care now", "B", "b.md"), message("Read this page with care soon", "A", "a.md")
    )
    merged = merge(old, catalog(message("Read this page with care please", page="a.md")))
    assert by_id(merged)["Read this page with care please"].msgstrs == ("A",)


def test_a_plural_starts_with_each_form():
    """A new plural message has a place for every form of the language."""
    merged = merge(catalog(), catalog(Message(None, "one", "many", ("", ""))))
    assert merged.messages[0].msgstrs == ("", "")


WORDS = st.sampled_from(["call", "the", "hotline", "now", "today", "24", "48", "[here][1]", "幫助", "熱線"])
IDS = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), unique=True, max_size=8)


@given(IDS, IDS)
def test_merging_again_changes_nothing(before, after):
    """A second update writes the same bytes."""
    template = catalog(*(message(msgid) for msgid in after))
    once = merge(catalog(*(message(msgid, f"T {msgid}") for msgid in before)), template)
    text = format_po(once)
    assert format_po(merge(parse_po(text, "es.po")[0], template)) == text
    assert {m.msgid for m in once.messages if not m.obsolete} == set(after)


@given(IDS, IDS, IDS)
def test_no_translation_is_lost_and_none_is_invented(first, second, third):
    """After any edits, each text has its own translation, or one marked fuzzy that was made for the text it names."""
    merged = catalog(*(message(msgid, f"T {msgid}") for msgid in first))
    for msgids in (second, third):
        merged = merge(merged, catalog(*(message(msgid) for msgid in msgids)))
        found = by_id(merged)
        assert all(found[msgid].msgstrs == (f"T {msgid}",) and not found[msgid].fuzzy for msgid in first)
        for m in merged.messages:
            if m.fuzzy:
                assert m.msgstrs == (f"T {m.previous}",) and m.previous not in msgids
            elif m.msgid not in first:
                assert m.msgstrs == ("",)


def test_capitals_and_spaces_make_no_other_text():
    """Who writes a heading in small letters does not ask a hundred people to look at it; short texts too."""
    old = catalog(message("Get Help  Now", "Pida ayuda"), message("Menu", "Menú"))
    merged = by_id(merge(old, catalog(message("Get help now"), message("menu"))))
    assert (merged["Get help now"].msgstrs, merged["Get help now"].fuzzy) == (("Pida ayuda",), False)
    assert (merged["menu"].msgstrs, merged["menu"].fuzzy) == (("Menú",), False)
    assert merged["Menu"].obsolete, "what was translated is still there if the edit is taken back"


def test_capitals_that_two_texts_share_prove_nothing():
    """Of two texts that differ in capitals alone, nobody knows which one was edited; a text in use is never taken."""
    old = catalog(message("Home", "Casa"), message("home", "Inicio"))
    assert by_id(merge(old, catalog(message("hoMe"))))["hoMe"].msgstrs == ("",)
    assert by_id(merge(old, catalog(message("home"), message("Home"), message("hoMe"))))["hoMe"].msgstrs == ("",)


def test_a_word_in_capitals_is_another_word():
    """The US is not us."""
    assert by_id(merge(catalog(message("Call US", "Llame a EE. UU.")), catalog(message("Call us"))))[
        "Call us"
    ].msgstrs == ("",)


def test_a_suggestion_stays_one_when_capitals_change():
    """What needs work needs it still."""
    old = catalog(message("Call The Hotline Today", "Llame ya", fuzzy=True, previous="Call the hotline now"))
    new = by_id(merge(old, catalog(message("Call the hotline today"))))["Call the hotline today"]
    assert new.fuzzy and new.previous == "Call the hotline now"
