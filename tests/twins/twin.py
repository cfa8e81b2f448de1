"""A server on this computer that keeps every request and answers as its service would."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Sent:
    """What arrived: header names are in lower case, `answers` are the pairs of a urlencoded body in order."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def answers(self) -> list[tuple[str, str]]:
        return parse_qsl(self.body.decode(), keep_blank_values=True, encoding="utf-8")

    def first(self, name: str) -> str:
        return next((value for key, value in self.answers if key == name), "")

    @property
    def wants_json(self) -> bool:
        return "application/json" in self.headers.get("accept", "")


@dataclass(frozen=True)
class Answer:
    """`body` is HTML, or JSON where it begins with a brace; `cors` lets scripts of any site read it."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cors: bool = False


@dataclass
class Twin:
    """A running twin: `sent` is everything that was posted, `kept` what the service would have stored.

    `behave` may be replaced while it runs; `hang` holds every answer back until it is set.
    """

    behave: Callable[["Twin", Sent], Answer]
    sent: list[Sent] = field(default_factory=list)
    kept: list[Sent] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    go: threading.Event = field(default_factory=threading.Event)
    origin: str = ""

    def keep(self, sent: Sent) -> None:
        self.kept.append(sent)


@contextmanager
def running(behave: Callable[[Twin, Sent], Answer]) -> Iterator[Twin]:
    """A twin that answers as `behave` says, on a free port."""
    twin = Twin(behave)
    twin.go.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent = Sent(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            twin.sent.append(sent)
            answer = twin.behave(twin, sent)
            twin.go.wait(30)
            self.answer(answer)

        def do_GET(self) -> None:
            twin.asked.append(self.path)
            self.answer(Answer(200, "<!doctype html><title>Service</title><h1>Page of the service</h1>"))

        def answer(self, answer: Answer) -> None:
            if answer.status == 0:  # the connection breaks after the tip has been read
                self.close_connection = True
                self.connection.close()
                return
            content = answer.body.encode()
            self.send_response(answer.status)
            json = answer.body.startswith("{")
            self.send_header("Content-Type", "application/json" if json else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            if answer.cors:
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Expose-Headers", "Retry-After")
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # the browser went away
                super().handle()

        def log_message(self, *arguments) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    twin.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield twin
    finally:
        twin.go.set()
        server.shutdown()
        server.server_close()
