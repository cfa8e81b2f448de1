"""A tip that only the hotline can open: Debian's own age decrypts what the browser has sent."""

import json
import subprocess
from pathlib import Path

import pytest

from plainsight.tips import TipSettings
from tests.browser.browser import accessibility_violations
from tests.browser.tip_site import open_page, press, tip_site
from tests.tools import find_age
from tests.twins.services import contract, salesforce
from tests.twins.twin import Answer, running

WORDS = {"what": "The shop sleeps three 😟\nline two", "where": "ဆိုင် Καφέ", "contact": "blue-door-77"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> tuple[Path, str]:
    """A key pair as a hotline makes it: the file of the secret key, and the recipient."""
    found = find_age()
    assert found, "age was not found: run python -m tests.tools"
    path = tmp_path_factory.mktemp("age") / "key.txt"
    subprocess.run([found[1], "-o", str(path)], check=True, capture_output=True)
    recipient = next(line.split()[-1] for line in path.read_text().splitlines() if "public key" in line)
    return path, recipient


def decrypt(keys, armor: str) -> bytes:
    command = [find_age()[0], "--decrypt", "-i", str(keys[0])]
    return subprocess.run(command, input=armor.encode(), check=True, capture_output=True).stdout


def fill(page) -> None:
    for name, text in WORDS.items():
        page.locator(f"#f-{name}").fill(text)
    page.locator("input[name=signs]").nth(0).check()
    page.locator("input[name=signs]").nth(7).check()
    page.locator("input[name=about][value=someone]").check()


def test_only_the_receiver_can_open_what_was_sent(browser, keys, tmp_path):
    """No word of any answer is in the request; age opens it, whole; its length says little."""
    sizes = set()
    with running(contract) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": (keys[1],)})
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/tip.html") as page:
            assert "encrypts what you write before it is sent" in page.locator(".tip-form").inner_text()
            assert not page.locator("[data-closed]").is_visible()
            assert accessibility_violations(page) == []
            fill(page)
            press(page)
            page.wait_for_url("**/en/tip-sent.html")
            page.goto(f"{site.address}/en/tip.html")
            page.locator("#f-what").fill("x" * 2000)
            press(page)
            page.wait_for_url("**/en/tip-sent.html")
        first, second = twin.kept
        body = first.body.decode()
        for plain in (*WORDS.values(), "Shop", "shop", "someone", "wages", "vulnerability", "not_asked"):
            assert plain not in body and plain not in str(first.answers).replace("\\n", "\n")
        assert {name for name, _ in first.answers} == {"form_lang", "form_version", "tip_id", "what"}
        plain = decrypt(keys, first.first("what"))
        tip = json.loads(plain)
        assert {name: tip[name].replace("\r\n", "\n") for name in WORDS} == WORDS
        assert tip["signs"] == ["vulnerability", "wages"] and tip["about"] == "someone"
        sizes = {len(plain), len(decrypt(keys, second.first("what")))}
    assert sizes == {4096}


def test_a_repeat_is_the_same_bytes_and_more_is_not(browser, keys, tmp_path):
    """Sent again unchanged a tip is the same ciphertext, by which the endpoint knows it; with more in it, it is another."""
    with running(contract) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": (keys[1],)})
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/tip.html") as page:
            twin.behave = lambda _, sent: Answer(0)
            page.locator("#f-what").fill("words")
            for text in ("words", "words", "words and more"):
                page.locator("#f-what").fill(text)
                press(page)
                page.locator(".tip-form__say").wait_for()
            twin.behave = contract
            press(page)
            page.wait_for_url("**/en/tip-sent.html")
            page.go_back()
            page.locator("#f-what").fill("words and more")
            press(page)
            page.wait_for_url("**/en/tip-sent.html")
    first, again, more, last, other = twin.sent
    assert first.body == again.body and more.body == last.body != first.body
    assert len({sent.first("tip_id") for sent in (first, again, more, last)}) == 1
    assert other.first("tip_id") != last.first("tip_id") and other.first("what") != last.first("what")


def test_without_script_nothing_can_be_sent_in_the_open(browser, keys, tmp_path):
    """Where the device cannot encrypt, there is no form, and the page says so and whom to call."""
    with running(contract) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": [keys[1]]})
        with tip_site(tmp_path, tip) as site:
            with open_page(browser, f"{site.address}/en/tip.html", script=False) as page:
                assert "So there is no form here." in page.locator("[data-closed]").inner_text()
                assert page.locator('[data-closed] a[href="help.html"]').is_visible()
                assert not page.locator(".tip-form").is_visible()
                assert page.locator(".tip-form :is(input, textarea, select):enabled:not([type=hidden])").count() == 0
            with open_page(browser, f"{site.address}/en/signs.html") as page:
                page.route("**/tip-encrypt.js", lambda route: route.abort())
                page.goto(f"{site.address}/en/tip.html")
                assert page.locator("[data-closed]").is_visible() and not page.locator(".tip-form").is_visible()
            with open_page(browser, f"{site.address}/en/signs.html") as page:
                changed = "window.encryptTip=()=>Promise.resolve('in the open')"
                page.route(
                    "**/tip-encrypt.js", lambda route: route.fulfill(body=changed, content_type="text/javascript")
                )
                page.goto(f"{site.address}/en/tip.html")
                assert page.locator("[data-closed]").is_visible(), "a changed script must not run"
        assert twin.sent == []


def test_a_publisher_may_allow_the_open_form(browser, keys, tmp_path):
    """Where the publisher allows it the form works without script, and says that it is not encrypted."""
    with running(contract) as twin:
        encrypt = {"recipients": [keys[1]], "plain_allowed": True}
        with tip_site(tmp_path, TipSettings(endpoint=f"{twin.origin}/tips", encrypt=encrypt)) as site:
            with open_page(browser, f"{site.address}/en/tip.html", script=False) as page:
                assert "is not encrypted on this device" in page.locator("[data-closed]").inner_text()
                page.locator("#f-what").fill("words")
                press(page)
                page.wait_for_url("**/sent")
            with open_page(browser, f"{site.address}/en/tip.html") as page:
                assert not page.locator("[data-closed]").is_visible()
                page.locator("#f-what").fill("words")
                press(page)
                page.wait_for_url("**/en/tip-sent.html")
        assert twin.kept[0].first("what") == "words"
        assert twin.kept[1].first("what").startswith("-----BEGIN AGE ENCRYPTED FILE-----")


def test_a_service_in_between_carries_only_ciphertext(browser, keys, tmp_path):
    """With fixed names as well, everything is in the one field that the receiver opens."""
    with running(salesforce) as twin:
        tip = TipSettings(
            adapter="salesforce",
            endpoint=f"{twin.origin}/servlet/servlet.WebToCase",
            options={"hidden": {"orgid": "00D000000000001"}},
            encrypt={"recipients": [keys[1]]},
        )
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/ar/tip.html") as page:
            fill(page)
            press(page)
            page.wait_for_url("**/servlet/**")
        [kept] = twin.kept
        armor, _, rest = kept.first("description").partition("-----END AGE ENCRYPTED FILE-----")
        assert json.loads(decrypt(keys, f"{armor}-----END AGE ENCRYPTED FILE-----\n"))["contact"] == WORDS["contact"]
        assert "blue-door" not in kept.body.decode() and rest.strip().startswith("tip_id: ")


def test_a_country_that_encrypts_is_never_sent_to_in_the_open(browser, keys, tmp_path):
    """Choosing a country whose hotline wants ciphertext encrypts for that hotline, or sends nothing."""
    with running(contract) as world, running(contract) as there:
        encrypt = {"recipients": [keys[1]]}
        routes = {"mx": {"endpoint": f"{there.origin}/tips", "encrypt": encrypt}}
        tip = TipSettings(endpoint=f"{world.origin}/tips", routes=routes)
        with tip_site(tmp_path, tip) as site:
            with open_page(browser, f"{site.address}/en/tip.html") as page:
                page.locator("#f-what").fill("secret")
                page.locator("#f-where_country").select_option("MX")
                press(page)
                page.wait_for_url("**/en/tip-sent.html")
            with open_page(browser, f"{site.address}/en/signs.html") as page:
                page.route("**/tip-encrypt.js", lambda route: route.abort())
                page.goto(f"{site.address}/en/tip.html")
                page.locator("#f-what").fill("secret")
                page.locator("#f-where_country").select_option("MX")
                press(page)
                page.locator(".tip-form__say").wait_for()
                assert "So it sends nothing." in page.locator(".tip-form__say").inner_text()
                assert page.locator("#f-what").input_value() == "secret"
                page.locator("#f-where_country").select_option("other")
                press(page)
                page.wait_for_url("**/en/tip-sent.html")
        assert len(there.kept) == 1 and "secret" not in there.kept[0].body.decode()
        assert world.kept[0].first("what") == "secret"
