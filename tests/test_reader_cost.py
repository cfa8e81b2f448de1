"""What a page costs its reader: its bytes, and the report of the measurement."""

import gzip
from datetime import date

from bench.reader import PAGES, TAGS, is_whole, paths, report
from plainsight.page_checks import BUDGET, heaviest_pages
from plainsight.theme_checks import TEMPLATES

GOOD = {
    "path": "en/tip.html",
    "scores": {"performance": 100, "accessibility": 100, "best-practices": 100},
    "first": 910.4,
    "largest": 911.2,
    "shift": 0,
    "requests": 1,
    "attempt": 1,
    "lost": [],
    "error": "",
}


def test_the_heaviest_page_of_each_edition_is_known(built):
    """Whoever writes sees how much room is left, in each language."""
    heaviest = heaviest_pages(built.output)
    assert heaviest.keys() == {edition.locale.tag for edition in built.site.editions}
    for tag, (path, size) in heaviest.items():
        sizes = [len(gzip.compress(file.read_bytes(), 9)) for file in (built.output / tag).glob("*.html")]
        assert size == max(sizes) <= BUDGET
        assert path.startswith(f"{tag}/")


def test_a_page_of_each_kind_is_measured(built):
    """No template is left out, in a left-to-right, a right-to-left and a heavy script."""
    assert set(paths()) <= set(built.pages())
    assert set(TAGS) == {"en", "ar", "my"}
    kinds = {"base": "happening", "page": "happening", "home": "index", "country": "country-us", "languages": "index"}
    kinds |= {"tip": "contact", "tip-sent": "done"}
    assert {f"{kinds.get(name, name)}.html" for name in TEMPLATES} == set(PAGES)


def test_a_page_below_100_is_said():
    """The report hides nothing: a page that falls short has its line, with what it lost."""
    assert is_whole(GOOD)
    for change in (
        {"scores": {**GOOD["scores"], "performance": 99}},
        {"requests": 2},
        {"shift": 0.01},
        {"error": "no paint", "first": None},
    ):
        short = {**GOOD, **change, "lost": ["unused-css 0.5"]}
        assert not is_whole(short)
        text = report([short], {"en/tip.html": 9000}, date(2026, 11, 24))
        assert "- `en/tip.html`: unused-css 0.5" in text
    text = report([GOOD], {"en/tip.html": 9000}, date(2026, 11, 24))
    assert "No page is below 100" in text and "| 9000 | 1 | 1 |" in text
