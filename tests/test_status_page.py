"""plainsight.status_page and status: how far each locale is, to look at."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from plainsight.extract import extract_templates
from plainsight.live_reload import Events
from plainsight.po_write import format_po
from plainsight.preview_site import site_app
from plainsight.settings import load_settings
from plainsight.states import STATES, load_entries
from plainsight.status import status_table
from plainsight.status_page import STATUS_PATH, bar, status_page


@pytest.fixture
def settings(project):
    """The golden site with its templates."""
    for domain, template in extract_templates(project).items():
        (project / "translations" / f"{domain}.pot").write_text(format_po(template), encoding="utf-8")
    return load_settings(project / "pelicanconf.py")


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.rows, self.in_row = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
            self.in_row = True

    def handle_endtag(self, tag):
        self.in_row = self.in_row and tag != "tr"

    def handle_data(self, data):
        if self.in_row and data.strip():
            self.rows[-1].append(data.strip())


def test_each_locale_and_page_has_its_bar(settings):
    """Each locale is there with each of its pages, in numbers that come to all messages."""
    page = Reader(status_page(settings))
    for locale in ("es", "ar", "de"):
        assert ("section", {"id": locale}) in page.tags
        _, found = load_entries(settings, locale, [])
        counts = Counter(entry.state for entry in found)
        row = next(row for row in page.rows if f"({locale})" in row)
        assert [int(cell) for cell in row[-len(STATES) :]] == [counts[state] for state in STATES]
    assert sum(row[0] == "safety" for row in page.rows) == 3


def test_the_page_needs_nothing_else(settings):
    """One file: no address, no script, a policy that forbids both."""
    html = status_page(settings)
    page = Reader(html)
    loaded = [value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")]
    assert loaded == ["data:,"] and "http:" not in html and "https:" not in html and "default-src 'none'" in html
    assert not any(tag == "script" for tag, _ in page.tags)


def test_whoever_does_not_see_a_bar_hears_it():
    """A bar says its numbers; its parts are as wide as their shares."""
    svg = bar(Counter({"reviewed": 1, "missing": 3}), 'a "b"')
    assert 'aria-label="a &quot;b&quot;: 1 reviewed, 3 missing"' in svg and 'role="img"' in svg
    widths = [float(attributes["width"]) for tag, attributes in Reader(svg).tags if tag == "rect"]
    assert widths == [75, 225]
    assert "no messages" in bar(Counter(), "x")


def test_the_preview_leads_to_it_and_the_site_does_not(settings, golden):
    """Each previewed page has the link; no written file has."""
    client = TestClient(site_app(golden.output, Events(), {STATUS_PATH: ("Status", lambda: status_page(settings))}))
    assert f'href="{STATUS_PATH}"' in client.get("/ar/help.html").text
    shown = client.get(STATUS_PATH)
    assert shown.status_code == 200 and "Status of the translations" in shown.text
    assert not any(STATUS_PATH in path.read_text() for path in golden.output.rglob("*.html"))


def test_without_a_status_there_is_no_link(golden):
    """What serves the site alone adds nothing to it."""
    client = TestClient(site_app(golden.output, Events()))
    assert STATUS_PATH not in client.get("/ar/help.html").text and client.get(STATUS_PATH).status_code == 404


def test_the_table_counts_drafts_and_reviews(settings):
    """`invoke status` says how much a machine has written, and how much a person has signed off."""
    path = settings.translations / "de" / "LC_MESSAGES" / "content.po"
    text = path.read_text()
    path.write_text(
        text.replace("\n#: content/pages/home.md", "\n# Machine draft, not reviewed.\n#: content/pages/home.md", 1)
    )
    _, found = load_entries(settings, "de", [])
    table = status_table(settings)
    cells = {str(column.header).replace("\n", ""): list(column.cells) for column in table.columns}
    row = cells["locale"].index("de")
    assert cells["machine-drafted"][row] == str(sum(e.state == "machine-drafted" for e in found)) != "0"
    assert cells["reviewed"][row] == "0"
