"""A catalog that is read quickly is what the tolerant reader and the full checks make of it; any other is left to them."""

import babel.messages
from babel.messages.pofile import write_po
from hypothesis import given, settings
from hypothesis import strategies as st

from plainsight.catalogs import load_closely, load_translations
from plainsight.po_quick import read_quickly

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'
)
SOURCES = [
    "Get help.",
    "Call **now** or [write][1].",
    "Menu",
    "In 24 trades",
    'Say \\"no\\"',
    "",
    "a\\nb",
    "%(n)s page",
]
TEXTS = [
    "Ayuda.",
    "Llame **ya** o [escriba][1].",
    "Menú",
    "En 24",
    "En 25",
    'Di \\"no\\"',
    "",
    "a\\nb",
    "<b>x</b>",
    "Меню",
    "x\\u200b",
    "%(n)s",
    "\\x41",
    "a\tb",
    "\u200f",
    "Menu",
]
COMMENTS = [
    "",
    "# Machine draft.\n",
    "#: a.md\n",
    "#. max 20\n",
    "#, fuzzy\n",
    "#, python-format\n",
    '#| msgid "x"\n',
    "#\n",
    "#~ x\n",
    "#=fuzzy\n",
    "# fuzzy\n",
]


@st.composite
def entry(draw) -> str:
    """An entry as tools write it, or almost."""
    gone = draw(st.sampled_from(["", "", "", "", "#~ "]))
    lines = draw(st.sampled_from(COMMENTS)) + draw(st.sampled_from(COMMENTS[:3]))
    if draw(st.integers(0, 5)) == 0:
        lines += f'{gone}msgctxt "{draw(st.sampled_from(["a", ""]))}"\n'
    lines += f'{gone}msgid "{draw(st.sampled_from(SOURCES))}"\n'
    if draw(st.integers(0, 8)) == 0:
        lines += f'{gone}msgid_plural "pages"\n{gone}msgstr[0] "página"\n{gone}msgstr[1] "páginas"\n'
    else:
        lines += f'{gone}msgstr "{draw(st.sampled_from(TEXTS))}"\n'
    if draw(st.integers(0, 8)) == 0:
        lines += f'{gone}"{draw(st.sampled_from(TEXTS))}"\n'
    return lines


DAMAGE = st.sampled_from(
    [
        "",
        "",
        "",
        "\n",
        "\n\n",
        '"',
        "\\",
        "#",
        "#~ ",
        " ",
        "<<<<<<< a\n",
        ">>>>>>> b\n",
        "\r",
        'msgid "',
        "msgstr",
        "\ufeff",
        "\x0b",
        "\u2028",
        "# x\n\n",
    ]
)


@settings(deadline=None, max_examples=600)
@given(data=st.data())
def test_whatever_a_file_holds_both_readers_agree(data, tmp_path_factory):
    """In the subset and just outside of it: the same messages may be shown, and the same is said about the rest."""
    lines = st.sampled_from(["", "", "\n", "\n\n"])
    text = (
        data.draw(lines)
        + data.draw(st.sampled_from(["", "", "# x\n#, fuzzy\n"]))
        + (HEADER if data.draw(st.integers(0, 9)) else "")
    )
    for one in data.draw(st.lists(entry(), max_size=6)):
        text += f"\n{data.draw(lines)}{one}"
    text += data.draw(lines)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(DAMAGE) + text[at + data.draw(st.sampled_from([0, 0, 1])) :]
    path = tmp_path_factory.mktemp("quick") / "content.po"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    quick, close = load_translations(path, "content", "es"), load_closely(path, "content", "es")
    assert dict(quick.usable) == dict(close.usable) and quick.texts == close.texts
    assert (quick.stale, quick.refused, quick.plural_forms) == (close.stale, close.refused, close.plural_forms)
    assert sorted(quick.findings) == sorted(close.findings)


def test_the_usual_file_is_read_quickly():
    """Files as gettext, Poedit and `invoke update` write them need no closer look."""
    text = (
        HEADER
        + '\n# x\n#: a.md\nmsgid "Menu"\nmsgstr "Menú"\n\n#, fuzzy\n#| msgid "B"\nmsgid "C"\nmsgstr "D"\n\n#~ msgid "E"\n#~ msgstr "F"\n'
    )
    found = read_quickly(text)
    assert (
        found
        and found.texts == {(None, "Menu"): "Menú"}
        and [entry.fields["msgid"] for entry in found.others] == ["C", "E"]
    )


def test_what_babel_writes_is_read_quickly(tmp_path):
    """Babel breaks long lines, marks the header as fuzzy, and ends a file with an empty line."""
    catalog = babel.messages.Catalog("es")
    catalog.add("Word " * 30 + "end.", "Palabra " * 30 + "fin.", [("a.md", 3)], auto_comments=["Field: title."])
    catalog.add(("page", "pages"), ("página", "páginas"))
    with open(tmp_path / "es.po", "wb") as file:
        write_po(file, catalog, width=76)
    found = read_quickly((tmp_path / "es.po").read_text())
    assert found and list(found.texts.values()) == ["Palabra " * 30 + "fin."] and len(found.others) == 1
