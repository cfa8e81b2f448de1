"""docs/handlers: the reference handlers that hotlines copy keep the contract too."""

import json
import os
import resource
import socket
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plainsight.endpoint_check import check_endpoint
from plainsight.endpoint_check_client import Answer, request
from plainsight.endpoint_check_rules import RULES
from tests.conftest import ROOT
from tests.endpoint_process import send_all
from tests.endpoint_twin import twin
from tests.tools import find_php

HANDLERS = ROOT / "docs" / "handlers"
TEXT = "العربية ١٢٣ · မြန်မာ · 👩‍👧‍👦 · <b>&amp;"
WAIT_SECONDS = 30


class Handler:
    """A reference handler in a process of its own; `folder` is where it stores, `log` what it wrote anywhere."""

    def __init__(self, command: list[str], port: int, folder: Path, site: str, file_bytes: int):
        self.address, self.folder = f"http://127.0.0.1:{port}", folder / "tips"
        self.log = folder / "log"

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

        self.process = subprocess.Popen(
            command,
            cwd=HANDLERS,
            env={**os.environ, "TIPS_FOLDER": str(self.folder), "TIPS_SITE": site, "PORT": str(port)},
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
            preexec_fn=limit if file_bytes else None,
            restore_signals=False,  # so that a file that grows too big is an error, as on a full disk, and no signal
        )
        self._wait(port)

    def _wait(self, port: int) -> None:
        for _ in range(WAIT_SECONDS * 20):
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text())

    def tips(self) -> list[dict]:
        """What is stored: every file must be a whole tip."""
        return [json.loads(path.read_text()) for path in self.folder.glob("*") if path.is_file()]

    def send(self, body: bytes, kind: str, *, script: bool = True) -> Answer:
        """The answer to `body`."""
        accept = "application/json" if script else "text/html"
        return request("POST", f"{self.address}/tips", {"Content-Type": kind, "Accept": accept, "Origin": "null"}, body)


def command_for(kind: str, port: int) -> list[str]:
    if kind == "wsgi":
        return [sys.executable, "tips_wsgi.py"]
    # What PHP shows and logs by itself is switched on: the handler must switch it off.
    options = ["display_errors=1", "log_errors=1", "error_reporting=-1"]
    options += ["enable_post_data_reading=0"] if kind == "php" else []
    return [
        find_php() or "php",
        *(word for option in options for word in ("-d", option)),
        "-S",
        f"127.0.0.1:{port}",
        "tips.php",
    ]


@pytest.fixture(params=["wsgi", pytest.param("php", marks=pytest.mark.php)])
def kind(request) -> str:
    return request.param


@pytest.fixture
def start(kind: str, tmp_path: Path) -> Iterator:
    running = []

    def started(*, kind: str = kind, site: str = "https://site.invalid", file_bytes: int = 0) -> Handler:
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            port = sock.getsockname()[1]
        handler = Handler(command_for(kind, port), port, tmp_path, site, file_bytes)
        running.append(handler)
        return handler

    yield started
    for handler in running:
        handler.process.kill()
        handler.process.wait(WAIT_SECONDS)


def test_a_reference_handler_keeps_every_rule(start):
    """`invoke check-endpoint` finds nothing wrong with a handler that was copied as it is, save that https is missing."""
    with twin() as site:
        handler = start(site=site)
        rows = check_endpoint(f"{handler.address}/tips", homes=[site], sleep=lambda seconds: None)
    left = {rule: row for rule, row in rows.items() if row.verdict != "holds"}
    assert set(left) == {"https and certificate"}, left
    assert len(rows) == len(RULES) and all(tip["test"] for tip in handler.tips())


def test_a_tip_is_stored_as_it_was_sent(start):
    """Every name, every value and every byte is stored; nothing about the sender is."""
    handler = start()
    body = b"what=caf%E9&signs=debt&signs=wages&a.b%5B%5D=1&where=&0=zero"
    assert handler.send(body, "application/x-www-form-urlencoded", script=False).headers["location"] == (
        "https://site.invalid/en/done.html"
    )
    (tip,) = handler.tips()
    stored = json.dumps(tip)
    assert {"flagged": False, "test": False, "files": []}.items() <= tip.items()
    pairs = tip["answers"].items() if isinstance(tip["answers"], dict) else tip["answers"]
    assert len([1 for _ in pairs]) == (5 if isinstance(tip["answers"], dict) else 6)
    assert "debt" in stored and "wages" in stored and "a.b[]" in stored and "zero" in stored
    assert "127.0.0.1" not in stored
    # A letter that is not UTF-8: as an escape in the one, in base64 in the other.
    assert "caf\\udce9" in stored or "Y2Fm6Q==" in stored


def test_a_file_is_stored_whole(start):
    """A photo is stored with every byte, line ends and boundaries of its own included."""
    handler = start()
    photo = bytes(range(256)) + b"\r\n--xy\r\n--x-\r\n"
    body = (
        b'--xyz\r\nContent-Disposition: form-data; name="what"\r\n\r\n' + TEXT.encode() + b"\r\n"
        b'--xyz\r\nContent-Disposition: form-data; name="form_version"\r\n\r\ntest\r\n'
        b'--xyz\r\nContent-Disposition: form-data; name="photo"; filename="\xc3\xa9 %22a%22.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n" + photo + b"\r\n--xyz--\r\n"
    )
    answer = handler.send(body, "multipart/form-data; boundary=xyz").json()
    assert answer["test"]["answers"]["what"] == [TEXT]
    assert answer["test"]["files"] == [{"field": "photo", "name": 'é "a".jpg', "bytes": len(photo)}]
    assert b64decode(handler.tips()[0]["files"][0]["base64"]) == photo


@pytest.mark.parametrize(
    "body, kind_of_body, status",
    [
        (b"what=+&form_lang=en&identity_choice=not_asked", "application/x-www-form-urlencoded", 422),
        (b'--x\r\nContent-Disposition: form-data; name="what"\r\n\r\nhalf', "multipart/form-data; boundary=x", 400),
        (b"what=x", "text/plain", 415),
        (b"what=" + b"x" * (13 * 1024 * 1024), "application/x-www-form-urlencoded", 413),
    ],
    ids=["empty", "cut off", "unknown type", "too large"],
)
def test_what_is_not_stored_is_never_a_success(start, body: bytes, kind_of_body: str, status: int):
    """A tip that cannot be taken is answered with its status, a code for scripts, and a page for people."""
    handler = start()
    scripted = handler.send(body, kind_of_body)
    assert scripted.status == status and set(scripted.json()["errors"][0]) == {"field", "code"}
    page = handler.send(body, kind_of_body, script=False)
    assert page.status == status and b"This was not sent" in page.body and b"You can call us" in page.body
    assert not handler.folder.exists() or handler.tips() == []


def test_a_full_disk_is_told_with_the_text(start):
    """A disk that takes no more: 503, all that was written is given back, nothing half is left, and the log is silent."""
    handler = start(file_bytes=3000)
    tips: list[Mapping[str, str]] = [
        {"what": f"telltale {TEXT * number}", "tip_id": str(number)} for number in range(1, 40, 3)
    ]
    answers = [send_all(handler.address, [tip])[0] for tip in tips]
    assert {answer.status for answer in answers} == {201, 503}
    assert len(handler.tips()) == sum(answer.stored for answer in answers)
    (page,) = send_all(handler.address, tips[-1:], accept="text/html")
    assert page.status == 503 and "telltale" in page.body and "&lt;b&gt;" in page.body and "<b>" not in page.body
    assert "retry-after: 60" in page.headers.lower() and "telltale" not in page.headers
    assert b"telltale" not in handler.log.read_bytes()


def test_nothing_that_was_typed_reaches_the_log(start):
    """Neither a stored tip nor a refused one leaves a word in what the handler writes."""
    handler = start()
    for body in (b"what=telltale", b"telltale=telltale&form_lang=telltale", b"what=&tip_id=telltale"):
        handler.send(body, "application/x-www-form-urlencoded")
    handler.send(b"telltale", "multipart/form-data; boundary=telltale")
    handler.send(b"telltale", "telltale/telltale")
    assert b"telltale" not in handler.log.read_bytes()


@pytest.mark.php
def test_php_that_reads_forms_by_itself_is_told_not_to_lose_lists(tmp_path: Path, start):
    """Where PHP keeps only the last of several values, a form with files is refused, and never cut in silence."""
    handler = start(kind="php as it comes")
    body = b'--x\r\nContent-Disposition: form-data; name="what"\r\n\r\nx\r\n--x--\r\n'
    assert handler.send(body, "multipart/form-data; boundary=x").status == 415
    assert handler.send(b"what=x&signs=a&signs=b", "application/x-www-form-urlencoded").status == 201


def test_a_killed_handler_has_every_tip_that_it_called_stored(start):
    """Killed while tips arrive, a handler has each tip whole that got a success answer, and no half one among them."""
    handler = start()
    sent = [{"what": f"{number} {TEXT * 200}", "tip_id": str(number)} for number in range(60)]
    heard = []

    def kill_after_some(answered) -> None:
        heard.append(answered.stored)
        if sum(heard) == 10:
            handler.process.kill()

    answers = send_all(handler.address, sent, heard=kill_after_some)
    told = [tip["what"] for tip, answered in zip(sent, answers, strict=True) if answered.stored]
    assert 10 <= len(told) < len(sent)
    stored = [json.dumps(json.loads(path.read_text()), ensure_ascii=False) for path in handler.folder.glob("*.json")]
    for what in told:
        assert any(json.dumps(what, ensure_ascii=False) in tip for tip in stored)
