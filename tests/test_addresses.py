"""The address of a page may say less than the name of its source."""

import re

import pytest

from plainsight.findings import Refused
from plainsight.page_facts import read_page
from plainsight.settings import load_settings
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


def test_pages_that_everything_leads_to_keep_their_names(with_address):
    """A hotline's endpoint, the theme and the checks of written files know them by name."""
    page = with_address / "content" / "pages" / "safety.md"
    page.write_text(page.read_text().replace("+++\n", '+++\naddress = "notes"\n', 1))
    with pytest.raises(Refused, match="every page leads to safety by its name"):
        build(with_address)
