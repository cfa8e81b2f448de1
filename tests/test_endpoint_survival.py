"""The local endpoint under strain: a tip that was called stored is stored, whole, whatever happens."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from plainsight import endpoint as module
from plainsight.tip_store import read_tips
from tests.endpoint_process import EndpointProcess, send_all

TEXT = "العربية ١٢٣ · မြန်မာဘာသာ · 👩‍👧‍👦🆘 · a&b=c%20+"


def tips(number: int, repeat: int = 20) -> list[dict[str, str]]:
    """Different tips in three scripts, each with an id, some of them longer than a database page."""
    return [
        {"what": f"{each} {TEXT * (repeat * (each % 4))}", "where": TEXT, "tip_id": f"id-{each}", "form_version": "1"}
        for each in range(number)
    ]


def stored(store: Path) -> list[dict[str, str]]:
    return [{name: values[0] for name, values in tip.answers.items()} for tip in read_tips(store)]


def ordered(some: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(some, key=lambda tip: tip["tip_id"])


def test_a_thousand_senders_at_once(tmp_path: Path):
    """A thousand tips sent in the same moment are all stored and all told so, each once and whole."""
    sent = tips(1000, repeat=2)
    with EndpointProcess(tmp_path) as running:
        answers = send_all(running.address, sent)
        assert all(answered.stored for answered in answers)
        assert ordered(stored(running.store)) == ordered(sent)


def test_killed_in_the_middle(tmp_path: Path):
    """Killed while tips arrive: every tip with a success answer is in the database, whole, and no half one is.

    After a new start, each sender who heard nothing tries again with the same id; then every tip is there once.
    """
    sent = tips(400)
    successes = []
    with EndpointProcess(tmp_path) as running:

        def kill_after_some(answered):
            successes.append(answered.stored)
            if sum(successes) == 40:
                running.process.kill()

        answers = send_all(running.address, sent, heard=kill_after_some)
    told = [tip for tip, answered in zip(sent, answers, strict=True) if answered.stored]
    untold = [tip for tip, answered in zip(sent, answers, strict=True) if not answered.stored]
    assert len(told) >= 40 and untold, "the kill came in the middle"
    found = stored(running.store)
    assert all(tip in found for tip in told)
    assert all(tip in sent for tip in found)
    with EndpointProcess(tmp_path) as again:
        assert all(answered.stored for answered in send_all(again.address, untold))
        assert ordered(stored(again.store)) == ordered(sent)


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_full_disk(tmp_path: Path, accept: str):
    """When the disk is full, tips are answered with 503 and their own text, and never with success.

    Those stored before are still there, whole, and can still be listed.
    """
    sent = tips(60, repeat=100)
    with EndpointProcess(tmp_path, file_bytes=300_000) as running:
        answers = [send_all(running.address, [tip], accept=accept)[0] for tip in sent]
        assert {answered.status for answered in answers} == {303 if accept == "text/html" else 201, 503}
        told = [tip for tip, answered in zip(sent, answers, strict=True) if answered.stored]
        assert ordered(stored(running.store)) == ordered(told)
        refused = next(answered for answered in answers if answered.status == 503)
        assert "Retry-After: 60".lower() in refused.headers.lower()
        if accept == "text/html":
            assert "This was not sent" in refused.body and "မြန်မာဘာသာ" in refused.body
        else:
            assert refused.body == '{"errors": [{"field": "", "code": "not_stored"}]}'
    assert "Traceback" not in running.said


TELLTALES = {"what": "telltale-what", "where": "telltale-where", "telltale-name": "x", "contact": "telltale-contact"}


@pytest.mark.parametrize("fail", ["", "413", "422", "429", "503", "captive", "drop"])
def test_words_reach_no_log_and_no_address(tmp_path: Path, fail: str):
    """Nothing that a sender types is written to the terminal, an address or a header, whether it was stored or not."""
    damaged = {**TELLTALES, "form_lang": "telltale-lang", "tip_id": "telltale-id", "_next": "https://telltale.org/"}
    with EndpointProcess(tmp_path, fail=fail) as running:
        answers = [
            *send_all(running.address, [TELLTALES, damaged], accept="text/html"),
            *send_all(running.address, [TELLTALES, damaged]),
        ]
        if fail == "503":
            # Beyond what is played: a store that breaks while the endpoint runs.
            running.store.write_bytes(b"no database" * 1000)
            answers += send_all(running.address, [TELLTALES])
    assert "telltale" not in running.said
    for answered in answers:
        assert "telltale" not in answered.headers
        if answered.status and "json" not in answered.headers and fail != "captive":
            assert "referrer-policy: no-referrer" in answered.headers.lower()
    written = [path for path in tmp_path.rglob("*") if path.is_file() and b"telltale" in path.read_bytes()]
    assert {path.name.split(".")[0] for path in written} <= {"tips"}


def test_an_error_that_nobody_expected_reaches_no_log(tmp_path: Path, monkeypatch, caplog, capfd):
    """An exception that quotes the tip is answered with 503 and the text, and is not written anywhere."""

    def fail(store, answers, files):
        raise RuntimeError(f"cannot handle {answers}")

    monkeypatch.setattr(module, "store_tip", fail)
    client = TestClient(module.endpoint(tmp_path / "tips.sqlite3", {}), base_url="http://127.0.0.1")
    response = client.post("/tips", data=TELLTALES)
    assert response.status_code == 503 and "telltale-what" in response.text
    assert "telltale" not in caplog.text and "telltale" not in "".join(capfd.readouterr())
