"""The tip form in Firefox: what another engine does with the same page."""

import json
import subprocess

import pytest

from plainsight.tips import TipSettings
from tests.browser.firefox import open_firefox
from tests.browser.tip_site import tip_site
from tests.tools import find_age
from tests.twins.services import contract, formspree
from tests.twins.twin import Answer, running

pytestmark = pytest.mark.firefox

WORDS = "The shop sleeps three 😟 ဆိုင် المتجر"
SAID = "document.querySelector('.tip-form__say').innerText"


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    """One tab for all tests: a Firefox takes long to start."""
    with open_firefox(tmp_path_factory.mktemp("firefox"), "<title>Neutral</title>") as tab:
        yield tab


def write(tab, text: str) -> None:
    tab.evaluate(f"document.querySelector('#f-what').value = {json.dumps(text)}; null")


def press(tab) -> None:
    tab.evaluate("document.querySelector('.tip-form__send button').click(); null")


def test_a_tip_is_proved_and_going_back_shows_an_empty_form(tab, tmp_path):
    """What was typed arrives whole, nothing of the reader's goes along, and Back finds nothing."""
    with running(contract) as twin, tip_site(tmp_path, TipSettings(endpoint=f"{twin.origin}/tips")) as site:
        tab.open(f"{site.address}/ar/tip.html")
        write(tab, WORDS)
        tab.evaluate("document.querySelector('input[name=signs]').click(); null")
        press(tab)
        tab.wait_for("location.pathname.endsWith('/ar/tip-sent.html')")
        tab.go_back()
        tab.wait_for("location.pathname.endsWith('/ar/tip.html') && document.readyState == 'complete'")
        assert tab.evaluate("document.querySelector('#f-what').value") == ""
        assert tab.evaluate("document.querySelectorAll('input[name=signs]:checked').length") == 0
        assert tab.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    [kept] = twin.kept
    assert kept.first("what") == WORDS and kept.first("signs") == "vulnerability"
    assert "referer" not in kept.headers and "cookie" not in kept.headers
    assert kept.headers["origin"] == site.address.rpartition("/")[0], "the name of the site is all that a script tells"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(200, "<h1>Log in to our Wi-Fi</h1>", cors=True), "We are not sure that it arrived."),
        (Answer(303, headers={"Location": "/sent"}, cors=True), "We are not sure that it arrived."),
        (Answer(201, '{"ok": true}'), "We are not sure that it arrived."),
        (Answer(0), "We are not sure that it arrived."),
        (Answer(503, '{"errors": []}', cors=True), "It did not arrive."),
        (Answer(429, "{}", {"Retry-After": "7200"}, cors=True), "they take no more for now"),
        (Answer(422, '{"errors": [{"field": "what", "code": "odd"}]}', cors=True), "They did not take this answer."),
    ],
    ids=["login page", "redirect", "not readable", "broken", "not stored", "busy", "refused"],
)
def test_what_proves_nothing_is_not_called_success(tab, tmp_path, answer, said):
    """Success is shown only where it is proved; whatever else happens, the words stay and the page says what is known."""
    with (
        running(lambda twin, sent: answer) as twin,
        tip_site(tmp_path, TipSettings(endpoint=f"{twin.origin}/tips")) as site,
    ):
        tab.open(f"{site.address}/en/tip.html")
        write(tab, WORDS)
        press(tab)
        tab.wait_for("!document.querySelector('.tip-form__say').hidden")
        assert said in tab.evaluate(SAID)
        assert tab.evaluate("document.querySelector('#f-what').value") == WORDS


def test_only_the_receiver_can_open_what_firefox_encrypts(tab, tmp_path):
    """Firefox runs the script that encrypts, by its hash alone, and age opens what it sent."""
    found = find_age()
    assert found, "age was not found: run python -m tests.tools"
    key = tmp_path / "key.txt"
    subprocess.run([found[1], "-o", str(key)], check=True, capture_output=True)
    recipient = next(line.split()[-1] for line in key.read_text().splitlines() if "public key" in line)
    with running(contract) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": (recipient,)})
        with tip_site(tmp_path / "site", tip) as site:
            tab.open(f"{site.address}/en/tip.html")
            assert tab.evaluate("document.querySelector('[data-closed]').hidden")
            write(tab, WORDS)
            press(tab)
            tab.wait_for("location.pathname.endsWith('/en/tip-sent.html')")
    [kept] = twin.kept
    assert "shop" not in kept.body.decode()
    command = [found[0], "--decrypt", "-i", str(key)]
    plain = subprocess.run(command, input=kept.first("what").encode(), check=True, capture_output=True).stdout
    assert json.loads(plain)["what"] == WORDS and len(plain) == 4096


def test_a_changed_script_does_not_run(tab, tmp_path):
    """Where somebody has changed the script that encrypts, Firefox refuses it, and there is no form."""
    key = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
    with running(contract) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": (key,)})
        with tip_site(tmp_path, tip) as site:
            script = site.built.output / "tip-encrypt.js"
            script.write_bytes(script.read_bytes() + b"\n")
            tab.open(f"{site.address}/en/tip.html")
            assert not tab.evaluate("document.querySelector('[data-closed]').hidden")
            assert tab.evaluate("document.querySelector('.tip-form').hidden")


def test_a_country_whose_service_wants_a_referrer_gets_it(tab, tmp_path):
    """The page for everywhere says nothing of itself, and to that one service the name of the site, also natively."""
    with running(contract) as world, running(formspree) as there:
        route = {"adapter": "formspree", "endpoint": f"{there.origin}/f/abc", "options": {"success": {}}}
        tip = TipSettings(endpoint=f"{world.origin}/tips", routes={"mx": route})
        with tip_site(tmp_path, tip) as site:
            tab.open(f"{site.address}/en/tip.html")
            write(tab, WORDS)
            change = "s => { s.value = 'MX'; s.dispatchEvent(new Event('change', {bubbles: true})) }"
            tab.evaluate(f"({change})(document.querySelector('#f-where_country')); null")
            press(tab)
            tab.wait_for("location.pathname == '/thanks'")
    assert there.kept[0].headers["referer"].count("/") == 3 and world.sent == []
