"""Characters that hide, reorder or imitate are found; those that a script needs are left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.text_characters import clean, hidden_characters, mixed_scripts, plain, shows_nothing, stacked_marks

ALWAYS = [
    "\x00",
    "\x1b",
    "\x7f",
    "\x85",
    "\t",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ue000",
    "\U000e0041",
    "\ufdd0",
    "\ufff9",
    "\ufffd",
    "\u3164",
    "\u2063",
    "\U000e0100",
]


@pytest.mark.parametrize("character", ALWAYS, ids=lambda character: f"U+{ord(character):04X}")
@pytest.mark.parametrize("locale_id", ["es", "ar", "my", "zh_Hant"])
def test_what_no_language_needs_is_found(character, locale_id):
    """Controls, overrides, tags and fillers are named, in every locale."""
    found = hidden_characters("text", f"te{character}xt", locale_id)
    assert len(found) == 1 and found[0].startswith(f"U+{ord(character):04X}")


@pytest.mark.parametrize(
    ("locale_id", "text"),
    [
        ("fa", "می\u200cتوانید"),
        ("ur", "آ\u200dپ"),
        ("hi", "क्\u200dष"),
        ("si", "ක්\u200dෂ"),
        ("my", "က\u200c်"),
        ("ml", "ന്\u200d"),
        ("ar", "(١)\u200f"),
        ("he", "א\u200e1"),
        ("fa", "\u061c1"),
        ("es", "👩\u200d👧"),
        ("es", "❤\ufe0f\u200d🔥"),
        ("fr", "oui\u202f!"),
        ("ja", "葛\U000e0100"),
        ("mn", "ᠮᠣᠩ\u180bᠭᠣᠯ"),
        ("th", "กา\u200bกา"),
        ("pl", "a\u00a0b"),
    ],
)
def test_what_a_language_needs_is_left_alone(locale_id, text):
    """Joiners between letters that join, marks of direction where lines run from the right, spaces of all widths."""
    assert hidden_characters("text", text, locale_id) == []


def test_controls_of_the_source_may_be_kept_and_must_balance():
    """What the source isolates may be isolated in its translation, as often and closed."""
    source = "Call \u2068them\u2069"
    assert hidden_characters(source, "Llame \u2068ya\u2069", "es") == []
    assert hidden_characters(source, "Llame \u2069ya\u2068", "es")
    assert hidden_characters(source, "\u2068Llame\u2069 \u2068ya\u2069", "es")


def test_letters_that_look_alike_are_found_in_one_word_only():
    """A sentence may hold two scripts; a word that does is a trick or a slip."""
    assert mixed_scripts("раypal") == {"раypal"}
    assert mixed_scripts("SMS от НПО, Wi-Fi-сеть") == set()
    assert mixed_scripts("日本のSMSです") == set()


@pytest.mark.parametrize("text", ["", " ", "\u3164", "\u2800", "\u200b", "\u00a0\n"])
def test_nothing_to_see_is_noticed(text):
    """A translation that shows nothing is none."""
    assert shows_nothing(text)


def test_marks_that_a_spelling_needs_are_few():
    """Vietnamese and Hebrew are read, and text that climbs out of its line is not."""
    assert not stacked_marks("ệ ặ שָׁלוֹם ကြိုး ที่")
    assert stacked_marks("a" + "\u0301" * 5)


@given(st.text(), st.sampled_from(["es", "my", "ar"]))
def test_cleaning_changes_nothing_that_can_be_seen(text, locale_id):
    """Only harmless invisible characters go; a second time changes nothing."""
    cleaned = clean(text, locale_id)
    assert clean(cleaned, locale_id) == cleaned
    visible = "".join(c for c in text if c not in "\u200b\ufeff\u00ad")
    assert "".join(c for c in cleaned if c != "\u200b") == unicodedata.normalize("NFC", visible) or locale_id == "my"


def test_plain_text_is_what_a_reader_would_type():
    """An address is the same address in full width, with an ideographic full stop, or with joiners in it."""
    assert plain("ｅｖｉｌ。com") == plain("ev\u2060il․com") == "evil.com"
