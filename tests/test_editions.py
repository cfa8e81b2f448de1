"""An edition speaks its locale, escapes what it says, and falls back one message at a time."""

from pathlib import Path

import pytest

from plainsight.catalog_data import Catalog, Message
from plainsight.catalogs import Translations, load_translations, select
from plainsight.completeness import completeness
from plainsight.editions import Edition, gettext, ngettext, pgettext
from plainsight.locales import LocaleFile, find_locale
from plainsight.templates import make_environment


def translations(domain: str, locale_id: str, *messages: Message) -> Translations:
    return select(Catalog(Path("x.po"), {}, (), messages), domain, locale_id)


def edition(locale_id: str, *messages: Message, domain: str = "interface") -> Edition:
    return Edition(find_locale(locale_id), find_locale("en"), **{domain: (translations(domain, locale_id, *messages),)})


def test_markup_in_a_catalog_is_text_on_the_page(tmp_path):
    """Not even a translation that no check refused can bring markup, whatever the template does."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("{{ _('Hello %(name)s', name='<i>') }}")
    evil = Message(None, "Hello %(name)s", msgstrs=("<b>%(name)s",))
    site = Edition(find_locale("es"), find_locale("en"), interface=(Translations({evil.key: evil}),))
    with site.current():
        html = make_environment(tmp_path).get_template("a.html").render()
    assert html == "&lt;b&gt;&lt;i&gt;"


def test_a_macro_imported_without_context_speaks_the_edition(tmp_path):
    """A component translates wherever it is used."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "components" / "c").mkdir(parents=True)
    (tmp_path / "components" / "c" / "c.html").write_text("{% macro c() %}{{ _('Call') }}{% endmacro %}")
    (tmp_path / "templates" / "a.html").write_text("{% from 'c/c.html' import c %}{{ c() }}")
    template = make_environment(tmp_path).get_template("a.html")
    for text in ("Llame", "Appelez"):
        with edition("es", Message(None, "Call", msgstrs=(text,))).current():
            assert template.render() == text


def test_fuzzy_empty_obsolete_and_refused_messages_are_not_shown():
    """What nobody stands for falls back to the source, that message alone."""
    site = edition(
        "es",
        Message(None, "A", msgstrs=("a",), fuzzy=True),
        Message(None, "B", msgstrs=("",)),
        Message(None, "C", msgstrs=("c",), obsolete=True),
        Message(None, "D <", msgstrs=("d",)),
        Message(None, "E", msgstrs=("e",)),
    )
    assert [site.interface_text(msgid) for msgid in ("A", "B", "C", "D <", "E")] == ["A", "B", "C", "D <", "e"]


def test_contexts_and_plurals():
    """One text with two meanings has two translations; each number has its form."""
    site = edition(
        "es",
        Message("menu", "Start", msgstrs=("Inicio",)),
        Message(None, "one page", "%(num)s pages", ("una página", "%(num)s páginas")),
    )
    with site.current():
        assert pgettext("menu", "Start") == "Inicio" and gettext("Start") == "Start"
        assert ngettext("one page", "%(num)s pages", 1) == "una página"
        assert ngettext("one page", "%(num)s pages", 7) == "%(num)s páginas"
        assert ngettext("one tip", "%(num)s tips", 7) == "%(num)s tips"


def test_the_chain_serves_what_the_nearer_catalog_lacks():
    """A regional locale speaks its language where it says nothing itself."""
    near = translations("content", "es_MX", Message(None, "A", msgstrs=("a MX",)))
    far = translations("content", "es", Message(None, "A", msgstrs=("a",)), Message(None, "B", msgstrs=("b",)))
    site = Edition(find_locale("es_MX"), find_locale("en"), content=(near, far))
    assert [site.content_text(msgid) for msgid in "ABC"] == ["a MX", "b", None]


def test_completeness_counts_what_is_shown():
    """A message counts as translated only if readers see it."""
    template = Catalog(
        Path("x.pot"), {}, (), tuple(Message(None, m, notes=("critical.",) * (m == "A")) for m in "ABCD")
    )
    done = completeness(
        template,
        translations(
            "content",
            "es",
            *(
                Message(None, "A", msgstrs=("a",)),
                Message(None, "B", msgstrs=("b",), fuzzy=True),
                Message(None, "C", msgstrs=("c 5",)),
                Message(None, "X", msgstrs=("x",)),
            ),
        ),
    )
    assert (done.total, done.translated, done.critical_translated, done.stale, done.refused) == (4, 1, 1, 1, 1)
    assert done.percent == 25


def test_a_missing_catalog_is_empty(tmp_path):
    """A locale without a catalog shows the source."""
    assert load_translations(tmp_path / "none.po", "content", "es").text("A") is None


def test_a_catalog_that_is_no_file_is_named(tmp_path):
    """A folder in the place of a catalog is not the same as no catalog."""
    (tmp_path / "content.po").mkdir()
    found = load_translations(tmp_path / "content.po", "content", "es")
    assert not found.usable and ["cannot be read" in finding.what for finding in found.findings] == [True]


@pytest.mark.parametrize(("status", "draft"), [("draft", True), ("reviewed", False)])
def test_a_draft_is_what_nobody_has_reviewed(status, draft):
    """Only a reviewed locale, and the source itself, are no drafts."""
    assert Edition(find_locale("es"), find_locale("en"), LocaleFile(status)).is_draft is draft
    assert not Edition(find_locale("en"), find_locale("en")).is_draft


@pytest.mark.parametrize("message", ["Start", "100%% sure", "%(name)s calls", "<b>&", "One %(name)s, 100%%"])
def test_the_short_name_of_gettext_gives_the_same(golden, tmp_path, message):
    """Templates say `_`, which saves what Jinja does around gettext, and nothing else."""
    (tmp_path / "templates").mkdir()
    for name in ("_", "gettext"):
        (tmp_path / "templates" / f"{name}.html").write_text(
            f"{{{{ {name}(message, name=who) }}}}|{{{{ {name}(plain) }}}}"
        )
    environment = make_environment(tmp_path)
    plain = message.replace("%(name)s", "x")
    with golden.site.source.current():
        short, long = (
            environment.get_template(f"{name}.html").render(message=message, plain=plain, who="<i>")
            for name in ("_", "gettext")
        )
    assert short == long
