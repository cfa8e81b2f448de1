"""plainsight.print_sheets and the pages to print: the right numbers on paper, and nothing that names anybody where it must not."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
import segno

from plainsight.hotline_model import Channel, Emergency, Line
from plainsight.hotlines import ShownLine
from plainsight.print_sheets import SHEETS, Printed, code_svg, printed, scanned_address, shown_address
from plainsight.render import Renderer
from plainsight.settings import load_settings
from plainsight.site import load_site
from tests.conftest import ROOT

PHONE = Channel("phone", "1-888-373-7888", "tel:+18883737888")
SMS = Channel("sms", "233733", "sms:233733?body=HELP", keyword="HELP")
ABROAD = Channel("phone", "030 1", "tel:+49301", role="abroad")
POLICE = Emergency("911", ("police",), "tel:911")
TODAY = date(2026, 11, 25)


def shown(*channels: Channel, warnings: tuple[str, ...] = ()) -> ShownLine:
    return ShownLine(Line("xx-a", "A", channels=channels, warnings=warnings), "verified", None)


def country(*lines: ShownLine, emergency: tuple[Emergency, ...] = (POLICE,)) -> SimpleNamespace:
    return SimpleNamespace(lines=lines, emergency=emergency)


def test_paper_holds_one_number_to_call_and_one_to_write_to():
    """Of the hotlines that readers see, the first that can be called and needs no warning is printed."""
    good = shown(ABROAD, PHONE, SMS)
    assert printed(country(shown(SMS), shown(PHONE, warnings=("asks-for-id",)), good)) == Printed((PHONE, SMS), good)
    assert printed(country(good)).href == PHONE.href


def test_without_a_hotline_the_emergency_number_is_printed():
    """Where nothing may be shown, for example because nobody has verified it, paper says what the page says."""
    found = printed(country(shown(PHONE, warnings=("calls-recorded",))))
    assert (found.channels, found.emergency, found.href) == ((), POLICE, "tel:911")
    assert printed(country(emergency=())).href == ""


@pytest.mark.parametrize(
    "text", ["tel:+18883737888", "https://www.example.org/zh-Hant/index.html", "https://example.org/a/b/my/index.html"]
)
def test_a_drawn_code_is_the_code_of_its_text(text):
    """Module for module, the one path of the drawing is the code that the standard gives, with its quiet zone of four."""
    svg = code_svg(text)
    assert svg.count("<path") == 1
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    drawn = [[0] * size for _ in range(size)]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmhv])([-\d. ]+)", re.search(r' d="([^"]*)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                drawn[int(y)][column] = 1
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    wanted = segno.make(text, error="m", micro=False)
    assert drawn == [list(row) for row in wanted.matrix_iter(border=4)]
    assert not any(drawn[0]) and sum(map(sum, drawn)) > 100


def test_addresses_are_short_to_type_and_sure_to_scan():
    """People type an address without what browsers add; a code names the file, which each host has."""
    assert shown_address("https://www.example.org/", "en/index.html") == "www.example.org/en"
    assert shown_address("https://www.example.org", "en/signs.html") == "www.example.org/en/signs.html"
    assert scanned_address("https://www.example.org/", "my") == "https://www.example.org/my/index.html"
    assert shown_address("", "en/signs.html") == scanned_address("", "en") == ""


@pytest.fixture(scope="module", params=["", "https://topic.example.org"], ids=["preview", "with an address"])
def pages(request) -> dict[str, tuple]:
    """By path: the target of each sheet and page of the repository's site, and its HTML."""
    settings = replace(load_settings(ROOT / "pelicanconf.py"), site_url=request.param)
    site = load_site(settings, TODAY)
    renderer = Renderer(site)
    others = ("signs", "tip", "country-de", "country-us")
    wanted = [
        target for target in renderer.targets(site.editions) if target.template in SHEETS or target.slug in others
    ]
    return {target.path: (target, renderer.render(target).decode(), site) for target in wanted}


def sheets(html: str) -> str:
    return "".join(re.findall(r'<figure class="sheet .*?</figure>', html, re.DOTALL))


def test_each_edition_has_each_sheet_with_and_without_a_name(pages):
    """Posters, stickers and tabs come in two kinds in every edition; cards come with the numbers on each."""
    site = next(iter(pages.values()))[2]
    for edition in site.editions:
        of = [target for target, _, _ in pages.values() if target.edition is edition]
        kinds = sorted((t.template, t.page.fields.get("plain", False)) for t in of if t.template in SHEETS)
        assert kinds == [("cards", False), *((k, p) for k in ("poster", "stickers", "tabs") for p in (False, True))]
        _, html, _ = pages[f"{edition.locale.tag}/responders.html"]
        assert (
            len(re.findall('<div class="sheet-card">', html))
            == 8
            == sheets(html).count('<figure class="sheet sheet--card">')
        )
        assert sheets(html).count("1-888-373-7888") == 8


def test_a_sheet_without_a_name_names_nothing(pages):
    """No name, title, address, link or picture of the topic is on it; its code holds the number that it shows."""
    for target, html, _site in pages.values():
        if target.template not in SHEETS or not target.page.fields.get("plain"):
            continue
        sheet = sheets(html)
        assert "1-888-373-7888" in sheet
        name = re.search(r'class="band-name"[^>]*>(.*?)</a>', html, re.DOTALL)[1].strip()
        for secret in (name, "example.org", 'href="http', "<a ", "<h1", "<h2"):
            assert secret not in sheet, (target.path, secret)
        assert str(code_svg("tel:+18883737888")) in html and html.count("<symbol") == 1
        said = re.sub(r"<[^>]+>", " ", sheet).split()
        words = {
            word
            for message in ("Call", "Send a text message", "We have not checked this hotline. It may not work.")
            for word in target.edition.interface_text(message).split()
        }
        assert set(said) <= words | {"HELP", "1-888-373-7888", "233733"}


def test_the_code_leads_to_the_site_in_the_readers_language(pages):
    """A sheet with a name opens its own edition where the site has an address; the number stands beside it, always."""
    for target, html, site in pages.values():
        if target.template in SHEETS and not target.page.fields.get("plain"):
            tag = target.edition.locale.tag
            base = site.settings.site_url
            assert str(code_svg(f"{base}/{tag}/index.html" if base else "tel:+18883737888")) in html
            assert "1-888-373-7888" in sheets(html)
            assert (f"topic.example.org/{tag}<" in sheets(html)) == bool(base)


def test_every_page_carries_a_number_and_its_address_for_paper(pages):
    """A printed page says whom to call, and, where the site has an address, where it came from."""
    for target, html, site in pages.values():
        block = re.search(r'<p class="printed">(.*?)</p>', html, re.DOTALL)[1]
        assert ("1-888-373-7888" in block) == (target.country != "de")
        assert (f"topic.example.org/{target.path}<" in block) == bool(site.settings.site_url)


def test_the_page_of_a_country_prints_that_countrys_number(pages):
    """On paper a number stands where it works: the home country's is not printed above the hotlines of another."""
    for target, html, site in pages.values():
        if target.country == "de":
            block = re.search(r'<p class="printed">(.*?)</p>', html, re.DOTALL)[1]
            lines = site.countries["de"].lines
            numbers = {channel.display for line in lines for channel in line.channels if channel.type == "phone"}
            assert any(f">{number}<" in block for number in numbers), target.path


def test_a_printed_tip_page_says_where_the_form_is_and_has_no_fields(pages):
    """What somebody writes on paper can be found with them: paper gets the address of the form, below who receives a tip."""
    for target, html, site in pages.values():
        if target.slug == "tip":
            assert re.search(r'<form class="tip-form unprinted" ', html)
            said = re.findall(r'<p class="printed">(.*?)</p>', html.partition("<main")[2], re.DOTALL)
            assert [f">topic.example.org/{target.path}<" in text for text in said] == [True] * bool(
                site.settings.site_url
            )
            assert html.index("destination-card box") < html.index('<form class="tip-form')


def test_what_is_printed_is_not_said_twice(pages):
    """Ten stickers are heard once, and one code is in the page, however often it is drawn."""
    for target, html, _ in pages.values():
        if target.template in ("stickers", "tabs"):
            copies = re.findall(r"<div( aria-hidden=\"true\")?>", sheets(html))
            assert [bool(hidden) for hidden in copies] == [False] + [True] * 8
            assert html.count("<symbol") == 1
