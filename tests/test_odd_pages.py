"""Pages that nobody would write, as somebody will: each construct of Python-Markdown, through translation and back."""

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Message
from plainsight.findings import errors
from plainsight.locales import find_locale
from plainsight.markdown_blocks import EXTENSIONS
from plainsight.markdown_page import MarkdownPage
from plainsight.pseudo import pseudo

PAGES = {
    "nested-tight": "- one\n    - two\n        - three **x**\n    - four\n- five\n",
    "nested-loose": "1. one\n\n    para two\n\n    - a\n\n    - b\n\n        code\n\n2. five\n",
    "mixed list": "- one\n\n- two\n- three\n    1. x\n    2. y\n\n        para\n- four\n",
    "sane": "1. a\n\n* b\n\n2. c\n",
    "table": '| A *x* | B [l](u.md) | C |\n|:--|:-:|--:|\n| `a\\|b` | **c** | |\n| d {: .k } | e \\| f | ![i](p.png "T") |\n',
    "deflist": "Term *one*\nTerm two\n:   Def one\n    goes on\n\n:   Def two\n\n    para\n\n    - li\n\nOther\n: x\n",
    "footnotes": "A[^a] and B[^b] and again[^a].\n\n[^a]: Note **a** [l](u.md).\n[^b]:\n    First para.\n\n    Second para.\n\n    - item\n",
    "abbr": 'The NGO and WHO say `NGO`. **NGO** [WHO](x.md)\n\n*[NGO]: Non-governmental "org" & co\n*[WHO]: World\n',
    "admon": '!!! warning\n    no title *x*\n\n!!! note ""\n    none\n\n!!! danger "Go **now**"\n    - a\n    - b\n\n    !!! tip "in"\n        nested\n',
    "md_in_html": '<div class="x" markdown="1">\n## H\n\nText *a*.\n\n<p markdown="span">in *span*</p>\n</div>\n\n<section markdown="block">\n- a\n</section>\n',
    "torn": '<div markdown="span">\nbefore <b>bold</b> after *x*\n</div>\n',
    "refs": '[a][A] [b][] [b] and [c d] ![im][img] ![img][] ![img]\n\n[A]: http://a.org "Ti\'tle"\n[b]: <http://b.org/x y>\n[c d]: http://c.org (T)\n[img]: i.png "P"\n',
    "images": '![alt *x*](a.png "Title") text [![in](b.png)](c.md "T2") ![](empty.png)\n',
    "hard": "line one  \nline two  \nthree\nsoft\\\nback\n",
    "attr": '# H {#id .c lang=ar}\n\nPara *em*{: .e } [l](u.md){: .b title="T" hreflang=es} `c`{.k}\n{: #p .q data-x="y"}\n\n- li\n{: .ul}\n\n![i](a.png){: width=10 }\n\n| a |\n|---|\n| b {: .cell} |\n{: .table }\n',
    "code": '    block <b>\n\n```python\nx = "<a>"\n```\n\n`` a ` b `` and `<i>` text\n',
    "raw": '<div>raw *not*</div>\n\ntext <kbd>K</kbd> <span title="x">s</span> <br> <!-- c --> &amp; &copy; &#x41; <me@x.org>\n\n<!-- block <b> -->\n\n<hr />\n',
    "quotes": "> q *a*\n> - b\n>\n> > nested\n\n---\n\nend\n",
    "headings": 'Head\n====\n\nSub *x*\n---\n\n### 三 ### {#three}\n\n#### Café & "q" <b>x</b>\n\n## Dup\n\n## Dup\n\n[TOC]\n',
    "escapes": "\\*no\\* \\[x\\] \\_a\\_ 5 \\* 3 snake_case_word __init__ *a*b **b**c ***both*** _u_ **a *b* c**\n",
    "entities": "AT&T < 5 > 3 & \"q\" 'a' -- ... {name} {hotline:us-nhth} {% x %} 100% %(x)s\n",
    "brackets": "[not a link] and [x] [ ] [*y*] array[0][1] text\n",
    "html-inline-md": "Use <b>bold *em* and [l](u.md)</b> and <sup>2</sup>.\n",
    "unicode": "Zażółć **gęślą** jaźń — “quotes” ‘a’ … 👩‍👧\n\n日本語*強調*です。**太字**。\n",
    "deep": "".join("    " * i + f"- l{i}\n" for i in range(8)),
    "tabs": "-\tone\n\n\ttwo\n\n1.\tx\n",
    "emptyish": "&nbsp;\n\n***\n\n<br>\n\n!\n",
    "fn in table": "| a[^1] |\n|---|\n| b |\n\n- li[^1]\n\n[^1]: n\n",
    "abbr in heading": "## The NGO {#n}\n\nx\n\n*[NGO]: org\n",
    "img ref title": '![A][p]\n\n[p]: a.png\n    "Title here"\n',
    "list w heading": "- # H in list\n    text\n- > quote\n",
    "two para li": "* a\n\n    b [x](y.md)\n* c\n",
}
READ = {name: MarkdownPage(text) for name, text in PAGES.items()}
ENGLISH = find_locale("en")
# What a careless or hostile translator may put anywhere.
PIECES = [
    "*", "**", "`", "[", "]", "][1]", "][2]", "(u.md)", "[^a]", "[^1]", "<b>", "</b>", "<kbd>", "</kbd>", "<br>", "&amp;", "&lt;",
    "\\", "!", "{x}", "{: .e }", "<", "_", "__", "![", "NGO", "x", "é", "|", ":", "[TOC]", "<!-- c -->", "'", '"', "#", "> ", "```", "^",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_source_is_python_markdown_s_and_so_is_identity(name):
    """Byte for byte, with no translation at all and with each message translated by itself."""
    plain = markdown.Markdown(extensions=list(EXTENSIONS)).convert(PAGES[name])
    assert READ[name].render() == plain
    assert READ[name].render(lambda msgid, context=None: msgid, ENGLISH) == plain


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_translations_keeps_its_structure(name):
    """Each text is marked as being in the source language, and nothing else changes."""
    assert READ[name].structure.is_kept(READ[name].render(lambda *message: None, ENGLISH))


@pytest.mark.parametrize("locale_id", ["en_XA", "ar_XB"])
@pytest.mark.parametrize("name", PAGES)
def test_a_whole_translation_is_accepted_and_keeps_the_structure(name, locale_id):
    """Every message can be translated in good faith: no check refuses it, and the last gate lets the page through."""
    page = READ[name]
    for segment in page.segments:
        if segment.translatable:
            message = Message(segment.context, segment.msgid, msgstrs=(pseudo(segment.msgid, locale_id),))
            assert not errors(check_message(message, domain="content", locale_id=locale_id, nplurals=1, where="x"))
    assert page.structure.is_kept(page.render(lambda msgid, context=None: pseudo(msgid, locale_id), ENGLISH))


@settings(max_examples=400)
@given(st.data())
def test_what_the_checks_let_through_never_reaches_the_last_gate(data):
    """Texts with pieces put in, taken out and moved: what is not refused leaves the page built as it was."""
    page = READ[data.draw(st.sampled_from(sorted(PAGES)))]
    shown = {}
    for segment in page.segments:
        text = segment.msgid
        for _ in range(data.draw(st.integers(0, 2))):
            start = data.draw(st.integers(0, len(text)))
            end = min(len(text), start + data.draw(st.integers(0, 4)))
            piece = data.draw(st.sampled_from([*PIECES, text[start:end]]))
            text = text[:start] + text[end:]
            place = data.draw(st.integers(0, len(text)))
            text = text[:place] + piece + text[place:]
        message = Message(segment.context, segment.msgid, msgstrs=(text,))
        if segment.translatable and not errors(
            check_message(message, domain="content", locale_id="es", nplurals=1, where="x")
        ):
            shown[segment.msgid] = text
    html = page.render(lambda msgid, context=None: shown.get(msgid), ENGLISH)
    assert page.structure.is_kept(html), shown
