"""The local endpoint, asked by a real browser from a page of another site: what a script may send and read."""

import pytest

from tests.browser.browser import open_tab
from tests.browser.conftest import serve_folder
from tests.endpoint_process import EndpointProcess

ASK = """async ([url, json]) => {
    try {
        const body = json ? JSON.stringify({what: "မြန်မာ", form_version: "test"}) : new URLSearchParams({what: "မြန်မာ"});
        const headers = {Accept: "application/json", ...(json ? {"Content-Type": "application/json"} : {})};
        const answer = await fetch(url, {method: "POST", body, headers, credentials: "omit", referrerPolicy: "no-referrer"});
        return [answer.status, answer.headers.get("Retry-After"), answer.type, await answer.text()];
    } catch (error) { return ["unknown", error.name]; }
}"""


@pytest.fixture
def page(browser, tmp_path):
    """A page of a site that is not the endpoint's."""
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title>")
    server = serve_folder(tmp_path)
    with open_tab(browser) as page:
        page.goto(f"http://127.0.0.1:{server.server_port}/page.html")
        yield page
    server.shutdown()


@pytest.mark.parametrize("json", [False, True], ids=["as a form", "as JSON, with a preflight"])
def test_a_script_of_another_site_reads_its_proof(page, tmp_path, json):
    """A browser lets a script of the site send a tip and read that it was stored, whichever way it is sent."""
    with EndpointProcess(tmp_path) as running:
        status, _, kind, body = page.evaluate(ASK, [f"{running.address}/tips", json])
    assert (status, kind) == (201, "cors") and '"ok": true' in body


@pytest.mark.parametrize("fail, wait", [("413", None), ("422", None), ("429", "10"), ("503", "60")])
def test_a_script_reads_each_refusal_and_how_long_to_wait(page, tmp_path, fail, wait):
    """A browser lets a script read why a tip was refused, and the time to wait, which it hides unless it is exposed."""
    with EndpointProcess(tmp_path, fail=fail) as running:
        status, told, _, body = page.evaluate(ASK, [f"{running.address}/tips", False])
    assert (status, told) == (int(fail), wait) and '"errors"' in body


@pytest.mark.parametrize("fail", ["drop", "captive"])
def test_what_cannot_be_read_is_unknown(page, tmp_path, fail):
    """A broken connection and a login page give a script no answer at all: it can only say that it does not know."""
    with EndpointProcess(tmp_path, fail=fail) as running:
        assert page.evaluate(ASK, [f"{running.address}/tips", False]) == ["unknown", "TypeError"]
