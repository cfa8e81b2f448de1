"""A small endpoint that keeps the contract, or breaks one rule of it, with or without TLS."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from starlette.datastructures import Headers

FLAWS = {
    "refuses forms",
    "wants an Origin",
    "wants a Referer",
    "sends the tip on",
    "moves with 302",
    "moves to a slash",
    "shows its own page",
    "says yes to everything",
    "puts the tip id into the address",
    "leads to a missing page",
    "leads to another site",
    "leads over http",
    "leads where the form says",
    "is silent to scripts",
    "says ok to scripts without proof",
    "refuses scripts",
    "lets no script read",
    "asks for credentials",
    "refuses multipart",
    "cuts characters",
    "keeps the last of a list",
    "drops unknown names",
    "cuts long text",
    "refuses long text",
    "stores repeats",
    "drops more said",
    "refuses the trap",
    "drops the trap",
    "does not mark the trap",
    "calls nothing sent",
    "gives a bare error",
    "sets a cookie",
    "is busy once",
    "is busy for long",
    "is busy without a time",
    "stops answering",
    "shows nothing",
}


class Twin(BaseHTTPRequestHandler):
    """An endpoint on POST /tips and its site on GET …sent.html and …done.html; `server.flaw` is the rule that it breaks."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The confirmation page."""
        found = self.path.endswith(("sent.html", "done.html"))
        self._answer(200 if found else 404, b"<p>sent</p>", {"Content-Type": "text/html"})

    def do_POST(self) -> None:
        """Take a tip."""
        flaw, headers = self.server.flaw, Headers(dict(self.headers.items()))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests += 1
        multipart = headers["content-type"].startswith("multipart/")
        answers = (
            _parts(body, headers["content-type"]) if multipart else parse_qs(body.decode(), keep_blank_values=True)
        )
        scripted = "application/json" in headers["accept"]
        what, tip_id = answers.get("what", [""])[0], answers.get("tip_id", [""])[0]
        if flaw == "is busy once" and self.server.requests == 3:
            return self._answer(429, b"", {"Retry-After": "7"})
        if flaw.startswith("is busy ") and flaw != "is busy once" and self.server.requests > 4:
            return self._answer(429, b"", {"Retry-After": "9999"} if "long" in flaw else {})
        if flaw == "stops answering" and self.server.requests > 5:
            self.close_connection = True
            return None
        refused = (
            flaw == "refuses forms"
            or (flaw == "wants an Origin" and headers.get("origin") == "null")
            or (flaw == "wants a Referer" and "referer" not in headers)
            or (flaw == "refuses scripts" and scripted)
            or (flaw == "refuses multipart" and multipart)
            or (flaw == "refuses long text" and len(body) > 60_000)
            or (flaw == "refuses the trap" and "leave_empty" in answers)
        )
        if refused:
            return self._answer(400, b"no", {})
        if not what and flaw not in ("calls nothing sent", "says yes to everything"):
            page = b"empty" if flaw == "gives a bare error" else b"<p>Write at least what you saw.</p>" * 10
            return self._answer(422, page, {"Content-Type": "text/html"})
        shown = self._store(answers, flaw)
        cookie = {"Set-Cookie": "a=b"} if flaw == "sets a cookie" else {}
        if scripted and flaw not in ("is silent to scripts", "says yes to everything"):
            content = {"ok": True, "test": shown} if flaw != "shows nothing" else {"ok": True}
            if flaw == "says ok to scripts without proof":
                content = {"status": "ok"}
            cors = {} if flaw == "lets no script read" else {"Access-Control-Allow-Origin": "*"}
            if flaw == "asks for credentials":
                cors["Access-Control-Allow-Credentials"] = "true"
            return self._answer(
                201, json.dumps(content).encode(), {"Content-Type": "application/json", **cors, **cookie}
            )
        if flaw in ("shows its own page", "says yes to everything"):
            return self._answer(200, b"<p>Thank you</p>", {"Content-Type": "text/html"})
        target = {
            "": "sent.html",
            "puts the tip id into the address": f"{self.server.site}/sent.html?id={tip_id}",
            "leads to a missing page": f"{self.server.site}/gone.html",
            "leads to another site": "https://elsewhere.invalid/",
            "leads over http": "http://elsewhere.invalid/",
            "leads where the form says": answers.get("_next", [f"{self.server.site}/sent.html"])[0],
        }.get(flaw, f"{self.server.site}/sent.html")
        if flaw == "moves to a slash":
            return self._answer(301, b"", {"Location": "/tips/"})
        status = {"sends the tip on": 307, "moves with 302": 302}.get(flaw, 303)
        return self._answer(status, b"", {"Location": target, **cookie})

    def _store(self, answers: dict[str, list[str]], flaw: str) -> dict[str, object]:
        kept = dict(answers)
        tip_id = answers.get("tip_id", [""])[0]
        if flaw == "cuts characters":
            kept["what"] = [value.encode("latin-1", "replace").decode("latin-1") for value in kept["what"]]
        if flaw == "keeps the last of a list":
            kept = {name: values[-1:] for name, values in kept.items()}
        if flaw == "drops unknown names":
            kept.pop("unheard-of", None)
        if flaw == "cuts long text":
            kept["what"] = [value[:4000] for value in kept["what"]]
        if flaw == "drops the trap" and "leave_empty" in kept:
            kept["what"] = [""]
        key = (tip_id, *(() if flaw == "drops more said" else kept["what"]))
        repeated = tip_id and key in self.server.tips and flaw != "stores repeats"
        if not repeated:
            self.server.count += 1
            self.server.tips[key] = (self.server.count, kept)
        number, stored = self.server.tips[key]
        flagged = "leave_empty" in answers and flaw != "does not mark the trap"
        return {"tip": number, "answers": stored, "flagged": flagged}

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _parts(body: bytes, kind: str) -> dict[str, list[str]]:
    boundary = kind.partition("boundary=")[2]
    answers: dict[str, list[str]] = {}
    for part in body.decode().split(f"--{boundary}\r\n")[1:]:
        head, _, value = part.partition("\r\n\r\n")
        if "filename" not in head:
            name = head.partition('name="')[2].partition('"')[0]
            answers.setdefault(name, []).append(value.partition("\r\n--")[0].removesuffix("\r\n"))
    return answers


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, address: object) -> None:
        """A client that hangs up is no news."""


@contextmanager
def twin(flaw: str = "", context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The origin of a running twin with `flaw`, over https with the certificate of `context`."""
    if flaw and flaw not in FLAWS:
        raise ValueError(flaw)
    server = _Server(("127.0.0.1", 0), Twin)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.flaw, server.requests, server.count, server.tips = flaw, 0, 0, {}
    server.site = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
