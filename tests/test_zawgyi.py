"""Burmese for phones that have a Zawgyi font."""

import pytest

from plainsight.zawgyi import to_zawgyi

# Unicode, and what Rabbit Converter 1.0 makes of it.
PAIRS = [
    ("ဇော်ဂျီ စာလုံးဟောင်း", "ေဇာ္ဂ်ီ စာလုံးေဟာင္း"),
    ("ဒါကြောင့်", "ဒါေၾကာင့္"),
    ("မှားပေါ်နေတယ်။", "မွားေပၚေနတယ္။"),
    ("တခြားဘာသာစကားနဲ့ ကြည့်ပါ။", "တျခားဘာသာစကားနဲ႔ ၾကည့္ပါ။"),
    ("အင်္ဂလိပ်", "အဂၤလိပ္"),
    ("ကမ္ဘာ", "ကမၻာ"),
    ("ယောက်ျား", "ေယာက္်ား"),
    ("Help 112, ကယ်ပါ", "Help 112, ကယ္ပါ"),
]


@pytest.mark.parametrize(("text", "drawn"), PAIRS)
def test_burmese_is_written_as_zawgyi_draws_it(text, drawn):
    """Vowels come first that are drawn first, stacked letters have their own numbers, all else stays."""
    assert to_zawgyi(text) == drawn


def test_nothing_of_unicode_is_left():
    """No sign keeps a number that means another one in Zawgyi: the letter medial ha would be read as nothing."""
    assert not set(to_zawgyi("ကျွန်ုပ်တို့၏ မြို့သူမြို့သားများ လှည့်လည်ကြွေးကြော်သည် နှင့်")) & set("\u103e\u103f")


def test_the_notice_is_on_burmese_pages_only_and_hidden(built):
    """No reader whose letters are right sees or hears it: it is hidden in the page, and only script shows it."""
    for path in built.pages():
        html = (built.output / path).read_text(encoding="utf-8")
        assert html.count('<p class="zawgyi-notice box alert" lang="my-Qaag" hidden>') == path.startswith("my/"), path
