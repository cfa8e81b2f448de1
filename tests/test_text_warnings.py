"""What a person should look at is said, and honest work is left in peace."""

import pytest

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Message
from plainsight.text_warnings import warnings


def said(msgid: str, msgstr: str, locale_id: str = "es", notes: tuple[str, ...] = ()) -> list[str]:
    return [what for what, _ in warnings(Message(None, msgid, notes=notes), msgstr, locale_id)]


@pytest.mark.parametrize(
    ("locale_id", "msgstr"),
    [
        ("es", "Llame ya."),
        ("zh_Hant", "現在打電話。"),
        ("hi", "अभी फ़ोन करें।"),
        ("my", "အခု ဖုန်းခေါ်ပါ။"),
        ("th", "โทรตอนนี้"),
        ("ar", "اتصل الآن."),
        ("el", "Τηλεφώνησε τώρα;"),
        ("hy", "Զանգահարեք հիմա։"),
        ("am", "አሁን ይደውሉ።"),
        ("es", "Llame **ya.**"),
        ("de", "Rufen Sie an („jetzt.“)"),
    ],
)
def test_an_honest_translation_is_left_in_peace(locale_id, msgstr):
    """Every script ends its sentences in its own way."""
    assert said("Call the hotline now.", msgstr, locale_id) == []


def test_a_sentence_without_end_is_named():
    """A text that was cut off may say the contrary."""
    assert said("Call the hotline now.", "Llame a la línea") == ["does not end as a sentence."]
    assert said("Call the hotline now", "Llame a la línea") == []


def test_another_script_is_named():
    """A catalog of the wrong language, or a copied text, is seen at once."""
    assert said("Call the hotline now", "Llame a la línea ahora", "ar") == [
        "is in another script than the language's own."
    ]
    assert said("SMS", "SMS", "ar") == said("WhatsApp", "WhatsApp", "ar") == []
    assert said("Call the hotline", "Pozovi liniju odmah", "sr_Latn") == []
    assert said("Leave this site", "このサイトをはなれる", "ja") == said("Message", "メッセージサービス", "ja") == []


def test_a_text_without_room_is_named():
    """What the author says about the room there is reaches the translator."""
    assert said("Menu", "Lista de páginas", notes=("max 10",)) == ["has 16 characters, and there is room for 10."]


def test_an_unknown_language_has_no_script_to_be_wrong():
    """A language that CLDR does not know can be translated in any script."""
    assert said("Call the hotline now", "Akharen akana amenqe", "rom") == []


def test_a_word_that_the_glossary_forbids_is_named():
    """Smuggling is not trafficking: the glossary says which word a language must not use, in any case and as a word."""
    notes = ("Glossary (es): trata de personas (official); not: tráfico de personas; trata de blancas",)
    wrong = ["says 'tráfico de personas', which the glossary forbids."]
    assert said("Trafficking hurts", "El Tráfico de personas hace daño", notes=notes) == wrong
    assert said("Trafficking hurts", "La trata de personas hace daño", notes=notes) == []
    assert said("Trafficking hurts", "El contratráfico de personas", notes=notes) == []


def test_a_star_that_is_shown_is_named():
    """Bold text without its second pair of stars is shown with them."""
    message = Message(None, "Call **now**", msgstrs=("Llame **ya",))
    found = check_message(message, domain="content", locale_id="es", nplurals=1, where="x.po")
    assert [(f.level, "shows a star" in f.what) for f in found] == [("warning", True)]
    right = Message(None, "Call **now**", msgstrs=("Llame **ya**",))
    assert check_message(right, domain="content", locale_id="es", nplurals=1, where="x.po") == []
