"""The tip journey, from the form to the hotline's store: byte for byte, with script and without."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn

from plainsight.endpoint import endpoint
from plainsight.ports import reserve_ports
from plainsight.settings import load_settings
from plainsight.tip_store import open_store, read_tips
from tests.browser.browser import PHONE, open_tab
from tests.browser.conftest import serve_folder
from tests.conftest import ROOT, build_into

TEXTS = {
    "en": "Three people sleep in the shop 😟 & “never” leave <b>it</b>\nsecond line",
    "ar": "رأيت ثلاثة أشخاص ينامون في المتجر 😟\nولا يخرجون أبدًا ١٢٣",
    "my": "ဆိုင်ထဲမှာ လူသုံးယောက် အိပ်နေတယ် 😟\nဘယ်တော့မှ မထွက်ရဘူး ၁၂၃",
}


@pytest.fixture(scope="module")
def hotline(tmp_path_factory):
    """A built site whose form posts to a running endpoint: the address of the site, and the store."""
    folder = tmp_path_factory.mktemp("hotline")
    site_socket, tip_socket = reserve_ports(0, 0)
    site_socket.close()
    output = folder / "output"
    output.mkdir()
    server = serve_folder(folder)
    site = f"http://127.0.0.1:{server.server_port}/output"
    settings = load_settings(ROOT / "pelicanconf.py")
    tip = replace(settings.tip, endpoint=f"http://127.0.0.1:{tip_socket.getsockname()[1]}/tips", targets=(site,))
    built = build_into(replace(settings, tip=tip), output)
    store = folder / "tips.sqlite3"
    open_store(store)
    pages = {edition.locale.tag: f"{site}/{edition.locale.tag}/done.html" for edition in built.site.editions}
    running = uvicorn.Server(uvicorn.Config(endpoint(store, pages), log_level="error", access_log=False))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [tip_socket]}, daemon=True)
    thread.start()
    yield site, store
    running.should_exit = True
    thread.join(10)
    server.shutdown()


def newest(store: Path) -> dict:
    return read_tips(store)[0].answers


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_a_tip_arrives_byte_for_byte(browser, hotline, tag, script):
    """What somebody types in their own script is what the hotline reads, and the sender is told in their language."""
    site, store = hotline
    before = len(read_tips(store))
    with open_tab(browser, viewport=PHONE, java_script_enabled=script) as page:
        page.goto(f"{site}/{tag}/contact.html")
        page.locator("textarea[name=what]").fill(TEXTS[tag])
        page.locator("input[name=where]").fill("Καφέ «Ω», 5°")
        page.locator("input[name=signs]").first.check()
        page.locator("input[name=signs]").nth(1).check()
        page.locator("form button[type=submit]").click()
        page.wait_for_url(f"{site}/{tag}/done.html")
        assert "what" not in page.url and "?" not in page.url
        assert page.locator("html").get_attribute("lang") == tag
    assert len(read_tips(store)) == before + 1
    answers = newest(store)
    assert answers["what"] == (TEXTS[tag].replace("\n", "\r\n"),)
    assert answers["where"] == ("Καφέ «Ω», 5°",)
    assert len(answers["signs"]) == 2
    assert answers["form_lang"] == (tag,)
    assert bool(answers["tip_id"][0]) is script


def test_back_after_sending_shows_an_empty_form(browser, hotline):
    """Whoever takes the phone next does not read what was sent."""
    site, _ = hotline
    with open_tab(browser, viewport=PHONE) as page:
        page.goto(f"{site}/en/contact.html")
        page.locator("textarea[name=what]").fill("secret")
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/done.html")
        page.go_back()
        page.wait_for_url("**/contact.html")
        assert page.locator("textarea[name=what]").input_value() == ""


def test_nothing_but_a_tip_still_sends(browser, hotline):
    """No field but one is needed, and a browser's own validation never stops a sender."""
    site, store = hotline
    with open_tab(browser) as page:
        page.goto(f"{site}/es/contact.html")
        assert page.locator("form[method=post]").get_attribute("novalidate") is not None
        assert page.locator("[required]").count() == 0
        page.locator("textarea[name=what]").fill("x")
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/es/done.html")
        assert newest(store)["what"] == ("x",)
