"""Every script has room for its marks, fonts that devices bring, and no rule that breaks joined letters."""

import re

import pytest

from tests.conftest import ROOT

STYLES = {
    path.name: path.read_text(encoding="utf-8")
    for path in [ROOT / "theme" / "base.css", *ROOT.glob("theme/components/*/*.css")]
}
BASE = STYLES["base.css"]


def _value(tag: str, name: str) -> str:
    """The value of a custom property for the language `tag`, of the last rule that has it."""
    found = ""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", BASE, flags=re.DOTALL)):
        if f":lang({tag})" in selector and (value := re.search(rf"--{name}:\s*([^;]+);", body)):
            found = value.group(1)
    return found


@pytest.mark.parametrize(
    ("tag", "least"), [("ur", 2.2), ("my", 1.9), ("km", 1.9), ("bo", 1.9), ("ar", 1.7), ("th", 1.7), ("lo", 1.7)]
)
def test_marks_above_and_below_have_room(tag, least):
    """Lines of scripts that stack marks do not run into each other, nor those of headings."""
    assert float(_value(tag, "lines")) >= least
    assert float(_value(tag, "head")) >= 1.4


@pytest.mark.parametrize("tag", ["ur", "my", "km", "th", "lo", "bo", "ja", "ko", "zh-Hant", "zh-Hans"])
def test_a_script_that_common_fonts_lack_has_its_own(tag):
    """Each names fonts of phones and computers, and ends with a generic one."""
    fonts = _value(tag, "font")
    assert fonts.count(",") >= 2
    assert fonts.endswith(("serif", "var(--sans)"))


@pytest.mark.parametrize("name", STYLES)
def test_no_style_tears_letters_apart_or_knows_left_and_right(name):
    """Joined scripts stay joined, and a right-to-left page is a mirror without rules of its own."""
    css = re.sub(r"/\*.*?\*/", "", STYLES[name], flags=re.DOTALL)
    assert physical(css) == []
    assert "letter-spacing" not in css
    assert not re.search(r"@font-face", css)


# Sides and sizes of the screen, not of the text.
SIDE = re.compile(r"(?:^|-)(?:left|right|top|bottom)(?:-|$)|^(?:max-|min-)?(?:width|height)$|^direction$")
SIDED = re.compile(r"text-align|float|clear|caption-side|background-position")
FOUR = re.compile(r"margin|padding|inset|border-(?:width|style|color)")


def physical(css: str) -> list[str]:
    """The declarations of `css` that would be wrong in a mirror.

    A shape drawn with borders and turned (`::before`, `::after`) may name sides by their order: see the test below.
    """
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        drawn = selector.strip().endswith(("::after", "::before"))
        for name, value in re.findall(r"(?:^|;)\s*([\w-]+)\s*:\s*([^;]+)", body):
            sides = value.split()
            uneven = len(sides) == 4 and FOUR.fullmatch(name) and sides[1] != sides[3] and not drawn
            if SIDE.search(name) or uneven or (SIDED.fullmatch(name) and {"left", "right"} & set(sides)):
                found.append(f"{selector.strip()} {{ {name}: {value} }}")
    return found


@pytest.mark.parametrize(
    "css",
    [
        "a { left: 0 }",
        "a { margin-right: 1px }",
        "a { border-top-left-radius: 2px }",
        "a { max-width: 9rem }",
        "a { color: red; text-align: left }",
        "a { padding: 0 1px 0 2px }",
        "a { direction: rtl }",
        "a { height: 1em }",
    ],
)
def test_a_side_of_the_screen_is_seen(css):
    """The search itself finds sides and sizes of the screen, as a property, a value or one of four numbers."""
    assert len(physical(css)) == 1
    assert (
        physical("a { padding: 0 1px; inline-size: 2em; inset-block-start: 0 } b::after { border-width: 0 2px 2px 0 }")
        == []
    )


def test_what_points_along_the_line_is_mirrored():
    """The exit's arrow, which has a front, is mirrored on pages from right to left."""
    assert '[dir="rtl"] .exit svg {\n  transform: scaleX(-1);' in STYLES["exit.css"]


def test_words_are_divided_by_language():
    """Long words fit a narrow screen where the browser knows the language, which each page and each fallback names."""
    assert re.search(r"hyphens:\s*auto", BASE)


def test_nothing_that_is_typed_is_divided():
    """Numbers, addresses and names of hotlines stand in a bdi of their own, and never get a hyphen that is not theirs."""
    assert re.search(r"main bdi \{\s*hyphens: manual;", BASE)
    assert re.search(r"@supports \(hyphenate-limit-chars: 18\) \{\s*h1, h2 \{\s*hyphens: auto;", BASE)


@pytest.mark.parametrize("tag", ["th", "lo", "km", "my", "ja", "zh"])
def test_lines_of_scripts_without_spaces_end_as_printed_ones(tag):
    """No line begins with a mark that ends a word or a sentence; words stay whole where the browser finds them."""
    rule = next(part for part in BASE.split("}") if "line-break: strict" in part)
    assert f":lang({tag})" in rule
