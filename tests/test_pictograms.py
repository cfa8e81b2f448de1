"""Pictograms stand beside texts, never in their place, and only those that the theme has."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.nodes import EvalContext
from markupsafe import Markup

from plainsight.page_facts import read_page as read_html
from plainsight.pages import read_page
from plainsight.pictograms import check_pictograms, illustrate, known_pictograms
from plainsight.templates import make_environment

THEME = Path(__file__).parent.parent / "theme"
KNOWN = known_pictograms(THEME)
ENVIRONMENT = make_environment(THEME)
DRAWINGS = ENVIRONMENT.get_template("pictogram/pictogram.html").module.DRAWINGS
CONTEXT = EvalContext(Environment(autoescape=True))


def draw(context, name: str) -> Markup:
    return Markup(f"[{name}]\n")


def test_each_drawing_has_an_example_and_each_example_a_drawing():
    """The style guide shows them all, and a page can ask for no other."""
    assert set(DRAWINGS) == KNOWN and len(KNOWN) > 20


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_drawing_stays_on_its_grid_and_is_small(name):
    """One path from a point within the grid of 24, in few bytes: each page pays for those that it shows."""
    path = DRAWINGS[name]
    assert re.fullmatch(r"[MmLlHhVvCcSsQqAaZz0-9 .-]+", path) and len(path) < 190
    x, y = map(float, re.match(r"[Mm] ?([\d.]+)[ ,]?(-?[\d.]+)", path).groups())
    assert 0 <= x <= 24 and 0 <= y <= 24


def test_headings_and_the_first_links_get_their_pictograms():
    """An attribute in Markdown and the page that a link leads to say which; another list and other links stay as they are."""
    html = Markup(
        '<h2 id="work" pictogram="clock">Work</h2>\n<p><a href="a.html">A</a></p>\n'
        '<ul>\n<li><a href="a.html">A</a></li>\n<li><a href="b.html">B</a></li>\n</ul>\n<ul>\n<li><a href="a.html">A</a></li>\n</ul>'
    )
    assert illustrate(CONTEXT, html, draw, {"a.html": "eye"}) == (
        '<h2 id="work">[clock]Work</h2>\n<p><a href="a.html">A</a></p>\n'
        '<ul>\n<li><a href="a.html">[eye]A</a></li>\n<li><a href="b.html">B</a></li>\n</ul>\n<ul>\n<li><a href="a.html">A</a></li>\n</ul>'
    )
    assert illustrate(CONTEXT, html, draw).count("[") == 1
    plain = Markup("<p>A pictogram=clock, and no list.</p>")
    assert illustrate(CONTEXT, plain, draw, {"a.html": "eye"}) == plain


def test_an_unknown_pictogram_is_named_with_its_line(tmp_path):
    """In the front matter and in the text alike."""
    path = tmp_path / "a.md"
    path.write_text('+++\ntitle = "T"\npictogram = "clok"\n+++\n\n## A {#a pictogram=eye}\n\n## B {#b pictogram=ey}\n')
    page, wrong = read_page(path, "a.md")
    assert not wrong
    found = check_pictograms([page], KNOWN)
    assert [(finding.where, finding.level) for finding in found] == [("a.md:3", "error"), ("a.md:8", "error")]
    assert "clock" in found[0].remedy


def test_the_pages_of_the_site_show_them_beside_text(built):
    """Doors, headings, answers, channels and warnings have one each; every one is silent, and none is alone."""
    wanted = {"index": 5, "signs": 4, "happening-1": 5, "happening-2": 5, "country-ae": 4}
    for tag in ("en", "ar"):
        for name, least in wanted.items():
            text = (built.output / tag / f"{name}.html").read_text(encoding="utf-8")
            drawn = [element for element in read_html(text).named("svg") if "pictogram" in element.classes]
            assert len(drawn) >= least
            assert all(element.attributes.get("aria-hidden") == "true" for element in drawn)
            assert not re.search(r"<(a|h\d|p|li)\b[^>]*>\s*<svg[^>]*>(?:<[^>]*>)*</svg>\s*</\1>", text)
            assert "pictogram=" not in text
