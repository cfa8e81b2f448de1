"""Every kind of page with a keyboard, with a screen reader, four times as large, under a finger, and in a text browser."""

import re
import shutil
import subprocess
from itertools import cycle

import pytest

from tests.browser.browser import scrolls_sideways
from tests.browser.test_every_page import FILES, TAGS

KINDS = ("index", "happening", "happening-1", "happening-2", "help", "country-us", "contact", "done", "404")
PATHS = ["index.html", *(f"{tag}/{name}.html" for tag in ("en", "ar") for name in KINDS)]
# Long words in high letters, in pages with much to tap.
LONG = ("my/index.html", "my/help.html", "my/contact.html", "es/happening.html", "es/happening-2.html")
# Every page that somebody wrote, in one edition after the other.
EVERY = sorted({f"{tag}/{file}" for tag, file in zip(cycle(TAGS), FILES, strict=False)} - set(PATHS))
# 1280 by 1024 pixels at 400 %, and letters twice as large in whatever window.
ZOOMED = {"width": 320, "height": 256}
LARGER = "html { font-size: 212.5% !important }"
# What has the focus: what it is called, whether it lies in the window, and whether something else lies over it.
FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at), first = at.getClientRects()[0];
  if (at === document.body || at === document.documentElement) return null;
  // What is higher than the window below the exit shows a part of itself; everything else shows its top.
  const exit = document.querySelector('.exit').getBoundingClientRect().bottom, seen = [Math.max(box.top, exit), Math.min(box.bottom, innerHeight)];
  const y = box.height > innerHeight - exit ? (seen[0] + seen[1]) / 2 : first.y + Math.min(first.height, 20) / 2;
  const x = Math.max(0, Math.min(first.x + Math.min(first.width, 20) / 2, innerWidth - 1));
  const top = document.elementFromPoint(x, y), label = at.closest('label') || document.querySelector(`label[for="${at.id}"]`);
  window.walked = window.walked || new Set();
  const again = window.walked.has(at);
  window.walked.add(at);
  return {
    what: at.outerHTML.slice(0, 90), seen: again,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    uncovered: !!top && (at.contains(top) || top.contains(at) && top.tagName !== 'BODY' || !!label && label.contains(top)),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.outlineStyle === 'auto',
  };
}"""
NAMED = {
    "link",
    "button",
    "textbox",
    "checkbox",
    "radio",
    "combobox",
    "navigation",
    "radiogroup",
    "image",
    "DisclosureTriangle",
}


def _walk(page) -> list[dict]:
    """Press Tab until the page has been gone through; returns what had the focus, in order."""
    stops = []
    while len(stops) < 400:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["seen"]:
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key never comes to the end of the page")


@pytest.mark.parametrize("path", [*PATHS, *EVERY])
def test_the_keyboard_reaches_everything_and_sees_where_it_is(open_page, path):
    """Tab goes through the whole page and out of it; each stop is in view, outlined, and not below the exit."""
    page = open_page(path)
    stops = _walk(page)
    assert "exit__link" in stops[0]["what"]
    assert "skip-link" in stops[1]["what"]
    assert [stop["what"] for stop in stops if not (stop["inside"] and stop["uncovered"] and stop["outlined"])] == []
    visible = "a[href], button, summary, textarea, select, input:not([type=hidden], [type=radio])"
    count = page.locator(visible).evaluate_all(
        "all => all.filter(one => one.checkVisibility({contentVisibilityAuto: true}) && one.tabIndex >= 0).length"
    )
    assert len([stop for stop in stops if 'type="radio"' not in stop["what"]]) == count


def _open_zoomed(open_page, path, larger):
    """The page at 400 %; with letters twice as large where `larger`, which its own policy would not allow."""
    page = open_page(path, viewport=ZOOMED, bypass_csp=larger)
    if larger:
        page.add_style_tag(content=LARGER)
    return page


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("path", [*PATHS, *LONG])
def test_backwards_nothing_with_the_focus_is_below_the_exit(open_page, path, larger):
    """Shift and Tab, from the end of a page up, at 400 %, with letters twice as large too: the exit, which stays in view, covers no stop."""
    page = _open_zoomed(open_page, path, larger)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    stops = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if (stop := page.evaluate(FOCUS)) and "exit__link" not in stop["what"]:
            stops.append(stop)
    assert stops
    assert [stop["what"] for stop in stops if not (stop["inside"] and stop["uncovered"])] == []


@pytest.mark.parametrize("path", ["en/privacy.html", "my/privacy.html", "my/help.html", "ar/country-us.html"])
@pytest.mark.parametrize(
    "window", [{"width": 320, "height": 256}, {"width": 640, "height": 320}, {"width": 1280, "height": 900}]
)
def test_what_a_link_leads_to_is_not_below_the_exit(open_page, path, window):
    """Each place of a page that has an address of its own is shown below the exit when it is opened."""
    page = open_page(path, viewport=window)
    names = page.locator("main [id]").evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.id)")
    assert names
    covered = []
    for name in names[:12]:
        page.evaluate("name => { location.hash = name }", name)
        top, exit_end = page.evaluate(
            "name => [document.getElementById(name).getBoundingClientRect().top,"
            " document.querySelector('.exit').getBoundingClientRect().bottom]",
            name,
        )
        covered += [name] if top < exit_end - 1 else []
    assert covered == []


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("path", [*PATHS, *LONG])
def test_four_times_as_large_nothing_is_lost(open_page, path, larger):
    """At 400 %, with letters twice as large too, nothing needs two directions to read, the exit leaves most of the window, and no stop is below it."""
    page = _open_zoomed(open_page, path, larger)
    assert scrolls_sideways(page) == 0
    assert page.locator(".exit").bounding_box()["height"] <= ZOOMED["height"] / 3
    assert [stop["what"] for stop in _walk(page) if not (stop["inside"] and stop["uncovered"])] == []


# The windows of Tor Browser, which are multiples of 200 by 100 pixels, and a small phone on its side.
ROUNDED = [(1000, 900), (600, 500), (400, 300), (640, 320), (200, 400)]


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "ar/contact.html", "my/help.html", "my/contact.html"])
def test_in_odd_windows_and_with_letters_twice_as_large_nothing_is_lost(open_page, path):
    """Nothing needs two directions to read, and the exit is large enough to hit and leaves the window to the text."""
    page = open_page(path, bypass_csp=True)
    for larger in (False, True):
        if larger:
            page.add_style_tag(content=LARGER)
        for width, height in ROUNDED if not larger else [(360, 640), (640, 360)]:
            page.set_viewport_size({"width": width, "height": height})
            assert scrolls_sideways(page) == 0, (width, height, larger)
            assert 44 <= page.locator("a.exit__link").bounding_box()["height"] <= height / 4, (width, height, larger)


# Words that stand on two lines, although nobody has divided them.
TORN = """all => all.flatMap(one => {
  const found = [], walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node; node = walk.nextNode();)
    for (const word of node.data.matchAll(/\\p{L}+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  return found;
})"""


def test_on_the_smallest_phones_the_words_of_large_links_stay_whole(open_page):
    """The doors of the first page, the answers and the menus are read at 240 pixels as they are written."""
    for path in ("en/index.html", "en/happening-1.html", "es/index.html", "en/help.html"):
        page = open_page(path, viewport={"width": 240, "height": 320})
        assert page.locator(".doors a, .answers a, .site-nav a, .button").evaluate_all(TORN) == [], path


@pytest.mark.parametrize("path", PATHS)
def test_what_a_screen_reader_is_told(open_page, path):
    """Everything that can be used has a name; the exit says that it is for emergencies, the page has its landmarks."""
    page = open_page(path)
    session = page.context.new_cdp_session(page)
    nodes = [node for node in session.send("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    named = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes if "role" in node]
    assert [role for role, name in named if role in NAMED and not name] == []
    roles = {role for role, _ in named}
    assert {"main", "banner", "complementary", "heading"} <= roles
    assert [role for role, _ in named].count("main") == 1
    leave = " ".join(page.locator("a.exit__link").text_content().split())
    assert ("link", leave) in named
    if path.startswith("en/"):
        assert leave == "Emergency: Leave this site"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_by_itself(open_page, path):
    """No page has a movement to be spared from, asked or not."""
    page = open_page(path, reduced_motion="reduce")
    css = "".join(page.locator("style").all_text_contents())
    assert not re.search(r"\b(animation|transition|scroll-behavior)\s*:", css)
    assert page.evaluate("document.getAnimations().length") == 0


# What is tapped, or what it is tapped by, and is smaller than a fingertip; a link within a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
  .filter(one => one.checkVisibility() && !one.closest(".unseen")).map(one => one.closest("label") || one).filter(one => {
    const box = one.getBoundingClientRect(), words = one.parentElement.textContent.trim();
    if (getComputedStyle(one).display === "inline" && words !== one.textContent.trim()) return false;
    return box.width < 44 || box.height < 43.9;
  }).map(one => `${one.outerHTML.slice(0, 60)} ${one.offsetWidth} x ${one.offsetHeight}`)"""


@pytest.mark.parametrize("path", [*PATHS, *EVERY, *LONG])
def test_what_is_tapped_is_as_large_as_a_fingertip(open_page, path):
    """Each link that stands alone, each button, field and choice is 44 pixels high and wide at the least, whatever folds unfolded."""
    page = open_page(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(SMALL) == []


def test_a_target_that_is_too_small_is_seen(open_page):
    """The search finds a row that is too low and a link alone in its paragraph, and lets a link within a sentence be."""
    page = open_page("en/index.html", bypass_csp=True)
    page.add_style_tag(content=".ways a { min-block-size: 40px !important; padding: 0 !important }")
    page.evaluate(
        "document.querySelector('main p').outerHTML = '<p><a href=a>Alone</a></p><p>Or <a href=b>not</a>.</p>'"
    )
    small = page.evaluate(SMALL)
    assert 'href="a"' in small[0] and len(small) > 10 and not [one for one in small if 'href="b"' in one]


def _in_order(text: str, parts: list[str]) -> None:
    places = [text.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places), dict(zip(parts, places, strict=True))


@pytest.mark.parametrize("path", PATHS)
def test_without_styles_the_order_makes_sense(open_page, path):
    """Without any style a page begins with the exit and the number, then its heading and text; lists of pages are last."""
    page = open_page(path)
    page.locator("style").evaluate_all("all => all.forEach(one => one.remove())")
    order = page.locator(".exit, .skip-link, .hotline-bar, .safety-notice, h1, .site-nav").evaluate_all(
        "all => all.map(one => one.tagName === 'H1' ? 'h1' : one.classList[0])"
    )
    wanted = ["exit", "skip-link", "hotline-bar", "safety-notice", "h1", "site-nav"]
    assert order == [name for name in wanted if name in order]
    assert order[:5] == wanted[:5]
    assert page.locator("[hidden]").evaluate_all("all => all.every(one => one.offsetParent === null)")


@pytest.mark.text_browser
@pytest.mark.parametrize("path", PATHS)
def test_a_text_browser_shows_it(built, path):
    """w3m shows exit, number, heading and the way on, and nothing of scripts and styles."""
    command = [shutil.which("w3m"), "-dump", "-cols", "60", "-O", "UTF-8", "-T", "text/html", str(built.output / path)]
    text = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()
    assert "sessionStorage" not in text and "--paper" not in text and "{" not in text
    if path.startswith("en/"):
        _in_order(
            text, ["Leave this site", "Go to the main text", "In danger now?", "Others may see that you were here."]
        )
