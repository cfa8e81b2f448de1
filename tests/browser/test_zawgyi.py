"""The notice for phones with a Zawgyi font, tried with a font that sets letters as Zawgyi does.

`zawgyi-like.ttf` was made with fontTools for this test: a box for U+1000, nothing for U+1039, so that two letters that a
Unicode font stacks stand beside each other.
"""

import base64
from pathlib import Path

import pytest

from tests.browser.browser import NARROW, open_tab

FONT = base64.b64encode((Path(__file__).parent / "zawgyi-like.ttf").read_bytes()).decode()
FACE = f'@font-face {{ font-family: "Noto Sans Myanmar"; src: url(data:font/ttf;base64,{FONT}) }}'
# What the page's own script says of the fonts that are there now.
MEASURE = """() => {
  for (const script of document.querySelectorAll("body > script"))
    if (script.text.includes("zawgyi-notice")) (0, eval)(script.text);
  return !document.querySelector(".zawgyi-notice").hidden;
}"""


@pytest.fixture
def page(browser, address):
    with open_tab(browser, viewport=NARROW, bypass_csp=True) as page:
        page.goto(f"{address}/my/index.html")
        yield page


def test_where_letters_are_right_nothing_is_said(page):
    """A device that shows Unicode Burmese never shows the line."""
    assert not page.locator(".zawgyi-notice").is_visible()
    assert page.evaluate(MEASURE) is False


def test_where_a_zawgyi_font_sets_the_letters_the_line_is_shown(page):
    """The measuring finds the font, in the stack that the page itself names; nothing is stored."""
    page.add_style_tag(content=FACE)
    page.evaluate("document.fonts.load('20px \"Noto Sans Myanmar\"', '\\u1000')")
    assert page.evaluate(MEASURE) is True
    assert page.locator(".zawgyi-notice").is_visible()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_where_there_is_no_burmese_font_nothing_is_said(page):
    """Empty boxes are no Zawgyi: the line would be boxes too."""
    page.evaluate("() => { CanvasRenderingContext2D.prototype.measureText = text => ({ width: 10 * text.length }) }")
    assert page.evaluate(MEASURE) is False
