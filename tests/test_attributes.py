"""Titles and labels are texts like any other, with a context of their own."""

import pytest

from plainsight.locales import find_locale
from plainsight.markdown_page import MarkdownPage

SOURCE = find_locale("en")


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ('[a](b "A title")', ["A title"]),
        ("[a][r]\n\n[r]: https://example.org 'Of a reference'", ["Of a reference"]),
        ('![alt](p.png "Of a picture")', ["Of a picture"]),
        ("The HTML.\n\n*[HTML]: Hypertext", ["Hypertext"]),
        ('Text\n{: title="Of a block" }', ["Of a block"]),
        ('<div markdown="1" aria-label="Of a group">\nText\n</div>', ["Of a group"]),
        ("a[^1] b[^2]\n\n[^1]: c\n[^2]: d", ["Jump back to footnote {number} in the text"]),
        ("[a](b)", []),
    ],
)
def test_each_text_of_an_attribute_is_a_message(body, messages):
    """Whatever a reader is shown or told beside a text reaches translators, once."""
    assert MarkdownPage(body).attributes == [("title", message) for message in messages]


@pytest.mark.parametrize(
    ("body", "translation", "expected"),
    [
        ('[a](b "A title")', 'Título <"x"> & y', '<a href="b" title="Título &lt;&quot;x&quot;&gt; &amp; y">a</a>'),
        ("The HTML.\n\n*[HTML]: Hypertext", "Hipertexto", '<abbr title="Hipertexto">HTML</abbr>'),
        ("a[^1]\n\n[^1]: c", "Volver a la nota {number}", 'title="Volver a la nota 1"'),
        ('Text\n{: title="Of a block" }', "De un bloque", '<p title="De un bloque">'),
    ],
)
def test_a_translated_attribute_is_shown_and_stays_text(body, translation, expected):
    """A title is shown in the language of the page, and whatever it holds stays within its quotation marks."""
    html = MarkdownPage(body).render(lambda msgid, context=None: translation if context == "title" else msgid, SOURCE)
    assert expected in html


def test_a_title_does_not_take_the_translation_of_a_paragraph():
    """Equal words of a title and a text may need different translations."""
    page = MarkdownPage('Help\n\n[a](b "Help")')
    html = page.render(
        lambda msgid, context=None: {"Help": "Texto", "[a][1]": "[a][1]"}.get(msgid) if not context else None
    )
    assert "<p>Texto</p>" in html and 'title="Help"' in html
