"""Every page, as a reader meets it: campaign pages in every edition; each step and country in the source edition and one other.

The pages of countries differ in their hotlines only, the steps of trees in their words, and there are many: each is
opened in the source edition and, in rotation, in one other, so that each edition is opened with many of them. Checks that need no browser (`page_checks`,
the HTML checker) read every page of every edition.
"""

from itertools import cycle

import pytest

from plainsight.addresses import page_file
from plainsight.locales import PSEUDO, find_locale
from plainsight.pages import read_pages
from plainsight.settings import load_settings
from plainsight.trees import read_trees
from tests.browser.browser import NARROW, PHONE, accessibility_violations, open_tab, scrolls_sideways
from tests.conftest import ROOT

SETTINGS = load_settings(ROOT / "pelicanconf.py")
TAGS = [find_locale(locale_id).tag for locale_id in (*SETTINGS.locales, *PSEUDO)]
CAMPAIGN = read_pages(SETTINGS.pages, "pages")[0]
STEPS = sorted(step.address for step in read_trees(SETTINGS.trees, "trees", CAMPAIGN)[0].values())
ROTATED = sorted(f"country-{path.stem}" for path in SETTINGS.hotlines.glob("*.toml")) + STEPS
SOURCE, *OTHERS = sorted(TAGS, key=lambda tag: tag != find_locale(SETTINGS.source_locale).tag)
FILES = [page_file(CAMPAIGN, slug) for slug in sorted(CAMPAIGN)]
ALL = ["index.html", *(f"{tag}/{file}" for tag in TAGS for file in (*FILES, *(f"{slug}.html" for slug in ROTATED)))]
PAGES = [
    "index.html",
    *(f"{tag}/{file}" for tag in TAGS for file in FILES),
    *(f"{SOURCE}/{slug}.html" for slug in ROTATED),
    *(f"{tag}/{slug}.html" for tag, slug in zip(cycle(OTHERS), ROTATED, strict=False)),
]


def test_the_list_of_pages_is_whole(built):
    """No page escapes these tests: each is opened, a country's and a step at least in two editions, each edition with several."""
    assert built.pages() == sorted(ALL)
    assert {path.rpartition("/")[2] for path in ALL} == {path.rpartition("/")[2] for path in PAGES}
    for tag in TAGS:
        assert len(
            [path for path in PAGES if path.rpartition("/")[2][:-5] in ROTATED and path.startswith(f"{tag}/")]
        ) >= len(ROTATED) // len(TAGS)


@pytest.fixture(scope="module")
def phone(browser):
    """A phone on which one page is read after the other: its tab, what that has asked for, what went wrong in it."""
    asked: list[str] = []
    faults: list[str] = []
    with open_tab(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page, asked, faults


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(phone, address, path):
    """A page meets WCAG 2.2 AA, fits a 320-pixel phone, and asks nobody for anything."""
    page, asked, faults = phone
    asked.clear()
    faults.clear()
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{path}")
    assert accessibility_violations(page) == []
    page.set_viewport_size(NARROW)
    assert scrolls_sideways(page) == 0
    assert [url for url in asked if url != f"{address}/{path}" and not url.startswith("data:")] == []
    assert faults == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.fixture(scope="module")
def plain_tab(browser):
    """A small phone that runs no script. Pages can keep nothing in it, so that one is enough for all."""
    with open_tab(browser, viewport=NARROW, java_script_enabled=False) as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_works_without_script(plain_tab, address, path):
    """Without script, every page shows its text, its exit, a way to a hotline and the safety notice."""
    plain_tab.goto(f"{address}/{path}")
    assert plain_tab.locator("h1").is_visible()
    leave = plain_tab.locator("a.exit__link")
    assert leave.is_visible() and leave.get_attribute("href").startswith("https://")
    box = leave.bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44
    assert plain_tab.locator(".hotline-bar").is_visible()
    assert plain_tab.locator(".safety-notice").is_visible()


@pytest.mark.parametrize("tag", TAGS)
def test_the_language_menu_leads_to_the_same_page(browser, address, tag):
    """A reader who lands on the wrong language is two taps from the same page in their own."""
    with open_tab(browser, viewport=NARROW, java_script_enabled=False) as page:
        page.goto(f"{address}/{tag}/signs.html")
        page.locator(".language-menu summary").click()
        other = "en" if tag != "en" else "ar"
        page.locator(f'.language-menu a[lang="{other}"]').click()
        assert page.url == f"{address}/{other}/signs.html"
        assert page.locator("html").get_attribute("lang") == other


@pytest.mark.parametrize("tag", ["en", "ar", "my"])
def test_a_page_works_from_a_folder(browser, built, tag):
    """The site works from a USB stick: pages open, links lead on, the exit is there."""
    with open_tab(browser, viewport=PHONE) as page:
        page.goto((built.output / "index.html").as_uri())
        page.locator(f'main a[lang="{tag}"]').first.click()
        assert page.url == (built.output / tag / "index.html").as_uri()
        page.locator("a[href='help.html']").first.click()
        assert page.url.startswith((built.output / tag / "help.html").as_uri())
        assert page.locator("a.exit__link").is_visible()
