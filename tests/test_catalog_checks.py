"""What a careless or hostile translation would do to a page is refused; honest work is not."""

from pathlib import Path

import pytest

from plainsight.catalog_checks import check_catalog, check_message
from plainsight.catalog_data import Message
from plainsight.po_read import read_po

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
    ("fa", "You can go", "می\u200cتوانید بروید"),
    ("zh_Hant", "Read [this page][1] **now**.", "請**立刻**閱讀[這個頁面][1]。"),
    ("es", "Read [this][1] and [that][2].", "Lea [eso][2] y [esto][1]."),
    ("fr", "Is it true?", "Est-ce vrai\u202f?"),
    ("de", "*Look* here", "Schauen Sie hier"),
    ("es", "1,000 people", "1.000 personas"),
    ("ar", "Help {country} now", "ساعد {country} الآن"),
    ("ru", "An SMS from the NGO", "SMS от НПО"),
]


@pytest.mark.parametrize(("locale_id", "msgid", "msgstr"), HONEST)
def test_honest_work_is_never_refused(locale_id, msgid, msgstr):
    """Native digits, joiners, word order and emphasis are the translator's."""
    message = Message(None, msgid, msgstrs=(msgstr,))
    found = check_message(message, domain="content", locale_id=locale_id, nplurals=1, where="x.po")
    assert [f for f in found if f.level == "error"] == []


def test_a_singular_may_leave_the_number_out():
    """"One page" needs no placeholder where the language says it in words."""
    message = Message(None, "%(num)s page", "%(num)s pages", ("una página", "%(num)s páginas"))
    singular = Message(None, "One page", "%(num)s pages", ("una página", "%(num)s páginas"))
    assert check_message(singular, domain="interface", locale_id="es", nplurals=2, where="x.po") == []
    assert check_message(message, domain="interface", locale_id="es", nplurals=2, where="x.po")


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
    assert [(f.level, "not translated" in f.what) for f in found] == [("warning", True)]
