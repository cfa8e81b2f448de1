"""What other tools of translators say of our catalogs, and what is left of a catalog after they have saved it."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from translate.storage.factory import getobject

from plainsight.catalog_data import Catalog, Message
from plainsight.extract import DOMAINS
from plainsight.findings import errors
from plainsight.locale_ids import posix_name
from plainsight.locales import PSEUDO
from plainsight.merge import merge
from plainsight.plurals import plural_header
from plainsight.po_read import parse_po, read_po
from plainsight.po_write import format_po
from plainsight.pseudo import pseudo_catalog
from plainsight.scaffold import create_locale
from tests.conftest import ROOT

CATALOGS = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
# Many ways to count, to write and to name a language.
LOCALES = ("ar", "cy", "es", "ja", "my", "pt_BR", "ru", "sl", "sr_Latn", "zh_Hant", "zh_Hans")
# What pofilter can say without knowing the language; the rest is style, and for the translator to judge.
FILTERS = (
    "blank", "credits", "emails", "endwhitespace", "escapes", "functions", "newlines", "nplurals", "printf",
    "pythonbraceformat", "startwhitespace", "tabs", "urls", "validchars", "variables", "xmltags",
)  # fmt: skip
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "sl",
    "Plural-Forms": plural_header("sl"),
}
EVERYTHING = Catalog(
    Path("x.po"),
    HEADER,
    ("Translated by friends.",),
    (
        Message(None, "Call **now**: [this page][1]", msgstrs=("Pokličite **zdaj**: [ta stran][1]",), comments=("A remark",),
                notes=("critical.", "max 30", "[1] is (help.md)"), locations=("content/pages/a.md", "content/pages/b.md")),
        Message("menu", "Start", msgstrs=("Začetek",), locations=("content/pages/a.md",)),
        Message("button", "Start", msgstrs=("Začni",), locations=("content/pages/a.md",)),
        Message(None, "Start", locations=("content/pages/a.md",)),
        Message(None, "one\ntwo", msgstrs=("ena\ndva",), locations=("content/pages/a.md",)),
        Message(None, 'Say "yes" \\ 100% sure', msgstrs=('Reci „da“ \\ "100" % zares',), locations=("content/pages/b.md",)),
        Message(None, "long " * 60 + "end", msgstrs=("dolgo " * 60 + "konec",), locations=("content/pages/b.md",)),
        Message(None, "changed text here", msgstrs=("staro besedilo",), fuzzy=True, previous="old text here",
                locations=("content/pages/b.md",)),
        Message(None, "%(num)d day", "%(num)d days", ("%(num)d dan", "%(num)d dneva", "%(num)d dnevi", "%(num)d dni"),
                flags=("python-format",), locations=("theme/templates/a.html",)),
        Message(None, "%(num)d hour", "%(num)d hours", ("",) * 4, locations=("theme/templates/a.html",)),
        Message(None, "with‏ marks and\u200c joiners \U0001f468\u200d\U0001f469", msgstrs=("نمی\u200cدانم‏",),
                locations=("theme/templates/a.html",)),
        Message("menu", "Gone", msgstrs=("Šlo",), obsolete=True),
        Message(None, "%(num)d tip", "%(num)d tips", ("a", "b", "c", "d"), obsolete=True),
    ),
)  # fmt: skip


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def with_msgcat(path: Path) -> None:
    run("msgcat", "-o", path, path)


def with_msgmerge(path: Path) -> None:
    template = path.with_suffix(".pot")
    live = [replace(m, msgstrs=("",) * (2 if m.plural else 1), fuzzy=False, previous=None, comments=())
            for m in EVERYTHING.messages if not m.obsolete]  # fmt: skip
    header = {name: value for name, value in HEADER.items() if name not in ("Language", "Plural-Forms")}
    template.write_text(format_po(Catalog(template, header, (), tuple(live))), encoding="utf-8")
    run("msgmerge", "--quiet", "--update", "--backup=none", "--previous", path, template)


def with_polib(path: Path) -> None:
    polib.pofile(str(path)).save()


def with_translate_toolkit(path: Path) -> None:
    getobject(str(path)).save()


TOOLS = [
    pytest.param(with_msgcat, marks=pytest.mark.gettext, id="msgcat"),
    pytest.param(with_msgmerge, marks=pytest.mark.gettext, id="msgmerge"),
    pytest.param(with_polib, id="polib"),
    pytest.param(with_translate_toolkit, id="translate-toolkit"),
]


@pytest.mark.parametrize("save", TOOLS)
def test_nothing_is_lost_when_another_tool_saves(tmp_path, save):
    """Texts, contexts, plurals, marks, notes, remarks and what is obsolete come back; an update writes the same bytes."""
    path = tmp_path / "x.po"
    path.write_text(format_po(EVERYTHING), encoding="utf-8")
    save(path)
    catalog, findings = read_po(path)
    assert errors(findings) == []
    read = {message.key: replace(message, line=0) for message in catalog.messages}
    # GNU gettext marks the format of every message itself, once one has such a flag.
    for message in EVERYTHING.messages:
        assert replace(read[message.key], flags=()) == replace(message, flags=())
    assert catalog.header_comments == EVERYTHING.header_comments
    assert {name: catalog.header.get(name) for name in HEADER} == HEADER
    wanted = format_po(replace(EVERYTHING, header=catalog.header))
    assert format_po(catalog) == wanted


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("from-weblate", {"Page not found": "Página no encontrada", "There is no such page.": "No hay tal página."}),
        ("from-poedit", {"Page not found": "No está", "There is no such page.": "No hay tal página."}),
    ],
)
def test_a_catalog_as_weblate_or_poedit_writes_it_is_read_whole(name, texts):
    """Wrapped texts, empty dates, header fields and flags of theirs, a previous text over several lines, what is obsolete."""
    catalog, findings = read_po(ROOT / "tests" / "data" / f"{name}.po")
    assert findings == [] and {m.msgid: m.msgstrs[0] for m in catalog.messages if not m.obsolete} == texts
    template = Catalog(Path("x.pot"), {}, (), tuple(Message(None, msgid, notes=("Field: title.",)) for msgid in texts))
    merged = merge(catalog, template)
    assert {m.msgid: (m.msgstrs[0], m.fuzzy) for m in merged.messages if not m.obsolete} == {
        m.msgid: (m.msgstrs[0], m.fuzzy) for m in catalog.messages if not m.obsolete
    }
    assert merged.header == catalog.header, "what they write about themselves stays, so their next save changes nothing"
    again, _ = parse_po(format_po(merged), "x.po")
    assert [replace(m, line=0) for m in again.messages] == sorted(
        (replace(m, line=0) for m in merged.messages), key=lambda m: (m.obsolete, m.msgid if m.obsolete else "")
    )
    if name == "from-weblate":
        fuzzy = next(m for m in merged.messages if m.fuzzy)
        assert fuzzy.previous == "There was no page."
        assert {m.key for m in merged.messages if m.obsolete} == {(None, "Old text that is gone"), ("c", "Old")}


def edit_with_polib(path: Path, msgid: str, msgstr: str) -> None:
    file = polib.pofile(str(path))
    entry = file.find(msgid, include_obsolete_entries=False)
    entry.msgstr = msgstr
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()


def edit_with_translate_toolkit(path: Path, msgid: str, msgstr: str) -> None:
    store = getobject(str(path))
    [unit] = [unit for unit in store.units if str(unit.source) == msgid]
    unit.target = msgstr
    unit.markfuzzy(False)
    store.save()


@pytest.mark.parametrize("edit", [edit_with_polib, edit_with_translate_toolkit])
def test_an_edit_in_another_tool_changes_one_message(tmp_path, edit):
    """What a translator writes arrives, the mark that it needed work is gone, and nothing else has changed."""
    path = tmp_path / "x.po"
    path.write_text(format_po(EVERYTHING), encoding="utf-8")
    edit(path, "changed text here", "novo besedilo")
    before = {message.key: message for message in EVERYTHING.messages}
    after = {message.key: replace(message, line=0) for message in read_po(path)[0].messages}
    changed = [key for key in before if replace(after[key], flags=()) != replace(before[key], flags=())]
    assert changed == [(None, "changed text here")]
    message = after[changed[0]]
    assert (message.msgstrs, message.fuzzy) == (("novo besedilo",), False)


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> list[Path]:
    """New catalogs of many locales, and the same with every message translated."""
    root = tmp_path_factory.mktemp("started")
    (root / "translations").mkdir()
    found = []
    for domain in DOMAINS:
        (root / "translations" / f"{domain}.pot").write_bytes((ROOT / "translations" / f"{domain}.pot").read_bytes())
    for locale_id in LOCALES:
        create_locale(root, locale_id)
        for domain in DOMAINS:
            path = root / "translations" / locale_id / "LC_MESSAGES" / f"{domain}.po"
            found.append(path)
            full = path.with_name(f"{domain}-full.po")
            full.write_text(format_po(translated(read_po(path)[0])), encoding="utf-8")
            found.append(full)
    return found


def translated(catalog: Catalog) -> Catalog:
    base = pseudo_catalog(catalog, "en_XA").messages
    pairs = zip(catalog.messages, base, strict=True)
    messages = tuple(replace(empty, msgstrs=full.msgstrs[:1] * len(empty.msgstrs)) for empty, full in pairs)
    return replace(catalog, messages=messages)


@pytest.mark.gettext
def test_gettext_accepts_every_catalog(started):
    """GNU msgfmt has nothing against a catalog that we write, in any language, empty or full."""
    for path in [*CATALOGS, *started]:
        run("msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", path)


@pytest.mark.i18nspector
def test_i18nspector_finds_no_error(started):
    """Encoding, language, plural rule and entries are as they should be."""
    said = subprocess.run(["i18nspector", *CATALOGS, *started], capture_output=True, text=True, check=False).stdout
    assert [line for line in said.splitlines() if line.startswith("E:")] == []


def test_pofilter_finds_nothing_but_style(started, tmp_path):
    """Placeholders, marks, spaces and plural forms are right, by the judgement of translate-toolkit."""
    said = []
    for number, path in enumerate([*CATALOGS, *(path for path in started if path.stem.endswith("-full"))]):
        out = tmp_path / f"{number}.po"
        tests = [argument for name in FILTERS for argument in ("-t", name)]
        program = "from translate.filters.pofilter import main; main()"
        run(sys.executable, "-c", program, "--progress=none", "--nofuzzy", *tests, "-i", path, "-o", out)
        if out.is_file():
            said += [line for line in out.read_text(encoding="utf-8").splitlines() if "(pofilter)" in line]
    assert said == []


def test_the_language_of_a_catalog_is_named_as_gettext_does(started):
    """Other tools find their rules by the header, where the folder is called as we call it."""
    names = {path.parent.parent.name: read_po(path)[0].header["Language"] for path in started}
    assert names == {locale_id: posix_name(locale_id) for locale_id in LOCALES}
    assert names["zh_Hant"] == "zh_TW" and names["sr_Latn"] == "sr@latin"
    assert PSEUDO.keys().isdisjoint(names)


def test_these_tests_can_fail(tmp_path):
    """A catalog that lost a text is seen."""

    def loses(path: Path) -> None:
        path.write_text(path.read_text(encoding="utf-8").replace('msgctxt "menu"\n', "", 1), encoding="utf-8")

    save: Callable[[Path], None] = loses
    with pytest.raises((AssertionError, KeyError)):
        test_nothing_is_lost_when_another_tool_saves(tmp_path, save)
