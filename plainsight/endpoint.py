"""The local hotline endpoint, for preview and tests: the contract of docs/tip-endpoint.md, on this computer only.

It stores first and answers second. It keeps no address and no browser name, and writes no log.
"""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from plainsight.endpoint_fail import login_page, never_answer, refuse_as_played
from plainsight.endpoint_pages import message_page, not_stored_page, page_headers, stored_page, tips_page
from plainsight.endpoint_read import FILE_LIMIT, TEXT_LIMIT, NotStored, Sent, parse_body, read_body
from plainsight.tip_fields import SAYS_NOTHING
from plainsight.tip_store import Tip, count_tips, read_tip, read_tips, store_tip
from plainsight.tip_urls import origin

__all__ = ["CALL", "FILE_LIMIT", "TEXT_LIMIT", "endpoint"]

_SHOWN = 200
# Only names of this computer: a page elsewhere must not reach the list by pointing its own name here.
_HOSTS = ["127.0.0.1", "localhost"]
CALL = "You can call a hotline instead. A real endpoint shows its own number here; this is a local preview."
# This is for memory; a real endpoint may have to say "too many" much earlier.
_MOST_AT_ONCE = 2000
_RETRY_SECONDS = {429: 10, 503: 60}
# Scripts may read no answer and no Retry-After from another site without these.
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
_PREFLIGHT = {
    **_CORS,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
    "Cache-Control": "no-store",
}


def endpoint(
    store: Path,
    confirmations: Mapping[str, str],
    *,
    call: str = CALL,
    fail: str = "",
    closing: asyncio.Event | None = None,
    most_at_once: int = _MOST_AT_ONCE,
) -> Starlette:
    """The endpoint as an application: POST /tips stores into the file `store`, GET / lists what arrived.

    `confirmations` maps the language tags of `form_lang` to the address of that edition's confirmation page; any other
    value leads to the first of them. `call` is shown when a tip was not stored: how to reach somebody anyway. `fail` is
    a failure of `endpoint_fail.FAILURES` to play ("drop" needs a server that plays it), "" for none; a silence that is
    played ends when `closing` is set. While `most_at_once` tips are being stored, or wait for it, others are told to
    try again.
    Serve it on a loopback address only; it answers to no other host name.
    """
    # One after the other: the store takes one at a time anyway, and here the first to come is the first to be stored.
    writer = anyio.CapacityLimiter(1)

    async def receive_tip(request: Request) -> Response:
        scripted = "application/json" in request.headers.get("accept", "").lower()
        sent = Sent({})
        try:
            body = await read_body(request)
            if fail == "captive":
                return login_page()
            sent = await parse_body(request, body)
            refuse_as_played(fail, sent)
            _check_said(sent)
            queue = writer.statistics()
            if queue.borrowed_tokens + queue.tasks_waiting >= most_at_once:
                raise NotStored(429, "", "too_many", "Too many messages are arriving just now.", sent)
            tip = await anyio.to_thread.run_sync(partial(_store, store, sent), limiter=writer)
        except NotStored as refusal:
            return _refused(refusal, scripted)
        except Exception:
            # Whatever goes wrong here, the sender is told that it was not sent. An exception that left this function
            # would be logged by the server, and its text may quote the tip.
            reason = "It could not be stored here just now."
            return _refused(NotStored(503, "", "not_stored", reason, sent), scripted)
        if fail == "timeout":
            await never_answer(request, closing or asyncio.Event())
        if scripted:
            return _json({"ok": True, "test": _shown(tip)} if tip else {"ok": True}, 201)
        if not confirmations:
            return HTMLResponse(stored_page(), 200, page_headers())
        tag = next(iter(sent.answers.get("form_lang", ())), "")
        target = confirmations.get(tag) or next(iter(confirmations.values()))
        return RedirectResponse(target, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})

    def _refused(refusal: NotStored, scripted: bool) -> Response:
        wait = _RETRY_SECONDS.get(refusal.status, 0)
        retry = {"Retry-After": str(wait)} if wait else {}
        if scripted:
            errors = [{"field": refusal.field, "code": refusal.code}]
            return _json({"errors": errors}, refusal.status, retry)
        page = not_stored_page(refusal.reason, call, refusal.sent.answers, wait=wait, files=bool(refusal.sent.files))
        return HTMLResponse(page, refusal.status, {**page_headers(_origins(confirmations)), **retry})

    async def allow_scripts(request: Request) -> Response:
        return Response(status_code=204, headers=_PREFLIGHT)

    async def list_tips(request: Request) -> Response:
        try:
            tips = await run_in_threadpool(read_tips, store, _SHOWN)
            total = await run_in_threadpool(count_tips, store)
        except (sqlite3.Error, OSError):
            reason = f"The tips in {store} cannot be read just now: the disk may be full, or the file damaged."
            return HTMLResponse(message_page("The list cannot be shown", reason), 503, page_headers())
        return HTMLResponse(tips_page(tips, total, str(store), fail), headers=page_headers(_origins(confirmations)))

    async def not_here(request: Request, error: Exception) -> Response:
        status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
        reason = "Tips are sent here by a form. Nothing was sent now. Go back to the form. " + call
        page = message_page("There is nothing here", reason)
        return HTMLResponse(page, status, {**page_headers(), **(headers or {})})

    return Starlette(
        routes=[
            Route("/tips", receive_tip, methods=["POST"]),
            Route("/tips", allow_scripts, methods=["OPTIONS"]),
            Route("/", list_tips),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False)],
        exception_handlers={HTTPException: not_here},
    )


def _origins(confirmations: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for url in confirmations.values() if (found := origin(url))))


def _json(content: object, status: int, headers: Mapping[str, str] | None = None) -> Response:
    # Written in ASCII: half a surrogate pair, which a script can send, has no other form.
    text = json.dumps(content)
    return Response(text, status, {**_CORS, "Cache-Control": "no-store", **(headers or {})}, "application/json")


def _check_said(sent: Sent) -> None:
    said = any(value.strip() for name, values in sent.answers.items() if name not in SAYS_NOTHING for value in values)
    if not sent.files and not said:
        raise NotStored(422, "what", "required", "The form was empty. Write at least what you saw or heard.", sent)


def _store(store: Path, sent: Sent) -> Tip | None:
    """Store a tip. A trial is read back from the store, so that its sender can be shown what really is there."""
    try:
        number = store_tip(store, sent.answers, sent.files)
    except (sqlite3.Error, OSError):
        raise NotStored(503, "", "not_stored", "It could not be stored here just now.", sent) from None
    try:
        return tip if (tip := read_tip(store, number)) and tip.test else None
    except (sqlite3.Error, OSError):
        return None  # stored is stored


def _shown(tip: Tip) -> dict[str, object]:
    return {
        "tip": tip.id,
        "answers": {name: list(values) for name, values in tip.answers.items()},
        "files": [{"field": file.field, "name": file.name, "bytes": len(file.content)} for file in tip.files],
        "flagged": tip.flagged,
    }
