"""The index of countries: every country is in one region, and is found by its own name too."""

from types import SimpleNamespace

import babel
import pytest

from plainsight.hotline_index import WORLD, own_name, region_of, regions
from plainsight.hotline_schema import COUNTRIES

FIVE = {"002", "009", "019", "142", "150"}


def test_every_country_is_in_one_region():
    """Each country that a file can be about has its region, but for Antarctica; no region is guessed."""
    assert {code for code in COUNTRIES if region_of(code) == WORLD} == {"aq"}
    assert {region_of(code) for code in COUNTRIES} == {*FIVE, WORLD}


@pytest.mark.parametrize(
    ("code", "region"),
    [("xk", "150"), ("tw", "142"), ("cy", "142"), ("ru", "150"), ("eg", "002"), ("mx", "019"), ("nz", "009")],
)
def test_regions_are_those_of_the_united_nations(code, region):
    """Where a country belongs is what M.49 says, as CLDR has it."""
    assert region_of(code) == region


def test_every_country_of_m49_is_named_once():
    """No country stands in two regions."""
    from plainsight.hotline_index import _CONTAINED

    codes = " ".join(_CONTAINED.values()).split()
    assert len(codes) == len(set(codes)) and {code.lower() for code in codes} <= COUNTRIES


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("de", ("Deutschland", "de", "ltr")),
        ("jo", ("الأردن", "ar", "rtl")),
        ("tw", ("台灣", "zh-Hant", "ltr")),
        ("mm", ("မြန်မာ", "my", "ltr")),
    ],
)
def test_a_country_has_its_own_name(code, found):
    """A reader who cannot read this edition finds the name that stands on maps at home."""
    assert own_name(code) == found


@pytest.mark.parametrize("locale", ["en", "my", "ar", "zh_Hant"])
def test_regions_are_named_in_the_language_of_the_edition(locale):
    """Regions are ordered by name; countries keep their order; a name that is the same is not said twice."""
    countries = [
        SimpleNamespace(code=code, name=name, href=f"{code}.html")
        for code, name in (("gb", "United Kingdom"), ("jo", "J"))
    ]
    found = regions(countries, babel.Locale.parse(locale))
    assert [region.name for region in found] == sorted(region.name for region in found)
    assert all(not region.name.isdigit() for region in found)
    entries = {region.code: [(entry.href, entry.own_name) for entry in region.countries] for region in found}
    assert entries == {"142": [("jo.html", "الأردن")], "150": [("gb.html", "")]}
