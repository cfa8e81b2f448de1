"""plainsight.tip_choices"""

import gzip
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plainsight.page_checks import BUDGET
from plainsight.render import Renderer
from plainsight.settings import load_settings
from plainsight.site import load_site
from plainsight.targets import Target
from plainsight.tip_choices import MOST, offered_countries, offered_languages
from plainsight.tips import TipSettings
from plainsight.written_check import check_written
from tests.conftest import ROOT

MANY = [(f"A{letter}", letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
FEW = [("MX", "México"), ("US", "Estados Unidos")]
# A hundred languages, in many scripts, as a large site could have them.
LOCALES = [
    "en",
    "es",
    "ar",
    "my",
    "zh_Hant",
    "af",
    "am",
    "az",
    "be",
    "bg",
    "bn",
    "bo",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "dz",
    "el",
    "et",
    "eu",
    "fa",
    "fi",
    "fil",
    "fr",
    "ga",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "ig",
    "is",
    "it",
    "ja",
    "jv",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ku",
    "ky",
    "lo",
    "lt",
    "lv",
    "mg",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "mt",
    "nb",
    "ne",
    "nl",
    "nn",
    "om",
    "or",
    "pa",
    "pl",
    "ps",
    "pt",
    "pt_BR",
    "ro",
    "ru",
    "rw",
    "sd",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sr_Latn",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "ti",
    "tk",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "wo",
    "xh",
    "yo",
    "zu",
    "zh_Hans",
    "lb",
    "gd",
]
CARD = {
    "name": "Hotline of Somewhere",
    "kind": "ngo",
    "reads": ["staff", "volunteers"],
    "must_pass_on": ["danger_to_child", "danger_to_life"],
    "addresses_logged": "no",
    "languages": ["en", "ar", "my"],
    "always_open": False,
    "kept_days": 30,
    "last_checked": date(2026, 11, 1),
}
KEY = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"


def countries(known=FEW, *, chosen=(), routed=(), home="us") -> dict[str, str]:
    return offered_countries(known, chosen=chosen, routed=routed, home=home, name=lambda code: f"<{code}>")


def languages(known, *, read=(), tag="my") -> dict[str, str]:
    return offered_languages(known, read=read, tag=tag, name=lambda code: f"<{code}>")


def test_few_countries_are_all_offered():
    """A site with few countries offers them all, in its order."""
    assert list(countries()) == ["MX", "US"]


def test_of_many_countries_only_those_with_a_reason_are_offered():
    """A site that knows many countries offers its own and those with a hotline of their own."""
    assert len(MANY) > MOST
    assert countries(MANY, home="ab", routed=["AZ", "fr"]) == {"AB": "B", "AZ": "Z", "FR": "<FR>"}


def test_a_publisher_chooses_any_country():
    """What TIP_COUNTRIES names is offered, also where the site has no hotlines of that country."""
    assert countries(chosen=["us", "FR"], routed=["DE"]) == {"US": "Estados Unidos", "FR": "<FR>", "DE": "<DE>"}
    assert list(countries(MANY, chosen=[code for code, _ in MANY])) == [code for code, _ in MANY]


def test_languages_are_those_of_the_page_and_of_who_reads():
    """A language that the receiver reads is offered, also one that the site does not have; so is that of the page."""
    few = [("my", "မြန်မာ"), ("ar", "العربية")]
    assert languages(few, read=["fr", "ar"]) == {**dict(few), "fr": "<fr>"}
    many = [(f"{code.lower()}", name) for code, name in MANY]
    assert languages(many, tag="ab", read=["az", "fr"]) == {"ab": "B", "az": "Z", "fr": "<fr>"}
    assert languages(many, tag="qps") == {}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The repository's site with a hundred editions, those without a catalog in the source language."""
    root = tmp_path_factory.mktemp("large")
    for name in ("content", "theme"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "translations", root / "translations")
    shutil.copy(ROOT / "pelicanconf.py", root)
    for locale in LOCALES:
        (root / "translations" / locale).mkdir(exist_ok=True)
        if not (root / "translations" / locale / "locale.toml").exists():
            (root / "translations" / locale / "locale.toml").write_text('status = "draft"\n')
    settings = replace(load_settings(root / "pelicanconf.py"), locales=tuple(LOCALES))
    return load_site(settings, date(2026, 11, 25))


# What the form of this site is called.
FORM = "contact.html"
FORMS = {
    "preview": TipSettings(),
    "a whole card": TipSettings(endpoint="https://tips.hotline.org/tips", destination=CARD),
    "encrypted": TipSettings(
        endpoint="https://tips.hotline.org/tips",
        destination=CARD,
        encrypt={"recipients": (KEY,), "plain_allowed": True},
    ),
    "routes": TipSettings(
        endpoint="https://tips.hotline.org/tips",
        destination=CARD,
        routes={
            "mx": {"endpoint": "https://tips.hotline.mx/tips", "destination": {**CARD, "languages": ["es"]}},
            "th": {"mode": "phone"},
            "gb": {"mode": "link", "endpoint": "https://safe.hotline.uk/", "destination": CARD},
        },
    ),
}


@pytest.mark.parametrize("tip", FORMS.values(), ids=FORMS)
def test_a_hundred_editions_and_every_country_fit_one_round_trip(large, tip):
    """The whole form in Burmese, whose letters take three bytes each, stays within the bytes of one round trip."""
    assert len(large.editions) == 100 and len(large.countries) > 90
    pages = rendered(large, tip, "my")
    assert {path: size for path, page in pages.items() if (size := len(gzip.compress(page, 9, mtime=0))) > BUDGET} == {}


def rendered(large, tip: TipSettings, locale: str) -> dict[str, bytes]:
    """The pages of the form of the edition `locale`, and those above it, which list the editions."""
    renderer = Renderer(replace(large, settings=replace(large.settings, tip=replace(tip, form=FORM))))

    def wanted(target: Target) -> bool:
        return target.template in ("tip", "languages") and (
            target.edition.locale.id == locale or "/" not in target.path
        )

    return {target.path: renderer.render(target) for target in renderer.targets(large.editions) if wanted(target)}


def test_every_page_of_a_hundred_editions_fits_one_round_trip(large):
    """Whatever the page, with the menu of a hundred languages and the pictograms of its links, in a heavy script and from right to left."""
    renderer = Renderer(large)
    sizes = {
        target.path: len(gzip.compress(renderer.render(target), 9, mtime=0))
        for target in renderer.targets(large.editions)
        if target.edition.locale.id in ("my", "ar") or "/" not in target.path
    }
    assert {"my/responders.html", "responders.html", "ar/help.html", "my/country-us.html"} <= set(sizes)
    assert {path: size for path, size in sizes.items() if size > BUDGET} == {}


def test_the_form_of_a_large_site_leads_to_every_other_edition(large, tmp_path: Path):
    """With so many editions the form's menu leads to a page that lists the form in every edition, and the check knows."""
    tip = FORMS["routes"]
    pages = rendered(large, tip, "my")
    assert {"contact.html", "contact-mx.html", "my/contact.html", "my/contact-mx.html"} <= set(pages)
    for name in ("contact.html", "contact-mx.html"):
        assert f'href="../{name}"' in pages[f"my/{name}"].decode()
        listed = pages[name].decode()
        assert all(f'href="{edition.locale.tag}/{name}"' in listed for edition in large.editions)
    for path, content in pages.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    directions = {edition.locale.tag: edition.locale.direction for edition in large.editions}

    def unled() -> set[str]:
        found = check_written(tmp_path, directions=directions, source="en", tip=replace(tip, form=FORM))
        return {each.where.partition(":")[0] for each in found if "same page in the edition" in each.what}

    assert unled() == set()
    (tmp_path / "contact.html").write_text(
        pages["contact.html"].decode().replace('href="sw/contact.html"', 'href="sw/index.html"')
    )
    assert unled() == {"output/contact.html"}
    (tmp_path / "my/contact.html").write_text(
        pages["my/contact.html"].decode().replace('href="../contact.html"', 'href="contact.html"')
    )
    assert unled() == {"output/contact.html", "output/my/contact.html"}
