"""Pages that a publisher may write and ours do not have: long words, tables, quotations, terms, code, in narrow and wide windows."""

from contextlib import ExitStack
from dataclasses import replace

import pytest

from plainsight.scaffold import write_templates
from plainsight.settings import load_settings
from tests.browser.browser import PHONE, accessibility_violations, open_tab, scrolls_sideways
from tests.browser.conftest import serve_folder
from tests.browser.test_reach import LARGER
from tests.conftest import build_into

LONG = "Rechtsschutzversicherungsgesellschaftenzentralverband"
ODD = f"""+++
title = "{LONG} and what it says to people who have never heard of it, in a title that does not end"
nav_title = "{LONG}?"
nav = 9
+++

- [{LONG}](help.md)

> A quotation of somebody.
>
> > Within it, another one, which is long enough to take two lines.

| What they say | What it means | What you can do | Whom to ask | When |
|---|:-:|--:|:--|---|
| They keep your papers | They control you | Ask for them in writing | A lawyer | Now |
| {LONG} | 1,000,000 | x | y | z |

Term
:   What it means, in a text that is long enough to take two lines on a phone

`a_name_that_is_longer_than_the_screen_of_a_small_phone_and_has_no_spaces_at_all()`

    a line of code that is wider than any phone, because nobody has broken it anywhere

<details markdown="1"><summary>{LONG}</summary>

Folded text.

</details>

Call +44 8000 121 700 now.

Write to <https://www.example.org/a/very/long/path/that/nobody/has/broken/anywhere/because/it/has/no/spaces>.
"""
WINDOWS = [(240, 320), (320, 568), (640, 320), (1024, 768), (2560, 1440)]
# Texts in a column so narrow that words are torn, and those that leave their box, but for what scrolls by itself.
LOST = """() => {
  const found = [];
  for (const one of document.querySelectorAll('main :is(p, li, dd, td, summary, blockquote), nav a, .tiles a')) {
    if (!one.checkVisibility() || !one.textContent.trim()) continue;
    const box = one.getBoundingClientRect(), scrolls = one.closest('table, pre');
    if (box.width < 4 * parseFloat(getComputedStyle(one).fontSize)) found.push('narrow: ' + one.outerHTML.slice(0, 60));
    if (!scrolls && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
      found.push('wide: ' + one.outerHTML.slice(0, 60));
  }
  return found;
}"""


@pytest.fixture
def odd(project, browser):
    """An odd page on a phone, in the edition of a tag."""
    (project / "content" / "pages" / "odd.md").write_text(ODD)
    write_templates(project)
    settings = replace(load_settings(project / "pelicanconf.py"), locales=("en", "ar", "ar_XB"))
    built = build_into(settings, project / "output")
    server = serve_folder(built.output)
    tabs = ExitStack()

    def open_it(tag: str, name: str = "odd"):
        page = tabs.enter_context(open_tab(browser, bypass_csp=True))
        page.goto(f"http://127.0.0.1:{server.server_port}/{tag}/{name}.html")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        return page

    with tabs:
        yield open_it
    server.shutdown()


def test_whatever_a_page_holds_fits_every_window(odd):
    """No page scrolls sideways; what cannot be narrower scrolls by itself; no text is cut off or torn into letters."""
    for tag in ("en", "ar"):
        page = odd(tag)
        for larger in (False, True):
            if larger:
                page.add_style_tag(content=LARGER)
            for width, height in WINDOWS if not larger else [(390, 844), (1440, 900)]:
                page.set_viewport_size({"width": width, "height": height})
                assert scrolls_sideways(page) == 0, (tag, width, larger)
                assert page.evaluate(LOST) == [], (tag, width, larger)


def test_what_few_pages_hold_is_as_accessible_as_the_rest(odd):
    """Tables, quotations, terms, code and text to unfold keep contrast, order and targets, and are reached by keyboard."""
    page = odd("en")
    page.set_viewport_size(PHONE)
    assert accessibility_violations(page) == []
    assert page.locator("summary").last.bounding_box()["height"] >= 44


def test_pages_without_them_pay_nothing_for_their_styles(odd):
    """A page that holds none of them is as light as before."""
    assert "blockquote" in odd("en").locator("style").inner_html()
    assert "blockquote" not in odd("en", "help").locator("style").inner_html()


# The characters of a text as they stand on the screen, read line by line, from left to right.
SHOWN = """text => {
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node; node = walk.nextNode();) {
    const start = node.data.indexOf(text);
    if (start < 0) continue;
    return [...text].map((one, number) => {
      range.setStart(node, start + number);
      range.setEnd(node, start + number + 1);
      const box = range.getBoundingClientRect();
      return [Math.round(box.top), box.left, one];
    }).sort((one, other) => one[0] - other[0] || one[1] - other[1]).map(one => one[2]).join('');
  }
}"""


def test_a_number_in_a_text_from_right_to_left_is_shown_as_it_is_dialled(odd):
    """Whoever reads it out or types it begins at the left, whatever language stands around it; so with addresses and code."""
    page = odd("ar-XB")
    page.set_viewport_size({"width": 1440, "height": 900})
    for typed in ("+44 8000 121 700", "https://www.example.org/a/very/", "and_has_no_spaces_at_all()"):
        assert page.evaluate(SHOWN, typed) == typed


def test_columns_are_aligned_along_the_line(odd):
    """A table aligned as Markdown has it is no style that the policy forbids, and is mirrored from right to left."""
    for tag, left_to_right in (("en", True), ("ar-XB", False)):
        page = odd(tag)
        cells = page.locator("tbody tr:first-child td").evaluate_all(
            "all => all.map(one => getComputedStyle(one).textAlign)"
        )
        assert cells == ["start", "center", "end", "start", "start"]
        assert page.locator("[style]").count() == 0
        assert (page.locator("html").get_attribute("dir") == "ltr") == left_to_right
