"""In a text from right to left, numbers, addresses and code are shown as they are typed."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plainsight.isolation import _either, _may_hold, isolated

LTR = '<bdi dir="ltr">{}</bdi>'


@pytest.mark.parametrize(
    "typed",
    [
        "+44 8000 121 700",
        "08000-121-700",
        "(0800) 77 99 00",
        "2026-11-23",
        "https://www.example.org/a/b?c=d&amp;e",
        "www.example.org",
        "help@example.org",
    ],
)
def test_what_is_typed_stays_in_order(typed):
    """A number of six digits or more, and an address, stand in an element of their own, without the mark after them."""
    assert isolated(f"<p>اتصل {typed}، الآن</p>") == f"<p>اتصل {LTR.format(typed)}، الآن</p>"
    assert isolated(f"<p>اتصل {typed}.</p>") == f"<p>اتصل {LTR.format(typed)}.</p>"
    assert isolated(f'<a href="x">{typed}</a>') == f'<a href="x">{LTR.format(typed)}</a>'


def test_digits_of_the_script_are_told_their_order():
    """Groups of Arabic digits would run from right to left in any line."""
    assert isolated("<p>اتصل ٠٨٠٠ ١٢١ ٧٠٠.</p>") == '<p>اتصل <bdo dir="ltr">٠٨٠٠ ١٢١ ٧٠٠</bdo>.</p>'


def test_code_runs_from_left_to_right():
    """Brackets, dots and lines of code stay where they were typed; what is in it is left alone."""
    html = "<pre><code>f(1, 2)\ncall 0800 121 700</code></pre><p><code>g()</code> و<kbd class='k'>Ctrl+C</kbd></p>"
    assert isolated(html) == html.replace("<pre>", '<pre dir="ltr">').replace(
        "<p><code>", '<p><code dir="ltr">'
    ).replace("<kbd ", '<kbd dir="ltr" ')


@pytest.mark.parametrize(
    "html",
    [
        "<p>في 24/7، من 30–40 عامًا، 27.6 مليون، 1,000,000 شخص، 2026.</p>",
        '<p>اتصل <bdi dir="ltr">+44 8000 121 700</bdi> الآن.</p>',
        '<p title="+44 8000 121 700"><a href="https://www.example.org/">هنا</a></p>',
        "<style>a::before { content: '0800 121 700' }</style>",
        '<p dir="auto"><code dir="auto">0800 121 700</code></p>',
    ],
)
def test_the_rest_stays_as_it_is(html):
    """Single numbers, ranges, attributes, and what is isolated already."""
    assert isolated(html) == html


TEXTS = st.lists(
    st.sampled_from(["1", "22", "٣", "٤٥", " ", "-", "(", ")", "+", ".", ":", "@", "a", "com", "www.", "org", "/", "mailto:", "ب", "\u00a0", "\n", "x .net", "t.me"]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(TEXTS)
@example("1 2 3 4 5 66")
def test_what_is_not_looked_at_holds_nothing(text):
    """Most texts have too few digits and no sign of an address: none of them has anything to isolate."""
    assert _may_hold(text) or not re.search(r"\d{2}|@|[.:]\S", text) or not _either().search(text)
