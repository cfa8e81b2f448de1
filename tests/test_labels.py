"""Targets never reach a translator, and come back as they were."""

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainsight.labels import _read_labels, _usual_labels, label_targets, restore_targets


def reader(references: str = "") -> markdown.Markdown:
    md = markdown.Markdown(extensions=["extra"])
    md.convert(references)
    return md


@pytest.mark.parametrize(
    ("raw", "text", "targets"),
    [
        ("[call](help.md)", "[call][1]", ("(help.md)",)),
        ('[a](u "T (x)") and [b](<v w>)', "[a][1] and [b][2]", ('(u "T (x)")', "(<v w>)")),
        ("![alt](pic.png)", "![alt][1]", ("(pic.png)",)),
        ("[![alt](pic.png)](u)", "[![alt][1]][2]", ("(pic.png)", "(u)")),
        ("[full][r], [r][], [r]", "[full][1], [r][2], [r][3]", ("[r]", "[r]", "[r]")),
        ("note[^1] and `[a](b)` and \\[c](d)", "note[^1] and `[a](b)` and \\[c](d)", ()),
        ("no [link] here", "no [link] here", ()),
        ("already [a][1] and [b](u)", "already [a][1] and [b](u)", ()),
    ],
)
def test_each_form_of_target_becomes_a_numbered_label(raw, text, targets):
    """A message holds the text of a link and a number, whatever way the link was written."""
    labelled = label_targets(raw, reader("[r]: https://example.org"))
    assert (labelled.text, labelled.targets) == (text, targets)


@given(st.text(alphabet='ab[]()`\\!^ <>"1\n*', max_size=30))
def test_labels_never_change_how_a_text_renders(raw):
    """Whatever somebody writes, putting the targets back gives the same HTML."""
    labelled = label_targets(raw, reader())
    restored = restore_targets(labelled.text, labelled.targets)
    assert markdown.markdown(restored, extensions=["extra"]) == markdown.markdown(raw, extensions=["extra"])


def test_a_label_without_a_target_stays_text():
    """A translator who adds a label gets no link of it."""
    assert restore_targets("[a][1] [b][7] [c][0]", ("(u)",)) == "[a](u) [b][7] [c][0]"


PIECES = st.sampled_from(
    ["[a](b.md)", "[a b](x.md#y)", "*", "**", "a", " ", "\n", "!", "(", ")", "[", "]", "[1]", "`", "_"]
)


@given(st.lists(PIECES, max_size=9).map("".join))
@example("**[a](b)**: [c](d)!")
def test_the_labels_of_usual_links_are_those_of_any(raw):
    """A text of the fast subset gets its labels from one pattern: the same ones."""
    quick = _usual_labels(raw)
    assert quick is None or "[" not in raw or quick == _read_labels(raw, reader("[a]: /u\n[1]: /v"))
