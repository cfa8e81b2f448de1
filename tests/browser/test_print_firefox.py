"""Paper from Firefox: it divides columns in its own way, so the fullest pages are printed with it too."""

import re
import zlib

import pytest

from tests.browser.firefox import open_firefox

pytestmark = pytest.mark.firefox

PAPER = {"A4": (210, 297), "Letter": (215.9, 279.4)}
# In each script, the fullest pages, a page that is short, and what is cut or handed out.
PAGES = {
    "en/help": 1,
    "es/help": 1,
    "ar/help": 1,
    "ar/country-jp": 1,
    "my/help": 1,
    "my/signs": 1,
    "my/country-sg": 1,
    "zh-Hant/help": 1,
    "en-XA/signs": 1,
    "ar-XB/help": 1,
    "en/contact": 1,
    "my/print-1": 1,
    "ar/print-3": 1,
    "my/print-5": 1,
    "en/responders": 9,
}


def sheets_of(pdf: bytes) -> int:
    """How many pages a PDF has; Firefox packs what it says about them."""
    packed = re.findall(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    said = b"".join([pdf, *(zlib.decompressobj().decompress(part) for part in packed)])
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", said))


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with open_firefox(tmp_path_factory.mktemp("firefox"), "<title>Neutral</title>") as running:
        yield running


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_to_one_sheet_in_firefox(tab, address, name):
    """Firefox needs no second sheet either, in A4 and in Letter."""
    tab.open(f"{address}/{name}.html")
    assert {paper: sheets_of(tab.print(*size)) for paper, size in PAPER.items()} == dict.fromkeys(PAPER, PAGES[name])
