"""Every kind of page by day and by night, in all its states, and in the colours that a reader has chosen."""

import pytest

from tests.browser.browser import accessibility_violations, dull_texts, held
from tests.browser.pictures import whole_picture
from tests.browser.test_reach import KINDS, PATHS

# What is there to be printed: cards, poster, stickers, tear-off tabs.
PAPER = ("responders", "print-1", "print-3", "print-5")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PATHS, *(f"en/{name}.html" for name in PAPER)])
def test_every_state_is_accessible_by_day_and_by_night(open_page, path, scheme):
    """With all that folds unfolded, a choice made, and the exit half pressed, a page meets WCAG AA, and AAA in contrast."""
    page = open_page(path, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for choice in page.locator("input[value=me]").all():
        choice.check()
    page.keyboard.press("Shift")
    assert accessibility_violations(page) == []


USED = "a, button, summary, label, input, select, textarea"
STATES = {"pointed at": ("hover",), "pressed": ("hover", "focus", "focus-visible", "active")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", *(f"en/{name}.html" for name in (*KINDS, *PAPER))])
def test_what_is_pointed_at_and_pressed_is_legible(open_page, path, scheme):
    """Links, buttons, fields and the exit keep a contrast of 7:1 under a finger and with the focus, by day and by night."""
    page = open_page(path, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for states in STATES.values():
        with held(page, USED, states) as count:
            assert count > 10
            assert dull_texts(page) == []


def test_a_state_with_too_little_contrast_is_seen(open_page):
    """The search finds a colour that only a link that is pressed has."""
    page = open_page("en/index.html", bypass_csp=True)
    page.add_style_tag(content="main a:active { color: #8a8a8a !important }")
    with held(page, USED, STATES["pointed at"]):
        assert dull_texts(page) == []
    with held(page, USED, STATES["pressed"]):
        assert len(dull_texts(page)) > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "en/index.html", "en/help.html", "en/happening-2.html"])
def test_a_page_that_was_visited_has_the_same_link(open_page, path, scheme):
    """Nothing on the screen tells which pages somebody has read, and no link loses contrast by it."""
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    unread = whole_picture(page)
    with held(page, "a", ["visited"]):
        assert whole_picture(page) == unread
        page.add_style_tag(content="a:visited { color: #7a7a7a !important }")
        assert whole_picture(page) != unread


def test_too_little_contrast_is_seen(open_page):
    """The search finds text that meets AA and not AAA."""
    page = open_page("en/index.html", bypass_csp=True)
    page.add_style_tag(content="h1 { color: #6b6b6b !important; font-size: 1rem }")
    assert [line.partition(":")[0] for line in accessibility_violations(page)] == ["color-contrast-enhanced"]


@pytest.mark.parametrize("path", PATHS)
def test_in_forced_colours_the_exit_and_the_buttons_have_edges(open_page, path):
    """Where the system takes the grounds away, what can be pressed has an edge or a line below it."""
    page = open_page(path, forced_colors="active")
    bare = page.locator(".exit, .button, .tiles a, .answers a, .doors ul:first-of-type a").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).filter(one => {
          const style = getComputedStyle(one);
          return style.borderBottomStyle === 'none' && !style.textDecorationLine.includes('underline');
        }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert bare == []


# The colours that the system gives; everything on a page has one of them.
SYSTEM = (
    "Canvas",
    "CanvasText",
    "LinkText",
    "VisitedText",
    "ButtonFace",
    "ButtonText",
    "Field",
    "FieldText",
    "GrayText",
    "Highlight",
    "HighlightText",
    "Mark",
    "MarkText",
)
FOREIGN = """names => {
  const probe = document.body.appendChild(document.createElement("i"));
  const known = new Set(names.map(name => { probe.style.color = name; return getComputedStyle(probe).color; }));
  probe.remove();
  return [...document.querySelectorAll("body, body *")].filter(one => one.checkVisibility()).filter(one => {
    const style = getComputedStyle(one);
    const ground = style.backgroundColor;
    return !known.has(style.color) || !(known.has(ground) || /, 0\\)$/.test(ground));
  }).map(one => one.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PATHS, *(f"en/{name}.html" for name in PAPER)])
def test_in_forced_colours_no_colour_is_ours(open_page, path, scheme):
    """Who has chosen colours that they can read sees only these: texts, grounds and pictograms."""
    page = open_page(path, forced_colors="active", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(FOREIGN, list(SYSTEM)) == []
