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
    assert fonts.endswith("serif")


@pytest.mark.parametrize("name", STYLES)
def test_no_style_tears_letters_apart_or_knows_left_and_right(name):
    """Joined scripts stay joined, and a right-to-left page is a mirror without rules of its own."""
    css = re.sub(r"/\*.*?\*/", "", STYLES[name], flags=re.DOTALL)
    assert "letter-spacing" not in css
    assert not re.search(
        r"(?m)^\s*(?:(?:margin|padding|border)-(?:left|right)|left|right|float|text-align:\s*(?:left|right))\b\s*:?",
        css,
    )
    assert not re.search(r"@font-face", css)


def test_words_are_divided_by_language():
    """Long words fit a narrow screen where the browser knows the language, which each page and each fallback names."""
    assert re.search(r"hyphens:\s*auto", BASE)
