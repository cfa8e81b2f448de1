"""plainsight.endpoint_check against servers that answer in ways nobody thought of: bytes, as they come."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from plainsight.endpoint_check import check_endpoint
from plainsight.endpoint_check_probe import Row

FORM, PROOF = "form accepted (urlencoded)", "proof for scripts"


@contextmanager
def answering(answer: bytes | Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """The address of a server that reads each request whole and then sends `answer`, or does what that says."""
    server, done = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def talk(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            read = connection.makefile("rb")
            length = 0
            while (line := read.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            read.read(length)
            if callable(answer):
                answer(connection, done)
            else:
                connection.sendall(answer)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=(server.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/tips"
    finally:
        done.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def check(answer: bytes | Callable[[socket.socket, threading.Event], None], timeout: float = 30) -> dict[str, Row]:
    with answering(answer) as url:
        return check_endpoint(url, timeout=timeout, sleep=lambda seconds: None)


def head(status: str, *headers: str, length: int = 0) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {length}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def test_no_page_is_not_a_page_of_its_own():
    """A browser shows nothing for 204: the sender cannot know that anything happened."""
    row = check(head("204 No Content"))[FORM]
    assert row.verdict == "broken" and "shows nothing" in row.seen


@pytest.mark.parametrize("headers", [("Content-Type: text/html",), ("Content-Type: application/json",)])
def test_half_an_answer_is_none(headers):
    """An answer that breaks off is not taken for one."""
    row = check(head("200 OK", *headers, length=5000) + b"<p>Thank")[FORM]
    assert (row.verdict, row.seen) == ("broken", "No answer: it broke off in the middle.")


@pytest.mark.parametrize("location", ["http://[::1", "http://[bad]/", "//[", "http://a.org:port/"])
def test_an_address_that_is_none_is_told(location):
    """Where the sender would be led nowhere, that is what is said; nothing else breaks."""
    row = check(head("303 See Other", f"Location: {location}"))[FORM]
    assert row.verdict == "broken" and "no address" in row.seen


def test_nothing_that_a_server_says_reaches_the_terminal_as_a_command():
    """What an answer holds is shown without characters that a terminal would obey."""
    rows = check(head("303 See Other", "Location: http://127.0.0.1:1/\x1b[31mred\x9b2J"))
    shown = " ".join(row.seen for row in rows.values())
    assert "31mred" in shown and not {"\x1b", "\x9b"} & set(shown)


@pytest.mark.parametrize("part", [b"X-A: b\r\n", b"a"], ids=["headers", "body"])
def test_an_answer_that_never_ends_is_given_up(part):
    """A server that sends a little now and then does not hold the check up longer than the time for one answer."""

    def drip(connection: socket.socket, done: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"" if b"\r\n" in part else b"\r\n"))
        while not done.wait(0.05):
            connection.sendall(part)

    row = check(drip, timeout=1)[FORM]
    assert (row.verdict, row.seen) == ("broken", "No answer: no answer came within 1 seconds.")


@pytest.mark.parametrize("after", [(), ("Retry-After: Fri, 01 Jan 2100 00:00:00 GMT",), ("Retry-After: ³",)])
def test_a_wait_that_is_not_in_seconds_is_told(after):
    """The contract wants seconds; what is no number of seconds is not one."""
    row = check(head("429 Too Many Requests", *after))[FORM]
    assert row.verdict == "broken" and "in seconds" in row.seen


def test_proof_must_be_the_whole_answer():
    """A page in which the proof is written somewhere proves nothing."""
    rows = check(head("200 OK", "Content-Type: text/html", length=17) + b'<p>{"ok": true}<p')
    assert rows[PROOF].verdict == "careful" and "No proof" in rows[PROOF].seen


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9\r\n",
        b"",
        b"HTTP/1.1 abc\r\n\r\n",
        head("999 Odd"),
        head("401 Unauthorized", "WWW-Authenticate: Basic"),
        head("303 See Other"),
        head("308 Permanent Redirect", "Location: https://127.0.0.1/tips"),
        head("303 See Other", "Location: /tips"),
        head("200 OK", "Content-Type: application/json", length=13) + b'{"ok": false}',
    ],
)
def test_what_takes_no_tip_is_broken_and_no_more_is_sent(answer):
    """Whatever else a server says to a plain form, it is not called accepted, and the other rules are not tried."""
    rows = check(answer)
    assert rows[FORM].verdict == "broken" and rows[FORM].remedy
    assert {row.verdict for name, row in rows.items() if name != FORM} <= {"careful", "not tried"}
