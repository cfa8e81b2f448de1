"""One request to an endpoint, with exactly the headers that are asked for: no cookie, no proxy, no redirect followed."""

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

TIMEOUT_SECONDS = 20
_MOST_READ = 2 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """The body, if it is a JSON object; else empty."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}


class Unanswered(Exception):
    """No answer came. Its text says why, in words for the person who runs the check."""


def request(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
    *,
    context: ssl.SSLContext | None = None,
    timeout: float = TIMEOUT_SECONDS,
) -> Answer:
    """The answer to one request. `context` says whom to trust, the system's authorities unless given.

    Raises `Unanswered`.
    """
    connection = _connection(urlsplit(url), context, timeout)
    # A socket's own time-out begins anew with each byte: a server that sends one now and then would never end.
    guard, until = None, time.monotonic() + timeout
    try:
        connection.connect()
        guard = threading.Timer(timeout, _cut, (connection.sock,))
        guard.start()
        with suppress(BrokenPipeError, ConnectionResetError):  # a server may answer before it has read everything
            _send(connection, method, url, headers, body)
        response = connection.getresponse()
        content = _read(response)
        names = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, names, content)
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= until
        raise Unanswered(_reason(TimeoutError() if late else error, timeout)) from None
    finally:
        if guard:
            guard.cancel()
        connection.close()
    if time.monotonic() >= until:
        raise Unanswered(_reason(TimeoutError(), timeout))
    return answer


def greet(url: str, *, context: ssl.SSLContext | None = None, timeout: float = TIMEOUT_SECONDS) -> tuple[str, datetime]:
    """Which TLS the https address `url` speaks, and until when its certificate holds. Nothing is sent.

    Raises `Unanswered` where the connection is not one that a browser would trust.
    """
    connection = _connection(urlsplit(url), context, timeout)
    try:
        connection.connect()
        until = connection.sock.getpeercert()["notAfter"]
        return connection.sock.version() or "", datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC)
    except (OSError, ValueError) as error:
        raise Unanswered(_reason(error, timeout)) from None
    finally:
        connection.close()


def _connection(parts: SplitResult, context: ssl.SSLContext | None, timeout: float) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        trust = context or ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=trust)
    return http.client.HTTPConnection(host, port, timeout=timeout)


def _send(
    connection: http.client.HTTPConnection, method: str, url: str, headers: Mapping[str, str], body: bytes | None
) -> None:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):  # it may be closed by now
        sock.shutdown(socket.SHUT_RDWR)


def _read(response: http.client.HTTPResponse) -> bytes:
    content = b""
    while len(content) < _MOST_READ and (more := response.read1(65536)):
        content += more
    if response.length and len(content) < _MOST_READ:
        raise http.client.IncompleteRead(content, response.length)
    return content


def _reason(error: Exception, timeout: float) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"no encrypted connection could be made ({error.reason or 'it speaks no TLS 1.2 or newer'})"
    if isinstance(error, socket.gaierror):
        return "there is no such host name"
    if isinstance(error, ConnectionRefusedError):
        return "nothing takes connections there"
    if isinstance(error, TimeoutError):
        return f"no answer came within {timeout:g} seconds"
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected):
        return "the connection broke"
    if isinstance(error, http.client.IncompleteRead):
        return "it broke off in the middle"
    if isinstance(error, http.client.HTTPException | ValueError):
        return "what came back is not HTTP"
    return f"it cannot be reached ({error.strerror or type(error).__name__})"
