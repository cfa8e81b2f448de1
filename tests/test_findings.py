"""What is printed of a stranger's text shows what is in it, and drives no terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.findings import Finding, escape_suspicious

UNSEEN = "\x00\x1b\x7f\t\r\u00a0\u00ad\u034f\u061c\u115f\u17b4\u200b\u200d\u200e\u2028\u2029\u202e\u2066\u2800\u3000\u3164\ufe00\ufeff\ue000\U000e0041\U000e0101"


@pytest.mark.parametrize("character", UNSEEN)
def test_what_is_not_seen_is_spelt_out(character):
    """Controls, bidirectional marks, odd spaces, letters and signs that show nothing, selectors, tags, private use."""
    printed = str(Finding("es.po:7", f"'a{character}b' is wrong.", "Correct it."))
    assert f"a<U+{ord(character):04X}>b" in printed and character not in printed


def test_what_people_read_stays_readable():
    """Texts of every script, marks on their letters, and pictures."""
    for text in ("Llame al 112", "اتصل خلال ٢٤ ساعة", "၂၄ နာရီအတွင်း", "請閱讀", "क्षेत्र", "Đọc", "☎️ 👍", "two\nlines"):
        assert escape_suspicious(text) == text


@given(st.text())
def test_no_text_reaches_a_terminal_unescaped(text):
    """Nothing that is printed is a control, a separator or unassigned."""
    assert all(c in "\n " or unicodedata.category(c)[0] not in "CZ" for c in escape_suspicious(text))
