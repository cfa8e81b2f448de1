"""plainsight.minor_edit: an edit without a new meaning costs no translator any work, and no reader a number."""

import pytest

from plainsight.findings import Refused
from plainsight.minor_edit import minor_edit, pairs_of_page
from plainsight.po_read import read_po
from plainsight.scaffold import create_locale, update_locales, write_templates
from tests.test_build import invoke

OLD = "Call [us][1] within 24 hours on every day of the week."
NEW = "Call [us][1] within 24 hours, on each day of the week."
IN_PAGE, NEW_IN_PAGE = OLD.replace("[us][1]", "[us](help.md)"), NEW.replace("[us][1]", "[us](help.md)")


@pytest.fixture
def site(project):
    """The golden site with a text that French translates, before the text is edited."""
    page = project / "content" / "pages" / "tip-sent.md"
    page.write_text(page.read_text() + f"\n{IN_PAGE}\n\nStay where you feel safe tonight.\n")
    write_templates(project)
    create_locale(project, "fr")
    po = project / "translations" / "fr" / "LC_MESSAGES" / "content.po"
    text = po.read_text().replace(
        f'msgid "{OLD}"\nmsgstr ""', f'# by Anne\nmsgid "{OLD}"\nmsgstr "Appelez-[nous][1] sous 24 h."'
    )
    po.write_text(text)
    list(update_locales(project))
    return project


def edit(site, old=IN_PAGE, new=NEW_IN_PAGE):
    page = site / "content" / "pages" / "tip-sent.md"
    assert old in page.read_text()
    page.write_text(page.read_text().replace(old, new))


def message(site, msgid):
    catalog, findings = read_po(site / "translations" / "fr" / "LC_MESSAGES" / "content.po")
    assert not findings
    return next((m for m in catalog.messages if m.msgid == msgid), None)


def contents(site):
    return {path: path.read_text() for path in (site / "translations").rglob("*.po")}


@pytest.mark.parametrize("updated", [False, True])
def test_the_translation_stays(site, updated):
    """Before and after `update`, the new text has the translation of the old one, not fuzzy, with its comment."""
    edit(site)
    if updated:
        write_templates(site)
        list(update_locales(site))
        assert message(site, NEW).fuzzy
    done = minor_edit(site, [(OLD, NEW)], "en")
    assert done.catalogs == ("translations/fr/LC_MESSAGES/content.po",)
    for _ in range(2):
        kept = message(site, NEW)
        assert kept.msgstrs == ("Appelez-[nous][1] sous 24 h.",) and not kept.fuzzy and not kept.obsolete
        assert kept.previous is None and "by Anne" in kept.comments and message(site, OLD) is None
        write_templates(site)
        list(update_locales(site))


def test_an_edit_is_a_diff_of_one_message(site):
    """Nothing else in the catalog changes."""
    edit(site)
    path = site / "translations" / "fr" / "LC_MESSAGES" / "content.po"
    before = path.read_text().splitlines()
    minor_edit(site, [(OLD, NEW)], "en")
    assert set(before) ^ set(path.read_text().splitlines()) == {f'msgid "{OLD}"', f'msgid "{NEW}"'}


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("24", "48"),
        OLD.replace("[us][1]", "us"),
        OLD.replace("every day", "`every` day"),
        OLD.replace("every", "{every}"),
        OLD.replace(" within", "\nwithin"),
        OLD.replace("week", "example.org"),
    ],
)
def test_what_a_translation_must_keep_an_edit_must_keep(site, new):
    """Another number, link, placeholder, code, line or address is no minor edit, and changes nothing."""
    edit(site, new=new.replace("[us][1]", "[us](help.md)").replace("\n", "  \n"))
    before = contents(site)
    with pytest.raises(Refused, match="no minor edit"):
        minor_edit(site, [(OLD, new)], "en")
    assert contents(site) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [(OLD, NEW), (OLD, OLD), ("", NEW), ("Your message was sent.", OLD), (OLD, "Your message was sent.")],
)
def test_the_source_must_have_been_edited(site, old, new):
    """As long as the old text stands in a page, or the new one in none, nothing is changed."""
    before = contents(site)
    with pytest.raises(Refused):
        minor_edit(site, [(old, new)], "en")
    assert contents(site) == before


def test_a_translation_of_the_new_text_is_never_lost(site):
    """What somebody has translated for the new text stays; the old one is kept as well."""
    edit(site)
    path = site / "translations" / "fr" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text() + f'\nmsgid "{NEW}"\nmsgstr "[Nous][1] : 24 h."\n')
    minor_edit(site, [(OLD, NEW)], "en")
    assert message(site, NEW).msgstrs == ("[Nous][1] : 24 h.",) and message(site, OLD).translated


@pytest.mark.parametrize("updated", [False, True])
def test_all_edits_of_a_page(site, updated):
    """With a page in place of the texts, each edited text of the page keeps its translation."""
    edit(site)
    edit(site, "Stay where you feel safe tonight.", "Stay where you feel safe this night.")
    if updated:
        write_templates(site)
        list(update_locales(site))
    pairs = pairs_of_page(site, "tip-sent")
    assert (OLD, NEW) in pairs
    minor_edit(site, pairs, "en")
    assert message(site, NEW).translated and not message(site, NEW).fuzzy


def test_texts_that_changed_places_are_not_taken_for_each_other(site):
    """Where it is not sure which text became which, the author has to say it."""
    edit(site, "Stay where you feel safe tonight.", "Quite another thing.")
    with pytest.raises(Refused, match="not each is like"):
        pairs_of_page(site, "tip-sent.md")


def test_an_unreadable_catalog_is_not_rewritten(site):
    """What cannot be read would be lost."""
    edit(site)
    path = site / "translations" / "fr" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text() + '\nmsgid "x\nmsgstr "y"\n')
    before = contents(site)
    with pytest.raises(Refused):
        minor_edit(site, [(OLD, NEW)], "en")
    assert contents(site) == before


def test_the_task(site):
    """`invoke minor-edit` takes both texts, or a page."""
    edit(site)
    done = invoke(site, "minor-edit", OLD, NEW)
    assert (
        done.returncode == 0
        and "translations/fr/LC_MESSAGES/content.po: keeps" in done.stdout
        and "[us][1]" in done.stdout
    )
    assert invoke(site, "extract", "update").returncode == 0
    done = invoke(site, "minor-edit", "--page", "tip-sent")
    assert done.returncode == 1 and "has no edited text" in done.stdout
