"""What passes the quick look at a translation passes every check, and is shown as it stands."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.corpus import LOCALES, make_pages, translate
from plainsight.catalog_checks import check_message, clean_message
from plainsight.catalog_data import Message
from plainsight.catalog_quick import _NUMBER, _SHAPE, _may_combine, _unmarked, surely_fine, unsure
from plainsight.plurals import plural_count

PIECES = ["a", "word ", " ", "**", "*", "[", "]", "][1]", "][2]", "1", "24", "7.24", ".", ": ", "!", "?", "@", "x.org", "t.me", "www.", "https://a.b",
          "<b>", "&amp;", "{name}", "%", "\n", "\u200b", "\u200f", "\u202e", "é", "e\u0301", "а", "слово ", "كلمة ", "၁", "စကား ", "語", "。", "．", "½", "①", "Ⅷ", "0O", "l1",
          "\u0301\u0301\u0301\u0301", "`", "\\", "_", "#", "![x][1]", "[x][1]", "**b**", "(c)", "1,000", "٣", "·", "ﬁ", "\u00a0", "\u2009", "…", "Plural-Forms: ", "—", "ß", '"', "“", "”", "«", "「", "%(date)s", "%(num)d", "%(x", ")s",
          " …", "’", "–", "メニュー", "ひらがな", "www", " com", "A4"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
SOURCES = st.sampled_from(
    ["Get help.", "Call **now** or [write][1].", "In 24 trades", "A [b][1] and [c][2]", "*x*", "Menu", "See part 7 of 24.", "Open 10:30", "x 1,000 y", "Help in %(date)s.", "Sending …", "The person’s “word” – and %(num)d"]
) | TEXTS  # fmt: skip
LOCALE_IDS = st.sampled_from(["es", "ar", "ru", "my", "zh_Hant", "sr_Latn", "ja", "en_XA", "xx"])


@settings(deadline=None, max_examples=1500)
@given(SOURCES, TEXTS, LOCALE_IDS, st.sampled_from(["content", "interface"]))
@example("In 24 trades.", "En 24 a.", "es", "content")
@example("Menu", "Меню", "ru", "interface")
@example("word ", "a", "es", "content")
@example("Menu", "“слово”", "ru", "interface")
def test_what_passes_at_a_glance_has_no_finding(msgid, msgstr, locale_id, domain):
    """No error, no warning, nothing to clean: in the subset and just outside of it."""
    message = Message(None, msgid, None, (msgstr,))
    if surely_fine(message, locale_id):
        assert (
            check_message(message, domain=domain, locale_id=locale_id, nplurals=plural_count("", locale_id), where="x")
            == []
        )
        assert clean_message(message, locale_id) == message


def test_the_usual_translation_passes_at_a_glance():
    """Of ordinary texts in a hundred languages, most need no closer look, and none that passes has a finding."""
    texts = {
        text.replace("(help.md)", "[1]") for page in make_pages(8) for text in page.texts() if text.count("](") < 2
    }
    passed = seen = 0
    for locale_id in LOCALES[1::4]:
        for text in sorted(texts):
            text = text.replace(text[text.find("](") + 1 : text.find(".md)") + 4], "[1]") if "](" in text else text
            message = Message(None, text, None, (translate(text, locale_id),))
            seen += 1
            if surely_fine(message, locale_id):
                passed += 1
                assert not check_message(message, domain="content", locale_id=locale_id, nplurals=2, where="x"), message
    assert passed > 0.8 * seen


@pytest.mark.parametrize(
    ("msgid", "msgstr", "locale_id"),
    [
        ("Help in %(country)s.", "Ayuda en %(country)s.", "es"),
        ("Send to %(receiver)s", "إرسال إلى %(receiver)s", "ar"),
        ("Sending …", "Enviando …", "es"),
        ("The person’s “word”", "La «palabra» de la persona", "es"),
        ("Leave this site", "このサイトをはなれる", "ja"),
        ("Call the Childline today", "اتصل بخط Childline اليوم", "ar"),
        ("Get help now.", "အခုပဲ​အကူအညီယူပါ။", "my"),
    ],
)
def test_what_translators_write_every_day_needs_no_closer_look(msgid, msgstr, locale_id):
    """Placeholders, quotation marks, names in Latin letters and places for line breaks are told at a glance."""
    assert surely_fine(Message(None, msgid, None, (msgstr,)), locale_id)


@settings(deadline=None, max_examples=500)
@given(st.lists(st.tuples(SOURCES, TEXTS), max_size=8), LOCALE_IDS)
def test_many_at_once_are_judged_as_each_alone(pairs, locale_id):
    """The texts that are looked at together come to the same as one by one."""
    alone = [
        place
        for place, (msgid, text) in enumerate(pairs)
        if not surely_fine(Message(None, msgid, None, (text,)), locale_id)
    ]
    assert unsure(pairs, locale_id) == alone


NEAR = st.lists(
    st.sampled_from(["2", "24", " ", "\n", "a", "é", "_", "語", "٣", "½", ".", ",", "-", ":", "\u00a0", "’", "(", "\u0301"])
).map("".join)  # fmt: skip


@settings(deadline=None, max_examples=1500)
@given(NEAR)
@example("A4")
@example("A4\n")
@example("24\n24a")
def test_numbers_are_found_alone(text):
    """The numbers found are those of the text, if nothing near any of them could be read with it, and others if so."""
    near = r"[0-9](?:(?<=[^\W\d]\d)|\w*[^\W\d]|[.,'’ \u00a0\u2009\u202f٬،:٫/–-]{1,2}\d)"
    found = _NUMBER.findall(text + "\n")
    assert (found == re.findall(r"[0-9]+|\n", text + "\n")) == (not re.search(near, text))
    assert all(re.fullmatch(r"[0-9]+|\n", token) for token in found) == (not re.search(near, text))


@settings(deadline=None, max_examples=1000)
@given(TEXTS)
def test_marks_are_taken_out_one_by_one_or_together(text):
    """A text without its marks is the same, whichever way they are taken out."""
    if _SHAPE.fullmatch(text):
        assert _unmarked(text) == re.sub(r"\]\[\d{1,2}\]|[*\[\]]", "", text)


def test_what_cannot_combine_is_in_normal_form():
    """A text is in NFC if none of its characters may combine: none is written otherwise, moves, or joins another."""
    for character in map(chr, range(sys.maxunicode + 1)):
        if not _may_combine(character):
            assert unicodedata.normalize("NFC", character) == character and not unicodedata.combining(character)
        parts = unicodedata.normalize("NFD", character)
        # Characters are composed of others pair by pair, and each but the first is joined to what stands before it.
        assert all(map(_may_combine, parts[1:])), character
