"""The codes on printed sheets, read from a picture of the sheet as the camera of a phone reads them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp

from plainsight.render import Renderer
from plainsight.settings import load_settings
from plainsight.site import load_site
from tests.browser.browser import open_tab
from tests.browser.pictures import whole_picture
from tests.conftest import ROOT

ADDRESS = "https://topic.example.org/{}/index.html"
NUMBER = "tel:+18883737888"
# How often the code stands on each sheet, and what it says; tabs have none.
SHEETS = {
    "print-1": (1, ADDRESS),
    "print-2": (1, NUMBER),
    "print-3": (9, ADDRESS),
    "print-4": (9, NUMBER),
    "print-6": (1, NUMBER),
    "responders": (8, ADDRESS),
}
TAGS = ("en", "ar")
A4 = {"width": 718, "height": 1047}  # what is within the margins, in CSS pixels


@pytest.fixture(scope="module")
def sheets(tmp_path_factory) -> Iterator[dict[str, str]]:
    """By path: the address of each sheet above, of a site that has an address."""
    settings = replace(load_settings(ROOT / "pelicanconf.py"), site_url="https://topic.example.org")
    site = load_site(settings, date(2026, 11, 25))
    renderer, folder = Renderer(site), tmp_path_factory.mktemp("sheets")
    written = {}
    for target in renderer.targets(edition for edition in site.editions if edition.locale.tag in TAGS):
        if target.slug in SHEETS:
            file = folder / target.path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(renderer.render(target))
            written[target.path] = file.as_uri()
    return written


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("slug", SHEETS)
def test_each_code_on_paper_can_be_read(browser, sheets, tag, slug):
    """Each code of a sheet, as it is printed, says what is promised: this edition's address, or the number alone."""
    with open_tab(browser, viewport=A4, device_scale_factor=2, java_script_enabled=False) as page:
        page.emulate_media(media="print")
        page.goto(sheets[f"{tag}/{slug}.html"])
        picture = whole_picture(page).convert("L")
        count, text = SHEETS[slug]
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text.format(tag)] * count
        printed = page.locator(".sheet svg").first.bounding_box()["width"] * 25.4 / 96
        assert printed >= 18, "a phone must be able to read it from where it is held"
