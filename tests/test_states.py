"""plainsight.states"""

from dataclasses import replace

import pytest

from plainsight.catalog_data import Catalog, Message
from plainsight.catalogs import Translations
from plainsight.editions import Edition
from plainsight.locales import LocaleFile, find_locale
from plainsight.pages import read_page
from plainsight.review import review_code
from plainsight.states import MACHINE_DRAFT, entries, state_of, translated_percent

MESSAGE = Message(None, "Leave now.", msgstrs=("Salga ya.",))
KEY = MESSAGE.key


def catalog(**values) -> Translations:
    return Translations(**values)


@pytest.mark.parametrize(
    ("translations", "reviewed", "state"),
    [
        (catalog(), (), "missing"),
        (catalog(stale=frozenset({KEY})), (), "stale"),
        (catalog(refused=frozenset({KEY})), (), "refused"),
        (catalog(usable={KEY: MESSAGE}), (), "translated"),
        (catalog(usable={KEY: MESSAGE}), (review_code(MESSAGE),), "reviewed"),
        (catalog(usable={KEY: replace(MESSAGE, comments=(MACHINE_DRAFT,))}), (), "machine-drafted"),
        (
            catalog(usable={KEY: replace(MESSAGE, comments=(" Machine draft, not reviewed. ", "x"))}),
            (),
            "machine-drafted",
        ),
        (
            catalog(usable={KEY: replace(MESSAGE, comments=("x", "machine-drafted: DeepL, 2026-11-24"))}),
            (),
            "machine-drafted",
        ),
        (catalog(usable={KEY: replace(MESSAGE, comments=("No machine draft any more",))}), (), "translated"),
        (catalog(usable={KEY: replace(MESSAGE, comments=(MACHINE_DRAFT,))}), (review_code(MESSAGE),), "reviewed"),
        (catalog(refused=frozenset({KEY})), (review_code(MESSAGE),), "refused"),
    ],
)
def test_each_message_has_one_state(translations, reviewed, state):
    """A message is what it is shown as: what is not shown is never reviewed, whatever was signed off."""
    assert state_of(KEY, translations, reviewed) == state


def test_a_class_is_the_source_s_to_say():
    """Critical is what the source marks so; of the rest, the domain decides."""
    template = Catalog(None, {}, (), (Message(None, "a", notes=("critical.",)), Message(None, "b")))
    kinds = {
        domain: [entry.kind for entry in entries(template, domain, Translations(), ())]
        for domain in ("interface", "content")
    }
    assert kinds == {"interface": ["critical", "interface"], "content": ["critical", "normal"]}


def test_words_are_counted_in_the_source(tmp_path):
    """A page is as much translated as its words are: a long paragraph weighs more than a heading."""
    path = tmp_path / "page.md"
    path.write_text(
        '+++\ntitle = "One"\n+++\n\nTwo three four five.\n\n<!-- skip -->\nNobody translates this.\n\nSix seven eight nine ten.\n'
    )
    page, findings = read_page(path, "page.md")
    assert not findings
    usable = {(None, text): Message(None, text, msgstrs=("字",)) for text in ("One", "Two three four five.")}
    edition = Edition(find_locale("zh_Hant"), find_locale("en"), LocaleFile(), (), (Translations(usable=usable),))
    assert translated_percent(page, edition) == 50
    assert translated_percent(page, Edition(find_locale("en"), find_locale("en"))) == 100
    assert translated_percent(page, replace(edition, content=(Translations(),))) == 0


def test_a_text_that_was_only_copied_is_no_translation_of_a_page(tmp_path):
    """A page of copied sentences, or of sentences in another script, is not found for its language; names may stay."""
    path = tmp_path / "page.md"
    path.write_text('+++\ntitle = "One"\n+++\n\nTwo three four five.\n\nNine ten.\n\nSix seven eight.\n')
    page, _ = read_page(path, "page.md")
    texts = {
        "One": "Uno",
        "Two three four five.": "Two three four five.",
        "Nine ten.": "Nine ten.",
        "Six seven eight.": "шесть семь",
    }
    usable = {(None, text): Message(None, text, msgstrs=(said,)) for text, said in texts.items()}
    edition = Edition(find_locale("es"), find_locale("en"), LocaleFile(), (), (Translations(usable=usable),))
    assert translated_percent(page, edition) == 30
    assert edition.content_text("Two three four five.") == "Two three four five.", "it is shown all the same"
