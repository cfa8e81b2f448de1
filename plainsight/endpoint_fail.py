"""The failures that the local endpoint can play, so that somebody can see what a sender sees then."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from plainsight.endpoint_read import NotStored, Sent
from plainsight.findings import Finding, Refused

FAILURES: Mapping[str, str] = MappingProxyType(
    {
        "413": "each tip is too large",
        "422": "each tip is said to be empty",
        "429": "too many tips arrive: try again in ten seconds",
        "503": "tips cannot be stored",
        "timeout": "tips are stored, but no answer ever comes",
        "drop": "the connection breaks while a tip is sent, and the tip is lost",
        "captive": "a Wi-Fi login page answers instead, with 200, and the tip is lost",
    }
)
_REFUSALS = {
    "413": (413, "what", "too_large", "The text is too long. Make it shorter."),
    "422": (422, "what", "required", "The form was empty. Write at least what you saw or heard."),
    "429": (429, "", "too_many", "Too many messages are arriving just now."),
    "503": (503, "", "not_stored", "It could not be stored here just now."),
}
_LOGIN = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Welcome to Free Wi-Fi</title>
<h1>Welcome to Free Wi-Fi</h1><p>Accept the terms of use to go online. (Played by the local preview endpoint.)</p>
"""


def check_failure(fail: str) -> None:
    """Raise `Refused` unless `fail` is "" or one of `FAILURES`."""
    if fail and fail not in FAILURES:
        known = "; ".join(f"{name}: {what}" for name, what in FAILURES.items())
        raise Refused([Finding(f"--fail {fail}", "There is no such failure to play.", f"Choose one. {known}.")])


def refuse_as_played(fail: str, sent: Sent) -> None:
    """Raise `NotStored` where the failure `fail` is a refusal; `sent` is given back to the sender."""
    if fail in _REFUSALS:
        raise NotStored(*_REFUSALS[fail], sent)


def login_page() -> Response:
    """What a network answers in place of the endpoint while nobody has logged in to it."""
    return HTMLResponse(_LOGIN, headers={"Cache-Control": "no-store"})


async def never_answer(request: Request, closing: asyncio.Event) -> None:
    """Return when the sender has given up, or the endpoint is `closing`."""

    async def given_up() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    waiting = [asyncio.ensure_future(given_up()), asyncio.ensure_future(closing.wait())]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()


async def break_connections(sock: socket.socket) -> asyncio.Server:
    """Break each connection to `sock` as soon as something was sent over it. Close what is returned to stop."""

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):  # the other side may be faster
            await reader.read(1)
        writer.transport.abort()

    return await asyncio.start_server(cut, sock=sock)
