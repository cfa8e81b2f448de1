"""plainsight.endpoint, _fail and _read: what scripts and trials are told, and the failures that are played."""

import asyncio
import json
import signal
import threading
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from plainsight import endpoint as module
from plainsight.endpoint import endpoint
from plainsight.endpoint_fail import FAILURES, check_failure, never_answer
from plainsight.findings import Refused
from plainsight.tip_store import count_tips, read_tips, store_tip
from tests.endpoint_process import EndpointProcess, send_all

SCRIPT = {"Accept": "application/json"}
TEXT = "မြန်မာ العربية 🆘"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tips.sqlite"


def client_of(store: Path, **options) -> TestClient:
    pages = {"en": "http://127.0.0.1:8000/en/tip-sent.html"}
    app = endpoint(store, pages, **options)
    return TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False)


@pytest.fixture
def client(store: Path) -> TestClient:
    return client_of(store)


def test_preflight_lets_a_script_send_json(client: TestClient):
    """A script on any site may ask whether it may send JSON, and is told yes, without credentials."""
    headers = {"Origin": "null", "Access-Control-Request-Method": "POST"}
    response = client.options("/tips", headers={**headers, "Access-Control-Request-Headers": "content-type"})
    assert response.status_code == 204 and response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "POST"
    assert response.headers["access-control-allow-headers"].lower() == "content-type"
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("fail", ["", "413", "422", "429", "503"])
def test_a_script_may_read_every_answer(store: Path, fail: str):
    """Failures are readable from another site too, and so is how long to wait: browsers hide it otherwise."""
    response = client_of(store, fail=fail).post("/tips", data={"what": "x"}, headers=SCRIPT)
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-expose-headers"] == "Retry-After"
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize("encoding", ["data", "json", "files"])
def test_a_trial_is_shown_what_the_store_holds(client: TestClient, encoding: str):
    """A script that sends a trial gets its tip back as it was read from the store; nothing but its own."""
    tip = {"what": TEXT, "leave_empty": "x", "form_version": "test-1", "signs": ["debt", "wages"]}
    files = {"photo": ("été.jpg", b"\xff" * 7, "image/jpeg")}
    sent = {"data": tip, "files": files} if encoding == "files" else {encoding: tip}
    shown = client.post("/tips", **sent, headers=SCRIPT).json()["test"]
    assert shown["answers"] == {
        **{name: [value] for name, value in tip.items() if name != "signs"},
        "signs": tip["signs"],
    }
    assert shown["flagged"] is True
    expected = [{"field": "photo", "name": "été.jpg", "bytes": 7}] if encoding == "files" else []
    assert shown["files"] == expected


def test_a_repeated_trial_is_shown_the_first_tip(client: TestClient):
    """The number of a tip that was sent again is that of the first, so that a check can see that it is one."""
    tip = {"what": "x", "form_version": "test", "tip_id": "r"}
    first, again = (client.post("/tips", data=tip, headers=SCRIPT).json()["test"]["tip"] for _ in range(2))
    other = client.post("/tips", data={**tip, "what": "y"}, headers=SCRIPT).json()["test"]
    assert first == again != other["tip"] and other["answers"]["what"] == ["y"]


def test_a_real_tip_is_not_shown_again(client: TestClient):
    """Only trials are shown: what somebody wrote does not travel back."""
    tip = {"what": "x", "form_version": "1"}
    assert client.post("/tips", data=tip, headers=SCRIPT).json() == {"ok": True}


def test_a_trial_stays_stored_when_it_cannot_be_read_back(client: TestClient, store: Path, monkeypatch):
    """A tip that is stored is a success, even where showing it fails."""

    def fail(path, id):
        raise OSError("disk")

    monkeypatch.setattr(module, "read_tip", fail)
    response = client.post("/tips", data={"what": "x", "form_version": "test"}, headers=SCRIPT)
    assert (response.status_code, response.json()) == (201, {"ok": True}) and len(read_tips(store)) == 1


def test_half_a_character_is_shown_to_a_trial(client: TestClient):
    """What UTF-8 has no form for comes back as it was sent."""
    content = b'{"what": "\\ud800 help", "form_version": "test"}'
    response = client.post("/tips", content=content, headers={**SCRIPT, "Content-Type": "application/json"})
    assert response.json()["test"]["answers"]["what"] == ["\ud800 help"]


@pytest.mark.parametrize("content", [b"what=caf%E9", b"what=caf\xe9"], ids=["escaped", "raw"])
def test_bytes_that_are_not_utf_8_are_kept(client: TestClient, store: Path, content: bytes):
    """An old browser's letters are stored in a way from which they can be made out."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/tips", content=content, headers=headers).status_code == 303
    (tip,) = read_tips(store)
    assert tip.answers["what"][0].encode("utf-8", "surrogateescape") == b"caf\xe9"
    assert "caf" in client.get("/").text


def test_repeated_names_in_json_are_all_kept(client: TestClient, store: Path):
    """A name that comes twice in JSON is a list, as in a form; inside an answer too."""
    content = b'{"what": "a", "what": ["b"], "more": {"x": 1, "x": 2}, "none": null, "list": [1]}'
    client.post("/tips", content=content, headers={"Content-Type": "application/json"})
    (tip,) = read_tips(store)
    assert tip.answers == {"what": ("a", "b"), "more": ('{"x": [1, 2]}',), "none": (), "list": ("1",)}


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_too_many_at_once_are_told_when_to_try_again(store: Path, monkeypatch, accept: str):
    """While as many tips are being stored as fit, others get 429 with a time to wait, and nothing of theirs is lost."""
    busy, go = threading.Event(), threading.Event()

    def slowly(path, answers, files):
        busy.set()
        go.wait(10)
        return store_tip(path, answers, files)

    monkeypatch.setattr(module, "store_tip", slowly)
    with client_of(store, most_at_once=1) as client:
        first = threading.Thread(target=client.post, args=["/tips"], kwargs={"data": {"what": "first"}})
        first.start()
        assert busy.wait(10)
        waiting = threading.Thread(target=client.post, args=["/tips"], kwargs={"data": {"what": "second"}})
        response = client.post("/tips", data={"what": TEXT}, headers={"Accept": accept})
        assert response.status_code == 429 and response.headers["retry-after"] == "10"
        if accept == "text/html":
            assert "Wait 10 seconds" in response.text and TEXT in response.text
        else:
            assert response.json() == {"errors": [{"field": "", "code": "too_many"}]}
        go.set()
        first.join(10)
        waiting.start()
        waiting.join(10)
    assert [tip.answers["what"] for tip in read_tips(store)] == [("second",), ("first",)]


@pytest.mark.parametrize("method, path", [("GET", "/tips"), ("PUT", "/tips"), ("GET", "/none")])
def test_a_wrong_address_is_no_bare_error(client: TestClient, method: str, path: str):
    """Whoever opens an address that takes nothing is told that nothing was sent, and how to call."""
    response = client.request(method, path)
    assert (
        response.status_code in (404, 405) and "Nothing was sent" in response.text and "call a hotline" in response.text
    )
    assert response.headers["referrer-policy"] == "no-referrer"


def test_a_list_that_cannot_be_read_says_so(store: Path):
    """A damaged store is told on the list's page, not as a bare error."""
    store.write_text("no database " * 200)
    response = client_of(store).get("/")
    assert response.status_code == 503 and "cannot be read" in response.text


@pytest.mark.parametrize("status", ["413", "422", "429", "503"])
def test_played_refusals(store: Path, status: str):
    """A refusal that is played has the contract's status, stores nothing, and gives every word back."""
    client = client_of(store, fail=status)
    response = client.post("/tips", data={"what": TEXT}, files={"photo": ("a", b"a", "image/png")})
    assert (
        response.status_code == int(status) and TEXT in response.text and "photo or file is not below" in response.text
    )
    assert ("retry-after" in response.headers) is (status in ("429", "503"))
    scripted = client.post("/tips", data={"what": TEXT}, headers=SCRIPT)
    assert scripted.status_code == int(status) and set(scripted.json()) == {"errors"}
    assert read_tips(store) == [] and f"Playing the failure {status}" in client.get("/").text


def test_played_login_page_is_no_proof(store: Path):
    """The login page of a network answers 200 without the mark of success, and nothing is stored."""
    response = client_of(store, fail="captive").post("/tips", data={"what": TEXT}, headers=SCRIPT)
    assert response.status_code == 200 and "Wi-Fi" in response.text and "ok" not in response.headers["content-type"]
    assert "access-control-allow-origin" not in response.headers and read_tips(store) == []


@pytest.mark.parametrize("ends", ["sender gives up", "endpoint closes"])
def test_played_silence_ends_when_nobody_is_there(ends: str):
    """The worst silence lasts until the sender gives up, or the preview is stopped."""

    async def play() -> None:
        closing, first = asyncio.Event(), asyncio.Event()

        async def receive():
            if first.is_set():
                await asyncio.sleep(60 if ends == "endpoint closes" else 0)
                return {"type": "http.disconnect"}
            first.set()
            return {"type": "http.request"}

        if ends == "endpoint closes":
            asyncio.get_running_loop().call_later(0.05, closing.set)
        async with asyncio.timeout(30):
            await never_answer(Request({"type": "http", "headers": []}, receive), closing)

    asyncio.run(play())


def test_stopping_ends_a_played_silence_without_a_word(tmp_path: Path):
    """Ctrl-C stops a preview that plays silence at once, and prints no stack trace."""
    with EndpointProcess(tmp_path, fail="timeout") as running:
        answers = []
        sender = threading.Thread(target=lambda: answers.extend(send_all(running.address, [{"what": TEXT}])))
        sender.start()
        while not count_tips(running.store):
            assert sender.is_alive()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(30) == 0
        sender.join(30)
    assert running.said == "Stopped.\n"


def test_played_silence_and_retry_are_one_tip(tmp_path: Path, monkeypatch):
    """After a silence the sender tries again with the same id: there is one tip."""
    monkeypatch.setattr("tests.endpoint_process.WAIT_SECONDS", 1)
    tip = {"what": TEXT, "tip_id": "r"}
    with EndpointProcess(tmp_path, fail="timeout") as running:
        assert send_all(running.address, [tip])[0].status == 0
        assert len(read_tips(running.store)) == 1
    monkeypatch.undo()
    with EndpointProcess(tmp_path) as running:
        assert send_all(running.address, [tip])[0].stored
        assert len(read_tips(running.store)) == 1


def test_played_break_is_heard_as_one(tmp_path: Path):
    """A connection that breaks gives no answer at all, and nothing is stored; the site is still shown."""
    with EndpointProcess(tmp_path, fail="drop") as running:
        assert send_all(running.address, [{"what": TEXT}])[0].status == 0
        assert read_tips(running.store) == []


def test_every_failure_is_known_and_others_are_refused():
    """Each failure of the contract can be played; a wrong name is refused with the ones there are."""
    assert set(FAILURES) == {"413", "422", "429", "503", "timeout", "drop", "captive"}
    for fail in ("", *FAILURES):
        check_failure(fail)
    with pytest.raises(Refused, match="captive"):
        check_failure("404")


def test_json_answers_are_ascii(client: TestClient):
    """A script in any encoding reads the same answer."""
    tip = {"what": TEXT, "form_version": "test"}
    content = client.post("/tips", data=tip, headers=SCRIPT).content
    assert content.isascii() and json.loads(content)["test"]["answers"]["what"] == [TEXT]


def test_tips_of_one_sender_are_shown_as_such(client: TestClient):
    """More said under the same id is listed with the number of the first tip, so that nobody takes it for a second place."""
    for what in ("first", "other", "first, and more"):
        client.post("/tips", data={"what": what, "tip_id": "" if what == "other" else "r4nd0m"})
    client.post("/tips", data={"what": "another", "tip_id": ""})
    assert client.get("/").text.count("the same id as tip") == 1 and "the same id as tip 1" in client.get("/").text
