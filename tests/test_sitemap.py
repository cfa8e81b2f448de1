"""plainsight.sitemap: what search engines are told, and from when on a page counts as translated."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from plainsight.build import build
from plainsight.extract import extract_templates
from plainsight.findings import Refused
from plainsight.output import read_manifest
from plainsight.po_write import format_po
from plainsight.settings import load_settings, parse_settings
from tests.conftest import Built, build_into

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def with_address(project, address="https://rights.ngo/help & hope/", **changes) -> Built:
    settings = load_settings(project / "pelicanconf.py")
    return build_into(replace(settings, site_url=address, **changes), project / "output")


def read(built: Built) -> dict[str, list[tuple[str, str]]]:
    """The alternates (language, address) of each address in the sitemap."""
    root = ElementTree.fromstring((built.output / "sitemap.xml").read_bytes())  # noqa: S314 (we wrote it)
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    found = {}
    for url in root:
        assert [child.tag for child in url][:1] == [f"{{{NAMES['s']}}}loc"]
        links = url.findall("x:link", NAMES)
        assert len(url) == 1 + len(links) and all(link.get("rel") == "alternate" for link in links)
        address = url.findtext("s:loc", namespaces=NAMES)
        assert address not in found
        found[address] = [(link.get("hreflang"), link.get("href")) for link in links]
    return found


def test_without_an_address_there_is_none(golden):
    """A preview has no address, so it has no sitemap."""
    assert not (golden.output / "sitemap.xml").exists()


def test_it_lists_the_pages_as_they_were_written(project):
    """Each written page is listed once, but for those that nobody should find by searching, and the untranslated ones."""
    built = with_address(project, page_translated_percent=1)
    base = "https://rights.ngo/help%20&%20hope/"
    wanted = {base + page for page in built.pages() if page.rpartition("/")[2] not in ("404.html", "tip-sent.html")}
    listed = read(built)
    assert (
        listed.keys() <= wanted
        and {url for url in wanted - listed.keys() if "/en/" in url or "country" in url} == set()
    )
    assert base + "index.html" in listed and base + "ar/help.html" in listed
    assert "sitemap.xml" in read_manifest(built.output)


def test_it_keeps_the_rules_of_sitemaps(project):
    """One host, absolute ASCII addresses below the sitemap's folder, no more of them than allowed, UTF-8."""
    built = with_address(project)
    listed = read(built)
    assert len(listed) <= 50_000 and len((built.output / "sitemap.xml").read_bytes()) <= 50_000_000
    for address in [*listed, *(href for links in listed.values() for _, href in links)]:
        assert address.isascii() and len(address) < 2048 and " " not in address
        assert urlsplit(address)[:2] == ("https", "rights.ngo") and address.startswith(
            "https://rights.ngo/help%20&%20hope/"
        )


def test_alternates_name_each_other(project):
    """Each page names itself, the same page in every edition that is listed, and the page of languages for all others."""
    built = with_address(project)
    listed = read(built)
    base = "https://rights.ngo/help%20&%20hope/"
    assert listed.pop(base + "index.html") == []
    for address, links in listed.items():
        languages = dict(links)
        assert len(languages) == len(links) and languages.pop("x-default") == base + "index.html"
        tag, _, name = address.removeprefix(base).partition("/")
        assert languages[tag] == address
        for other, href in languages.items():
            assert href == f"{base}{other}/{name}" and listed[href] == links


def test_a_page_with_few_translated_words_is_not_listed(project):
    """Below the threshold a page says so to its reader, and search engines do not hear of it; above it, both change."""
    notice = '<p class="fallback-notice'
    few = with_address(project)
    assert notice in (few.output / "de" / "index.html").read_text()
    everything = [*read(few), *(href for links in read(few).values() for _, href in links)]
    assert not any("/de/index.html" in url for url in everything)
    for name in ("index.html", "ar/index.html"):
        html = (few.output / name).read_text()
        assert 'de/index.html" lang="de"' in html and 'hreflang="de"' not in html and 'hreflang="en"' in html
    enough = with_address(project, page_translated_percent=1)
    assert notice not in (enough.output / "de" / "index.html").read_text()
    assert any("/de/index.html" in url for url in read(enough))
    assert 'hreflang="de"' in (enough.output / "ar" / "index.html").read_text()


@pytest.mark.parametrize("percent", [0, -1, 101, "90", True])
def test_the_threshold_is_a_percentage(project, percent):
    """A threshold that no page could be measured by is refused."""
    with pytest.raises(Refused, match="PAGE_TRANSLATED_PERCENT"):
        parse_settings({"PAGE_TRANSLATED_PERCENT": percent}, project / "pelicanconf.py")


def test_pseudo_locales_are_never_listed(project):
    """Only test builds have them, and no search engine should."""
    for domain, template in extract_templates(project).items():
        (project / "translations" / f"{domain}.pot").write_text(format_po(template), encoding="utf-8")
    settings = load_settings(project / "pelicanconf.py")
    settings = replace(settings, site_url="https://rights.ngo", locales=("en", "en_XA"), output=project / "output")
    build(settings, today=date(2026, 11, 24))
    assert b"en-XA" not in (project / "output" / "sitemap.xml").read_bytes()
