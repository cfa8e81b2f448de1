"""Directives reach translators, and never readers."""

import pytest

from plainsight.markdown_page import MarkdownPage


def said(body: str) -> list[tuple]:
    page = MarkdownPage(body)
    assert page.faults == [] and "<!--" not in page.render()
    return [(s.msgid, s.notes, s.context, s.limit, s.critical, s.translatable) for s in page.segments]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<!-- note: a <b>trap</b> -->\nText", [("Text", ("a <b>trap</b>",), None, 0, False, True)]),
        ("<!-- note: a --> Text", [("Text", ("a",), None, 0, False, True)]),
        ("<!-- note: a\n  b -->\n\n<!-- max: 30 -->\n\nText", [("Text", ("a b",), None, 30, False, True)]),
        ("<!-- context: menu -->\n## Start {#s}\n\nText", [
            ("Start", (), "menu", 0, False, True), ("Text", (), None, 0, False, True)]),
        ("- <!-- critical --> a\n- b", [("a", (), None, 0, True, True), ("b", (), None, 0, False, True)]),
        ("- a\n\n    <!-- skip -->\n\n    b\n\n    c", [
            ("a", (), None, 0, False, True), ("b", (), None, 0, False, False), ("c", (), None, 0, False, True)]),
        ("| <!-- max: 9 --> a | b |\n|---|---|\n| c <!-- note: n --> | d |", [
            ("a", (), None, 9, False, True), ("b", (), None, 0, False, True),
            ("c", ("n",), None, 0, False, True), ("d", (), None, 0, False, True)]),
        ("> <!-- note: q -->\n> quote", [("quote", ("q",), None, 0, False, True)]),
        ("Term\n: <!-- note: d --> def", [("Term", (), None, 0, False, True), ("def", ("d",), None, 0, False, True)]),
        ('<div markdown="1">\n<!-- note: x -->\n\nText\n</div>', [("Text", ("x",), None, 0, False, True)]),
        ("a[^1]\n\n[^1]: <!-- note: f --> foot", [("a[^1]", (), None, 0, False, True), ("foot", ("f",), None, 0, False, True)]),
        ("<!-- note: list -->\n<!-- context: c -->\n- a\n- <!-- note: own --> b", [
            ("a", ("list",), "c", 0, False, True), ("b", ("list", "own"), "c", 0, False, True)]),
    ],
)  # fmt: skip
def test_a_directive_belongs_to_what_follows_it(body, expected):
    """Wherever a text stands, its note, context, limit and marks go with it, and with nothing else."""
    assert said(body) == expected


@pytest.mark.parametrize(
    ("body", "what", "level"),
    [
        ("<!-- crtical -->\nText", "Did you mean critical?", "error"),
        ("a <!-- Note: x --> b", "Did you mean note?", "error"),
        ("<!-- contxt: menu -->\n\nText", "Did you mean context?", "error"),
        ("<!-- owner: Ana -->\n\nText", "The directives are note, context, skip, critical, max", "warning"),
        ("<!-- note -->\nText", "says nothing", "error"),
        ("<!-- max: many -->\nText", "max is 'many'", "error"),
        ("<!-- max: 0 -->\nText", "max is '0'", "error"),
        ("<!-- critical: yes -->\nText", "takes no text", "error"),
        ("Text\n\n<!-- note: nothing follows -->", "no text follows", "error"),
    ],
)
def test_a_directive_that_says_nothing_we_know_is_named(body, what, level):
    """A mistake in a directive would lose a warning to translators: it is a finding, never silence."""
    faults = MarkdownPage(body).faults
    assert [(what in f"{f.what} {f.remedy}", f.level) for f in faults] == [(True, level)] * len(faults)
    assert faults and all(f.raw.startswith("<!--") for f in faults)


@pytest.mark.parametrize(
    "body",
    [
        "<!-- more -->\n\nText",
        "<!-- An ordinary comment. -->\n\nText",
        "Write `<!-- note: x -->`.",
        "```\n<!-- note: x -->\n```",
        "    <!-- note: x -->",
    ],
)
def test_other_comments_and_code_stay(body):
    """What is no directive is as Python-Markdown has it."""
    page = MarkdownPage(body)
    assert page.faults == [] and ("<!--" in page.render() or "&lt;!--" in page.render())


def test_a_comment_between_a_directive_and_its_text_is_passed_over():
    """A directive does not get lost on an editor's comment."""
    page = MarkdownPage("<!-- critical -->\n\n<!-- An ordinary comment. -->\n\nText")
    assert [s.critical for s in page.segments] == [True]
