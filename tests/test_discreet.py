"""Discreet pages: tab, history and link previews show a neutral name."""

from dataclasses import replace

import pytest

from plainsight.findings import Refused
from plainsight.page_facts import read_page
from plainsight.settings import load_settings, parse_settings
from tests.conftest import ROOT, build_into

CONF = ROOT / "tests" / "golden" / "pelicanconf.py"


def test_a_discreet_page_says_its_topic_in_no_place_but_the_text(tmp_path):
    """Title and link preview are the neutral title, there is no description, and the heading says what the page is."""
    settings = replace(load_settings(CONF), discreet_titles={"en": "Notes"}, discreet_pages=("help",))
    site = build_into(settings, tmp_path / "output")
    head, _, body = (site.output / "en" / "help.html").read_text(encoding="utf-8").partition("</head>")
    assert "<title>Notes</title>" in head
    assert '<meta property="og:title" content="Notes">' in head
    assert 'name="description"' not in head
    assert "<h1>Notes" not in body
    other = (site.output / "en" / "safety.html").read_text(encoding="utf-8")
    assert "<title>Notes</title>" not in other
    assert 'name="description"' in other


def test_all_pages_may_be_discreet_in_the_editions_that_have_a_neutral_title(tmp_path):
    """One setting does the whole site; an edition without a neutral title keeps its own, rather than a foreign one."""
    site = build_into(replace(load_settings(CONF), discreet_titles={"en": "Notes"}), tmp_path / "output")
    for path in site.pages():
        title = read_page((site.output / path).read_text(encoding="utf-8")).title
        assert (title == "Notes") == (path.startswith("en/") or "/" not in path), path


def test_no_page_has_an_icon_that_says_what_it_is(built):
    """The icon is empty, also where a browser would ask the server for one by itself."""
    for path in built.pages():
        assert '<link rel="icon" href="data:,">' in (built.output / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "names", [{"DISCREET_TITLES": {"en": ""}}, {"DISCREET_TITLES": {"xx": "Notes"}}, {"DISCREET_PAGES": ["hlep"]}]
)
def test_a_wrong_discreet_setting_is_refused(names):
    """A page that its publisher believes to be discreet is."""
    with pytest.raises(Refused):
        parse_settings(names, ROOT / "pelicanconf.py")
