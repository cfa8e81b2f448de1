"""On paper: one clean sheet with a number, nothing that only a screen needs, in A4 and in Letter."""

import re

import pytest

from plainsight.print_sheets import SHEETS
from tests.browser.test_every_page import CAMPAIGN, SETTINGS

PAPER = ("A4", "Letter")
# Pages that do not fit one sheet in English: all hotlines of a country, and a sheet for each of eight jobs.
LONGER = {"help": 2, "responders": 9}
TAGS = ("en", "ar", "my")


def sheets_of(page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper, prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def tab(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def template(slug: str) -> str:
    found = re.search(r'^template = "(.*)"', (SETTINGS.pages / f"{slug}.md").read_text(), re.MULTILINE)
    return found[1] if found else "page"


@pytest.mark.parametrize("slug", CAMPAIGN)
def test_a_page_prints_to_one_sheet(tab, address, slug):
    """In the source language each page fits one sheet, but for those named above; in no language does it take two more."""
    name = "index" if slug == "home" else slug
    for tag in TAGS:
        tab.goto(f"{address}/{tag}/{name}.html")
        for paper in PAPER:
            most = LONGER.get(slug, 1) + (0 if tag == "en" or template(slug) in SHEETS else 1)
            assert sheets_of(tab, paper) <= most, (tag, paper)


@pytest.mark.parametrize("slug", [slug for slug in CAMPAIGN if template(slug) in SHEETS - {"cards"}])
def test_a_sheet_fits_in_every_edition(tab, address, slug):
    """Posters, stickers and tabs are one sheet, in scripts that need room too, and nothing runs over its edge."""
    for tag in ("es", "zh-Hant", "en-XA"):
        tab.goto(f"{address}/{tag}/{slug}.html")
        assert [sheets_of(tab, paper) for paper in PAPER] == [1, 1], tag
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 720, "height": 1000})
    over = """() => {
      const paper = document.querySelector('.sheet').getBoundingClientRect();
      return [...document.querySelectorAll('.sheet *')].map(e => e.getBoundingClientRect())
        .filter(box => box.left < paper.left - 1 || box.right > paper.right + 1).length }"""
    assert tab.evaluate(over) == 0
    tab.emulate_media(media="null")


@pytest.mark.parametrize(
    "name", ["index", "signs", "contact", "privacy", "country-gb", "print-1", "print-2", "responders"]
)
def test_paper_shows_numbers_and_no_controls(tab, address, name):
    """What is for screens only is not printed; a number always is."""
    tab.goto(f"{address}/ar/{name}.html")
    tab.emulate_media(media="print")
    for control in (".exit", ".language-menu", ".site-nav", ".safety-notice", ".band-menu", ".print-notes", "form"):
        assert not [found for found in tab.query_selector_all(control) if found.is_visible()], control
    numbers = tab.query_selector_all("bdi[dir=ltr]")
    assert any(found.is_visible() and re.search(r"\d{3}", found.inner_text()) for found in numbers)
    dark = tab.evaluate("getComputedStyle(document.body).color")
    assert dark == "rgb(0, 0, 0)"
    tab.emulate_media(media="null")
