"""Pseudo-locales are translations like any other: they pass every check."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Catalog, Message
from plainsight.locales import PSEUDO, find_locale
from plainsight.pseudo import pseudo, pseudo_catalog

PARTS = [
    "Call",
    "**now**",
    "[this page][1]",
    "[*that* page][2].",
    "![A hand][3]",
    "24 hours",
    "1,000 people",
    "{country}",
    "`code here`",
    "[^1]",
    ", please.",
    "*a*",
    "x\ny",
    "x",
    "R&D",
    "&amp;",
    r"\*",
    "(see example.org/help)",
    "a@b.org",
    "3rd",
    "[inline](help.md)",
    "1.5",
    "<b>bold</b>",
    "don't",
    "O",
    "_x_",
]
FORMS = ["Call", "%(receiver)s", "%(num)d days", "100%%", "now.", "(24)", "Wi-Fi", "example.org", "A", "SMS:"]


def errors_of(msgid: str, locale_id: str, domain: str) -> list[str]:
    message = Message(None, msgid, msgstrs=(pseudo(msgid, locale_id),))
    found = check_message(message, domain=domain, locale_id=locale_id, nplurals=1, where="x")
    return [finding.what for finding in found if finding.level == "error"]


@pytest.mark.parametrize("locale_id", sorted(PSEUDO))
@given(text=st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join))
def test_a_pseudo_translation_of_a_page_passes_every_check(locale_id, text):
    """Links, numbers, placeholders and code are kept, whatever stands around them."""
    assert errors_of(text, locale_id, "content") == []


@pytest.mark.parametrize("locale_id", sorted(PSEUDO))
@given(text=st.lists(st.sampled_from(FORMS), min_size=1, max_size=6).map(" ".join))
def test_a_pseudo_translation_of_the_interface_passes_every_check(locale_id, text):
    """Placeholders are kept, whatever stands around them."""
    assert errors_of(text, locale_id, "interface") == []


@pytest.mark.parametrize("locale_id", sorted(PSEUDO))
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40))
def test_any_source_text_has_a_pseudo_translation(locale_id, text):
    """No text stops the build of a pseudo-locale."""
    assert pseudo(text, locale_id)


def test_long_is_longer_and_mirrored_is_right_to_left():
    """One shows what does not fit and what was not translated, the other what does not turn."""
    text = "The quick brown fox jumps over the LAZY DOG"
    long, mirrored = pseudo(text, "en_XA"), pseudo(text, "ar_XB")
    assert len(long) >= 1.4 * len(text) and long[0] == "⟦" and long[-1] == "⟧"
    assert not any(c.isascii() and c.isalpha() for c in long + mirrored)
    assert all(unicodedata.bidirectional(c) == "AL" for c in mirrored if c.isalpha())
    assert find_locale("ar_XB").direction == "rtl"


def test_a_pseudo_catalog_is_complete():
    """Every message has each form."""
    template = Catalog(Path("x.pot"), {}, (), (Message(None, "a", "%(n)s b", ("", "")), Message(None, "c")))
    assert all(message.translated for message in pseudo_catalog(template, "ar_XB").messages)
    assert len(pseudo_catalog(template, "ar_XB").messages[0].msgstrs) == 6
