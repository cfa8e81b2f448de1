"""The tip form in browsers that are old, slow or odd: then it is the native form, with every word in it."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plainsight.tips import TipSettings
from tests.browser.tip_site import open_page, press, tip_site
from tests.twins.services import contract, salesforce
from tests.twins.twin import Answer, running

KEY = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
LACKING = {
    "fetch": "delete window.fetch",
    "AbortController": "delete window.AbortController",
    "flatMap": "delete Array.prototype.flatMap",
    "crypto": "Object.defineProperty(window, 'crypto', {value: undefined})",
    "random numbers": "Crypto.prototype.getRandomValues = () => { throw new Error() }",
    "JSON": "JSON.parse = () => { throw new Error() }",
}


@pytest.fixture(scope="module")
def hotline(tmp_path_factory):
    """A site and the twin of its endpoint."""
    with (
        running(contract) as twin,
        tip_site(tmp_path_factory.mktemp("old"), TipSettings(endpoint=f"{twin.origin}/tips")) as site,
    ):
        yield site, twin


@pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING)
def test_without_what_the_script_needs_the_form_is_native(browser, hotline, lacking):
    """Where the browser lacks something, the script steps aside, and the browser sends the form itself."""
    site, twin = hotline
    twin.sent.clear()
    with open_page(browser, f"{site.address}/en/signs.html") as page:
        page.add_init_script(lacking)
        page.goto(f"{site.address}/en/tip.html")
        page.locator("#f-what").fill("words")
        press(page)
        page.wait_for_url("**/sent")
    assert len(twin.sent) == 1 and twin.sent[0].first("what") == "words"
    assert "application/json" not in twin.sent[0].headers["accept"]


def test_a_script_that_cannot_be_read_leaves_the_form_and_the_exit(browser, hotline):
    """A browser that does not know the language of the script sends the form itself, and the exit still works."""
    site, twin = hotline
    twin.sent.clear()
    whole = (site.built.output / "en" / "tip.html").read_text(encoding="utf-8")
    broken = re.sub(r"<meta http-equiv[^>]*>", "", whole).replace("<script>(()=>{", "<script>(()=>{ 1 ??? 2;")
    assert broken.count("???") == 1
    with open_page(browser, f"{site.address}/en/signs.html") as page:
        page.route("**/en/tip.html", lambda route: route.fulfill(body=broken, content_type="text/html"))
        page.route("https://**", lambda route: route.fulfill(body="<title>Neutral</title>", content_type="text/html"))
        page.goto(f"{site.address}/en/tip.html")
        page.locator("#f-what").fill("words")
        press(page)
        page.wait_for_url("**/sent")
        page.goto(f"{site.address}/en/tip.html")
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url("https://**")
    assert twin.sent[0].first("what") == "words"


@pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING)
def test_what_a_native_form_could_not_send_stays_hidden(browser, tmp_path, lacking):
    """Where the script steps aside, neither a form that must encrypt nor a question without a place can be used."""
    with (
        running(contract) as twin,
        tip_site(
            tmp_path / "sealed", TipSettings(endpoint=f"{twin.origin}/tips", encrypt={"recipients": (KEY,)})
        ) as site,
        open_page(browser, f"{site.address}/en/signs.html") as page,
    ):
        page.add_init_script(lacking)
        page.goto(f"{site.address}/en/tip.html")
        assert page.locator("[data-closed]").is_visible() and not page.locator(".tip-form").is_visible()
        assert page.locator(".tip-form :is(input, textarea, select):enabled:not([type=hidden])").count() == 0
    orgid = {"hidden": {"orgid": "00D000000000001"}}
    with (
        running(salesforce) as twin,
        tip_site(
            tmp_path / "fixed",
            TipSettings(adapter="salesforce", endpoint=f"{twin.origin}/servlet/servlet.WebToCase", options=orgid),
        ) as site,
        open_page(browser, f"{site.address}/en/signs.html") as page,
    ):
        page.add_init_script(lacking)
        page.goto(f"{site.address}/en/tip.html")
        assert not page.locator('[data-field="told_others"]').is_visible()


def test_what_was_typed_before_the_page_was_whole_stays(browser, hotline):
    """On a slow network somebody types before the script has come: it takes nothing away."""
    site, twin = hotline
    twin.sent.clear()
    whole = (site.built.output / "en" / "tip.html").read_bytes()
    cut = whole.index(b"</form>")
    rest = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(whole[:cut])
            self.wfile.flush()
            rest.wait(30)
            self.wfile.write(whole[cut:])

        def log_message(self, *arguments) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with open_page(browser, f"{site.address}/en/signs.html") as page:
            page.goto(f"http://127.0.0.1:{server.server_port}/en/tip.html", wait_until="commit")
            page.locator("#f-what").fill("words")
            page.locator("input[name=signs]").first.check()
            rest.set()
            page.wait_for_load_state("load")
            assert page.locator("#f-what").input_value() == "words"
            with page.expect_response("**/tips") as answered:
                press(page)
            assert answered.value.status == 201
        assert twin.sent[0].first("what") == "words" and twin.sent[0].first("signs") == "vulnerability"
    finally:
        rest.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "answer", [Answer(204), Answer(200, "x", {"Content-Disposition": "attachment"})], ids=["204", "file"]
)
def test_a_native_form_that_leads_nowhere_is_unknown(browser, tmp_path, answer):
    """Where an answer shows no page, the sender is told after a while that nobody knows, and can send again."""
    with running(lambda twin, sent: answer) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", options={"send": "native"})
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/signs.html") as page:
            page.clock.install()
            page.goto(f"{site.address}/en/tip.html")
            page.locator("#f-what").fill("words")
            with page.expect_request("**/tips"):
                press(page)
            page.clock.run_for(31_000)
            page.locator(".tip-form__say").wait_for()
            assert "We are not sure that it arrived." in page.locator(".tip-form__say").inner_text()
            assert page.locator("#f-what").input_value() == "words"
            with page.expect_request("**/tips"):
                press(page)
        assert len({sent.first("tip_id") for sent in twin.sent}) == 1 and len(twin.sent) == 2


def test_a_photo_can_be_chosen_again_after_a_native_form_came_back(browser, tmp_path):
    """Sending a photo natively takes nothing out of the form."""
    with running(lambda twin, sent: Answer(204)) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", options={"send": "native"}, fields=("what", "photo"))
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/tip.html") as page:
            page.locator("input[type=file]").set_input_files(
                {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"xyz"}
            )
            with page.expect_request("**/tips"):
                press(page)
            page.wait_for_timeout(200)
            assert b"xyz" in twin.sent[0].body
            assert page.locator("input[type=file]").evaluate("input => input.files.length") == 1
