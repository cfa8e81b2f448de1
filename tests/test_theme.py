"""The theme's files, and what they become in a page."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from plainsight.page_blocks import blocks_of
from plainsight.palette import TOKENS
from plainsight.theme import BODY_MARK, HEAD_MARK, Assets, Component
from plainsight.theme import assemble as assemble_blocks

THEME = Path(__file__).parent.parent / "theme"
STYLES = sorted(THEME.rglob("*.css"))
PAGE = (
    f'<!doctype html><html><head>{HEAD_MARK}<title>T</title></head><body><a class="a x">A</a>{BODY_MARK}</body></html>'
)
ASSETS = Assets(
    "body{margin:0}",
    (Component("a", "a{color:red}", "head()", "first()"), Component("b", "b{color:blue}", "never()", "never()")),
)


def policy(page: str) -> dict[str, list[str]]:
    content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    return {name: sources for name, *sources in (part.split() for part in content.split("; "))}


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def assemble(page: str, *arguments, **options) -> str:
    return "".join(assemble_blocks(blocks_of(page), *arguments, **options))


def test_a_page_carries_the_fonts_of_its_own_languages_only():
    """A page holds the rules of the languages that stand on it, by their tag or its beginning, and no others."""
    css = "body{margin:0}:lang(ar),:lang(zh-Hant){--a:1}:lang(th){--a:2}p:lang(th){--a:3}"
    page = PAGE.replace("<html>", '<html lang="zh-Hant-TW">')
    assert "<style>body{margin:0}:lang(zh-Hant){--a:1}p:lang(th){--a:3}</style>" in assemble(
        page, Assets(css, ()), form_action=()
    )
    page = PAGE.replace("<html>", '<html lang="tha">').replace("<a", '<a lang="AR"')
    assert "<style>body{margin:0}:lang(ar){--a:1}p:lang(th){--a:3}</style>" in assemble(
        page, Assets(css, ()), form_action=()
    )


def test_a_page_carries_what_it_uses_and_nothing_else():
    """Styles and scripts of components that are not on the page are not in the page."""
    page = assemble(PAGE, ASSETS, form_action=())
    assert page.count("<style>body{margin:0}a{color:red}</style>") == 1
    assert "<script>head()</script><style>" in page and "<script>first()</script></body>" in page
    assert "blue" not in page and "never" not in page
    assert HEAD_MARK not in page and BODY_MARK not in page


def test_the_policy_allows_exactly_what_the_page_carries():
    """A page runs and posts nothing but what its policy names."""
    page = assemble(PAGE, ASSETS, form_action=("https://a.example", "https://b.example"))
    assert policy(page) == {
        "default-src": ["'none'"],
        "style-src": [source("body{margin:0}a{color:red}")],
        "script-src": [source("head()"), source("first()")],
        "img-src": ["'self'", "data:"],
        "form-action": ["https://a.example", "https://b.example"],
        "base-uri": ["'none'"],
    }
    assert (
        page.index("Content-Security-Policy")
        < page.index('name="referrer" content="no-referrer"')
        < page.index("<script")
    )


def test_a_page_without_script_and_form_allows_neither():
    """Where nothing runs and nothing is sent, the policy says none."""
    page = assemble(PAGE.replace('class="a x"', "class=x"), ASSETS, form_action=())
    assert policy(page)["script-src"] == policy(page)["form-action"] == ["'none'"]
    assert "<script" not in page


def test_a_template_without_marks_is_refused():
    """A template that forgets the assets never becomes a page without the exit's script and the policy."""
    for mark in (HEAD_MARK, BODY_MARK):
        with pytest.raises(ValueError, match="assets"):
            assemble(PAGE.replace(mark, ""), ASSETS, form_action=())


def test_text_that_looks_like_a_mark_gets_no_script():
    """A mark in the text of a page is text: assets go to the first place in the head, the last in the body."""
    page = assemble(PAGE.replace("A</a>", f"{HEAD_MARK}{BODY_MARK}</a>"), ASSETS, form_action=())
    assert f"{HEAD_MARK}{BODY_MARK}</a><script>first()" in page


def test_styles_and_scripts_are_small(golden):
    """The styles and scripts that any one page carries take less than half of what one round trip brings."""
    for path in golden.pages():
        page = (golden.output / path).read_text(encoding="utf-8")
        text = "".join(re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL))
        assert text and len(gzip.compress(text.encode(), 9, mtime=0)) < 6_400, path


def declarations(path: Path, media: str = "") -> list[tuple[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if media == "screen":
        text = re.sub(r"@page \{[^{}]*\}|@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
    return [(name, value) for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", text)]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_is_the_same_from_right_to_left(path):
    """Styles name starts and ends, never left and right, so that each script gets its own direction."""
    physical = re.compile(
        r"(^|-)(left|right|top|bottom)(-|$)|^(width|height|max-width|min-width|max-height|min-height)$"
    )
    wrong = [name for name, _ in declarations(path) if physical.search(name)]
    wrong += [
        value
        for name, value in declarations(path)
        if name in ("text-align", "float", "clear") and physical.search(value)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_tears_no_script_apart(path):
    """Letters are never spaced: joined and stacked scripts fall apart."""
    assert not [name for name, _ in declarations(path) if name in ("letter-spacing", "word-spacing")]


# A style for paper has the measures of paper: points, and what fits a sheet.
PAPER = ("sheet.css", "printed.css")
SCREEN = [path for path in STYLES if path.name not in (TOKENS, *PAPER)]
# What is neither a colour nor a measure: how a value is made of tokens, of nothing, of the text around or of the window.
NEUTRAL = r"var\(--[\w-]+\)|(?:calc|min|max|clamp)\(|[-+*/,)!\s]|\b(?:0|auto|inherit|none|unset|transparent|currentColor|important)\b"
SPACE = re.compile(r"(margin|padding|scroll-padding)(-block|-inline)?(-start|-end)?|(row-|column-)?gap|min-block-size")
COLOUR = re.compile(r"(.+-)?color|background")
# What stands outside of the tokens, and why.
NO_TOKEN = {
    ("base.css", "font-size", "106.25%"): "what a rem is: the reader's own size, a little larger",
    ("base.css", "min-block-size", "100vh"): "the ground fills the window",
    ("base.css", "scroll-padding-block-start", "4.5rem 25vh"): "as high as the exit, and a little more",
    ("base.css", "padding-inline", "50% 30rem"): "one measure in the middle of the page",
    ("base.css", "padding", "9vw"): "leaves a narrow button to its words",
    ("base.css", "border-radius", ".2rem"): "the corner of an outline that may be around a word",
    ("hotline-bar.css", "font-size", "1rem"): "the size of the text, within a note",
    ("exit.css", "min-block-size", "44px 15vh"): "leaves most of a low window to the text",
    ("exit.css", "font-size", "1rem 9vmin"): "leaves most of a low window to the text",
    ("exit.css", "padding-block", "1vh"): "leaves most of a low window to the text",
    ("step-heading.css", "border-radius", "50%"): "a circle",
}


def outside_of_the_tokens(path: Path) -> set[tuple[str, str, str]]:
    """The colours, spaces, sizes of text and corners of a style that are no token; spaces in the measure of their own text may be."""
    found = set()
    for name, value in declarations(path, media="screen"):
        em = r"|(?<![\w.])-?[\d.]+em\b" if SPACE.fullmatch(name) else ""
        if SPACE.fullmatch(name) or COLOUR.fullmatch(name) or name in ("font-size", "border-radius"):
            rest = " ".join(re.sub(NEUTRAL + em, " ", value).split())
            found |= {(path.name, name, rest)} if rest else set()
    return found


def test_colours_spaces_and_sizes_are_tokens():
    """They stand in tokens.css, where contrast is checked (plainsight/palette.py) and a brand or a designer changes them in one place."""
    assert set().union(*map(outside_of_the_tokens, SCREEN)) == NO_TOKEN.keys()


@pytest.mark.parametrize(
    "line",
    [
        "gap: 1rem",
        "padding: var(--s0) 12px",
        "color: red",
        "background: rgb(0 0 0)",
        "font-size: 1.2em",
        "min-block-size: 48px",
        "border-color: #fff",
        "border-radius: 4px",
    ],
)
def test_what_is_no_token_is_seen(tmp_path, line):
    """The test itself sees a value that somebody typed."""
    (tmp_path / "a.css").write_text(
        f"@media (min-width: 9rem) {{ .a {{ gap: var(--s1); {line}; margin: 0 auto 1em }} }}"
    )
    assert [name for _, name, _ in outside_of_the_tokens(tmp_path / "a.css")] == [line.partition(":")[0]]


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != TOKENS], ids=lambda path: path.name)
def test_a_colour_is_a_token_on_paper_too(path):
    """No style has a colour of its own, whatever shows it."""
    assert not re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [path for path in STYLES if path.name not in (TOKENS, "base.css")], ids=lambda path: path.name
)
def test_a_component_styles_nothing_but_itself(path):
    """Every rule of a component is about the component, so that a page without it loses nothing."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = [rule for rule in re.findall(r"([^{}]+)\{", text) if not rule.strip().startswith("@")]
    assert [rule for rule in rules for part in re.split(r",(?![^(]*\))", rule) if f".{path.stem}" not in part] == []


def theme_messages() -> list[tuple[str, int, str, list[str]]]:
    methods = [("**.html", "jinja2")]
    options = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
    found = []
    extracted = extract_from_dir(THEME, methods, options, DEFAULT_KEYWORDS, ("Translators:",), strip_comment_tags=True)
    for name, line, message, comments, _ in extracted:
        found += [(name, line, text, comments) for text in ((message,) if isinstance(message, str) else message)]
    return found


def test_every_message_tells_the_translator_what_it_is_for():
    """No message of the theme comes without a comment: a translator sees no page."""
    assert [(name, line, text) for name, line, text, comments in theme_messages() if not comments] == []


def test_messages_are_text():
    """Messages hold no markup, no edges that could be lost, and only named placeholders."""
    messages = theme_messages()
    assert len(messages) > 20
    wrong = re.compile(r"[<>&]|^\s|\s$|\s\s|%(?!\(\w+\)[sd])|\{|\}")
    assert [text for _, _, text, _ in messages if wrong.search(text)] == []


@pytest.mark.parametrize(
    "component",
    ["exit", "safety-notice", "hotline-bar", "destination-card", "fallback-notice", "draft-banner", "urgent"],
)
def test_what_safety_depends_on_is_critical(component):
    """Translations of the exit, emergency, safety notice, destination card and notices are never published unreviewed."""
    found = [comments[0] for name, _, _, comments in theme_messages() if Path(name).stem == component]
    assert found and all(comment.startswith("critical.") for comment in found)
