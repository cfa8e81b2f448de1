"""The last gate: a page in another language is built as in the one it was written in, or it is not shown."""

from dataclasses import replace

import pytest

from plainsight.build import build
from plainsight.catalog_data import Message
from plainsight.catalogs import Translations
from plainsight.editions import Edition
from plainsight.findings import errors
from plainsight.locales import find_locale
from plainsight.markdown_page import MarkdownPage
from plainsight.page_bodies import body_in
from plainsight.page_structure import Structure
from plainsight.pages import SourcePage
from plainsight.po_read import parse_po
from plainsight.po_write import format_po
from plainsight.settings import load_settings

BODY = """## Who {#who}

Read [this](help.md) and [that](https://b.org "T") **now**, in {hotline:us-nhth}.

- one `x`
- two[^1]

| a | b |
|---|---|
| c | *d* |

[^1]: Note.
"""
PAGE = MarkdownPage(BODY)
HTML = PAGE.render()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="help.md">', '<a href="evil.md">'),
        ('<a href="help.md">', '<a href="help.md" onclick="x">'),
        ('id="who"', 'id="whom"'),
        ("<code>x</code>", "x"),
        ("one", "<b>one</b>"),
        ("one", "one</li><li>"),
        ("one", "<script>x</script>"),
        ("one", "<img src=x onerror=y "),
        ("one", "<!-- -->"),
        ("one", "<"),
        ('<a href="help.md">this</a>', "this"),
        ("<td>c</td>", "<td>c"),
        ("<p>", "<div>"),
        ("{hotline:us-nhth}", ""),
        ("{hotline:us-nhth}", "{hotline:gb-modern-slavery}"),
        ("{hotline:us-nhth}", "{hotline:us-nhth} {hotline:us-nhth}"),
        ('class="footnote-ref"', 'class="x"'),
    ],
)
def test_any_difference_in_structure_is_seen(before, after):
    """An element, attribute, id, target or placeholder that is added, lost, changed or moved to another block."""
    assert before in HTML
    assert not PAGE.structure.is_kept(HTML.replace(before, after, 1))


def test_a_link_that_moves_to_another_block_is_seen():
    """Each text keeps its own links."""
    link = '<a href="help.md">this</a>'
    moved = HTML.replace(link, "").replace("one", f"{link} one")
    assert not PAGE.structure.is_kept(moved)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Read", "Lea <em>esto</em>"),
        ("<strong>now</strong>", "ya"),
        ('title="T"', 'title="Título"'),
        ('<h2 id="who">', '<h2 lang="en" dir="ltr" id="who">'),
        ("one ", '<span lang="en" dir="ltr">one </span>'),
        ("one", '<abbr title="Organización">ONG</abbr>'),
    ],
)
def test_what_a_language_may_do_is_no_difference(before, after):
    """Emphasis, words in attributes, abbreviations, and the mark of a text that has no translation."""
    assert before in HTML
    assert PAGE.structure.is_kept(HTML.replace(before, after, 1))


def test_links_of_one_text_may_change_places():
    """Another language has another order of words."""
    msgid = "Read [this][1] and [that][2] **now**, in {hotline:us-nhth}."
    assert PAGE.structure.is_kept(
        PAGE.render(lambda m, c=None: "[Eso][2] y [esto][1] {hotline:us-nhth}" if m == msgid else m)
    )


def test_comments_with_tags_in_them_do_not_count_as_tags():
    """An author's comment does not keep translators from moving a link."""
    page = MarkdownPage("<!-- <b> & < -->\n\nRead [this](a.md) and [that](b.md).")
    assert page.structure.is_kept(page.render(lambda m, c=None: "[Eso][2], [esto][1]."))
    assert not page.structure.is_kept(page.render().replace("<!--", "<!-- x", 1))


def unchecked(*pairs: tuple[str, str]) -> Edition:
    """An edition whose translations no check has seen."""
    usable = {(None, msgid): Message(None, msgid, msgstrs=(msgstr,)) for msgid, msgstr in pairs}
    return Edition(find_locale("ar"), find_locale("en"), content=(Translations(usable),))


def test_a_page_that_is_built_otherwise_is_shown_in_the_source_language():
    """Were there a hole in every check, the page would fall back whole, marked, and the finding would say where."""
    page = SourcePage("x", "content/pages/x.md", {"title": "X"}, PAGE, ())
    findings = []
    body = body_in(page, unchecked(("one `x`", "uno `x` `evil`"), ("a", "ا")), findings)
    assert not body.is_kept and "uno" not in body.html and "ا" not in body.html
    assert body.html.count('lang="en"') == len(PAGE.segments) == body.missing
    assert PAGE.structure.is_kept(body.html)
    assert [(f.level, f.where) for f in findings] == [("error", "content/pages/x.md")]
    findings.clear()
    body = body_in(page, unchecked(("one `x`", "uno `x`"), ("a", "ا")), findings)
    assert body.is_kept and "uno" in body.html and not errors(findings)


@pytest.mark.parametrize("edition", ["es", "ar", "my", "zh_Hant", "en_XA", "ar_XB"])
def test_every_page_of_ours_is_built_alike(built, edition):
    """The gate stands in nobody's way."""
    edition = next(found for found in built.site.editions if found.locale.id == edition)
    findings = []
    assert all(body_in(page, edition, findings).is_kept for page in built.site.pages.values()), findings


def test_a_build_says_it_and_goes_on(project, monkeypatch):
    """A hole in the checks costs one page its translation, never a build, and the reader is told which language it is."""
    monkeypatch.setattr("plainsight.catalogs.surely_fine", lambda *a: True)
    catalog = project / "translations" / "es" / "LC_MESSAGES" / "content.po"
    text = catalog.read_text(encoding="utf-8")
    read, _ = parse_po(text, "x")
    messages = tuple(replace(m, msgstrs=(m.msgstrs[0] + " `evil`",)) if m.msgstrs[0] else m for m in read.messages)
    catalog.write_text(format_po(replace(read, messages=messages)), encoding="utf-8")
    result = build(replace(load_settings(project / "pelicanconf.py"), output=project / "output"))
    found = [f for f in result.findings if "is built otherwise in es" in f.what]
    assert found and {f.level for f in found} == {"warning"}
    html = (project / "output" / "es" / "safety.html").read_text(encoding="utf-8")
    assert "<code>evil" not in html and '<td dir="ltr" lang="en">' in html
    assert '<link rel="canonical" href="../en/safety.html">' in html


def test_structure_of_nothing():
    """An empty body is like another."""
    assert Structure.of("").is_kept("")
