"""plainsight.palette: the colours of the theme and of a publisher."""

import random
from pathlib import Path

import pytest

from plainsight.palette import (
    EDGE_CONTRAST,
    EDGES,
    TEXT_CONTRAST,
    TEXTS,
    TOKENS,
    brand,
    branded_css,
    check_brand_colours,
    check_colours,
    contrast,
    read_colours,
)

CSS = (Path(__file__).parent.parent / "theme" / TOKENS).read_text(encoding="utf-8")
random.seed(6)
SHADES = [f"#{random.randrange(1 << 24):06x}" for _ in range(400)]


def test_contrast_is_that_of_wcag():
    """Contrast is 21 between black and white, 1 between like and like, and about 4.54 for WCAG's grey #767676 on white."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("screen", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "needed"),
    [*((*pair, TEXT_CONTRAST) for pair in TEXTS), *((*pair, EDGE_CONTRAST) for pair in EDGES)],
)
def test_text_stands_out_from_its_ground(front, ground, needed, screen):
    """All text has a contrast of 7:1 (WCAG AAA), by day and by night; what is pressed or filled in is seen (3:1)."""
    colours = read_colours(CSS)[screen]
    assert contrast(colours[front], colours[ground]) >= needed


def test_a_colour_that_does_not_stand_out_is_named():
    """Whoever changes a token learns which two colours, on which screens, and by how much."""
    spoilt = CSS.replace(f"--soft: {read_colours(CSS)[1]['soft']}", "--soft: #333333")
    finding = next(check_colours(spoilt, "theme/tokens.css"))
    assert finding.level == "error" and "--soft #333333 on --paper" in finding.what and "dark screens" in finding.what
    assert next(check_colours(CSS.replace("--edge:", "--egde:"), "x")).what == "has no colour --edge."


def usable(colour: str, accent: str) -> bool:
    return not list(check_brand_colours(CSS, colour, accent, "x"))


def test_what_is_accepted_can_be_read():
    """Whatever two colours pass, every text of the site keeps its contrast with them, on light and on dark screens."""
    passed = 0
    for colour, accent in zip(SHADES, reversed(SHADES), strict=True):
        for pair in ((colour, accent), (colour, ""), ("", accent)):
            if not usable(*pair):
                continue
            passed += 1
            assert list(check_colours(branded_css(CSS, *pair), "x")) == []
    assert passed > 100


def test_a_brand_colour_is_used_as_it_is():
    """A publisher's colours are the ground of the band and of numbers; only links and the dark band are derived."""
    day, night = brand(*read_colours(CSS), "#5b2245", "#f2c94c")
    assert (day["band"], day["glow"], night["glow"]) == ("#5b2245", "#f2c94c", "#f2c94c")
    assert night["link"] != day["link"] and day["paper"] == read_colours(CSS)[0]["paper"]
    assert branded_css(CSS, "", "") == CSS


@pytest.mark.parametrize(
    ("colour", "accent", "what", "named"),
    [
        ("#d4661f", "", "SITE_COLOUR #d4661f has a contrast of 3.", "SITE_COLOUR"),
        ("", "#808080", "SITE_ACCENT #808080 has a contrast of 3.", "SITE_ACCENT"),
        ("#0a424a", "#0c4a52", "SITE_ACCENT #0c4a52 on SITE_COLOUR #0a424a has 1.", "SITE_ACCENT"),
    ],
)
def test_a_colour_that_cannot_be_used_comes_with_one_that_can(colour, accent, what, named):
    """The finding says which colour against which, the ratio, and a shade that passes."""
    [finding] = check_brand_colours(CSS, colour, accent, "pelicanconf.py")
    assert what in finding.what and ":1" in finding.what
    [offered] = [word.strip(".,") for word in finding.remedy.split() if word.startswith("#")]
    assert usable(offered if named == "SITE_COLOUR" else colour, offered if named == "SITE_ACCENT" else accent)


def test_every_wrong_colour_is_named_at_once():
    """Two mistakes are two findings."""
    found = list(check_brand_colours(CSS, "red", "#12345", "x"))
    assert ["SITE_COLOUR" in found[0].what, "SITE_ACCENT" in found[1].what] == [True, True]
    assert len(list(check_brand_colours(CSS, "#808080", "#7f7f7f", "x"))) == 2
