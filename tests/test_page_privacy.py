import pytest

from plainsight.page_facts import read_page
from plainsight.page_privacy import NO_FORM, FormRules, check_privacy, form_rules, is_foreign, loaded
from plainsight.tip_encryption import SCRIPT, load_script
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
    """A link or a telephone number needs no permission to send forms, and no page but the form's has one."""
    rules = form_rules(TipSettings(endpoint="https://tips.hotline.org/v1"))
    assert list(rules) == ["tip.html", ""]
    post = rules["tip.html"]
    assert (post.action, post.sources) == ("https://tips.hotline.org/v1", {"https://tips.hotline.org"})
    assert post.connect == post.sources and not post.scripts
    for mode in ("link", "phone"):
        assert form_rules(TipSettings(mode=mode, endpoint="https://tips.hotline.org/v1")) == {}


def test_a_script_sends_only_from_the_page_of_the_form():
    """No page but the form's may send by script, and there only once, without cookies, and not from its head."""
    rules = form_rules(TipSettings(endpoint="https://tips.hotline.org/v1"))["tip.html"]
    good = '<body><form></form><script>fetch(way.action,{credentials:"omit"})</script>'
    for page, forms, names in (
        (good, rules, []),
        (good, NO_FORM, ["fetch", "credentials"]),
        (good.replace("<form></form>", ""), rules, ["fetch", "credentials"]),
        (good.replace("omit", "include"), rules, ["credentials"]),
        (good.replace("fetch(", "fetch(a),fetch("), rules, ["fetch", "fetch"]),
        (good.replace("<body><form>", "<head>") + "<body><form>", rules, ["fetch", "credentials"]),
        (good.replace("fetch(", "localStorage.a=fetch("), rules, ["localStorage"]),
    ):
        found = [
            what.split()[-1].rstrip(".")
            for _, what, _ in check_privacy(read_page(page), forms)
            if "a script uses" in what
        ]
        assert found == names


def test_the_only_script_with_a_file_of_its_own_encrypts():
    """A page may load the script that encrypts tips, with its hash, where a form encrypts; and no other, nowhere."""
    key = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
    encrypting = TipSettings(endpoint="https://tips.hotline.org/v1", encrypt={"recipients": [key]})
    rules = form_rules(encrypting)["tip.html"]
    whole = f'<form></form><script src="../{SCRIPT}" integrity="{load_script().integrity}"></script>'

    def refused(page: str, forms: FormRules) -> bool:
        return any("loads the script" in what for _, what, _ in check_privacy(read_page(page), forms))

    assert not refused(whole, rules)
    assert refused(whole, form_rules(TipSettings(endpoint="https://tips.hotline.org/v1"))["tip.html"])
    assert refused(whole.replace("sha256-", "sha256-x"), rules) and refused(whole.replace("../", "//a.org/"), rules)
