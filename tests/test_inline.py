"""A message is rendered alone as it would be in its page, and gives nothing that a translator could add."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.inline import render_inline, rendered, structure

TEXT = st.text(st.sampled_from("ab *_`[]()\\!&.:^1é\"'-"), min_size=1, max_size=40)


@given(TEXT.map(lambda text: f"x{text}x"))
def test_a_message_is_rendered_as_python_markdown_renders_its_paragraph(text):
    """The check is the renderer: it sees what a reader would get."""
    labels = "".join(f"\n\n[{number}]: #{number}" for number in (1, 11, 111))
    assert render_inline(text) == markdown.markdown(text + labels, extensions=["extra", "sane_lists"])


@pytest.mark.parametrize("text", ["<b>x</b>", "<script>x</script>", "<https://example.org>", "<a@example.org>"])
def test_raw_html_and_bare_links_are_text(text):
    """What stands in angle brackets makes no element."""
    assert structure(text) == {}
    assert rendered(text).text == text


def test_attribute_lists_are_text():
    """A translator cannot give an element an attribute."""
    assert structure("[this][1]{: onclick=x }") == structure("[this][1]")


def test_labels_lead_to_their_number():
    """Each label is a link of its own, whatever its number, and its text is free."""
    assert structure("[this][1] and [that][40]") == {("a", (("href", "#1"),)): 1, ("a", (("href", "#40"),)): 1}
    assert structure("[esto][2]") == structure("[*this* and that][2]") != structure("[this][1]")


def test_emphasis_is_the_translators():
    """A translation may stress other words; code, images and line breaks stay."""
    assert structure("*a* **b**") == structure("a b")
    assert structure("`a`") != structure("a")
    assert structure("a\nb") == {("br", ()): 1}
    assert structure("![a][1]") == structure("![b][1]") != structure("[a][1]")


def test_the_words_are_what_a_reader_sees():
    """Entities, escapes and emphasis hide nothing; alternative texts are words."""
    assert rendered(r"1**2** &#51;\*").text == "12 3*"
    assert rendered("see ![a hand][1]").text.split() == ["see", "a", "hand"]
    assert rendered("[a][1] `b`\nc").text.split() == ["a", "b", "c"]


@given(TEXT)
def test_nothing_is_remembered(text):
    """One message has no influence on the next."""
    before = render_inline("[this][1] *is* `it`")
    render_inline(text)
    assert render_inline("[this][1] *is* `it`") == before
