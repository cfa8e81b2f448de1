"""Pages of countries, as published: an emergency number and a way on, whatever has been verified; warnings everywhere."""

import re
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape

from plainsight.hotline_words import FROM_ABROAD, WARNINGS
from plainsight.locales import find_locale
from plainsight.publishing import check_publishing
from plainsight.render import render_site
from plainsight.settings import load_settings
from plainsight.site import load_site
from tests.conftest import ROOT

NONE_CHECKED = "We know of no other hotline here that somebody has checked lately."
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def site():
    """The repository's site in its source edition, under the rules of publishing."""
    site = load_site(replace(load_settings(ROOT / "pelicanconf.py"), locales=("en",)), TODAY)
    return replace(site, settings=replace(site.settings, publishing=True))


def pages(site) -> dict[str, str]:
    written = ((path, content) for path, content in render_site(site) if path.endswith(".html"))
    return {path: main(content.decode()) for path, content in written}


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def checked(site, **verified: date | None):
    """`site` with the lines of these ids (with _ for -) verified on a day, and no others."""
    days = {name.replace("_", "-"): day for name, day in verified.items()}
    countries = {
        code: replace(country, lines=tuple(replace(line, verified=days.get(line.id)) for line in country.lines))
        for code, country in site.countries.items()
    }
    assert not days.keys() - {line.id for country in countries.values() for line in country.lines}
    return replace(site, countries=countries)


def test_a_number_on_a_page_says_what_callers_from_abroad_must_know(site):
    """On every country's page, below each number: that it is known here only, or how it is dialled from elsewhere."""
    every = checked(
        site, **{line.id.replace("-", "_"): TODAY for country in site.countries.values() for line in country.lines}
    )
    found, seen = pages(every), set()
    for code, country in every.countries.items():
        html = found[f"en/country-{code}.html"]
        shown = [line for line in country.lines if f">{escape(line.name)}" in html]
        for channel in (channel for line in shown for channel in line.channels if channel.reach):
            seen.add(channel.reach)
            said = f'{channel.display}</bdi> </a> <span class="soft">{escape(FROM_ABROAD[channel.reach])}'
            if channel.reach != "no":
                said += f' <a href="tel:{channel.e164}"><bdi dir="ltr">{channel.other}</bdi></a>'
            assert f"{said}</span>" in " ".join(html.split())
    assert seen == FROM_ABROAD.keys()


def test_a_country_without_a_verified_line_still_helps(site):
    """Each has its emergency number, or says that it is not sure; says that no hotline was checked; leads to advice."""
    nothing = checked(site)
    found = pages(nothing)
    for code, country in nothing.countries.items():
        html = found[f"en/country-{code}.html"]
        assert NONE_CHECKED in html and 'href="help.html#advice"' in html
        assert all(f'href="{entry.href}"' in html for entry in country.emergency)
        assert bool(country.emergency) != ("We are not sure which emergency number works here." in html)
        assert "hotline box" not in html
    assert 'id="advice"' in found["en/help.html"]
    assert "<h2" in found["en/help.html"].partition('id="advice"')[2]


def test_a_hotline_that_nobody_checked_is_no_safe_alternative(site):
    """Where a publisher shows unverified lines, and in preview, the way to advice stands below them all the same."""
    for changed in ({"hotline_show_unverified": True}, {"publishing": False}):
        found = pages(replace(checked(site, us_nhth=TODAY), settings=replace(site.settings, **changed)))
        for code in site.countries:
            html = found[f"en/country-{code}.html"]
            assert ('href="help.html#advice"' in html) == (code != "us"), code
            assert html.find("hotline box") < html.index("help.html#advice") if code != "us" else True


def test_any_verified_line_without_a_warning_is_an_alternative(site):
    """Where no trafficking line is verified, a verified one for children, violence or work is shown in its place."""
    html = pages(checked(site, de_hilfetelefon=TODAY))["en/country-de.html"]
    assert html.count('class="hotline box"') == 1 and NONE_CHECKED not in html


def test_a_line_with_a_warning_is_no_safe_alternative(site):
    """It is shown, with its warning before its number; and the way to advice stands below it."""
    html = pages(checked(site, jo_mol=TODAY))["en/country-jo.html"]
    warning = html.index(WARNINGS["workers-without-papers-reported"])
    assert warning < html.index("tel:+96280022208")
    assert NONE_CHECKED in html and 'href="help.html#advice"' in html


def test_every_dangerous_line_carries_its_warning(site):
    """In preview too: the warning stands before the first number of the line."""
    warned = [line for country in site.countries.values() for line in country.lines if line.warnings]
    assert len(warned) > 10
    preview = replace(site, settings=replace(site.settings, publishing=False))
    found = pages(preview)
    for line in warned:
        own = re.findall(r"<article.*?</article>", found[f"en/country-{line.id[:2]}.html"], re.DOTALL)
        own = [article for article in own if f"<h3>{escape(line.name)}</h3>" in article]
        assert own or line.status == "stale"
        for article in own:
            for warning in line.warnings:
                assert article.index(str(escape(WARNINGS[warning]))) < article.index("<ul")


def test_the_publisher_hears_of_each_country_without_a_verified_line(site):
    """A warning for each; an error for the home country."""
    findings = check_publishing(checked(site))
    levels = {finding.where.rpartition("/")[2]: finding.level for finding in findings if "hotlines/" in finding.where}
    assert len(levels) == len(site.countries)
    assert [name for name, level in levels.items() if level == "error"] == [f"{site.settings.home_country}.toml"]


def test_the_page_of_all_countries_has_each_once(site):
    """94 countries, by region, each a link with its name."""
    html = pages(site)["en/help.html"]
    index = html.partition('class="country-index ')[2]
    for code in site.countries:
        assert index.count(f'href="country-{code}.html"') == 1
    names = find_locale("en").babel.territories
    assert names["DE"] in index and '<bdi lang="de" dir="ltr">Deutschland</bdi>' in index
    assert [region for region in ("002", "009", "019", "142", "150") if f'id="region-{region}"' not in index] == []
