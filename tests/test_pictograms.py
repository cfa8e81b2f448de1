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
    assert re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9 .-]+", path) and len(path) < 190
    x, y = map(float, re.match(r"[Mm] ?([\d.]+)[ ,]?(-?[\d.]+)", path).groups())
    assert 0 <= x <= 24 and 0 <= y <= 24


def test_headings_and_links_that_stand_alone_get_their_pictograms():
    """An attribute in Markdown and the page that a link leads to say which; a list or paragraph of nothing but links becomes rows."""
    html = Markup(
        '<h2 id="work" pictogram="clock">Work</h2>\n'
        '<ul>\n<li><a href="a.html">A</a></li>\n<li lang="en" dir="ltr"><a href="b.html" rel="x">B <em>b</em></a></li>\n</ul>\n'
        '<p>Text</p>\n<ul>\n<li><a href="a.html#part"><strong>A</strong>\na</a></li>\n</ul>\n'
        '<p lang="en" dir="ltr"><a href="a.html">A</a></p>\n<p><a href="a.html">A</a></p>'
    )
    assert illustrate(CONTEXT, html, draw, {"a.html": "eye"}) == (
        '<h2 id="work">[clock]Work</h2>\n'
        '<ul class="ways">\n<li><a href="a.html">[eye]A</a></li>\n<li lang="en" dir="ltr"><a href="b.html" rel="x">B <em>b</em></a></li>\n</ul>\n'
        '<p>Text</p>\n<ul class="ways">\n<li><a href="a.html#part">[eye]<strong>A</strong>\na</a></li>\n</ul>\n'
        '<p class="ways" lang="en" dir="ltr"><a href="a.html">[eye]A</a></p>\n<p class="ways"><a href="a.html">[eye]A</a></p>'
    )
    assert illustrate(CONTEXT, html, draw).count("[") == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>A pictogram=clock, and no list.</p>",
        '<p><a href="a.html">A</a>.</p>',
        '<p class="own"><a href="a.html">A</a></p>',
        '<ul>\n<li><a href="a.html">A</a></li>\n<li>B, <a href="a.html">A</a></li>\n</ul>',
        '<ul>\n<li><a href="a.html">A</a> and more</li>\n</ul>',
        '<ul>\n<li><a href="a.html">A</a>, <a href="a.html">A</a></li>\n</ul>',
        '<ul>\n<li><p><a href="a.html">A</a></p></li>\n</ul>',
        '<ul>\n<li><a href="a.html">A</a><ul>\n<li>B</li>\n</ul></li>\n</ul>',
        '<ul class="own">\n<li><a href="a.html">A</a></li>\n</ul>',
        '<ol>\n<li><a href="a.html">A</a></li>\n</ol>',
    ],
)
def test_other_lists_and_links_stay_as_they_are(html):
    """Where a list says more than where to go, no drawing stands between its words."""
    assert illustrate(CONTEXT, Markup(html), draw, {"a.html": "eye"}) == html


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
    wanted = {
        "index": 23,
        "signs": 14,
        "help": 10,
        "contact": 7,
        "404": 7,
        "happening-1": 12,
        "happening-2": 12,
        "country-ae": 11,
    }
    for tag in ("en", "ar"):
        for name, least in wanted.items():
            text = (built.output / tag / f"{name}.html").read_text(encoding="utf-8")
            drawn = [element for element in read_html(text).named("svg") if "pictogram" in element.classes]
            assert len(drawn) >= least
            assert all(element.attributes.get("aria-hidden") == "true" for element in drawn)
            assert not re.search(r"<(a|h\d|p|li)\b[^>]*>\s*<svg[^>]*>(?:<[^>]*>)*</svg>\s*</\1>", text)
            assert "pictogram=" not in text


def test_each_page_has_a_drawing_of_its_own(built):
    """Who cannot read the menu tells its pages apart, on every page and in every edition."""
    own = [page.fields["pictogram"] for page in built.site.pages.values() if page.listed and "pictogram" in page.fields]
    assert len(own) == len(set(own)) > 12
    assert all("pictogram" in page.fields for page in built.site.pages.values() if "nav" in page.fields)
    for path in built.pages():
        if "/" in path:
            menu = (
                (built.output / path).read_text(encoding="utf-8").partition('<nav id="pages"')[2].partition("</nav>")[0]
            )
            assert re.findall(r'<path d="([^"]+)"', menu) == [
                DRAWINGS[page.fields["pictogram"]]
                for page in sorted(built.site.pages.values(), key=lambda page: page.fields.get("nav", -1))
                if "nav" in page.fields
            ], path
