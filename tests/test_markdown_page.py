"""The identity: our way through Python-Markdown changes nothing by itself."""

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsight.locales import find_locale
from plainsight.markdown_blocks import EXTENSIONS
from plainsight.markdown_page import MarkdownPage

EVERYTHING = """
## Title *a* {#t}

Intro [petition](https://example.org "T") and `[a](b)` and [ref][r] and [short].
Second line  
hard break[^1]. HTML

- a item
- b **bold**
    - nested [l](help.md#x)

!!! note "Watch (out)"
    Body text here.

| a | b |
|---|---|
| c | d [x](y) |

Term
: Def *x*

1. one

    para

2. two

```
code [not](a link)
```

<div>raw</div>

<div markdown="1">
torn *inside* {: .c }
</div>

## العربية

[r]: http://example.org
[short]: http://example.net
[^1]: The note with [l](z).
*[HTML]: Hyper
"""  # noqa: W291  a hard break is two spaces at the end of a line

BLOCKS = st.sampled_from([block for block in EVERYTHING.split("\n\n") if block.strip()])
SOURCE = find_locale("en")


def plain(body: str) -> str:
    return markdown.markdown(body, extensions=list(EXTENSIONS))


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=8).map("\n\n".join))
def test_source_is_what_python_markdown_writes(body):
    """In the source locale, and for a catalog that maps each message to itself, HTML is Python-Markdown's, byte for byte."""
    page = MarkdownPage(body)
    assert page.render() == plain(body)
    assert page.render(lambda msgid, context=None: msgid) == plain(body)


def test_rendering_one_edition_leaves_no_trace_in_the_next():
    """Footnotes, stashes and ids of one edition never leak into another."""
    page = MarkdownPage(EVERYTHING)
    first = page.render(lambda msgid, context=None: msgid)
    page.render(lambda msgid, context=None: None, SOURCE)
    page.render(lambda msgid, context=None: "x" + msgid, SOURCE)
    assert page.render(lambda msgid, context=None: msgid) == first


def test_every_message_looked_up_is_one_of_the_segments():
    """What is extracted and what is looked up are the same messages."""
    page = MarkdownPage(EVERYTHING)
    asked = set()
    page.render(lambda msgid, context=None: asked.add(msgid), SOURCE)
    assert asked == {segment.msgid for segment in page.segments if segment.translatable} | {
        m for _, m in page.attributes
    }


def test_a_translation_keeps_targets_and_heading_ids():
    """A translation changes words: links lead where the source says, ids are the source's."""
    page = MarkdownPage("## Get help\n\nRead [this page](help.md) now.")
    html = page.render({"Get help": "اطلب", "Read [this page][1] now.": "[ici][1]!"}.get, SOURCE)
    assert html == '<h2 id="get-help">اطلب</h2>\n<p><a href="help.md">ici</a>!</p>'


def test_a_text_without_a_translation_says_in_which_language_it_is():
    """A fallback carries its own language and direction, wherever it stands."""
    page = MarkdownPage("- one\n    - two\n\nthree")
    html = page.render({"two": "dos"}.get, SOURCE)
    mark = 'dir="ltr" lang="en"'
    assert f"<li><span {mark}>one</span><ul>\n<li>dos</li>" in html
    assert f"<p {mark}>three</p>" in html


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", "<b onclick=x>a</b>", "<https://example.org>"])
def test_a_translation_never_brings_html(bad):
    """Even a translation that no check saw cannot become markup."""
    html = MarkdownPage("Text").render(lambda msgid, context=None: bad, SOURCE)
    assert re.sub("</?p>", "", html).count("<") == 0


def test_a_translation_never_makes_a_block():
    """Whatever a translation begins with, its paragraph stays one paragraph."""
    html = MarkdownPage("Text").render(lambda msgid, context=None: "# a\n\n- b\n\n    code", SOURCE)
    assert html.startswith("<p>") and html.count("<p>") == 1
    assert not re.search("<(h1|ul|pre)", html)


def test_directives_reach_the_translator_and_not_the_reader():
    """Notes and the critical mark belong to the block after them, and are never published."""
    page = MarkdownPage("<!-- note: a trap -->\n<!-- critical -->\n- one\n- two\n\nthree")
    assert [(s.msgid, s.notes, s.critical) for s in page.segments] == [
        ("one", ("a trap",), True),
        ("two", ("a trap",), True),
        ("three", (), False),
    ]
    assert "<!--" not in page.render()


def test_reflowing_a_paragraph_changes_no_message():
    """Where a line breaks in the source is no matter of translators; a hard break is."""
    one, two = MarkdownPage("a b\nc  \nd"), MarkdownPage("a\nb c  \nd")
    assert one.segments[0].msgid == two.segments[0].msgid == "a b c\nd"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("_one_ and __two__", "*one* and **two**"),
        ("`_code_` and _text_", "`_code_` and _text_"),
        ("snake_case_word", "snake_case_word"),
        (r"\_no\_ _[a](b)_", r"\_no\_ *[a][1]*"),
    ],
)
def test_emphasis_is_written_with_stars(body, message):
    """A translator into a script without spaces can mark words; where stars would mean something else, nothing changes."""
    page = MarkdownPage(body)
    assert [segment.msgid for segment in page.segments] == [message]
    assert page.render(lambda msgid, context=None: msgid) == plain(body)
