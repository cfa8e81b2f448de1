import pytest

from plainsight.page_facts import read_page
from plainsight.page_links import check_ids, check_links, resolve

FILES = {"index.html", "en/index.html", "en/help.html", "ar/help.html", "en/a b.html"}


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("help.html", "en/help.html"),
        ("./help.html#x", "en/help.html"),
        ("../ar/help.html", "ar/help.html"),
        ("../index.html", "index.html"),
        ("#x", "en/saw.html"),
        ("a%20b.html", "en/a b.html"),
        ("../../out.html", "../out.html"),
        ("https://elsewhere.org/", None),
        ("//elsewhere.org/", None),
        ("/en/help.html", None),
        ("\\\\elsewhere.org", None),
        ("tel:123", None),
    ],
)
def test_a_link_is_resolved_as_in_browsers(href, target):
    """A link leads to the file that a browser opens, from file:// too."""
    assert resolve("en/saw.html", href) == target


@pytest.mark.parametrize(
    "href",
    [
        "help.html",
        "help.html#lines",
        "#lines",
        "a%20b.html",
        "https://elsewhere.org/",
        "http://elsewhere.org/a?b=c#d",
        "mailto:help@elsewhere.org",
        "tel:+18883737888",
        "tel:%238778",
        "tel:*123%23",
        "sms:233733",
        "sms:233733?body=HELP",
    ],
)
def test_a_good_link_passes(href):
    """No link that works is refused."""
    assert not faults(href)


@pytest.mark.parametrize(
    "href",
    [
        "",
        " help.html",
        "help.html#gone",
        "Help.html",
        "help",
        "../ar",
        "../ar/",
        ".",
        "../../out.html",
        "/en/help.html",
        "//elsewhere.org/",
        "https:help.html",
        "https://",
        "http://[",
        "ftp://elsewhere.org/",
        "javascript:go()",
        "JavaScript:go()",
        "data:text/html,x",
        "java\tscript:go()",
        "tel:",
        "tel:911 ",
        "tel:8778#",
        "tel:٩١١",
        "sms:233733?body=a b",
        "..\\ar\\help.html",
    ],
)
def test_a_bad_link_never_passes(href):
    """A link that leads nowhere, elsewhere than it says, or runs something is refused."""
    assert faults(href)


def faults(href: str) -> list:
    facts = read_page(f'<a href="{href}">x</a><p id="lines">')
    return list(check_links("en/help.html", facts, FILES, {"en/help.html": {"lines"}}))


def test_ids_are_unique_and_can_be_named():
    """A link to an id leads to one place."""
    assert not list(check_ids(read_page('<p id="a"><p id="b">')))
    assert len(list(check_ids(read_page('<p id="a"><p id="a"><p id=""><p id="a b">')))) == 3
