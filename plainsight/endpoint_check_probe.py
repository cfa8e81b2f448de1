"""Trials for an endpoint: how they are made and sent, and what an answer to one means."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode, urljoin, urlsplit

from plainsight.endpoint_check_client import Answer

Verdict = Literal["holds", "look", "careful", "broken", "not tried"]
TRIAL_VERSION = "test-check"
_LONGEST_WAIT = 60
MOVED = (301, 302, 303)


@dataclass(frozen=True)
class Row:
    """How an endpoint keeps one rule: the verdict, what was `seen`, and what to do (`remedy`).

    `look`: the endpoint does not show it, so somebody must look at what it stored. `careful`: allowed, but costs
    something. `broken`: tips or their senders can be hurt.
    """

    verdict: Verdict
    seen: str
    remedy: str = ""


class Stop(Exception):
    """Ends a rule early, with the `row` that its arguments make."""

    def __init__(self, verdict: Verdict, seen: str, remedy: str = ""):
        self.row = Row(verdict, seen, remedy)
        super().__init__(seen)


@dataclass
class Probe:
    """Sends trials to the endpoint `url` through `request` and `greet` (as in `endpoint_check_client`).

    `site` is the origin of the site with the form, "" if unknown; `homes` the origins where a sender may be led.
    `scripted` says whether the endpoint answers scripts, `shows` whether it shows what it stored; `answers` is all
    that came back.
    """

    url: str
    request: Callable[..., Answer]
    greet: Callable[[str], tuple[str, datetime]]
    site: str = ""
    homes: tuple[str, ...] = ()
    sleep: Callable[[float], object] = time.sleep
    scripted: bool = False
    shows: bool = False
    usual: Answer | None = None
    answers: list[Answer] = field(default_factory=list)
    sent: int = 0

    def mark(self) -> str:
        """A new random word, by which somebody can find a trial among what is stored."""
        return secrets.token_hex(4)

    def post(
        self,
        answers: Mapping[str, str | Iterable[str]],
        *,
        script: bool = False,
        multipart: bool = False,
        origin: str = "null",
        referrer: str = "",
    ) -> Answer:
        """The answer to a trial with `answers`, as a form (or a `script`) sends it. Raises `Unanswered` or `Stop`."""
        pairs = [
            (name, each)
            for name, value in {"form_version": TRIAL_VERSION, "form_lang": "en", **answers}.items()
            for each in ([value] if isinstance(value, str) else value)
        ]
        kind, body = (
            _multipart(pairs) if multipart else ("application/x-www-form-urlencoded", urlencode(pairs).encode())
        )
        headers = {
            "Content-Type": kind,
            "Accept": "application/json" if script else "text/html,*/*;q=0.8",
            # Every browser sends a name, and some hosts refuse who sends none.
            "User-Agent": "Mozilla/5.0 (compatible; tip endpoint check)",
        }
        if origin:
            headers["Origin"] = origin
        if referrer:
            headers["Referer"] = referrer
        answer = self._send(headers, body)
        if answer.status == 429:
            self.sleep(_wait(answer))
            answer = self._send(headers, body)
            if answer.status == 429:
                raise Stop("not tried", "It takes no more tips now.", "Try again later.")
        return answer

    def _send(self, headers: Mapping[str, str], body: bytes) -> Answer:
        self.sent += 1
        answer = self.request("POST", self.url, headers, body)
        self.answers.append(answer)
        return answer

    def show(self, answers: Mapping[str, str | Iterable[str]], **options: bool) -> Mapping[str, object] | None:
        """What the endpoint shows that it stored of a trial with `answers`; None if it shows nothing.

        Raises `Stop` (broken) where the trial was not accepted.
        """
        answer = self.post(answers, script=self.scripted, **options)
        if not (proves(answer) if self.scripted else accepted(answer)):
            raise Stop("broken", f"It was refused: {said(answer)}.", "Accept it and store it.")
        shown = answer.json().get("test") if self.scripted else None
        return shown if isinstance(shown, dict) and isinstance(shown.get("answers"), dict) else None


def text(mark: str) -> str:
    """The text of a trial, for the person who finds it."""
    return f"This is a test of the connection. Nobody wrote it, no answer is needed. Mark: {mark}"


def proves(answer: Answer) -> bool:
    """Whether a script may believe that its tip was stored."""
    return 200 <= answer.status < 300 and answer.json().get("ok") is True


def accepted(answer: Answer) -> bool:
    """Whether a browser shows its user something that looks like success."""
    content = answer.json()
    refused = content.get("ok") is False or "error" in content or "errors" in content
    return (answer.status in MOVED and "location" in answer.headers) or (200 <= answer.status < 300 and not refused)


def said(answer: Answer) -> str:
    """The answer in few words: its status, and where it leads, without what comes after a question mark."""
    location = answer.headers.get("location", "")
    return f"{answer.status}, to {shown_address(location)}" if location else f"{answer.status}"


def shown_address(url: str) -> str:
    """`url` as it may be printed: without its query, where secrets are, and without what a terminal would obey."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that is none"
    shown = parts._replace(query="", fragment="", netloc=parts.netloc.rpartition("@")[2]).geturl()
    return "".join(letter if letter.isprintable() else "�" for letter in shown)


def target(url: str, answer: Answer) -> str:
    """Where `answer` of the endpoint `url` leads, "" if nowhere. Raises `Stop` (broken) for what is no address."""
    location = answer.headers.get("location", "")
    try:
        found = urljoin(url, location)
        urlsplit(found).port  # noqa: B018 - raises where it is none
    except ValueError:
        raise Stop("broken", "It leads to what is no address at all.", "Lead to your site.") from None
    return found if location else ""


def _wait(answer: Answer) -> int:
    after = answer.headers.get("retry-after", "")
    if not (after.isascii() and after.isdigit()):
        seen = "It answers 429 and does not say in seconds how long to wait."
        raise Stop("broken", seen, "Send Retry-After with the seconds.")
    if int(after) > _LONGEST_WAIT:
        raise Stop("not tried", f"It takes no more tips for {after} seconds.", "Try again after that time.")
    return int(after)


def _multipart(pairs: Iterable[tuple[str, str]]) -> tuple[str, bytes]:
    boundary = secrets.token_hex(16)
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in pairs]
    # What browsers send for a file box without a file.
    parts.append(
        'Content-Disposition: form-data; name="photo"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
    )
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    return f"multipart/form-data; boundary={boundary}", body.encode()
