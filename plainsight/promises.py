"""What the page about safety promises of the site itself, each sentence with what the check of written files refuses for it."""

from dataclasses import dataclass

# What scripts call to leave something on the device, and to tell somebody something. `page_privacy` refuses each of them.
STORES = (
    "cookie",
    "cookieStore",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "openDatabase",
    "caches",
    "serviceWorker",
    "getDirectory",
    "requestFileSystem",
    "PushManager",
    "Notification",
)
SENDS = (
    "sendBeacon",
    "fetch",
    "fetchLater",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "RTCPeerConnection",
    "importScripts",
    "Worker",
    "SharedWorker",
    "geolocation",
    "credentials",
)


@dataclass(frozen=True)
class Promise:
    """One sentence, as content/pages/safety.md has it, and pieces of a page that would break it."""

    sentence: str
    broken_by: tuple[str, ...]


def _scripts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"<script>use({name})</script>" for name in names)


PROMISES = (
    Promise(
        "It sets no cookies and does not count visitors.",
        (*_scripts(("cookie", "cookieStore", *SENDS)), '<a href="help.html" ping="count">x</a>'),
    ),
    Promise(
        "It loads nothing from other companies.",
        (
            '<img alt="" src="https://www.example.org/a.png">',
            '<img alt="" srcset="//www.example.org/a.png 2x">',
            '<script src="https://www.example.org/a.js"></script>',
            '<link rel="stylesheet" href="https://www.example.org/a.css">',
            '<iframe src="https://www.example.org/"></iframe>',
            '<video src="https://www.example.org/a.mp4"></video>',
            "<style>a { background: url(https://www.example.org/a.png) }</style>",
            '<style>@import "https://www.example.org/a.css";</style>',
        ),
    ),
    Promise(
        "When you press the exit button, it makes one mark in this tab. The mark is gone when you close the tab.",
        _scripts(STORES),
    ),
    Promise(
        "What you type in the form stays on the page until you send it. Then it goes to the receiver named above the form. "
        "Your keyboard or browser may remember words that you typed.",
        (
            '<form action="https://www.example.org/" method="post"></form>',
            '<form method="get"></form>',
            *_scripts(SENDS),
        ),
    ),
)
"""Every line of the list "What this site keeps", in its order."""
