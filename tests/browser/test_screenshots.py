"""What pages look like: every template on a phone and a desk, by day and by night, in four editions.

The pictures are written to .cache/screenshots. Small ones in tests/screenshots are what they are compared with;
`python3 tasks.py test --arguments "-k screenshots --renew"` makes those anew: look at the pictures before you commit them.
"""

from pathlib import Path

import pytest
from PIL import Image

from plainsight.targets import targets
from tests.browser.browser import open_tab
from tests.browser.pictures import whole_picture
from tests.screenshots import APART, REFERENCES, WRITTEN, difference, joined, parted, reduced

TEMPLATES = sorted(
    path.stem for path in Path(__file__).parents[2].glob("theme/templates/*.html") if not path.stem.startswith("base")
)
WINDOWS = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
TAGS = ("en", "ar", "my", "en-XA")
# Of each template this page, where it has it, else its first.
SHOWN = ("signs", "country-us")
# Whatever text lies on other text: both readable neither. What sticks to the window is always over something.
OVERLAPS = """() => {
  const found = [], boxes = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('.exit, .unseen, script, style') || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 2 && box.height > 2) boxes.push([box.left, box.top, box.right, box.bottom, node.data.trim()]);
  }
  boxes.sort((a, b) => a[1] - b[1]);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j][1] < boxes[i][3]; j++) {
      const [a, b] = [boxes[i], boxes[j]], low = Math.min(a[3] - a[1], b[3] - b[1]);
      const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), high = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
      if (wide > 3 && high > low / 2) found.push(a[4].slice(0, 40) + ' | ' + b[4].slice(0, 40));
    }
  return found;
}"""


def _paths(site, template: str, tags=TAGS) -> list[str]:
    """Where `template` is shown: one page of each edition of `tags`, or the one file that belongs to no edition."""
    found = sorted((one for one in targets(site) if one.template == template), key=lambda one: one.slug not in SHOWN)
    slug = found[0].slug
    return [one.path for tag in tags for one in found if one.slug == slug and one.edition.locale.tag == tag]


def _shoot(browser, address: str, paths: list[str], spoil: str = ""):
    """The picture of each of `paths` on each kind of screen, and what lies on something else: (name, picture, overlaps)."""
    for device, (width, height) in WINDOWS.items():
        for scheme in SCHEMES:
            size = {"width": width, "height": height}
            with open_tab(browser, viewport=size, color_scheme=scheme, bypass_csp=True) as page:
                for path in paths:
                    page.goto(f"{address}/{path}")
                    if spoil:
                        page.add_style_tag(content=spoil)
                    overlaps = page.evaluate(OVERLAPS)
                    name = f"{device}-{scheme}-{path.removesuffix('.html').replace('/', '-')}"
                    yield name, whole_picture(page), overlaps


def _window(name: str) -> tuple[int, int]:
    return WINDOWS[name.partition("-")[0]]


def _differing(tiles: dict[str, Image.Image], old: dict[str, Image.Image]) -> dict[str, float]:
    """The names of the `tiles` that do not look as the `old` ones, with how far they are from them."""
    apart = {name: round(difference(tile, old[name]), 1) for name, tile in tiles.items()}
    return {name: value for name, value in apart.items() if value > APART}


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_looks_as_it_did(browser, built, address, template, request):
    """No template loses its layout, its night colours or its direction unnoticed, and no text lies on other text."""
    WRITTEN.mkdir(parents=True, exist_ok=True)
    tiles, covered = {}, {}
    for name, picture, overlaps in _shoot(browser, address, _paths(built.site, template)):
        picture.save(WRITTEN / f"{template}-{name}.png")
        tiles[name] = reduced(picture, _window(name))
        covered |= {name: overlaps} if overlaps else {}
    assert covered == {}
    if request.config.getoption("renew"):
        REFERENCES.mkdir(exist_ok=True)
        joined(list(tiles.values())).save(REFERENCES / f"{template}.png", optimize=True, bits=4)
    remedy = f"look at {WRITTEN}; where it is meant, renew the references (see above in this file)"
    assert (REFERENCES / f"{template}.png").is_file(), remedy
    with Image.open(REFERENCES / f"{template}.png") as whole:
        old = parted(whole.convert("L"), list(tiles.values()))
    assert _differing(tiles, dict(zip(tiles, old, strict=True))) == {}, remedy


# What must be seen, and what another machine may do.
SPOILT = {
    "runs the other way": "html { direction: rtl } [dir=rtl] { direction: ltr }",
    "covers another part": ".hotline-bar { margin-block-start: -6rem }",
    "night lost": "@media (prefers-color-scheme: dark) { :root { --paper: #fff; --card: #fff; --ink: #000 } }",
    "band lost": ":root { --band: #f5f8f7 !important; --on-band: #14211f !important }",
    "text out of its place": "main { position: absolute; inset-inline-start: 40% }",
}
ELSEWHERE = {
    "another font": "* { font-family: 'Noto Serif', serif !important }",
    "larger text": "html { font-size: 108% !important }",
    "smaller text": "html { font-size: 104.5% !important }",
}


@pytest.fixture(scope="module")
def shots(browser, built, address):
    """The pictures of a campaign page in two directions, by name, with the given styles added."""
    paths = _paths(built.site, "page", ("en", "ar"))

    def take(css: str = "") -> dict[str, Image.Image]:
        return {name: reduced(picture, _window(name)) for name, picture, _ in _shoot(browser, address, paths, css)}

    sound = take()
    return lambda css: _differing(take(css), sound)


@pytest.mark.parametrize("what", SPOILT)
def test_a_broken_layout_is_seen(shots, what):
    """A page that has lost what the name says does not pass."""
    assert shots(SPOILT[what])


@pytest.mark.parametrize("what", ELSEWHERE)
def test_another_machine_passes(shots, what):
    """A machine with somewhat other fonts does not fail: what was committed on one holds on the next."""
    assert shots(ELSEWHERE[what]) == {}


def test_text_on_text_is_seen(browser):
    """The search for covered text finds two texts in one place, and not two lines below each other."""
    with open_tab(browser) as page:
        page.set_content("<p>first</p><p style='position: relative; top: -1.9em'>second</p><p>third<br>fourth</p>")
        assert page.evaluate(OVERLAPS) == ["first | second"]
