import pytest

from plainsight.page_facts import read_page
from plainsight.page_privacy import form_rules, is_foreign, loaded
from plainsight.tips import TipSettings


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ('<img src="a.png" srcset="b.png 1x, //c.org/d.png 2x">', ["a.png", "b.png", "//c.org/d.png"]),
        ('<video poster="a.png" src="b.mp4">', ["b.mp4", "a.png"]),
        ('<link rel="icon" href="a.png">', ["a.png"]),
        ('<link rel="canonical" href="https://a.org/">', []),
        ('<svg><use href="//a.org/b.svg#c"/></svg>', ["//a.org/b.svg#c"]),
        ('<svg><image xlink:href="https://a.org/b.png"/></svg>', ["https://a.org/b.png"]),
        ('<table background="https://a.org/b.png">', ["https://a.org/b.png"]),
        ('<img src="data:image/gif;base64,x">', []),
        ('<a href="https://a.org/">x</a>', []),
    ],
)
def test_everything_that_a_browser_opens_by_itself_is_known(html, urls):
    """No request escapes the checks because of the attribute that it hides in; links are no requests."""
    assert [url for element in read_page(html).elements for url in loaded(element)] == urls


@pytest.mark.parametrize(
    "url", ["https://a.org", "//a.org", "\\\\a.org", "/\\a.org", " \n//a.org", "HTTPS:a", "javascript:x"]
)
def test_an_address_elsewhere_is_foreign(url):
    """An address that leads out of the site is never taken for a file of it."""
    assert is_foreign(url)


@pytest.mark.parametrize("url", ["", "a.html", "./a:b.html", "../a.html", "#a", "?a=b:c", "/a.html"])
def test_an_address_here_is_not_foreign(url):
    """An address within the site is not refused as a third party."""
    assert not is_foreign(url)


def test_only_the_mode_post_has_a_form():
    """A link or a telephone number needs no permission to send forms."""
    post = form_rules(TipSettings(endpoint="https://tips.hotline.org/v1"))
    assert (post.action, post.sources) == ("https://tips.hotline.org/v1", {"https://tips.hotline.org"})
    for mode in ("link", "phone"):
        rules = form_rules(TipSettings(mode=mode, endpoint="https://tips.hotline.org/v1"))
        assert (rules.action, rules.sources) == ("", frozenset())
