"""What translators get is what the pages and templates say."""

import subprocess
import sys
from pathlib import Path

import pytest

from plainsight.catalog_data import is_critical
from plainsight.extract import extract_templates
from plainsight.findings import Refused
from plainsight.pages import read_pages
from plainsight.po_read import read_po

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def templates():
    return extract_templates(ROOT)


def test_content_is_what_pages_and_hotlines_say(templates):
    """Each message of each page is in the content template, and nothing else but the names of hotlines."""
    pages, _ = read_pages(ROOT / "content" / "pages", "content/pages")
    wanted = {message.msgid for page in pages.values() for message in page.messages()}
    extracted = {m.msgid for m in templates["content"].messages if any("pages" in name for name in m.locations)}
    assert extracted == wanted
    assert all(name.startswith("content/") for m in templates["content"].messages for name in m.locations)


def test_no_hotline_number_reaches_a_translator(templates):
    """Numbers are data: no message of the hotline files holds a digit of a phone number."""
    names = [m.msgid for m in templates["content"].messages if any("hotlines" in name for name in m.locations)]
    assert names and not [name for name in names if sum(c.isdigit() for c in name) > 3]


def test_interface_messages_hold_no_markup(templates):
    """What a translator of the interface writes is text: so are the messages."""
    assert templates["interface"].messages
    assert [m.msgid for m in templates["interface"].messages if any(c in m.msgid for c in "<>")] == []


def test_safety_messages_are_marked_critical(templates):
    """The exit, the safety notice and the destination card are known to be critical."""
    critical = [m.msgid for domain in templates.values() for m in domain.messages if is_critical(m)]
    assert len(critical) > 20


def test_the_templates_in_the_repository_are_fresh(templates):
    """Whoever edits a page or a template runs `invoke extract update`, so translators see it."""
    for domain, template in templates.items():
        written, findings = read_po(ROOT / "translations" / f"{domain}.pot")
        assert not findings
        assert {m.key: m.notes for m in written.messages} == {m.key: m.notes for m in template.messages}


def test_plain_pybabel_extracts_the_same(tmp_path, templates):
    """Somebody who knows Babel needs none of our tasks."""
    pot = tmp_path / "all.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.cfg", "-c", "Translators:"]
    subprocess.run([*command, "-o", str(pot), "."], cwd=ROOT, check=True, capture_output=True)
    catalog, _ = read_po(pot)
    assert {m.key for m in catalog.messages} == {m.key for domain in templates.values() for m in domain.messages}


def test_a_page_that_cannot_be_read_stops_the_extraction(tmp_path):
    """A broken page never silently drops its messages from the catalogs."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "bad.md").write_text("no front matter")
    (tmp_path / "babel.cfg").write_text((ROOT / "babel.cfg").read_text())
    with pytest.raises(Refused, match="no front matter"):
        extract_templates(tmp_path)
