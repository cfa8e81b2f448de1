"""The fast way through a page: what it renders is what Python-Markdown renders, or it does not render at all."""

import pickle
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plainsight.fast_inline import fast_inline
from plainsight.locales import find_locale
from plainsight.markdown_blocks import EXTENSIONS
from plainsight.markdown_page import MarkdownPage

SOURCE = find_locale("en")
# Pieces of the subset and of what lies just outside of it.
PIECES = st.sampled_from(
    ["**", "*", "***", "_", "[a](b.md)", "[a b](x.md#y_z)", "[", "]", "(", ")", "[1]", "a", "bc", " ", "  ", "!", "![", "`", "&",
     "_a_", "`a`", "\\*", "&amp;", "<b>", "<", ">", "\\", "\n", "  \n", "{: .c}", "^", "~", ":", "|", "1.", "- ", "# ", "مرحبا", "မြ", "\u200b", '"', "'",
     "[x](y \"t\")", "[x](<y>)", "[**a**](b.md)", "**[a](b.md)**", "*a*", "**b**", "://", "@", "a@b.org", "\u00a0", "\x1f"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=9).map("".join)


def full(text: str) -> str:
    """The text of a paragraph, by Python-Markdown's own passes."""
    from xml.etree.ElementTree import Element, SubElement

    md = Markdown(extensions=list(EXTENSIONS))
    root = Element("div")
    SubElement(root, "p").text = text
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    html = md.serializer(root)
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return re.fullmatch(r"<div>\s*<p>(.*)</p>\s*</div>\s*", html, re.DOTALL)[1]


@settings(deadline=None, max_examples=600)
@given(TEXTS)
@example("a **b** c *d* [e](f.md)!")
@example("**a** *b***c**")
def test_what_the_fast_way_renders_is_what_python_markdown_renders(text):
    """In the subset and just outside of it: the same bytes, or nothing."""
    html = fast_inline(text)
    assert html is None or html == full(text)


def test_the_usual_texts_are_in_the_subset():
    """Plain text, strong text, emphasis and links take the fast way."""
    for text in (
        "Get help!",
        "a **b c** d",
        "*x*",
        "[a](b.md) and **[c](d.md#e)**.",
        "Line one\nline two",
        "مرحبا **بك**",
    ):
        assert fast_inline(text) == full(text)


BLOCKS = st.lists(
    st.sampled_from(
        ["## Title {#t}", "Plain **text** here.", "- one\n- two [l](help.md)\n    - three", "1. a\n\n    b\n\n2. c", "> quoted", "<!-- note: n -->\nNoted.",
         "| a | b |\n|---|---|\n| c | **d** |", "Term\n: Meaning", "!!! note \"Box\"\n    Inside.", "<div>raw</div>", "`code` here", "a  \nb", "A [^1].\n\n[^1]: note",
         "*[HTML]: Hyper", "HTML", "[r]\n\n[r]: x.md", "[TOC]", "two\nlines", "x & y", "[l](x.md \"T\")", "- **a**\n\n    b", "text {: .c }", "para\n{: .c }",
         "## **a** [b](x.md)", "## `c` *d*", "## e &amp; f {: .g title=h }", "## zq!1qz", "## zq!1qz", "i\n{: lang=fr }", "- j\n{: .k }\n    - l", "- m {: .n }\n    - o",
         "<div markdown>\np\n</div>", "<div markdown=1>\n*q*\n</div>", "<b>r</b> s", "| `t` | u |\n|:--|--:|\n| v | **w** |\n", "    x", "```\ny\n```", "# z #", "***t*** & u", "<https://e.org/> <i@e.org>", r"a \* b", "## x & `y`",
         "- z & `c`\n    - d", "![a](b.png)", "T & U\n: V `w`", "[s] [t][r] [u][]\n\n[s]: y.md\n[u]: <z.md> \"V\"", "x & `y` {: .z }", "> `q`\n> r & s", "| a & b | `c` |\n|---|---|\n| d \\| e | *f* & g |"]
    ),
    min_size=1, max_size=6,
).map("\n\n".join)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    BLOCKS,
    st.lists(
        st.none()
        | st.sampled_from(["=", "T **u**", "**v**", "plain", "*w* x", "a `b`", "c & d", "e\nf"])
        | st.sampled_from(
            [
                "[TOC]",
                "g {: .h }",
                "![i](j.png)",
                '[k](l.md "M")',
                "<b>n</b>",
                "[^1]",
                "o  p",
                "q\\",
                "[1][1]",
                "[r]",
                "[t][r] & [s]",
            ]
        )
        | st.text("ab *_`[]()<>&!\\{}:#|~^\n-1.", min_size=1, max_size=12),
        min_size=40,
        max_size=40,
    ),
)
def test_a_filled_page_is_the_rendered_page(body, chosen):
    """Whatever is translated, and whatever falls back: the skeleton, filled, is the page of the full pass."""
    page = MarkdownPage(body)
    msgstrs = [
        None if how is None else segment.msgid if how == "=" else how
        for segment, how in zip(page.segments, chosen, strict=False)
    ]
    msgstrs = [text if segment.translatable else None for segment, text in zip(page.segments, msgstrs, strict=True)]
    answers = iter(msgstrs)

    def lookup(msgid, context=None):
        return None if context == "title" else next(answers)

    assert page.render(lookup, SOURCE) == page._render(msgstrs, lambda msgid, context=None: None, SOURCE)


@settings(deadline=None, max_examples=200)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_a_page_knows_nothing_of_the_pages_read_before_it(bodies):
    """Parsers are used again: each page is what a parser of its own makes of it, sent to another process or not."""
    for body in bodies:
        page = MarkdownPage(body)
        for same in (page, pickle.loads(pickle.dumps(page))):  # noqa: S301 - our own
            full = same._outline_in_full()
            assert (same.render(), same.attributes) == (full.html, full.attributes)
            assert same._heading_ids == full.heading_ids
            assert same.render(lambda msgid, context=None: msgid) == full.html


def test_a_usual_page_takes_the_fast_way():
    """The skeleton is there for a page of headings, paragraphs and lists, with some of it not translated."""
    page = MarkdownPage("## One\n\nTwo **three** [four](help.md).\n\n- five\n    - six\n\nSeven.")
    assert page._skeleton is not None and page._skeleton.fill(page.segments, [None] * 5, SOURCE) is not None
