"""A sanitiser of HTML has the second word on what a translation comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Message
from plainsight.findings import errors
from plainsight.sanitise import is_clean
from tests.test_catalog_checks import HONEST


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Press <kbd>Esc</kbd>", "Pulse **<kbd>Esc**</kbd>"),
        ("Press <kbd>Esc</kbd> [x][1]", "Pulse [<kbd>Esc][1]</kbd>"),
        ("Press <kbd>Esc</kbd>", "Pulse <kbd>Esc"),
        ("Press <kbd>Esc</kbd>", "Pulse </kbd>Esc<kbd>"),
        ("Press <kbd>Esc</kbd>", "Pulse <KBD onclick=a>Esc</kbd>"),
        ("<b>a</b> <i>b</i>", "<b>a <i>b</b></i>"),
        ("Read this", "Lea [esto](https://evil.example.com)"),
        ("Read [this][1]", '[esto][1]{: onclick="evil" }'),
        ("Read [this][1]", "[esto][1] [eso][1]"),
        ("Read this", "`Lea`"),
        ("Run <script>x</script>", "Run <script>x</script>"),
    ],
)
def test_what_a_sanitiser_would_change_is_not_clean(msgid, msgstr):
    """Elements that cross each other, that are lost, added or changed: whatever the other checks have said."""
    assert not is_clean(msgid, msgstr)


OWN_HTML = [
    ("Press <kbd>Esc</kbd> now", "Ahora **pulse** <kbd>Esc</kbd>"),
    ('<span class="x" title="a > b">y</span>', '<span class="x" title="a > b">z</span>'),
    ("one<br>two<br />three", "uno<br>dos<br />tres"),
    ("R&amp;D &mdash; <b>now</b>", "I+D & <b>ya</b>"),
    ("a < b & c", "b > c & a"),
    ('Call <a href="tel:112">112</a>', 'Llame al <a href="tel:112">112</a>'),
    ("x <!-- why --> y", "z <!-- why --> w"),
    ("See <https://example.org>", "Vea <https://example.org>"),
    ("Line\ntwo **x**", "Línea\n**dos** x"),
    ("Type `<b>` &amp; go", "Escriba `<b>` y siga"),
]


@pytest.mark.parametrize(
    ("msgid", "msgstr"), [*OWN_HTML, *((msgid, msgstr) for _, msgid, msgstr in HONEST), *((a, a) for a, _ in OWN_HTML)]
)
def test_honest_work_is_clean(msgid, msgstr):
    """The author's own HTML may move with the words around it; other ways to write the same HTML are the same."""
    assert is_clean(msgid, msgstr)


@given(
    st.sampled_from(["Press <kbd>Esc</kbd> or **x**", "<b>a</b> [b][1] <i>c</i>", "a<br>b"]),
    st.lists(st.sampled_from(["<kbd>", "</kbd>", "<b>", "</b>", "<i>", "</i>", "<br>", "Esc", "**", "[", "][1]", "x ", " ", "*"]), max_size=9),
)  # fmt: skip
def test_what_the_checks_let_through_is_clean(msgid, pieces):
    """Tags of the source in any order, across emphasis and links: what is not refused is whole HTML."""
    msgstr = "".join(pieces)
    message = Message(None, msgid, msgstrs=(msgstr,))
    if not errors(check_message(message, domain="content", locale_id="es", nplurals=1, where="x")):
        assert msgstr == msgid or is_clean(msgid, msgstr)
