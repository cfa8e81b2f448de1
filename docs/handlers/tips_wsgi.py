"""A tip endpoint for any WSGI server, with Python's standard library only. Copy this file, and change what is in capitals.

It keeps the contract of docs/tip-endpoint.md: it stores first and answers second. Each tip is one JSON file in FOLDER,
which must be on an encrypted disk and outside of what your web server shows. Switch access logs off.

Try it: `python3 tips_wsgi.py` listens on http://127.0.0.1:8080/tips, on this computer only. Then, from a Plainsight
folder: `invoke check-endpoint http://127.0.0.1:8080/tips`.
"""

import base64
import hashlib
import html
import json
import os
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl

FOLDER = Path(os.environ.get("TIPS_FOLDER", "/var/lib/tips"))
SITE = os.environ.get("TIPS_SITE", "https://www.example.org")
LANGUAGES = ("en", "es")  # the editions of the site; the first is for all others
SENT = "done.html"  # the page of each edition that says that a tip was sent
CALL = "You can call us instead: NUMBER."
MOST_BYTES = 12 * 1024 * 1024
MOST_TEXT = 1024 * 1024
DAY = 24 * 60 * 60
# Every form sends these by itself: they say nothing.
SAYS_NOTHING = {"form_lang", "form_version", "tip_id", "identity_choice"}

StartResponse = Callable[[str, list[tuple[str, str]]], object]


class NotStored(Exception):
    """Why a tip was not stored: a status, a field and a code for scripts, a sentence for people."""


def application(environ: dict, start_response: StartResponse) -> Iterable[bytes]:
    """The endpoint."""
    scripted = "application/json" in environ.get("HTTP_ACCEPT", "")
    answers: dict[str, list[str]] = {}
    try:
        if environ["REQUEST_METHOD"] != "POST":
            raise NotStored("405 Method Not Allowed", "", "not_a_tip", "Nothing was sent. Go back to the form.")
        answers, files = read(environ)
        check(answers, files)
        name, stored = store(answers, files)
    except NotStored as refused:
        return refuse(start_response, scripted, answers, *refused.args)
    except Exception:
        # Say nothing of what went wrong into a log: the message may quote the tip.
        reason = "It could not be stored just now. Try again in a minute."
        return refuse(start_response, scripted, answers, "503 Service Unavailable", "", "not_stored", reason)
    if scripted:
        answer: dict[str, object] = {"ok": True}
        if stored["test"]:
            shown = [{"field": f["field"], "name": f["name"], "bytes": f["bytes"]} for f in stored["files"]]
            answer["test"] = {"tip": name, "answers": stored["answers"], "files": shown, "flagged": stored["flagged"]}
        return say_json(start_response, "201 Created", answer)
    language = answers.get("form_lang", [""])[0]
    target = f"{SITE}/{language if language in LANGUAGES else LANGUAGES[0]}/{SENT}"
    start_response("303 See Other", [("Location", target), *PRIVATE])
    return []


PRIVATE = [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff")]


def read(environ: dict) -> tuple[dict[str, list[str]], list[dict]]:
    """The answers, each name with all its values, and the files."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body, rest = environ["wsgi.input"].read(min(length, MOST_BYTES)), max(0, length - MOST_BYTES)
    while rest > 0 and (more := environ["wsgi.input"].read(min(rest, 65536))):
        rest -= len(more)  # read to the end: an answer in the middle of sending shows as a broken connection
    if length > MOST_BYTES:
        raise NotStored("413 Content Too Large", "what", "too_large", "It is too big. Send less text, and no file.")
    if len(body) < length:
        raise NotStored("400 Bad Request", "", "unreadable", "It did not arrive whole. Send it again.")
    kind = environ.get("CONTENT_TYPE", "")
    files: list[dict] = []
    if kind.startswith("application/x-www-form-urlencoded"):
        # Bytes that are not UTF-8 are kept as escapes, so that nothing is lost.
        text = body.decode("utf-8", "surrogateescape")
        pairs = parse_qsl(text, keep_blank_values=True, errors="surrogateescape")
    elif kind.startswith("multipart/form-data"):
        pairs, files = read_multipart(body, kind)
    else:
        raise NotStored("415 Unsupported Media Type", "", "unknown_type", "It cannot be read here.")
    answers: dict[str, list[str]] = {}
    for name, value in pairs:
        answers.setdefault(name, []).append(value)
    return answers, files


def read_multipart(body: bytes, kind: str) -> tuple[list[tuple[str, str]], list[dict]]:
    """The pairs and files of a form with a file box, as browsers write it."""
    found = re.search(r'boundary="?([^";,]+)', kind)
    boundary = b"\r\n--" + found[1].encode() if found else b""
    parts = (b"\r\n" + body).split(boundary) if boundary else []
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise NotStored("400 Bad Request", "", "unreadable", "It arrived damaged. Send it again.")
    pairs, files = [], []
    for part in parts[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        head_text = head.decode("utf-8", "surrogateescape")
        name, filename = (re.search(rf'[; ]{key}="([^"]*)"', head_text) for key in ("name", "filename"))
        if name is None:
            raise NotStored("400 Bad Request", "", "unreadable", "It arrived damaged. Send it again.")
        if filename is None:
            pairs.append((unescape(name[1]), content.decode("utf-8", "surrogateescape")))
        elif filename[1] or content:  # a file box left empty arrives as a nameless empty file
            coded = base64.b64encode(content).decode()
            files.append(
                {"field": unescape(name[1]), "name": unescape(filename[1]), "bytes": len(content), "base64": coded}
            )
    return pairs, files


def unescape(name: str) -> str:
    """A name as it was before the browser wrote it between quotes."""
    return name.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def check(answers: dict[str, list[str]], files: list[dict]) -> None:
    """Refuse a tip that says nothing, or too much."""
    said = any(value.strip() for name, values in answers.items() if name not in SAYS_NOTHING for value in values)
    if not said and not files:
        raise NotStored("422 Unprocessable Content", "what", "required", "Write at least what you saw or heard.")
    if sum(len(value) for values in answers.values() for value in values) > MOST_TEXT:
        raise NotStored("413 Content Too Large", "what", "too_large", "The text is too long. Make it shorter.")


def store(answers: dict[str, list[str]], files: list[dict]) -> tuple[str, dict]:
    """Put a tip on the disk, whole or not at all; return its name, and what was read back.

    The same answers with the same `tip_id` have the same name, so a repeat finds the file of the first.
    """
    tip = {
        "received": int(time.time()),
        "flagged": any(value.strip() for value in answers.get("leave_empty", [])),
        "test": any(value.startswith("test") for value in answers.get("form_version", [])),
        "answers": answers,
        "files": files,
    }
    said = sorted((name, [v.replace("\r\n", "\n") for v in values]) for name, values in answers.items() if any(values))
    has_id = any(value.strip() for value in answers.get("tip_id", []))
    name = hashlib.sha256(json.dumps([said, files]).encode()).hexdigest() if has_id else secrets.token_hex(32)
    final = FOLDER / f"{name}.json"
    if final.exists() and time.time() - final.stat().st_mtime > DAY:
        name = secrets.token_hex(32)
        final = FOLDER / f"{name}.json"
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=FOLDER, suffix=".part", encoding="ascii") as part:
        json.dump(tip, part)
        part.flush()
        os.fsync(part.fileno())
        with suppress(FileExistsError):  # the same tip again
            os.link(part.name, final)  # appears whole, or not; never over another one
    folder = os.open(FOLDER, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name, json.loads(final.read_text(encoding="ascii"))


def refuse(
    start_response: StartResponse,
    scripted: bool,
    answers: dict[str, list[str]],
    status: str,
    field: str,
    code: str,
    reason: str,
) -> Iterable[bytes]:
    """Say that a tip was not stored: to a script with a code, to people with their own words and a way to call."""
    retry = [("Retry-After", "60")] if status.startswith(("429", "503")) else []
    if scripted:
        return say_json(start_response, status, {"errors": [{"field": field, "code": code}]}, retry)
    kept = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        if name in SAYS_NOTHING
        else f'<p><label>{html.escape(name)}<br><textarea name="{html.escape(name)}" dir="auto" rows="4" cols="40">'
        f"\n{html.escape(value)}</textarea></label></p>"
        for name, values in answers.items()
        for value in values
        if value or name in SAYS_NOTHING
    )
    again = f'<form method="post" accept-charset="utf-8">{kept}<button>Send again</button></form>' if kept else ""
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Not sent</title><h1>This was not sent</h1><p>{html.escape(reason)}</p>"
        f"<p>In danger now? Call the emergency number. {html.escape(CALL)}</p>{again}</html>"
    )
    policy = ("Content-Security-Policy", f"default-src 'none'; form-action 'self' {SITE}; base-uri 'none'")
    start_response(status, [("Content-Type", "text/html; charset=utf-8"), policy, *PRIVATE, *retry])
    return [page.encode("utf-8", "replace")]


def say_json(
    start_response: StartResponse, status: str, content: object, headers: Iterable[tuple[str, str]] = ()
) -> Iterable[bytes]:
    """Answer a script, on whatever site it runs."""
    readable = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "Retry-After")]
    start_response(status, [("Content-Type", "application/json"), *readable, *PRIVATE, *headers])
    return [json.dumps(content).encode()]


if __name__ == "__main__":
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Quiet(WSGIRequestHandler):
        """Keeps no access log."""

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    class Patient(WSGIServer):
        """Lets senders wait for their turn."""

        request_queue_size = 128

    with make_server("127.0.0.1", int(os.environ.get("PORT", "8080")), application, Patient, Quiet) as server:
        server.serve_forever()
