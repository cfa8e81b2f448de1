"""What translators cannot reach is named to the author, and nothing else is."""

import pytest

from plainsight.locales import find_locale
from plainsight.markdown_page import MarkdownPage
from tests.test_markdown_page import EVERYTHING

SOURCE = find_locale("en")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div>Some text here</div>", "raw HTML is not translated: 'Some text here'"),
        ('<div markdown="1">Text <div>more</div> rest of the sentence</div>', "tears a sentence"),
        ("already [a][1] and [b](https://example.org)", "is not kept from translators"),
        ("*a*{: .b\n.c }", "attribute list over two lines"),
    ],
)
def test_a_text_out_of_reach_is_a_warning(body, what):
    """The author learns what cannot be translated, or only in pieces, and what to do."""
    faults = MarkdownPage(body).faults
    assert any(what in fault.what for fault in faults), faults
    assert all(fault.level == "warning" and fault.remedy for fault in faults)


@pytest.mark.parametrize(
    "body",
    [
        "<hr>",
        "<!-- An ordinary comment. -->",
        "<script>let a = 1</script>",
        "- tight\n    - nested\n\n    loose",
        "Press <kbd>x</kbd>, see <https://example.org>.",
        '<p markdown="1">one <span markdown="1">*two*</span> three</p>',
        "> quote\n>\n> - item",
        "Term\n: Def\n\n    more",
        "a[^1]\n\n[^1]: foot\n\n    more",
        "!!! note\n    Text\n\n    - item",
        "[TOC]\n\n## Head",
        "`[a](b)` and \\[c](d)",
    ],
)
def test_what_can_be_translated_raises_no_warning(body):
    """Nobody learns to overlook warnings."""
    assert MarkdownPage(body).faults == []


def test_marks_of_markdown_are_no_messages():
    """A translator never meets what Python-Markdown replaces."""
    page = MarkdownPage("[TOC]\n\n## Head\n\n///Footnotes Go Here///\n\na[^1]\n\n[^1]: b")
    assert [segment.msgid for segment in page.segments] == ["Head", "b", "a[^1]"]


def test_every_construct_gives_its_messages():
    """Lists, tables, definitions, footnotes, admonitions and HTML with Markdown in it are translated piece by piece."""
    messages = [segment.msgid for segment in MarkdownPage(EVERYTHING).segments]
    for message in (
        "Title *a*",
        "a item",
        "b **bold**",
        "nested [l][1]",
        "Watch (out)",
        "Body text here.",
        "a",
        "d [x][1]",
        "Term",
        "Def *x*",
        "para",
        "The note with [l][1].",
        "العربية",
    ):
        assert message in messages
    assert "Intro [petition][1] and `[a](b)` and [ref][2] and [short][3]. Second line\nhard break[^1]. HTML" in messages


@pytest.mark.parametrize("body", ["![](a.png)", "</div>", "&nbsp;", "- \u2013", "| a |\n|---|\n| * |"])
def test_what_says_nothing_is_no_message(body):
    """Translators get words; a picture without a text, or a dash, stays as it is in all languages."""
    page = MarkdownPage(body)
    assert [segment.msgid for segment in page.segments if segment.msgid != "a"] == []
    assert page.render(lambda msgid, context=None: None, SOURCE) == page.render() or "a" in body
