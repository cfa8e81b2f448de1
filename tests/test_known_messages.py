"""What a catalog says that the site does not ask for is named, and never used."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainsight.catalog_data import Catalog, Message
from plainsight.catalogs import load_translations
from plainsight.known_messages import Templates, check_known
from plainsight.load_editions import load_edition
from plainsight.po_read import read_po
from plainsight.po_write import format_po
from plainsight.scaffold import write_templates
from plainsight.settings import load_settings
from tests.conftest import ROOT

TMP = tempfile.TemporaryDirectory()
BAD = Path(__file__).parent / "bad" / "catalogs"


def templates(folder: Path, *messages: Message) -> Templates:
    text = format_po(Catalog(Path("content.pot"), {"MIME-Version": "1.0"}, (), messages))
    (folder / "content.pot").write_text(text, encoding="utf-8")
    return Templates(folder)


def test_a_message_that_no_template_has_is_named_and_not_used(tmp_path):
    """A text that a translator has added serves nobody; its neighbour does."""
    known = templates(tmp_path, Message(None, "Good"), Message(None, "Call the hotline"))
    found = load_translations(BAD / "unknown-messages.po", "content", "es", templates=known)
    assert [found.text("Good"), found.text("Read this"), found.text("Good", "menu")] == ["Bueno", None, None]
    named = {finding.where.rpartition(":")[2] for finding in found.findings if finding.level == "error"}
    assert named == {"7", "10", "14"}


def test_a_plural_of_a_translator_does_not_stand_for_the_source(tmp_path):
    """A msgid_plural that the site does not have would be what the translation is compared with: it is no message."""
    evil = "999 evil.example.com"
    message = Message(None, "Call the hotline", evil, (evil, evil))
    (tmp_path / "content.po").write_text(format_po(Catalog(Path("x"), {}, (), (message,))), encoding="utf-8")
    without = load_translations(tmp_path / "content.po", "content", "es")
    assert without.text("Call the hotline") is None, "not even where there is no template"
    known = templates(tmp_path, Message(None, "Call the hotline"))
    found = load_translations(tmp_path / "content.po", "content", "es", templates=known)
    assert not found.usable and [finding.level for finding in found.findings] == ["error"]


def test_obsolete_messages_are_no_finding(tmp_path):
    """What an update has set aside stays in the file, in peace."""
    catalog = Catalog(Path("x.po"), {}, (), (Message(None, "Gone", msgstrs=("Ido",), obsolete=True),))
    assert check_known(catalog, {}) == (list(catalog.messages), [])


def test_many_unknown_messages_are_counted():
    """A catalog that nobody has updated is not a hundred lines."""
    messages = tuple(Message(None, f"Text {n}", msgstrs=("x",), line=n) for n in range(1, 101))
    ours, findings = check_known(Catalog(Path("x.po"), {}, (), messages), {})
    assert not ours and len(findings) == 3
    assert "97 more" in findings[2].what and "invoke update" in findings[2].remedy


def test_the_edition_of_a_site_knows_its_templates(project):
    """The build and the status read catalogs with the templates beside them."""
    write_templates(project)
    path = project / "translations" / "es" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "Smuggled"\nmsgstr "Metido"\n', encoding="utf-8")
    edition = load_edition(load_settings(project / "pelicanconf.py"), "es", [])
    assert edition.content_text("Smuggled") is None
    assert any("'Smuggled' is no message of the site" in finding.what for finding in edition.content[0].findings)


@pytest.mark.parametrize("domain", ["interface", "content"])
def test_the_short_way_to_read_a_template_says_what_the_reader_says(domain, monkeypatch):
    """Our own templates are read at a glance."""
    wanted = {m.key: m.plural for m in read_po(ROOT / "translations" / f"{domain}.pot")[0].messages}
    monkeypatch.setattr("plainsight.known_messages.read_po", None)
    assert Templates(ROOT / "translations").known(domain) == wanted


TEXT = st.text(st.sampled_from('ab "\\\n\t\r#~é'), min_size=1, max_size=8)


@given(
    st.lists(
        st.builds(
            Message,
            context=st.none() | TEXT,
            msgid=TEXT,
            plural=st.none() | TEXT,
            obsolete=st.booleans(),
            notes=st.lists(TEXT, max_size=1).map(tuple),
        ),
        max_size=4,
    ),
    st.sampled_from(
        [("", ""), ('msgid "', 'msgid ""\n"'), ("msgid", " msgid"), ("\n", "\r\n"), ("\nmsgid", "\n\nmsgid")]
    ),
)
@example([Message("a", "b")], ("\nmsgid", "\n\nmsgid"))
@example([Message(None, "a"), Message(None, "a", "b")], ("", ""))
def test_a_template_of_any_make_is_read(messages, change):
    """Wrapped, indented, with other line ends: whoever has written it, the messages are those that the reader finds."""
    messages = [replace(m, msgstrs=("",) * (2 if m.plural else 1)) for m in messages]
    path = Path(TMP.name) / "content.pot"
    path.write_text(
        format_po(Catalog(path, {"MIME-Version": "1.0"}, (), tuple(messages))).replace(*change),
        encoding="utf-8",
        newline="",
    )
    wanted = {m.key: m.plural for m in read_po(path)[0].messages if not m.obsolete}
    assert Templates(path.parent).known("content") == wanted


def test_without_a_template_there_is_nothing_to_compare_with(tmp_path):
    """A site that has not been extracted yet is built all the same; the check says that its templates are missing."""
    assert Templates(tmp_path).known("content") is None
