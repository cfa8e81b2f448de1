"""One form, several hotlines: by the country that somebody chooses, or by a page of its own."""

import re
from dataclasses import replace

import pytest

from plainsight.settings import load_settings
from plainsight.tips import TipSettings
from tests.browser.browser import accessibility_violations
from tests.browser.tip_site import open_page, press, tip_site
from tests.conftest import ROOT, build_into
from tests.twins.services import contract, google_forms
from tests.twins.twin import running


def card(name: str, kind: str) -> dict:
    return {"name": name, "kind": kind, "reads": ["staff"], "languages": ["es"]}


@pytest.fixture(scope="module")
def hotlines(tmp_path_factory):
    """A site with a hotline for everywhere, one in Mexico with fixed names, one in Germany on a page of its own."""
    with running(contract) as world, running(google_forms) as mexico:
        tip = TipSettings(
            endpoint=f"{world.origin}/tips",
            destination=card("Hotline of the world", "ngo"),
            routes={
                "MX": {
                    "endpoint": f"{mexico.origin}/forms/d/e/abc/formResponse",
                    "adapter": "google_forms",
                    "options": {"names": {"what": "entry.1001"}},
                    "destination": card("Línea de México", "government"),
                },
                "de": {
                    "mode": "link",
                    "endpoint": "https://safe.hotline-de.org/form",
                    "adapter": "globaleaks",
                    "destination": card("Hilfe", "police"),
                },
            },
        )
        with tip_site(tmp_path_factory.mktemp("routes"), tip) as site:
            yield site, world, mexico


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_each_country_has_a_page_of_its_own(browser, hotlines, script):
    """Links lead to the form for a country: its own card, its own receiver, and no question for the country."""
    site, _, mexico = hotlines
    mexico.kept.clear()
    with open_page(browser, f"{site.address}/en/tip.html", script=script) as page:
        page.locator('.tip-routes a[href="tip-mx.html"]').click()
        page.wait_for_url("**/en/tip-mx.html")
        assert accessibility_violations(page) == [] if script else True
        cards = page.locator(".destination-card")
        assert cards.count() == 1 and "Línea de México" in cards.inner_text()
        assert page.locator("#f-where_country").count() == 0
        assert page.locator(".tip-form button").inner_text() == "Send to Línea de México"
        page.locator("#f-what").fill("words")
        press(page)
        page.wait_for_url("**/formResponse")
    assert mexico.kept[0].first("entry.1001").startswith("words")


def test_choosing_a_country_changes_the_receiver_and_keeps_the_words(browser, hotlines):
    """With script the same form goes to the hotline of the country: its card and its name are shown before sending."""
    site, world, mexico = hotlines
    world.kept.clear()
    mexico.kept.clear()
    with open_page(browser, f"{site.address}/en/tip.html") as page:
        page.locator("#f-what").fill("words")
        assert page.locator(".tip-form button").inner_text() == "Send to Hotline of the world"
        page.locator("#f-where_country").select_option("MX")
        assert page.locator(".tip-form button").inner_text() == "Send to Línea de México"
        assert page.locator(".destination-card:visible").count() == 1
        assert "Línea de México" in page.locator(".destination-card:visible").inner_text()
        assert accessibility_violations(page) == []
        page.locator('[data-field="told_others"] input[value=no]').check()
        press(page)
        page.wait_for_url("**/formResponse")
    [kept] = mexico.kept
    assert kept.first("entry.1001").startswith("words\r\n\r\nIn which country is it: MX\r\n")
    assert "\r\nHave you told anyone else: no\r\n" in kept.first("entry.1001")
    assert world.kept == []


def test_another_country_goes_to_everywhere_again(browser, hotlines):
    """Changing one's mind, and countries without a form of their own, lead to the form for everywhere."""
    site, world, mexico = hotlines
    world.kept.clear()
    mexico.kept.clear()
    with open_page(browser, f"{site.address}/en/tip.html") as page:
        page.locator("#f-what").fill("words")
        page.locator("#f-where_country").select_option("MX")
        page.locator("#f-where_country").select_option("other")
        assert page.locator(".tip-form button").inner_text() == "Send to Hotline of the world"
        press(page)
        page.wait_for_url("**/en/tip-sent.html")
    assert (world.kept[0].first("where_country"), mexico.kept) == ("other", [])


def test_a_country_without_a_form_leads_to_its_page(browser, hotlines):
    """Where a country's hotline has its own website, the form says so and leads to the page about it."""
    site, _, _ = hotlines
    with open_page(browser, f"{site.address}/en/tip.html") as page:
        assert not page.locator('[data-way="DE"]').is_visible()
        page.locator("#f-where_country").select_option("DE")
        page.locator('[data-way="DE"] a').click()
        page.wait_for_url("**/en/tip-de.html")
        text = page.locator("main").inner_text()
        assert "It does not work while scripts are switched off." in text and "Hilfe" in text
        assert page.locator('a.button[href="https://safe.hotline-de.org/form"]').is_visible()
        assert page.locator("form").count() == 0


def test_the_page_for_a_country_shows_that_country_s_numbers(browser, tmp_path):
    """Whoever writes about a country is shown whom to call there, above the page and where nothing was proved."""
    with running(contract) as twin:
        routes = {"mx": {"endpoint": f"{twin.origin}/tips"}}
        settings = load_settings(ROOT / "pelicanconf.py")
        tip = TipSettings(endpoint=f"{twin.origin}/tips", routes=routes)
        built = build_into(replace(settings, locales=("en",), tip=tip), tmp_path / "site")
        pages = {
            name: (built.output / "en" / name).read_text(encoding="utf-8")
            for name in ("contact.html", "contact-mx.html")
        }
    mexico = {channel.href for line in built.site.countries["mx"].lines for channel in line.channels}
    said = {name: page.partition('class="tip-form__say')[2].partition("data-code")[0] for name, page in pages.items()}
    bars = {name: page.partition('class="hotline-bar"')[2].partition("</header>")[0] for name, page in pages.items()}
    own = set(re.findall(r'href="(tel:[^"]+)"', said["contact-mx.html"]))
    assert own and own <= mexico and "Mexico" in bars["contact-mx.html"] and "Mexico" not in bars["contact.html"]
    assert own < set(re.findall(r'href="(tel:[^"]+)"', said["contact.html"])), "the script shows the one that fits"


def test_the_policy_of_a_page_names_only_who_it_sends_to(hotlines):
    """The page for one country can send to nobody else."""
    site, world, mexico = hotlines
    whole, own = ((site.built.output / "en" / name).read_text(encoding="utf-8") for name in ("tip.html", "tip-mx.html"))
    policy = [page.partition('Content-Security-Policy" content="')[2].partition('"')[0] for page in (whole, own)]
    assert world.origin in policy[0] and mexico.origin in policy[0]
    assert mexico.origin in policy[1] and world.origin not in policy[1]
    assert f"connect-src {world.origin};" in policy[0] and "connect-src" not in policy[1]
