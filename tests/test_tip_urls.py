"""plainsight.tip_urls"""

import pytest

from plainsight.tip_urls import check_address, is_loopback, origin

GOOD = ["https://tips.hotline.org/tips", "https://hotline.org:8443/f?form=3", "https://xn--e1afmkfd.org/"]
SECRETS = ["sig", "sv-sig", "key", "api_key", "API-KEY", "apikey", "x-functions-key", "code", "token", "access_token",
           "accessToken", "secret", "client_secret", "password", "auth", "signature", "subscriptionKey"]  # fmt: skip
UNSAFE = [
    "mailto:tips@hotline.org", "ftp://hotline.org/", "javascript:alert(1)", "//hotline.org/tips", "hotline.org/tips",
    "https:///tips", "https://", "https://hotline.org:99999/", "https://a;script-src *.org/", "https://a.org/ b",
    "https://a.org/\"><script>", "https://user:pass@hotline.org/", "https://горячая.рф/", "https://a,b.org/", "",
    None, 7,
]  # fmt: skip
LOCAL = ["http://127.0.0.1:8765/tips", "http://localhost/", "http://[::1]:80/", "http://127.9.9.9/"]
NOT_PUBLIC = ["https://localhost/", "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.1/", "https://[::1]/",
              "https://tips.example.org/", "https://example.com/f", "https://my.example/", "https://a.test/",
              "https://nas.local/", "https://intranet/", "https://0.0.0.0/"]  # fmt: skip


def check(url: object, publishing: bool) -> list[str]:
    """The findings about `url` as text."""
    return [str(found) for found in check_address("TIP_ENDPOINT", url, where="conf.py", publishing=publishing)]


@pytest.mark.parametrize("url", GOOD)
def test_public_https_is_fine_everywhere(url: str):
    """A public https address passes in preview and at publishing."""
    assert check(url, False) == check(url, True) == []


@pytest.mark.parametrize("url", UNSAFE)
def test_what_no_form_may_post_to_is_refused_everywhere(url: object):
    """Other schemes, mail, broken addresses and anything that could break out of a policy are refused."""
    assert check(url, False) and check(url, True)


@pytest.mark.parametrize("url", ["http://hotline.org/tips", "HTTP://hotline.org/"])
def test_open_http_is_refused_everywhere(url: str):
    """A tip never travels where everybody on the way can read it."""
    assert any("https:" in found for found in check(url, False)) and check(url, True)


@pytest.mark.parametrize("url", LOCAL)
def test_this_computer_is_for_preview_only(url: str):
    """An address of this computer is fine in a preview and refused at publishing."""
    assert is_loopback(url) and check(url, False) == []
    assert any("only this computer" in found for found in check(url, True))


@pytest.mark.parametrize("url", NOT_PUBLIC)
def test_example_and_private_addresses_are_refused_at_publishing(url: str):
    """An address that readers cannot reach, or that stands for an example, is not published."""
    assert check(url, False) == [] and check(url, True)


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "tips.0177", "10.1"])
def test_a_number_in_place_of_a_name_is_not_published(host: str):
    """Browsers read such a host as an address of a computer, and not always as the one that was meant."""
    (found,) = check(f"https://{host}/tips", True)
    assert "TIP_ENDPOINT" in found
    assert check("https://8.8.8.8/tips", True) == check("https://tips2.hotline4.org/tips", True) == []


@pytest.mark.parametrize("key", SECRETS)
def test_secret_in_the_address_is_refused_and_not_repeated(key: str):
    """Whatever is in the page, everybody can read: secrets are refused everywhere, and not shown again."""
    for publishing in (False, True):
        (found,) = check(f"https://hotline.org/f?id=1&{key}=hunter2", publishing)
        assert key in found and "secret" in found and "hunter2" not in found


@pytest.mark.parametrize("key", ["form", "lang", "v", "id", "monkey", "barcode", "keyboard", "signal"])
def test_ordinary_parameters_are_fine(key: str):
    """A parameter that is no secret is not taken for one."""
    assert check(f"https://hotline.org/f?{key}=1", True) == []


def test_fragment_is_refused():
    """A part after # is never sent, so it cannot be meant."""
    assert "#" in check("https://hotline.org/f#tips", False)[0]


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://Hotline.org/tips?x=1", "https://hotline.org"),
        ("http://127.0.0.1:8765/tips", "http://127.0.0.1:8765"),
        ("https://[::1]:80/", "https://[::1]:80"),
        ("mailto:a@b.org", None),
        ("https://a.org;script-src *", None),
        ("https://user@a.org/", None),
    ],
)
def test_origin_is_safe_to_print_in_a_policy(url: str, expected: str | None):
    """An origin has a scheme, a host and a port, and nothing that could add a directive."""
    assert origin(url) == expected
