"""Quotation marks are those of the language, as CLDR has them."""

import pytest

from plainsight.catalog_data import Message
from plainsight.quotation_marks import foreign_marks, marks_of
from plainsight.text_warnings import warnings


@pytest.mark.parametrize(
    ("locale_id", "marks"),
    [
        ("en", "“”‘’"),
        ("en_GB", "“”‘’"),
        ("de_AT", "„“‚‘"),
        ("ar_EG", "”“’‘"),
        ("zh", "“”‘’"),
        ("zh_Hant", "「」『』"),
        ("zh_Hant_HK", "「」『』"),
        ("ja", "「」『』"),
        ("sr_Latn", "„”’’"),
        ("tlh", ""),
    ],
)
def test_a_locale_has_the_marks_of_its_language_and_script(locale_id, marks):
    """What CLDR says of a locale, or of what it falls back to; nothing of a language that it does not know."""
    assert marks_of(locale_id) == marks


@pytest.mark.parametrize(
    ("locale_id", "text"),
    [
        ("es", "Pulse «Salir» o “Salir”."),  # both are used in Spanish
        ("pt", "Carregue em «Sair»."),
        ("ar", "اضغط على «غادر»."),
        ("nl", "Druk op “Verlaten”."),
        ("fr", "L’aide d'urgence"),
        ("he", 'ארה"ב'),
        ("de", 'Der Code `a="b"` und <abbr title="x">y</abbr>'),
        ("tlh", 'x "y" «z»'),
    ],
)
def test_what_writers_of_the_language_do_is_left_in_peace(locale_id, text):
    """Apostrophes, signs within words, code, and the habits of any country of the language are no mistakes."""
    assert foreign_marks(text, locale_id) == ""


@pytest.mark.parametrize(
    ("locale_id", "text", "marks"),
    [
        ("de", "Drücken Sie “Verlassen”.", "”"),
        ("zh_Hant", "按“離開”。", "“”"),
        ("my", 'နှိပ်ပါ "ထွက်"', '"'),
        ("ja", "“出る”を押す", "“”"),
        ("en", 'Press "Leave this site".', '"'),
    ],
)
def test_marks_of_another_language_are_named(locale_id, text, marks):
    """Straight marks are those of a typewriter, in every language."""
    assert foreign_marks(text, locale_id) == marks


def test_translators_hear_which_marks_to_write():
    """A warning keeps nothing from being shown, and says what the language uses."""
    found = list(warnings(Message(None, "Press “Leave”."), "Drücken Sie “Verlassen”.", "de"))
    assert found == [("has quotation marks that your language does not use: ”", "Write „…“.")]
