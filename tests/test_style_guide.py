"""plainsight.style_guide: every component with every example, to look at in the preview, never published."""

from collections import Counter
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from plainsight.components import load_components
from plainsight.live_reload import Events
from plainsight.page_facts import read_page
from plainsight.palette import TEXTS
from plainsight.preview_site import site_app
from plainsight.settings import load_settings
from plainsight.style_guide import STYLE_PATH, shown_editions, style_guide
from tests.conftest import ROOT

SETTINGS = load_settings(ROOT / "pelicanconf.py")


@pytest.fixture(scope="module")
def guide() -> str:
    return style_guide(SETTINGS)


def test_every_example_is_there_in_each_direction_and_on_each_screen(guide):
    """Nobody has to build a page to see a component: each example is there for each edition, light and dark."""
    shown = Counter()
    for element in read_page(guide).named("section"):
        if "data-example" in element.attributes:
            screen = next(iter(element.classes))
            key = element.attributes["data-example"], element.attributes["lang"], element.attributes["dir"], screen
            shown[key] += 1
    wanted = Counter(
        (f"{docs.name}: {example.name}", tag, direction, screen)
        for docs in load_components(SETTINGS.theme)
        for example in docs.examples
        for tag, direction in (("en", "ltr"), ("ar", "rtl"), ("my", "ltr"))
        for screen in ("guide-light", "guide-dark")
    )
    assert shown == wanted and len(wanted) > 200


def test_the_page_is_whole_and_needs_nothing_else(guide):
    """No id comes twice, no name leads nowhere, nothing is loaded, no script runs."""
    facts = read_page(guide)
    ids = [name for name, _ in facts.ids]
    assert len(ids) == len(set(ids)) > 50
    for element in facts.elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert set(element.attributes.get(attribute, "").split()) <= set(ids)
    assert "<script" not in guide and "default-src 'none'" in guide
    for docs in load_components(SETTINGS.theme):
        assert f'id="guide-{docs.name}"' in guide and f'href="#guide-{docs.name}"' in guide
    assert guide.count(" on card</th>") == 2 * sum(ground == "card" for _, ground in TEXTS) + 2  # the edge of a box


def test_a_site_without_such_languages_has_them_all_the_same():
    """Whoever publishes in one language still sees what the other direction does."""
    alone = shown_editions(replace(SETTINGS, locales=("en",)))
    assert [edition.locale.direction for edition in alone] == ["ltr", "rtl"]
    assert [edition.locale.tag for edition in shown_editions(SETTINGS)] == ["en", "ar", "my"]


def test_it_shows_a_publishers_colours():
    """The guide is about this site: its brand's colours are on it."""
    branded = style_guide(replace(SETTINGS, brand=replace(SETTINGS.brand, colour="#5b2245", accent="#f2c94c")))
    assert "--band:#5b2245;" in branded and "--glow:#f2c94c;" in branded


def test_the_preview_leads_to_it_and_the_site_does_not(golden):
    """Each previewed page has the link; no written file has, nor the page itself."""
    client = TestClient(site_app(golden.output, Events(), {STYLE_PATH: ("Style guide", lambda: style_guide(SETTINGS))}))
    assert f'href="{STYLE_PATH}"' in client.get("/ar/help.html").text
    shown = client.get(STYLE_PATH)
    assert shown.status_code == 200 and "<h1>Style guide</h1>" in shown.text
    assert not any(STYLE_PATH in path.read_text() for path in golden.output.rglob("*.html"))
