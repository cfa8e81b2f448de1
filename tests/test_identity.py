"""The identity on the inputs of others: Python-Markdown's own tests, and the CommonMark specification's examples."""

import re
from collections.abc import Callable

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plainsight.locales import find_locale
from plainsight.markdown_blocks import EXTENSIONS
from plainsight.markdown_page import MarkdownPage
from tests.packages import commonmark_cases, markdown_cases

SOURCE = find_locale("en")
SUITES = [
    pytest.param(commonmark_cases, 600, id="CommonMark", marks=pytest.mark.commonmark),
    pytest.param(markdown_cases, 850, id="Python-Markdown", marks=pytest.mark.markdown_tests),
]
_BLOCK = re.compile(r"\s*(</?(?:p|li|ul|ol|h\d|div|t[dhr]|d[dtl]|br|hr|blockquote|img)\b[^>]*>)\s*")


def spaced(html: str) -> str:
    """`html` without what space there is between blocks, and how long it is elsewhere."""
    return _BLOCK.sub(r"\1", re.sub(r"\s+", " ", html))


def differing(cases: Callable, render: Callable[[str], str], fewest: int, same: Callable[[str], str]) -> list[str]:
    """The names of the `cases` that `render` to something else than Python-Markdown; each on its own."""
    plain = markdown.Markdown(extensions=list(EXTENSIONS))
    seen, found = 0, []
    for name, body in cases():
        try:
            wanted = plain.reset().convert(body)
        except TypeError:  # attributes that Python-Markdown itself cannot write
            continue
        seen += 1
        if same(render(body)) != same(wanted):
            found.append(name)
    assert seen > fewest, "these are not the tests that we mean"
    return found


@pytest.mark.parametrize("cases, fewest", SUITES)
def test_with_every_message_mapped_to_itself_nothing_changes(cases, fewest):
    """For a catalog that maps each message to itself, HTML is Python-Markdown's, byte for byte."""

    def render(body: str) -> str:
        page = MarkdownPage(body)
        html = page.render(lambda msgid, context=None: msgid)
        assert html == page.render()
        # Knowing where the text falls back to, a page may take a shorter way.
        if all(segment.translatable for segment in page.segments):
            assert html == page.render(lambda msgid, context=None: msgid, SOURCE)
        return html

    assert differing(cases, render, fewest, str) == []


@pytest.mark.parametrize("cases, fewest", SUITES)
def test_a_translation_that_says_the_same_renders_the_same(cases, fewest):
    """What a message has lost (targets, line breaks, attribute lists) comes back, white space between words apart.

    Unlike above, each message goes the way of a translation.
    """

    def render(body: str) -> str:
        page = MarkdownPage(body)
        page.segments = [segment._replace(msgid=f"{segment.msgid}\0") for segment in page.segments]
        html = page.render(lambda msgid, context=None: msgid.rstrip("\0"))
        if all(segment.translatable for segment in page.segments):
            assert spaced(page.render(lambda msgid, context=None: msgid.rstrip("\0"), SOURCE)) == spaced(html)
        return html

    assert differing(cases, render, fewest, spaced) == []


@pytest.mark.parametrize("cases, fewest", SUITES)
def test_what_is_extracted_is_what_is_looked_up(cases, fewest):
    """No text is asked for that translators never got, and none that they got is never asked for."""
    for name, body in cases():
        try:
            page = MarkdownPage(body)
        except TypeError:  # as above
            continue
        asked: set[tuple[str | None, str]] = set()
        page.render(lambda msgid, context=None, asked=asked: asked.add((context, msgid)))
        wanted = {(segment.context, segment.msgid) for segment in page.segments if segment.translatable}
        assert asked == wanted | set(page.attributes), name


PIECES = ["a", "b c", "*", "**", "_", "`", "``", "[", "]", "(", ")", "![", "[^1]", "[^1]: x", "[r]", "[r]: /u 'T'", "](u)", "](u \"T\")", "\n",
          "\n\n", "  \n", "    ", "- ", "1. ", "> ", "# ", "## H {#i}", "{: .c }", " {.a* b}", "{: title='T' }", "| a | b |\n|---|---|\n| c | d |",
          ": d", "*[a]: A", "!!! note", "[TOC]", "<b>", "</b>", "<div markdown=1>", "</div>", "<div>", "<br>", "&amp;", "&", "<", "\\",
          "```\n", "\u0627", "\\[", "<u@v.w>", "<https://e.org>", "===", "---"]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("| a |\n|---|\n| c |\n*## H {#i}*## H {#i}")
@example("# *x {.a* b}")
@example("*x\n{.a* b}")
def test_the_identity_holds_for_whatever_somebody_types(body):
    """Broken or whole, Markdown comes out as Python-Markdown has it, the way of translations included."""
    plain = markdown.Markdown(extensions=list(EXTENSIONS))
    try:
        wanted = plain.convert(body)
    except Exception as error:  # Python-Markdown's own trouble
        with pytest.raises(type(error)):
            MarkdownPage(body)
        return
    page = MarkdownPage(body)
    assert page.render() == page.render(lambda msgid, context=None: msgid) == wanted
    if "<" in body:  # broken HTML is shown as text in a translation: tests/test_own_html.py
        return
    page.segments = [segment._replace(msgid=f"{segment.msgid}\0") for segment in page.segments]
    assert spaced(page.render(lambda msgid, context=None: msgid.rstrip("\0"))) == spaced(wanted)
