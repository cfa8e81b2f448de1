"""Pseudo-locales are translations like any other: they pass every check."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Catalog, Message
from plainsight.locales import PSEUDO, find_locale
from plainsight.pseudo import pseudo, pseudo_catalog

PARTS = ["Call", " ", "**now**", "[this page][1]", "24 hours", "{country}", "`code`", "[^1]", ", please.", "*a*", "\n", "x"]


@pytest.mark.parametrize("locale_id", sorted(PSEUDO))
@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join))
def test_a_pseudo_translation_passes_every_check(locale_id, parts):
    """Links, numbers, placeholders and code are kept, whatever stands around them."""
    msgid = parts.strip() or "Call"
    message = Message(None, msgid, msgstrs=(pseudo(msgid, locale_id),))
    found = check_message(message, domain="content", locale_id=locale_id, nplurals=1, where="x")
    assert [f for f in found if f.level == "error" and "other elements" not in f.what] == []


def test_long_is_longer_and_mirrored_is_right_to_left():
    """One shows what does not fit, the other what does not turn."""
    assert len(pseudo("Call the hotline", "en_XA")) >= 1.4 * len("Call the hotline")
    assert not any("a" <= c <= "z" for c in pseudo("call the hotline", "ar_XB"))
    assert find_locale("ar_XB").direction == "rtl"


def test_a_pseudo_catalog_is_complete():
    """Every message has each form."""
    template = Catalog(Path("x.pot"), {}, (), (Message(None, "a", "%(n)s b", ("", "")), Message(None, "c")))
    assert all(message.translated for message in pseudo_catalog(template, "ar_XB").messages)
    assert len(pseudo_catalog(template, "ar_XB").messages[0].msgstrs) == 6
