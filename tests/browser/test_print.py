"""On paper: one clean sheet with a number, nothing that only a screen needs, in A4 and in Letter."""

import re

import pytest

from plainsight.addresses import page_file
from plainsight.print_fit import print_class, with_class
from plainsight.print_sheets import SHEETS
from plainsight.theme import load_assets
from tests.browser.browser import open_tab
from tests.browser.test_every_page import CAMPAIGN, ROTATED, SETTINGS, TAGS

PAPER = ("A4", "Letter")
CARDS = 9  # the page itself, and a sheet for each of eight jobs


def sheets_of(page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper, prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def tab(browser):
    with open_tab(browser) as page:
        yield page


def template(slug: str) -> str:
    found = re.search(r'^template = "(.*)"', (SETTINGS.pages / f"{slug}.md").read_text(), re.MULTILINE)
    return found[1] if found else "page"


@pytest.mark.parametrize("slug", CAMPAIGN)
def test_a_page_prints_to_one_sheet(tab, address, slug):
    """Each campaign page fits one sheet in every language; the cards take one for each job."""
    for tag in TAGS:
        tab.goto(f"{address}/{tag}/{page_file(CAMPAIGN, slug)}")
        wanted = CARDS if template(slug) == "cards" else 1
        assert [sheets_of(tab, paper) for paper in PAPER] == [wanted, wanted], tag


@pytest.mark.parametrize("tag", TAGS)
def test_the_longest_page_of_each_size_fits(tab, built, address, tag):
    """Countries and steps are many: of those that are printed in one size, the one with the most text fits one sheet."""
    longest: dict[str, tuple[int, str]] = {}
    for slug in ROTATED:
        html = (built.output / tag / f"{slug}.html").read_text(encoding="utf-8")
        size = re.search(r'<html [^>]*class="fit-(\d)"', html)[1]
        main = html.partition("<main")[2]
        longest[size] = max(longest.get(size, (0, "")), (len(re.sub(r"<[^>]*>", "", main)), slug))
    assert len(longest) > 2
    for _, slug in longest.values():
        tab.goto(f"{address}/{tag}/{slug}.html")
        assert [sheets_of(tab, paper) for paper in PAPER] == [1, 1], slug


@pytest.mark.parametrize("slug", [slug for slug in CAMPAIGN if template(slug) in SHEETS - {"cards"}])
def test_nothing_runs_over_the_edge_of_a_sheet(tab, address, slug):
    """Posters, stickers and tabs hold their numbers within the paper, in scripts that need room too."""
    over = """() => {
      const paper = document.querySelector('.sheet').getBoundingClientRect();
      return [...document.querySelectorAll('.sheet *')].map(e => e.getBoundingClientRect())
        .filter(box => box.left < paper.left - 1 || box.right > paper.right + 1).length }"""
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 718, "height": 1000})
    for tag in TAGS:
        tab.goto(f"{address}/{tag}/{slug}.html")
        assert tab.evaluate(over) == 0, tag
    tab.emulate_media(media="null")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("slug", [slug for slug, page in CAMPAIGN.items() if page.fields.get("plain")])
def test_paper_that_names_nothing_holds_nothing_else(tab, address, slug, tag):
    """Around a sheet without a name nothing is printed, not even that the translation is a draft."""
    tab.goto(f"{address}/{tag}/{slug}.html")
    tab.emulate_media(media="print")
    around = tab.evaluate("document.querySelector('.sheet').remove() || document.body.innerText.trim()")
    tab.emulate_media(media="null")
    assert around == ""


@pytest.mark.parametrize(
    "name", ["index", "signs", "help", "contact", "privacy", "country-gb", "print-1", "print-2", "responders"]
)
def test_paper_shows_numbers_and_no_controls(tab, address, name):
    """What is for screens only is not printed; a number always is."""
    tab.goto(f"{address}/ar/{name}.html")
    tab.emulate_media(media="print")
    screen_only = (".exit", ".language-menu", ".site-nav", ".safety-notice", ".band-menu", ".print-notes", "form")
    for control in (*screen_only, ".button", ".country-index", "#countries", ".sources"):
        assert not [found for found in tab.query_selector_all(control) if found.is_visible()], control
    numbers = tab.query_selector_all("bdi[dir=ltr]")
    assert any(found.is_visible() and re.search(r"\d{3}", found.inner_text()) for found in numbers)
    dark = tab.evaluate("getComputedStyle(document.body).color")
    assert dark == "rgb(0, 0, 0)"
    tab.emulate_media(media="null")


@pytest.mark.parametrize("tag", TAGS)
def test_no_type_on_paper_is_too_small(tab, address, tag):
    """All text of the longest pages is printed in 8.5 points or more, notes included, and no line touches the next."""
    smallest = """() => {
      const shown = [...document.querySelectorAll('body *')].filter(
        e => e.checkVisibility() && !e.closest('body [lang]') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
      const of = (all, name) => all.map(e => parseFloat(getComputedStyle(e)[name]));
      const words = shown.filter(e => !e.closest('bdi')), sizes = of(words, 'fontSize');
      return [Math.min(...of(shown, 'fontSize')), Math.min(...of(words, 'lineHeight').map((height, n) => height / sizes[n]))] }"""
    tab.emulate_media(media="print")
    for name in ("help", "signs", "contact"):
        tab.goto(f"{address}/{tag}/{name}.html")
        size, line = tab.evaluate(smallest)
        assert size * 72 / 96 >= 8.49, name
        assert line >= (1.5 if tag == "my" else 1.2), name
    tab.emulate_media(media="null")


# As docs/printing.md says it.
LETTERS = {"en": 4300, "ar": 3600, "my": 3600, "zh-Hant": 1800}


@pytest.mark.parametrize("tag", LETTERS)
def test_the_limit_of_a_sheet_is_true(tab, built, tmp_path, tag):
    """Whatever pages others write: as many letters as we promise fit one sheet, in a font an eighth wider too, and more go on to the next."""
    html = (built.output / tag / "signs.html").read_text(encoding="utf-8")
    css = load_assets(SETTINGS.theme).css + "main{inline-size:88%}"
    text = re.findall(r"<(?:p|li)>[^<]*</(?:p|li)>", html.partition("<main")[2].partition('class="sources')[0])
    for share in (1, 2):
        blocks: list[str] = []
        while sum(len(block) - len("<p></p>") for block in blocks) < LETTERS[tag] * share:
            blocks.append(text[len(blocks) % len(text)])
        main = f'<main id="main"><h1>{tag}</h1>{"".join(blocks)}</main>'
        longer = re.sub(r'<main id="main">.*</main>', main.replace("\\", ""), html, flags=re.DOTALL)
        longer = with_class(re.sub(r' class="fit-\d"', "", longer), print_class(longer, css))
        # The page holds only the rule of the size that it had, and its policy allows no other.
        longer = longer.replace("<style>", f"<style>{css}", 1).replace("Content-Security-Policy", "")
        (tmp_path / "longer.html").write_text(longer, encoding="utf-8")
        tab.goto((tmp_path / "longer.html").as_uri())
        sheets = {sheets_of(tab, paper) for paper in PAPER}
        assert sheets == {1} if share == 1 else min(sheets) > 1, share
