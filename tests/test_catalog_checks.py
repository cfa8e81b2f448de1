"""What a careless or hostile translation would do to a page is refused; honest work is not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_checks import check_catalog, check_message, clean_message
from plainsight.catalog_data import Catalog, Message
from plainsight.inline import rendered, structure
from plainsight.po_read import read_po
from plainsight.text_checks import numbers

BAD = Path(__file__).parent / "bad" / "catalogs"


@pytest.mark.parametrize("path", sorted(BAD.glob("refused-*.po")), ids=lambda path: path.stem)
def test_a_bad_translation_is_refused_and_its_neighbour_is_not(path):
    """The message that fails is not shown, alone; the finding names its line."""
    domain = "interface" if "interface" in path.stem or "plural" in path.stem else "content"
    catalog, reading = read_po(path)
    assert not reading
    refused, findings = check_catalog(catalog, domain=domain, locale_id="es")
    assert refused == {m.key for m in catalog.messages if m.msgid != "Good"}
    assert any(finding.level == "error" and finding.where == f"{path.name}:7" for finding in findings)


HONEST = [
    ("ar", "Call within 24 hours", "اتصل خلال ٢٤ ساعة"),
    ("my", "Call within 24 hours", "၂၄ နာရီအတွင်း ဖုန်းခေါ်ပါ"),
    ("my", "Read this", "ဒါကို\u200bဖတ်ပါ"),
    ("my", "A secret word", "လျှို့ဝှက် စကား"),
    ("fa", "You can go", "می\u200cتوانید بروید"),
    ("hi", "You can go", "क्\u200dष जा सकते हैं"),
    ("he", "Read this (now)", "קרא את זה (עכשיו)\u200f"),
    ("es", "You are not alone 👩‍👧", "No está sola 👩‍👧"),
    ("es", "Read this", "Lea\u200b esto"),
    ("de", "Read this", "Lesen Sie\u00ad das\ufeff"),
    ("zh_Hant", "Since 2024", "自二〇二四年起"),
    ("zh_Hant", "For 24 hours", "24小時，十二三個人"),
    ("fi", "Open until 10:30", "Avoinna klo 10.30 asti"),
    ("nl", "On 2026-11-24", "Op 24-11-2026"),
    ("tr", "Open 24/7", "7/24 açık"),
    ("pt_BR", "You can work. With this", "Você pode trabalhar. Com isso"),
    ("es", "Step 1", "Paso 1️⃣"),
    ("es", "[Call][1]", "[☎][1]"),
    ("es", "OK", "👍"),
    ("vi", "Read this", "Đo\u0323c điều này"),
    ("zh_Hant", "Read [this page][1] **now**.", "請**立刻**閱讀[這個頁面][1]。"),
    ("es", "Read [this][1] and [that][2].", "Lea [eso][2] y [esto][1]."),
    ("es", "![A hand][1] helps", "Ayuda ![una mano][1]"),
    ("fr", "Is it true?", "Est-ce vrai\u202f?"),
    ("de", "*Look* here", "Schauen Sie hier"),
    ("es", "1,000 people", "1.000 personas"),
    ("hi", "100,000 people", "1,00,000 लोग"),
    ("fr", "1,234,567 people", "1\u202f234\u202f567 personnes"),
    ("de", "About 27.6 million", "Etwa 27,6 Millionen"),
    ("fi", "At 9:30", "Klo 9.30"),
    ("es", "10–15 hours", "de 10 a 15 horas"),
    ("ar", "Help {country} now", "ساعد {country} الآن"),
    ("ru", "An SMS from the NGO", "SMS от НПО"),
    ("es", "Call them. No one asks.", "Llame.No preguntan."),
    ("pl", "For example, work", "m.in. praca, tzn. p.ex. z.B."),
    ("de", "24/7 by phone", "Telefonisch 24/7"),
    ("es", "Use `9-1-1` now", "Use ya `9-1-1`"),
    ("es", "Line one\nLine two", "Línea uno\nLínea dos"),
    ("es", "See [the page][1] (2024)", "Vea (2024) [la página][1]"),
    ("es", r"Not \*this\*", r"Esto \*no\*"),
    ("ml", "OK", "ശരി, ഇതു നിങ്ങൾക്കു മനസ്സിലായി എന്നാണ് ഇതിന്റെ അർത്ഥം"),
]


@pytest.mark.parametrize(("locale_id", "msgid", "msgstr"), HONEST)
def test_honest_work_is_never_refused(locale_id, msgid, msgstr):
    """Native digits, joiners, word order and emphasis are the translator's."""
    message = Message(None, msgid, msgstrs=(msgstr,))
    found = check_message(message, domain="content", locale_id=locale_id, nplurals=1, where="x.po")
    assert [f for f in found if f.level == "error"] == []


def errors_of(message: Message, locale_id: str, nplurals: int) -> list[str]:
    found = check_message(message, domain="interface", locale_id=locale_id, nplurals=nplurals, where="x.po")
    return [finding.what for finding in found if finding.level == "error"]


def test_a_form_of_one_number_may_leave_the_number_out():
    """A text such as "one page" needs no placeholder where the language says it in words."""
    pages = Message(None, "%(num)s page", "%(num)s pages", ("una página", "%(num)s páginas"))
    assert errors_of(pages, "es", 2) == []
    arabic = ("لا صفحات", "صفحة واحدة", "صفحتان", "%(num)s صفحات", "%(num)s صفحة", "%(num)s صفحة")
    assert errors_of(Message(None, "One page", "%(num)s pages", arabic), "ar", 6) == []


def test_a_form_of_many_numbers_may_not_leave_the_number_out():
    """Russian's first form is for 21 as well: "one day" would be a wrong promise."""
    days = Message(None, "%(num)d day", "%(num)d days", ("один день", "%(num)d дня", "%(num)d дней"))
    assert errors_of(days, "ru", 3)


def test_fuzzy_and_obsolete_messages_are_not_checked():
    """What is not shown anyway is no finding."""
    messages = (
        Message(None, "Call 112", msgstrs=("113",), fuzzy=True),
        Message(None, "Call", msgstrs=("9",), obsolete=True),
    )
    catalog = Catalog(Path("x.po"), {}, (), messages)
    assert check_catalog(catalog, domain="content", locale_id="es") == (set(), [])


def test_a_header_never_decides_more_than_the_plural_rule():
    """A wrong language or a wrong rule in the header is a warning, and its text is never a path."""
    header = {"Language": "../../etc", "Plural-Forms": "nplurals=2; plural=exit(1)"}
    message = Message(None, "Call", msgstrs=("Llame",))
    refused, findings = check_catalog(Catalog(Path("x.po"), header, (), (message,)), domain="content", locale_id="es")
    assert not refused
    assert [finding.level for finding in findings] == ["warning", "warning"]
    assert check_catalog(Catalog(Path("x.po"), {"Language": "iw"}, (), ()), domain="content", locale_id="he")[1] == []


@given(
    st.sampled_from(
        ["Call **112** now", "Read [this][1] and `that`", "Help {country}", "Plain words", "A\nB", "x[^1]"]
    ),
    st.text(st.sampled_from("[]()*_`{}<>&!\\\n\"'^#:=/|~-%1a é.@")) | st.text(),
)
def test_any_translation_is_judged_and_none_adds_a_link(msgid, msgstr):
    """Whatever is written, the check answers; what it lets through has the links, code and numbers of its source."""
    message = Message(None, msgid, msgstrs=(msgstr,))
    for domain in ("content", "interface"):
        found = check_message(message, domain=domain, locale_id="es", nplurals=1, where="x.po")
        if domain == "content" and not any(finding.level == "error" for finding in found):
            assert structure(msgstr) == structure(msgid)
            assert numbers(rendered(msgstr).text) == numbers(rendered(msgid).text)


def test_a_hostile_text_does_not_hold_up_the_build():
    """What is far too long, or a number without end, is refused before anything reads it closely."""
    for text in ("[" * 1_000_000, "9" * 120, "٣" * 120, "一" * 120):
        message = Message(None, "Call", msgstrs=(text,))
        found = check_message(message, domain="content", locale_id="es", nplurals=1, where="x.po")
        assert len([finding for finding in found if finding.level == "error"]) == 1


def test_findings_quote_nothing_that_drives_a_terminal():
    """What a stranger wrote is printed with its invisible characters spelt out."""
    message = Message(None, "Read", msgstrs=("\u202e\x1b[31mx",))
    found = check_message(message, domain="content", locale_id="es", nplurals=1, where="x.po")
    text = "".join(map(str, found))
    assert "\u202e" not in text and "\x1b" not in text and "202E" in text.upper()


def test_copying_the_source_is_a_warning():
    """A message that nobody translated is shown, and named."""
    message = Message(None, "Call the hotline now", msgstrs=("Call the hotline now",))
    found = check_message(message, domain="content", locale_id="es", nplurals=1, where="x.po")
    assert [(f.level, "source text" in f.what) for f in found] == [("warning", True)]


def test_harmless_invisible_characters_are_taken_out():
    """What machine translation leaves behind reaches no reader, and costs no translator their work."""
    message = Message(None, "Read this", msgstrs=("Lea\u200b es\u00adto",))
    assert clean_message(message, "es").msgstrs == ("Lea esto",)
    assert clean_message(message, "my").msgstrs == ("Lea\u200b esto",)
