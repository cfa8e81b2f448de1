"""The author's own HTML survives translation; a translator's does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.markdown_page import MarkdownPage
from plainsight.own_html import keep_own_html


@pytest.mark.parametrize(
    ("source", "translation", "shown"),
    [
        ("Press <kbd>x</kbd> now", "Ahora <kbd>x</kbd>", "Ahora <kbd>x</kbd>"),
        ("a <b>b</b> <i>c</i>", "<i>c</i> <b>b</b>", "<i>c</i> <b>b</b>"),
        ("one<br>two", "uno<br>dos", "uno<br>dos"),
        (
            "See <https://example.org>",
            "Ver <https://example.org>",
            'Ver <a href="https://example.org">https://example.org</a>',
        ),
        ("Type `<b>`", "Escribe `<b>`", "Escribe <code>&lt;b&gt;</code>"),
        ("a < b", "b < c", "b &lt; c"),
        ('<span title="a > b">x</span>', '<span title="a > b">y</span>', '<span title="a > b">y</span>'),
        ("Press <kbd>x</kbd>", "Pulse <kbd>x", "Pulse &lt;kbd&gt;x"),
        ("Press <kbd>x</kbd>", "Pulse </kbd>x<kbd>", "Pulse &lt;/kbd&gt;x&lt;kbd&gt;"),
        ("Press <kbd>x</kbd>", "<kbd onclick=a>x</kbd>", "&lt;kbd onclick=a&gt;x&lt;/kbd&gt;"),
        ("Press <b>x</b>", "<b>x</b><script>y</script>", "&lt;b&gt;x&lt;/b&gt;&lt;script&gt;y&lt;/script&gt;"),
        ("Text", "`<b>`", "<code>&amp;lt;b&gt;</code>"),
        ("Type `<b>`", "Escribe \\`<b>`", "Escribe `&lt;b&gt;`"),
    ],
)
def test_only_the_tags_of_the_source_are_tags(source, translation, shown):
    """A translation may move the tags of its source; lost, added, changed or badly nested ones are shown as text."""
    html = MarkdownPage(source).render(lambda msgid, context=None: translation)
    assert html.removeprefix("<p>").removesuffix("</p>") == shown


@given(st.text(alphabet="ab<>/`\\\"' !-", max_size=30), st.text(alphabet="ab ", max_size=5))
def test_a_source_without_html_lets_none_through(msgstr, msgid):
    """Whatever a translator types, a text without HTML stays without it."""
    assert "<" not in keep_own_html(msgstr, msgid)
