"""The tasks, as a publisher runs them."""

import pytest

from tests.conftest import ROOT
from tests.test_build import invoke


def test_a_new_page_is_built_and_extracted(project):
    """A page that was just started is on the site, and its messages are in the template."""
    assert invoke(project, "new-page", "rights", "--title", 'Your "rights"').returncode == 0
    assert invoke(project, "extract").returncode == 0
    assert 'msgid "Your \\"rights\\""' in (project / "translations" / "content.pot").read_text()
    assert invoke(project, "build").returncode == 0
    assert "<h1>Your &#34;rights&#34;</h1>" in (project / "output" / "en" / "rights.html").read_text()


@pytest.mark.parametrize("slug", ["../evil", "Rights", "a b", "safety"])
def test_a_bad_or_taken_name_is_refused(project, slug):
    """A name that cannot be an address, or that a page has, makes no file."""
    before = sorted((project / "content").rglob("*"))
    done = invoke(project, "new-page", slug)
    assert done.returncode == 1 and "error: " in done.stdout
    assert sorted((project / "content").rglob("*")) == before


def test_a_new_locale_starts_empty_and_is_updated(project):
    """A new locale has every message; a changed page reaches its translators as one changed message."""
    invoke(project, "extract")
    assert invoke(project, "new-locale", "fr").returncode == 0
    path = project / "translations" / "fr" / "LC_MESSAGES" / "content.po"
    text = path.read_text().replace(
        'msgid "Your message was sent."\nmsgstr ""', 'msgid "Your message was sent."\nmsgstr "Envoyé."'
    )
    path.write_text(text)
    page = project / "content" / "pages" / "tip-sent.md"
    page.write_text(page.read_text().replace("Your message was sent.", "Your message was sent now."))
    assert invoke(project, "extract", "update").returncode == 0
    merged = path.read_text()
    assert '#, fuzzy\n#| msgid "Your message was sent."\nmsgid "Your message was sent now."\nmsgstr "Envoyé."' in merged
    assert set(text.splitlines()) - set(merged.splitlines()) == {'msgid "Your message was sent."'}


@pytest.mark.parametrize("locale", ["xx", "../es", "en_XA", "es"])
def test_a_locale_that_cannot_be_is_refused(project, locale):
    """A locale that CLDR does not know, a pseudo-locale and one that is there make no folder."""
    invoke(project, "extract")
    before = sorted((project / "translations").iterdir())
    done = invoke(project, "new-locale", locale)
    assert done.returncode == 1 and "error: " in done.stdout
    assert sorted((project / "translations").iterdir()) == before


def test_an_update_never_rewrites_what_it_cannot_read(project):
    """A catalog with a broken message is left as it is, and named: nothing of a volunteer's work is lost."""
    invoke(project, "extract")
    path = project / "translations" / "es" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text() + '\nmsgid "x\nmsgstr "y"\n')
    before = path.read_bytes()
    done = invoke(project, "update")
    assert done.returncode == 1 and "translations/es/LC_MESSAGES/content.po:" in done.stdout
    assert path.read_bytes() == before


def test_status_names_each_locale(project):
    """The table shows how far each locale is."""
    invoke(project, "extract")
    done = invoke(project, "status")
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if " de " in line)
    assert "draft" in row and "reviewed" in next(line for line in done.stdout.splitlines() if " es " in line)


def test_chosen_locales_are_built_with_the_source(project):
    """`--locales` builds what it names, and the edition that everything falls back to."""
    assert invoke(project, "build", "--locales", "ar").returncode == 0
    assert sorted(path.parent.name for path in (project / "output").glob("*/index.html")) == ["ar", "en"]


def test_the_repository_passes_its_own_check():
    """What is published here has no error finding: settings, pages, hotlines, theme, catalogs, written files."""
    done = invoke(ROOT, "check")
    assert done.returncode == 0, done.stdout
    assert "error:" not in done.stdout
