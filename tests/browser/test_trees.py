"""A tree in the reader's hand: taps without script, back again, and at most three taps to a number from anywhere."""

import itertools
import re

import pytest

from tests.browser.browser import NARROW, open_tab
from tests.browser.test_every_page import ALL

# What a thumb can tap: the links of a page to other pages of its folder, and its numbers.
LINK = re.compile(r'<a [^>]*?href="([^"#?]*)(?:#[^"]*)?"')


@pytest.fixture
def page(browser):
    """A phone that runs no script."""
    with open_tab(browser, viewport=NARROW, java_script_enabled=False) as page:
        yield page


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_questions_are_answered_by_tapping(page, address, tag):
    """From the page to the first question, its answers, advice, the hotlines, and back, without script and without a query."""
    page.goto(f"{address}/{tag}/happening.html")
    page.locator("main a.button").click()
    seen = [page.url]
    page.locator(".answers a").nth(1).click()
    seen.append(page.url)
    page.locator(".answers a").nth(0).click()
    seen.append(page.url)
    assert [url.removeprefix(f"{address}/{tag}/") for url in seen] == [
        "happening-1.html",
        "happening-3.html",
        "happening-4.html",
    ]
    page.locator("a.step-ways__back").click()
    assert page.url == seen[1]
    page.go_back()
    assert page.url == seen[2]
    page.locator(".doors a").first.click()
    assert page.url == f"{address}/{tag}/help.html"


@pytest.mark.parametrize("tag", ["en", "ar", "my"])
def test_the_answers_are_large_and_above_each_other(page, address, tag):
    """Each answer is a target of at least 44 pixels across the width, so that none is tapped by mistake."""
    page.goto(f"{address}/{tag}/happening-1.html")
    boxes = [answer.bounding_box() for answer in page.locator(".answers a").all()]
    assert len(boxes) == 3
    assert all(box["height"] >= 44 and box["width"] > 250 for box in boxes)
    assert all(above["y"] + above["height"] + 8 <= below["y"] for above, below in itertools.pairwise(boxes))


def test_only_the_arrow_is_mirrored(page, address):
    """From right to left, the arrow points the other way and every other pictogram stays as it is."""
    page.goto(f"{address}/ar/happening-3.html")
    turned = page.locator("svg.pictogram").evaluate_all("all => all.map(one => getComputedStyle(one).transform)")
    assert turned.count("none") == len(turned) - 1 and "matrix(-1, 0, 0, 1, 0, 0)" in turned


def test_a_number_is_three_taps_from_any_page(built):
    """Every page of every edition is at most three taps from a number to call in the home country; most show one."""
    for path in ALL:
        tag = path.rpartition("/")[0]
        reached, taps = {path}, 1
        while not any('href="tel:' in (built.output / one).read_text(encoding="utf-8") for one in reached):
            found = {
                f"{tag}/{link}".lstrip("/")
                for one in reached
                for link in LINK.findall((built.output / one).read_text(encoding="utf-8"))
            }
            reached |= {link for link in found if (built.output / link).is_file()}
            taps += 1
            assert taps <= 3, path


def test_a_number_in_any_country_is_three_taps_from_any_page(built):
    """Every page leads to the directory of its edition, that to each country, whose page says a number to call: three taps."""
    for path in ALL:
        tag, _, file = path.rpartition("/")
        text = (built.output / path).read_text(encoding="utf-8")
        links = LINK.findall(text)
        assert ("help.html" if tag else "en/help.html") in links, path
        if file == "help.html":
            assert {f"country-{code}.html" for code in built.site.countries} <= set(links), path
        if file.startswith("country-"):
            assert 'href="tel:' in text.partition("<main")[2].partition("</main>")[0], path


@pytest.mark.parametrize("tag", ["en", "my"])
def test_any_country_is_three_taps_from_any_step(page, address, tag):
    """From a question: the hotlines of all countries, the country, its number."""
    page.goto(f"{address}/{tag}/offer-9.html")
    page.locator(".hotline-bar__more").click()
    page.locator(".country-index a[href='country-np.html']").click()
    assert page.locator("main a.call[href^='tel:']").count() > 0
