"""The address of a page may say less than the name of its source."""

import re
from dataclasses import replace

import pytest

from plainsight import build as builder
from plainsight.build_part import check_site
from plainsight.findings import Refused
from plainsight.headers import HOSTS
from plainsight.page_facts import read_page
from plainsight.settings import Settings, load_settings
from tests.conftest import Built, build_into
from tests.test_trees import TREE

ABOUT = """+++
title = "Leaving safely"
address = "next"
pictogram = "door"
nav = 9
+++

Read [how it begins](leaving.md#start), or [use this site safely](safety.md).

## How it begins {#start}

With a plan.
"""


@pytest.fixture
def with_address(project):
    """The golden site with a page whose address is not its name, a page that leads to it, and questions."""
    pages = project / "content" / "pages"
    (pages / "leaving.md").write_text(ABOUT)
    with open(pages / "help.md", "a") as file:
        file.write("\n[Plan how to leave](leaving.md#start)\n")
    (project / "content" / "trees").mkdir()
    (project / "content" / "trees" / "leaving.toml").write_text(TREE)
    return project


def build(project) -> Built:
    return build_into(load_settings(project / "pelicanconf.py", site_url="https://example.org/"), project / "output")


def test_nothing_that_is_written_holds_the_name_of_the_source(with_address):
    """File, links, language menu, sitemap, canonical address and the questions have the address alone."""
    site = build(with_address)
    names = {path.rpartition("/")[2] for path in site.pages()}
    assert {"next.html", "next-1.html", "next-4.html"} <= names
    for path in site.output.rglob("*"):
        assert "leaving" not in path.name
        assert not path.is_file() or not re.search(rb"leaving(-\d+)?\.", path.read_bytes()), path
    links = {link.attributes["href"] for link in read_page((site.output / "en" / "help.html").read_text()).links}
    assert {"next.html", "next.html#start", "../ar/help.html"} <= links
    own = read_page((site.output / "ar" / "next.html").read_text(encoding="utf-8"))
    assert {"../en/next.html", "next-1.html"} <= {link.attributes["href"] for link in own.links}
    assert "https://example.org/en/next.html" in (site.output / "sitemap.xml").read_text()


def test_a_new_address_is_followed_by_every_page(with_address):
    """A build that keeps pages writes those anew that lead to the page, and removes the old file."""
    build(with_address)
    page = with_address / "content" / "pages" / "leaving.md"
    page.write_text(page.read_text().replace('address = "next"', 'address = "later"'))
    site = build(with_address)
    assert not (site.output / "en" / "next.html").exists()
    assert "later.html#start" in (site.output / "en" / "help.html").read_text()
    assert b"next.html" not in b"".join((site.output / path).read_bytes() for path in site.pages())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ('"What Next"', "leaving.md:3: address is 'What Next', which cannot be part of one."),
        ('"a/b"', "cannot be part of one"),
        ("7", "leaving.md:1: address is 7, which is no str."),
        ('"safety"', "which is that of content/pages/safety.md"),
        ('"index"', "which this site uses itself"),
        ('"country-us"', "which this site uses itself"),
        ('"tip-mx"', "which this site uses itself"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(with_address, address, expected):
    """Two pages never want one file, and no address needs escaping."""
    page = with_address / "content" / "pages" / "leaving.md"
    page.write_text(ABOUT.replace('"next"', address))
    with pytest.raises(Refused) as refused:
        build(with_address)
    assert expected in str(refused.value)


def test_the_step_of_a_tree_may_have_the_address_of_a_page_no_more_than_a_page(with_address):
    """The third question of the page `next` is `next-3.html`: no other page may be."""
    page = with_address / "content" / "pages" / "facts.md"
    page.write_text(ABOUT.replace('"next"', '"next-3"').replace("leaving.md", "facts.md"))
    with pytest.raises(Refused, match="next-3"):
        build(with_address)


RENAMED = {"help": "lines", "tip": "write", "tip-sent": "done", "safety": "notes"}


@pytest.fixture
def renamed(project):
    """The golden site in which every page has an address of its own that may have one, and a country its own form."""
    for slug, address in RENAMED.items():
        page = project / "content" / "pages" / f"{slug}.md"
        page.write_text(page.read_text().replace("+++\n", f'+++\naddress = "{address}"\n', 1))
    return project


def settings_of(project, **changes) -> Settings:
    loaded = load_settings(project / "pelicanconf.py", site_url="https://example.org/", header_files=tuple(HOSTS))
    tip = replace(loaded.tip, site_url="https://example.org/", **changes)
    return replace(loaded, tip=tip)


def test_pages_that_everything_leads_to_may_have_an_address_too(renamed):
    """No file, link, header, sitemap or form of a site knows the name of a source whose page has an address."""
    mexico = {"endpoint": "http://127.0.0.1:9/mx", "destination": {"name": "Línea"}}
    site = build_into(settings_of(renamed, routes={"mx": mexico}), renamed / "output")
    names = {path.rpartition("/")[2] for path in site.pages()}
    assert names == {
        "index.html",
        "404.html",
        "country-us.html",
        "write-mx.html",
        *(f"{a}.html" for a in RENAMED.values()),
    }
    old = re.compile(rb"\b(help|tip(-\w+)?|safety)(\\?\.html|$)", re.MULTILINE)
    for path in site.output.rglob("*"):
        assert not path.is_file() or not old.search(path.read_bytes()), path
    assert "write-mx.html" in (site.output / "ar" / "write.html").read_text(encoding="utf-8")


def test_a_form_keeps_its_policy_and_is_never_kept_by_a_cache_whatever_it_is_called(renamed):
    """The rules of the form's page follow its address, in the page, in its check, and in the files for hosts."""
    site = build_into(settings_of(renamed), renamed / "output")
    page = read_page((site.output / "ar" / "write.html").read_text(encoding="utf-8"))
    assert "form-action http://127.0.0.1:8765" in page.policies[0].attributes["content"]
    headers = (site.output / "_headers").read_text()
    assert "/*/write.html\n  Cache-Control: no-store" in headers and "/*/write\n  Cache-Control: no-store" in headers
    assert '<Files "write.html">' in (site.output / ".htaccess").read_text()
    assert '"~/write\\.html$" "no-store"' in (site.output / "headers.conf").read_text()
    urls = (site.output / "sitemap.xml").read_text()
    assert "/ar/write.html" in urls and "done.html" not in urls


@pytest.mark.parametrize("adapter", ["netlify", "formspree"])
def test_whoever_takes_a_tip_leads_to_the_confirmation_by_its_address(renamed, adapter):
    """A service that shows the site's own page afterwards is told where that is, and so is the script."""
    endpoint = "https://formspree.io/f/x" if adapter == "formspree" else ""
    site = build_into(settings_of(renamed, adapter=adapter, endpoint=endpoint), renamed / "output")
    page = (site.output / "ar" / "write.html").read_text(encoding="utf-8")
    assert 'data-sent="done.html"' in page
    led = 'action="done.html"' if adapter == "netlify" else 'value="https://example.org/ar/done.html"'
    assert led in page
    assert site.settings.tip != site.site.settings.tip


def test_a_site_with_all_addresses_goes_through_the_checks_again(renamed):
    """A second build keeps the pages as they are, and a page that leads nowhere is still named."""
    first = build_into(settings_of(renamed), renamed / "output")
    result = builder.build(first.settings)
    assert (result.written.changed, result.confirmation) == (0, "done.html")
    file = first.output / "en" / "write.html"
    page = file.read_text()
    uncalled = re.sub(r'href="(tel|sms):[^"]*"', 'href="404.html"', page)
    for text, is_lost in ((uncalled, False), (uncalled.replace('"lines.html', '"404.html'), True)):
        file.write_text(text)
        assert ("no way to a hotline" in "".join(map(str, check_site(first.site, first.output)))) == is_lost
    file.write_text(page.replace('"notes.html', '"404.html'))
    assert "no link to the page about using the site safely" in str(check_site(first.site, first.output)[0])
    file.write_text(page)
    assert check_site(first.site, first.output) == []


@pytest.mark.parametrize("slug", ["home", "404"])
def test_what_browsers_and_hosts_ask_for_by_name_keeps_it(project, slug):
    """The first page of an edition is its folder's index, and hosts look for 404.html."""
    page = project / "content" / "pages" / f"{slug}.md"
    page.write_text(page.read_text().replace("+++\n", '+++\naddress = "notes"\n', 1))
    with pytest.raises(Refused, match=f"browsers and hosts know {slug} by its name"):
        build(project)


@pytest.mark.parametrize("name", ["write-mx", "country-us", "index"])
def test_a_page_cannot_have_the_name_of_one_that_the_site_makes(renamed, name):
    """The form of a country, its page and the first page would be written over it."""
    (renamed / "content" / "pages" / f"{name}.md").write_text('+++\ntitle = "Mine"\n+++\n\nText.\n')
    with pytest.raises(Refused, match=f"{name}.md: has the name '{name}', which this site uses itself"):
        build(renamed)


def test_this_site_says_in_no_address_that_somebody_wrote_a_tip_or_hides(built):
    """What a history shows of our own pages could stand on any site."""
    files = " ".join(path.rpartition("/")[2] for path in built.pages())
    assert not re.search(r"\b(tip|tips|safety|safe|sent|report|trafficking|leaving)\b", files)
