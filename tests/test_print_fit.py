"""plainsight.print_fit: each page has the size in which it fits one sheet, and no type is smaller than can be read."""

import re

import pytest

from plainsight.print_fit import LIMIT, MOST, amount, leading, print_class, size_of, with_class
from plainsight.theme import load_assets
from tests.test_theme import THEME

CSS = load_assets(THEME).css
SIZES = [float(size) for size in re.findall(r"\.fit-\d\{[^}]*font-size:([\d.]+)pt", CSS)]


def page(main: str, tag: str = "en") -> str:
    return f'<!doctype html>\n<html lang="{tag}" dir="ltr">\n<body>\n<main id="main">\n{main}\n</main></body></html>'


def size(main: str, tag: str = "en") -> int:
    return int(print_class(page(main, tag), CSS).removeprefix("fit-"))


def test_each_size_is_in_the_styles_and_can_be_read():
    """There is a style for each size, each smaller than the one before, and none below 8.5 points."""
    assert len(SIZES) == len(MOST) + 1
    assert sorted(SIZES, reverse=True) == SIZES and min(SIZES) >= 8.5
    assert list(MOST) == sorted(MOST) and MOST[-1] < LIMIT


def test_more_text_is_printed_smaller():
    """A short page is printed large, a long one smaller, whatever the text is cut into."""
    sizes = [size("<p>Ask a question, and write it down.</p>" * count) for count in (1, 40, 60, 70, 80, 90)]
    assert sizes == sorted(sizes) and sizes[0] == 1 and sizes[-1] == 5
    assert size("<ul>" + "<li>One</li>" * 90 + "</ul>") > size(f"<p>{'One ' * 90}</p>")


def test_scripts_that_need_room_get_it():
    """The same number of letters takes more where lines are taller, or where letters are squares."""
    assert size(f"<p>{'a' * 3000}</p>") < size(f"<p>{'က' * 3000}</p>", "my") <= size(f"<p>{'ا' * 3000}</p>", "ur")
    assert size(f"<p>{'a' * 1800}</p>") < size(f"<p>{'漢' * 1800}</p>", "zh-Hant")


def test_what_is_not_printed_takes_no_room():
    """A form, sources and a list of countries stay on the screen and make nothing smaller."""
    long = "<p>Words that stay on the screen.</p>" * 90
    for hidden in (
        f'<form class="tip-form unprinted" method="post">{long}</form>',
        f'<div class="unprinted">{long}</div>',
    ):
        assert amount(f"<p>a</p>{hidden}", 1.6) == amount("<p>a</p>", 1.6)
    assert amount(f'<div class="unprintedly">{long}</div>', 1.6) > amount("<p>a</p>", 1.6)


def test_a_page_too_long_for_one_sheet_is_no_smaller_than_it_must_be():
    """What needs two sheets anyway is printed in a size that fills two, not in the smallest."""
    assert size_of(LIMIT) == len(MOST) + 1
    assert size_of(LIMIT + 1) == size_of((LIMIT + 1) / 2) < len(MOST) + 1


@pytest.mark.parametrize(("tag", "lines"), [("en", 1.6), ("my", 1.95), ("ur-PK", 2.3), ("zh-Hant", 1.8), ("xx", 1.6)])
def test_lines_are_as_high_as_the_theme_says(tag, lines):
    """The height of lines is told once, in the styles."""
    assert leading(CSS, tag) == lines


def test_a_sheet_keeps_its_own_size():
    """Posters, stickers, tabs and cards are made for a sheet and are not changed."""
    html = page('<figure class="sheet sheet--poster"><p>1</p></figure>')
    assert print_class(html, CSS) == "" and with_class(html, "") == html


def test_a_page_carries_the_rule_of_its_own_size_only(golden):
    """Every page of a site has a size, and of the rules for sizes only its own."""
    for path in golden.pages():
        html = (golden.output / path).read_text(encoding="utf-8")
        found = re.findall(r"\.(fit-\d+)\{", html)
        assert found == re.findall(r'<html [^>]*class="(fit-\d)"', html), path
        assert found or 'class="sheet ' in html, path
