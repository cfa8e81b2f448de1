"""The local hotline endpoint, for preview and tests: the contract of docs/tip-endpoint.md, on this computer only.

It stores first and answers second. It keeps no address and no browser name, and writes no log.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from plainsight.endpoint_pages import not_stored_page, page_headers, stored_page, tips_page
from plainsight.tip_fields import SAYS_NOTHING
from plainsight.tip_store import TipFile, count_tips, read_tips, store_tip
from plainsight.tip_urls import origin

TEXT_LIMIT = 1024 * 1024
FILE_LIMIT = 10 * 1024 * 1024
_BODY_LIMIT = TEXT_LIMIT * 4 + FILE_LIMIT * 2  # percent signs triple text; several files may come
_MOST_FIELDS = 5000
_SHOWN = 200
# Only names of this computer: a page elsewhere must not reach the list by pointing its own name here.
_HOSTS = ["127.0.0.1", "localhost"]
CALL = "You can call a hotline instead. A real endpoint shows its own number here; this is a local preview."


@dataclass(frozen=True)
class _Sent:
    answers: Mapping[str, tuple[str, ...]]
    files: tuple[TipFile, ...] = ()


class _NotStored(Exception):
    """A tip that cannot be stored: why, as a status, a field and a code for scripts, and a sentence for people."""

    def __init__(self, status: int, field: str, code: str, reason: str, sent: _Sent | None = None):
        self.status, self.field, self.code, self.reason = status, field, code, reason
        self.sent = sent or _Sent({})
        super().__init__(code)


def endpoint(store: Path, confirmations: Mapping[str, str], *, call: str = CALL) -> Starlette:
    """The endpoint as an application: POST /tips stores into the file `store`, GET / lists what arrived.

    `confirmations` maps the language tags of `form_lang` to the address of that edition's confirmation page; any other
    value leads to the first of them. `call` is shown when a tip was not stored: how to reach somebody anyway.
    Serve it on a loopback address only; it answers to no other host name.
    """
    origins = tuple(dict.fromkeys(found for url in confirmations.values() if (found := origin(url))))

    async def receive_tip(request: Request) -> Response:
        scripted = "application/json" in request.headers.get("accept", "")
        try:
            sent = await _read(request)
            await run_in_threadpool(_store, store, sent)
        except _NotStored as refusal:
            if scripted:
                errors = [{"field": refusal.field, "code": refusal.code}]
                return _json({"errors": errors}, refusal.status)
            page = not_stored_page(refusal.reason, call, refusal.sent.answers)
            return HTMLResponse(page, refusal.status, page_headers(origins))
        if scripted:
            return _json({"ok": True}, 201)
        if not confirmations:
            return HTMLResponse(stored_page(), 200, page_headers())
        tag = next(iter(sent.answers.get("form_lang", ())), "")
        target = confirmations.get(tag) or next(iter(confirmations.values()))
        return RedirectResponse(target, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})

    async def list_tips(request: Request) -> Response:
        tips = await run_in_threadpool(read_tips, store, _SHOWN)
        total = await run_in_threadpool(count_tips, store)
        return HTMLResponse(tips_page(tips, total, str(store)), headers=page_headers(origins))

    return Starlette(
        routes=[Route("/tips", receive_tip, methods=["POST"]), Route("/", list_tips)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False)],
    )


def _json(content: object, status: int) -> JSONResponse:
    return JSONResponse(content, status, {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"})


def _store(store: Path, sent: _Sent) -> None:
    if not sent.files and not _says_something(sent.answers):
        raise _NotStored(422, "what", "required", "The form was empty. Write at least what you saw or heard.", sent)
    for file in sent.files:
        if len(file.content) > FILE_LIMIT:
            reason = "The file is too big. Send the text again without it."
            raise _NotStored(413, file.field, "too_large", reason, sent)
    if sum(len(value) for values in sent.answers.values() for value in values) > TEXT_LIMIT:
        raise _NotStored(413, "what", "too_large", "The text is too long. Make it shorter.", sent)
    try:
        store_tip(store, sent.answers, sent.files)
    except (sqlite3.Error, OSError):
        reason = "It could not be stored here just now. What you wrote is below. Try again in a minute."
        raise _NotStored(503, "", "not_stored", reason, sent) from None


def _says_something(answers: Mapping[str, tuple[str, ...]]) -> bool:
    return any(value.strip() for name, values in answers.items() if name not in SAYS_NOTHING for value in values)


async def _read(request: Request) -> _Sent:
    body = await _read_body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _Sent(_gather(_parse_urlencoded(body)))
    if kind == "multipart/form-data":
        return await _parse_multipart(request, body)
    if kind == "application/json":
        return _Sent(_parse_json(body))
    raise _NotStored(415, "", "unknown_type", "The form was sent in a way that cannot be read here.")


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    size = 0
    # Read to the end even when it is too much: an answer in the middle of sending shows as a broken connection.
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size <= _BODY_LIMIT:
                body += chunk
    except ClientDisconnect:
        raise _NotStored(400, "", "unreadable", "The form did not arrive whole.") from None
    if size > _BODY_LIMIT:
        raise _NotStored(413, "what", "too_large", "It is too big. Send it again with less text and no file.")
    return bytes(body)


def _parse_urlencoded(body: bytes) -> list[tuple[str, str]]:
    text = body.decode("utf-8", "replace")
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise _NotStored(413, "what", "too_large", "The form has too many fields.") from None


async def _parse_multipart(request: Request, body: bytes) -> _Sent:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    pairs, files = [], []
    _, options = parse_options_header(request.headers["content-type"])
    # The parser takes a body that was cut off for a whole one, without its last fields.
    if b"--" + options.get(b"boundary", b"") + b"--" not in body:
        raise _NotStored(400, "", "unreadable", "The form arrived damaged. Send it again.")
    try:
        async with Request(request.scope, receive).form(
            max_files=20, max_fields=_MOST_FIELDS, max_part_size=_BODY_LIMIT
        ) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    pairs.append((name, value))
                elif value.filename or value.size:  # a file box left empty arrives as a nameless empty file
                    content = await value.read()
                    files.append(TipFile(name, value.filename or "", value.content_type or "", content))
    except HTTPException:
        raise _NotStored(400, "", "unreadable", "The form arrived damaged. Send it again.") from None
    return _Sent(_gather(pairs), tuple(files))


def _parse_json(body: bytes) -> dict[str, tuple[str, ...]]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise _NotStored(400, "", "unreadable", "The tip arrived damaged. Send it again.") from None
    if not isinstance(content, dict):
        raise _NotStored(422, "", "not_an_object", "The tip is not a set of named answers.")
    return {name: _texts(value) for name, value in content.items()}


def _texts(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in several)


def _gather(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        answers[name] = (*answers.get(name, ()), value)
    return answers
